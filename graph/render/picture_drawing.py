"""What a picture's script draws: worded boxes at their places, arrows with their courses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..model import MOSCOW
from ..picture import LANES
from .layout import Band, Box, Layout, Route, lay_out, route
from .layout_grid import Cell, chain_cells, column_bands, life_cells, passed, place_cells, route_back
from .layout_shelves import lay_out_shelves
from .layout_tree import lay_out_tree, place_beside

if TYPE_CHECKING:
    from ..picture import Lane, PictureView, ViewKind
    from .picture_words import WordedNode

WIDTHS: Mapping[Lane, int] = {
    "prior": 214,
    "documents": 244,
    "items": 288,
    "points": 288,
    "clauses": 288,
    "events": 288,
    "lives": 288,
    "bodies": 288,
    "people": 288,
    "addressees": 214,
}
_PADDING = 10
_HEAD_LINE = 20
_BODY_LINE = 18
_BADGE_LINE = 15
_BADGE_MARGIN = 12
_INDENT = 18
"""So much wider is a document than the points that are folded into it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The places with their bands, and the courses of the arrows in the order of the view's edges.

    There are no courses where arrows follow their boxes; `spots` are the sizes of boxes that have
    no place before they are unfolded.
    """

    layout: Layout
    courses: tuple[Route, ...]
    spots: Mapping[str, Box]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The strips behind lanes, columns or depths."""
        return self.layout.bands


Links = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Given:
    """What is to be placed: the view, its nodes in words, its arrows as pairs of keys."""

    view: PictureView
    nodes: Sequence[WordedNode]
    links: Links

    @property
    def keys(self) -> dict[str, str]:
        """The keys of nodes by their ids."""
        return {node.node.id: node.key for node in self.nodes}


def draw(view: PictureView, nodes: Sequence[WordedNode]) -> Drawing:
    """Return the places of a view's boxes and the courses of its arrows; `nodes` are its nodes in words."""
    keys = {node.node.id: node.key for node in nodes}
    links = [(keys[edge.source], keys[edge.target]) for edge in view.edges]
    return _DRAWERS[view.kind](_Given(view, nodes, links))


def box_of(node: WordedNode) -> Box:
    """Return the size of a box: there is room for its states at any day."""
    lines = len(node.head) * _HEAD_LINE + len(node.body) * _BODY_LINE
    choices = (node.badges, *(one.badges for one in node.slices))
    badges = max(
        sum(len(badge.lines) * _BADGE_LINE + _BADGE_MARGIN for badge in badges) for badges in choices
    )
    return Box(node.key, node.node.lane, WIDTHS[node.node.lane], 2 * _PADDING + lines + badges)


# --- a cohort's lanes --------------------------------------------------------------------------


def _draw_lanes(given: _Given) -> Drawing:
    layout = lay_out([box_of(node) for node in given.nodes], LANES, _pulls(given.view, given.keys))
    return Drawing(layout, tuple(route(given.links, layout)), {})


def _pulls(view: PictureView, keys: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what each box should stand level with; points stand where they come.

    A document stands level with those of its points that have no arrow into the first lane, so that
    these arrows pass it by; an earlier document and an addressee with the points that have an arrow to it.
    """
    lanes = {node.id: node.lane for node in view.nodes}
    crossing = {edge.source for edge in view.edges if lanes[edge.target] == "prior"}
    pulls: dict[str, list[str]] = {}
    second_best: dict[str, list[str]] = {}
    for edge in view.edges:
        if edge.kind == "contains":
            chosen = second_best if edge.target in crossing else pulls
            chosen.setdefault(keys[edge.source], []).append(keys[edge.target])
        elif lanes[edge.target] in ("prior", "addressees"):
            pulls.setdefault(keys[edge.target], []).append(keys[edge.source])
    return second_best | pulls


# --- along time --------------------------------------------------------------------------------


def _draw_chain(given: _Given) -> Drawing:
    dated = sorted(given.nodes, key=lambda node: node.node.day or date.min)
    cells = chain_cells([box_of(node) for node in dated], given.links)
    return _draw_grid(cells, given.links, passed(cells, given.links))


def _draw_life(given: _Given) -> Drawing:
    rows: dict[tuple[str, str], None] = {("clauses", ""): None, ("events", ""): None}
    boxes, steps = [], {}
    for node in given.nodes:
        row = (node.node.lane, node.node.row or "")
        rows[row] = None
        box = box_of(node)
        boxes.append(Box(box.id, "\n".join(row), box.width, box.height))
        steps[node.key] = _step(node)
    return _draw_grid(life_cells(boxes, steps, ["\n".join(row) for row in rows]), given.links)


def _step(node: WordedNode) -> str:
    """Return what a box's column is sorted by: the moment, what causes a state before the state."""
    since = node.node.since.astimezone(MOSCOW).isoformat() if node.node.since else ""
    return f"{since} {node.node.lane == 'lives'}"


def _draw_grid(cells: Sequence[Cell], links: Links, lines: Collection[tuple[int, int]] = ()) -> Drawing:
    places = place_cells(cells, lines)
    layout = Layout(places, column_bands(cells, places))
    return Drawing(layout, tuple(route_back(links, places)), {})


# --- trees and shelves -------------------------------------------------------------------------


def _draw_tree(given: _Given) -> Drawing:
    keys = given.keys
    parents = {node.key: keys[node.node.parent] for node in given.nodes if node.node.parent in keys}
    boxes = {lane: [box_of(node) for node in given.nodes if node.node.lane == lane] for lane in LANES}
    beside: tuple[Lane, ...] = ("prior", "addressees") if boxes["documents"] else ()
    layout = lay_out_tree([box_of(node) for node in given.nodes if node.node.lane not in beside], parents)
    pulls: dict[str, list[str]] = defaultdict(list)
    for source, target in given.links:
        pulls[target].append(source)
    for lane in beside:
        layout = place_beside(layout, boxes[lane], pulls)
    return Drawing(layout, tuple(route(given.links, layout)), {})


def _draw_document(given: _Given) -> Drawing:
    """Return the tree of a held document, the lanes of one that is only cited."""
    is_tree = any(node.node.parent for node in given.nodes) or len(given.nodes) == 1
    return (_draw_tree if is_tree else _draw_lanes)(given)


def _draw_shelves(given: _Given) -> Drawing:
    boxes, spots = [], {}
    for node in given.nodes:
        box = box_of(node)
        if node.node.parent:
            spots[node.key] = box
        else:
            year = str(node.node.day.year) if node.node.day else ""
            boxes.append(Box(box.id, year, WIDTHS["points"] + _INDENT, box.height))
    boxes.sort(key=lambda box: box.lane or "9999")
    return Drawing(lay_out_shelves(boxes), (), spots)


_DRAWERS: Mapping[ViewKind, Callable[[_Given], Drawing]] = {
    "cohort": _draw_lanes,
    "chain": _draw_chain,
    "order": _draw_life,
    "people": _draw_tree,
    "document": _draw_document,
    "register": _draw_shelves,
}
