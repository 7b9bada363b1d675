"""Terms that come again: «ежеквартально, до 10-го числа месяца, следующего за отчётным кварталом»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..model import Deadline, Frequency, Recurrence
from .gates import has_any
from .lexicon_dates import WEEKDAYS, WEEKDAYS_EACH
from .lexicon_terms import FREQUENCY_STEMS, NUMERALS
from .named_terms import is_fact
from .recurrence_details import WEEKDAY, Details, on_day, read_left, read_right, weekday_number
from .term_values import Reading, Term

_STEM = "|".join(FREQUENCY_STEMS)
_HINT = re.compile("еже|кажд|дважды|раза?\\s|по ")
_HINTED = ("еже", "кажд", "дважды", "раз ", "раз\n", "раза ", "раза\n")
_WEEKDAY_STEMS = tuple(WEEKDAYS)
_DAYS_NAMED = ("числ",)
_PERIOD_NAMED = ("отчетн",)
RECURRING_STEMS = (*_HINTED, *_WEEKDAY_STEMS, *_DAYS_NAMED, *_PERIOD_NAMED)
_TRIGGER = re.compile(
    rf"еже(?P<adverb>{_STEM})(?:[а-я]{{0,5}}но|(?P<basis>[а-я]{{1,4}}ой\s{{1,4}}основе)"
    r"|(?P<adjective>[а-я]{0,4}н(?:ое|ую|ый|ые))(?=\s{1,4}[а-я]{4,30}(?:ние|цию|ку|нг)(?![а-я])))(?![а-я])"
    rf"|кажд(?:ый|ую|ое|ого|ой|ые)\s{{1,4}}(?:(?P<each>{_STEM})[а-я]{{0,4}}(?![а-я])|(?P<weekday>{WEEKDAY}))"
    rf"|(?:дважды|раза?)\s{{1,4}}в\s{{1,4}}(?P<per>{_STEM})[а-я]{{0,6}}(?![а-я])"
    rf"|по\s{{1,4}}(?P<weekdays>{'|'.join(WEEKDAYS_EACH)})(?![а-я])"
)
_TIMES = re.compile(rf"(?<![0-9а-я])(?P<times>[0-9]{{1,2}}|{'|'.join(NUMERALS)})\s{{1,4}}$")
_BASIS = re.compile(r"(?<![а-я])на\s{1,4}$")
_CARRYING = re.compile(r"(?<![а-я])(?:обеспеч|осуществ|организ|вести|проводи|продолж)[а-я]{0,8}\s{1,4}$")
"""Verbs with which «ежемесячное представление» says when: it is done as often."""

_PARTICIPLE = re.compile(
    r"\s{1,4}[а-я]{2,20}(?:ем|им|ющ|ящ|вш|нн)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ую|ий|их|ей|ие)(?![а-я])"
)
_MONTHLY = re.compile(r"числ[ауо][\s,]{1,3}(?:каждого|месяца)")
"""What `_EACH_MONTH` can't do without, found faster."""

_EACH_MONTH = re.compile(
    r"(?:(?:до|не\s{1,4}позднее|к|по)\s{1,4})?(?P<day>[0-9](?<![0-9][0-9])[0-9]?)(?:-?(?:го|е|ое|му))?\s{1,4}"
    r"(?P<what>числ[ауо])[\s,]{1,3}(?:кажд(?:ого)\s{1,4}(?P<unit>месяца|квартала)"
    r"|(?P<next>месяца\s{0,2},?\s{1,4}следующего\s{1,4}за\s{1,4}отчетным)(?:\s{1,4}(?P<period>месяцем|кварталом|периодом))?)"
)
_AFTER_PERIOD = re.compile(
    r"(?:еже(?P<adverb>квартал|месяч|год)(?:ьно|но),?\s{1,4})?(?:в\s{1,4}течени[еи]|не\s{1,4}поздн(?:ее|ей)(?:,?\s{1,4}чем)?(?:\s{1,4}через)?)\s{1,4}(?:[0-9]{1,3}\s{1,4})?(?:[а-я()]{2,20},?\s{1,4}){1,3}?"
    r"(?:следующ[а-я]{2,3}\s{1,4}за|после(?:\s{1,4}окончания)?)\s{1,4}отчетн[а-я]{2,3}\s{1,4}"
    r"(?P<period>период|месяц|квартал|полугоди|год)[а-я]{0,2}(?![а-я])"
)
_PERIODS: dict[str, Frequency] = {"квартал": "quarterly", "полугоди": "half-yearly", "год": "yearly"}
_REACH = 24
_RARER: dict[Frequency, Frequency] = {"yearly": "half-yearly", "half-yearly": "quarterly"}
"""What «дважды в год», «два раза в полгода» come to."""


