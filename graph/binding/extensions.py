"""Where an extension moves the end of a term: to a day of its own, or by so many days or months."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .. import calendar
from ..model import MOSCOW, Event, Shift
from ..moments import next_midnight

_INSTANT = timedelta(microseconds=1)


def moved_end(end: datetime | None, event: Event) -> datetime | None:
    """Return the exclusive end that an extension sets; None where it says none, or moves one that is not."""
    if event.deadline is not None:
        return event.deadline
    return _moved(end, event.shift) if end is not None and event.shift is not None else None


def _moved(end: datetime, shift: Shift) -> datetime:
    """Return an end moved: a midnight is the end of the day before it, any other time stays that time."""
    local = end.astimezone(MOSCOW)
    if local.time() != time():
        return datetime.combine(_last_day(local.date(), shift), local.timetz())
    return next_midnight(_last_day((local - _INSTANT).date(), shift))


def _last_day(day: date, shift: Shift) -> date:
    """Return the last day counted from the day after `day`; one not worked moves to the one before it."""
    if shift.working:
        return calendar.add_working_days(day, shift.days)
    last = calendar.add_months(day, shift.months) + timedelta(days=shift.days)
    if calendar.is_working_day(last):
        return last
    worked = calendar.previous_working_day(last)
    return worked if worked > day else calendar.next_working_day(last)
