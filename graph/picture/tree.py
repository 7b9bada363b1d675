"""One document's own tree: its agenda, the points under each item, what they name and whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..rdf import iri, terms
from .lanes import first_moments, lanes_view, point_edges
from .nodes import addressee_node, document_node, point_node
from .values import PictureEdge, PictureNode, PictureView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .asked import Asked


def document_view(asked: Asked, key: str) -> PictureView:
    """Return the tree of a held document; of one that is only cited, the points that cite it."""
    document = iri.document(key).value
    if not asked.holds_text(document):
        return lanes_view(asked, key)
    points = asked.points(document)
    root = document_node(asked, document)
    items = _items(asked, document, points)
    parents = _parents(asked, document, points)
    boxes = [point_node(asked, point, parent=parents[point]) for point in points]
    edges = [edge for point in points for edge in point_edges(asked, point)]
    return PictureView(
        (root, *items, *boxes, *_others(asked, document, points, edges)),
        (*_within([*items, *boxes]), *(edge for edge in edges if edge.target != document)),
        asked.at,
        "document",
    )


def _within(nodes: Iterable[PictureNode]) -> Iterable[PictureEdge]:
    return (PictureEdge(node.parent, node.id, "contains") for node in nodes if node.parent)


def _items(asked: Asked, document: str, points: list[str]) -> list[PictureNode]:
    """Return the agenda items that have points, in the points' order."""
    facts = asked.facts
    found = dict.fromkeys(item for point in points for item in facts.nodes(point, terms.ITEM))
    return [
        PictureNode(
            item,
            "items",
            "item",
            number=facts.text(item, terms.IDENTIFIER),
            name=facts.text(item, terms.TITLE),
            document=facts.text(document, terms.NUMBER),
            quote=facts.quote(item, facts.text(document, terms.FILE)),
            since=asked.effective(document),
            parent=document,
            key=document.rsplit("/", 1)[-1],
            file=facts.text(document, terms.FILE),
        )
        for item in found
    ]


def _parents(asked: Asked, document: str, points: list[str]) -> dict[str, str]:
    """Return what each point hangs on: the point whose path its own continues, its item, the document."""
    facts = asked.facts
    by_path = {facts.text(point, terms.PATH) or "": point for point in points}
    return {
        point: _above(by_path, path) or facts.node(point, terms.ITEM) or document
        for path, point in by_path.items()
    } | {point: document for point in points if point not in by_path.values()}


def _above(by_path: dict[str, str], path: str) -> str | None:
    steps = path.split(".")
    shorter = (".".join(steps[:end]) for end in range(len(steps) - 1, 0, -1))
    return next((by_path[one] for one in shorter if one in by_path), None)


def _others(
    asked: Asked, document: str, points: list[str], edges: list[PictureEdge]
) -> Iterable[PictureNode]:
    firsts = first_moments(asked, points)
    targets = defaultdict(set)
    for edge in edges:
        targets[edge.kind == "addresses"].add(edge.target)
    for cited in sorted(targets[False] - {document}, key=asked.document_order):
        yield document_node(asked, cited, "prior")
    for one in sorted(targets[True], key=asked.addressee_order):
        yield addressee_node(asked, one, firsts.get(one))
