"""Who may do what: in what capacity someone acts, and whether an event by such a one counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from ..model import Capacity, Event, EventKind
from .facts import Document
from .intervals import Interval, edges, holds, union
from .resolve import akin, fold_name, same_name

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
    "correction": _INSIDERS | {"other"},
}
_CONTESTED: frozenset[EventKind] = frozenset({"cancellation", "replacement"})


def force(kind: EventKind, capacity: Capacity) -> Force:
    """Return what an event of a kind by one in a capacity does to an order."""
    if capacity in _ENTITLED.get(kind, frozenset()):
        return "counts"
    return "contests" if kind in _CONTESTED else "nothing"


Kinship = Iterable[tuple[str, str, Interval]]
"""Which body belongs to which, in folded names, and as long as that was known."""


def kinship_of(document: Document) -> Iterator[tuple[str, str, Interval]]:
    """Go through the bodies of a document that belong to others."""
    for name, parent in document.kin:
        yield fold_name(name), fold_name(parent), (document.recorded, document.retired)


class Hierarchy:
    """Which body stands above which, and from when that was known."""

    def __init__(self, kinship: Kinship) -> None:
        """Collect the parents that the documents name."""
        found: dict[str, dict[str, set[Interval]]] = {}
        for name, parent, known in kinship:
            found.setdefault(name, {}).setdefault(parent, set()).add(known)
        self._parents = {
            name: {parent: union(known) for parent, known in parents.items()}
            for name, parents in found.items()
        }
        every = [known for parents in self._parents.values() for known in parents.values()]
        self.moments = tuple(sorted({moment for known in every for moment in edges(known)}))

    def __eq__(self, other: object) -> bool:
        """Say whether the same bodies are known to stand above the same ones at the same times."""
        return isinstance(other, Hierarchy) and self._parents == other._parents

    __hash__ = None  # type: ignore[assignment]

    def stands_above(self, body: str | None, below: Iterable[str | None], known_at: datetime) -> bool:
        """Say whether a body is a parent, near or far, of one of the others, as known at a moment."""
        sought = fold_name(body)
        waiting = [fold_name(name) for name in below if name]
        seen = set(waiting)
        while sought and waiting:
            for parent, known in self._parents.get(waiting.pop(), {}).items():
                if not holds(known, known_at):
                    continue
                if parent == sought:
                    return True
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        return False


def declared_capacity(
    declarer: Document, issuer: str | None, unit: str | None, hierarchy: Hierarchy, known_at: datetime
) -> Capacity:
    """Return in what capacity a document's body speaks of another document's order.

    To other units of its own body a unit speaks for itself, to other bodies for its body.
    """
    if same_name(declarer.issuer, issuer):
        if declarer.unit is None or unit is None or same_name(declarer.unit, unit):
            return "issuer"
        return "superior" if hierarchy.stands_above(declarer.unit, (unit,), known_at) else "other"
    speakers = (declarer.issuer, declarer.unit)
    above = any(hierarchy.stands_above(name, (unit, issuer), known_at) for name in speakers)
    return "superior" if above else "other"


def cited_capacity(
    declarer: Document, issuer: str | None, hierarchy: Hierarchy, known_at: datetime
) -> Capacity:
    """Return in what capacity a document's body speaks of a document that is only cited.

    The issuer of such a one is known by the words that cite it, in whatever case those stand.
    """
    if declarer.issuer is not None and issuer is not None and akin(declarer.issuer, issuer):
        return "issuer"
    return declared_capacity(declarer, issuer, None, hierarchy, known_at)


def recorded_capacity(
    event: Event, document: Document | None, issuer: str | None, hierarchy: Hierarchy, known_at: datetime
) -> Capacity:
    """Return in what capacity a recorded event's author acts: what it states, else what is known.

    `document` is the held text of what the event names; of a document that is only cited no more
    is known than its `issuer`.
    """
    if event.capacity is not None:
        return event.capacity
    if event.by is None:
        return "other"
    author = fold_name(event.by)
    bodies = (document.issuer, document.unit) if document else (issuer,)
    if author in {fold_name(name) for name in bodies if name}:
        return "issuer"
    if document and author in {fold_name(name) for name in document.controllers}:
        return "controller"
    if hierarchy.stands_above(event.by, bodies, known_at):
        return "superior"
    return "addressee" if document and author in _addressees(event, document) else "other"


def _addressees(event: Event, document: Document) -> set[str]:
    return {
        fold_name(name) for path, names in document.parties if event.point in (None, path) for name in names
    }
