"""What opens decisions: their headings and their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .headings import decision_heading
from .lines import Line, with_tabbed_cells
from .numbering import Marker
from .sentences import has_infinitive
from .signature import signature_end
from .structure_words import BY_THE_WAY, RECOMMENDING_PATTERN
from .tables import Column, Row, guessed_columns, is_card_row, read_cards, read_rows, table_columns
from .walk import Walk
from .walk_points import take_content

_TITLE = re.compile(
    r"решени|р е ш е н и е|перечень|п е р е ч е н ь|поручени|п о р у ч е н и|итоги|постановлени|план"
)
_ADVISING = re.compile(rf"(?<![а-я]){RECOMMENDING_PATTERN}")
_DECIDING = re.compile("реш|поруч|постанов")
_TOP = 3
_LONGEST_CAPTION = 120


def take_decisions(walk: Walk, line: Line) -> int:
    """Open a zone of decisions where a line announces one; what follows on the line is a decision."""
    if len(line.cells) > 1:
        return 0
    start = walk.start
    begin = decision_heading(walk.text, walk.folded, start, line.end, zone=walk.zone)
    if begin is None or (walk.zone == "head" and _is_title(walk, line)):
        return 0
    marker = walk.marker_at(start, line.end)
    if marker and walk.zone == "decisions" and walk.folded.startswith(BY_THE_WAY, marker.end):
        return 0
    walk.note_talk(line)
    if marker and marker.style == "number" and len(marker.parts) == 1:
        _number_section(walk, marker, line)
    walk.enter("decisions", line.start)
    walk.announced = True
    walk.tree.open_zone()
    advising = _ADVISING.search(walk.folded, start, begin)
    walk.tree.advising = advising is not None and not _DECIDING.search(walk.folded, start, advising.start())
    walk.forget_votes()
    return take_content(walk, line._replace(start=begin, gap=True)) if begin < line.end else 1


def _is_title(walk: Walk, line: Line) -> bool:
    """Tell a title «РЕШЕНИЕ» or «ПЕРЕЧЕНЬ ПОРУЧЕНИЙ» at the top from a heading of decisions."""
    named = _TITLE.match(walk.folded, line.start, line.end)
    return bool(named) and walk.index < _TOP and walk.folded[line.end - 1] != ":"


def _number_section(walk: Walk, marker: Marker, line: Line) -> None:
    """Take the number of «2. РЕШИЛИ:» as the question's where no heading gave one."""
    if (walk.section is None or walk.is_decided(walk.section)) and walk.section != marker.label:
        walk.begin_section(marker.label, walk.agenda_title(marker.ordinal), line.start)


def take_table(walk: Walk, line: Line) -> int:
    """Take a table: of decisions as points, any other one as nothing."""
    line = _tabbed(walk, line)
    if len(line.cells) < 2 or walk.zone in ("agenda", "tail"):
        return 0
    if is_card_row(walk.folded, line):
        rows = _rows(walk, walk.index)
        return _take_rows(walk, list(read_cards(walk.text, walk.folded, rows)), rows)
    columns = table_columns(walk.folded, line)
    if columns:
        return _take_headed(walk, columns)
    if walk.zone == "decisions" and signature_end(walk.text, walk.folded, walk.lines, walk.index):
        return 0
    return _take_headless(walk)


def _take_headed(walk: Walk, columns: Sequence[Column]) -> int:
    """Take the rows below a header, and those below captions inside the table."""
    rows = _rows(walk, walk.index)
    cards = (k for k, row in enumerate(rows[1:], 1) if is_card_row(walk.folded, row))
    stop = next(cards, len(rows))
    taken = _take_rows(walk, list(read_rows(walk.text, walk.folded, columns, rows[1:stop])), rows[:stop])
    return _take_captions(walk, columns, walk.index + taken) - walk.index


def _take_headless(walk: Walk) -> int:
    """Take a table of decisions that has no header; one line of any other table."""
    begins = walk.index == 0 or not walk.lines[walk.index - 1].cells
    rows = _rows(walk, walk.index) if begins and walk.zone == "decisions" else ()
    columns = guessed_columns(walk.text, walk.folded, rows) if rows else ()
    return _take_rows(walk, list(read_rows(walk.text, walk.folded, columns, rows)), rows) if columns else 1


def _tabbed(walk: Walk, line: Line) -> Line:
    """Take rows whose columns tabs set apart for a table where the first one heads decisions."""
    header = with_tabbed_cells(walk.text, line)
    if header is line or walk.zone in ("agenda", "tail") or not table_columns(walk.folded, header):
        return line
    at = walk.index
    while at < len(walk.lines) and (row := with_tabbed_cells(walk.text, walk.lines[at])).cells:
        walk.lines[at] = row
        at += 1
    return header


def _take_captions(walk: Walk, columns: Sequence[Column], at: int) -> int:
    """Take captions inside a table («1. Маршрутная сеть») with their rows; return the index behind."""
    while _is_caption(walk, columns, at):
        line = walk.lines[at]
        marker = walk.marker(line)
        walk.enter("decisions", line.start)
        walk.begin_section(
            marker.label if marker else None, (marker.end if marker else line.start, line.end), line.start
        )
        rows = _rows(walk, at + 1)
        _take_rows(walk, list(read_rows(walk.text, walk.folded, columns, rows)), rows)
        at += 1 + len(rows)
    return at


def _is_caption(walk: Walk, columns: Sequence[Column], at: int) -> bool:
    """Tell whether a line without cells heads further rows of the same table."""
    if at + 1 >= len(walk.lines) or walk.lines[at].cells:
        return False
    line, row = walk.lines[at], walk.lines[at + 1]
    if len(row.cells) != len(columns) or table_columns(walk.folded, row):
        return False
    if line.end - line.start > _LONGEST_CAPTION or has_infinitive(walk.folded, line.start, line.end):
        return False
    return decision_heading(walk.text, walk.folded, line.start, line.end, zone=walk.zone) is None


def _rows(walk: Walk, first: int) -> list[Line]:
    """Return the rows of the table that begins at a line, without a signature set as a row."""
    stop = first
    while stop < len(walk.lines) and len(walk.lines[stop].cells) > 1:
        if stop > first and signature_end(walk.text, walk.folded, walk.lines, stop):
            break
        stop += 1
    return walk.lines[first:stop]


def _take_rows(walk: Walk, rows: Sequence[Row], lines: Sequence[Line]) -> int:
    if rows:
        walk.enter("decisions", lines[0].start)
        walk.announced = True
    for row in rows:
        walk.tree.add_row(row.marker, (row.body, *row.more), row.labels, row.end)
    walk.tree.current = None
    return len(lines)
