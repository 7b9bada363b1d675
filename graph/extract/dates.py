"""Dates out of written days: a value only where the calendar has it, a notice where it has not."""

from __future__ import annotations

from datetime import date

from ..model import Fact, Notice, Source
from .wording import past_fillers, wording
from .written_dates import WrittenDate, as_date, scan_dates, year_candidates


def find_dates(source: Source, start: int, end: int, *, given: date | None = None) -> list[Fact[date]]:
    """Return the dates written within [start, end), in order; of a range, both its days.

    A day without a year is the first such day on or after `given` (rule `date-year-assumed`), and
    no date without it. Impossible days are left out; `lint_dates` reports them.
    """
    folded = wording(source.text)
    facts: list[Fact[date]] = []
    for written in scan_dates(folded, start, end):
        facts += _facts(source, folded, written, given)
    return facts


def lint_dates(source: Source, start: int, end: int) -> list[Notice]:
    """Return a notice for each written day that no calendar has («31 ноября», «00.00.2016»)."""
    folded = wording(source.text)
    return [
        impossible_date(source, written.start, past_fillers(folded, written.end))
        for written in scan_dates(folded, start, end)
        if not written.possible and not written.historic
    ]


def impossible_date(source: Source, start: int, end: int) -> Notice:
    """Return the notice that the day on [start, end) does not exist."""
    span = source.span(start, end)
    return Notice("impossible-date", span, (("written", " ".join(span.text.split())),))


def resolve(written: WrittenDate, given: date | None) -> date | None:
    """Return the day meant, or None where it does not exist or its year can't be told.

    Without a year it is the first such day on or after `given`, the document's date.
    """
    if not written.year_in_range:
        return None
    for year in year_candidates(written, given):
        day = as_date(year, written.month, written.day)
        if day and (
            given is None or written.year is not None or written.year_shift is not None or day >= given
        ):
            return day
    return None


def _facts(source: Source, folded: str, written: WrittenDate, given: date | None) -> list[Fact[date]]:
    day = resolve(written, given)
    if day is None:
        return []
    rule = "date-written" if written.year is not None else "date-year-assumed"
    end = past_fillers(folded, written.end)
    facts = [Fact(day, source.span(written.start, end), rule, 1.0 if written.sure else 0.8)]
    if written.since:
        at, first, month = written.since
        since = as_date(day.year, month, first)
        if since and since <= day:
            facts.insert(0, Fact(since, source.span(at, end), rule, 0.9))
    return facts
