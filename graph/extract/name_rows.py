"""Lines and rows of those present: where each line ends, and which words describe which name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model import Source
from .mentions import NOTHING, Described, describe
from .names import WrittenName, is_title

_SURNAME = re.compile(r"[А-ЯЁ][а-яё]{2,30}(?:-[А-ЯЁ][а-яё]{2,30})?")


def lines_of_head(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines that are not blank, one with an open « joined to its next; and gaps before."""
    place, gap = start, False
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        if (
            text.count("«", place, stop) > text.count("»", place, stop)
            and (close := text.find("»", stop, stop + 300)) > 0
        ):
            further = text.find("\n", close, end)
            stop = min(end, further if further >= 0 else end)
        if text[place:stop].strip():
            yield place, stop, gap
            gap = False
        else:
            gap = True
        place = stop + 1


def around_names(text: str, start: int, end: int, names: Sequence[WrittenName]) -> list[tuple[int, int]]:
    """Return for each name the stretch around it whose words describe it."""
    cuts = [start]
    for one, following in pairwise(names):
        cuts.append(_cut(text, one.end, following.start))
    cuts.append(end)
    return list(pairwise(cuts))


def _cut(text: str, start: int, end: int) -> int:
    """Return where what describes one name ends and what describes the next begins."""
    between = text[start:end]
    for sign in (";", "\n"):
        if sign in between:
            return start + between.index(sign) + 1
    if between.rstrip().endswith((",", "|", ")")):
        return end
    comma = between.rfind(",")
    return start + comma + 1 if comma >= 0 else end if between.lstrip()[:1] in "–—-(|" else start


def described_by_cells(source: Source, start: int, end: int, name: WrittenName) -> Described:
    """Return what the cells of a table's row beside the name say of its bearer."""
    said = NOTHING
    begin = start
    for cell in source.text[start:end].split("|"):
        stop = begin + len(cell)
        if not begin <= name.start < stop:
            said = _joined(said, describe(source, begin, stop))
        elif said == NOTHING:
            said = describe(source, name.end, stop)
        begin = stop + 1
    return said


def _joined(one: Described, other: Described) -> Described:
    """Return what two cells of a row say together."""
    if NOTHING in (one, other):
        return one if other == NOTHING else other
    placed = one if one.organisation else other
    return placed._replace(post=one.post or other.post, end=max(one.end, other.end))


def surname_alone(text: str, start: int, end: int) -> list[WrittenName]:
    """Return the surname without initials behind «Председатель: …», if the line is nothing else."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip(" \t"))
    surname = words.strip(" \t.,;")
    if not _SURNAME.fullmatch(surname) or is_title(surname):
        return []
    return [WrittenName(surname, "", begin, begin + len(surname))]
