"""What a report is made of, asked of the store once: answers, figures, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import __version__
from ..answers import Whom, what_binds
from ..answers.conflicts import conflicts
from ..answers.discipline import discipline
from ..messages import Language
from ..moments import Moment
from ..queries import Rows, part, run_query
from .recurring import Answers, Recurring, find_recurring

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about: whom it concerns, the moment T, what was known at K, its language."""

    whom: Whom
    at: Moment
    known_at: Moment
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report says, as rows.

    `answer` is what binds, in the form of `obligraph binding`; `papers` maps the file of a held document to
    the document's IRI; `digest` names the state of the register, `version` the program that made this.
    """

    asked: Asked
    answer: Record
    missing: Rows
    discipline: Rows
    conflicts: Rows
    papers: dict[str, str]
    recurring: Recurring
    digest: str
    version: str = __version__

    @property
    def orders(self) -> list[Record]:
        """Return the orders that bind, those with the nearest term first."""
        found: list[Record] = self.answer["orders"]
        return found

    @property
    def overdue(self) -> list[Record]:
        """Return the orders whose term is over and that nobody performed."""
        return overdue_among(self.orders)

    @property
    def due(self) -> list[Record]:
        """Return the orders whose term ends after T."""
        return due_after(self.orders, self.asked.at)


def overdue_among(orders: Sequence[Record]) -> list[Record]:
    """Return those of the binding orders whose term is over and that nobody performed."""
    return [line for line in orders if line["state"] == "overdue"]


def due_after(orders: Sequence[Record], at: Moment) -> list[Record]:
    """Return those of the binding orders whose term ends after a moment."""
    return [
        line for line in orders if line["due_until"] and datetime.fromisoformat(line["due_until"]) > at.value
    ]


def gather(store: Answers, asked: Asked, digest: str) -> Contents:
    """Return all that a report shows; `digest` names the state of the register.

    Raises `UnknownNameError` for an unknown cohort or addressee.
    """
    at, known_at = asked.at, asked.known_at
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    held = run_query(store, part("papers"), {}).rows
    return Contents(
        asked=asked,
        answer=what_binds(store, asked.whom, at, known_at, asked.language),
        missing=_concerning(run_query(store, "missing", moments), "cohorts", asked.whom.cohort),
        discipline=discipline(store, at, known_at),
        conflicts=_concerning(conflicts(store, at, known_at), "cohort", asked.whom.cohort),
        recurring=find_recurring(store, moments),
        papers={str(source): str(paper) for source, paper in held},
        digest=digest,
    )


def _concerning(rows: Rows, column: str, cohort: int | None) -> Rows:
    """Return the rows that concern a cohort, all of them where the report is about no cohort."""
    if cohort is None:
        return rows
    place = rows.columns.index(column)
    kept = tuple(row for row in rows.rows if str(cohort) in _years(row[place]))
    return Rows(rows.query, rows.parameters, rows.columns, kept, rows.assumptions)


def _years(cell: object) -> list[str]:
    return [str(year) for year in cell] if isinstance(cell, list) else [str(cell)]
