"""Events that documents declare: a point that repeals, fulfils, extends or replaces a named point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from ..model import MOSCOW, Decision, Event, EventKind, Fact, Filed, PointId, PointKind, Reference, Relation
from .effect import takes_effect

_DECLARING: tuple[PointKind, ...] = ("repeal", "extension", "order", "approval", "continuation")
_EVENTS: dict[Relation, EventKind] = {
    "repeals": "cancellation",
    "fulfils": "acceptance",
    "extends": "extension",
    "amends": "replacement",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """An event and the reference that names its target, which may not have arrived yet."""

    event: Event
    reference: Reference


def declared_events(filed: Filed) -> tuple[Event, ...]:
    """Return the events that a document declares, their targets as far as the words name them.

    `document` is None until the target is found among the held documents; `point` is as named.
    """
    return tuple(one.event for one in declared_in(filed))


def declared_in(filed: Filed) -> Iterator[Declared]:
    """Go through what the points of a document declare of other documents' points."""
    for point in filed.protocol.points:
        if point.kind.value in _DECLARING:
            for place, fact in enumerate(point.references, start=1):
                event = _event(filed, point, fact, place)
                if event is not None:
                    yield Declared(event, fact.value)


def _event(filed: Filed, point: Decision, fact: Fact[Reference], place: int) -> Event | None:
    reference = fact.value
    kind = _EVENTS.get(reference.relation)
    term = point.deadline.value if point.deadline else None
    if kind is None or (kind == "extension" and (term is None or (term.end or term.shift) is None)):
        return None
    replaces = kind == "replacement"
    if replaces and (point.kind.value != "order" or reference.point is None):
        return None
    head = filed.protocol.head
    return Event(
        id=f"{filed.card.key}/{point.path}:{place}",
        kind=kind,
        effective=_effective(filed, point),
        recorded=filed.card.recorded,
        point=reference.point,
        by=head.issuer.value if head.issuer else None,
        deadline=term.end if term and kind == "extension" else None,
        shift=term.shift if term and kind == "extension" else None,
        successor=PointId(filed.card.key, point.path) if replaces else None,
        evidence=point.span.text,
        declared_by=PointId(filed.card.key, point.path),
    )


def _effective(filed: Filed, point: Decision) -> datetime:
    if point.effective is None:
        return takes_effect(filed)
    return datetime.combine(point.effective.value, time(), MOSCOW)
