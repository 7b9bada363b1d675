"""Terms that name their day: «до 24 ноября», «до 12:00 (мск) 13 ноября 2023 г.», «с 19 по 20 декабря»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..model import Deadline
from ..moments import next_midnight
from .dates import resolve
from .lexicon_dates import WEEKDAYS
from .lexicon_terms import EVENT_VERBS, FACT_STEMS, INFINITIVE, MOVING, NO_TERM_BEFORE
from .term_values import CLOCK, ZONE, Reading, Term, clock_of, moment_on, named_end, spaced, zone_of
from .written_dates import WrittenDate, as_date

_BY = r"(?:не\s{1,4}(?:позднее|позже|поздней)(?:,?\s{1,4}(?:чем\s{1,4})?(?:до|к))?|до|по|к|ко)"
_LOCAL = r"(?:\s{1,3}(?:по\s{1,3}местному\s{1,3}времени|местного\s{1,3}времени))?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})[а-я]{{0,3}}"
_LEAD = re.compile(
    rf"(?<![а-я])(?P<by>{_BY})\s{{1,4}}"
    rf"(?:{CLOCK}(?:{ZONE})?{_LOCAL}\s{{0,3}}[,-]?\s{{0,3}}(?:(?:в|дня)\s{{1,4}})?)?"
    rf"(?:{_WEEKDAY}\s{{0,3}},?\s{{0,3}}\(?)?(?:конца\s{{1,4}}(?:рабочего\s{{1,4}})?дня\s{{1,4}})?$"
)
_OF_A_DOCUMENT = (" от ", "\nот ", "(от ")
"""What stands before a document's date, which is never a term: most days of a long list are such."""

_MOVED_TO = re.compile(r"(?<![а-я])(?P<by>на)\s{1,4}[«\"]?\s?$")
_TERM_WORD = re.compile(
    r"(?<![а-я])срок[а-я]{0,3}(?:\s{1,4}(?:[а-я]{4,15}|[№0-9./]{1,8})){0,4}\s{0,3}(?:\([^()]{0,40}\)\s{0,3})?[:-]?\s{0,3}$"
)
_COUNTED_AS = re.compile(r"(?<![а-я])срок[^;]{1,300}?\s(?:считать|установить)\s{1,3}$")
_SET_ANEW = re.compile(
    r"\s{0,3}(?:установить|определить|назначить)\s{1,4}(?:[а-я]{4,12}\s{1,4})?срок[^;]{1,300}?\s-\s{0,3}$"
)
_LAST_SIGN = re.compile(
    rf"{INFINITIVE}\s[^.;:()]{{1,90}}(?:,|\s-)\s{{1,3}}$|(?<![а-я])(?:доложить|отчитаться)\s{{1,3}}$"
)
_CLOSED = re.compile(r"\s{0,3}[.;]?\s{0,3}$")
_BEHIND = re.compile(
    rf"\s{{0,3}},?\s{{0,2}}\(?(?:(?P<by>(?:не\s{{1,4}}позднее|до|к|в|на)\s{{1,4}})|(?=[0-9]{{1,2}}:|[0-9]{{1,2}}-[03]0(?![0-9.]))|(?=[0-9]{{1,2}}\s{{0,3}}ч)){CLOCK}(?:{ZONE})?"
)
_ZONE_BEHIND = re.compile(ZONE)
_BETWEEN = re.compile(
    rf"\s{{0,3}},?\s{{0,3}}(?:(?:с\s{{1,4}})?{CLOCK}(?:{ZONE})?\s{{0,3}})?(?P<link>по|до|на|-)\s{{0,3}}"
    rf"(?:{CLOCK.replace('P<', 'P<to_')}\s{{0,3}}(?:{ZONE.replace('P<', 'P<to_')}\s{{0,3}})?)?"
)
_FROM = re.compile(rf"(?<![а-я])(?P<by>со?)\s{{1,4}}(?:{CLOCK}(?:{ZONE})?\s{{0,3}}(?:дня\s{{1,4}})?)?$")
_FACT = re.compile(
    rf"(?<![а-я])(?:{FACT_STEMS})[а-я]{{0,6}}\s{{1,4}}(?:(?:в\s{{1,4}}период|в\s{{1,4}}срок)\s{{1,4}})?$"
)
_NO_TERM = re.compile(
    rf"(?<![а-я])(?:{spaced(NO_TERM_BEFORE)})\s{{1,4}}(?:в\s{{1,4}}(?:срок|период)\s{{1,4}})?$"
)
_EVENT = re.compile(rf"(?<![а-я])(?:{spaced(EVENT_VERBS)})")
_MOVING = re.compile(rf"(?<![а-я])(?:{spaced(MOVING)})")
_CLAUSE = re.compile(r"[,;()\n]|\.\s{1,4}")
_SENTENCE = 600
_REACH = 110
"""How far to the left of a day the words stand that decide what it is."""


