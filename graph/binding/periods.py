"""Status periods: the whole life of every obligation and bundle, for every T and K."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime

from ..model import Cohort, Event, Filed, Member, StatusPeriod
from .bundles import bundle_life, find_bundles
from .cohorts import Life
from .facts import Document, Order, read_documents
from .judge import Verdict, judge
from .slices import Stretch, over_knowledge, stretches
from .world import World


def status_periods(
    documents: Iterable[Filed],
    events: Iterable[Event] = (),
    members: Iterable[Member] = (),  # noqa: ARG001  one member's act changes no state
) -> tuple[StatusPeriod, ...]:
    """Return the periods of every life of every order and of every bundle.

    A pure function: the order in which documents and events come does not matter, and what comes
    twice counts once. The periods of one life do not overlap in T × K; before a document takes
    effect, and before it is known, there is none.
    """
    return periods_in(World(read_documents(documents), events))


def periods_in(world: World, keys: Container[str] | None = None) -> tuple[StatusPeriod, ...]:
    """Return the sorted periods of the documents, held or cited, with these keys; without keys of all."""
    found = [*_order_periods(world, keys), *_bundle_periods(world, keys)]
    return tuple(sorted(found, key=_place))


def _order_periods(world: World, keys: Container[str] | None) -> Iterator[StatusPeriod]:
    for document in world.documents:
        if keys is not None and document.key not in keys:
            continue
        for order in document.orders:
            for life in world.cohorts.lives(order):
                addressee = None if life.cohort else order.whom.alone
                for stretch, since, until in order_life(world, document, order, life):
                    yield _period(
                        order.id.document, order.id.path, life.cohort, addressee, stretch, since, until
                    )


def _bundle_periods(world: World, keys: Container[str] | None) -> Iterator[StatusPeriod]:
    for bundle, namings in find_bundles(world, keys).items():
        for stretch, since, until in bundle_life(world, bundle, namings):
            yield _period(bundle.document, None, bundle.cohort, bundle.addressee, stretch, since, until)


def order_life(
    world: World, document: Document, order: Order, life: Life
) -> Iterator[tuple[Stretch, datetime, datetime]]:
    """Go through the stretches of one life of an order with the intervals of K in which they hold."""
    dropped = world.flags(order.id.document, life.cohort)

    def timeline(known_at: datetime) -> tuple[Stretch, ...]:
        if not life.known_at(known_at):
            return ()
        acts = world.acts_on_order(document, order, life, known_at)

        def verdict(at: datetime) -> tuple[Verdict, date | None]:
            what = judge(order, acts, at)
            return what, dropped.since(at, known_at) if dropped and what.binds != "no" else None

        turns = [order.effective, *(act.event.effective for act in acts)]
        turns = [turn for turn in turns if turn >= order.effective]
        terms = [verdict(turn)[0].due_until for turn in turns]
        days = dropped.days if dropped else ()
        later = [moment for moment in (*terms, *days) if moment is not None and moment > order.effective]
        return stretches([*turns, *later], verdict)

    moments = [*life.moments, *world.moments(order.id.document), *(dropped.moments if dropped else ())]
    yield from over_knowledge(moments, order.retired, timeline)


def _period(  # noqa: PLR0913, PLR0917  the parts of a period
    document: str,
    path: str | None,
    cohort: Cohort | None,
    addressee: str | None,
    stretch: Stretch,
    known_from: datetime,
    known_until: datetime,
) -> StatusPeriod:
    verdict = stretch.verdict
    return StatusPeriod(
        document=document,
        point=path,
        cohort=cohort,
        addressee=addressee,
        state=verdict.state,
        binds=verdict.binds,
        start=stretch.start,
        end=stretch.end,
        known_from=known_from,
        known_until=known_until,
        due_from=verdict.due_from,
        due_until=verdict.due_until,
        not_mentioned_since=stretch.not_mentioned_since,
        because=verdict.because,
    )


def _place(period: StatusPeriod) -> tuple[str, str, str, int, str, datetime, datetime]:
    """Return what periods are sorted by; an order's own addressee may be worded anew by a later text."""
    cohort = period.cohort
    addressee = period.addressee if period.point is None else None
    return (
        period.document,
        period.point or "",
        cohort.programme if cohort else "",
        cohort.year if cohort else 0,
        addressee or "",
        period.known_from,
        period.start,
    )
