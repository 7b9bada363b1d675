"""Which events are withdrawn, as far as was known at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from ..model import Capacity, Event
from .resolve import fold_name

CapacityOf = Callable[[Event, Event, datetime], Capacity]


class Withdrawals:
    """The withdrawals by what they withdraw."""

    def __init__(self, events: Iterable[Event], capacity_of: CapacityOf) -> None:
        """Index the withdrawals.

        `capacity_of` tells in what capacity one event's author acts on another, as known at a moment.
        """
        self._by_target: dict[str, list[Event]] = {}
        self._capacity_of = capacity_of
        for event in events:
            if event.kind == "withdrawal" and event.withdraws is not None:
                self._by_target.setdefault(event.withdraws, []).append(event)

    def withdrawn(self, event: Event, known_at: datetime) -> bool:
        """Say whether an event is withdrawn as known at a moment; a withdrawn one withdraws nothing."""
        return self._withdrawn(event, event, known_at, frozenset({event.id}))

    def _withdrawn(self, event: Event, concerned: Event, known_at: datetime, seen: frozenset[str]) -> bool:
        return any(
            other.recorded <= known_at
            and other.id not in seen
            and self.may_withdraw(other, event, concerned, known_at)
            and not self._withdrawn(other, concerned, known_at, seen | {other.id})
            for other in self._by_target.get(event.id, ())
        )

    def may_withdraw(self, withdrawal: Event, event: Event, concerned: Event, known_at: datetime) -> bool:
        """Say whether one may withdraw an event: whoever recorded it, or the issuer of what it concerns."""
        if fold_name(withdrawal.by) == fold_name(event.by):
            return True
        return self._capacity_of(withdrawal, concerned, known_at) == "issuer"

    def moments(self, event: Event) -> Iterator[datetime]:
        """Go through the moments at which an event may become withdrawn or restored."""
        waiting, seen = [event.id], {event.id}
        while waiting:
            for other in self._by_target.get(waiting.pop(), ()):
                yield other.recorded
                if other.id not in seen:
                    seen.add(other.id)
                    waiting.append(other.id)
