"""The parts of one point that are read from its sentences: condition, remarks, new wording, effect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..model import Fact, Source, Span
from . import kind_words as words
from .dates import find_dates
from .gates import has_any
from .numbering import read_marker
from .points import Stretch
from .sentences import first_infinitive, has_infinitive, is_statement, sentence_end, split_sentences

_CONDITION = re.compile(words.CONDITION)
_BARE = re.compile(words.BARE_CONDITION)
_CONDITION_END = re.compile(r"[,;.:()\n]")
_NEW_WORDING = re.compile(
    r"(?:излож(?:ить|ив)|дополни(?:ть|в)|замени(?:ть|в)|принять)[^«\"]{0,200}?(?:редакции|содержания|пункт[а-я]{1,3})(?:(?!слов|цифр)[^«\"]){0,40}([«\"])"
)
_WORDED = ("редакции", "содержания", "пункт")
_EFFECT = re.compile(r"(?:силу|действие|контроля|исполненн[а-я]{1,3})\s{1,4}с[о]?\s{1,4}")
_NOTE = re.compile(words.NOTE)
_NOTING = re.compile("|".join(words.NOTING))
_COMMISSION = re.compile(words.COMMISSION)
_LONGEST_CONDITION = 200
_FINAL = re.compile(r"[»\"][\s.;]{0,4}$")


def split_information(
    text: str, folded: str, bodies: Sequence[Stretch]
) -> tuple[list[Stretch], list[Stretch]]:
    """Return the stretches that order something, and the sentences that only inform.

    The first sentence always counts as an order; neighbours are joined again.
    """
    ordering: list[Stretch] = []
    informing: list[Stretch] = []
    for number, body in enumerate(bodies):
        for place, (start, end) in enumerate(split_sentences(text, *body)):
            if (number or place) and is_statement(folded, start, end):
                informing.append((start, end))
            elif (
                place
                and ordering
                and ordering[-1] not in informing
                and _adjoin(ordering[-1], start, informing)
            ):
                ordering[-1] = (ordering[-1][0], end)
            else:
                ordering.append((start, end))
    return ordering, informing


def _adjoin(before: Stretch, start: int, informing: list[Stretch]) -> bool:
    return not any(before[1] <= one[0] < start for one in informing)


def find_condition(source: Source, folded: str, stretches: Sequence[Stretch]) -> Fact[str] | None:
    """Return the condition that the words name («при необходимости», «в случае отсутствия буёв»)."""
    for start, end in stretches:
        likely = has_any(folded, start, end, words.CONDITION_STEMS)
        found = _CONDITION.search(folded, start, end) if likely else None
        if found:
            stop = _condition_end(folded, found.start(), found.end(), end)
            span = source.span(found.start(), stop)
            return Fact(" ".join(span.text.split()), span, "condition")
    return None


def _condition_end(folded: str, start: int, behind: int, end: int) -> int:
    bare = _BARE.match(folded, start, end)
    if bare:
        return bare.end()
    limit = min(end, behind + _LONGEST_CONDITION)
    sign = _CONDITION_END.search(folded, behind, limit)
    verb = first_infinitive(folded, behind, limit)
    stop = min([limit, *([sign.start()] if sign else []), *([verb[0]] if verb else [])])
    return start + len(folded[start:stop].rstrip())


def behind_note(text: str, folded: str, start: int, end: int) -> Stretch:
    """Return what «… к сведению. Поручить …» orders; the whole stretch where nothing is noted before."""
    note = _NOTE.search(folded, start, end) if has_any(folded, start, end, words.NOTE_STEMS) else None
    order = _COMMISSION.search(folded, note.end(), end) if note else None
    if order:
        return order.start(), end
    noting = _NOTING.match(folded, start, end)
    behind = sentence_end(text, start, end) if noting or note else end
    return (behind + 1 if has_infinitive(folded, behind, end) else start, end)


def new_wording(text: str, folded: str, start: int, end: int) -> Stretch | None:
    """Return the words of a new wording inside its quotation marks, its own number left out."""
    found = _NEW_WORDING.search(folded, start, end) if has_any(folded, start, end, _WORDED) else None
    if not found:
        return None
    begin = found.end()
    closing = _FINAL.search(folded, max(begin, end - 8), end)
    stop = closing.start() if closing else end
    marker = read_marker(text, folded, begin, stop)
    return (marker.end if marker else begin, stop)


def find_effect(source: Source, folded: str, start: int, end: int, given: date | None) -> Fact[date] | None:
    """Return the day from which a point itself says that it works: «утратившим силу с 01.01.2025»."""
    found = _EFFECT.search(folded, start, end)
    if not found:
        return None
    day = next(iter(find_dates(source, found.end(), min(end, found.end() + 40), given=given)), None)
    return day if day and day.span.start - found.end() < 4 else None


def spans(source: Source, stretches: Sequence[Stretch]) -> tuple[Span, ...]:
    """Return the stretches with their words."""
    return tuple(source.span(start, end) for start, end in stretches)
