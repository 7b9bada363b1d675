"""Days as written: «08» ноября 2023 г., 14.05.26, 30 . 10 . 2024, misprints and look-alike letters.

Everything here works on the folded text (`wording`); nothing is a date yet. `graph.extract.dates`
makes dates of it, `graph.extract.deadlines` makes terms.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from .lexicon_dates import GENITIVES, MONTH_NUMBERS, NO_YEAR_BEFORE, SHORT_DAY_UNITS, YEAR_SHIFTS

YEARS = range(1990, 2101)
"""Years that a document of our time can mean."""

_OPEN = r"[«\"'<(]"
_WORDED = re.compile(
    r"[0-9](?<![0-9][0-9])(?<![0-9][.,:/][0-9])[0-9]?"
    r"(?:[ ]?-[ ]?(?:го|ое|е|ого)(?![а-я]))?"
    r"\s{0,3}[»\"'>]{0,2}\s{0,3}"
    r"(?P<month>[а-я]{3,10})(?![а-я])(?:\.(?=\s{0,3}[0-9]{2}))?"
    r"(?P<tail>(?:\s{0,4},?\s{0,2}(?P<year>[0-9]{4}|[0-9]{2}(?=\s?г(?:ода|\.|\s|$)))(?![0-9])"
    rf"(?!\s{{1,2}}(?:{NO_YEAR_BEFORE}))"
    r"(?P<suffix>\s{0,3}(?:года|году|год|г\s?\.|г)(?![а-я]))?"
    r"|\s{1,4}(?P<shift>[а-я]{4,10})\s{1,4}года(?![а-я])"
    r"|\s{1,4}(?P<initial>[тс])\.\s?г(?:\.|ода))?)"
)
_DOTTED = re.compile(
    r"[0-9](?<![0-9][0-9])(?<![0-9]\.[0-9])(?<![/_=][0-9])[0-9]?"
    r"\s?\.\s?(?P<month>[0-9]{1,2})\s?\.\s?(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])(?!\.[0-9])"
    r"(?P<suffix>\s{0,3}(?:года|году|год|г\s?\.|г)(?![а-я]))?"
)
_BARRED = re.compile(
    r"[0-9](?<![0-9][0-9])(?<![-/.№a-z][0-9])(?<!№\s[0-9])[0-9]?"
    r"(?P<bar>[/-])(?P<month>[0-9]{1,2})(?P=bar)(?P<year>[0-9]{4})(?![0-9/-])"
    r"(?P<suffix>\s{0,3}(?:года|г\s?\.)(?![а-я]))?"
)
_ISO = re.compile(
    r"(?P<year>[0-9](?<![0-9][0-9])(?<![-/._=№a-z][0-9])[0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9-])"
)
_QUOTED_DAY = re.compile(
    r"[0-9](?<![0-9][0-9])[0-9]?\s?[»\"]\s{0,3}\.?\s{0,2}(?P<month>[01]?[0-9])(?:\s{1,3}|\s?\.\s?)"
    r"(?P<year>[12][0-9]{3})(?![0-9])(?P<suffix>\s{0,3}(?:года|году|год|г\s?\.|г)(?![а-я]))?"
)
"""«04» 05 2024: a month in figures between a day in quotation marks and a year."""

_PATTERNS = (_WORDED, _DOTTED, _BARRED, _ISO, _QUOTED_DAY)
_HINT = re.compile(
    r"[0-9](?<![0-9][0-9])(?=[0-9]?(?:([ ]?-[ ]?[гео]|\s{0,3}[»\"'>]{0,2}\s{0,3}[а-я]{3})"
    r"|(\s?\.\s?[0-9])|([/-][0-9]{1,2}[/-][0-9]{4})|(\s?[»\"]))|([0-9]{3}-[0-9]{2}-))"
)
_BEGUN = (_WORDED, _WORDED, _DOTTED, _BARRED, _QUOTED_DAY, _ISO)
"""What every day begins with, looked for once, and by its groups the one pattern that can go on so."""

_DAY = re.compile("[0-9]{1,2}")
_QUOTE = re.compile(rf"{_OPEN}\s{{0,3}}")
_QUOTE_BEFORE = re.compile(rf"{_OPEN}\s{{0,3}}$")
_SINCE = re.compile(
    r"(?<![0-9])(?<![0-9][.,:/])(?<![№/-])([0-9]{1,2})(?:-?(?:го|е))?(?:[»\"])?"
    r"(?:\s?\.\s?([0-9]{1,2})\.?)?\s{0,3}(?P<link>-|по|до|и)\s{0,3}(?:[«\"]\s{0,2})?$"
)
_LINKS = ("-", "по", "до", "и")
_COUNTS_THINGS = re.compile(
    r"(?:№|\sn|пункт[а-я]{0,3}|п\.|раздел[а-я]{0,3}|стать[а-я]{1,3}|вопрос[а-я]{0,3})\s{0,3}$"
)
_SHORT = re.compile(
    r"(?P<day>[0-9](?<![0-9][0-9])[0-9])\.(?P<month>[01][0-9])(?![0-9])(?!\.?[0-9])"
    rf"(?!{SHORT_DAY_UNITS})"
)
_START = attrgetter("start")
_LINE_NUMBER = re.compile(r"(?:^|\n)\s*$")


class WrittenDate(NamedTuple):
    """A day as written on [start, end) of the folded text; `year` None where it is left out.

    `year_shift` is set by «текущего года». `since` is the earlier day of a range that is written
    with one month («19 по 20 декабря»): its offset, day and month; `link` the sign between. `sure` is
    False for a misprinted month.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    year_shift: int | None = None
    since: tuple[int, int, int] | None = None
    link: str = ""
    sure: bool = True

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a day; without a year 29 February counts."""
        year = 2000 if self.year is None else self.year
        return self.year_in_range and as_date(year, self.month, self.day) is not None

    @property
    def historic(self) -> bool:
        """Whether it is a real day of the past that no document of our time sets («9 мая 1945 года»)."""
        return (
            self.year is not None
            and 1000 <= self.year < YEARS.start
            and as_date(self.year, self.month, self.day) is not None
        )

    @property
    def year_in_range(self) -> bool:
        """Whether the year, if any, can be meant in a document of our time."""
        return self.year is None or self.year in YEARS


def as_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def scan_dates(folded: str, start: int, end: int) -> list[WrittenDate]:
    """Return the days written within [start, end), in order, impossible ones included."""
    days = _bare_days(folded)
    first = bisect_left(days, start, key=_START)
    last = bisect_left(days, end, key=_START)
    within = (day if day.end <= end else date_at(folded, day.start, end) for day in days[first:last])
    return [_with_left_side(folded, start, day) for day in within if day]


@lru_cache(maxsize=4)
def _bare_days(folded: str) -> tuple[WrittenDate, ...]:
    """Return the days of a whole text, kept for all the stretches that are read from it."""
    behind = dict.fromkeys(_PATTERNS, 0)
    found = []
    for start, pattern in _hints(folded):
        match = pattern.match(folded, start) if start >= behind[pattern] else None
        if match:
            behind[pattern] = match.end()
            found.append(_read(match))
    return tuple(sorted((written for written in found if written), key=_START))


@lru_cache(maxsize=4)
def _hints(folded: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple([(hint.start(), _BEGUN[hint.lastindex or 0]) for hint in _HINT.finditer(folded)])


@lru_cache(maxsize=4)
def _days_by_place(folded: str) -> dict[int, WrittenDate]:
    return {day.start: day for day in reversed(_bare_days(folded))}


def scan_short_days(folded: str, start: int, end: int) -> list[WrittenDate]:
    """Return the days written as «25.12» within [start, end): clock times and sums look the same."""
    days = _short_days(folded)
    first = bisect_left(days, start, key=_START)
    return [day for day in days[first : bisect_left(days, end, key=_START)] if day.end <= end]


@lru_cache(maxsize=4)
def _short_days(folded: str) -> tuple[WrittenDate, ...]:
    found = []
    dotted = (start for start, pattern in _hints(folded) if pattern is _DOTTED)
    for match in (_SHORT.match(folded, start) for start in dotted):
        day, month = (int(match["day"]), int(match["month"])) if match else (0, 0)
        if match and 1 <= month <= 12 and as_date(2000, month, day):
            found.append(WrittenDate(match.start(), match.end(), day, month, None))
    return tuple(found)


def date_at(folded: str, position: int, end: int) -> WrittenDate | None:
    """Return the day written at `position` (an opening quotation mark may stand there), if any."""
    quote = _QUOTE.match(folded, position, end)
    at = quote.end() if quote else position
    if at >= end or not folded[at].isdigit():
        return None
    known = _days_by_place(folded).get(at)
    if known and known.end <= end:
        return known._replace(start=position) if quote else known
    for pattern in _PATTERNS:
        match = pattern.match(folded, at, end)
        written = _read(match) if match else None
        if written is not None:
            return written._replace(start=position)
    return None


def _read(match: re.Match[str]) -> WrittenDate | None:
    if match.re is _WORDED:
        return _read_worded(match)
    if match.re is _ISO:
        return WrittenDate(
            match.start(), match.end(), int(match["day"]), int(match["month"]), int(match["year"])
        )
    return _read_numeric(match)


def _read_worded(match: re.Match[str]) -> WrittenDate | None:
    year, suffix = match["year"], match["suffix"]
    month, sure = month_named(match["month"], lenient=year is not None)
    if not month:
        return None
    if year and len(year) == 4 and not suffix and int(year) not in range(1900, 2200):
        year = None
    shift = YEAR_SHIFTS.get(match["shift"] or match["initial"] or "")
    end = match.end() if year or shift is not None else match.end("month")
    day = int(_DAY.match(match[0])[0])  # type: ignore[index]  # the pattern begins with digits
    return WrittenDate(match.start(), end, day, month, _full_year(year), year_shift=shift, sure=sure)


def _read_numeric(match: re.Match[str]) -> WrittenDate | None:
    year = match["year"]
    day = int(_DAY.match(match[0])[0])  # type: ignore[index]  # the pattern begins with digits
    month = int(match["month"])
    if len(year) == 2 and (day > 31 or month > 12 or _numbers_a_line(match)):
        return None
    return WrittenDate(match.start(), match.end(), day, month, _full_year(year))


def _numbers_a_line(match: re.Match[str]) -> bool:
    """Whether «2.10.11. Слово» is the number of a point."""
    behind = match.string[match.end() : match.end() + 3]
    before = match.string[max(0, match.start() - 8) : match.start()]
    return bool(re.match(r"\.?\s[а-я]", behind) and _LINE_NUMBER.search(before)) and "г" not in match[0]


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    if len(written) == 4:
        return int(written)
    return int(written) + (1900 if int(written) >= 90 else 2000)


def _with_left_side(folded: str, start: int, written: WrittenDate) -> WrittenDate:
    """Add the opening quotation mark and the first day of a range that stand before the day."""
    before = folded[max(start, written.start - 24) : written.start]
    since = _SINCE.search(before) if _may_end_range(before) else None
    if since and not _COUNTS_THINGS.search(before[: since.start()]):
        at = written.start - len(before) + since.start()
        month = int(since[2]) if since[2] else written.month
        return written._replace(since=(at, int(since[1]), month), link=since["link"])
    quote = _QUOTE_BEFORE.search(before)
    if quote and folded[quote_end(folded, written)] in "»\"'>)":
        return written._replace(start=written.start - len(before) + quote.start())
    return written


def _may_end_range(before: str) -> bool:
    """Tell cheaply whether the words before a day end in what links two days."""
    return before.rstrip().rstrip('«"').rstrip().endswith(_LINKS)


def quote_end(folded: str, written: WrittenDate) -> int:
    """Return where the sign behind the day's digits stands: «08 » has its closing quotation mark there."""
    position = written.start
    while position < written.end and (folded[position].isdigit() or folded[position].isspace()):
        position += 1
    return min(position, len(folded) - 1)


