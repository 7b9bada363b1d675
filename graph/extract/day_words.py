"""Days told by a word, seen from the document's own date: «сегодня до 18:00», «завтра», «до конца дня»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ..model import Deadline
from .lexicon_dates import DAY_WORDS
from .term_values import CLOCK, ZONE, Reading, Term, clock_of, moment_on, named_end, zone_of

DAY_STEMS = ("сегодня", "завтра", "конц", "исход")
_WORD = "|".join(sorted(DAY_WORDS, key=len, reverse=True))
_BY = r"(?:не\s{1,4}(?:позднее|позже)|до|к|ко)"
_PART = r"(?:утр[ау]|обед[ау]|вечер[ау]|конц[ау]|исход[ау])\s{1,4}(?:рабочего\s{1,4})?"
_BEFORE_CLOCK = r"(?:,?\s{0,3}(?:до|к|в|не\s{1,4}позднее)\s{1,4}|,?\s{1,3}(?=[0-9]{1,2}[:.-]))"
_CLOCKED = rf"(?:{_BEFORE_CLOCK}{CLOCK}(?:{ZONE})?)?"
_NAMED = re.compile(rf"(?:{_BY}\s{{1,4}})?(?:{_PART})?(?P<word>{_WORD})(?:\s{{1,4}}дня)?(?![а-я]){_CLOCKED}")
_END = re.compile(
    rf"{_BY}\s{{1,4}}(?:конц[ау]|исход[ау])\s{{1,4}}(?:рабочего\s{{1,4}}|текущего\s{{1,4}}){{0,2}}дня(?![а-я]){_CLOCKED}"
)
_NO_TERM_BEFORE = re.compile(r"(?<![а-я])(?:на|с|за|уже|для)\s{1,4}$")
_REACH = 8


def day_word_terms(reading: Reading) -> Iterator[Term]:
    """Yield the days that a word names; without the document's date they can't be computed."""
    place = reading.folded, reading.start, reading.end
    for pattern in (_NAMED, _END):
        for match in pattern.finditer(*place):
            if not _is_no_term(reading, match):
                yield _term(reading, match)


def _is_no_term(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it is part of a word, or tells a state: «на сегодняшний день», «с завтрашнего дня»."""
    if match.start() > 0 and reading.folded[match.start() - 1].isalnum():
        return True
    before = reading.folded[max(reading.start, match.start() - _REACH) : match.start()]
    return bool(_NO_TERM_BEFORE.search(before)) and not reading.bare


def _term(reading: Reading, match: re.Match[str]) -> Term:
    ahead = DAY_WORDS[match["word"]] if "word" in match.re.groupindex else 0
    clocked = bool(match["hour"])
    term = Term(match.start(), match.end(), Deadline("", "instant" if clocked else "day"), "day-by-word")
    if reading.given is None:
        return term
    day = reading.given + timedelta(days=ahead)
    if not clocked:
        until, notes = named_end(day)
        return term._replace(deadline=Deadline("", "day", end=until, assumptions=notes))
    zone = zone_of(match) if match["zone"] else None
    until = moment_on(day, clock_of(match), zone)
    notes = () if match["zone"] else ("zone-assumed",)
    return term._replace(deadline=Deadline("", "instant", end=until, assumptions=notes))