def named_terms(reading: Reading) -> Iterator[Term]:
    """Yield the instants, days and windows of a reading."""
    taken: set[WrittenDate] = set()
    for first, last in pairwise(reading.dates):
        between = _link(reading, first, last) if first not in taken else None
        if between:
            taken |= {first, last}
            yield from _window_of_two(reading, first, last, between)
    for written in reading.dates:
        term = None if written in taken else _window_of_one(reading, written) or _day(reading, written)
        if term:
            yield term


# --- days and instants -------------------------------------------------------------------------


def _day(reading: Reading, written: WrittenDate) -> Term | None:
    start = written.since[0] if written.since else written.start
    before = reading.folded[max(reading.start, start - _REACH) : start]
    lead = None if before.endswith(_OF_A_DOCUMENT) else _lead(reading, before, start, written.end)
    behind = _clock_behind(reading, written)
    if not (
        lead or reading.bare or (behind and behind["by"] and behind["by"].split()[0] in ("до", "не", "к"))
    ):
        return None
    if lead and "by" in lead.groupdict():
        start += lead.start() - len(before)
    clocked = behind or (lead if lead and lead.groupdict().get("hour") else None)
    if is_fact(reading, start):
        return None
    term = _timed(reading, start, written, clocked)
    quoted = (
        bool(lead)
        and before.rstrip().endswith(("«", '"'))
        and reading.folded.startswith(("»", '"'), term.end)
    )
    return term._replace(end=term.end + 1) if quoted else term


