"""The instances of a recurring order: their names and when each is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..model import MOSCOW, Frequency, Recurrence

_MONTHS: dict[Frequency, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Instance:
    """One period of a recurring order: its name («2024-Q1») and the exclusive end of its term."""

    name: str
    end: datetime


def instances(recurrence: Recurrence, since: datetime) -> Iterator[Instance]:
    """Go through the instances from the first that ends after `since`, in order of time."""
    first = since.astimezone(MOSCOW).date()
    period = _first_period(recurrence, first)
    while period.year < _LAST_YEAR:
        due = _due(recurrence, _shift(recurrence.frequency, period, recurrence.lag))
        if due > since:
            yield Instance(_name(recurrence.frequency, period), due)
        period = _shift(recurrence.frequency, period, 1)


def _first_period(recurrence: Recurrence, day: date) -> date:
    """Return the beginning of the earliest period whose instance may end after the day."""
    return _shift(recurrence.frequency, _period_of(recurrence.frequency, day), -recurrence.lag - 1)


def _period_of(frequency: Frequency, day: date) -> date:
    if frequency == "daily":
        return day
    if frequency == "weekly":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[frequency]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _shift(frequency: Frequency, period: date, steps: int) -> date:
    if frequency in ("daily", "weekly"):
        return period + timedelta(days=steps * (1 if frequency == "daily" else 7))
    month = period.year * 12 + period.month - 1 + steps * _MONTHS[frequency]
    return date(month // 12, month % 12 + 1, 1)


def _due(recurrence: Recurrence, period: date) -> datetime:
    day = _last_day(recurrence, period)
    if recurrence.hour is None:
        return datetime.combine(day, time(), MOSCOW) + timedelta(days=1)
    return datetime.combine(day, time(), MOSCOW) + timedelta(hours=recurrence.hour, minutes=recurrence.minute)


def _last_day(recurrence: Recurrence, period: date) -> date:
    if recurrence.frequency == "daily":
        return period
    if recurrence.frequency == "weekly":
        return period + timedelta(days=(recurrence.day or 7) - 1)
    months = _MONTHS[recurrence.frequency]
    month = period.month + (recurrence.month or months) - 1
    last = monthrange(period.year, month)[1]
    return date(period.year, month, min(recurrence.day or last, last))


def _name(frequency: Frequency, period: date) -> str:
    if frequency == "daily":
        return period.isoformat()
    if frequency == "weekly":
        year, week, _ = period.isocalendar()
        return f"{year}-W{week:02}"
    if frequency == "monthly":
        return f"{period:%Y-%m}"
    if frequency == "yearly":
        return str(period.year)
    letter, months = ("Q", 3) if frequency == "quarterly" else ("H", 6)
    return f"{period.year}-{letter}{(period.month - 1) // months + 1}"
