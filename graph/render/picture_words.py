"""What stands in a picture's boxes, table and card, in one language: facts in, wrapped words out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from ..messages import say
from .picture_facts import (
    POINT_KINDS,
    format_day,
    format_span,
    format_term,
    ground_words,
    number_words,
    opaque_key,
    part_words,
    quote_words,
    state_words,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..messages import Language
    from ..model import State
    from ..picture import Ground, PictureEdge, PictureNode, PictureView, Slice, Status, Term

WRAP = 34
"""Characters in one line of a box: what reads well in one glance."""
COLUMNS = (
    "item",
    "kind",
    "document",
    "date",
    "name",
    "words",
    "due",
    "state",
    "because",
    "whom",
    "parts",
    "links",
    "file",
)
CHANGING = ("due", "state", "because")
"""The columns whose words depend on the day."""
_BODY_LINES = 3
_LINKS = 40
"""So many links of one kind are named; the table has the others at their other ends."""
_BODIES = ("organisation", "unit", "person", "party")

Cells = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in words, wrapped."""

    state: State
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordedSlice:
    """What a box, a card and a row of the table say from one moment on."""

    slice: Slice
    due: str
    badges: tuple[Badge, ...]
    cells: Cells


@dataclass(frozen=True, slots=True)
class WordedNode:
    """One node in words.

    `key` is opaque and safe anywhere; `head`, `body`, `due` and `badges` stand in the box; `cells`
    give the paragraphs of each column of the table, and of the card; `slices` what changes by days.
    """

    key: str
    node: PictureNode
    title: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    due: str
    badges: tuple[Badge, ...]
    cells: Mapping[str, tuple[str, ...]]
    slices: tuple[WordedSlice, ...] = ()


def word_view(view: PictureView, language: Language) -> tuple[WordedNode, ...]:
    """Return every node of the view in words, in the order of the view."""
    nodes = {node.id: node for node in view.nodes}
    edges: dict[str, list[PictureEdge]] = defaultdict(list)
    for edge in view.edges:
        edges[edge.source].append(edge)
        edges[edge.target].append(edge)
    return tuple(_word_node(node, edges[node.id], nodes, language) for node in view.nodes)


def _word_node(
    node: PictureNode,
    edges: Sequence[PictureEdge],
    nodes: Mapping[str, PictureNode],
    language: Language,
) -> WordedNode:
    head, body = _box_words(node, language)
    changing = _changing(node.term, node.statuses, node.because, language)
    return WordedNode(
        opaque_key(node.id),
        node,
        title_of(node, language),
        _wrapped(head, _BODY_LINES if node.kind in _BODIES else 2),
        _wrapped(body, _BODY_LINES),
        _box_due(node, node.term, language),
        _badges(node, node.statuses, language),
        {**_cells(node, _link_words(node, edges, nodes, language), language), **changing},
        tuple(_word_slice(node, one, language) for one in node.slices),
    )


def _word_slice(node: PictureNode, one: Slice, language: Language) -> WordedSlice:
    return WordedSlice(
        one,
        _box_due(node, one.term, language),
        _badges(node, one.statuses, language),
        _changing(one.term, one.statuses, one.because, language),
    )


def _box_due(node: PictureNode, term: Term | None, language: Language) -> str:
    """Return the term as it stands in the box; a state's box tells its own time instead."""
    return "" if node.kind == "life" else _clipped(format_term(term, language))


def _changing(
    term: Term | None, statuses: Iterable[Status], because: Iterable[Ground], language: Language
) -> Cells:
    """Return the cells of the columns in `CHANGING`."""
    due = format_term(term, language)
    printed = term.words if term else None
    return {
        "due": tuple(part for part in (due, printed if printed != due else None) if part),
        "state": tuple(state_words(status, language) for status in statuses),
        "because": tuple(dict.fromkeys(ground_words(ground, language) for ground in because)),
    }


