"""The day, month, lag and clock time that stand beside a frequency: «до 10-го числа месяца, следующего …»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import Recurrence
from .lexicon_dates import GENITIVES, WEEKDAYS
from .lexicon_terms import INFINITIVE
from .term_values import CLOCK, ZONE, Reading

WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})[а-я]{{0,3}}"
_MONTH = "|".join(GENITIVES)
_GAP = r"[\s,]{0,4}\(?\s{0,2}"
_BY = r"(?:(?:в\s{1,4}срок\s{1,4})?(?:до|не\s{1,4}(?:позднее|позже)(?:\s{1,4}чем)?|к|по)\s{1,4})"
_DAY = r"(?P<day>[0-9]{1,2}|последнего|последний)(?:-?(?:го|е|ое|му))?\s{1,4}"
_MONTH_DAY = re.compile(
    rf"{_GAP}(?:{_BY}|в\s{{1,4}}(?=последний))?{_DAY}(?P<what>числ[ауо]|дня|день|рабоч(?:его|ий)\s{{1,4}}д(?:ня|ень)|календарного\s{{1,4}}дня|(?:{_MONTH})(?![а-я]))"
)
_LAG = re.compile(
    r"[\s,]{1,3}(?:(?P<next>(?:месяца|года|квартала|недели)?\s{0,2},?\s{0,2}следующ(?:его|ей)"
    r"(?:\s{1,4}за\s{1,4}(?:отчетн|истекш|прошедш)[а-я]{2,4})?(?:\s{1,4}(?:месяц|квартал|год|период|недел|полугоди)[а-я]{0,3})?)"
    r"|(?P<position>(?:перв|втор|треть|последн)[а-я]{2,3})\s{1,4}месяца"
    r"(?:\s{1,4}(?P<later>следующего\s{1,4})?(?:отчетного\s{1,4})?квартала)?"
    r"|(?:кажд|текущ|отчетн)[а-я]{2,4}\s{1,4}(?:месяца|года|квартала)|месяца(?![а-я]))"
)
_WEEK_DAY = re.compile(
    rf"{_GAP}(?:{_BY}|(?:по|в|во|кажд[а-я]{{2,3}})\s{{1,4}})(?P<weekday>{WEEKDAY})"
    rf"(?:(?:,|\s{{1,4}}и|,\s{{1,4}}и)\s{{1,4}}(?:по\s{{1,4}})?{WEEKDAY}){{0,6}}(?![а-я])"
)
_AT = re.compile(rf"{_GAP}(?:{_BY}|в\s{{1,4}})?{CLOCK}(?:{ZONE})?")
_CIRCUMSTANCE = re.compile(
    r"\s{1,4}(?:при\s{1,4}(?:[а-я]{4,20}\s{1,4}){1,4}?"
    rf"(?={INFINITIVE}|[.;,\n]|$)"
    r"|\((?:кроме|за\s{1,4}исключением|включая|в\s{1,4}рабочие)\s[^()\n]{1,40}\)"
    r"|в\s{1,4}(?:рабочие|будние)\s{1,4}(?:дни|дня)|по\s{1,4}итогам\s{1,4}(?:отчетного\s{1,4})?(?:года|квартала|месяца|полугодия|периода))"
)
_LEFT = re.compile(
    rf"(?<![а-я])(?:(?:до|к)\s{{1,4}}[0-9]{{1,2}}\s{{1,4}}(?:{_MONTH})\s{{0,3}}(?:,|и)\s{{0,3}})?(?:"
    r"не\s{1,4}(?:реже|менее|позднее)(?:,?\s{1,4}чем)?\s{1,4}|"
    r"(?:до|не\s{1,4}позднее|к|по)\s{1,4}(?:(?P<day>[0-9]{1,2})(?:-?(?:го|е|му))?"
    rf"\s{{1,4}}(?P<what>числ[ауо]|{_MONTH})\s{{0,3}},?\s{{0,3}}|{CLOCK}(?:{ZONE})?\s{{0,3}}))$"
)
_REACH = 60
_POSITIONS = {"перв": 1, "втор": 2, "треть": 3, "последн": 3}
"""«первого месяца квартала»: which of its three months."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a recurring term on [start, end) of the folded text."""

    start: int
    end: int
    recurrence: Recurrence
    zone_named: bool = False


