"""What the rules of terms share: the place they read, what they find, and the arithmetic of days."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from .. import calendar
from ..model import MOSCOW, Deadline
from ..moments import next_midnight
from .lexicon_dates import CITY_HOURS, ZONE_BASES
from .written_dates import WrittenDate

DayOffRule = Literal["before", "after"]
"""Where a computed last day goes that is not worked: the working day before it, or after it."""

CLOCK = (
    r"(?P<hour>2[0-4]|[01]?[0-9])(?![0-9])"
    r"(?:\s?[:.-]\s?(?P<minute>[0-5][0-9])(?![0-9])(?!\s?\.\s?[0-9])(?:\s{0,2}(?:часов|часа|час|ч)(?![а-я])\.?)?"
    r"|\s{0,2}(?:часов|часа|часам|час|ч)(?![а-я])\.?"
    r"(?:\s{0,2}(?P<minute_word>[0-5]?[0-9])\s{0,2}(?:минут|мин)(?![а-я])\.?)?)"
)
ZONE = (
    r"(?:\s{0,2}по\sместному\sвремени)?\s{0,2},?\s?(?P<zone>\(?\s?(?:(?P<base>мск|utc|gmt|uтс|gмт)(?![а-яa-z])(?:\s?(?P<sign>[+-])\s?(?P<ahead>[0-9]{1,2})"
    r"(?::?(?P<quarter>00|30|45))?)?|(?:время\s)?(?:по\s)?(?P<city>[а-я]{2,14}ск)(?:ому|ого|ое)\sврем(?:ени|я)"
    r"|по\sмосковскому\sвремени)(?:\s?\))?)"
)

_WORTH_A_NOTICE = frozenset({"year-assumed", "month-assumed", "week-assumed", "calendar-not-published"})
"""Assumptions that may be wrong for one document, apart from those that hold for all."""


class Reading(NamedTuple):
    """Where a rule reads and what it may assume.

    `folded` is the whole text as `wording` gives it, [start, end) the point's words; `bare` says
    that they are the value of a label, where a day needs no preposition; `given` is the document's
    date; `dates` the days written there.
    """

    folded: str
    start: int
    end: int
    given: date | None
    rule: DayOffRule = "before"
    bare: bool = False
    dates: tuple[WrittenDate, ...] = ()


class Term(NamedTuple):
    """A term found on [start, end): the deadline without its words, the rule that found it.

    `impossible` says that it names a day which no calendar has.
    """

    start: int
    end: int
    deadline: Deadline
    rule: str
    impossible: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """The codes of what a reader should check."""
        doubts = tuple(code for code in self.deadline.assumptions if code in _WORTH_A_NOTICE)
        return ("impossible-date", *doubts) if self.impossible else doubts

    def overlaps(self, other: Term) -> bool:
        """Whether two terms share a sign."""
        return self.start < other.end and other.start < self.end


def spaced(fragment: str) -> str:
    """Return a fragment of the lexicon in which each blank may be a line break or two blanks."""
    return fragment.replace(" ", r"\s{1,4}")


def zone_of(match: re.Match[str]) -> timezone | None:
    """Return the zone that a match of `ZONE` names, or None."""
    if match["base"]:
        hours = ZONE_BASES[match["base"]]
        sign = -1 if match["sign"] == "-" else 1
        shift = timedelta(hours=int(match["ahead"] or 0), minutes=int(match["quarter"] or 0))
        offset = timedelta(hours=hours) + sign * shift
        return timezone(offset) if abs(offset) < timedelta(hours=24) else None
    if match["city"] in CITY_HOURS:
        return timezone(timedelta(hours=CITY_HOURS[match["city"]]))
    return None


def clock_of(match: re.Match[str]) -> tuple[int, int]:
    """Return the hour and minute that a match of `CLOCK` names; 24:00 gives (24, 0)."""
    return int(match["hour"]), int(match["minute"] or match["minute_word"] or 0)


def moment_on(day: date, clock: tuple[int, int], zone: timezone | None) -> datetime:
    """Return the instant of a clock time on a day; 24:00 is the next midnight."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone or MOSCOW)
    return midnight + timedelta(hours=clock[0], minutes=clock[1])


def named_end(day: date, assumptions: tuple[str, ...] = ()) -> tuple[datetime, tuple[str, ...]]:
    """Return the end of a named day, which never moves, and what is assumed about it."""
    idle = () if calendar.is_working_day(day) else ("named-day-not-working",)
    return next_midnight(day), (*assumptions, *idle, "zone-assumed")


def computed_end(
    day: date, rule: DayOffRule, assumptions: tuple[str, ...] = ()
) -> tuple[datetime, tuple[str, ...]]:
    """Return the end of a computed last day, moved to a working day, and what is assumed about it."""
    last = day
    if not calendar.is_working_day(day):
        last = calendar.previous_working_day(day) if rule == "before" else calendar.next_working_day(day)
        assumptions = (*assumptions, "moved-to-working-day")
    if not calendar.covers(day.year) and "calendar-not-published" not in assumptions:
        assumptions = (*assumptions, "calendar-not-published")
    return next_midnight(last), (*assumptions, "zone-assumed")


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, months.monthrange(year, month)[1])


def with_text(term: Term, text: str) -> Deadline:
    """Return the term's deadline with its words."""
    read = term.deadline
    return Deadline(text, read.kind, read.start, read.end, read.recurrence, read.assumptions, read.shift)
