"""The chain of documents: which continues, extends, repeals or changes which, along time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ..rdf import iri
from .lanes import bundled
from .nodes import document_node, point_node, with_slices
from .statuses import merge
from .values import PictureEdge, PictureView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .asked import Asked
    from .values import PictureNode


def chain_view(asked: Asked, document: str | None = None) -> PictureView:
    """Return the documents that act on one another, with what each still binds.

    `document` is a document's key: only those that an unbroken chain joins to it. Documents that
    only refer to others are left out, unless they bind somebody themselves.
    """
    edges = list(_edges(asked))
    boxes = [_box(asked, node) for node in _documents(asked, edges)]
    if document is not None:
        kept = _joined(iri.document(document).value, edges)
        boxes = [box for box in boxes if box.id in kept]
        edges = [edge for edge in edges if edge.source in kept]
    return PictureView(tuple(boxes), tuple(edges), asked.at, "chain")


def _edges(asked: Asked) -> Iterable[PictureEdge]:
    for own in asked.documents():
        found: dict[tuple[str, str], PictureEdge] = {}
        for thing in (own, *(point for point in asked.points(own) if asked.is_shown(point))):
            for target, kind in asked.cited_by(thing).items():
                if kind != "cites" and target != own:
                    dashed = not asked.holds_text(target)
                    found.setdefault((target, kind), PictureEdge(own, target, kind, dashed=dashed))
        yield from found.values()


def _documents(asked: Asked, edges: Iterable[PictureEdge]) -> list[str]:
    named = {end for edge in edges for end in (edge.source, edge.target)}
    binding = {own for own in asked.documents() if any(map(asked.is_shown, asked.points(own)))}
    return sorted(named | binding | bundled(asked), key=asked.document_order)


def _box(asked: Asked, node: str) -> PictureNode:
    box = document_node(asked, node, "documents" if asked.holds_text(node) else "prior")
    points = [point_node(asked, point) for point in asked.points(node)] if box.kind == "document" else []
    if not points:
        return box
    years = sorted({year for part in (box, *points) for year in part.years})
    slices = merge([box.slices, *(point.slices for point in points)])
    return replace(with_slices(asked, box, slices), years=tuple(years))


def _joined(start: str, edges: Iterable[PictureEdge]) -> set[str]:
    """Return the documents from which a chain leads forth or back to the start, and it itself."""
    forth, back = defaultdict(set), defaultdict(set)
    for edge in edges:
        forth[edge.source].add(edge.target)
        back[edge.target].add(edge.source)
    return _reached(start, forth) | _reached(start, back)


def _reached(start: str, steps: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = {start}, [start]
    while ahead:
        found = steps.get(ahead.pop(), set()) - reached
        reached |= found
        ahead += sorted(found)
    return reached
