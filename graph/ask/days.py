"""The moments and periods that a question names, and what each is to the question."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from ..moments import parse_day
from .stems import lexicon

Role = Literal["at", "from", "to", "known_at"]

_YEAR = r"(?P<year>[12][0-9]{3})(?:\s*(?:года|году|год|гг?)\b\.?)?"
_CLOCK = r"(?P<{0}hour>[0-2]?[0-9])(?::|(?<=[0-9]{{2}})\.)(?P<{0}minute>[0-5][0-9])(?:\s*\(?(?:мск|msk)\)?)?"
_ROMAN_QUARTERS = ("i", "ii", "iii", "iv")
_FILLERS = re.compile(r"(?:(?:\s+|^)(?:дату|день|числа|конец|момент|the|date|day|moment|end of))+\s*$")


@dataclass(frozen=True, slots=True, order=True)
class NamedMoment:
    """A moment named in [start, end) of a question: its ISO text and its role."""

    start: int
    end: int
    value: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class _When:
    """The day of the question, and the year of a day that names none."""

    today: date
    year: int


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing: a pattern and what it means, as pairs of a value and a role or None."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], _When], tuple[tuple[str, Role | None], ...]]


def find_moments(text: str, *, today: date) -> Iterator[NamedMoment]:
    """Yield the moments that a text in lower case names, each place once, in no certain order.

    A day without a year is one of the year that another day here has, else of today's. Raises
    `InvalidValueError` for a day that no calendar has.
    """
    when = _When(today, _named_year(text) or today.year)
    for form in _forms():
        for match in list(form.pattern.finditer(text)):
            for value, role in form.read(match, when):
                yield NamedMoment(match.start(), match.end(), value, role or _role(text, match.start()))
            text = f"{text[: match.start()]}{' ' * (match.end() - match.start())}{text[match.end() :]}"


def _named_year(text: str) -> int | None:
    """Return the year that stands behind the first month or in the first day in digits that has one."""
    months = "|".join(lexicon().months)
    found = re.search(rf"(?:\b(?:{months})\b\.?,?\s+|[0-3]?[0-9][./][01]?[0-9][./])([12][0-9]{{3}})\b", text)
    return int(found[1]) if found else None


@cache
def _forms() -> tuple[_Form, ...]:
    known = lexicon()
    month = "(?P<month>" + "|".join(f"(?:{names})" for names in known.months) + r")\b\.?,?"
    before, after = (rf"(?:{_CLOCK.format(side)}|(?P<{side}noon>{known.noon}))" for side in "ba")
    before = rf"(?:{before},?\s+(?:on\s+)?)?"
    after = rf"(?:[,\s]+(?:(?:в|до|к|at|by|before)\s+)?{after})?"
    ordinals = "|".join(known.ordinals)
    named_day = rf"(?P<day>[0-3]?[0-9](?=\D)|{ordinals})(?:-?(?:го|е|ое|st|nd|rd|th))?"
    quarter = rf"(?P<quarter>[1-4]|i{{1,3}}|iv|{'|'.join(known.ordinals[:4])})"
    day = "[0-3]?[0-9]"
    russian = rf"{day}(?P<sign>[./-])[01]?[0-9](?P=sign)[12][0-9]{{3}}|{day}\.[01]?[0-9]\.[0-9]{{2}}\b"
    numeric = rf"(?:{russian}|[12][0-9]{{3}}-[01]?[0-9]-{day})(?![0-9])"
    relative = "|".join(f"(?P<{_group(name)}>{words})" for name, words in known.relative.items())
    periods = "|".join(f"(?P<{_group(name)}>{words})" for name, words in known.periods.items())
    return (
        _form(
            rf"\b(?:с|со|между|from|between)?\s*(?P<first>{day})\s*(?:по|до|и|to|till|until|and|[-–—])\s*(?P<last>{day})\s+{month}(?:\s+{_YEAR})?",
            _days,
        ),
        _form(rf"\b{before}{named_day}\s+(?:of\s+)?{month}(?:\s+{_YEAR})?{after}", _day),
        _form(
            rf"\b{before}{month}\s+(?:the\s+)?(?P<day>{day}|{ordinals})(?:st|nd|rd|th)?\b(?![:.][0-9]),?(?:\s+{_YEAR})?{after}",
            _day,
        ),
        _form(rf"(?<![\w./-]){before}(?P<numeric>{numeric}){after}", _day),
        _form(rf"\b(?:{known.end_of})\s+{month}(?:\s+{_YEAR})?", _end_of_month),
        _form(
            rf"\b{quarter}(?:-?(?:й|го|м|ом|st|nd|rd|th))?\s+(?:{known.quarter})(?:\s+(?:of\s+)?{_YEAR})?",
            _quarter,
        ),
        _form(rf"\bq(?P<quarter>[1-4])(?:\s+(?:of\s+)?{_YEAR})?\b", _quarter),
        _form(rf"(?:за|в|in|during)\s+{month}(?:\s+{_YEAR})?", _month),
        _form(rf"(?:за|в течение|during)\s+{_YEAR}", _year),
        _form(r"\b(?P<ago>[0-9]{1,3})\s+(?:дн[а-я]{1,2} назад|days? ago)\b", _ago),
        _form(rf"\b(?:{periods})", _period),
        _form(rf"\b(?:{relative})\b", _relative),
    )


def _form(pattern: str, read: Callable[[re.Match[str], _When], tuple[tuple[str, Role | None], ...]]) -> _Form:
    return _Form(re.compile(pattern), read)


def _group(name: str) -> str:
    return "n_" + name.replace("-", "minus_" if name[1:].isdigit() else "_")


def _days(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    year, month = match["year"] or str(when.year), _month_number(match["month"])
    first, last = (_iso(year, month, match[name]) for name in ("first", "last"))
    return (first, "from"), (last, "to")


def _day(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    found = match.groupdict()
    if found.get("numeric"):
        day = _numeric(found["numeric"])
    else:
        day = _iso(found["year"] or str(when.year), _month_number(found["month"]), ordinal(found["day"]))
    if found.get("bnoon") or found.get("anoon"):
        return ((f"{day}T12:00", None),)
    hour, minute = (found.get(f"b{name}") or found.get(f"a{name}") for name in ("hour", "minute"))
    return ((day if hour is None else f"{day}T{int(hour):02}:{minute}", None),)


def ordinal(words: str) -> str:
    """Return a number in digits, whether it stands in digits or as a word (`пятнадцатого`, `third`)."""
    if words.isdecimal():
        return words
    numbered = enumerate(lexicon().ordinals, start=1)
    return str(next(number for number, pattern in numbered if re.fullmatch(pattern, words)))


def _numeric(words: str) -> str:
    """Return a day in digits; a year of two digits is one of this century."""
    iso = re.match(r"[0-9]{4}", words)
    dotted = words if iso else re.sub("[/-]", ".", words)
    return parse_day(re.sub(r"\.([0-9]{2})$", r".20\1", dotted)).isoformat()


def _iso(year: str, month: int, day: str) -> str:
    return parse_day(f"{year}-{month:02}-{int(day):02}").isoformat()


def _month_number(word: str) -> int:
    numbered = enumerate(lexicon().months, start=1)
    return next(number for number, names in numbered if re.fullmatch(names, word))


def _month(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    return _whole_month(int(match["year"] or when.year), _month_number(match["month"]))


def _end_of_month(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    return ((_month(match, when)[1][0], None),)


def _quarter(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    words = match["quarter"]
    number = _ROMAN_QUARTERS.index(words) + 1 if words in _ROMAN_QUARTERS else int(ordinal(words))
    year = int(match["year"] or when.year)
    return _whole_month(year, 3 * number - 2)[0], _whole_month(year, 3 * number)[1]


def _whole_month(year: int, month: int) -> tuple[tuple[str, Role | None], ...]:
    last = monthrange(year, month)[1]
    return (date(year, month, 1).isoformat(), "from"), (date(year, month, last).isoformat(), "to")


def _year(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    del when
    return (f"{match['year']}-01-01", "from"), (f"{match['year']}-12-31", "to")


def _ago(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    return (((when.today - timedelta(days=int(match["ago"]))).isoformat(), None),)


def _period(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    name = match.lastgroup or ""
    if "month" in name:
        month = when.today.month + ("next" in name)
        return _whole_month(when.today.year + (month > 12), (month - 1) % 12 + 1)
    monday = when.today - timedelta(days=when.today.weekday()) + timedelta(weeks="next" in name)
    return (monday.isoformat(), "from"), ((monday + timedelta(days=6)).isoformat(), "to")


def _relative(match: re.Match[str], when: _When) -> tuple[tuple[str, Role | None], ...]:
    name = (match.lastgroup or "").removeprefix("n_").replace("minus_", "-")
    return () if name == "now" else (((when.today + timedelta(days=int(name))).isoformat(), None),)


def without_role(text: str, moments: Iterable[NamedMoment]) -> str:
    """Return the text with the words before each end of a term blanked out, as «не позднее»."""
    words = dict(_roles())["to"]
    for moment in moments:
        before = _FILLERS.sub("", text[: moment.start].rstrip()).rstrip()
        if moment.role == "to" and (found := words.search(before)):
            text = f"{text[: found.start()]}{' ' * (moment.start - found.start())}{text[moment.start :]}"
    return text


def _role(text: str, start: int) -> Role | None:
    """Return what a moment is to the question, by the words before it."""
    before = _FILLERS.sub("", text[:start].rstrip())
    if re.search(r"\b(?:между|between)\s+(?:и|and)$", " ".join(before.split())):
        return "to"
    for role, words in _roles():
        if words.search(before.rstrip()):
            return role
    return None


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    roles: tuple[Role, ...] = ("known_at", "at", "to", "from")
    return tuple((role, re.compile(rf"\b{lexicon().roles[role]}$")) for role in roles)
