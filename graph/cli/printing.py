"""Printing what a call below returned, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from ..queries import Rows
from ..render.table import FORMATS, Cell, render_json, render_rows
from .options import Settings, chosen_form


def print_rows(rows: Rows, settings: Settings) -> None:
    """Print the rows of a query or of a command that gives rows; JSON as in the contract."""
    form = chosen_form(settings, FORMATS)
    if form == "json":
        click.echo(render_json(rows_record(rows)))
    else:
        click.echo(render_rows(rows.columns, rows.rows, form))
        if form == "table":
            print_assumptions(rows.assumptions)


def rows_record(rows: Rows) -> dict[str, Any]:
    """Return the rows as the JSON object that other programs rely on."""
    return {
        "query": rows.query,
        "parameters": rows.parameters,
        "columns": list(rows.columns),
        "rows": rows.as_dicts(),
        "assumptions": list(rows.assumptions),
    }


def print_assumptions(assumptions: Sequence[str]) -> None:
    """Print the assumptions below a table, one a line."""
    for line in assumptions:
        click.echo(f"* {line}")


def rows_of(
    query: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], parameters: Mapping[str, Any] | None = None
) -> Rows:
    """Return rows that no catalogue query gave, in the same form."""
    return Rows(query, dict(parameters or {}), tuple(columns), tuple(tuple(row) for row in rows))
