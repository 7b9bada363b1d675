"""The terms that queries may use: those that the triples are written in and those of the ontology's files."""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..resources import ontology_folder
from . import terms

_FOLDERS: Final = ("*.ttl", "vocabularies/*.ttl")


@cache
def russian_names() -> dict[str, str]:
    """Return what the ontology calls each of its own classes and properties in Russian, by their IRIs."""
    path = ontology_folder() / "obligraph.ttl"
    return {
        quad.subject.value: quad.object.value
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate == terms.LABEL
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == "ru"
    }


@cache
def known_terms() -> frozenset[str]:
    """Return the IRIs of all terms known here that lie in the namespace of one of our prefixes."""
    written = {value.value for value in vars(terms).values() if isinstance(value, NamedNode)}
    files = (path for pattern in _FOLDERS for path in sorted(ontology_folder().glob(pattern)))
    named = {
        node.value
        for path in files
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        for node in (quad.subject, quad.predicate, quad.object)
        if isinstance(node, NamedNode)
    }
    spaces = tuple(terms.PREFIXES.values())
    return frozenset(iri for iri in written | named if iri.startswith(spaces))
