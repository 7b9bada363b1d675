"""The moments that a question names, and what each is to the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from ..moments import parse_day
from .periods import period_forms
from .when import (
    DAY,
    Form,
    NamedMoment,
    Reading,
    Role,
    When,
    alternatives,
    clocks,
    date_words,
    form,
    full_year,
    iso,
    number_in,
    with_clock,
    year_pattern,
)

__all__ = ["NamedMoment", "Role", "find_moments", "with_knowledge", "without_role"]


_RIGHT_BEHIND = 1
"""Words that may stand between what tells of knowledge and its moment."""


def find_moments(text: str, *, today: date) -> Iterator[NamedMoment]:
    """Yield the moments that a text in lower case names, each place once, in no certain order.

    A day without a year is one of the year that another day here has, else of today's. Raises
    `InvalidValueError` for a day that no calendar has.
    """
    when = When(today, _named_year(text) or today.year)
    for one in _forms():
        for match in list(one.pattern.finditer(text)):
            reading = one.read(match, when)
            if reading is None:
                continue
            for value, role in reading:
                yield NamedMoment(match.start(), match.end(), value, role or _role(text, match.start()))
            text = f"{text[: match.start()]}{' ' * (match.end() - match.start())}{text[match.end() :]}"


def with_knowledge(moments: list[NamedMoment], text: str) -> list[NamedMoment]:
    """Return the moments; of two plain ones one is when something was known, where a text says so.

    It is the one right behind the words of knowledge, else the first: «на 10.11 считали, что на 15.11 …»,
    «10.11 было известно о 15.11».
    """
    plain_ones = sorted(one for one in moments if one.role in (None, "at"))
    if len(plain_ones) != 2 or len(moments) != 2:
        return moments
    first, second = plain_ones
    said = [match.end() for match in _knowledge().finditer(text)]
    of_second = _about().search(text, first.end, second.start) is not None
    if not said and not of_second:
        return moments
    right_behind = said and said[-1] > first.end and _says_little(text[said[-1] : second.start])
    if right_behind and not of_second:
        return [first, replace(second, role="known_at")]
    return [replace(first, role="known_at"), second]


def _says_little(words: str) -> bool:
    """Say whether words hardly part what tells of knowledge from its moment."""
    linking = re.compile(date_words().roles["linking"])
    return sum(not linking.fullmatch(word) for word in re.findall(r"\w+", words)) <= _RIGHT_BEHIND


def _named_year(text: str) -> int | None:
    """Return the year that stands behind the first month or in the first day in digits that has one."""
    months = alternatives(date_words().months)
    found = re.search(rf"(?:\b{months}\b\.?,?\s+|[0-3]?[0-9][./][01]?[0-9][./])([12][0-9]{{3}})\b", text)
    return int(found[1]) if found else None


@cache
def _forms() -> tuple[Form, ...]:
    """Return the ways of writing, those that hold others first."""
    known = date_words()
    month = f"(?P<month>{alternatives(known.months)})" + r"\b\.?,?"
    year = rf"(?:(?:\s+|[-/.])'?{year_pattern()})?"
    before, after = clocks()
    ordinals = known.any_ordinal
    named = rf"(?P<day>{DAY}(?=\D)|{ordinals})(?:-?(?:го|е|ое|му|st|nd|rd|th))?(?:\s+числа)?"
    first = rf"(?P<first>{DAY})(?:-?(?:го|е|му|st|nd|rd|th))?"
    last = rf"(?P<last>{DAY})(?:-?(?:го|е|му|st|nd|rd|th))?"
    link = r"\s*(?:по|до|и|to|till|until|through|and|[-–—])\s*(?:the\s+)?"
    english = rf"(?P<month>{alternatives(known.months)})\s+{first}{link}{last}\b(?![:.][0-9]),?"
    return (
        form(rf"\b(?:с|со|между|from|between)?\s*{first}{link}{last}\s+(?:of\s+)?{month}{year}", _days),
        form(rf"\b(?:from|between)?\s*{english}{year}", _days),
        form(rf"\b{before}{named}(?:\s+(?:of\s+)?|[-/.]\s?){month}{year}{after}", _day),
        form(
            rf"\b{before}(?P<month>{alternatives(known.months)})\b\.?\s+(?:the\s+)?"
            rf"(?P<day>{DAY}|{ordinals})(?:st|nd|rd|th)?\b(?![:.][0-9]),?{year}{after}",
            _day,
        ),
        form(
            rf"(?<![\w./-]){before}(?P<numeric>{_numeric_pattern()})(?:\s*(?:года|год|г\b\.?))?{after}", _day
        ),
        *period_forms(),
        form(
            rf"\b(?:{known.roles['before_day']})\s+(?P<numeric>[0-3][0-9]\.[01][0-9])(?![\w.:/])",
            _short,
        ),
        form(rf"{_lone_day()}{after}", _day_of_month),
        form(rf"\b{before}(?:{_relative_pattern()})\b{after}", _relative),
    )


def _numeric_pattern() -> str:
    russian = rf"{DAY}(?P<sign>[./-])[01]?[0-9](?P=sign)[12][0-9]{{3}}|{DAY}[./][01]?[0-9][./][0-9]{{2}}\b"
    western = rf"[12][0-9]{{3}}(?P<order>[-./])[01]?[0-9](?P=order){DAY}|20[0-9]{{2}}[01][0-9][0-3][0-9]"
    return rf"(?:{russian}|{western})(?![0-9])"


def _lone_day() -> str:
    """Return a pattern of a day of the month without the month: «к 20-му», «20 числа», "by the 20th"."""
    number = rf"(?P<lone>{DAY})"
    asked = rf"\b(?:{date_words().roles['before_day']})\s+(?:the\s+)?"
    return (
        rf"(?:{asked})(?P<lone1>{DAY})(?:-?(?:го|е|му)|st|nd|rd|th)(?=\s*(?:[?.!,]|$))"
        rf"|\b{number}(?:-?(?:го|е|му|ому|ого))?\s+числ[а-я]+\b"
    )


def _relative_pattern() -> str:
    return "|".join(f"(?P<{_group(name)}>{words})" for name, words in date_words().relative.items())


def _group(name: str) -> str:
    return "n_" + name.replace("-", "minus_")


def _days(match: re.Match[str], when: When) -> Reading:
    year, month = full_year(match["year"], when), number_in(date_words().months, match["month"])
    first, last = (iso(year, month, int(match[name])) for name in ("first", "last"))
    return (first, "from"), (last, "to")


def _day(match: re.Match[str], when: When) -> Reading:
    found = match.groupdict()
    if found.get("numeric"):
        day = _numeric(found["numeric"])
    else:
        month, number = (
            number_in(date_words().months, found["month"]),
            number_in(date_words().ordinals, found["day"]),
        )
        day = iso(full_year(found["year"], when), month, number)
    return ((with_clock(day, found), None),)


def _numeric(words: str) -> str:
    """Return a day in digits; a year of two digits is one of this century."""
    if re.fullmatch("[0-9]{8}", words):
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    western = re.match(r"[0-9]{4}", words)
    signed = re.sub("[./]", "-", words) if western else re.sub("[/-]", ".", words)
    return parse_day(re.sub(r"\.([0-9]{2})$", r".20\1", signed)).isoformat()


def _short(match: re.Match[str], when: When) -> Reading:
    day, month = match["numeric"].split(".")
    role = _role(match.string, match.start("numeric"))
    return ((iso(when.year, int(month), int(day)), role),)


def _day_of_month(match: re.Match[str], when: When) -> Reading:
    """Return a day of this month; of the next one where it is an end that has passed."""
    start = match.start("lone1") if match["lone1"] else match.start("lone")
    role, day, today = _role(match.string, start), int(match["lone1"] or match["lone"]), when.today
    ahead = role == "to" and day < today.day
    month = today.month + ahead
    value = iso(today.year + (month > 12), (month - 1) % 12 + 1, day)
    return ((with_clock(value, match.groupdict()), role),)


def _relative(match: re.Match[str], when: When) -> Reading:
    names = (name for name in date_words().relative if match[_group(name)])
    name = next(names)
    if name == "now":
        return ()
    return ((with_clock((when.today + timedelta(days=int(name))).isoformat(), match.groupdict()), None),)


def without_role(text: str, moments: Iterable[NamedMoment]) -> str:
    """Return the text with the words before each moment that make it an end blanked out, as «не позднее»."""
    for moment in moments:
        before = _fillers().sub("", text[: moment.start].rstrip()).rstrip()
        words = dict(_roles())["to"] if moment.role == "to" else None
        if words and (found := words.search(before)):
            text = f"{text[: found.start()]}{' ' * (moment.start - found.start())}{text[moment.start :]}"
    return text


def _role(text: str, start: int) -> Role | None:
    """Return what a moment is to the question, by the words before it."""
    before = _fillers().sub("", text[:start].rstrip())
    if re.search(r"\b(?:между|between)\s+(?:и|and)$", " ".join(before.split())):
        return "to"
    for role, words in _roles():
        if words.search(before.rstrip()):
            return role
    return None


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Return what words at the end of a text make of the moment behind it, the first that fits."""
    words = dict(date_words().roles)
    words["known_at"] = rf"(?:{words['known_at']})(?:\s+(?:{words['linking']})){{0,3}}"
    roles: tuple[Role, ...] = ("known_at", "at", "to", "from")
    return tuple((role, re.compile(rf"\b(?:{words[role]})$")) for role in roles)


@cache
def _knowledge() -> re.Pattern[str]:
    """Return a pattern of the words of knowledge."""
    return re.compile(rf"\b(?:{date_words().roles['known_at']})\b")


@cache
def _about() -> re.Pattern[str]:
    """Return a pattern of the words before what something is known of."""
    return re.compile(rf"\b(?:{date_words().roles['about']})\b")


@cache
def _fillers() -> re.Pattern[str]:
    """Return a pattern of words at the end of a text that tell no role of the moment behind it."""
    return re.compile(rf"(?:(?:\s+|^)(?:{date_words().roles['fillers']}))+\s*$")
