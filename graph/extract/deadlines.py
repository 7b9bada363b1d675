"""The term of a point: which of the terms that its words hold is the deadline, which the report's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..model import Deadline, Fact, Notice, Source
from .lexicon_terms import REPORT_WORDS, SECOND_REPORT_WORDS
from .named_terms import named_terms
from .period_terms import period_terms
from .quoted import foreign_words, is_within, replacing_words
from .recurrences import recurring_terms
from .relative_terms import relative_terms
from .term_values import DayOffRule, Reading, Term, spaced, with_text
from .worded_terms import worded_terms
from .wording import past_fillers, wording
from .written_dates import WrittenDate, scan_dates, scan_short_days

_RULES = (recurring_terms, named_terms, relative_terms, period_terms, worded_terms)
"""First come, first served: a later rule never takes words from an earlier one."""

_LABEL = re.compile(
    r"срок[и]?(?:\s{1,3}(?:исполнения|выполнения|реализации|представления|предоставления|завершения|сдачи"
    r"|окончания|проведения)(?:\s{1,3}[а-я]{3,15}){0,2})?\s{0,3}(?::\s{0,3}-?|-|(?=\n))\s{0,4}"
)
_VALUE_END = re.compile(
    r"\n\s{0,4}\n|\n(?=\s{0,4}[а-я]{3,15}[а-я\s]{0,30}[:-])|;|\||(?<!г)\.\s{1,3}(?=[а-я]{3})|(?=отв(?:етственн|\.))"
)
_REPORT = re.compile(rf"(?<![а-я])(?:{spaced(REPORT_WORDS)})")
_SECOND_REPORT = re.compile(rf"(?<![а-я])(?:{spaced(SECOND_REPORT_WORDS)})")
_BY = re.compile(r"(?<![а-я])(?:до|к|по|с|позднее)\s{1,3}$")
_PART = re.compile(r",|;|\.\s|\n|\sи\s|\sа\s|\(")
_FACTLESS = frozenset({"open", "established"})


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one point: the action's, the report's where it is another, and what to know."""

    deadline: Fact[Deadline] | None = None
    report_deadline: Fact[Deadline] | None = None
    notices: tuple[Notice, ...] = ()


def find_terms(
    source: Source, start: int, end: int, *, given: date | None, rule: DayOffRule = "before"
) -> Terms:
    """Return the terms that the words of a point on [start, end) set.

    `given` is the document's date; without it nothing is computed. `rule` says where a computed
    day off goes. A labelled term («Срок – …») inside the words comes before all others.
    """
    folded = wording(source.text)
    reading = Reading(folded, start, end, given, rule)
    replacing = replacing_words(folded, start, end)
    if replacing:
        return read_term(source, *replacing, given=given, rule=rule)
    quoted = foreign_words(folded, start, end)
    labelled = [term for value in _labelled(reading, quoted) for term in _scan(value, [])[:1]]
    terms = _scan(reading, quoted) if not labelled else _beside(_scan(reading, quoted), labelled)
    return _choose(source, reading, terms, labelled)


def read_term(
    source: Source, start: int, end: int, *, given: date | None = None, rule: DayOffRule = "before"
) -> Terms:
    """Return the terms of a label's value on [start, end): there a day needs no preposition."""
    folded = wording(source.text)
    while start < end and (folded[start].isspace() or folded[start] in "-:"):
        start += 1
    reading = Reading(folded, start, end, given, rule, bare=True)
    return _choose(source, reading, _scan(reading, []), [])


# --- all terms of a place ----------------------------------------------------------------------


def _scan(reading: Reading, quoted: list[tuple[int, int]]) -> list[Term]:
    """Return the terms of a reading in order, none within quoted words, none overlapping."""
    reading = replace(reading, dates=_days(reading))
    found: list[Term] = []
    for rule in _RULES:
        for term in rule(reading):
            if not is_within(term.start, quoted) and not any(term.overlaps(other) for other in found):
                found.append(term)
    return sorted(found, key=lambda term: term.start)


def _days(reading: Reading) -> tuple[WrittenDate, ...]:
    """Return the days written; «25.12» counts behind a preposition, or where a label's value begins."""
    days = scan_dates(reading.folded, reading.start, reading.end)
    for short in scan_short_days(reading.folded, reading.start, reading.end):
        before = reading.folded[max(reading.start, short.start - 14) : short.start]
        leads = _BY.search(before) or (reading.bare and short.start == reading.start)
        if leads and not any(day.start < short.end and short.start < day.end for day in days):
            days.append(short)
    return tuple(sorted(days, key=lambda day: day.start))


def _labelled(reading: Reading, quoted: list[tuple[int, int]]) -> Iterator[Reading]:
    """Yield the values of «Срок – …» inside the words of a point."""
    for label in _LABEL.finditer(reading.folded, reading.start, reading.end):
        inside = label.start() > 0 and reading.folded[label.start() - 1].isalnum()
        if inside or is_within(label.start(), quoted):
            continue
        stop = _VALUE_END.search(reading.folded, label.end(), reading.end)
        end = stop.start() if stop else reading.end
        if end > label.end():
            yield replace(reading, start=label.end(), end=end, bare=True)


def _beside(terms: Iterable[Term], labelled: list[Term]) -> list[Term]:
    return [term for term in terms if not any(term.overlaps(other) for other in labelled)]


# --- which is which ----------------------------------------------------------------------------


def _choose(source: Source, reading: Reading, terms: list[Term], labelled: list[Term]) -> Terms:
    reports = [term for term in terms if _is_report(reading, term, terms)]
    actions = labelled or [term for term in terms if term not in reports]
    chosen = _first(actions) or _first(reports)
    report = _first([term for term in reports if term is not chosen]) if actions else None
    kept = [term for term in (chosen, report) if term]
    notices = tuple(notice for term in kept for notice in _notices(source, reading, term))
    return Terms(
        _fact(source, reading, chosen) if chosen else None,
        _fact(source, reading, report) if report else None,
        notices,
    )


def _first(terms: list[Term]) -> Term | None:
    """Return the first term with a day, else the first that has none."""
    dated = [term for term in terms if term.deadline.kind not in _FACTLESS]
    return next(iter(dated or terms), None)


def _is_report(reading: Reading, term: Term, terms: list[Term]) -> bool:
    """Whether the part of the sentence around a term speaks of reporting."""
    index = terms.index(term)
    left = _split(reading, terms[index - 1].end, term.start) if index else reading.start
    right = reading.end
    if index + 1 < len(terms):
        right = _split(reading, term.end, terms[index + 1].start)
    return bool((_SECOND_REPORT if index else _REPORT).search(reading.folded, left, right))


def _split(reading: Reading, start: int, end: int) -> int:
    """Return where the words between two terms part: at the last sign before a word of reporting."""
    parts = [part.start() for part in _PART.finditer(reading.folded, start, end)]
    told = _SECOND_REPORT.search(reading.folded, start, end)
    before = [part for part in parts if told and part < told.start()]
    return (before or parts or [start])[-1]


def _fact(source: Source, reading: Reading, term: Term) -> Fact[Deadline]:
    span = source.span(term.start, past_fillers(reading.folded, term.end))
    return Fact(with_text(term, span.text), span, term.rule)


def _notices(source: Source, reading: Reading, term: Term) -> Iterator[Notice]:
    span = source.span(term.start, past_fillers(reading.folded, term.end))
    for code in term.notices:
        yield Notice(code, span, (("written", " ".join(span.text.split())),))
