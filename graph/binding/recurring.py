"""Which instance of a recurring order is the earliest that nobody settled."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..model import Event
from .acts import Act
from .facts import Order
from .instances import Instance, instances


@dataclass(frozen=True, slots=True)
class Settlement:
    """The earliest term of an instance without a report or an acceptance, and what moved that term."""

    instance: str
    end: datetime
    moved_by: Event | None = None


def settle(order: Order, past: Sequence[Act]) -> Settlement | None:
    """Return the open instance of a recurring order that is due first, None for any other order."""
    recurrence = order.deadline.recurrence if order.deadline else None
    if recurrence is None:
        return None
    settled = _taken(order, past)
    moved = {
        act.event.instance: act.event
        for act in past
        if act.does("extension") and act.event.instance and act.event.deadline
    }
    return min(_open(order, settled, moved), key=lambda one: one.end)


def _open(order: Order, settled: set[str], moved: Mapping[str, Event]) -> Iterator[Settlement]:
    """Go through the open instances up to the first that was not moved, and all moved ones.

    Names of one frequency sort as their periods do, so nothing moved comes after the last name.
    """
    last = max(moved, default="")
    for one in _instances(order):
        event = moved.get(one.name)
        if one.name not in settled:
            end = event.deadline if event is not None and event.deadline is not None else one.end
            yield Settlement(one.name, end, event)
        if one.name not in settled and event is None and one.name >= last:
            return


def _taken(order: Order, past: Sequence[Act]) -> set[str]:
    """Return the instances that reports or acceptances settle: the one named, else the earliest without one.

    A return undoes the reports on the instance that it names, else all reports before it.
    """
    reported: set[str] = set()
    accepted: set[str] = set()
    for act in past:
        if act.does("return"):
            reported = reported - {act.event.instance} if act.event.instance else set()
        elif not act.event.ends_order and (act.does("report") or act.does("acceptance")):
            taken = reported if act.does("report") else accepted
            taken.add(act.event.instance or _first_free(order, taken))
    return reported | accepted


def _first_free(order: Order, taken: Container[str]) -> str:
    return next(one.name for one in _instances(order) if one.name not in taken)


def _instances(order: Order) -> Iterator[Instance]:
    recurrence = order.deadline.recurrence if order.deadline else None
    if recurrence is None:
        raise ValueError("the order does not recur")
    return instances(recurrence, order.effective)
