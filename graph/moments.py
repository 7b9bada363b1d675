"""Moments that people name: a day, a day and a clock time, or now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from .errors import InvalidValueError
from .messages import LANGUAGES, say
from .model import MOSCOW

_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_RUSSIAN_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_WORDED_DAY = re.compile(r"(?P<day>[0-9]{1,2})\s+(?P<month>[^\W\d_]+)\s+(?P<year>[0-9]{4})")
_AMERICAN_DAY = re.compile(r"(?P<month>[^\W\d_]+)\s+(?P<day>[0-9]{1,2}),?\s+(?P<year>[0-9]{4})")
_YEAR_WORD = re.compile(r"(?<=[0-9])\s*(?:г\.?|года)$")
_CLOCK = re.compile(r"[0-9]T|:")
_YEARS = range(1990, 2101)
_LAST_INSTANT = time(23, 59, 59, 999999)
_ADVICE = "write it as 2023-11-15, 15.11.2023 or 2023-11-15T12:00"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as evaluated and whether only its day was given.

    A bare day means the last instant before the next midnight, Moscow time.
    """

    value: datetime
    bare_day: bool = False

    def __str__(self) -> str:
        return self.value.isoformat(timespec="seconds")

    @property
    def beginning(self) -> datetime:
        """Return where a period that begins with it begins: a bare day at its first midnight."""
        return start_of_day(self.value.date()) if self.bare_day else self.value

    @property
    def end(self) -> datetime:
        """Return where a period that ends with it ends, exclusive: a bare day at its last midnight."""
        return next_midnight(self.value.date()) if self.bare_day else self.value


def now() -> Moment:
    """Return the present moment, Moscow time, to the second."""
    return Moment(datetime.now(UTC).astimezone(MOSCOW).replace(microsecond=0))


def end_of_day(day: date) -> Moment:
    """Return the last instant of a day, Moscow time."""
    return Moment(datetime.combine(day, _LAST_INSTANT, MOSCOW), bare_day=True)


def parse_day(words: str) -> date:
    """Return the day written as 2023-11-15, 15.11.2023, «15 ноября 2023 г.» or 15 November 2023.

    Raises `InvalidValueError` for other words and for a day that no calendar has.
    """
    text = _YEAR_WORD.sub("", words.strip())
    for form in (_ISO_DAY, _RUSSIAN_DAY, _WORDED_DAY, _AMERICAN_DAY):
        found = form.fullmatch(text)
        month = _month(found["month"]) if found else None
        if found and month is not None:
            return _checked_day(words, int(found["year"]), month, int(found["day"]))
    raise InvalidValueError("not a date: {words!r}", advice=_ADVICE, words=words)


def _month(written: str) -> int | None:
    """Return the number of a month in digits or by its name, None where it is neither."""
    return int(written) if written.isdecimal() else _months().get(written.casefold())


@cache
def _months() -> dict[str, int]:
    """Return the numbers of the months by their names as they stand in a date, in lower case."""
    return {
        say(f"months.m{number}", language).casefold(): number
        for language in LANGUAGES
        for number in range(1, 13)
    }


def _checked_day(words: str, year: int, month: int, day: int) -> date:
    try:
        result = date(year, month, day)
    except ValueError:
        problem = "no such day in the calendar: {words!r}"
        raise InvalidValueError(problem, advice=_ADVICE, words=words) from None
    if year not in _YEARS:
        raise InvalidValueError("a year outside 1990–2100: {words!r}", advice=_ADVICE, words=words)
    return result


def parse_moment(words: str) -> Moment:
    """Return the moment that the words name; without a zone it is Moscow time.

    Raises `InvalidValueError` where the words are no date or the date does not exist.
    """
    text = words.strip()
    if not _CLOCK.search(text):
        return end_of_day(parse_day(text))
    parts = re.split(r"[T\s]+", text, maxsplit=1)
    if len(parts) != 2:
        raise InvalidValueError("not a date: {words!r}", advice=_ADVICE, words=words)
    day = parse_day(parts[0])
    try:
        clock = time.fromisoformat(parts[1])
    except ValueError:
        raise InvalidValueError("no such time of day: {words!r}", advice=_ADVICE, words=words) from None
    return Moment(datetime.combine(day, clock, clock.tzinfo or MOSCOW))


def start_of_day(day: date) -> datetime:
    """Return the midnight that begins a day, Moscow time."""
    return datetime.combine(day, time(), MOSCOW)


def next_midnight(day: date) -> datetime:
    """Return the midnight that ends a day, Moscow time: the exclusive end of a term «до» that day."""
    return start_of_day(day) + timedelta(days=1)


def check_period(first: datetime | None, last: datetime | None) -> None:
    """Raise `InvalidValueError` where a period's last moment is before its first; None is an open end."""
    if first is not None and last is not None and last < first:
        problem, advice = "the period ends before it begins: {first} – {last}", "name the earlier day first"
        raise InvalidValueError(problem, advice=advice, first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