@lru_cache(maxsize=512)
def month_named(word: str, *, lenient: bool) -> tuple[int, bool]:
    """Return the month's number (0 for none) and whether the word is spelt right.

    One letter may be wrong, missing, doubled or swapped in a word of five letters and more; a
    wrong first letter counts only where `lenient`, that is where a year follows.
    """
    exact = MONTH_NUMBERS.get(word)
    if exact:
        genitive_or_year = lenient or word in GENITIVES or len(word) <= 4
        return (exact, True) if genitive_or_year else (0, True)
    if len(word) >= 4:
        for genitive, number in GENITIVES.items():
            close = len(genitive) >= 5 and (lenient or word[0] == genitive[0]) and _one_off(word, genitive)
            if close:
                return number, False
    return 0, True


def _one_off(word: str, other: str) -> bool:
    """Whether two words differ by one letter: replaced, missing, added, or two swapped."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return word == other
    head = next(
        (n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    a, b = word[head:], other[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def year_candidates(written: WrittenDate, given: date | None) -> Iterator[int]:
    """Return the years in which a day without one may lie: the document's, then the following."""
    if written.year is not None:
        yield written.year
    elif given is not None and written.year_shift is not None:
        yield given.year + written.year_shift
    elif given is not None:
        yield from range(given.year, given.year + 9)
