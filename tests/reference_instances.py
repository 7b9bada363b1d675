"""The term of an order as the reference evaluator sees it, instance by instance where it recurs."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from graph.model import MOSCOW, Deadline, Frequency, Recurrence

_PER_YEAR: dict[Frequency, int] = {"monthly": 12, "quarterly": 4, "half-yearly": 2, "yearly": 1}
_HORIZON = 120
"""How many instances are looked through: more than any test settles."""


def _period_of(frequency: Frequency, day: date) -> int:
    """Return the number of the period that a day lies in, counted from the year 1."""
    if frequency == "daily":
        return day.toordinal()
    if frequency == "weekly":
        return (day.toordinal() - 1) // 7
    return day.year * _PER_YEAR[frequency] + (day.month - 1) * _PER_YEAR[frequency] // 12


def _name(frequency: Frequency, period: int) -> str:
    if frequency == "daily":
        return date.fromordinal(period).isoformat()
    if frequency == "weekly":
        year, week, _ = date.fromordinal(period * 7 + 1).isocalendar()
        return f"{year}-W{week:02d}"
    year, part = divmod(period, _PER_YEAR[frequency])
    tail = {"monthly": f"-{part + 1:02d}", "quarterly": f"-Q{part + 1}", "half-yearly": f"-H{part + 1}"}
    return f"{year:04d}{tail.get(frequency, '')}"


def _due_day(recurrence: Recurrence, period: int) -> date:
    """Return the day on which the instance of one period is due."""
    period += recurrence.lag
    if recurrence.frequency == "daily":
        return date.fromordinal(period)
    if recurrence.frequency == "weekly":
        return date.fromordinal(period * 7 + (recurrence.day or 7))
    per_year = _PER_YEAR[recurrence.frequency]
    year, part = divmod(period, per_year)
    months = 12 // per_year
    within = recurrence.month if recurrence.month and recurrence.day else months
    month = part * months + within
    last = monthrange(year, month)[1]
    return date(year, month, min(recurrence.day or last, last))


def _end(recurrence: Recurrence, period: int) -> datetime:
    day = _due_day(recurrence, period)
    if recurrence.hour is None:
        return datetime.combine(day, time(), MOSCOW) + timedelta(days=1)
    return datetime.combine(day, time(recurrence.hour, recurrence.minute), MOSCOW)


@dataclass(frozen=True)
class Schedule:
    """The term of an order that takes effect at `begins`; without a deadline nothing is ever due."""

    deadline: Deadline | None
    begins: datetime

    @property
    def recurs(self) -> bool:
        """Tell whether the order has one instance a period."""
        return self.deadline is not None and self.deadline.recurrence is not None

    @property
    def is_window(self) -> bool:
        """Tell whether the order is to be carried out from one day to another."""
        return self.deadline is not None and self.deadline.kind == "window"

    @property
    def end(self) -> datetime | None:
        """Return the end of a term that does not recur."""
        return self.deadline.end if self.deadline else None

    def _instances(self) -> list[tuple[str, datetime]]:
        recurrence = self.deadline.recurrence if self.deadline else None
        if recurrence is None:
            return []
        day = self.begins.astimezone(MOSCOW).date()
        first = _period_of(recurrence.frequency, day) - recurrence.lag - 2
        while _end(recurrence, first) <= self.begins:
            first += 1
        periods = range(first, first + _HORIZON)
        return [(_name(recurrence.frequency, period), _end(recurrence, period)) for period in periods]

    def earliest_name(self, taken: set[str]) -> str:
        """Return the first instance that is not among the taken ones."""
        return next(name for name, _ in self._instances() if name not in taken)

    def earliest_open_end(self, settled: set[str], moved: dict[str, datetime]) -> datetime:
        """Return the earliest end of an instance that nothing settles; `moved` are the extended ones."""
        return min(moved.get(name, end) for name, end in self._instances() if name not in settled)
