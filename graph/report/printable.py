"""The control list to print: one HTML file without scripts that asks for nothing from anywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..answers.discipline import LEFT_OUT
from ..messages import Language, say
from .about import heading, moments_line
from .chart import draw_discipline
from .contents import Contents
from .sheets import Sheet, Value, sheets_of

_TEMPLATES = Path(__file__).resolve().parent / "templates"
Record = dict[str, Any]
_TWICE = ("overdue", "due")
"""Sheets whose rows the control list has already, in order of their terms and marked."""


def render_printable(contents: Contents) -> str:
    """Return the page; write it as UTF-8."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = contents.asked.language
    environment.filters.update(
        cell=shown_value,
        percent=partial(shown_percent, language),
        days_left=partial(shown_left, language),
        shares=shares,
        by_clause=by_clause,
    )
    return environment.get_template("control_list.html").render(
        language=language,
        say=partial(_say, language),
        title=heading(contents),
        moments=moments_line(contents),
        counts=say("report.counts", language, **_counts(contents)),
        sheets=[sheet for sheet in sheets_of(contents) if sheet.question not in _TWICE],
        figures=[row for row in contents.discipline.as_dicts() if row["count"] or row["group"] == "all"],
        left_out=_left_out(contents.discipline.as_dicts()[0], language),
        chart=draw_discipline(contents.discipline.as_dicts(), language),
        style=_style(),
        policy=policy(),
    )


def _counts(contents: Contents) -> dict[str, int]:
    counts: dict[str, int] = contents.answer["counts"]
    return {**counts, "overdue": len(contents.overdue), "due": len(contents.due)}


def policy() -> str:
    """Return the Content-Security-Policy of the page: its own style and nothing else."""
    return f"default-src 'none'; style-src '{_digest(_style())}'; base-uri 'none'; form-action 'none'"


def _style() -> str:
    return (_TEMPLATES / "control_list.css").read_text(encoding="utf-8")


def _say(language: Language, name: str, **blanks: object) -> str:
    return say(name, language, **blanks)


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _left_out(total: Record, language: Language) -> Sequence[tuple[str, int]]:
    """Return the reasons why orders are left out of the figures, with their counts."""
    return [
        (say(f"report.column-excluded-{name.replace('_', '-')}", language), total[f"excluded_{name}"])
        for name in LEFT_OUT
    ]


def shown_value(value: Value) -> str:
    """Return a cell's value as it is printed."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def shown_percent(language: Language, row: Record) -> str:
    """Return the percentage performed in time with what it is of."""
    if not row["count"]:
        return say("report.percent-of-none", language)
    percent = f"{row['in_time_percent']:.1f}"
    shown = percent.replace(".", ",") if language == "ru" else percent
    return say("report.percent-of", language, percent=shown, part=row["in_time"], whole=row["count"])


def shown_left(language: Language, days: int) -> str:
    """Return how many days of a term are left, or how many have passed since."""
    return say("report.days-left" if days >= 0 else "report.days-past", language, days=abs(days))


def shares(sheet: Sheet) -> list[tuple[str, int]]:
    """Return the codes of a sheet's columns with the share of the page, in percent, that each takes."""
    whole = sum(column.width for column in sheet.columns)
    return [(column.name, round(100 * column.width / whole)) for column in sheet.columns]


def by_clause(sheet: Sheet) -> list[tuple[Record, list[Record]]]:
    """Return the bundles' rows by the clauses that continue them, whose words then stand once."""
    groups: dict[tuple[Value, ...], list[Record]] = {}
    for row in map(sheet.cells, sheet.rows):
        groups.setdefault((row["continued"], row["quote"], row["source"]), []).append(row)
    return [(rows[0], rows) for rows in groups.values()]
