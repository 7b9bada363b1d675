"""References of a document back from its triples."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model import Fact, Reference
from .codes import DOCUMENT_KINDS, RELATIONS
from .literals import read_day
from .terms import (
    POSITION,
    PREDICATE,
    REFERENCE,
    REFERRED_DATE,
    REFERRED_ISSUER,
    REFERRED_KIND,
    REFERRED_NUMBER,
    REFERRED_POINT,
    SUBJECT,
)
from .view import View

ReadReferences = dict[NamedNode, Fact[Reference]]
"""Each reference by its node, in the order within its point."""


def read_references(view: View) -> ReadReferences:
    """Return the references of the document by their nodes."""
    return {node: view.fact(node, _read_reference(view, node)) for node in view.of_type(REFERENCE)}


def in_order(view: View, references: ReadReferences) -> tuple[Fact[Reference], ...]:
    """Return the references that count as the document's, in the text's order."""
    places = [
        (int(place.value), fact) for node, fact in references.items() for place in view.values(node, POSITION)
    ]
    return tuple(fact for _, fact in sorted(places, key=lambda pair: pair[0]))


def by_point(view: View, references: ReadReferences) -> dict[NamedNode, list[Fact[Reference]]]:
    """Return the references that each point makes, by the point's node."""
    found: dict[NamedNode, list[Fact[Reference]]] = {}
    for node, fact in references.items():
        found.setdefault(view.need_node(node, SUBJECT), []).append(fact)
    return found


def _read_reference(view: View, node: NamedNode) -> Reference:
    when, kind = view.text(node, REFERRED_DATE), view.node(node, REFERRED_KIND)
    return Reference(
        number=view.text(node, REFERRED_NUMBER),
        date=read_day(when) if when else None,
        relation=RELATIONS.code(view.need_node(node, PREDICATE)),
        point=view.text(node, REFERRED_POINT),
        document_kind=DOCUMENT_KINDS.code(kind) if kind else None,
        issuer=view.text(node, REFERRED_ISSUER),
    )
