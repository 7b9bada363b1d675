"""Rows of any question as a table: each column by its meaning, coded values in words, documents as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..answers.reasons import shown_end
from ..messages import Language, theme
from ..queries import Cell, Rows
from ..render.table import render_csv, rows_record
from .asked import first_of
from .pages import show
from .papers import Papers, papers_of
from .shown import cell

MOST = 300
"""Rows on one page of a table; the files for download hold all."""
_HIDDEN = frozenset({"subject", "period", "paper", "start", "end"})
_LONG = frozenset({"quote", "title", "condition", "words", "assumption", "due_text", "message", "evidence"})
_DOCUMENTS = {
    "document": ("date", "point"),
    "cited": ("cited_date", "cited_point"),
    "other_document": ("other_date", "other_point"),
}
"""The columns that name a document, and those that tell its date and the point."""
_ENDS = frozenset({"due_until", "due"})
"""Exclusive ends of terms: midnight is the end of the day before it."""
_STATES = frozenset({"state", "state_before"})
_CODED = frozenset(
    {"change", "group", "difference", "kind", "relation", "binds", "severity", "outcome", "verdict"}
)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as shown; `state` is set for a state, `link` where the cell leads somewhere."""

    text: str
    kind: str = "plain"
    link: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a page shows of rows: the headings with how their columns are set, and the cells."""

    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[TableCell, ...], ...]


def table_of(rows: Rows, papers: Papers, language: Language) -> Table:
    """Return the rows as a table; columns that only join rows to others are left out."""
    shown = [name for name in rows.columns if name not in _HIDDEN]
    found = tuple(tuple(_cell(name, row, papers, language) for name in shown) for row in rows.as_dicts())
    kinds = [
        next((row[place].kind for row in found if row[place].text), "plain") for place in range(len(shown))
    ]
    words = theme("web-rows", language)
    return Table(
        tuple((words.get(f"column-{name}", name), kind) for name, kind in zip(shown, kinds, strict=True)),
        found,
    )


def _cell(name: str, row: dict[str, Any], papers: Papers, language: Language) -> TableCell:
    value: Cell = row[name]
    if value is None or value in ("", []):
        return TableCell("")
    if name in _DOCUMENTS:
        date, point = (row.get(other) for other in _DOCUMENTS[name])
        return TableCell(str(value), "short", papers.address(str(value), date, point))
    if name in _STATES:
        return TableCell(theme("states", language)[str(value)], "state", state=str(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return TableCell(str(value), "short" if name == "cohort" else "figure")
    return _words(name, value, language)


def _words(name: str, value: Cell, language: Language) -> TableCell:
    if name in _ENDS:
        return TableCell(shown_end(str(value)), "short")
    if name in _CODED:
        return TableCell(_worded(name, str(value), language), "short")
    text = cell(value)
    return TableCell(
        text, "long" if name in _LONG or len(text) > 60 else "short" if _is_day(text) else "plain"
    )


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[2:3] == text[5:6] == "."


def _worded(name: str, value: str, language: Language) -> str:
    if name == "relation":
        return theme("web-document", language).get(f"relation-{value}", value)
    if name == "kind":
        return theme("kinds", language).get(value) or theme("web-rows", language).get(f"kind-{value}", value)
    words = theme("web-rows", language)
    return ", ".join(words.get(f"{name}-{part}", part) for part in value.split(", "))


def show_rows(request: Request, template: str, rows: Rows, language: Language, **values: Any) -> Response:  # noqa: ANN401
    """Answer with rows: as a page, or as CSV or JSON where the address asks for `format`."""
    form = request.query_params.get("format")
    if form == "csv":
        named = {"Content-Disposition": f'attachment; filename="{rows.query}.csv"'}
        content = render_csv(rows.columns, rows.rows).encode("utf-8-sig")
        return Response(content, media_type="text/csv; charset=utf-8", headers=named)
    if form == "json":
        return JSONResponse(rows_record(rows))
    papers = papers_of(request.app.state.opened.store())
    first = first_of(request, len(rows.rows))
    part = Rows(rows.query, rows.parameters, rows.columns, _part(rows.rows, first), rows.assumptions)
    return show(
        request,
        template,
        table=table_of(part, papers, language),
        count=len(rows.rows),
        first=first,
        most=MOST,
        assumptions=rows.assumptions,
        **values,
    )


def _part(rows: Sequence[tuple[Cell, ...]], first: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(rows[first : first + MOST])
