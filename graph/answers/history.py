"""What began, ceased and turned between two moments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..moments import Moment, check_period
from ..queries import Cell, Rows, Selects, natural, part, run_query

Record = dict[str, Any]
COLUMNS = ("change", "document", "date", "point", "cohort", "addressee", "state_before", "state", "quote")
_ORDER = ("began", "ceased", "changed")


def changes_between(
    store: Selects, start: Moment, end: Moment, known_at: Moment, cohort: int | None = None
) -> Rows:
    """Return what binds at the end and did not at the start, what ceased, what is in another state.

    Both moments are judged by what was known at one and the same moment. Raises `InvalidValueError` where
    the end comes first.
    """
    check_period(start.beginning, end.value)
    before = _states(store, start, known_at, cohort)
    after = _states(store, end, known_at, cohort)
    rows = sorted(_compare(before, after), key=_place)
    parameters: dict[str, Cell] = {
        "from": str(start),
        "to": str(end),
        "cohort": cohort,
        "known_at": str(known_at),
    }
    return Rows("changes", parameters, COLUMNS, tuple(tuple(row[name] for name in COLUMNS) for row in rows))


def _states(
    store: Selects, at: Moment, known_at: Moment, cohort: int | None
) -> dict[tuple[Any, ...], Record]:
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    rows = run_query(store, part("states"), moments).as_dicts()
    return {
        (row["subject"], row["programme"], row["cohort"], row["addressee"]): row
        for row in rows
        if cohort in (None, row["cohort"])
    }


def _compare(before: dict[tuple[Any, ...], Record], after: dict[tuple[Any, ...], Record]) -> Iterator[Record]:
    for life in {**before, **after}:
        old, new = before.get(life), after.get(life)
        change = _change(old, new)
        if change is not None:
            row = new or old or {}
            yield {
                **row,
                "change": change,
                "state_before": old["state"] if old else None,
                "state": new["state"] if new else None,
            }


def _change(old: Record | None, new: Record | None) -> str | None:
    bound, binds = _is_bound(old), _is_bound(new)
    if bound != binds:
        return "began" if binds else "ceased"
    differs = old is not None and new is not None and old["state"] != new["state"]
    return "changed" if differs or (old is None and new is not None) else None


def _is_bound(row: Record | None) -> bool:
    return row is not None and row["binds"] != "no"


def _place(row: Record) -> tuple[Any, ...]:
    return (
        _ORDER.index(row["change"]),
        row["date"] or "9999",
        row["document"],
        natural(row["point"] or ""),
        row["cohort"] or 0,
        row["addressee"] or "",
    )
