"""The states of things in a picture: the status periods that hold at one moment as known at another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..rdf import terms
from ..rdf.codes import STATES
from .values import Ground, Status, Term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ..model import State
    from .facts import Facts


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment that is asked about, and the moment as of which things are known."""

    at: datetime
    known: datetime

    def holds(self, facts: Facts, period: str) -> bool:
        """Return whether a status period holds; both its intervals exclude their ends."""
        bounds = ((terms.FROM, terms.UNTIL, self.at), (terms.KNOWN_FROM, terms.KNOWN_UNTIL, self.known))
        return all(_within(facts, period, since, until, moment) for since, until, moment in bounds)


def _within(facts: Facts, period: str, since: NamedNode, until: NamedNode, moment: datetime) -> bool:
    start, end = facts.moment(period, since), facts.moment(period, until)
    return (start is None or start <= moment) and (end is None or moment < end)


def periods_of(facts: Facts, things: Iterable[str], clock: Clock) -> list[str]:
    """Return the status periods of obligations or bundles that hold."""
    found = (period for thing in things for period in facts.subjects(terms.STATUS_OF, thing))
    return [period for period in found if clock.holds(facts, period)]


def of_cohort(facts: Facts, periods: Iterable[str], year: int | None) -> list[str]:
    """Return the periods of one year's cohorts, or all of them for None."""
    return [period for period in periods if year is None or year_of(facts, period) == year]


def year_of(facts: Facts, period: str) -> int | None:
    """Return the creation year of the cohort that a period is of."""
    cohort = facts.node(period, terms.FOR_COHORT)
    return facts.number(cohort, terms.CREATION_YEAR) if cohort else None


def statuses(facts: Facts, periods: Iterable[str]) -> tuple[Status, ...]:
    """Return the states of these periods, each with the addressees it holds for."""
    whose: dict[State, list[str]] = defaultdict(list)
    for period in periods:
        concept = facts.node(period, terms.STATE)
        if concept is not None:
            whose[STATES.code(NamedNode(concept))].append(_addressee(facts, period))
    return tuple(
        Status(state, ", ".join(sorted(filter(None, names))) or None) for state, names in whose.items()
    )


def _addressee(facts: Facts, period: str) -> str:
    year = year_of(facts, period)
    return str(year) if year is not None else facts.text(period, terms.ADDRESSEE_NAME) or ""


def term_in_force(facts: Facts, periods: Iterable[str], written: str | None) -> Term | None:
    """Return the term that the periods give, else the one written in the document."""
    words = facts.text(written, terms.NOMINAL_TEXT) if written else None
    for subject in (*periods, *([written] if written else [])):
        until = facts.moment(subject, terms.DUE_UNTIL)
        if until is not None:
            return Term(until, facts.moment(subject, terms.DUE_FROM), words)
    return Term(words=words) if words else None


def grounds(facts: Facts, periods: Iterable[str]) -> tuple[Ground, ...]:
    """Return the reasons of these periods, each once."""
    found: list[str] = []
    for period in periods:
        reasons = facts.nodes(period, terms.BECAUSE)
        found += sorted(reasons, key=lambda reason: facts.number(reason, terms.POSITION) or 0)
    return tuple(dict.fromkeys(_ground(facts, reason) for reason in found))


def _ground(facts: Facts, reason: str) -> Ground:
    point, event = facts.node(reason, terms.BY_POINT), facts.node(reason, terms.BY_EVENT)
    return Ground(
        facts.text(reason, terms.RULE) or "",
        facts.label(point) if point else None,
        facts.label(event) if event else None,
        facts.moment(reason, terms.MOMENT),
    )
