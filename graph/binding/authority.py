"""Who may do what: in what capacity someone acts, and whether an event by such a one counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from ..model import Capacity, Event, EventKind
from .facts import Document
from .resolve import fold_name, same_name

Force = Literal["counts", "contests", "nothing"]

_COMMANDING: frozenset[Capacity] = frozenset({"issuer", "superior"})
_CONTROLLING: frozenset[Capacity] = _COMMANDING | {"controller"}
_INSIDERS: frozenset[Capacity] = _CONTROLLING | {"addressee"}

_ENTITLED: dict[EventKind, frozenset[Capacity]] = {
    "report": _INSIDERS | {"other"},
    "return": _CONTROLLING,
    "acceptance": _CONTROLLING,
    "extension": _COMMANDING,
    "condition-true": _CONTROLLING,
    "condition-false": _CONTROLLING,
    "cancellation": _COMMANDING,
    "replacement": _COMMANDING,
    "departure": _INSIDERS,
}
_CONTESTED: frozenset[EventKind] = frozenset({"cancellation", "replacement"})


def force(kind: EventKind, capacity: Capacity) -> Force:
    """Return what an event of a kind by one in a capacity does to an order."""
    if capacity in _ENTITLED.get(kind, frozenset()):
        return "counts"
    return "contests" if kind in _CONTESTED else "nothing"


class Hierarchy:
    """Which body stands above which, and from when that was known."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Collect the parents that the documents' organisations name."""
        self._parents: dict[str, dict[str, datetime]] = {}
        for document in documents:
            for fact in document.filed.protocol.organisations:
                if fact.value.parent is not None:
                    parents = self._parents.setdefault(fold_name(fact.value.name), {})
                    parent = fold_name(fact.value.parent)
                    parents[parent] = min(parents.get(parent, document.recorded), document.recorded)
        self.moments = tuple(
            sorted({known for parents in self._parents.values() for known in parents.values()})
        )

    def stands_above(self, body: str | None, below: Iterable[str | None], known_at: datetime) -> bool:
        """Say whether a body is a parent, near or far, of one of the others, as known at a moment."""
        sought = fold_name(body)
        waiting = [fold_name(name) for name in below if name]
        seen = set(waiting)
        while sought and waiting:
            for parent, known in self._parents.get(waiting.pop(), {}).items():
                if known <= known_at and parent == sought:
                    return True
                if known <= known_at and parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        return False


def declared_capacity(
    declarer: Document, issuer: str | None, unit: str | None, hierarchy: Hierarchy, known_at: datetime
) -> Capacity:
    """Return in what capacity a document's body speaks of another body's order."""
    if same_name(declarer.issuer, issuer) and (
        declarer.unit is None or unit is None or same_name(declarer.unit, unit)
    ):
        return "issuer"
    if hierarchy.stands_above(declarer.unit or declarer.issuer, (unit, issuer), known_at):
        return "superior"
    return "other"


def recorded_capacity(
    event: Event, document: Document | None, hierarchy: Hierarchy, known_at: datetime
) -> Capacity:
    """Return in what capacity a recorded event's author acts: what it states, else what is known."""
    if event.capacity is not None:
        return event.capacity
    if document is None or event.by is None:
        return "other"
    author = fold_name(event.by)
    if author in {fold_name(name) for name in (document.issuer, document.unit) if name}:
        return "issuer"
    if author in {fold_name(name) for name in document.controllers}:
        return "controller"
    if hierarchy.stands_above(event.by, (document.unit, document.issuer), known_at):
        return "superior"
    return "addressee" if author in _addressees(event, document) else "other"


def _addressees(event: Event, document: Document) -> set[str]:
    return {
        fold_name(fact.value.name)
        for point in document.filed.protocol.points
        if event.point in (None, point.path)
        for fact in (*point.addressees, *point.responsible)
    }
