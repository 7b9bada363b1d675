"""Stretches of time: months, quarters, weeks; their beginnings and ends; what is counted from today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from .when import (
    Form,
    Reading,
    When,
    alternatives,
    any_of,
    clocks,
    date_words,
    form,
    full_year,
    iso,
    number_in,
    which_of,
    with_clock,
    year_pattern,
)

Stretch = tuple[date, date]
"""The first and the last day."""

_ROMAN = ("i", "ii", "iii", "iv")
_COUNTED = ("day", "week", "fortnight", "month", "year")
_TO_SUNDAY = timedelta(days=6)


def period_forms() -> tuple[Form, ...]:
    """Return the ways of writing a stretch of time, or a day by one."""
    known = date_words()
    edge = rf"(?:{any_of(known.edges, 'edge_')})[\s-]+"
    around = rf"(?:(?:{any_of(known.around, 'around_')})\s+)?"
    stretch = rf"(?:{_calendar_stretch()}|{_unit_stretch()})"
    year = year_pattern("lone_year")
    feasts = {f"f{day}".replace("-", "_"): words for day, words in known.feasts.items()}
    before, after = clocks()
    ago, within_year = known.which["ago"], known.around["year"]
    return (
        form(rf"\b(?:{any_of(feasts)})\b(?:\s+{year_pattern()})?", _feast),
        form(rf"\b{edge}{stretch}", _edge),
        form(rf"\b{edge}(?:the\s+)?{year}\b", _edge_of_year),
        form(
            rf"\b{edge}(?:the\s+)?(?:{any_of(_short_units(), 'unit_')})\b(?!\s+(?:{ago}))",
            _edge_of_unit,
        ),
        form(rf"\b{_ahead()}", _counted),
        form(rf"\b{around}{stretch}", _whole),
        form(rf"\b(?:{within_year})\s+{year}", _year),
        form(
            rf"\b{before}(?:(?:{any_of(_which(), 'day_')})\s+)?"
            rf"(?P<weekday>{alternatives(known.weekdays)})\b{after}",
            _weekday,
        ),
    )


def _which() -> dict[str, str]:
    return {name: date_words().which[name] for name in ("this", "next", "last")}


def _short_units() -> dict[str, str]:
    return {
        name: words
        for name, words in date_words().units.items()
        if name in ("week", "month", "quarter", "year")
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
    """Return a pattern of this, the next or the last week, month, quarter or year."""
    known = date_words()
    which = _which()
    units = any_of(_short_units(), "whole_")
    return rf"(?:{any_of(which, 'which_')})\s+(?:{units})\b(?!\s+(?:{known.which['ago']}))"


def _ahead() -> str:
    """Return a pattern of days counted from today: «через 3 дня», "two weeks ago", «за последние 30 дней»."""
    known = date_words()
    number = rf"(?P<number>[0-9]{{1,3}}|{alternatives(known.numbers)})"
    units = any_of({name: known.units[name] for name in _COUNTED}, "counted_")
    which = any_of({name: known.which[name] for name in ("ahead", "within", "past")}, "count_")
    calendar = rf"(?:(?:{known.which['calendar']})\s+)?"
    return (
        rf"(?:(?:{which})\s+)?(?:{number}\s+)?{calendar}(?:{units})\b"
        rf"(?:(?P<ago>\s+(?:{known.which['ago']})\b)|(?P<hence>\s+(?:{known.which['hence']})\b))?"
    )


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
    which = which_of(match, _which(), "which_")
    unit = which_of(match, _short_units(), "whole_")
    return _of_unit(unit or "", {"next": 1, "last": -1}.get(which or "", 0), when.today)


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
    """Return the week, month, quarter or year that is `shift` of them away from today's."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return monday, monday + _TO_SUNDAY
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


def _counted(match: re.Match[str], when: When) -> Reading | None:
    """Return the day, or the two ends of the stretch, that are counted from today."""
    found = match.groupdict()
    if not found["number"] and _is_of_calendar(match):
        return None
    number = number_in(date_words().numbers, found["number"]) if found["number"] else 1
    unit = which_of(match, dict.fromkeys(_COUNTED, ""), "counted_") or ""
    today = when.today.isoformat()
    if found["ago"]:
        return ((_shifted(when.today, unit, -number), None),)
    if found["count_ahead"] or found["hence"]:
        return ((_shifted(when.today, unit, number), None),)
    if found["count_within"]:
        return (today, "from"), (_shifted(when.today, unit, number), "to")
    if found["count_past"]:
        return (_shifted(when.today, unit, -number), "from"), (today, "to")
    return None


def _is_of_calendar(match: re.Match[str]) -> bool:
    """Say whether a stretch without a number is one of the calendar, as the next week; «последняя» is not."""
    if match["count_past"] and re.search(date_words().which["counted"], match["count_past"]):
        return False
    within = match["count_within"] and not re.match(date_words().which["any"], match["count_within"])
    return bool(match["count_past"] or (within and not match["counted_day"]))


def _shifted(day: date, unit: str, number: int) -> str:
    """Return the day that is a number of units away; the last of its month where that is shorter."""
    if unit in ("month", "year"):
        months = 12 * day.year + day.month - 1 + number * (12 if unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1])).isoformat()
    return (day + timedelta(days=number * {"week": 7, "fortnight": 14}.get(unit, 1))).isoformat()


def _weekday(match: re.Match[str], when: When) -> Reading:
    """Return the next such day after today; the last one before it where that is said or begins a stretch."""
    wanted = number_in(date_words().weekdays, match["weekday"]) - 1
    past = bool(match["day_last"]) or _is_since(match.string[: match.start()])
    away = (wanted - when.today.weekday()) % 7 - (7 if past else 0)
    day = (when.today + timedelta(days=away or 7)).isoformat()
    return ((with_clock(day, match.groupdict()), None),)


def _is_since(before: str) -> bool:
    """Say whether words make what follows them a beginning."""
    return re.search(rf"\b(?:{date_words().around['since']})\s+$", before) is not None
