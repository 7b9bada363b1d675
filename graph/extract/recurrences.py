"""Terms that come again: «ежеквартально, до 10-го числа месяца, следующего за отчётным кварталом»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model import Deadline, Frequency, Recurrence
from .lexicon_dates import GENITIVES, WEEKDAYS
from .lexicon_terms import FREQUENCY_STEMS, NUMERALS
from .named_terms import is_fact
from .term_values import CLOCK, ZONE, Reading, Term

_STEM = "|".join(FREQUENCY_STEMS)
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})[а-я]{{0,3}}"
_NUMBER = rf"(?P<times>[0-9]{{1,2}}|{'|'.join(sorted(NUMERALS, key=len, reverse=True))})"
_TRIGGER = re.compile(
    rf"еже(?P<adverb>{_STEM})[а-я]{{0,5}}(?![а-я])"
    rf"|на\sеже(?P<basis>{_STEM})[а-я]{{1,4}}\sосн"
    rf"|кажд(?:ый|ую|ое|ого|ой|ые)\s{{1,2}}(?:(?P<each>{_STEM})[а-я]{{0,4}}(?![а-я])|(?P<weekday>{_WEEKDAY}))"
    rf"|(?:{_NUMBER}\s{{1,2}}раз[а]?|дважды|раз)\s{{1,2}}в\s{{1,2}}(?P<per>{_STEM})[а-я]{{0,6}}(?![а-я])"
    rf"|по\s(?P<weekdays>(?:{'|'.join(WEEKDAYS)})(?:ам|ям))(?![а-я])"
)
_ADVERB_ENDINGS = re.compile(r"еже[а-я]{2,8}(?:но|годно)$")
_LEFT = re.compile(
    r"(?<![а-я])(?:не\s{1,2}(?:реже|менее|позднее)(?:,?\s{1,2}чем)?\s{1,2}|"
    r"(?:до|не\s{1,2}позднее|к|по)\s{1,3}(?:(?P<day>[0-9]{1,2})(?:-?(?:го|е|му))?"
    rf"\s{{1,3}}(?P<what>числ[ауо]|{'|'.join(GENITIVES)})\s{{0,3}},?\s{{0,3}}|{CLOCK}(?:{ZONE})?\s{{0,3}}))$"
)
_GAP = r"[\s,]{0,4}\(?\s{0,2}"
_BY = r"(?:(?:в\s{1,2}срок\s{1,2})?(?:до|не\s{1,2}(?:позднее|позже)(?:\sчем)?|к|по)\s{1,3})"
_MONTH_DAY = re.compile(
    rf"{_GAP}{_BY}?(?P<day>[0-9]{{1,2}}|последнего)(?:-?(?:го|е|ое|му))?\s{{1,3}}(?P<what>числ[ауо]|дня|рабочего\sдня|календарного\sдня|(?:{'|'.join(GENITIVES)})(?![а-я]))"
)
_LAG = re.compile(
    r"[\s,]{1,3}(?:(?P<next>(?:месяца|года|квартала|недели)?,?\s{0,2}следующ(?:его|ей)(?:\s{1,2}за\s{1,2}(?:отчетн|истекш|прошедш)[а-я]{2,4})?"
    r"(?:\s{1,2}(?P<lagged>месяц|квартал|год|период|недел|полугоди)[а-я]{0,3})?)"
    r"|(?P<position>(?:перв|втор|треть|последн)[а-я]{2,3})\s{1,2}месяца(?:\s{1,2}(?P<later>следующего\s)?(?:отчетного\s)?квартала)?"
    r"|(?:кажд|текущ|отчетн)[а-я]{2,4}\s{1,2}(?:месяца|года|квартала)|месяца(?![а-я]))"
)
_WEEK_DAY = re.compile(
    rf"{_GAP}(?:{_BY}|(?:по|в|во|кажд[а-я]{{2,3}})\s{{1,2}})(?P<weekday>{_WEEKDAY})(?:(?:,|\sи|,\sи)\s{{1,2}}(?:по\s)?{_WEEKDAY})*(?![а-я])"
)
_AT = re.compile(rf"{_GAP}(?:{_BY}|в\s{{1,2}})?{CLOCK}(?:{ZONE})?")
_CIRCUMSTANCE = re.compile(
    r"\s{1,3}(?:при\s(?:[а-я]{4,20}\s){1,4}?(?=[а-я]{3,20}(?:ать|ять|ить|еть|вести|нести)(?:ся)?(?![а-я])|[.;,\n]|$)"
    r"|в\s(?:рабочие|будние)\s(?:дни|дня)|по\sитогам\s(?:отчетного\s)?(?:года|квартала|месяца|полугодия|периода))"
)
_PARTICIPLE = re.compile(
    r"\s{1,2}[а-я]{2,20}(?:ем|им|ющ|ящ|вш|нн)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ую|ий|их|ую|ей|ие)(?![а-я])"
)


@dataclass(frozen=True, slots=True)
class _Details:
    """What the words around a frequency say of the day: `end` is where they stop."""

    end: int
    recurrence: Recurrence
    zone_named: bool = False


def recurring_terms(reading: Reading) -> Iterator[Term]:
    """Yield the recurring terms with the day, month, lag and clock time that they name."""
    after = reading.start
    for match in _TRIGGER.finditer(reading.folded, reading.start, reading.end):
        if match.start() < after or _is_no_term(reading, match):
            continue
        term = _term(reading, match)
        if term:
            after = term.end
            yield term
    yield from _days_of_each_month(reading)


def _is_no_term(reading: Reading, match: re.Match[str]) -> bool:
    inside = match.start() > 0 and reading.folded[match.start() - 1].isalnum()
    adjective = match["adverb"] is not None and not _ADVERB_ENDINGS.match(match[0])
    return bool(
        inside
        or adjective
        or (match["adverb"] and _PARTICIPLE.match(reading.folded, match.end(), reading.end))
        or is_fact(reading, match.start())
    )


def _term(reading: Reading, match: re.Match[str]) -> Term | None:
    frequency = _frequency(match)
    details = _Details(_stem_end(reading, match), Recurrence(frequency, day=_trigger_weekday(match)))
    details = _read_right(reading, details)
    start = match.start()
    before = reading.folded[max(reading.start, start - 60) : start]
    left = _LEFT.search(before)
    if left:
        start += left.start() - len(before)
        details = _with_left(details, left)
    return _made(start, details)


def _made(start: int, details: _Details) -> Term:
    assumed = () if details.recurrence.hour is None or details.zone_named else ("zone-assumed",)
    deadline = Deadline("", "recurring", recurrence=details.recurrence, assumptions=assumed)
    return Term(start, details.end, deadline, f"recurring-{details.recurrence.frequency}")


def _frequency(match: re.Match[str]) -> Frequency:
    stem = match["adverb"] or match["basis"] or match["each"] or match["per"]
    if stem is None:
        return "weekly"
    frequency = FREQUENCY_STEMS[stem]
    twice = match[0].startswith("дважды") or match["times"] in ("2", "два", "двух")
    if match["per"] and twice:
        frequency = {"yearly": "half-yearly", "half-yearly": "quarterly"}.get(frequency, frequency)
    if match["per"] and frequency == "yearly" and match["times"] in ("4", "четыре", "четырех"):
        frequency = "quarterly"
    return frequency  # type: ignore[return-value]  # the table holds nothing else


def _stem_end(reading: Reading, match: re.Match[str]) -> int:
    if match["basis"]:
        return reading.folded.index("осн", match.start()) + len("основе")
    return match.end()


def _trigger_weekday(match: re.Match[str]) -> int | None:
    word = match["weekday"] or match["weekdays"]
    return _weekday(word) if word else None


def _weekday(word: str) -> int | None:
    return next((number for stem, number in WEEKDAYS.items() if word.startswith(stem)), None)


# --- the words to the right --------------------------------------------------------------------


def _read_right(reading: Reading, details: _Details) -> _Details:
    for _ in range(4):
        further = (
            _month_day(reading, details)
            or _week_day(reading, details)
            or _at(reading, details)
            or _circumstance(reading, details)
        )
        if further is None:
            break
        details = further
    opened = reading.folded.count("(", reading.start, details.end) > reading.folded.count(
        ")", reading.start, details.end
    )
    closed = opened and reading.folded[details.end : details.end + 1] == ")"
    return replace(details, end=details.end + 1) if closed else details


def _month_day(reading: Reading, details: _Details) -> _Details | None:
    match = _MONTH_DAY.match(reading.folded, details.end, reading.end)
    if match is None or details.recurrence.day is not None:
        return None
    recurrence = _on_day(details.recurrence, match["day"], match["what"])
    end = match.end()
    lag = _LAG.match(reading.folded, end, reading.end)
    if lag:
        recurrence, end = _lagged(recurrence, lag), lag.end()
    return replace(details, end=end, recurrence=recurrence)


def _on_day(recurrence: Recurrence, day: str, what: str) -> Recurrence:
    number = int(day) if day.isdigit() and "рабоч" not in what else None
    if number is not None and not 1 <= number <= 31:
        number = None
    month = GENITIVES.get(what)
    return replace(recurrence, day=number, month=month if month else recurrence.month)


def _lagged(recurrence: Recurrence, lag: re.Match[str]) -> Recurrence:
    """«месяца, следующего за отчётным»: one period later, for quarters in its first month."""
    if lag["position"]:
        positions = {"перв": 1, "втор": 2, "треть": 3, "последн": 3}
        month = next(number for stem, number in positions.items() if lag["position"].startswith(stem))
        return replace(recurrence, month=month, lag=1 if lag["later"] else recurrence.lag)
    if lag["next"]:
        monthly_in_longer = recurrence.frequency in ("quarterly", "half-yearly") and recurrence.month is None
        return replace(recurrence, lag=1, month=1 if monthly_in_longer else recurrence.month)
    return recurrence


def _week_day(reading: Reading, details: _Details) -> _Details | None:
    match = _WEEK_DAY.match(reading.folded, details.end, reading.end)
    if match is None or details.recurrence.frequency not in ("weekly", "daily"):
        return None
    recurrence = replace(details.recurrence, frequency="weekly", day=_weekday(match["weekday"]))
    return replace(details, end=match.end(), recurrence=recurrence)


def _at(reading: Reading, details: _Details) -> _Details | None:
    match = _AT.match(reading.folded, details.end, reading.end)
    if match is None or details.recurrence.hour is not None:
        return None
    return _with_clock(replace(details, end=match.end()), match)


def _with_clock(details: _Details, match: re.Match[str]) -> _Details:
    minute = int(match["minute"] or match["minute_word"] or 0)
    recurrence = replace(details.recurrence, hour=int(match["hour"]), minute=minute)
    return replace(details, recurrence=recurrence, zone_named=bool(match["zone"]))


def _circumstance(reading: Reading, details: _Details) -> _Details | None:
    match = _CIRCUMSTANCE.match(reading.folded, details.end, reading.end)
    return replace(details, end=details.end + len(match[0].rstrip())) if match else None


# --- the words to the left ---------------------------------------------------------------------


def _with_left(details: _Details, left: re.Match[str]) -> _Details:
    """«до 5 числа ежемесячно», «до 7:00 ежедневно», «не реже одного раза в год»."""
    if left["day"] and details.recurrence.day is None:
        return replace(details, recurrence=_on_day(details.recurrence, left["day"], left["what"]))
    if left["hour"] and details.recurrence.hour is None:
        return _with_clock(details, left)
    return details


_EACH_MONTH = re.compile(
    r"(?:(?:до|не\s{1,2}позднее|к|по)\s{1,3})?(?P<day>[0-9](?<![0-9][0-9])[0-9]?)(?:-?(?:го|е|ое|му))?\s{1,3}(?P<what>числ[ауо])"
    r"[\s,]{1,3}(?:кажд(?:ого)\s{1,2}(?P<unit>месяца|квартала)|(?P<next>месяца,?\s{1,2}следующего\s{1,2}за\s{1,2}отчетным)"
    r"(?:\s{1,2}(?P<period>месяцем|кварталом|периодом))?)"
)


def _days_of_each_month(reading: Reading) -> Iterator[Term]:
    """Read «до 10 числа каждого месяца», «до 5 числа месяца, следующего за отчётным»."""
    for match in _EACH_MONTH.finditer(reading.folded, reading.start, reading.end):
        quarterly = match["unit"] == "квартала" or match["period"] == "кварталом"
        recurrence = Recurrence("quarterly" if quarterly else "monthly", lag=1 if match["next"] else 0)
        recurrence = _on_day(recurrence, match["day"], match["what"])
        if quarterly and match["next"]:
            recurrence = replace(recurrence, month=1)
        yield _made(match.start(), _Details(match.end(), recurrence))
