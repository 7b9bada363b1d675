"""Days and stretches of time that are counted from today: «через 3 дня», «в ближайшие 5 рабочих дней»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..calendar import add_months, add_working_days, next_working_day, previous_working_day
from .stems import content_stems
from .when import Form, Reading, When, alternatives, any_of, date_words, form, number_in, which_of

_COUNTED = ("day", "week", "fortnight", "month", "year")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_WORKING_DAYS = {"day": 1, "week": 5, "fortnight": 10}
_MONTHS = {"month": 1, "year": 12}


def counted_forms() -> tuple[Form, ...]:
    """Return the ways of writing what is counted from today, those that hold others first."""
    known = date_words().which
    working_day = rf"(?:{known['working']})\s*(?:{known['single_day']})"
    back = rf"(?:{known['over']})\s+(?:the\s+)?"
    which = any_of({name: known[name] for name in ("ahead", "within", "past")}, "count_")
    ago = rf"(?:(?P<ago>\s+(?:{known['ago']})\b)|(?P<hence>\s+(?:{known['hence']})\b))?"
    most = rf"(?:(?P<most>{date_words().terms['at_most']})\s+(?:чем\s+)?)?"
    return (
        form(rf"\b(?:{known['left_before']})\s+{most}{_length()}", _left),
        form(rf"\b{most}{_length()}\s+(?:{known['left_behind']})\b", _left),
        form(rf"\b(?:{known['next']})\s+{working_day}\b", _next_working_day),
        form(rf"\b{back}{_length()}(?!\s+(?:{known['ago']})\b)", _in_its_course),
        form(rf"\b(?:(?:{which})\s+)?{_length()}{ago}", _counted),
    )


def _length() -> str:
    """Return a pattern of a number of days, working days, weeks, months or years."""
    known = date_words()
    number = rf"(?P<number>[0-9]{{1,3}}|{alternatives(known.numbers)})"
    units = any_of({name: known.units[name] for name in _COUNTED}, "counted_")
    kind = rf"(?:(?P<working>{known.which['working']})\s*|(?:{known.which['calendar']})\s+)?"
    return rf"(?:{number}\s+)?{kind}(?:{units})\b"


def _next_working_day(_: re.Match[str], when: When) -> Reading:
    return ((next_working_day(when.today).isoformat(), None),)


def _left(match: re.Match[str], when: When) -> Reading | None:
    """Return the time from today on that is left, where its length is named."""
    named = match["number"] or match["most"]
    return _stretch(when.today, _shifted(when.today, match, 1)) if named else None


def _in_its_course(match: re.Match[str], when: When) -> Reading | None:
    """Return the time up to today, or from today on, where the question is of what happens in it."""
    if not _happens(match.string):
        return None
    sign = -1 if tells_of_past(match.string) else 1
    return _stretch(when.today, _shifted(when.today, match, sign))


def tells_of_past(text: str) -> bool:
    """Say whether a question is of what happened, and not of what will."""
    return _happens(text) and not re.search(rf"\b(?:{date_words().which['will']})\b", text)


def _happens(text: str) -> bool:
    return not content_stems(text).isdisjoint(date_words().which["happens"].split())


def _counted(match: re.Match[str], when: When) -> Reading | None:
    """Return the day, or the two ends of the stretch, that are counted from today."""
    if (not match["number"] and _is_of_calendar(match)) or (match["working"] and _unit(match) in _MONTHS):
        return None
    back = match["ago"] or match["count_past"]
    day = _shifted(when.today, match, -1 if back else 1)
    if match["ago"] or match["count_ahead"] or match["hence"]:
        return ((day.isoformat(), None),)
    if match["count_within"] or match["count_past"]:
        return _stretch(when.today, day)
    return None


def _stretch(today: date, other: date) -> Reading:
    """Return the time between today and another day, the earlier first."""
    first, last = sorted((today, other))
    return (first.isoformat(), "from"), (last.isoformat(), "to")


def _is_of_calendar(match: re.Match[str]) -> bool:
    """Say whether a stretch without a number is one of the calendar, as the next week; «последняя» is not."""
    if match["count_past"] and re.search(date_words().which["counted"], match["count_past"]):
        return False
    within = match["count_within"] and not re.match(date_words().which["any"], match["count_within"])
    return bool(match["count_past"] or (within and not match["counted_day"]))


def _shifted(day: date, match: re.Match[str], sign: int) -> date:
    """Return the day that is a matched length of time away, forwards or backwards.

    Working days are those of the production calendar, counted from the day after.
    """
    number = sign * (number_in(date_words().numbers, match["number"]) if match["number"] else 1)
    unit = _unit(match)
    if unit in _MONTHS:
        return add_months(day, number * _MONTHS[unit])
    if match["working"]:
        return _worked(day, number * _WORKING_DAYS[unit])
    return day + timedelta(days=number * _DAYS[unit])


def _unit(match: re.Match[str]) -> str:
    """Return the unit that a match of `_length` counts in."""
    return which_of(match, dict.fromkeys(_COUNTED, ""), "counted_") or ""


def _worked(day: date, number: int) -> date:
    """Return the day that is a number of working days away; before it where the number is negative."""
    for _ in range(-number):
        day = previous_working_day(day)
    return add_working_days(day, number)
