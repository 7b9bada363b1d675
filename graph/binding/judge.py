"""The state of one order at one moment, from what is known of it: the rules of sections 4 and 5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..model import Binds, Event, EventKind, PointId, Reason, State
from .acts import Act, event_reason
from .corrections import corrected
from .extensions import moved_end
from .facts import Order
from .recurring import settle

_ENDED: dict[EventKind, State] = {
    "cancellation": "cancelled",
    "replacement": "replaced",
    "condition-false": "not-applicable",
    "departure": "not-applicable",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds of a life from one moment to the next."""

    state: State
    binds: Binds
    due_from: datetime | None
    due_until: datetime | None
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """The term in force: its ends, whether it is a window, and the grounds on which it was extended."""

    start: datetime | None
    end: datetime | None
    window: bool
    extended: tuple[Reason, ...] = ()


def judge(order: Order, acts: Sequence[Act], at: datetime) -> Verdict:
    """Return the verdict on an order at a moment on or after its effective moment.

    `acts` are sorted and may lie after the moment; those count for nothing.
    """
    order, corrections = corrected(order, acts)
    past = [act for act in acts if act.event.effective <= at]
    term = _term_in_force(order, past)
    given = (Reason("given", point=order.id, moment=order.effective), *corrections)
    ended = _ending(order, past)
    if ended is not None:
        return _ended(order, past, ended, given)
    grounds = (*given, *term.extended)
    state, reasons = _open_state(order, past, term, at)
    binds: Binds = "unknown" if state == "contested" else "yes"
    return Verdict(state, binds, term.start, term.end, (*grounds, *reasons))


def term_at(order: Order, past: Iterable[Act]) -> Term:
    """Return the term that the order and the extensions among past acts set.

    Of several extensions the one with the latest effective, then the latest recorded moment counts; one
    that says by how much moves the term that those before it left.
    """
    deadline = order.deadline
    window = deadline is not None and deadline.kind == "window"
    start, end = (deadline.start, deadline.end) if deadline else (None, None)
    if deadline is not None and deadline.recurrence is not None:
        return Term(None, None, window=False)
    term = Term(start, end, window)
    for act in sorted((act for act in past if act.does("extension")), key=lambda act: act.order):
        if moved := moved_end(term.end, act.event):
            before = () if act.event.deadline else term.extended  # a day of its own rests on nothing before
            rules = ("extended", *moved.assumptions)
            grounds = tuple(event_reason(rule, act.event, moved.end) for rule in rules)
            term = Term(start, moved.end, window, (*before, *grounds))
    return term


def _term_in_force(order: Order, past: Sequence[Act]) -> Term:
    """Return the term that past acts leave: of a recurring order, that of its earliest open instance."""
    settlement = settle(order, past)
    if settlement is None:
        return term_at(order, past)
    event = settlement.moved_by
    grounds = () if event is None else (event_reason("extended", event, settlement.end),)
    return Term(None, settlement.end, window=False, extended=grounds)


# --- ended -------------------------------------------------------------------------------------


def _ending(order: Order, past: Sequence[Act]) -> Act | None:
    """Return the earliest act that ends the order, None where it goes on."""
    met = next((act for act in past if act.does("condition-true")), None)
    for act in past:
        if act.does("acceptance") and (act.event.ends_order or not _recurs(order)):
            return act
        if act.does("cancellation") or act.does("replacement") or act.does("departure"):
            return act
        if act.does("condition-false") and order.conditional and (met is None or act.order < met.order):
            return act
    return None


def _recurs(order: Order) -> bool:
    return order.deadline is not None and order.deadline.recurrence is not None


def _ended(order: Order, past: Sequence[Act], ending: Act, given: tuple[Reason, ...]) -> Verdict:
    event = ending.event
    before = [act for act in past if act.order < ending.order]
    term = _term_in_force(order, before)
    grounds = (*given, *term.extended)
    if event.kind != "acceptance":
        reason = event_reason(event.kind, event)
        return Verdict(_ENDED[event.kind], "no", term.start, term.end, (*grounds, reason))
    report = _standing_report(order, before)
    done = report.effective if report else event.effective
    due = _term_in_force(order, [act for act in before if act.event.effective <= done])
    late = due.end is not None and done >= due.end and not (due.window and report is None)
    reasons = (*((event_reason("reported", report),) if report else ()), event_reason("accepted", event))
    judged = Reason("late" if late else "in-time", point=order.id, moment=due.end)
    state: State = "fulfilled-late" if late else "fulfilled"
    return Verdict(state, "no", term.start, term.end, (*grounds, *reasons, judged))


def _standing_report(order: Order, past: Sequence[Act]) -> Event | None:
    """Return the first report on the whole order that was not returned."""
    standing: list[Event] = []
    for act in past:
        if act.does("report") and (act.event.ends_order or not _recurs(order)):
            standing.append(act.event)
        elif act.does("return"):
            named = act.event.instance if _recurs(order) else None
            standing = [report for report in standing if named not in {None, report.instance}]
    return standing[0] if standing else None


# --- not ended ---------------------------------------------------------------------------------


def _open_state(
    order: Order, past: Sequence[Act], term: Term, at: datetime
) -> tuple[State, tuple[Reason, ...]]:
    """Return the state of an order that goes on: the first of section 5's list that fits."""
    contest = next((act for act in past if act.force == "contests"), None)
    if contest is not None:
        return "contested", (event_reason("contested", contest.event),)
    report = _standing_report(order, past)
    if report is not None:
        return "reported", (event_reason("reported", report),)
    passed = term.end is not None and at >= term.end
    clock = _clock_reason(order.id, term, passed=passed)
    met = next((act.event for act in past if act.does("condition-true")), None)
    if order.conditional and met is None:
        open_condition = Reason("condition-open", point=order.id)
        return ("condition-unconfirmed" if passed else "conditional"), (open_condition, *clock)
    grounds = (*((event_reason("condition-true", met),) if met else ()), *clock)
    if passed:
        return ("window-passed" if term.window else "overdue"), grounds
    return "in-force", grounds


def _clock_reason(point: PointId, term: Term, *, passed: bool) -> tuple[Reason, ...]:
    if term.end is None:
        return (Reason("no-deadline", point=point),)
    return (Reason("deadline-passed" if passed else "deadline-ahead", point=point, moment=term.end),)
