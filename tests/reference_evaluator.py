"""The slow and obvious judge of what binds: everything is replayed for every (T, K).

Written from the rules alone and from nothing of `graph.binding`, so that agreement means something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from graph.model import Binds, Capacity, Cohort, Decision, Event, Filed, State

from .reference_instances import Schedule
from .reference_knowledge import (
    Happening,
    Target,
    capacity_of,
    clause_targets,
    clauses,
    declarer_capacity,
    effective_of,
    fitting_paths,
    fold,
    issuer_of,
    known_documents,
    known_happenings,
    order_targets,
)


class Line(NamedTuple):
    """One life: an order (or, without a path, a bundle) and the cohort or addressee it binds."""

    document: str
    path: str | None
    cohort: Cohort | None
    addressee: str | None = None


class Verdict(NamedTuple):
    """What holds of one life at one (T, K)."""

    state: State
    binds: Binds
    due_until: datetime | None = None
    not_mentioned_since: date | None = None


@dataclass(frozen=True)
class Answer:
    """What binds a cohort: the four parts of an answer, none of which shares a line with another."""

    orders: dict[Line, Verdict]
    bundles: dict[Line, Verdict]
    contested: dict[Line, Verdict]
    ended: dict[Line, Verdict]


class Act(NamedTuple):
    """An event that concerns a life, and the capacity in which its author acted."""

    event: Event
    capacity: Capacity

    def may(self, *allowed: Capacity) -> bool:
        """Tell whether the author is one of those who may."""
        return self.capacity in allowed


def evaluate(
    documents: Iterable[Filed], events: Iterable[Event], cohort_year: int, at: datetime, known_at: datetime
) -> Answer:
    """Return the answer for the cohorts of one year."""
    every = every_life(documents, events, at, known_at)
    mine = {
        line: verdict for line, verdict in every.items() if line.cohort and line.cohort.year == cohort_year
    }

    def part(wanted: Callable[[Line, Verdict], bool]) -> dict[Line, Verdict]:
        return {line: verdict for line, verdict in mine.items() if wanted(line, verdict)}

    return Answer(
        orders=part(lambda line, verdict: verdict.binds == "yes" and line.path is not None),
        bundles=part(lambda line, verdict: verdict.binds == "yes" and line.path is None),
        contested=part(lambda _, verdict: verdict.binds == "unknown"),
        ended=part(lambda _, verdict: verdict.binds == "no"),
    )


def every_life(
    documents: Iterable[Filed], events: Iterable[Event], at: datetime, known_at: datetime
) -> dict[Line, Verdict]:
    """Return the verdict on every life that has begun by T, as known at K."""
    held = known_documents(documents, known_at)
    happenings = known_happenings(events, held, known_at)
    past = [happening for happening in happenings if happening.event.effective <= at]
    begun = [filed for filed in held if effective_of(filed) <= at]
    verdicts: dict[Line, Verdict] = {}
    for filed in begun:
        for point in filed.protocol.points:
            if point.kind.value == "order":
                for cohort in order_targets(point, held):
                    acts = _acts_on_order(past, filed, point, cohort, held)
                    verdict = _judge_order(filed, point, acts, at)
                    line = Line(filed.card.key, point.path, cohort)
                    verdicts[line] = _flagged(line, verdict, begun, held)
    for line in _bundles(begun, held):
        verdict = _judge_bundle(_acts_on_bundle(past, line, held))
        verdicts[line] = _flagged(line, verdict, begun, held)
    return verdicts


# --- which events concern a life -----------------------------------------------------------------


def _concerns(event: Event, cohort: Cohort | None) -> bool:
    fits = not event.cohorts or (cohort is not None and cohort.year in event.cohorts)
    return fits and event.member is None


def _act(happening: Happening, key: str, held: list[Filed]) -> Act:
    event, declarer, reference = happening.event, happening.declarer, happening.reference
    if declarer is None or reference is None:
        return Act(event, capacity_of(event, key, held))
    return Act(event, declarer_capacity(declarer, reference, key, held))


def _acts_on_order(
    past: list[Happening], filed: Filed, point: Decision, cohort: Cohort | None, held: list[Filed]
) -> list[Act]:
    paths = [other.path for other in filed.protocol.points]
    return [
        _act(happening, filed.card.key, held)
        for happening in past
        if happening.event.document == filed.card.key
        and (happening.event.point is None or point.path in fitting_paths(happening.event.point, paths))
        and _concerns(happening.event, cohort)
    ]


def _acts_on_bundle(past: list[Happening], line: Line, held: list[Filed]) -> list[Act]:
    return [
        _act(happening, line.document, held)
        for happening in past
        if happening.event.document == line.document
        and happening.event.point is None
        and _concerns(happening.event, line.cohort)
    ]


# --- judging an order ----------------------------------------------------------------------------


def _judge_order(filed: Filed, point: Decision, acts: list[Act], at: datetime) -> Verdict:
    schedule = Schedule(point.deadline.value if point.deadline else None, effective_of(filed))
    ending = _first_ending(point, schedule, acts)
    if ending is not None:
        due = _due(schedule, acts[:ending], at)
        return Verdict(_ended_state(schedule, acts, ending), "no", due)
    due = _due(schedule, acts, at)
    if any(_is_contested(act) for act in acts):
        return Verdict("contested", "unknown", due)
    passed = due is not None and at >= due
    return Verdict(_open_state(point, schedule, acts, passed=passed), "yes", due)


def _first_ending(point: Decision, schedule: Schedule, acts: list[Act]) -> int | None:
    for place, act in enumerate(acts):
        kind = act.event.kind
        judges = act.may("issuer", "superior", "controller")
        if kind == "acceptance" and judges and (act.event.ends_order or not schedule.recurs):
            return place
        if kind in {"cancellation", "replacement"} and act.may("issuer", "superior"):
            return place
        if kind == "departure" and not act.may("other"):
            return place
        false = kind == "condition-false" and judges and point.condition is not None
        if false and not _condition_held(acts[:place]):
            return place
    return None


def _condition_held(acts: list[Act]) -> bool:
    return any(
        act.event.kind == "condition-true" and act.may("issuer", "superior", "controller") for act in acts
    )


def _is_contested(act: Act) -> bool:
    return act.event.kind in {"cancellation", "replacement"} and not act.may("issuer", "superior")


def _ended_state(schedule: Schedule, acts: list[Act], ending: int) -> State:
    kind = acts[ending].event.kind
    if kind == "cancellation":
        return "cancelled"
    if kind == "replacement":
        return "replaced"
    if kind != "acceptance":
        return "not-applicable"
    reports = _standing_reports(schedule, acts[:ending])
    if schedule.is_window and not reports:
        return "fulfilled"
    moment = (reports[0] if reports else acts[ending].event).effective
    due = _due(schedule, acts[:ending], moment)
    return "fulfilled-late" if due is not None and moment >= due else "fulfilled"


def _standing_reports(schedule: Schedule, acts: list[Act]) -> list[Event]:
    """Return the reports on the whole order that nobody who may has returned, in order."""
    standing: list[Event] = []
    for act in acts:
        if act.event.kind == "report" and (act.event.ends_order or not schedule.recurs):
            standing.append(act.event)
        if act.event.kind == "return" and act.may("issuer", "superior", "controller"):
            returned = act.event.instance if schedule.recurs else None
            standing = [report for report in standing if returned not in {None, report.instance}]
    return standing


def _open_state(point: Decision, schedule: Schedule, acts: list[Act], *, passed: bool) -> State:
    if _standing_reports(schedule, acts):
        return "reported"
    if point.condition is not None and not _condition_held(acts):
        return "condition-unconfirmed" if passed else "conditional"
    if passed:
        return "window-passed" if schedule.is_window else "overdue"
    return "in-force"


def _due(schedule: Schedule, acts: list[Act], moment: datetime) -> datetime | None:
    """Return the end of the term in force at a moment."""
    by_then = [act for act in acts if act.event.effective <= moment]
    moved = [act.event for act in by_then if act.event.kind == "extension" and act.may("issuer", "superior")]
    if not schedule.recurs:
        end = schedule.end
        for event in moved:
            end = event.deadline or (end + timedelta(days=event.shift.days) if end and event.shift else end)
        return end
    moved_ends = {event.instance: event.deadline for event in moved if event.instance and event.deadline}
    return schedule.earliest_open_end(_settled(schedule, by_then), moved_ends)


def _settled(schedule: Schedule, acts: list[Act]) -> set[str]:
    """Return the instances of a recurring order that a report or an acceptance settles."""
    reported: set[str] = set()
    accepted: set[str] = set()
    for act in acts:
        judges = act.may("issuer", "superior", "controller")
        if act.event.kind == "report" and not act.event.ends_order:
            reported.add(act.event.instance or schedule.earliest_name(reported))
        if act.event.kind == "acceptance" and judges and not act.event.ends_order:
            accepted.add(act.event.instance or schedule.earliest_name(accepted))
        if act.event.kind == "return" and judges:
            reported = reported - {act.event.instance} if act.event.instance else set()
    return reported | accepted


# --- bundles and continuation --------------------------------------------------------------------


def _bundles(begun: list[Filed], held: list[Filed]) -> set[Line]:
    keys = {filed.card.key for filed in held}
    return {
        Line(key, None, *target)
        for target in _targets(begun, held)
        for _, key in clauses(begun, target, held)
        if key not in keys
    }


def _targets(begun: list[Filed], held: list[Filed]) -> set[Target]:
    points = [point for filed in begun for point in filed.protocol.points]
    return {
        target
        for point in points
        if point.kind.value == "continuation"
        for target in clause_targets(point, held)
    }


def _judge_bundle(acts: list[Act]) -> Verdict:
    for act in acts:
        if act.event.kind == "acceptance" and act.may("issuer", "superior", "controller"):
            return Verdict("fulfilled", "no")
        if act.event.kind == "cancellation" and act.may("issuer", "superior"):
            return Verdict("cancelled", "no")
    if any(act.event.kind == "cancellation" for act in acts):
        return Verdict("contested", "unknown")
    return Verdict("text-not-held", "yes")


def _flagged(line: Line, verdict: Verdict, begun: list[Filed], held: list[Filed]) -> Verdict:
    if verdict.binds == "no" or line.cohort is None:
        return verdict
    return verdict._replace(not_mentioned_since=_left_out_since(line.document, line.cohort, begun, held))


def _left_out_since(key: str, cohort: Cohort, begun: list[Filed], held: list[Filed]) -> date | None:
    """Return the date of the first list that leaves a document out after the last that names it."""
    lists: dict[str, set[str]] = {}
    for filed, named in clauses(begun, (cohort, None), held):
        lists.setdefault(filed.card.key, set()).add(named)
    by_key = {filed.card.key: filed for filed in begun}
    series = {_series(by_key[citer]) for citer, named in lists.items() if key in named}
    dates = []
    for one in series:
        mine = [by_key[citer] for citer in lists if _series(by_key[citer]) == one]
        last = max(effective_of(filed) for filed in mine if _reaches(filed, key, lists, by_key))
        dates += [effective_of(filed) for filed in mine if effective_of(filed) > last]
    return min(dates).date() if dates else None


def _reaches(filed: Filed, key: str, lists: dict[str, set[str]], by_key: dict[str, Filed]) -> bool:
    named = lists.get(filed.card.key, set())
    earlier = [by_key[other] for other in named if other in by_key]
    return key in named or any(
        _reaches(other, key, lists, by_key) for other in earlier if effective_of(other) < effective_of(filed)
    )


def _series(filed: Filed) -> tuple[str, str]:
    """Return what the numbers of one series share: the issuer, and the form without its own figures."""
    head = filed.protocol.head
    year = str(effective_of(filed).year)
    parts = re.split("([0-9]+)", head.number.value if head.number else "")
    groups = range(1, len(parts), 2)
    apart = [place for place in groups if not parts[place - 1][-1:].isalpha()]
    running = [*apart, *groups][:1]
    for place in groups:
        if place in running:
            parts[place] = "#"
        elif parts[place] in {year, year[2:]}:
            parts[place] = "Y"
    return fold(issuer_of(filed) or ""), "".join(parts)
