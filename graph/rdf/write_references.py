"""References of one document as triples: the qualified reference and the direct link."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..identity import document_key
from ..model import Fact, Protocol, Reference
from . import iri
from .codes import DOCUMENT_CLASSES, DOCUMENT_KINDS, RELATIONS
from .draft import Draft
from .labels import document_label
from .literals import day, integer
from .terms import (
    CITED_AS,
    DATE,
    DOCUMENT,
    NUMBER,
    POSITION,
    REFERENCE,
    REFERRED_DATE,
    REFERRED_ISSUER,
    REFERRED_KIND,
    REFERRED_NUMBER,
    REFERRED_POINT,
    TYPE,
)


def write_references(draft: Draft, points: list[NamedNode], protocol: Protocol) -> None:
    """Write every reference at the point that makes it, the others at the document.

    `points` are the nodes of the protocol's points, in order.
    """
    places: dict[Fact[Reference], list[int]] = {}
    for place, fact in enumerate(protocol.references, start=1):
        places.setdefault(fact, []).append(place)
    issuer = protocol.head.issuer.value if protocol.head.issuer else None
    for point, decision in zip(points, protocol.points, strict=True):
        for number, fact in enumerate(decision.references, start=1):
            node = iri.part(point, "reference", number)
            _write_reference(draft, point, fact, node, issuer)
            for place in places.pop(fact, []):
                draft.add(node, POSITION, integer(place))
    loose = sorted((place, fact) for fact, found in places.items() for place in found)
    for number, (place, fact) in enumerate(loose, start=1):
        node = iri.part(draft.document, "reference", number)
        _write_reference(draft, draft.document, fact, node, issuer)
        draft.add(node, POSITION, integer(place))


def _write_reference(
    draft: Draft, subject: NamedNode, fact: Fact[Reference], node: NamedNode, issuer: str | None
) -> None:
    reference = fact.value
    relation = RELATIONS.node(reference.relation)
    cited = _write_cited(draft, reference, issuer)
    if cited:
        draft.add(subject, relation, cited)
    draft.evidence(node, fact, (subject, relation, cited), kinds=(REFERENCE,))
    draft.add_text(node, REFERRED_NUMBER, reference.number)
    if reference.date:
        draft.add(node, REFERRED_DATE, day(reference.date))
    draft.add_text(node, REFERRED_POINT, reference.point)
    draft.add_text(node, REFERRED_ISSUER, reference.issuer)
    if reference.document_kind:
        draft.add(node, REFERRED_KIND, DOCUMENT_KINDS.node(reference.document_kind))


def _write_cited(draft: Draft, reference: Reference, issuer: str | None) -> NamedNode | None:
    """Return the node of the document that a reference names, or None where it has no number."""
    if reference.number is None:
        return None
    kind = reference.document_kind
    node = iri.document(document_key(reference.number, reference.date, reference.issuer or issuer))
    draft.add(node, TYPE, DOCUMENT)
    if kind in DOCUMENT_CLASSES.nodes:
        draft.add(node, TYPE, DOCUMENT_CLASSES.node(kind))
    draft.add_text(node, CITED_AS, document_label(kind, reference.number, reference.date))
    draft.add_text(node, NUMBER, reference.number)
    if reference.date:
        draft.add(node, DATE, day(reference.date))
    return node
