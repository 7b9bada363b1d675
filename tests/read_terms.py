"""Terms of one point read by themselves, and how the tests write them in short."""

from __future__ import annotations

from datetime import date

from graph.extract.deadlines import Terms, find_terms, read_term
from graph.model import Deadline

from .read_texts import source_of

FRIDAY = date(2025, 3, 14)
"""The date of every document here, where none is said."""


def terms(text: str, given: date | None = FRIDAY, **options: object) -> Terms:
    """Return the terms of a point with these words."""
    return find_terms(source_of(text), 0, len(text), given=given, **options)  # type: ignore[arg-type]


def term(text: str, given: date | None = FRIDAY) -> Deadline | None:
    """Return the point's own deadline."""
    found = terms(text, given).deadline
    return found.value if found else None


def labelled(text: str, given: date | None = FRIDAY) -> Deadline | None:
    """Return the deadline of a label's value."""
    found = read_term(source_of(text), 0, len(text), given=given).deadline
    return found.value if found else None


def shown(deadline: Deadline | None) -> tuple[str, str, str | None] | None:
    """Return text, kind and the end in short: a bare day is the last one included."""
    if deadline is None:
        return None
    end = deadline.end.isoformat() if deadline.end else None
    return deadline.text, deadline.kind, end


def last_day(iso: str) -> str:
    """Return the exclusive end of a last day in Moscow."""
    day = date.fromisoformat(iso)
    following = date.fromordinal(day.toordinal() + 1)
    return f"{following.isoformat()}T00:00:00+03:00"