def _box_words(node: PictureNode, language: Language) -> tuple[str, str]:
    """Return the head and the body of a box."""
    if node.kind in POINT_KINDS:
        head = title_of(node, language) if node.lane == "clauses" else node.number or ""
        return head, _point_words(node, language)
    if node.kind in ("document", "cited", "life"):
        return _dated_words(node, language)
    if node.kind in ("event", "item"):
        whom = ", ".join(node.whom)
        return node.number or "", ": ".join(filter(None, (whom, node.name)))
    return title_of(node, language), (node.name if node.kind == "cohort" else node.summary) or ""


def _dated_words(node: PictureNode, language: Language) -> tuple[str, str]:
    day = format_day(node.day) if node.day else ""
    if node.kind == "cited":
        return " ".join(filter(None, (day, number_words(node, language)))), ""
    if node.kind == "document":
        return title_of(node, language), day
    whose = node.number or ""
    named = say("picture.cohort", language, year=whose) if node.years else whose
    return format_span(node.since, node.until, language) if node.since else "", named


def _point_words(node: PictureNode, language: Language) -> str:
    if node.kind == "continuation" and node.continues:
        return say("picture.continues", language, count=node.continues)
    return node.summary or (node.quote.text if node.quote else "") or node.name or ""


def _badges(node: PictureNode, statuses: Sequence[Status], language: Language) -> tuple[Badge, ...]:
    """Return the states as they stand in the box; what the dashed border says alone is left out."""
    if node.kind == "cited" and all(status.state == "text-not-held" for status in statuses):
        return ()
    return tuple(Badge(one.state, _wrapped(state_words(one, language), _BODY_LINES)) for one in statuses)


def _wrapped(text: str, lines: int) -> tuple[str, ...]:
    """Return the first lines of a text; what is cut off is marked by «…»."""
    head = text[: WRAP * (lines + 2)]
    return tuple(wrap(head, WRAP, max_lines=lines, placeholder=" …"))


def _clipped(text: str) -> str:
    return "".join(_wrapped(text, 1))


def _link_words(
    node: PictureNode, edges: Iterable[PictureEdge], nodes: Mapping[str, PictureNode], language: Language
) -> tuple[str, ...]:
    """Return the arrows from and to a node, a paragraph for each kind; a point's document is told apart."""
    others: dict[str, list[PictureNode]] = defaultdict(list)
    for edge in edges:
        outward = edge.source == node.id
        if edge.kind == "contains" and not outward:
            continue
        other = nodes[edge.target if outward else edge.source]
        others[f"picture.edge-{edge.kind}" if outward else f"picture.edge-{edge.kind}-back"].append(other)
    return tuple(
        f"{say(phrase, language)}: {_list_names(node, found, language)}" for phrase, found in others.items()
    )


def _list_names(node: PictureNode, others: Sequence[PictureNode], language: Language) -> str:
    names = "; ".join(_link_name(node, other, language) for other in others[:_LINKS])
    more = len(others) - _LINKS
    return f"{names}; {say('picture.more', language, count=more)}" if more > 0 else names


def _link_name(node: PictureNode, other: PictureNode, language: Language) -> str:
    """Return the shortest sure name of the other end: a point of the same document by its path alone."""
    own_point = other.kind in POINT_KINDS and node.kind == "document" and node.number == other.document
    plain = own_point or other.kind in ("document", "cited")
    return (other.number if plain else None) or title_of(other, language)


def _cells(node: PictureNode, links: tuple[str, ...], language: Language) -> Cells:
    """Return the cells of the columns that no day changes."""
    inside = node.kind in POINT_KINDS or node.kind == "item"
    kind = f"kinds.{node.point_kind}" if node.kind == "decision" and node.point_kind else None
    cells: dict[str, tuple[str | None, ...]] = {
        "item": ((node.number if inside else None) or title_of(node, language),),
        "kind": (say(kind or f"picture.kind-{node.kind}", language),),
        "document": (node.document if inside else None,),
        "date": (format_day(node.day) if node.day else None,),
        "name": (
            None if node.kind in _BODIES else node.name,
            node.summary if node.kind == "person" else None,
        ),
        "words": quote_words(node.quote, language),
        "whom": node.whom,
        "parts": tuple(part_words(part, language) for part in node.parts),
        "links": links,
        "file": (None if node.quote and node.quote.source else node.file,),
    }
    return {column: tuple(part for part in parts if part) for column, parts in cells.items()}