def read_right(reading: Reading, details: Details) -> Details:
    """Return the details with those that stand behind the frequency, a closing bracket included."""
    while further := (
        _month_day(reading, details)
        or _week_day(reading, details)
        or _at(reading, details)
        or _circumstance(reading, details)
    ):
        details = further
    words = reading.folded[details.start : details.end]
    closed = "(" in words and ")" not in words[words.rindex("(") :]
    if closed and reading.folded[details.end : details.end + 1] == ")":
        return replace(details, end=details.end + 1)
    return details


def read_left(reading: Reading, details: Details) -> Details:
    """Return the details with those in front: «до 5 числа ежемесячно», «не реже одного раза в год»."""
    before = reading.folded[max(reading.start, details.start - _REACH) : details.start]
    left = _LEFT.search(before)
    if left is None:
        return details
    details = replace(details, start=details.start + left.start() - len(before))
    if left["day"] and details.recurrence.day is None:
        return replace(details, recurrence=on_day(details.recurrence, left["day"], left["what"]))
    if left["hour"] and details.recurrence.hour is None:
        return _with_clock(details, left)
    return details


def on_day(recurrence: Recurrence, day: str, what: str) -> Recurrence:
    """Return the recurrence on that day of the month; a working day's number names no day."""
    number = int(day) if day.isdigit() and "рабоч" not in what and 1 <= int(day) <= 31 else None
    return replace(recurrence, day=number, month=GENITIVES.get(what, recurrence.month))


def weekday_number(word: str) -> int | None:
    """Return 1 for Monday to 7 for Sunday, None for another word."""
    return next((number for stem, number in WEEKDAYS.items() if word.startswith(stem)), None)


def _month_day(reading: Reading, details: Details) -> Details | None:
    match = _MONTH_DAY.match(reading.folded, details.end, reading.end)
    if (
        match is None
        or details.recurrence.day is not None
        or details.recurrence.frequency in ("daily", "weekly")
    ):
        return None
    recurrence, end = on_day(details.recurrence, match["day"], match["what"]), match.end()
    lag = _LAG.match(reading.folded, end, reading.end)
    if lag:
        recurrence, end = _lagged(recurrence, lag), lag.end()
    return replace(details, end=end, recurrence=recurrence)


def _lagged(recurrence: Recurrence, lag: re.Match[str]) -> Recurrence:
    """«месяца, следующего за отчётным»: one period later, for quarters in its first month."""
    if lag["position"]:
        month = next(number for stem, number in _POSITIONS.items() if lag["position"].startswith(stem))
        return replace(recurrence, month=month, lag=1 if lag["later"] else recurrence.lag)
    if lag["next"]:
        longer = recurrence.frequency in ("quarterly", "half-yearly") and recurrence.month is None
        return replace(recurrence, lag=1, month=1 if longer else recurrence.month)
    return recurrence


def _week_day(reading: Reading, details: Details) -> Details | None:
    match = _WEEK_DAY.match(reading.folded, details.end, reading.end)
    known = details.recurrence
    if match is None or known.frequency not in ("weekly", "daily") or known.day is not None:
        return None
    day = weekday_number(match["weekday"])
    return replace(details, end=match.end(), recurrence=replace(known, frequency="weekly", day=day))


def _at(reading: Reading, details: Details) -> Details | None:
    match = _AT.match(reading.folded, details.end, reading.end)
    if match is None or details.recurrence.hour is not None:
        return None
    return _with_clock(replace(details, end=match.end()), match)


def _with_clock(details: Details, match: re.Match[str]) -> Details:
    minute = int(match["minute"] or match["minute_word"] or 0)
    recurrence = replace(details.recurrence, hour=int(match["hour"]), minute=minute)
    return replace(details, recurrence=recurrence, zone_named=bool(match["zone"]))


def _circumstance(reading: Reading, details: Details) -> Details | None:
    match = _CIRCUMSTANCE.match(reading.folded, details.end, reading.end)
    return replace(details, end=details.end + len(match[0].rstrip())) if match else None
