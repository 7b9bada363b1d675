"""Terms of one document as triples: deadlines and their recurrence."""

from __future__ import annotations

from datetime import datetime, time

from pyoxigraph import Literal, NamedNode

from ..model import Deadline, Fact, Recurrence, Shift
from . import iri
from .codes import DEADLINE_KINDS, PERIODS
from .draft import Draft
from .literals import boolean, integer, moment, stamp, text
from .terms import (
    ASSUMPTION,
    AT_STAMP,
    BEGINS,
    BY_DAY,
    BY_MONTH,
    BY_MONTH_DAY,
    COMPUTED_BY,
    DAYS,
    DEADLINE,
    DEADLINE_KIND,
    DUE_FROM,
    DUE_UNTIL,
    END_TIME,
    ENDS,
    INSTANT,
    LAG,
    MONTH_OF_PERIOD,
    MOVED_DAYS,
    MOVED_MONTHS,
    MOVED_WORKING,
    NOMINAL_TEXT,
    RECURRENCE,
    REPEAT,
    SCHEDULE,
    TYPE,
    XSD_TIME,
)


def write_deadline(draft: Draft, point: NamedNode, fact: Fact[Deadline], name: str) -> NamedNode:
    """Write a deadline as worded and as computed and return its node, `#deadline` of its point."""
    node = iri.part(point, name)
    deadline = fact.value
    draft.add(node, TYPE, DEADLINE)
    draft.add_text(node, NOMINAL_TEXT, deadline.text)
    draft.add(node, DEADLINE_KIND, DEADLINE_KINDS.node(deadline.kind))
    draft.add_text(node, COMPUTED_BY, fact.rule)
    draft.add_words(node, ASSUMPTION, deadline.assumptions)
    if deadline.start:
        draft.add(node, DUE_FROM, moment(deadline.start))
        draft.add(node, BEGINS, _write_instant(draft, node, "begins", deadline.start))
    if deadline.end:
        draft.add(node, DUE_UNTIL, moment(deadline.end))
        draft.add(node, ENDS, _write_instant(draft, node, "ends", deadline.end))
    if deadline.shift:
        _write_shift(draft, node, deadline.shift)
    if deadline.recurrence:
        _write_recurrence(draft, node, deadline.recurrence)
    return node


def _write_shift(draft: Draft, deadline: NamedNode, shift: Shift) -> None:
    """Write how far the words move another term, and whether only worked days count."""
    draft.add(deadline, MOVED_DAYS, integer(shift.days))
    draft.add(deadline, MOVED_MONTHS, integer(shift.months))
    draft.add(deadline, MOVED_WORKING, boolean(shift.working))


def _write_instant(draft: Draft, deadline: NamedNode, name: str, value: datetime) -> NamedNode:
    node = NamedNode(f"{deadline.value}-{name}")
    draft.add(node, TYPE, INSTANT)
    draft.add(node, AT_STAMP, stamp(value))
    return node


def _write_recurrence(draft: Draft, deadline: NamedNode, recurrence: Recurrence) -> None:
    node = NamedNode(f"{deadline.value}-recurrence")
    draft.add(deadline, RECURRENCE, node)
    draft.add(node, TYPE, SCHEDULE)
    draft.add(node, REPEAT, text(PERIODS[recurrence.frequency]))
    if recurrence.day is not None:
        _write_day(draft, node, recurrence.frequency == "weekly", recurrence.day)
    if recurrence.month is not None:
        yearly = recurrence.frequency == "yearly"
        draft.add(node, BY_MONTH if yearly else MONTH_OF_PERIOD, integer(recurrence.month))
    if recurrence.lag:
        draft.add(node, LAG, integer(recurrence.lag))
    if recurrence.hour is not None:
        clock = time(recurrence.hour, recurrence.minute)
        draft.add(node, END_TIME, Literal(clock.isoformat(), datatype=XSD_TIME))


def _write_day(draft: Draft, node: NamedNode, weekly: bool, day: int) -> None:  # noqa: FBT001
    if weekly:
        draft.add(node, BY_DAY, DAYS[day - 1])
    else:
        draft.add(node, BY_MONTH_DAY, integer(day))
