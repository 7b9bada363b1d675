"""A cohort's view: earlier documents, documents, their points, and whom these bind, in lanes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..rdf import iri, terms
from .nodes import addressee_node, document_node, point_node
from .values import PictureEdge, PictureView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from .asked import Asked


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is shown: documents with points of their own, the points, documents cited, addressees."""

    documents: Sequence[str]
    points: Sequence[str]
    cited: Sequence[str]
    addressees: Sequence[str]


def lanes_view(asked: Asked, document: str | None = None) -> PictureView:
    """Return all that orders, continues or changes something, for the cohort asked about if any.

    `document` is a document's key: only its own points or, where its text is not held, it and the
    points that cite it.
    """
    chosen = _choose(asked, document)
    firsts = first_moments(asked, chosen.points)
    nodes = (
        *(document_node(asked, cited, "prior") for cited in chosen.cited),
        *(document_node(asked, own) for own in chosen.documents),
        *(point_node(asked, point) for point in chosen.points),
        *(addressee_node(asked, one, firsts.get(one)) for one in chosen.addressees),
    )
    return PictureView(nodes, tuple(_edges(asked, chosen)), asked.at)


def _choose(asked: Asked, key: str | None) -> _Chosen:
    only = iri.document(key).value if key is not None else None
    points = [
        point
        for own in asked.documents()
        for point in asked.points(own)
        if asked.is_shown(point) and (only is None or _concerns(asked, point, own, only))
    ]
    documents = list(dict.fromkeys(asked.document_of(point) for point in points))
    if only is not None and asked.holds_text(only) and only not in documents:
        documents.append(only)
    cited = {target for point in points for target in asked.cited_by(point)}
    if only is None:
        cited |= bundled(asked)
    elif not asked.holds_text(only):
        cited = {only}
    addressees = {target for point in points for target in asked.addressees(point)}
    return _Chosen(
        documents,
        points,
        sorted(cited - set(documents), key=asked.document_order),
        sorted(addressees, key=asked.addressee_order),
    )


def bundled(asked: Asked) -> set[str]:
    """Return the documents whose bundles bind somebody asked about, whoever named them."""
    facts = asked.facts
    bundles = (node for node in facts.of_type(terms.ORDER_BUNDLE) if asked.lives([node]))
    return {paper for bundle in bundles for paper in facts.nodes(bundle, terms.OF_DOCUMENT)}


def _concerns(asked: Asked, point: str, own: str, only: str) -> bool:
    return own == only or (not asked.holds_text(only) and only in asked.cited_by(point))


def first_moments(asked: Asked, points: Iterable[str]) -> dict[str, datetime]:
    """Return for each addressee when the first of the points that name it takes effect."""
    firsts: dict[str, datetime] = {}
    for point in points:
        moment = asked.effective(asked.document_of(point))
        if moment is None:
            continue
        for one in asked.addressees(point):
            firsts[one] = min(moment, firsts.get(one, moment))
    return firsts


def _edges(asked: Asked, chosen: _Chosen) -> Iterable[PictureEdge]:
    shown = {*chosen.documents, *chosen.cited, *chosen.addressees}
    for point in chosen.points:
        yield PictureEdge(asked.document_of(point), point, "contains")
        yield from (edge for edge in point_edges(asked, point) if edge.target in shown)


def point_edges(asked: Asked, point: str) -> Iterable[PictureEdge]:
    """Yield the arrows from a point to the documents that it names and to whom it addresses."""
    for target, kind in asked.cited_by(point).items():
        yield PictureEdge(point, target, kind, dashed=not asked.holds_text(target))
    for target in asked.addressees(point):
        yield PictureEdge(point, target, "addresses")
