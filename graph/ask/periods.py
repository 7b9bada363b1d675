"""Stretches of time: months, quarters, weeks and weekends; their beginnings and ends."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from .counted import counted_forms
from .weekdays import weekday_forms, weekday_stretch_forms
from .when import (
    Form,
    Reading,
    When,
    alternatives,
    any_of,
    date_words,
    form,
    full_year,
    iso,
    number_in,
    which_of,
    which_words,
    year_pattern,
)

Stretch = tuple[date, date]
"""The first and the last day."""

_ROMAN = ("i", "ii", "iii", "iv")
_TO_SATURDAY = timedelta(days=5)
_TO_SUNDAY = timedelta(days=6)


def period_forms() -> tuple[Form, ...]:
    """Return the ways of writing a stretch of time, or a day by one."""
    known = date_words()
    edge = rf"(?:{any_of(known.edges, 'edge_')})[\s-]+"
    around = rf"(?:(?:{any_of(known.around, 'around_')})\s+)?"
    stretch = rf"(?:{_calendar_stretch()}|{_unit_stretch()})"
    year = year_pattern("lone_year")
    feasts = {f"f{day}".replace("-", "_"): words for day, words in known.feasts.items()}
    ago, within_year = known.which["ago"], known.around["year"]
    return (
        *weekday_stretch_forms(),
        form(rf"\b(?:{any_of(feasts)})\b(?:\s+{year_pattern()})?", _feast),
        form(rf"\b{edge}{stretch}", _edge),
        form(rf"\b{edge}(?:the\s+)?{year}\b", _edge_of_year),
        form(
            rf"\b{edge}(?:the\s+)?(?:{any_of(_short_units(), 'unit_')})\b(?!\s+(?:{ago}))",
            _edge_of_unit,
        ),
        *counted_forms(),
        form(rf"\b{around}{stretch}", _whole),
        form(rf"\b(?:{within_year})\s+{year}", _year),
        *weekday_forms(),
    )


def _short_units() -> dict[str, str]:
    return {
        name: words
        for name, words in date_words().units.items()
        if name in ("week", "weekend", "month", "quarter", "year")
    }


def _calendar_stretch() -> str:
    """Return a pattern of a month, a quarter or a half of a year, and of its year."""
    known = date_words()
    ending = "(?:-?(?:й|го|м|ом|му|ый|е|ое|st|nd|rd|th))?"
    quarter = (
        rf"(?P<quarter>[1-4]|i{{1,3}}|iv|{known.quarter_ordinal}){ending}\s+(?:{known.units['quarter']})"
    )
    half = rf"(?P<halfyear>[12]|i{{1,2}}|{known.half_ordinal}){ending}\s+(?:{known.units['half']})"
    month = f"(?P<month>{alternatives(known.months)})"
    which = f"(?P<part>{known.half_ordinal})"
    part = rf"(?:the\s+)?{which}\s+(?:{known.units['part']})(?:\s+of)?(?:\s+the)?\s+"
    named = rf"(?:{part})?{month}\b\.?|{quarter}|{half}|q(?P<q>[1-4])|h(?P<h>[12])"
    return rf"(?:{named})\b,?(?:\s+(?:of\s+)?(?:the year\s+)?'?{year_pattern()})?"


def _unit_stretch() -> str:
    """Return a pattern of this, the next or the last week, month, quarter or year; or of the weekend."""
    known = date_words()
    units = any_of(_short_units(), "whole_")
    named = rf"(?:{any_of(which_words(), 'which_')})\s+(?:{units})\b(?!\s+(?:{known.which['ago']}))"
    return rf"(?:{named}|(?:the\s+)?(?P<weekend>{known.units['weekend']})\b)"


def _stretch(match: re.Match[str], when: When) -> Stretch:
    """Return the stretch that a match of `_calendar_stretch` or `_unit_stretch` names."""
    found = match.groupdict()
    year = full_year(found["year"], when)
    if found["month"]:
        whole = _months(year, number_in(date_words().months, found["month"]), 1)
        return _half(whole, number_in(date_words().ordinals, found["part"])) if found["part"] else whole
    if said := found["quarter"] or found["q"]:
        return _months(year, 3 * _counted_in(said) - 2, 3)
    if said := found["halfyear"] or found["h"]:
        return _months(year, 6 * _counted_in(said) - 5, 6)
    unit = "weekend" if found["weekend"] else which_of(match, _short_units(), "whole_")
    return _of_unit(unit or "", _shift(match, unit), when.today)


def _shift(match: re.Match[str], unit: str | None) -> int:
    """Return how many units away from today's one is; the nearest weekend is this week's."""
    which = which_of(match, which_words(), "which_")
    if unit == "weekend" and which and re.match(date_words().which["nearest"], match[f"which_{which}"]):
        return 0
    return {"next": 1, "last": -1}.get(which or "", 0)


def _half(month: Stretch, which: int) -> Stretch:
    """Return the days of a month up to the fifteenth, or those after it."""
    first, last = month
    return (first, first.replace(day=15)) if which == 1 else (first.replace(day=16), last)


def _counted_in(said: str) -> int:
    """Return a number in Roman or Arabic figures or in words."""
    return _ROMAN.index(said) + 1 if said in _ROMAN else number_in(date_words().ordinals, said)


def _months(year: int, first: int, count: int) -> Stretch:
    """Return a number of whole months from the first of one on."""
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _of_unit(unit: str, shift: int, today: date) -> Stretch:
    """Return the week, weekend, month, quarter or year that is `shift` of them away from today's."""
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return monday + (_TO_SATURDAY if unit == "weekend" else timedelta()), monday + _TO_SUNDAY
    count = {"month": 1, "quarter": 3}.get(unit, 12)
    months = 12 * today.year + (today.month - 1) // count * count + shift * count
    return _months(months // 12, months % 12 + 1, count)


def _feast(match: re.Match[str], when: When) -> Reading:
    name = next(name for name, said in match.groupdict().items() if said and name != "year")
    month, day = (int(part) for part in name[1:].split("_"))
    said = match["year"]  # the new year 2024 begins where 2023 ends
    return ((iso(full_year(said, when) - (said is not None), month, day), None),)


def _edge(match: re.Match[str], when: When) -> Reading:
    return ((_edge_day(match, _stretch(match, when)), None),)


def _edge_of_year(match: re.Match[str], when: When) -> Reading:
    return ((_edge_day(match, _months(full_year(match["lone_year"], when), 1, 12)), None),)


def _edge_of_unit(match: re.Match[str], when: When) -> Reading:
    unit = which_of(match, _short_units(), "unit_") or ""
    return ((_edge_day(match, _of_unit(unit, 0, when.today)), None),)


def _edge_day(match: re.Match[str], stretch: Stretch) -> str:
    first, last = stretch
    if match["edge_start"]:
        return first.isoformat()
    return (last if match["edge_end"] else first + (last - first) / 2).isoformat()


def _whole(match: re.Match[str], when: When) -> Reading | None:
    """Return a stretch; one that is only begun or ended by is one end."""
    around = which_of(match, date_words().around, "around_")
    said = match.group().split()[0]
    if around is None and not match["year"] and re.fullmatch(date_words().shy_months, said.strip(".,")):
        return None
    first, last = _stretch(match, when)
    if around == "before":
        return (((first - timedelta(days=1)).isoformat(), "to"),)
    if around == "since":
        return ((first.isoformat(), "from"),)
    if around == "through":
        return ((last.isoformat(), "to"),)
    return (first.isoformat(), "from"), (last.isoformat(), "to")


def _year(match: re.Match[str], when: When) -> Reading:
    first, last = _months(full_year(match["lone_year"], when), 1, 12)
    return (first.isoformat(), "from"), (last.isoformat(), "to")
