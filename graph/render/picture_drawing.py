"""What a picture's script draws: worded boxes at their places, arrows with their courses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..picture import LANES
from .layout import Band, Box, Layout, Route, lay_out, route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..picture import Lane, PictureEdge, PictureView
    from .picture_words import WordedNode

_WIDTHS: Mapping[Lane, int] = {"prior": 214, "documents": 236, "points": 288, "addressees": 214}
_PADDING = 10
_HEAD_LINE = 20
_BODY_LINE = 18
_BADGE_LINE = 15
_BADGE_MARGIN = 12


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A box: its key, its short label, and what else the script needs of it."""

    key: str
    label: str
    options: dict[str, object]


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An arrow between two keys, and what else the script needs of it."""

    source: str
    target: str
    options: dict[str, object]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, in the order of the view."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    bands: tuple[Band, ...]


def draw(view: PictureView, nodes: Sequence[WordedNode]) -> Drawing:
    """Return the boxes and arrows of a view at their places; `nodes` are its nodes in words."""
    keys = {node.node.id: node.key for node in nodes}
    layout = lay_out([_box(node) for node in nodes], LANES, _pulls(view, keys))
    links = [(keys[edge.source], keys[edge.target]) for edge in view.edges]
    courses = enumerate(zip(view.edges, links, route(links, layout), strict=True))
    return Drawing(
        tuple(_drawn_node(node, layout) for node in nodes),
        tuple(_drawn_edge(f"e{number}", *parts) for number, parts in courses),
        layout.bands,
    )


def _box(node: WordedNode) -> Box:
    lines = len(node.head) * _HEAD_LINE + len(node.body) * _BODY_LINE
    badges = sum(len(badge.lines) * _BADGE_LINE + _BADGE_MARGIN for badge in node.badges)
    return Box(node.key, node.node.lane, _WIDTHS[node.node.lane], 2 * _PADDING + lines + badges)


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


def _drawn_node(node: WordedNode, layout: Layout) -> DrawnNode:
    place = layout.places[node.key]
    options: dict[str, object] = {
        "x": place.x,
        "y": place.y,
        "size": max(place.box.width, place.box.height) // 2,
        "kind": node.node.kind,
        "lane": node.node.lane,
        "box": [place.box.width, place.box.height],
        "lines": [node.head, node.body, node.due],
        "badges": [[badge.state, *badge.lines] for badge in node.badges],
    }
    return DrawnNode(node.key, node.title, options)


def _drawn_edge(key: str, edge: PictureEdge, link: tuple[str, str], course: Route) -> DrawnEdge:
    options: dict[str, object] = {
        "id": key,
        "kind": edge.kind,
        "dashed": edge.dashed,
        "course": [course.x1, course.y1, course.bend, course.x2, course.y2],
    }
    return DrawnEdge(*link, options)
