"""The Russian production calendar: which days are worked, transferred days off included.

The days come from `production_calendar.txt` beside this module (source and how to renew it: its head).
Outside the published years only what the Labour Code itself fixes is known: weekends and the
holidays of article 112, without transfers; `covers` tells the two apart.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

_DATA = Path(__file__).resolve().with_name("production_calendar.txt")
_SATURDAY = 5
_STATUTORY = frozenset(
    [*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
)
"""Holidays of the Labour Code, article 112, as (month, day)."""


def _read_exceptions(text: str) -> dict[int, frozenset[tuple[int, int]]]:
    """Return by year the days whose work differs from the five-day week, as (month, day)."""
    rows = (line.split() for line in text.splitlines() if line[:1].isdigit())
    return {int(year): frozenset(_month_day(day) for day in days) for year, *days in rows}


def _month_day(written: str) -> tuple[int, int]:
    digits = written.removeprefix("+")
    return int(digits[:2]), int(digits[2:])


_EXCEPTIONS = _read_exceptions(_DATA.read_text(encoding="utf-8"))
NEWEST_YEAR = max(_EXCEPTIONS)
"""The last year whose official calendar is shipped."""


def covers(year: int) -> bool:
    """Tell whether the official calendar of that year is known."""
    return year in _EXCEPTIONS


def is_working_day(day: date) -> bool:
    """Tell whether a day is worked in the five-day week."""
    weekday = day.weekday() < _SATURDAY
    exceptions = _EXCEPTIONS.get(day.year)
    if exceptions is None:
        return weekday and (day.month, day.day) not in _STATUTORY
    return weekday != ((day.month, day.day) in exceptions)


def previous_working_day(day: date) -> date:
    """Return the last working day before `day`."""
    return _nearest(day, timedelta(days=-1))


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    return _nearest(day, timedelta(days=1))


def _nearest(day: date, step: timedelta) -> date:
    day += step
    while not is_working_day(day):
        day += step
    return day


def add_months(day: date, count: int) -> date:
    """Return the same number of the month `count` months later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; a count of 0 gives `day` itself."""
    for _ in range(count):
        day = next_working_day(day)
    return day
