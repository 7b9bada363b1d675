"""The term of a point: which of the terms that its words hold is the deadline, which the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..model import Deadline, Fact, Notice, Source
from .gates import has_any
from .lexicon_terms import REPORT_STEMS, REPORT_WORDS, SECOND_REPORT_STEMS, SECOND_REPORT_WORDS
from .quoted import foreign_words, replacing_words
from .shared_tasks import each_told
from .term_scan import add_terms, labelled_values, scan_terms
from .term_values import DayOffRule, Reading, Term, spaced, with_text
from .wording import past_fillers, wording

_REPORT = re.compile(rf"(?<![а-я])(?:{spaced(REPORT_WORDS)})")
_SECOND_REPORT = re.compile(rf"(?<![а-я])(?:{spaced(SECOND_REPORT_WORDS)})")
_SINCE = re.compile(
    r"(?:начиная\s{1,4})?со?\s{1,4}(?:[0-9]{1,2}\s{1,4}[а-я]{3,8}|[0-9]{1,2}\.[0-9]{1,2})(?:[\s.]{1,3}[0-9]{2,4})?"
    r"(?:\s{0,3}г(?:\.|ода)?)?(?:\s{1,4}и?\s{0,3}до\s{1,4}[^0-9]{1,120})?[\s.;]{0,4}"
)
"""«Срок: с 1 декабря»: when a task begins is no day by which it is done."""

_PART = re.compile(r",|;|\.\s|\n|\sи\s|\sа\s|\(")
_FACTLESS = frozenset({"open", "established"})


class Terms(NamedTuple):
    """The terms of one point: the action's, the report's where it is another, and what to know."""

    deadline: Fact[Deadline] | None = None
    report_deadline: Fact[Deadline] | None = None
    notices: tuple[Notice, ...] = ()


_NONE = Terms()


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
    labelled = [term for value in labelled_values(reading, quoted) for term in scan_terms(value, [])[:1]]
    terms = list(labelled)
    add_terms(terms, scan_terms(reading, quoted))
    return _choose(source, reading, _of_all(terms, each_told(source.text, folded, start, end)), labelled)


def _of_all(terms: list[Term], told: tuple[tuple[int, int], ...]) -> list[Term]:
    """Return the terms with the last one alone of those that one task sets for several, each for one."""
    behind = {end for _, end in told}
    several = [term for term in terms if term.start in behind and term.deadline.end]
    if len(several) < 2:
        return terms
    last = max(several, key=lambda term: term.deadline.end or term.start)
    return [term for term in terms if term is last or term not in several]


def read_term(
    source: Source, start: int, end: int, *, given: date | None = None, rule: DayOffRule = "before"
) -> Terms:
    """Return the terms of a label's value on [start, end): there a day needs no preposition."""
    folded = wording(source.text)
    while start < end and (folded[start].isspace() or folded[start] in "-:"):
        start += 1
    if _SINCE.fullmatch(folded, start, end):
        return _NONE
    reading = Reading(folded, start, end, given, rule, bare=True)
    return _choose(source, reading, scan_terms(reading, []), [])


# --- which is which ----------------------------------------------------------------------------


def _choose(source: Source, reading: Reading, terms: list[Term], labelled: list[Term]) -> Terms:
    if not terms:
        return _NONE
    told = _reports(reading, terms)
    starts = {term.start for term in labelled}
    reports = [term for term, report in zip(terms, told, strict=True) if report and term.start not in starts]
    actions = labelled or [term for term, report in zip(terms, told, strict=True) if not report]
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


def _reports(reading: Reading, terms: list[Term]) -> list[bool]:
    """Tell of each term whether the part of the sentence around it speaks of reporting."""
    cuts = [_split(reading, left.end, right.start) for left, right in pairwise(terms)]
    edges = [reading.start, *cuts, reading.end]
    return [_speaks_of_report(reading, index, *part) for index, part in enumerate(pairwise(edges))]


def _speaks_of_report(reading: Reading, index: int, start: int, end: int) -> bool:
    pattern, stems = (_SECOND_REPORT, SECOND_REPORT_STEMS) if index else (_REPORT, REPORT_STEMS)
    likely = has_any(reading.folded, start, end, stems)
    return likely and pattern.search(reading.folded, start, end) is not None


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
