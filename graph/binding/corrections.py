"""Corrections of what was read: a term put right counts from the order's beginning, once it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Deadline, Reason
from .acts import Act, event_reason
from .facts import Order


def corrected(order: Order, acts: Iterable[Act]) -> tuple[Order, tuple[Reason, ...]]:
    """Return the order with the term of the last recorded correction, and that correction as a reason."""
    found = [act.event for act in acts if act.event.kind == "correction" and act.event.deadline is not None]
    if not found:
        return order, ()
    last = max(found, key=lambda event: (event.recorded, event.id))
    read = order.deadline or Deadline(text=last.evidence, kind="day")
    whole = replace(read, end=last.deadline, recurrence=None)
    return replace(order, deadline=whole), (event_reason("corrected", last, last.deadline),)
