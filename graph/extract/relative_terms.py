"""Terms that are counted: «в течение 5 рабочих дней», «в двухнедельный срок», «через 3 дня со дня …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .. import calendar
from ..model import Deadline, Shift
from .dates import resolve
from .gates import has_any
from .lexicon_terms import (
    COMPOUND_UNITS,
    COUNTED_LEADS,
    INFINITIVE,
    MEETING_STEMS,
    MOVING,
    NUMERAL_STEMS,
    NUMERALS,
    OTHER_ONE,
    OWN_ACTS,
    OWN_THINGS,
    THIS_ONE,
)
from .named_terms import is_fact
from .term_values import Reading, Term, computed_end
from .written_dates import date_at

_NUMERAL = "|".join(sorted(NUMERALS, key=len, reverse=True))
_NUMBER = (
    r"(?:(?P<digits>[0-9]{1,4})(?:\s{0,3}-?\s{0,3}(?:ти|ми|мя|х|м|го|й|и|е)(?![а-я]))?|"
    rf"(?P<tens>(?:{_NUMERAL})\s{{1,4}})?(?P<word>{_NUMERAL}|полутора|пол)(?![а-я]))"
    r"(?:\s{0,3}\([^()]{1,30}\))?\s{0,3}-?\s{0,2}"
)
_UNIT = (
    r"(?P<worked>(?:рабоч[а-я]{2,3}|раб\.)\s{1,4})?(?:календарн[а-я]{2,3}\s{1,4}|полн[а-я]{2,3}\s{1,4})?"
    r"(?P<unit>дн(?:ей|я|и)|день|дн\.|сут(?:ок|ки)|недел[а-я]{1,2}|декад[а-я]|месяц[а-я]{0,3}|мес\."
    r"|квартал[а-я]{0,2}|полуго[дс][а-я]{0,3}|час[а-я]{0,2}|лет|год[а-я]?)(?![а-я])"
)
_COUNTED = re.compile(
    r"(?:(?P<loose>в\s{1,4}(?:течени[еи]|теч\.)|через|за|на\s{1,4}протяжении)"
    r"|не\s{1,4}(?:позднее|позже)(?:,?\s{1,4}чем)?(?:\s{1,4}(?P<back>за)|\s{1,4}через)?"
    r"|в\s{1,4}срок,?\s{1,4}(?:не\s{1,4}(?:более|позднее|свыше|превышающий)(?:\s{1,4}чем\s{1,4})?|до)"
    r"|не\s{1,4}более(?:,?\s{1,4}чем)?(?:\s{1,4}за)?|в\s{1,4}срок)\s{1,4}"
    rf"(?:{_NUMBER}|(?(loose)|(?!))){_UNIT}"
)
_BARE_COUNT = re.compile(rf"(?:{_NUMBER})?{_UNIT}")
_MOVED_BY = re.compile(
    rf"(?:{MOVING})(?:[^.;]|\.(?=\s?[0-9№])){{0,200}}?\s{{1,4}}(?P<by>на\s{{1,4}}(?:{_NUMBER})?{_UNIT})"
)
_NEXT_DAY = re.compile(
    r"(?:не\s{1,4}позднее|до\s{1,4}конца|на|до)\s{1,4}(?:"
    r"следующ(?:его|ий)\s{1,4}(?P<worked>рабоч(?:его|ий)\s{1,4})?(?:дня|день)(?![а-я])"
    r"|(?P<worked_day>рабочего\s{1,4})?дня,?\s{1,4}следующего\s{1,4}за\s{1,4}днем\s{1,4}"
    r"(?:заседания|совещания|подписания|проведения\s{1,4}(?:заседания|совещания))(?![а-я]))"
)
_SAME_DAY = re.compile(
    r"в\s{1,4}день\s{1,4}(?:его\s{1,4}|ее\s{1,4})?(?:подписания|издания|принятия|утверждения|заседания|совещания)"
    r"(?P<own>\s{1,4}(?:настоящ|данн)[а-я]{2,4}\s{1,4}[а-я]{4,20})?(?![а-я])"
)
_SAME_DAYS = ("день",)
_COMPOUND = re.compile(
    r"в(?:\s{1,4}течение)?\s{1,4}(?:(?P<digits>[0-9]{1,3})(?:\s{0,3}-?\s{0,3}(?:ти|ми|х|м|и)(?![а-я]))?\s{0,3}-?\s{0,3}|(?P<stem>[а-я]{3,22}?)\s{0,3}-?\s{0,3})??"
    r"(?P<unit>дневн|недельн|декадн|месячн|суточн|годичн|годов|годичн|полугодов|квартальн)(?:ый|ой|ого)"
    r"(?:\s{1,4}(?P<worked>рабочий))?\s{1,4}срок[а]?(?![а-я])"
)
_TAIL = re.compile(
    r"\s{1,4}(?:со\s{1,4}дня|с\s{1,4}момента|с\s{1,4}даты|от\s{1,4}даты|после|до|с)\s{1,4}(?=\S)"
)
_WORD = re.compile(r"\s{0,3}([а-я][а-я-]{0,30}|№\s{0,3}\S{1,20}|[0-9][0-9./]{0,12})(?![а-я])")
_FORBIDDEN = re.compile(
    r"(?<![а-я])не\s{1,4}допус[кт][а-я]{1,5}\s[^.;]{0,100}?(?:позднее|позже|ранее|раньше),?\s{1,4}чем\s{1,4}$"
)
"""«не допускать … позднее чем за 2 дня»: what is forbidden sets no term."""

_CLAUSE = 140
_WHERE_TO = re.compile(r"\s{1,4}(?:на|по)\s{1,4}(?:адрес|электронн|почт|сайт)")
_INFINITIVE = re.compile(INFINITIVE)
_RULES = (
    (_COUNTED, "counted", COUNTED_LEADS),
    (_COMPOUND, "compound-counted", COMPOUND_UNITS),
    (_NEXT_DAY, "next-day", ("следующ",)),
)
_MOVED = tuple(dict.fromkeys(stem.split()[0] for stem in MOVING.split("|")))
RELATIVE_STEMS = (*_SAME_DAYS, *(stem for _, _, stems in _RULES for stem in stems), *_MOVED)
_OF_FORCE = re.compile("вступа[юе]т|истечени")
_TAIL_WORDS = 8
_DAYS = {"days": 1, "weeks": 7, "decades": 10}
_MONTHS = {"months": 1, "quarters": 3, "half-years": 6, "years": 12}
_A_YEAR = 1900
"""«до 2027 года» counts no years."""

_LIMIT = 3700
"""A longer term than ten years of days is not computed."""


def relative_terms(reading: Reading) -> Iterator[Term]:
    """Yield the terms that are counted from a day, computed where that day is known."""
    place = reading.folded, reading.start, reading.end
    for pattern, rule, stems in _RULES:
        for match in pattern.finditer(*place) if has_any(*place, stems) else ():
            if not _is_no_term(reading, match.start()):
                yield from _term(reading, match, rule)
    for match in _SAME_DAY.finditer(*place) if has_any(*place, _SAME_DAYS) else ():
        if (reading.bare or match["own"]) and not _is_no_term(reading, match.start()):
            yield _on_that_day(reading, match)
    moved = _MOVED_BY.search(*place) if has_any(*place, _MOVED) else None
    if moved and _amount(moved)[0]:
        deadline = Deadline("", "relative", shift=_shift(moved))
        yield Term(moved.start("by"), moved.end(), deadline, "moved-by")
    bare = _BARE_COUNT.match(reading.folded, reading.start, reading.end) if reading.bare else None
    if bare and not bare["unit"].startswith("год") and not _is_ordinal(bare):
        yield from _term(reading, bare, "counted-bare")


def _on_that_day(reading: Reading, match: re.Match[str]) -> Term:
    """Return «в день подписания» as the document's own day."""
    deadline = Deadline("", "relative")
    if reading.given:
        until, notes = computed_end(reading.given, reading.rule)
        deadline = Deadline("", "relative", end=until, assumptions=notes)
    return Term(match.start(), match.end(), deadline, "same-day")


