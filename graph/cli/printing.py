"""Printing what a call below returned, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import click

from ..messages import Language
from ..queries import Cell, Rows
from ..render.prose import answer_text, proof_text
from ..render.table import FORMATS, render_json, render_rows, rows_record
from .options import Settings, chosen_form


def print_rows(rows: Rows, settings: Settings) -> None:
    """Print the rows of a query or of a command that gives rows; JSON as in the contract."""
    form = chosen_form(settings, FORMATS)
    if form == "json":
        click.echo(render_json(rows_record(rows)))
    else:
        _print_lines(rows.columns, rows.rows, form)
        if form == "table":
            print_assumptions(rows.assumptions)


def _print_lines(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: Literal["table", "csv", "markdown"]
) -> None:
    """Print rows; CSV brings the ends of its records itself."""
    click.echo(render_rows(columns, rows, form), nl=form != "csv")


def print_assumptions(assumptions: Sequence[str]) -> None:
    """Print the assumptions below a table, one a line."""
    for line in assumptions:
        click.echo(f"* {line}")


def rows_of(
    query: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    parameters: Mapping[str, Any] | None = None,
) -> Rows:
    """Return rows that no catalogue query gave, in the same form."""
    return Rows(query, dict(parameters or {}), tuple(columns), tuple(tuple(row) for row in rows))


_ANSWER_COLUMNS = (
    "part", "id", "document", "date", "point", "cohort", "programme", "state", "binds",
    "due_from", "due_until", "due_text", "quote", "start", "end", "source", "not_mentioned_since",
)  # fmt: skip
_STEP_COLUMNS = (
    "cohort",
    "state",
    "binds",
    "rule",
    "text",
    "document",
    "point",
    "quote",
    "start",
    "end",
    "source",
    "sha256",
)


def print_answer(answer: dict[str, Any], settings: Settings, named: Mapping[str, Any] | None = None) -> None:
    """Print what binds somebody; `named` are the query and parameters that a question led to."""
    form = chosen_form(settings, FORMATS)
    if form == "json":
        click.echo(render_json({**(named or {}), **answer}))
    elif form == "table":
        click.echo(answer_text(answer, settings.language))
    else:
        _print_lines(_ANSWER_COLUMNS, list(_answer_rows(answer)), form)


def _answer_rows(answer: Mapping[str, Any]) -> Iterator[list[Cell]]:
    for part in ("orders", "bundles", "contested"):
        for line in answer[part]:
            start, end = line.get("span") or (None, None)
            values = {**line, "part": part, "start": start, "end": end}
            yield [values.get(column) for column in _ANSWER_COLUMNS]


def print_proof(proof: dict[str, Any], settings: Settings, named: Mapping[str, Any] | None = None) -> None:
    """Print a proof."""
    form = chosen_form(settings, FORMATS)
    if form == "json":
        click.echo(render_json({**(named or {}), **proof}))
    elif form == "table":
        click.echo(proof_text(proof, settings.language))
    else:
        _print_lines(_STEP_COLUMNS, list(_step_rows(proof)), form)


def _step_rows(proof: Mapping[str, Any]) -> Iterator[list[Cell]]:
    for life in proof["lives"]:
        for step in life["steps"]:
            start, end = step.get("span") or (None, None)
            values = {**life, **step, "start": start, "end": end}
            yield [values.get(column) for column in _STEP_COLUMNS]


def answer_language(settings: Settings) -> Language:
    """Return the language of an answer's sentences: JSON is the same in both."""
    return "en" if settings.form == "json" else settings.language