def recurring_terms(reading: Reading) -> Iterator[Term]:
    """Yield the recurring terms with the day, month, lag and clock time that they name."""
    place = reading.folded, reading.start, reading.end
    for match in _AFTER_PERIOD.finditer(*place) if has_any(*place, _PERIOD_NAMED) else ():
        frequency = _PERIODS.get(match["adverb"] or match["period"], "monthly")
        yield _made(Details(match.start(), match.end(), Recurrence(frequency, lag=1)))
    if has_any(*place, _HINTED) or has_any(*place, _WEEKDAY_STEMS):
        yield from _triggered(reading)
    monthly = has_any(*place, _DAYS_NAMED) and _MONTHLY.search(*place)
    for match in _EACH_MONTH.finditer(*place) if monthly else ():
        yield _on_each_month(match)


def _triggered(reading: Reading) -> Iterator[Term]:
    after = reading.start
    for hint in _HINT.finditer(reading.folded, reading.start, reading.end):
        match = _TRIGGER.match(reading.folded, hint.start(), reading.end) if hint.start() >= after else None
        if match and not _is_no_term(reading, match):
            term = _term(reading, match)
            after = term.end
            yield term


def _is_no_term(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it is part of a word, «ежегодно проводимый», or tells when something is a fact."""
    inside = match.start() > 0 and reading.folded[match.start() - 1].isalnum()
    if inside or is_fact(reading, match.start()):
        return True
    if match["adjective"]:
        before = reading.folded[max(reading.start, match.start() - _REACH) : match.start()]
        return not _CARRYING.search(before)
    return bool(match["adverb"] and _PARTICIPLE.match(reading.folded, match.end(), reading.end))


def _term(reading: Reading, match: re.Match[str]) -> Term:
    start, times = _counted_start(reading, match)
    recurrence = Recurrence(
        _frequency(match, times), day=weekday_number(match["weekday"] or match["weekdays"] or "")
    )
    details = read_right(reading, Details(start, match.end(), recurrence))
    return _made(read_left(reading, details))


def _counted_start(reading: Reading, match: re.Match[str]) -> tuple[int, int]:
    """Return where the term begins and how many times a period: «одного раза в год», «дважды в год»."""
    before = reading.folded[max(reading.start, match.start() - _REACH) : match.start()]
    pattern = _TIMES if match["per"] else _BASIS if match["basis"] else None
    left = pattern.search(before) if pattern else None
    if left is None:
        return match.start(), 2 if match[0].startswith("дважды") else 1
    start = match.start() + left.start() - len(before)
    word = left.groupdict().get("times")
    return start, 1 if word is None else int(word) if word.isdigit() else NUMERALS[word]


def _frequency(match: re.Match[str], times: int) -> Frequency:
    stem = match["adverb"] or match["each"] or match["per"]
    if stem is None:
        return "weekly"
    frequency = FREQUENCY_STEMS[stem]
    if times == 2:
        return _RARER.get(frequency, frequency)
    return "quarterly" if times == 4 and frequency == "yearly" else frequency


def _on_each_month(match: re.Match[str]) -> Term:
    """Read «до 10 числа каждого месяца», «до 5 числа месяца, следующего за отчётным»."""
    quarterly = match["unit"] == "квартала" or match["period"] == "кварталом"
    recurrence = Recurrence("quarterly" if quarterly else "monthly", lag=1 if match["next"] else 0)
    recurrence = on_day(recurrence, match["day"], match["what"])
    if quarterly and match["next"]:
        recurrence = replace(recurrence, month=1)
    return _made(Details(match.start(), match.end(), recurrence))


def _made(details: Details) -> Term:
    assumed = () if details.recurrence.hour is None or details.zone_named else ("zone-assumed",)
    deadline = Deadline("", "recurring", recurrence=details.recurrence, assumptions=assumed)
    return Term(details.start, details.end, deadline, f"recurring-{details.recurrence.frequency}")
