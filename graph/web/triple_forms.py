"""Triples as bytes of the forms that are sent: Turtle, N-Triples, JSON-LD, RDF/XML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Triple, parse, serialize

from ..errors import QueryError
from ..rdf.terms import PREFIXES
from .sparql_protocol import GraphForm

_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


def write_triples(triples: Iterable[Triple], form: GraphForm, more: Mapping[str, str] | None = None) -> bytes:
    """Return triples, sorted, in a form, with our prefixes and `more`.

    Raises `QueryError` for triples that RDF/XML has no way to write.
    """
    ordered = sorted(set(triples), key=str)
    prefixes = {**PREFIXES, **(more or {})} if form != "nt" else None
    try:
        return serialize(ordered, format=_FORMATS[form], prefixes=prefixes) or b""
    except (ValueError, OSError) as error:
        raise QueryError(f"can't be written as RDF/XML ({error})", advice="ask for Turtle") from error


def from_turtle(body: bytes, form: GraphForm) -> bytes:
    """Return triples that came as Turtle in another form."""
    if form == "ttl":
        return body
    return write_triples((quad.triple for quad in parse(body, format=RdfFormat.TURTLE)), form)
