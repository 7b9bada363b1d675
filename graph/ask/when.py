"""What readers of days and of periods share: the words of dates, forms of writing, moments found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..moments import parse_day

Role = Literal["at", "from", "to", "known_at"]
Reading = tuple[tuple[str, Role | None], ...]
"""ISO moments, each with its role where the form of writing tells it."""

DAY = "[0-3]?[0-9]"


@dataclass(frozen=True, slots=True)
class DateWords:
    """Patterns of the words of dates; the lists begin with one, January and Monday."""

    numbers: tuple[str, ...]
    ordinals: tuple[str, ...]
    any_ordinal: str
    """A pattern of all of them, shorter than their alternatives."""
    quarter_ordinal: str
    """A pattern of the first four."""
    half_ordinal: str
    """A pattern of the first two."""
    months: tuple[str, ...]
    shy_months: str
    spelt: str
    weekdays: tuple[str, ...]
    hours: str
    zone: str
    noon: str
    units: Mapping[str, str]
    which: Mapping[str, str]
    edges: Mapping[str, str]
    feasts: Mapping[str, str]
    around: Mapping[str, str]
    roles: Mapping[str, str]
    relative: Mapping[str, str]
    creation: Mapping[str, str]
    terms: Mapping[str, str]


@cache
def date_words() -> DateWords:
    """Return the words that days, months and periods are known by."""
    data: dict[str, Any] = tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))
    endings, pairs = data.pop("ordinal_endings"), data["ordinals"]
    data["ordinals"] = [f"{russian}(?:{endings})|{english}" for russian, english in pairs]
    data["any_ordinal"] = _any_ordinal(pairs, endings)
    data["quarter_ordinal"] = _any_ordinal(pairs[:4], endings)
    data["half_ordinal"] = _any_ordinal(pairs[:2], endings)
    for name in ("numbers", "ordinals", "months", "weekdays"):
        data[name] = tuple(data[name])
    return DateWords(**data)


def _any_ordinal(pairs: list[tuple[str, str]], endings: str) -> str:
    """Return a pattern of ordinal numbers, Russian beginnings and English words."""
    russian, english = ("|".join(words) for words in zip(*pairs, strict=True))
    return f"(?:(?:{russian})(?:{endings})|{english})"


@cache
def any_date_word() -> re.Pattern[str]:
    """Return a pattern of one word of a date: a number, a month, a unit and the like."""
    known = date_words()
    lists = (*known.numbers, known.any_ordinal, *known.months, *known.weekdays)
    return re.compile(
        "|".join((*lists, known.noon, known.hours, *known.units.values(), *known.edges.values()))
    )


@dataclass(frozen=True, slots=True, order=True)
class NamedMoment:
    """A moment named in [start, end) of a question: its ISO text and its role."""

    start: int
    end: int
    value: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class When:
    """The day of the question, and the year of a day that names none."""

    today: date
    year: int


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing: a pattern, and what it means; None where it means nothing."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], When], Reading | None]


def form(pattern: str, read: Callable[[re.Match[str], When], Reading | None]) -> Form:
    """Return a way of writing by its pattern over lower case."""
    return Form(re.compile(pattern), read)


def any_of(words: Mapping[str, str], prefix: str = "") -> str:
    """Return a pattern of any of the named patterns, each in a group of its name with the prefix."""
    return "|".join(f"(?P<{prefix}{name}>{pattern})" for name, pattern in words.items())


def which_of(match: re.Match[str], names: Mapping[str, str], prefix: str = "") -> str | None:
    """Return the name of the group of `any_of` that matched, None if none did."""
    return next((name for name in names if match[prefix + name]), None)


def which_words() -> dict[str, str]:
    """Return the patterns of the words for this, the next and the last of its kind."""
    return {name: date_words().which[name] for name in ("this", "next", "last")}


def alternatives(words: tuple[str, ...]) -> str:
    """Return a pattern of any of the patterns, without a group for each."""
    return "(?:" + "|".join(words) + ")"


def number_in(words: tuple[str, ...], said: str) -> int:
    """Return a number in digits or the place of the pattern that the words match, from one on."""
    if said.isdecimal():
        return int(said)
    return next(number for number, pattern in enumerate(words, start=1) if re.fullmatch(pattern, said))


def year_pattern(group: str = "year") -> str:
    """Return a pattern of a year in four digits, or in two with a word or a sign that tells it."""
    words = date_words().creation
    unit = rf"(?:{words['before']}|{words['short']}{words['short']}?)\b"
    short = rf"[0-9]{{2}}(?=-?(?:го)?\s*{unit})|(?<='|’)[0-9]{{2}}"
    return rf"(?P<{group}>[12][0-9]{{3}}|{short})(?:-?(?:й|го|м|ом|му))?(?:\s*{unit}\.?)?"


def full_year(said: str | None, when: When) -> int:
    """Return a year that is said in four or two digits or not at all."""
    if said is None:
        return when.year
    return int(said) if len(said) > 2 else 2000 + int(said)


def iso(year: int, month: int, day: int) -> str:
    """Return a day in ISO form; raises `InvalidValueError` where no calendar has it."""
    return parse_day(f"{year}-{month:02}-{day:02}").isoformat()


def clocks() -> tuple[str, str]:
    """Return patterns of a clock time before and behind a day, groups named `b…` and `a…`."""
    before = rf"(?:{_clock('b')},?\s+(?:on\s+)?)?"
    return before, rf"(?:[,\s]+(?:(?:{date_words().roles['before_clock']})\s+)?{_clock('a')})?"


def _clock(side: str) -> str:
    """Return a pattern of a clock time, groups named for its side."""
    known = date_words()
    sign = r"(?::|(?<=[0-9]{2})\.|(?<=[0-9]{2})[ -](?=[0-5][05]\b))"
    half = r"[ap]\.?m\b\.?"
    minute = rf"{sign}(?P<{side}minute>[0-5][0-9])(?:\s*(?:{known.hours})\b)?(?:\s*(?P<{side}half>{half}))?"
    ending = rf"(?:{minute}|\s*(?P<{side}halfonly>{half})|\s*(?:{known.hours})\b)"
    hour = rf"(?P<{side}hour>[0-2]?[0-9]){ending}(?:\s*\(?(?:{known.zone})\)?)?"
    return rf"(?:(?P<{side}noon>{known.noon})|{hour})"


def with_clock(day: str, found: Mapping[str, str | None]) -> str:
    """Return a day with the clock time that stands before or behind it."""
    for side in "ba":
        if found.get(f"{side}noon"):
            return f"{day}T12:00"
        if (hour := found.get(f"{side}hour")) is not None:
            half = (found.get(f"{side}half") or found.get(f"{side}halfonly") or "").replace(".", "")
            hours = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
            return f"{day}T{hours:02}:{found.get(f'{side}minute') or '00'}"
    return day
