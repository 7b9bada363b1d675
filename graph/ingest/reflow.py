"""Printed lines → paragraphs: what a PDF or a scan has lost is told from where its lines stand.

A line goes on in the next one where that one's first word would not have fitted behind it, no wider
gap divides them, and the next one is neither indented nor begins with a list number. Page numbers,
and lines that most pages repeat at their edge, are left out as headers and footers are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low
from typing import Final

from ..model import Landmark
from .blocks import line_of
from .draft import Draft
from .hyphens import is_cut, mend, usage_of

INDENT: Final = 8.0
"""Points that a paragraph's first line stands further in than the line above it."""

GAP: Final = 1.45
"""Usual line distances from which on a gap divides paragraphs."""

TEXT_WIDTH: Final = 0.85
"""The share of a page's width that its right margin leaves at least: 3 cm of A4."""

USUAL_PITCH: Final = 16.0
"""The distance of lines, in points, on a page that has only one."""

FEWEST_PAGES: Final = 3
"""Pages on which a line must come again to be a running head."""

FEW_LINES: Final = 12
"""Lines below which a page does not show its own margins."""

FLUSH: Final = 6.0
"""Points from the margin within which a justified line ends."""

JUSTIFIED: Final = 0.5
"""The share of full lines ending at the margin from which on a text is justified."""

FEW_FULL_LINES: Final = 4
_SPACE: Final = 4.0
_SLACK: Final = 2.0
_MARKER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|[IVXLC]{1,6}\.|[а-яa-z]\)|[•*])\s")
_DASH = re.compile(r"[-–—]\s")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:[Сс]тр(?:аница|\.)?|Page)\s*)?\d{1,4}(?:\s*из\s*\d{1,4})?[-–—\s]*")
_ENDS = re.compile(r"[.:;!?»\")\]|]$")
_SENTENCE_END = re.compile(r"(?<!\b[А-ЯЁA-Z])(?<!\b[а-яё])(?<!\b[а-яё]{2})(?<!\b[а-яё]{3})[.!?]$")
_CAPITALS = re.compile(r"[А-ЯЁ]{4,}\b")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, in points, y upwards; `first_word` is the width of its first word.

    `begins` and `ends` are the feet of its first and its last sign: they differ where the reader of
    the file has already joined two lines at a hyphen. `table` numbers, from 1, the page's table that
    the line is a row of, `cells` are the row's.
    """

    text: str
    left: float
    right: float
    begins: float
    ends: float
    first_word: float
    table: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual on a page: the margins of its text, the distance of its lines, their right edge."""

    left: float
    right: float
    pitch: float
    justified: bool = False


Page = Sequence[Line]


def reflow(pages: Sequence[Page], *, width: float = 0.0) -> Draft:
    """Return the text of all pages, and a landmark where each page that has text begins.

    `width` is that of the narrowest page in points: short lines alone don't show the right margin.
    """
    parts: list[str] = []
    marks: list[Landmark] = []
    length = 0
    for number, glue, text in _pieces(pages, TEXT_WIDTH * width):
        marks.append(Landmark(length + len(glue), "page", number))
        parts += [glue, text]
        length += len(glue) + len(text)
    return Draft("".join([*parts, "\n"]) if parts else "", tuple(marks))


def _pieces(pages: Sequence[Page], right: float) -> Iterator[tuple[int, str, str]]:
    """Yield each page with text: its number, what divides it from the page before, its text."""
    every = [line for page in pages for line in page]
    usage = usage_of(line.text for line in every)
    usual = measure_of(every, right) if every else None
    before: tuple[Line, Measure] | None = None
    for number, body in enumerate(_with_whole_rows(_without_running(pages)), start=1):
        lines = [replace(line, text=mend(line.text, usage)) for line in body]
        if lines:
            measure = measure_of(lines, right, usual)
            yield number, _glue_of_pages(before, lines[0], measure) if before else "", _flow(lines, measure)
            before = lines[-1], measure


def measure_of(page: Page, right: float = 0.0, usual: Measure | None = None) -> Measure:
    """Return what is usual on a page that has lines; tables do not count.

    `right` is the least place of the right margin; `usual` is the measure of the whole document, for
    pages of few lines.
    """
    lines = [line for line in page if not line.table] or page
    steps = [above.ends - below.begins for above, below in pairwise(lines) if above.ends > below.begins]
    pitch = median_low(steps) if steps else USUAL_PITCH
    if usual is not None and len(lines) < FEW_LINES:
        return replace(usual, pitch=pitch)
    measure = Measure(min(line.left for line in lines), max(right, *(line.right for line in lines)), pitch)
    return replace(measure, justified=_is_justified(lines, measure))


def _is_justified(lines: Page, measure: Measure) -> bool:
    """Tell whether the lines that a next word would not have fitted in end at the margin itself."""
    full = [above for above, below in pairwise(lines) if _is_full(above, below.first_word, measure)]
    flush = sum(measure.right - line.right <= FLUSH for line in full)
    return len(full) >= FEW_FULL_LINES and flush >= JUSTIFIED * len(full)


