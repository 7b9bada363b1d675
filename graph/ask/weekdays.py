"""Days by their place in the week: «в понедельник», «с понедельника по пятницу»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .counted import tells_of_past
from .when import (
    Form,
    Reading,
    When,
    alternatives,
    any_of,
    clocks,
    date_words,
    form,
    number_in,
    which_of,
    which_words,
    with_clock,
)

_WEEK = 7


def weekday_forms() -> tuple[Form, ...]:
    """Return the ways of writing a day of the week."""
    before, after = clocks()
    which = rf"(?:(?:{any_of(which_words(), 'day_')})\s+)?"
    return (form(rf"\b{before}{which}(?P<weekday>{alternatives(date_words().weekdays)})\b{after}", _weekday),)


def weekday_stretch_forms() -> tuple[Form, ...]:
    """Return the ways of writing the days from one of a week to another, and which week's they are."""
    known = date_words()
    weekday = alternatives(known.weekdays)
    begun = rf"(?:{known.which['week_from']})\s+(?:the\s+)?"
    until = rf"\s*(?:{known.which['week_to']})\s*(?:the\s+)?"
    week = rf"(?:\s+(?:of\s+)?(?:{any_of(which_words(), 'week_')})\s+(?:{known.units['week']})\b)?"
    return (form(rf"\b{begun}(?P<first>{weekday}){until}(?P<last>{weekday})\b{week}", _weekdays),)


def _weekdays(match: re.Match[str], when: When) -> Reading:
    """Return the days from one of a week to another: those that end next, or began last."""
    first, last = (number_in(date_words().weekdays, match[name]) - 1 for name in ("first", "last"))
    length = timedelta(days=(last - first) % _WEEK)
    start = _start(match, when.today, first, length)
    return (start.isoformat(), "from"), ((start + length).isoformat(), "to")


def _start(match: re.Match[str], today: date, first: int, length: timedelta) -> date:
    """Return the first of the days: in the week that is named, else the one that the question is of."""
    week = which_of(match, which_words(), "week_")
    if week is not None:
        weeks = timedelta(weeks={"next": 1, "last": -1}.get(week, 0))
        return today + weeks + timedelta(days=first - today.weekday())
    if tells_of_past(match.string):
        return today - timedelta(days=(today.weekday() - first) % _WEEK or _WEEK)
    ended = (first + length.days - today.weekday()) % _WEEK or _WEEK
    return today + timedelta(days=ended) - length


def _weekday(match: re.Match[str], when: When) -> Reading:
    """Return the next such day after today; the last one before it where that is said or begins a stretch."""
    wanted = number_in(date_words().weekdays, match["weekday"]) - 1
    past = bool(match["day_last"]) or _is_since(match.string[: match.start()])
    away = (wanted - when.today.weekday()) % _WEEK - (_WEEK if past else 0)
    day = (when.today + timedelta(days=away or _WEEK)).isoformat()
    return ((with_clock(day, match.groupdict()), None),)


def _is_since(before: str) -> bool:
    """Say whether words make what follows them a beginning."""
    return re.search(rf"\b(?:{date_words().around['since']})\s+$", before) is not None
