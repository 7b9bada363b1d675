"""The discipline figures: what was performed in time, late, or is overdue, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from ..moments import Moment, check_period
from ..queries import Cell, Rows, Selects, part, run_query

Record = dict[str, Any]
Class = Literal[
    "in_time",
    "late",
    "overdue",
    "conditional",
    "bundles",
    "contested",
    "not_yet_due",
    "no_term",
    "window",
    "ended_otherwise",
]
COUNTED: tuple[Class, ...] = ("in_time", "late", "overdue")
LEFT_OUT: tuple[Class, ...] = (
    "conditional",
    "bundles",
    "contested",
    "not_yet_due",
    "no_term",
    "window",
    "ended_otherwise",
)
COLUMNS = ("group", "name", "count", *COUNTED, "in_time_percent", *(f"excluded_{name}" for name in LEFT_OUT))
_BY_STATE: dict[str, Class] = {
    "fulfilled": "in_time",
    "fulfilled-late": "late",
    "overdue": "overdue",
    "conditional": "conditional",
    "condition-unconfirmed": "conditional",
    "contested": "contested",
    "window-passed": "window",
    "cancelled": "ended_otherwise",
    "replaced": "ended_otherwise",
    "not-applicable": "ended_otherwise",
}


def discipline(
    store: Selects, at: Moment, known_at: Moment, start: Moment | None = None, end: Moment | None = None
) -> Rows:
    """Return the figures in all, by addressee and by protocol, for terms that end in a period.

    `count` is what the percentage is of: orders whose term is over, performed in time, late or not at
    all. A report that nobody accepted is judged by its moment. Every other order and bundle is counted
    under the reason why it is left out; without a period the terms of all time count. Raises
    `InvalidValueError` for a period that ends before it begins.
    """
    check_period(start.beginning if start else None, end.value if end else None)
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    rows = [
        row for row in run_query(store, part("states"), moments).as_dicts() if _in_period(row, start, end)
    ]
    groups: dict[tuple[str, str], Counter[Class]] = {("all", ""): Counter()}
    for row in rows:
        for group in _groups(row):
            groups.setdefault(group, Counter())[classify(row)] += 1
    ordered = sorted(
        groups.items(), key=lambda pair: (("all", "addressee", "protocol").index(pair[0][0]), pair[0])
    )
    parameters: dict[str, Cell] = {
        "from": str(start) if start else None,
        "to": str(end) if end else None,
        "at": str(at),
        "known_at": str(known_at),
    }
    return Rows("discipline", parameters, COLUMNS, tuple(_row(name, figures) for name, figures in ordered))


def _in_period(row: Record, start: Moment | None, end: Moment | None) -> bool:
    """Say whether an order's term ends in the period; what has no term of its own is always looked at."""
    if row["due_until"] is None:
        return True
    due = datetime.fromisoformat(row["due_until"])
    return (start is None or due > start.beginning) and (end is None or due <= end.end)


def classify(row: Record) -> Class:
    """Return what one life counts as: performed in time, late, overdue, or why it is left out."""
    if row["point"] is None:
        return "bundles"
    state = row["state"]
    if state == "reported":
        return "no_term" if row["due_until"] is None else _by_report(row)
    if state in _BY_STATE:
        return _BY_STATE[state]
    return "no_term" if row["due_until"] is None else "not_yet_due"


def _by_report(row: Record) -> Class:
    in_time = datetime.fromisoformat(row["reported"]) < datetime.fromisoformat(row["due_until"])
    return "in_time" if in_time else "late"


def _groups(row: Record) -> Iterator[tuple[str, str]]:
    yield ("all", "")
    whom = f"«{row['programme']}» {row['cohort']}" if row["cohort"] else row["addressee"]
    if whom:
        yield ("addressee", whom)
    yield ("protocol", row["document"])


def _row(name: tuple[str, str], figures: Counter[Class]) -> tuple[Cell, ...]:
    count = sum(figures[one] for one in COUNTED)
    percent = round(100 * figures["in_time"] / count, 1) if count else None
    left_out = _figures(figures, LEFT_OUT)
    return (*name, count, *_figures(figures, COUNTED), percent, *left_out)


def _figures(figures: Counter[Class], names: Iterable[Class]) -> tuple[int, ...]:
    return tuple(figures[name] for name in names)