def _is_ordinal(bare: re.Match[str]) -> bool:
    """Tell «2 полугодие», «1 квартал», the second and the first of a year, from a count of them."""
    return bool(bare["digits"]) and bare["unit"] in ("полугодие", "квартал")


def _is_no_term(reading: Reading, start: int) -> bool:
    """Whether it is part of a word, tells a fact, or when an act enters into force."""
    inside = start > 0 and reading.folded[start - 1].isalnum()
    before = reading.folded[max(reading.start, start - 60) : start]
    return inside or bool(_OF_FORCE.search(before)) or is_fact(reading, start)


def _term(reading: Reading, match: re.Match[str], rule: str) -> Iterator[Term]:
    count, unit = _amount(match)
    before = max(reading.start, match.start() - _CLAUSE)
    if not count or _FORBIDDEN.search(reading.folded, before, match.start()):
        return
    end, anchor = _anchor(reading, match.end())
    day = None
    if anchor and not match.groupdict().get("back"):
        day = _count(anchor, count, unit, worked=_is_worked(match))
    deadline = Deadline("", "relative")
    if day:
        until, notes = computed_end(day, reading.rule)
        deadline = Deadline("", "relative", end=until, assumptions=notes)
    yield Term(match.start(), end, deadline, rule)


# --- how much ----------------------------------------------------------------------------------


