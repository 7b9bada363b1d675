"""The whole register: every document, its points folded into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..rdf import terms
from .lanes import bundled, point_edges
from .nodes import document_node, point_node, with_slices, years_of
from .statuses import merge, slice_at
from .values import NOTHING, Counts, PictureEdge, PictureView, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .asked import Asked
    from .values import PictureNode


def register_view(asked: Asked) -> PictureView:
    """Return the documents by date with their points behind them, and who acts on whom.

    A document's box tallies the states of its points; its own counts are those of its bundles, so
    that nothing is counted twice.
    """
    points = {own: [one for one in asked.points(own) if asked.is_shown(one)] for own in asked.documents()}
    edges = [edge for found in points.values() for point in found for edge in _edges(asked, point)]
    documents = {*points, *(edge.target for edge in edges), *bundled(asked)}
    nodes: list[PictureNode] = []
    for own in sorted(documents, key=asked.document_order):
        parts = [_part(asked, point, own) for point in points.get(own, ())]
        nodes += [_cover(asked, document_node(asked, own), parts), *parts]
    return PictureView(tuple(nodes), tuple(edges), asked.at, "register")


def _edges(asked: Asked, point: str) -> Iterable[PictureEdge]:
    return (edge for edge in point_edges(asked, point) if edge.kind != "addresses")


def _part(asked: Asked, point: str, document: str) -> PictureNode:
    box = point_node(asked, point, parent=document)
    return replace(box, whom=tuple(_name(asked, one) for one in asked.addressees(point)))


def _name(asked: Asked, addressee: str) -> str:
    year = asked.year_of(addressee)
    if year is None:
        return asked.facts.label(addressee)
    return f"{asked.facts.text(addressee, terms.PROGRAMME) or ''} {year}".strip()


def _cover(asked: Asked, box: PictureNode, parts: list[PictureNode]) -> PictureNode:
    """Return a document's box with the tally of its points; it counts no more than before."""
    if not parts:
        return box
    own = box.slices
    tally = merge([own, *(part.slices for part in parts)])
    slices = tuple(replace(one, counts=_counts_at(own, one.start)) for one in tally)
    years = years_of(year for part in (box, *parts) for year in part.years)
    return replace(with_slices(asked, box, slices), years=years)


def _counts_at(slices: tuple[Slice, ...], moment: datetime) -> Counts:
    found = slice_at(slices, moment)
    return found.counts if found else NOTHING
