"""Where a status period is looked up: coarse stretches of time, so that few periods need to be compared.

Triple stores find equal values at once and compare ranges one by one. So each period that binds, or may
bind, bears the names of the buckets that it can be found in, under `all` and, where it binds a cohort,
under its year. As known now: `2023 since 2024` by the year of its beginning where it has no end, else
`2023 at 2024` for each year that it covers and `2023 at 2024-05` for each further month that it touches.
Where later knowledge overtook it: `2023 known …` by the years, months and days of that knowledge. The
periods of what has ended stand in buckets of their own, `ended 2023 since 2024`. A bucket only narrows the
search; who asks still compares the moments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..model import OPEN, StatusPeriod

_ALL = "all"
_ENDED = "ended "
_FIRST, _LAST = 1990, 2100
"""The years of beginning that have buckets of their own; `earlier` and `later` hold the rest."""
_MARGIN = timedelta(days=1)
"""A moment's date differs by zone; wider by a day, the buckets hold it whatever zone it is written in."""


def buckets(period: StatusPeriod) -> Iterator[str]:
    """Go through the names of the buckets of a period; one that does not bind yet has none."""
    if period.state == "not-yet":
        return
    kind = _ENDED if period.binds == "no" else ""
    for whose in (_ALL, *([period.cohort.year] if period.cohort else [])):
        for stretch in _stretches(period):
            yield f"{kind}{whose} {stretch}"


def _stretches(period: StatusPeriod) -> Iterator[str]:
    """Go through the stretches of knowledge or, of what is known now, of time that hold a period."""
    if period.known_until < OPEN:
        for name in _cover(period.known_from, period.known_until, days=True):
            yield f"known {name}"
    elif period.end == OPEN:
        yield f"since {_year_begun(period.start)}"
    else:
        for name in _cover(period.start, period.end, days=False):
            yield f"at {name}"


def bucket_names(
    year: int | None, at: datetime, known_at: datetime, *, ended: bool = False
) -> tuple[str, ...]:
    """Return the buckets that hold every period that binds at a moment, as known at another.

    Those of the cohorts of a year, or without one all; of orders that have ended instead, where asked.
    Each period is found in one of them only.
    """
    whose = f"{_ENDED if ended else ''}{_ALL if year is None else year}"
    moments = {"since": tuple(_years_begun(at)), "at": (f"{at:%Y}", f"{at:%Y-%m}")}
    moments["known"] = tuple(f"{known_at:{form}}" for form in ("%Y", "%Y-%m", "%Y-%m-%d"))
    return tuple(f"{whose} {grain} {name}" for grain, names in moments.items() for name in names)


def _year_begun(start: datetime) -> str:
    """Return the stretch in which a period begins that has no end."""
    year = start.year if start.year < _FIRST else (start - _MARGIN).year
    return "earlier" if year < _FIRST else "later" if year > _LAST else str(year)


def _years_begun(at: datetime) -> Iterator[str]:
    """Go through the stretches in which what has begun by a moment can have begun."""
    yield "earlier"
    last = at.year if at.year > _LAST else (at + _MARGIN).year
    yield from map(str, range(_FIRST, min(last, _LAST) + 1))
    if last > _LAST:
        yield "later"


def _cover(start: datetime, end: datetime, *, days: bool) -> Iterator[str]:
    """Go through years, months and, where asked, days that together cover an interval, the widest first."""
    moment, last = start - _MARGIN, end + _MARGIN
    while moment < last:
        year, month, day = _after_year(moment), _after_month(moment), _midnight(moment) + _MARGIN
        if moment == _midnight(moment) and (moment.month, moment.day) == (1, 1) and year <= last:
            yield f"{moment:%Y}"
            moment = year
        elif not days or (moment.day == 1 and moment == _midnight(moment) and month <= last):
            yield f"{moment:%Y-%m}"
            moment = month
        else:
            yield f"{moment:%Y-%m-%d}"
            moment = day


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _after_month(moment: datetime) -> datetime:
    first = _midnight(moment).replace(day=1)
    return (
        first.replace(year=first.year + 1, month=1)
        if first.month == 12
        else first.replace(month=first.month + 1)
    )


def _after_year(moment: datetime) -> datetime:
    return _midnight(moment).replace(year=moment.year + 1, month=1, day=1)