def _is_worked(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    return bool(parts.get("worked") or parts.get("worked_day"))


def _amount(match: re.Match[str]) -> tuple[float, str]:
    """Return how many of which unit: days, weeks, months or years; a count of 0 means no term."""
    parts = match.groupdict()
    unit = parts.get("unit") or "день"
    if parts.get("digits"):
        count: float = int(parts["digits"])
    elif parts.get("stem"):
        count = _stem_number(parts["stem"])
    elif parts.get("word"):
        count = _worded(parts["word"]) + NUMERALS.get((parts.get("tens") or "").strip(), 0)
    else:
        count = 1
    return (0 if count >= _A_YEAR else count), _unit(unit)


def _worded(word: str) -> float:
    return {"полутора": 1.5, "пол": 0.5}.get(word) or NUMERALS[word]


def _stem_number(stem: str) -> float:
    if stem in ("полутора", "полутор"):
        return 1.5
    if stem in NUMERAL_STEMS:
        return NUMERAL_STEMS[stem]
    for tens in ("двадцати", "тридцати", "сорока", "пятидесяти"):
        if stem.startswith(tens) and stem[len(tens) :] in NUMERAL_STEMS:
            return NUMERAL_STEMS[tens] + NUMERAL_STEMS[stem[len(tens) :]]
    return 0


def _unit(written: str) -> str:
    stems = {
        "дн": "days", "ден": "days", "сут": "days", "недел": "weeks", "декад": "decades",
        "мес": "months", "квартал": "quarters", "полуго": "half-years", "час": "hours",
        "лет": "years", "год": "years",
    }  # fmt: skip
    return next(unit for stem, unit in stems.items() if written.startswith(stem))


def _shift(match: re.Match[str]) -> Shift | None:
    """Return how far another term is moved; None for hours, halves and endless terms."""
    count, unit = _amount(match)
    if not count or count % 1:
        return None
    days, months = int(count * _DAYS.get(unit, 0)), int(count * _MONTHS.get(unit, 0))
    if days > _LIMIT or months > _LIMIT / 30 or not (days or months):
        return None
    return Shift(days, months, working=_is_worked(match))


def _count(anchor: date, count: float, unit: str, *, worked: bool) -> date | None:
    """Return the last day, counted from the day after `anchor`; None for hours and endless terms."""
    if worked:
        return calendar.add_working_days(anchor, int(count)) if count <= _LIMIT else None
    if unit in _DAYS:
        days = int(count * _DAYS[unit])
        return anchor + timedelta(days=days) if days <= _LIMIT else None
    months = _MONTHS.get(unit)
    if not months or count * months > _LIMIT / 30:
        return None
    last = calendar.add_months(anchor, int(count * months))
    return last + timedelta(days=15) if (count * months) % 1 else last


# --- counted from what -------------------------------------------------------------------------


def _anchor(reading: Reading, end: int) -> tuple[int, date | None]:
    """Return where the words of the term end and the day that it is counted from."""
    tail = _TAIL.match(reading.folded, end, reading.end)
    if tail is None:
        return end, reading.given
    named = date_at(reading.folded, tail.end(), reading.end)
    if named:
        return named.end, resolve(named, reading.given)
    link = tail[0].split()[0]
    words, stop = _tail_words(reading, tail.end())
    if link == "с" and len(tail[0].split()) == 1 and not words[:1]:
        return end, reading.given
    if not words or (
        link == "с" and len(tail[0].split()) == 1 and not words[0].endswith(("дня", "аты", "мента"))
    ):
        return end, reading.given
    return stop, None if link == "до" else (reading.given if _is_own(words) else None)


def _tail_words(reading: Reading, start: int) -> tuple[list[str], int]:
    """Return the words behind «со дня» up to the verb of the task, a sign or the own document."""
    words: list[str] = []
    stop = start
    while len(words) < _TAIL_WORDS:
        word = _WORD.match(reading.folded, stop, reading.end)
        if word is None or _INFINITIVE.fullmatch(word[1]) or _WHERE_TO.match(reading.folded, stop):
            break
        if words and _names_own(words[-1]) and not (_names_own(word[1]) or re.match(OTHER_ONE, word[1])):
            break
        words.append(word[1])
        stop = word.end()
    return words, stop


def _names_own(word: str) -> bool:
    return bool(re.match(OWN_THINGS, word))


def _is_own(words: list[str]) -> bool:
    """Whether the words name this document's own date: «подписания», «заседания», «принятия решения»."""
    if any(re.match(OTHER_ONE, word) for word in words):
        return False
    rest = [word for word in words if not re.match(THIS_ONE, word)]
    if not rest:
        return True
    if re.match(OWN_ACTS, rest[0]):
        ends_meeting = re.match("окончани|завершени|проведени", rest[0])
        things = rest[1:2]
        if not things:
            return not ends_meeting
        return bool(re.match(MEETING_STEMS if ends_meeting else OWN_THINGS, things[0]))
    return bool(re.match(MEETING_STEMS, rest[0])) or (len(rest) < len(words) and _names_own(rest[0]))
