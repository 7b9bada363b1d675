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
from .lines import Line, split_columns
from .morphology import find_agreement, first_words
from .numbering import read_marker
from .outline import Outline
from .party_lexicon import BODIES, POSTS
from .point_leaves import leaves
from .points import PointTree, Stretch
from .sentences import has_infinitive
from .surnames import may_be_nominative
from .word_readings import has_case, lemmas

_ASKING = re.compile(words.ASKING)
_GROUND = re.compile(words.GROUND)
_REPLY = re.compile(words.REPLY)
_SALUTATION = re.compile(words.SALUTATION)
_HOLDER = re.compile(r"[А-ЯЁ][а-яё-]{2,40}\s{1,3}[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?")
_TOP = 30
_LONGEST_ADDRESS = 300
_MOST_ADDRESSES = 40
_FIRST_WORDS = 4


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


def with_addressees(text: str, folded: str, outline: Outline, title: Title | None) -> Outline:
    """Return an order's points with those whom its head names: «Всем начальникам станций»."""
    if not outline.points or title is None or title.kind != "order":
        return outline
    stop = outline.points[0].start if outline.decided is None else outline.decided
    head = [line for line in outline.lines[title.index + 1 :] if line.start < stop]
    mailed = tuple(islice(_addresses(text, folded, list(_blocks(head))), _MOST_ADDRESSES))
    if not mailed:
        return outline
    return replace(outline, points=tuple(point._replace(mailed=mailed) for point in outline.points))


def _addresses(text: str, folded: str, blocks: Sequence[Sequence[Line]]) -> Iterator[Stretch]:
    """Yield the paragraphs at the top, or their right columns, that name whom the text goes to."""
    for block in blocks:
        columns = [split_columns(text, line.start, line.end) for line in block]
        if any(len(each) > 1 for each in columns):
            cells = [each[-1] for each in columns if len(each) > 1]
            yield from (cell for cell in _without_posts(text, cells) if _is_address(text, folded, cell))
        elif _is_address(text, folded, (block[0].start, block[-1].end)):
            yield block[0].start, block[-1].end


def _without_posts(text: str, cells: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield cells without a post whose holder stands in the one below."""
    for cell, below in zip(cells, [*cells[1:], None], strict=True):
        if below is None or _HOLDER.fullmatch(text, *below) is None:
            yield cell


def _is_address(text: str, folded: str, cell: Stretch) -> bool:
    start, end = cell
    if end - start > _LONGEST_ADDRESS or not text[start].isupper() or has_infinitive(folded, start, end):
        return False
    if _HOLDER.fullmatch(text, start, end):
        return not may_be_nominative(text[start:end].split(maxsplit=1)[0])
    run = first_words(text[start:end], _FIRST_WORDS)
    found = find_agreement(run, "datv")
    if not run or found is None or has_case(run[0], "nomn"):
        return False
    return bool(lemmas(run[found.head]) & (BODIES | POSTS))