def _lead(reading: Reading, before: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words before a day on [start, end) that make it a term."""
    return (
        _LEAD.search(before)
        or _moved_to(before, reading, start)
        or _term_word(before)
        or _SET_ANEW.match(reading.folded, reading.start, start)
        or (_COUNTED_AS.search(before) if before.rstrip().endswith(("считать", "установить")) else None)
        or _closing_day(reading, start, end)
    )


def _clock_behind(reading: Reading, written: WrittenDate) -> re.Match[str] | None:
    """Return the clock time behind a day, unless it leads the next one: «… от 17.02.2025 до 12:00 30 мая»."""
    behind = _BEHIND.match(reading.folded, written.end, reading.end)
    if behind is None:
        return None
    following = bisect_left(reading.dates, behind.end(), key=lambda day: day.start)
    if following == len(reading.dates):
        return behind
    leads = not reading.folded[behind.end() : reading.dates[following].start].strip(" \n,-")
    return None if leads else behind


def _moved_to(before: str, reading: Reading, start: int) -> re.Match[str] | None:
    lead = _MOVED_TO.search(before)
    return (
        lead
        if lead and _MOVING.search(reading.folded, max(reading.start, start - _SENTENCE), start)
        else None
    )


def _closing_day(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    """Read «подготовить смету, 10 сентября»: a day behind a comma or dash that ends the task."""
    if not _CLOSED.match(reading.folded, end, reading.end):
        return None
    return _LAST_SIGN.search(reading.folded, max(reading.start, start - _REACH), start)


def _term_word(before: str) -> re.Match[str] | None:
    return _TERM_WORD.search(before[-70:])


def is_fact(reading: Reading, start: int) -> bool:
    """Tell whether the words before a term make it a fact, an event's date or the end of a power."""
    before = reading.folded[max(reading.start, start - _REACH) : start]
    if _FACT.search(before) or _NO_TERM.search(before):
        return True
    clause = before[max((cut.end() for cut in _CLAUSE.finditer(before)), default=0) :]
    return bool(_EVENT.search(clause))


def _timed(reading: Reading, start: int, written: WrittenDate, clocked: re.Match[str] | None) -> Term:
    """Make a term of a day, an instant where a clock time stands beside it."""
    day, assumed = resolve(written, reading.given), _year_assumption(written)
    if clocked is None:
        term = Term(start, written.end, Deadline("", "day"), "day-named", impossible=not written.possible)
        until, notes = named_end(day, assumed) if day else (None, ())
        return term._replace(deadline=Deadline("", "day", end=until, assumptions=notes))
    zone = clocked if clocked["zone"] else _ZONE_BEHIND.match(reading.folded, written.end, reading.end)
    ends = (
        written.end,
        *(match.end() for match in (clocked, zone) if match and match.string is reading.folded),
    )
    term = Term(start, max(ends), Deadline("", "instant"), "instant-named", impossible=not written.possible)
    if day is None:
        return term
    until = moment_on(day, clock_of(clocked), zone_of(zone) if zone else None)
    notes = assumed if zone else (*assumed, "zone-assumed")
    return term._replace(deadline=Deadline("", "instant", end=until, assumptions=notes))


def _year_assumption(written: WrittenDate) -> tuple[str, ...]:
    if written.year is not None:
        return ()
    return ("year-assumed",) if written.year_shift is None else ("year-of-document",)


# --- windows -----------------------------------------------------------------------------------


def _window_of_one(reading: Reading, written: WrittenDate) -> Term | None:
    """Read «с 19 по 20 декабря 2023 г.», «19-20 декабря»: two days, one month."""
    if written.since is None:
        return None
    at, first, month = written.since
    before = reading.folded[max(reading.start, at - _REACH) : at]
    lead = _FROM.search(before)
    if _LEAD.search(before) or (lead is None and written.link in ("по", "до")):
        return None
    start = at + (lead.start() - len(before) if lead else 0)
    last = resolve(written, reading.given)
    opening = as_date(last.year, month, first) if last else None
    if is_fact(reading, start) or (last and not (opening and opening <= last)):
        return None
    window = Term(start, written.end, Deadline("", "window"), "window-named", impossible=not written.possible)
    return _bounded(window, (opening, last), _year_assumption(written), (lead, None))


def _link(reading: Reading, first: WrittenDate, last: WrittenDate) -> re.Match[str] | None:
    """Return what stands between the two days of a window, None where they are no window."""
    between = _BETWEEN.fullmatch(reading.folded, first.end, last.start)
    if between is None or first.since or between["link"] == "на":
        return None
    before = reading.folded[max(reading.start, first.start - _REACH) : first.start]
    return between if between["link"] == "-" or _FROM.search(before) else None


def _window_of_two(
    reading: Reading, first: WrittenDate, last: WrittenDate, between: re.Match[str]
) -> Iterator[Term]:
    """Read «с 31 декабря 2024 г. по 8 января 2025 г.», «02.12.2024 - 04.12.2024»."""
    before = reading.folded[max(reading.start, first.start - _REACH) : first.start]
    lead = _FROM.search(before)
    start = first.start + (lead.start() - len(before) if lead else 0)
    if is_fact(reading, start):
        return
    days = _ordered(first, last, reading.given)
    reversed_days = bool(days[0] and days[1] and days[0] > days[1])
    impossible = reversed_days or not (first.possible and last.possible)
    window = Term(start, last.end, Deadline("", "window"), "window-named", impossible=impossible)
    assumed = _year_assumption(first) and _year_assumption(last)
    yield window if reversed_days else _bounded(window, days, assumed, (lead, between))


def _ordered(first: WrittenDate, last: WrittenDate, given: date | None) -> tuple[date | None, date | None]:
    """Return both days of a window; a year left out on one side is told by the other side."""
    if first.year is None and last.year is not None:
        closing = resolve(last, given)
        years = (closing.year, closing.year - 1) if closing else ()
        candidates = (as_date(year, first.month, first.day) for year in years)
        return next((day for day in candidates if day and closing and day <= closing), None), closing
    opening = resolve(first, given)
    return opening, resolve(last, opening or given)


def _bounded(
    window: Term,
    days: tuple[date | None, date | None],
    assumed: tuple[str, ...],
    clocks: tuple[re.Match[str] | None, re.Match[str] | None],
) -> Term:
    """Return the window with its moments; `clocks` are the words before the first day and between both."""
    opening, closing = days
    if opening is None or closing is None:
        return window
    lead, between = clocks
    clocked = next((match for match in (between, lead) if match and match["hour"]), None)
    since = moment_on(
        opening, clock_of(clocked) if clocked else (0, 0), zone_of(clocked) if clocked else None
    )
    until = next_midnight(closing)
    if between and between["to_hour"]:
        until = moment_on(closing, _closing_clock(between), None)
    notes = (*assumed, *(() if clocked and clocked["zone"] else ("zone-assumed",)))
    return window._replace(deadline=Deadline("", "window", since, until, assumptions=notes))


def _closing_clock(between: re.Match[str]) -> tuple[int, int]:
    return int(between["to_hour"]), int(between["to_minute"] or between["to_minute_word"] or 0)
