"""The lines of a text that have something on them, with the cells of table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_BREAKS = "\n\r\f\v\x85\u2028\u2029"
_EDGE = " \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\ufeff\u200b"
_LINE = re.compile(f"([^{_BREAKS}{_EDGE}](?:[^{_BREAKS}]*[^{_BREAKS}{_EDGE}])?)[{_EDGE}]*+")
"""The words of a line, and the blanks behind them."""

_BOLD = "**"
_WIDE = re.compile(r"[ \u00a0\t](?:(?<=\t)\t*|(?<!\t)[ \u00a0]{2,})")
_BAR = re.compile(r"\|")
_TAB = re.compile(r"\t")
_FEWEST_TABS = 2
_STAMP = re.compile(
    r"(?:\[[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\][ \t]{1,8}"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[ \t]{1,3}[-\u2013\u2014][ \t]{1,3})(?=[^\W\d]|[0-9]{1,3}[.)])"
)
"""«[10:47] 1. Осину О.О. …»: when something was said at a meeting is no word of it."""

_RULE = re.compile(r"[|:\-+=\s]+")
_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}|[а-яё])"
_LONE_NUMBER = re.compile(_NUMBER)
_LONE = re.compile(_NUMBER + r"(?:\s?[.)])?")
"""A number alone, its sign behind it or not."""

_CLOSING = re.compile(r"[.)]\s?[^\s.)]")
_OWN_MARKER = re.compile(_NUMBER + r"\s?[.)]")
_LONGEST_NUMBER = 24


class Line(NamedTuple):
    """One line without the blanks around it; `cells` are the spans of a table row, else empty.

    `gap` says that an empty line, or the beginning of the text, stands before it.

    A tuple, since many are made for each document.
    """

    start: int
    end: int
    gap: bool
    cells: tuple[tuple[int, int], ...] = ()


def split_lines(text: str) -> list[Line]:
    """Return the lines that have words, in order; a number alone on its line goes with the next."""
    return list(_join_markers(text, _scan(text)))


def _scan(text: str) -> Iterator[Line]:
    behind = None
    for match in _LINE.finditer(text):
        start, end = match.span(1)
        if text.startswith(_BOLD, start, end) or text.endswith(_BOLD, start, end):
            start, end = trim(text, start, end)
        if start == end:
            continue
        gap = behind is None or text.count("\n", behind, start) > 1
        stamped = text[start] == "[" or text.find(":", start + 1, start + 3) > 0
        if stamped and (stamp := _STAMP.match(text, start, end)):
            start, gap = stamp.end(), True
        behind = end
        if text.find("|", start, end) < 0:
            yield Line(start, end, gap)
        elif not _RULE.fullmatch(text, start, end):
            yield Line(start, end, gap, _cells(text, match.start(), match.end()))


def with_tabbed_cells(text: str, line: Line) -> Line:
    """Return a line whose columns tabs set apart as a row of cells, empty ones at its edges included.

    Any other line is returned as it is.
    """
    if line.cells or text.find("\t", max(0, line.start - 1), line.end) < 0:
        return line
    start, end = _with_edges(text, line)
    if text.count("\t", start, end) < _FEWEST_TABS:
        return line
    tabs = [place.start() for place in _TAB.finditer(text, start, end)]
    edges = [start - 1, *tabs, end]
    return line._replace(cells=tuple(trim(text, left + 1, right) for left, right in pairwise(edges)))


def _with_edges(text: str, line: Line) -> tuple[int, int]:
    """Return the span of a line with the tabs right before and behind it."""
    start, end = line.start, line.end
    while start and text[start - 1] in "\t ":
        start -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks and bold marks at its edges."""
    start, end = _bare(text, start, end)
    opens, closes = text.startswith(_BOLD, start, end), text.endswith(_BOLD, start, end)
    if (opens or closes) and end - start > len(_BOLD):
        start, end = _bare(text, start + len(_BOLD) * opens, end - len(_BOLD) * closes)
    return (start, end) if start < end else (end, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    left = len(words) - len(words.lstrip(_EDGE))
    return (start + left, start + len(words.rstrip(_EDGE))) if left < len(words) else (end, end)


def last_column(text: str, line: Line) -> Line:
    """Return the right column of a line whose columns are set apart by wide gaps, else the line."""
    gaps = [gap.end() for gap in _WIDE.finditer(text, line.start, line.end)]
    return line._replace(start=gaps[-1]) if gaps else line


def split_columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of a line's columns, which wide gaps set apart."""
    gaps = [gap.span() for gap in _WIDE.finditer(text, start, end)]
    edges = [start, *(edge for gap in gaps for edge in gap), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    cells = [trim(text, left + 1, right) for left, right in pairwise(edges)]
    return tuple(cells)


def _join_markers(text: str, lines: Iterator[Line]) -> Iterator[Line]:
    waiting: Line | None = None
    counted = 0
    for line in lines:
        if waiting and _counts_on(text, waiting, line, counted + 1):
            counted += 1
        elif waiting and not _goes_on(text, waiting, line):
            yield waiting
            waiting = None
        if waiting:
            yield Line(waiting.start, line.end, waiting.gap)
            waiting = None
            continue
        waiting = line if not line.cells and _is_number(text, line) else None
        if not waiting:
            yield line
    if waiting:
        yield waiting


def _counts_on(text: str, number: Line, line: Line, expected: int) -> bool:
    """Tell the next of the numbers 1, 2, 3 …, each right above its task, from the number of a page."""
    if line.cells or line.gap or not number.gap or not text[line.start].isupper():
        return False
    return text[number.start : number.end] == str(expected)


def _is_number(text: str, line: Line) -> bool:
    start, end = line.start, line.end
    return end - start <= _LONGEST_NUMBER and _LONE.fullmatch(text, start, end) is not None


def _goes_on(text: str, number: Line, line: Line) -> bool:
    """Tell whether a line goes on behind a number that stands alone («1» and «) до 2 декабря»)."""
    if line.cells:
        return False
    if _LONE_NUMBER.fullmatch(text, number.start, number.end):
        return bool(_CLOSING.match(text, line.start, line.end))
    return not _OWN_MARKER.match(text, line.start, line.end)
