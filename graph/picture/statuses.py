"""The states of things over time: status periods as known at one moment, cut into slices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ..model import OPEN
from ..rdf import terms
from ..rdf.codes import STATES
from .values import Counts, Ground, Slice, Status, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ..model import State
    from .facts import Facts

_COUNTED: Final = {(True, "yes"): "orders", (False, "yes"): "bundles"}


@dataclass(frozen=True, slots=True)
class Life:
    """One status period as it is drawn: when, of what, whose, in which state, and whether it binds."""

    id: str
    thing: str
    start: datetime
    end: datetime
    state: State
    binds: str
    year: int | None = None
    name: str | None = None
    programme: str | None = None

    @property
    def whose(self) -> str | None:
        """The cohort's year, else the addressee's name."""
        return str(self.year) if self.year is not None else self.name

    def holds(self, moment: datetime) -> bool:
        """Return whether the period holds; its end is excluded."""
        return self.start <= moment < self.end


def lives_of(facts: Facts, things: Iterable[str], known: datetime) -> list[Life]:
    """Return the status periods of obligations or bundles as known at a moment: one life after another."""
    found = (period for thing in things for period in facts.subjects(terms.STATUS_OF, thing))
    lives = (_life(facts, period) for period in found if _is_known(facts, period, known))
    return sorted(filter(None, lives), key=_order)


def _order(life: Life) -> tuple[str, int, str, datetime, str]:
    return life.thing, life.year or 0, life.name or "", life.start, life.id


def _is_known(facts: Facts, period: str, known: datetime) -> bool:
    start, end = facts.moment(period, terms.KNOWN_FROM), facts.moment(period, terms.KNOWN_UNTIL)
    return (start is None or start <= known) and (end is None or known < end)


def _life(facts: Facts, period: str) -> Life | None:
    start, concept = facts.moment(period, terms.FROM), facts.node(period, terms.STATE)
    thing = facts.node(period, terms.STATUS_OF)
    if start is None or concept is None or thing is None:
        return None
    cohort = facts.node(period, terms.FOR_COHORT)
    return Life(
        period,
        thing,
        start,
        facts.moment(period, terms.UNTIL) or OPEN,
        STATES.code(NamedNode(concept)),
        facts.text(period, terms.BINDS) or "no",
        facts.number(cohort, terms.CREATION_YEAR) if cohort else None,
        facts.text(period, terms.ADDRESSEE_NAME),
        facts.text(cohort, terms.PROGRAMME) if cohort else None,
    )


def slices_of(
    facts: Facts, lives: Sequence[Life], written: str | None = None, *, whose: bool = False
) -> tuple[Slice, ...]:
    """Return what holds from each moment on at which something changes; `written` is the printed term.

    A state that holds for all its addressees names them only where `whose` asks for it.
    """
    moments = sorted({moment for life in lives for moment in (life.start, life.end)} - {OPEN})
    slices: list[Slice] = []
    for moment in moments:
        held = [life for life in lives if life.holds(moment)]
        one = _slice(facts, moment, held, written)
        if not whose:
            one = replace(one, statuses=plain_if_one(one.statuses))
        if not slices or _content(slices[-1]) != _content(one):
            slices.append(one)
    return tuple(slices)


def _slice(facts: Facts, moment: datetime, held: Sequence[Life], written: str | None) -> Slice:
    periods = [life.id for life in held]
    return Slice(
        moment,
        statuses(held),
        grounds(facts, periods),
        term_in_force(facts, periods, written),
        counts(facts, held),
    )


def _content(one: Slice) -> tuple[object, ...]:
    return one.statuses, one.because, one.term, one.counts


def slice_at(slices: Sequence[Slice], moment: datetime) -> Slice | None:
    """Return the slice that holds at a moment, None before the first."""
    return next((one for one in reversed(slices) if one.start <= moment), None)


def counts(facts: Facts, held: Iterable[Life]) -> Counts:
    """Return how many lines `binding` prints of these periods."""
    found = {"orders": 0, "bundles": 0, "contested": 0, "overdue": 0}
    for life in held:
        is_order = facts.is_a(life.thing, terms.OBLIGATION)
        name = "contested" if life.binds == "unknown" else _COUNTED.get((is_order, life.binds))
        if name:
            found[name] += 1
        if life.state == "overdue":
            found["overdue"] += 1
    return Counts(**found)


def statuses(held: Iterable[Life]) -> tuple[Status, ...]:
    """Return the states of these periods, each with the addressees it holds for."""
    whose: dict[State, list[str]] = defaultdict(list)
    for life in held:
        whose[life.state].append(life.whose or "")
    return tuple(
        Status(state, ", ".join(sorted(set(filter(None, names)))) or None) for state, names in whose.items()
    )


def plain_if_one(found: tuple[Status, ...]) -> tuple[Status, ...]:
    """Return a state that holds for every addressee without naming them: the arrows do."""
    return (Status(found[0].state),) if len(found) == 1 else found


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
    return tuple(dict.fromkeys(_ground(facts, reason) for reason in reasons_of(facts, periods)))


def reasons_of(facts: Facts, periods: Iterable[str]) -> list[str]:
    """Return the reason nodes of these periods, each period's in its order."""
    found: list[str] = []
    for period in periods:
        reasons = facts.nodes(period, terms.BECAUSE)
        found += sorted(reasons, key=lambda reason: facts.number(reason, terms.POSITION) or 0)
    return found


def _ground(facts: Facts, reason: str) -> Ground:
    point, event = facts.node(reason, terms.BY_POINT), facts.node(reason, terms.BY_EVENT)
    return Ground(
        facts.text(reason, terms.RULE) or "",
        facts.label(point) if point else None,
        facts.label(event) if event else None,
        facts.moment(reason, terms.MOMENT),
    )


def merge(parts: Sequence[tuple[Slice, ...]]) -> tuple[Slice, ...]:
    """Return the slices of a box that stands for several things: how many are in each state."""
    moments = sorted({one.start for slices in parts for one in slices})
    merged: list[Slice] = []
    for moment in moments:
        held = [found for slices in parts if (found := slice_at(slices, moment))]
        one = Slice(moment, _tally(held), counts=_sum(held))
        if not merged or _content(merged[-1]) != _content(one):
            merged.append(one)
    return tuple(merged)


def _tally(held: Iterable[Slice]) -> tuple[Status, ...]:
    tally: dict[State, int] = defaultdict(int)
    for one in held:
        for status in one.statuses:
            tally[status.state] += 1
    return tuple(Status(state, count=tally[state]) for state in STATES.nodes if state in tally)


def _sum(held: Sequence[Slice]) -> Counts:
    return Counts(
        sum(one.counts.orders for one in held),
        sum(one.counts.bundles for one in held),
        sum(one.counts.contested for one in held),
        sum(one.counts.overdue for one in held),
    )
