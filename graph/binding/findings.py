"""What the judgement of a whole register finds that deserves a look: waiting, powerless, circular."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import Cohort, Event, Filed, PointId
from .authority import declared_capacity, force
from .facts import Clause, Document, read_documents
from .intervals import EVER
from .resolve import cited_key, point_ids
from .world import World

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a message's code, where, and what fills its blanks."""

    code: str
    severity: Severity
    document: str | None = None
    point: str | None = None
    details: tuple[tuple[str, str], ...] = ()


def find_troubles(documents: Iterable[Filed], events: Iterable[Event] = ()) -> tuple[Finding, ...]:
    """Return what is wrong or waits, as known by everything that the register holds; sorted."""
    world = World(read_documents(documents), events)
    found = [
        *_declared(world),
        *_recorded(world),
        *_withdrawals(world),
        *_continuations(world),
        *_cycles(world),
    ]
    return tuple(
        sorted(set(found), key=lambda one: (one.severity, one.document or "", one.point or "", one.code))
    )


def _current(world: World) -> Iterator[Document]:
    return (document for document in world.documents if document.retired > EVER)


def _declared(world: World) -> Iterator[Finding]:
    """Yield declared events whose target is missing, and those by a body that may not."""
    for one in world.declared:
        place = one.event.declared_by or PointId(one.declarer.key, "")
        named = " ".join(filter(None, (one.reference.number, one.reference.point)))
        details = (("target", named), ("kind", one.event.kind))
        document = world.shelf.find(one.reference, one.declarer, EVER)
        if document is None:
            yield Finding("event-waits", "warning", place.document, place.path, details)
        elif not point_ids(document, one.reference.point):
            yield Finding("event-without-order", "warning", place.document, place.path, details)
        else:
            capacity = declared_capacity(one.declarer, document.issuer, document.unit, world.hierarchy, EVER)
            yield from _powerless(force(one.event.kind, capacity), place.document, place.path, details)


def _powerless(
    effect: str, document: str | None, point: str | None, details: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    if effect == "nothing":
        yield Finding("event-without-power", "warning", document, point, details)
    if effect == "contests":
        yield Finding("event-contests", "warning", document, point, details)


def _recorded(world: World) -> Iterator[Finding]:
    """Yield recorded events without a target, and those by one who may not."""
    for event in world.recorded:
        if event.kind == "withdrawal" or event.document is None:
            continue
        details = (("target", event.id), ("kind", event.kind))
        document = world.shelf.held(event.document, EVER)
        if event.point is not None and (document is None or not point_ids(document, event.point)):
            yield Finding("event-without-order", "error", event.document, event.point, details)
            continue
        capacity = world.capacity(event, event, EVER)
        yield from _powerless(force(event.kind, capacity), event.document, event.point, details)


def _withdrawals(world: World) -> Iterator[Finding]:
    """Yield withdrawals of events that nobody knows, and by those who may not."""
    known = {event.id: event for event in [*world.recorded, *(one.event for one in world.declared)]}
    for event in world.recorded:
        if event.kind != "withdrawal":
            continue
        details = (("target", event.withdraws or ""), ("kind", event.kind))
        withdrawn = known.get(event.withdraws or "")
        if withdrawn is None:
            yield Finding("withdrawal-of-nothing", "error", event.document, event.point, details)
        elif not world.withdrawals.may_withdraw(event, withdrawn, withdrawn, EVER):
            yield Finding("event-without-power", "warning", withdrawn.document, withdrawn.point, details)


def _continuations(world: World) -> Iterator[Finding]:
    """Yield continuations of held documents that order nothing to that cohort, and of namesakes."""
    for document in _current(world):
        for clause in document.clauses:
            yield from _clause_troubles(world, document, clause)


def _clause_troubles(world: World, document: Document, clause: Clause) -> Iterator[Finding]:
    lives = {life.cohort for life in world.cohorts.lives(clause) if life.known_at(EVER)}
    for target in clause.targets:
        place = (document.key, clause.id.path)
        named = (("target", target.number or ""), ("kind", "continuation"))
        if cited_key(target, document) is None:
            yield Finding("continuation-unnamed", "warning", *place, named)
            continue
        held = world.shelf.find(target, document, EVER)
        if held is not None and not _orders_for(world, held, lives):
            yield Finding("nothing-to-continue", "warning", *place, named)
        for namesake in world.shelf.namesakes(target, document):
            details = (("target", target.number or ""), ("held", str(namesake.effective.date())))
            yield Finding("another-date", "warning", *place, details)


def _orders_for(world: World, held: Document, cohorts: set[Cohort | None]) -> bool:
    own = {life.cohort for order in held.orders for life in world.cohorts.lives(order)}
    passed_on = {life.cohort for clause in held.clauses for life in world.cohorts.lives(clause)}
    return bool(cohorts & (own | passed_on))


def _cycles(world: World) -> Iterator[Finding]:
    """Yield the documents that continue one that is not earlier, or themselves through others."""
    for document in _current(world):
        for clause in document.clauses:
            for target in clause.targets:
                held = world.shelf.find(target, document, EVER)
                if held is not None and held.effective >= document.effective:
                    details = (("target", held.key),)
                    yield Finding("continuation-cycle", "error", document.key, clause.id.path, details)
