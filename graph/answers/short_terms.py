"""Terms that leave few working days between the document's date and their last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ..calendar import is_working_day
from ..model import MOSCOW
from ..moments import Moment
from ..queries import Cell, Rows, Selects, natural, part, run_query

Record = dict[str, Any]
COLUMNS = ("document", "date", "point", "cohort", "addressee", "due_until", "count", "state", "quote")
_LONGEST = 400
"""Calendar days; a longer term is not short, whatever number is asked about."""


def short_terms(store: Selects, days: int, at: Moment, known_at: Moment, cohort: int | None = None) -> Rows:
    """Return the binding orders whose terms are shorter than so many working days, the shortest first.

    `count` is the working days after the document's date, the term's last day included, by the
    Russian production calendar.
    """
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    year = None if cohort is None else str(cohort)
    found = [
        {**row, "count": count}
        for row in run_query(store, part("binding-states"), moments | {"cohort": year}).as_dicts()
        if (count := _working_days(row)) is not None and count < days
    ]
    parameters: dict[str, Cell] = {"days": days, "cohort": cohort, "at": str(at), "known_at": str(known_at)}
    rows = (tuple(row[name] for name in COLUMNS) for row in sorted(found, key=_place))
    return Rows("short-terms", parameters, COLUMNS, tuple(rows))


def _working_days(row: Record) -> int | None:
    """Return the working days of a term, None where it has no end, no beginning, or is long."""
    if row["due_until"] is None or row["date"] is None or row["point"] is None:
        return None
    given = date.fromisoformat(row["date"])
    end = datetime.fromisoformat(row["due_until"]).astimezone(MOSCOW)
    length = ((end - timedelta(microseconds=1)).date() - given).days
    if length > _LONGEST:
        return None
    return sum(is_working_day(given + timedelta(days=step)) for step in range(1, length + 1))


def _place(row: Record) -> tuple[Any, ...]:
    order = (row["date"], row["document"], natural(row["point"]), row["cohort"] or 0, row["addressee"] or "")
    return row["count"], *order
