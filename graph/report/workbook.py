"""The Excel workbook: one sheet a question, made to be filtered, sorted and printed.

Every text is written as a string whatever it begins with, so that nothing in a document can become a
formula or a link; dates are real dates; the workbook's own date is K, never the clock.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..messages import say
from ..model import MOSCOW
from .about import heading, moments_line
from .contents import Contents
from .sheets import Column, Kind, Sheet, Value, sheets_of

_LONGEST = 32_000
"""A cell of Excel takes 32,767 characters."""
_LONGEST_HEAD = 100
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_A4 = 9
_LINE, _TALLEST = 14.5, 400.0
"""Points of height: of one line of text, of the tallest row (Excel allows 409)."""
_UNPRINTED = ("since", "unmentioned", "source")
"""Columns at the right of a table that stay off the paper, so that the rest can be read."""
_FORMS: dict[Kind, dict[str, Any]] = {
    "text": {},
    "words": {"text_wrap": True},
    "count": {"num_format": "0", "align": "center"},
    "day": {"num_format": "dd.mm.yyyy", "align": "left"},
    "term": {"num_format": "dd.mm.yyyy", "align": "left", "text_wrap": True},
    "percent": {"num_format": "0.0", "align": "right"},
}
_CLOCK = {"num_format": "dd.mm.yyyy hh:mm", "align": "left"}
_MARKED = {
    "overdue": "#F8D7DA",
    "condition-unconfirmed": "#FFF3CD",
    "window-passed": "#FFF3CD",
    "contested": "#FFF3CD",
}
_CELL = {"valign": "top", "border": 1, "border_color": "#C8CED6"}
_HEAD = {
    **_CELL,
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": "#1F3A5F",
    "font_color": "#FFFFFF",
}


@dataclass(frozen=True, slots=True)
class _Looks:
    """The looks of cells, made once for a workbook: a heading's, those by kind and mark, a clock time's."""

    head: Any
    cells: dict[tuple[Kind, str | None], Any]
    clock: dict[str | None, Any]


def render_workbook(contents: Contents) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    import xlsxwriter  # 0.2 s, for this form alone

    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties(
        {
            "title": _plain(heading(contents)),
            "subject": moments_line(contents),
            "author": f"obligraph {contents.version}",
            "created": contents.asked.known_at.value.astimezone(MOSCOW).replace(tzinfo=None, microsecond=0),
        }
    )
    looks = _looks(book)
    for sheet in sheets_of(contents, noted=True):
        _write_sheet(book.add_worksheet(sheet.title), sheet, contents, looks)
    book.close()
    return written.getvalue()


def _looks(book: Any) -> _Looks:  # noqa: ANN401  XlsxWriter has no types
    fills: dict[str | None, dict[str, str]] = {None: {}}
    fills |= {state: {"bg_color": colour} for state, colour in _MARKED.items()}
    cells = {
        (kind, mark): book.add_format({**_CELL, **form, **fill})
        for kind, form in _FORMS.items()
        for mark, fill in fills.items()
    }
    clock = {mark: book.add_format({**_CELL, **_CLOCK, **fill}) for mark, fill in fills.items()}
    return _Looks(book.add_format(_HEAD), cells, clock)


def _write_sheet(page: Any, sheet: Sheet, contents: Contents, looks: _Looks) -> None:  # noqa: ANN401
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, looks.head)
    for line, row in enumerate(sheet.rows, start=1):
        mark = sheet.marks[line - 1] if sheet.marks else None
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, (line, place), column, value, looks, mark if mark in _MARKED else None)
        page.set_row(line, _height(sheet, row))
    page.set_row(0, 4 * _LINE)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.freeze_panes(1, 0)
    _set_up_print(page, sheet, contents)


def _height(sheet: Sheet, row: tuple[Value, ...]) -> float:
    """Return a row's height: not every program makes it fit the wrapped text by itself."""
    lines = (
        sum(-(-max(len(part), 1) // column.width) for part in value.split("\n"))
        for column, value in zip(sheet.columns, row, strict=True)
        if column.kind in {"words", "term"} and isinstance(value, str)
    )
    return min(max(lines, default=1) * _LINE + 3, _TALLEST)


def _write_cell(  # noqa: PLR0913, PLR0917  each is a part of one cell
    page: Any,  # noqa: ANN401
    at: tuple[int, int],
    column: Column,
    value: Value,
    looks: _Looks,
    mark: str | None,
) -> None:
    shown = mark if column.name in {"due", "left", "state"} else None
    look = looks.cells[column.kind, shown]
    if isinstance(value, datetime):
        page.write_datetime(*at, value, looks.clock[shown])
    elif isinstance(value, date):
        page.write_datetime(*at, value, look)
    elif isinstance(value, (int, float)):
        page.write_number(*at, value, look)
    elif value is None or not value:
        page.write_blank(*at, None, look)
    else:
        page.write_string(*at, _plain(value), look)


def _set_up_print(page: Any, sheet: Sheet, contents: Contents) -> None:  # noqa: ANN401
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    printed = [place for place, column in enumerate(sheet.columns) if column.name not in _UNPRINTED]
    page.print_area(0, 0, max(len(sheet.rows), 1), printed[-1])
    title = _in_head(f"{sheet.title}. {heading(contents)}")
    page.set_header(f"&L&B{title}&R{_in_head(moments_line(contents))}")
    page.set_footer("&R" + say("report.page", contents.asked.language))


def _plain(text: str) -> str:
    """Return text that a cell can hold: no control signs but the line feed, not too long."""
    clean = _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + "…"


def _in_head(text: str) -> str:
    """Return text as a header of a printed page takes it, where `&` begins a command."""
    return " ".join(_plain(text).split())[:_LONGEST_HEAD].replace("&", "&&")
