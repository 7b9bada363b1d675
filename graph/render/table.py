"""Rows as a table, CSV, Markdown or JSON: what a command prints."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..queries import Cell, Rows

Format = Literal["table", "json", "csv", "markdown"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "markdown")
_WIDEST = 60
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKED = re.compile(r"[\\|<]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula; it reads full-width forms as plain ones."""


def render_rows(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: Literal["table", "csv", "markdown"]
) -> str:
    """Return the rows in one of the forms for people and spreadsheets.

    CSV ends each record with CRLF; the other forms have no final newline.
    """
    if form == "csv":
        return render_csv(columns, rows)
    if form == "table" and not rows:
        return "  ".join(columns)
    from prettytable import PrettyTable, TableStyle

    table = PrettyTable(list(columns), align="l")
    table.set_style(TableStyle.MARKDOWN if form == "markdown" else TableStyle.PLAIN_COLUMNS)
    table.align = "l"
    if form == "table":
        table.max_width = _WIDEST
        table.left_padding_width, table.right_padding_width = 0, 2
    for row in rows:
        table.add_row([_shown(cell, form) for cell in row])
    lines = str(table.get_string()).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def _shown(cell: Cell, form: str) -> str:
    """Return a cell on one line, without what a terminal or Markdown would act upon.

    An answer's words as they stand are in JSON.
    """
    text = visible(_text(cell))
    return _MARKED.sub(r"\\\g<0>", text) if form == "markdown" else text


def visible(words: str) -> str:
    """Return words on one line, each control sign and each sign that turns the text shown as U+FFFD."""
    return _CONTROL.sub("\ufffd", " ".join(words.split()))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, list):
        return ", ".join(_text(part) for part in cell)
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def render_csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return RFC 4180 text: commas, CRLF after each record, quotes only where they are needed.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: Cell) -> str:
    text = _text(cell)
    return f"'{text}" if isinstance(cell, (str, list)) and text.startswith(_FORMULA) else text


def render_json(value: Mapping[str, Any]) -> str:
    """Return indented JSON with Russian letters as themselves."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def rows_record(rows: Rows) -> dict[str, Any]:
    """Return the rows as the JSON object that other programs rely on."""
    return {
        "query": rows.query,
        "parameters": rows.parameters,
        "columns": list(rows.columns),
        "rows": rows.as_dicts(),
        "assumptions": list(rows.assumptions),
    }
