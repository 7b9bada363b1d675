"""Deadlines and their recurrence back from a document's triples."""

from __future__ import annotations

from datetime import time

from pyoxigraph import NamedNode

from ..model import Deadline, Recurrence, Shift
from .codes import DEADLINE_KINDS, FREQUENCIES
from .literals import read_moment
from .terms import (
    ASSUMPTION,
    BY_DAY,
    BY_MONTH,
    BY_MONTH_DAY,
    DAYS,
    DEADLINE_KIND,
    DUE_FROM,
    DUE_UNTIL,
    END_TIME,
    LAG,
    MONTH_OF_PERIOD,
    MOVED_DAYS,
    MOVED_MONTHS,
    MOVED_WORKING,
    NOMINAL_TEXT,
    RECURRENCE,
    REPEAT,
)
from .view import View


def read_deadline(view: View, proof: NamedNode) -> Deadline:
    """Return the deadline that an annotation proves."""
    node = view.object(proof)
    start, end = view.text(node, DUE_FROM), view.text(node, DUE_UNTIL)
    recurrence = view.node(node, RECURRENCE)
    return Deadline(
        text=view.need(node, NOMINAL_TEXT),
        kind=DEADLINE_KINDS.code(view.need_node(node, DEADLINE_KIND)),
        start=read_moment(start) if start else None,
        end=read_moment(end) if end else None,
        recurrence=read_recurrence(view, recurrence) if recurrence else None,
        assumptions=view.words(node, ASSUMPTION),
        shift=_read_shift(view, node),
    )


def _read_shift(view: View, node: NamedNode) -> Shift | None:
    days = view.text(node, MOVED_DAYS)
    if days is None:
        return None
    working = view.need(node, MOVED_WORKING) == "true"
    return Shift(int(days), int(view.need(node, MOVED_MONTHS)), working=working)


def read_recurrence(view: View, node: NamedNode) -> Recurrence:
    """Return the schedule that a recurring deadline names."""
    lag, clock = view.text(node, LAG), view.text(node, END_TIME)
    month = view.text(node, BY_MONTH) or view.text(node, MONTH_OF_PERIOD)
    at = time.fromisoformat(clock) if clock else None
    return Recurrence(
        frequency=FREQUENCIES[view.need(node, REPEAT)],
        day=_read_day(view, node),
        month=int(month) if month else None,
        lag=int(lag) if lag else 0,
        hour=at.hour if at else None,
        minute=at.minute if at else 0,
    )


def _read_day(view: View, node: NamedNode) -> int | None:
    weekday, day = view.node(node, BY_DAY), view.text(node, BY_MONTH_DAY)
    if weekday is not None:
        return DAYS.index(weekday) + 1
    return int(day) if day else None
