"""Which instance of a recurring order is the earliest that nobody settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..model import Event, EventKind
from .acts import Act
from .facts import Order
from .instances import Instance, instances


@dataclass(frozen=True, slots=True)
class Settlement:
    """The earliest instance without a report or an acceptance, its term, what moved that term."""

    instance: str
    end: datetime
    moved_by: Event | None = None


def settle(order: Order, past: Sequence[Act]) -> Settlement | None:
    """Return the earliest unsettled instance of a recurring order, None for any other order."""
    recurrence = order.deadline.recurrence if order.deadline else None
    if recurrence is None:
        return None
    settled = _taken(order, past, "report") | _taken(order, past, "acceptance")
    moved = {act.event.instance: act.event for act in past if act.does("extension")}
    first = _first_free(order, settled)
    event = moved.get(first.name)
    end = event.deadline if event is not None and event.deadline is not None else first.end
    return Settlement(first.name, end, event)


def _taken(order: Order, past: Sequence[Act], kind: EventKind) -> set[str]:
    """Return the instances that acts of one kind concern: the one named, else the earliest without one."""
    taken: set[str] = set()
    returned = max((act.order for act in past if act.does("return")), default=None)
    for act in past:
        stands = kind != "report" or returned is None or act.order > returned
        if act.does(kind) and stands and not act.event.ends_order:
            taken.add(act.event.instance or _first_free(order, taken).name)
    return taken


def _first_free(order: Order, taken: Iterable[str]) -> Instance:
    recurrence = order.deadline.recurrence if order.deadline else None
    if recurrence is None:
        raise ValueError("the order does not recur")
    settled = set(taken)
    return next(one for one in instances(recurrence, order.effective) if one.name not in settled)
