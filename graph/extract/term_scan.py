"""All terms of a place, in order and disjoint: those of labels inside the words, and the others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from .day_words import DAY_STEMS, day_word_terms
from .gates import has_any
from .named_terms import named_terms
from .period_terms import period_terms
from .quoted import is_within
from .recurrences import RECURRING_STEMS, recurring_terms
from .relative_terms import RELATIVE_STEMS, relative_terms
from .term_values import Reading, Term
from .worded_terms import WORDED_STEMS, worded_terms
from .written_dates import WrittenDate, scan_dates, scan_short_days

_RULES: tuple[tuple[Callable[[Reading], Iterator[Term]], tuple[str, ...]], ...] = (
    (recurring_terms, RECURRING_STEMS),
    (named_terms, ()),
    (day_word_terms, DAY_STEMS),
    (relative_terms, RELATIVE_STEMS),
    (period_terms, ()),
    (worded_terms, WORDED_STEMS),
)
"""First come, first served: a later rule never takes words from an earlier one.

Beside each the stems without which it finds nothing, if there are such.
"""

_BARE_RULES = (relative_terms, worded_terms)
"""Those that in a label's bare value need none of their stems."""

_LABEL = re.compile(
    r"сроки?(?:\s{1,4}(?:исполнения|выполнения|реализации|представления|предоставления|завершения|сдачи"
    r"|окончания|проведения)(?:\s{1,4}[а-я]{3,15}){0,2})?\s{0,3}"
    r"(?::\s{0,3}-?|-|(?=\n\s{0,4}(?:[0-9«\"]|до\s|не\s|в\s|с\s|постоянно|еже)))\s{0,4}"
)
_VALUE_END = re.compile(
    r"\n\s{0,4}\n|\n(?=\s{0,4}[а-я]{3,15}[а-я\s]{0,30}[:-])|;|\||(?<!г)\.\s{1,4}(?=[а-я]{3})|(?=отв(?:етственн|\.))|(?=срок)"
)
_LONGEST_VALUE = 400
_BY = re.compile(r"(?<![а-я])(?:до|к|по|с|позднее)\s{1,4}$")


def scan_terms(reading: Reading, quoted: list[tuple[int, int]]) -> list[Term]:
    """Return the terms of a reading in order; none within the quoted stretches, none overlapping."""
    days = _days(reading)
    reading = reading._replace(dates=days) if days else reading
    found: list[Term] = []
    place = reading.folded, reading.start, reading.end
    for rule, stems in _RULES:
        needs = stems and not (reading.bare and rule in _BARE_RULES)
        if not needs or has_any(*place, stems):
            add_terms(found, [term for term in rule(reading) if not is_within(term.start, quoted)])
    return found


def add_terms(found: list[Term], terms: Iterable[Term]) -> None:
    """Put the terms that overlap no earlier one into the sorted list."""
    for term in terms:
        at = bisect_left(found, term.start, key=lambda other: other.start)
        if not any(term.overlaps(other) for other in found[max(0, at - 1) : at + 1]):
            found.insert(at, term)


def _days(reading: Reading) -> tuple[WrittenDate, ...]:
    """Return the days written; «25.12» counts behind a preposition, or where a label's value begins."""
    days = scan_dates(reading.folded, reading.start, reading.end)
    covered = [(day.start, day.end) for day in days]
    for short in scan_short_days(reading.folded, reading.start, reading.end):
        before = reading.folded[max(reading.start, short.start - 14) : short.start]
        leads = _BY.search(before) or (reading.bare and short.start == reading.start)
        if leads and not is_within(short.start, covered) and not is_within(short.end, covered):
            days.append(short)
            days.sort(key=lambda day: day.start)
    return tuple(days)


def labelled_values(reading: Reading, quoted: list[tuple[int, int]]) -> Iterator[Reading]:
    """Yield the values of «Срок – …» inside the words of a point."""
    for label in _LABEL.finditer(reading.folded, reading.start, reading.end):
        inside = label.start() > 0 and reading.folded[label.start() - 1].isalnum()
        if inside or is_within(label.start(), quoted):
            continue
        limit = min(reading.end, label.end() + _LONGEST_VALUE)
        stop = _VALUE_END.search(reading.folded, label.end(), limit)
        end = stop.start() if stop else limit
        if end > label.end():
            yield reading._replace(start=label.end(), end=end, bare=True)
