"""A letter that carries out somebody's order: «Во исполнение пункта 2.3 протокола … прошу …»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from . import head_words as words
from .document_kind import Title
from .gates import has_any
from .headings import tail_heading
from .lines import Line
from .numbering import read_marker
from .outline import Outline
from .point_leaves import leaves
from .points import PointTree, Stretch
from .sentences import has_infinitive
from .word_readings import has_case

_ASKING = re.compile(words.ASKING)
_GROUND = re.compile(words.GROUND)
_REPLY = re.compile(words.REPLY)
_SALUTATION = re.compile(words.SALUTATION)
_WORD = re.compile("[А-ЯЁа-яё]+")
_TOP = 30
_LONGEST_ADDRESS = 300
_MOST_ADDRESSES = 40


def read_letter(
    text: str, folded: str, outline: Outline, title: Title | None
) -> tuple[Outline, Title] | None:
    """Return a letter's requests as its points where it passes on an order; None for any other text.

    A request that no order stands behind binds nobody: such a letter has no points.
    """
    named = _title(folded, outline.lines, title)
    if named is None or not has_any(folded, 0, len(folded), words.ASKING_STEMS):
        return None
    blocks = list(_blocks(outline.lines))
    first = next((k for k, block in enumerate(blocks) if _asks(folded, block)), None)
    if first is None or not _GROUND.search(folded, 0, blocks[first][-1].end):
        return None
    tree = _tree(text, folded, blocks[first:])
    mailed = tuple(islice(_addresses(text, folded, blocks[:first]), _MOST_ADDRESSES))
    points = tuple(point._replace(mailed=mailed) for point in leaves(text, folded, tree.roots))
    start = blocks[first][0].start
    return replace(outline, head=(0, start), points=points, leftovers=(), decided=start), named


def _title(folded: str, lines: Sequence[Line], title: Title | None) -> Title | None:
    """Return what makes a text a letter: its own word, a salutation, «на № … от …»."""
    if title:
        return title if title.kind == "letter" else None
    for line in lines[:_TOP]:
        if _REPLY.match(folded, line.start, line.end) or _SALUTATION.match(folded, line.start, line.end):
            return Title("letter", 0, lines[0].start, lines[0].start, "reply-line")
    return None


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the paragraphs of a text: lines without an empty one between them."""
    block: list[Line] = []
    for line in lines:
        if block and line.gap:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _asks(folded: str, block: Sequence[Line]) -> bool:
    start, end = block[0].start, block[-1].end
    if _ASKING.search(folded, start, end) is None:
        return False
    return folded[end - 1] == ":" or has_infinitive(folded, start, end)


def _tree(text: str, folded: str, blocks: Sequence[Sequence[Line]]) -> PointTree:
    """Return the requests as points, with the numbered ones that stand below «прошу:»."""
    tree = PointTree(text, folded)
    asked = False
    for block in blocks:
        if tail_heading(folded, block[0].start, block[0].end):
            break
        listed = asked and read_marker(text, folded, block[0].start, block[0].end) is not None
        asked = listed or _asks(folded, block)
        for line in block if asked else ():
            _take(tree, text, folded, line, begins=line is block[0] and not listed)
    return tree


def _take(tree: PointTree, text: str, folded: str, line: Line, *, begins: bool) -> None:
    marker = None if begins else read_marker(text, folded, line.start, line.end)
    if begins:
        tree.current = None
        tree.add(None, line.start, line.end)
    elif marker and marker.end < line.end:
        tree.add(marker, marker.end, line.end)
    else:
        tree.extend(line.start, line.end)


def _addresses(text: str, folded: str, blocks: Sequence[Sequence[Line]]) -> Iterator[Stretch]:
    """Yield the paragraphs at the top that name in the dative whom the letter goes to."""
    for block in blocks:
        start, end = block[0].start, block[-1].end
        first = _WORD.match(text, start, end)
        if first is None or end - start > _LONGEST_ADDRESS or has_infinitive(folded, start, end):
            continue
        if first[0][0].isupper() and has_case(first[0], "datv") and not has_case(first[0], "nomn"):
            yield start, end
