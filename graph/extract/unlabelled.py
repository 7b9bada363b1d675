"""Cards and columns without labels: who answers and the term stand below or beside the task alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from . import label_words as words
from .labels import Label, LabelRole
from .points import Node, Stretch
from .sentences import has_infinitive

_WIDE = "   "
_GAP = re.compile(r"(?<![ \u00a0])[ \u00a0]{3,}+(?=\S)")
_TERM = re.compile(words.TERM_VALUE_PATTERN)
_TIME = re.compile(words.TIME_PATTERN)
_LONGEST_CELL = 90
_FEWEST = 2
_SHORTEST_CARD = 3
_NEAREST_COLUMN = 20
_FARTHEST = 2


class Card(NamedTuple):
    """A point whose task has who answers and by when beside or below it: its own words, the labels."""

    node: Node
    bodies: list[Stretch]
    labels: list[Label]


def label_cells(text: str, folded: str, nodes: Iterable[Node]) -> None:
    """Give the points of cards and of two columns the labels that their layout leaves out.

    What stands once is no layout: two points at the least have it.
    """
    plain = [node for node in nodes if len(node.bodies) == 1 and not node.children]
    cards = _columns(text, folded, plain) or _cards(text, folded, plain)
    if len(cards) < _FEWEST:
        return
    for node, bodies, labels in cards:
        node.bodies, node.labels = bodies, [*labels, *node.labels]


def _lines(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the lines of a stretch that hold words, without the blanks around them."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        words_of = text[start:stop]
        if bare := words_of.strip():
            begin = start + len(words_of) - len(words_of.lstrip())
            yield begin, begin + len(bare)
        start = stop + 1


def _is_term(folded: str, cell: Stretch) -> bool:
    if cell[1] - cell[0] > _LONGEST_CELL or has_infinitive(folded, *cell):
        return False
    return bool(_TERM.match(folded, *cell) and _TIME.search(folded, *cell))


def _label(role: LabelRole, cell: Stretch) -> Label:
    return Label(role, cell[0], *cell)


# --- who and when on lines of their own below the task ------------------------------------------------


def _cards(text: str, folded: str, nodes: Sequence[Node]) -> list[Card]:
    several = [node for node in nodes if not node.labels and text.find("\n", *node.bodies[0]) >= 0]
    each = [(node, [*_lines(text, *node.bodies[0])]) for node in several]
    long = [(node, lines) for node, lines in each if len(lines) >= _SHORTEST_CARD]
    width = max((end - start for _, lines in long for start, end in lines), default=0)
    cards = [_card(folded, node, lines) for node, lines in long if _is_card(text, folded, lines, width)]
    return cards if 2 * len(cards) >= len(long) else []


def _card(folded: str, node: Node, lines: Sequence[Stretch]) -> Card:
    *task, first, last = lines
    roles: tuple[LabelRole, ...] = ("term", "executor") if _is_term(folded, first) else ("executor", "term")
    return Card(node, [(task[0][0], task[-1][1])], [_label(roles[0], first), _label(roles[1], last)])


def _is_card(text: str, folded: str, lines: Sequence[Stretch], width: int) -> bool:
    """Tell a task with who and when below it, in either order, from words that are wrapped at a width."""
    *task, first, last = lines
    term, who = (first, last) if _is_term(folded, first) else (last, first)
    next_word = text[slice(*last)].split(maxsplit=1)[0]
    if first[1] - first[0] + 1 + len(next_word) > min(width, _LONGEST_CELL) or not text[who[0]].isupper():
        return False
    if not _is_term(folded, term) or has_infinitive(folded, *who) or who[1] - who[0] > _LONGEST_CELL:
        return False
    return has_infinitive(folded, task[0][0], task[-1][1])


# --- who and when in a right column ----------------------------------------------------------------------


class _Part(NamedTuple):
    """Words of a line in one column, and how many signs stand before them."""

    start: int
    end: int
    place: int


def _columns(text: str, folded: str, nodes: Sequence[Node]) -> list[Card]:
    spaced = [node for node in nodes if text.find(_WIDE, *node.bodies[0]) >= 0]
    each = [(node, [*_parts(text, *node.bodies[0])]) for node in spaced]
    places = Counter(part.place for _, parts in each for part in parts if part.place >= _NEAREST_COLUMN)
    often = [place for place, count in places.items() if count >= max(_FEWEST, len(each) // 2)]
    if not often:
        return []
    right = min(often)
    found = [_in_columns(text, folded, node, parts, right) for node, parts in each]
    return [card for card in found if card]


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """Yield the words that wide gaps set apart, line by line."""
    for line in _lines(text, start, end):
        margin = text.rfind("\n", 0, line[0]) + 1
        gaps = [gap.span() for gap in _GAP.finditer(text, *line)]
        edges = [line[0], *(edge for gap in gaps for edge in gap), line[1]]
        for left, stop in zip(edges[::2], edges[1::2], strict=True):
            yield _Part(left, stop, left - margin)


def _in_columns(text: str, folded: str, node: Node, parts: Sequence[_Part], right: int) -> Card | None:
    """Return a point with its right column as labels; None where any words stand across the columns."""
    cells = [(part.start, part.end) for part in parts if part.place >= right - _FARTHEST]
    task = [part for part in parts if part.place < right - _FARTHEST]
    across = any(part.place + part.end - part.start >= right for part in task)
    if across or not cells or not task:
        return None
    if any(has_infinitive(folded, *cell) for cell in cells):
        return None
    labels = [_label("term" if _is_term(folded, cell) else "executor", cell) for cell in cells]
    named = all(label.role == "term" or text[label.value_start].isupper() for label in labels)
    return Card(node, [(part.start, part.end) for part in task], labels) if named else None
