"""All that the judgement looks things up in: documents, events, who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..model import Capacity, Cohort, Event, PointId
from .acts import Act
from .authority import Hierarchy, cited_capacity, declared_capacity, force, kinship_of, recorded_capacity
from .citing import Citations
from .cohorts import KnownCohorts, Life, heads_of
from .facts import Declaration, Document, Order, declarations
from .flags import Flags
from .mentions import Mentions, find_mentions
from .resolve import Shelf, cited_key, point_ids
from .withdrawals import Withdrawals


class World:
    """The documents and events of a register, indexed for judging one life at a time."""

    def __init__(
        self,
        documents: Iterable[Document],
        events: Iterable[Event],
        *,
        cohorts: KnownCohorts | None = None,
        hierarchy: Hierarchy | None = None,
        mentions: Mentions | None = None,
    ) -> None:
        """Index everything once; nothing is judged yet.

        `cohorts`, `hierarchy` and `mentions` are given where the documents are a part of a register;
        otherwise they follow from the documents.
        """
        self.documents = tuple(documents)
        self.shelf = Shelf(self.documents)
        self.cohorts = cohorts or KnownCohorts(one for each in self.documents for one in heads_of(each))
        self.hierarchy = hierarchy or Hierarchy(one for each in self.documents for one in kinship_of(each))
        if mentions is None:
            mentions = find_mentions(self.documents, self.shelf, self.cohorts)
        self.mentions = mentions
        self.citations = Citations(self.documents, self.shelf)
        self.recorded = _distinct(events)
        self.declared = [one for document in self.documents for one in declarations(document)]
        self.withdrawals = Withdrawals(self.recorded, self.capacity)
        self._recorded_of = _by_document(self.recorded)
        self._declared_of = self._by_target()

    def _by_target(self) -> dict[str, list[Declaration]]:
        """Return the declarations by every key that their targets may have."""
        found: dict[str, list[Declaration]] = {}
        for one in self.declared:
            keys = {document.key for document in self.shelf.candidates(one.reference, one.declarer)}
            for key in sorted(keys | {cited_key(one.reference, one.declarer) or ""}):
                found.setdefault(key, []).append(one)
        return found

    def capacity(self, event: Event, concerned: Event, known_at: datetime) -> Capacity:
        """Return in what capacity an event's author acts upon what another event, or the same, names."""
        key = concerned.document or ""
        document = self.shelf.held(key, known_at)
        issuer = None if document else self.citations.issuer(key, known_at)
        return recorded_capacity(event, document, issuer, self.hierarchy, known_at)

    def flags(self, key: str, cohort: Cohort | None) -> Flags | None:
        """Return when a document is flagged as not mentioned since, None where it never stood in a list."""
        return None if cohort is None else self.mentions.get((key, cohort))

    # --- what concerns one order or one cited document -----------------------------------------

    def declarations_of(self, key: str) -> list[Declaration]:
        """Return the declarations that may mean a document."""
        return self._declared_of.get(key, [])

    def recorded_of(self, key: str) -> list[Event]:
        """Return the recorded events that name a document."""
        return self._recorded_of.get(key, [])

    def moments(self, key: str) -> Iterator[datetime]:
        """Go through the moments at which something about a document's orders may become known."""
        yield from self.citations.moments(key)
        for event in self.recorded_of(key):
            yield event.recorded
            yield from self.withdrawals.moments(event)
            if event.capacity is None:
                yield from self.hierarchy.moments
        for one in self.declarations_of(key):
            yield from (one.event.recorded, one.declarer.retired)
            yield from self.withdrawals.moments(one.event)
            yield from self.hierarchy.moments
            for candidate in self.shelf.candidates(one.reference, one.declarer):
                yield from (candidate.recorded, candidate.retired)

    def acts_on_order(
        self, document: Document, order: Order, life: Life, known_at: datetime
    ) -> tuple[Act, ...]:
        """Return what acts upon one life of a document's order as known at a moment, in order."""
        acts = self._acts_on_order(document, order.id, known_at)
        return _in_order(act for act in acts if _concerns(act.event, life.cohort))

    def _acts_on_order(self, document: Document, order: PointId, known_at: datetime) -> Iterator[Act]:
        for event in self.recorded_of(document.key):
            if self._known(event, known_at) and order in point_ids(document, event.point):
                capacity = recorded_capacity(event, document, None, self.hierarchy, known_at)
                yield Act(event, force(event.kind, capacity))
        for one in self.declarations_of(document.key):
            if self._declared_known(one, known_at) and order in self.targets(one, known_at):
                capacity = declared_capacity(
                    one.declarer, document.issuer, document.unit, self.hierarchy, known_at
                )
                yield Act(one.event, force(one.event.kind, capacity))

    def acts_on_cited(self, key: str, cohort: Cohort | None, known_at: datetime) -> tuple[Act, ...]:
        """Return what acts, for one addressee, upon the whole of a document that is only cited."""
        acts = self._acts_on_cited(key, self.citations.issuer(key, known_at), known_at)
        return _in_order(act for act in acts if _concerns(act.event, cohort))

    def _acts_on_cited(self, key: str, issuer: str | None, known_at: datetime) -> Iterator[Act]:
        for event in self.recorded_of(key):
            if event.point is None and self._known(event, known_at):
                capacity = recorded_capacity(event, None, issuer, self.hierarchy, known_at)
                yield Act(event, force(event.kind, capacity))
        for one in self.declarations_of(key):
            whole = one.reference.point is None and cited_key(one.reference, one.declarer) == key
            if whole and self._declared_known(one, known_at):
                named = one.reference.issuer or issuer
                capacity = cited_capacity(one.declarer, named, self.hierarchy, known_at)
                yield Act(one.event, force(one.event.kind, capacity))

    def targets(self, one: Declaration, known_at: datetime) -> tuple[PointId, ...]:
        """Return the orders that a declaration means; none while its target is not held."""
        document = self.shelf.find(one.reference, one.declarer, known_at)
        return () if document is None else point_ids(document, one.reference.point)

    def _known(self, event: Event, known_at: datetime) -> bool:
        return event.recorded <= known_at and not self.withdrawals.withdrawn(event, known_at)

    def _declared_known(self, one: Declaration, known_at: datetime) -> bool:
        return known_at < one.declarer.retired and self._known(one.event, known_at)


def _in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: act.order))


def _concerns(event: Event, cohort: Cohort | None) -> bool:
    """Say whether an event concerns the whole of an addressee: not other years, not one member."""
    named = not event.cohorts or (cohort is not None and cohort.year in event.cohorts)
    return named and event.member is None


def _distinct(events: Iterable[Event]) -> list[Event]:
    """Return the events by id, each once; of two under one id the earlier recorded."""
    found: dict[str, Event] = {}
    for event in sorted(events, key=lambda one: (one.id, one.recorded)):
        found.setdefault(event.id, event)
    return list(found.values())


def _by_document(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.document is not None:
            found.setdefault(event.document, []).append(event)
    return found