def goes_on(line: Line, following: Line, measure: Measure) -> bool:
    """Tell whether a line's paragraph goes on in the following line of the same page."""
    if line.table or following.table or not 0 < line.ends - following.begins <= GAP * measure.pitch:
        return False
    centred = _is_centred(line, measure) and _is_centred(following, measure)
    if _may_have_ended(line, following, measure):
        return False
    if _begins_item(line, following) or (_is_indented(line, following, measure) and not centred):
        return False
    return _is_full(line, following.first_word, measure, centred=centred)


def _may_have_ended(line: Line, following: Line, measure: Measure) -> bool:
    """Tell whether a sentence and with it, where no edge shows more, its paragraph ends with the line."""
    ended = bool(_SENTENCE_END.search(line.text)) and following.text[:1].isupper()
    return ended and (not measure.justified or bool(_CAPITALS.match(following.text)))


def _is_indented(line: Line, following: Line, measure: Measure) -> bool:
    """Tell whether the following line is a paragraph's first: further in than the line above it.

    Below a list item's first line, that is the place where the item itself begins.
    """
    if _MARKER.match(line.text):
        return abs(following.left - line.left) < _SLACK and following.left - measure.left > INDENT
    return following.left - line.left > INDENT


def _begins_item(line: Line, following: Line) -> bool:
    """Tell whether the following line begins a list item; a dash does behind a whole sentence only."""
    if _DASH.match(following.text):
        return bool(_ENDS.search(line.text))
    return bool(_MARKER.match(following.text))


def _is_centred(line: Line, measure: Measure) -> bool:
    before, behind = line.left - measure.left, measure.right - line.right
    return abs(before - behind) < 2 * _SLACK


def _is_full(line: Line, word: float, measure: Measure, *, centred: bool = False) -> bool:
    """Tell whether a word of that width, in points, would not have fitted behind the line.

    In justified text a line is full only where it ends at the margin.
    """
    room = (measure.right - line.right) * (2 if centred else 1)
    if measure.justified and not centred:
        return room <= FLUSH
    return _SPACE + word + _SLACK > room


def _flow(lines: Sequence[Line], measure: Measure) -> str:
    parts = [lines[0].text]
    for line, following in pairwise(lines):
        joined = goes_on(line, following, measure)
        parts += [_glue(line, following, goes_on=joined, same_table=line.table == following.table)]
        parts += [following.text]
    return "".join(parts)


def _glue(line: Line, following: Line, *, goes_on: bool, same_table: bool) -> str:
    """Return what stands between two lines: nothing inside a number, a space, or a line break.

    A paragraph ends with a blank line, but with a single break where the sentence seems to go on.
    """
    if line.table or following.table:
        return "\n" if same_table else "\n\n"
    if goes_on:
        return "" if is_cut(line.text, following.text) else " "
    unfinished = not _ENDS.search(line.text) and following.text[:1].islower()
    return "\n" if unfinished else "\n\n"


def _glue_of_pages(before: tuple[Line, Measure], following: Line, measure: Measure) -> str:
    """Return what stands between the last line of a page and the first of the next."""
    line, measure_before = before
    indented = following.left - max(measure.left, line.left) > INDENT
    full = _is_full(line, following.first_word, measure_before)
    begins = _begins_item(line, following) or _may_have_ended(line, following, measure_before)
    joined = full and not indented and not begins
    return _glue(line, following, goes_on=joined, same_table=bool(line.table and following.table))


def _with_whole_rows(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with each row that a page's end cuts put together on the page it begins on."""
    whole: list[Page] = []
    for page in pages:
        row = _rest_of_row(whole[-1][-1], page[0]) if whole and whole[-1] and page else None
        if row is None:
            whole.append(page)
        else:
            whole[-1] = [*whole[-1][:-1], row]
            whole.append(page[1:])
    return whole


def _rest_of_row(line: Line, following: Line) -> Line | None:
    """Return one row made of a page's last and the next one's first, which has no number of its own."""
    if not following.cells or following.cells[0] or len(line.cells) != len(following.cells):
        return None
    cells = tuple(
        f"{above} {below}".strip() for above, below in zip(line.cells, following.cells, strict=True)
    )
    return replace(line, text=line_of(cells), cells=cells)


# --- what most pages repeat --------------------------------------------------------------------


def _without_running(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without page numbers and running heads; a page of nothing else keeps them."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:1], *page[-1:])})
    running = {key for key, times in edges.items() if times >= max(FEWEST_PAGES, len(pages) / 2)}
    return [_trimmed(page, running) for page in pages]


def _trimmed(page: Page, running: set[str]) -> Page:
    start = 1 if page and _is_running(page[0], running) else 0
    end = len(page) - 1 if len(page) > start and _is_running(page[-1], running) else len(page)
    return page[start:end]


def _is_running(line: Line, running: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _key(line) in running


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)
