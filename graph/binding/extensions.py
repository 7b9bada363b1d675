"""Where an extension moves the end of a term: to a day of its own, or by so many days or months."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from .. import calendar
from ..model import MOSCOW, Event, Shift
from ..moments import next_midnight

_INSTANT = timedelta(microseconds=1)
MOVED = "moved-to-working-day"
UNPUBLISHED = "calendar-not-published"


class Moved(NamedTuple):
    """The exclusive end that an extension sets, and the codes of what is assumed in computing it."""

    end: datetime
    assumptions: tuple[str, ...] = ()


def moved_end(end: datetime | None, event: Event) -> Moved | None:
    """Return the end that an extension sets; None where it says none, or moves one that is not."""
    if event.deadline is not None:
        return Moved(event.deadline)
    return _moved(end, event.shift) if end is not None and event.shift is not None else None


def _moved(end: datetime, shift: Shift) -> Moved:
    """Return an end moved: a midnight is the end of the day before it, any other time stays that time."""
    local = end.astimezone(MOSCOW)
    at_midnight = local.time() == time()
    first = (local - _INSTANT).date() if at_midnight else local.date()
    counted = _counted(first, shift)
    last = _worked(counted, first)
    codes = ((MOVED, last != counted), (UNPUBLISHED, not calendar.covers(counted.year)))
    until = next_midnight(last) if at_midnight else datetime.combine(last, local.timetz())
    return Moved(until, tuple(code for code, holds in codes if holds))


def _counted(day: date, shift: Shift) -> date:
    """Return the last day counted from the day after `day`."""
    if shift.working:
        return calendar.add_working_days(day, shift.days)
    return calendar.add_months(day, shift.months) + timedelta(days=shift.days)


def _worked(last: date, after: date) -> date:
    """Return the last day, or the working day before it; the one behind it where none comes after `after`."""
    if calendar.is_working_day(last):
        return last
    worked = calendar.previous_working_day(last)
    return worked if worked > after else calendar.next_working_day(last)
