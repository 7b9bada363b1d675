"""Bundles: the orders of a document that is continued and not held."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from ..model import OPEN, Cohort, Reason, Reference, State
from .acts import Act, event_reason
from .cohorts import Life
from .facts import Clause, Document
from .judge import Verdict
from .resolve import cited_key
from .slices import Stretch, over_knowledge, stretches
from .world import World

_ENDED: dict[str, State] = {"acceptance": "fulfilled", "cancellation": "cancelled"}
_RULES = {"acceptance": "accepted", "cancellation": "cancellation"}


class BundleId(NamedTuple):
    """A bundle: the cited document's key and the addressee, a cohort or a name."""

    document: str
    cohort: Cohort | None
    addressee: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """One clause that names a cited document to one addressee."""

    clause: Clause
    life: Life
    target: Reference
    citer: Document


def find_bundles(world: World, keys: Container[str] | None = None) -> dict[BundleId, list[Naming]]:
    """Return every bundle that there is or was at some moment of knowledge, with the clauses that make it.

    With `keys`, only those of the cited documents with these keys.
    """
    found: dict[BundleId, list[Naming]] = {}
    for document in world.documents:
        for clause in document.clauses:
            for target in clause.targets:
                key = cited_key(target, document)
                if key is None or (keys is not None and key not in keys):
                    continue
                for life in world.cohorts.lives(clause):
                    for addressee in (None,) if life.cohort else clause.whom.each:
                        name = BundleId(key, life.cohort, addressee)
                        found.setdefault(name, []).append(Naming(clause, life, target, document))
    return found


def bundle_life(
    world: World, bundle: BundleId, namings: Sequence[Naming]
) -> Iterator[tuple[Stretch, datetime, datetime]]:
    """Go through the stretches of a bundle's life with the intervals of K in which they hold."""
    dropped = world.flags(bundle.document, bundle.cohort)

    def timeline(known_at: datetime) -> tuple[Stretch, ...]:
        known = [one for one in namings if _names_cited(world, one, known_at)]
        if not known:
            return ()
        first = min(known, key=lambda one: (one.clause.effective, one.clause.id))
        start = first.clause.effective
        acts = world.acts_on_cited(bundle.document, bundle.cohort, known_at)
        affirmed = tuple(_affirmations(known))

        def verdict(at: datetime) -> tuple[Verdict, date | None]:
            what = _judge(affirmed, [act for act in acts if act.event.effective <= at])
            return what, dropped.since(at, known_at) if dropped and what.binds != "no" else None

        boundaries = [act.event.effective for act in acts] + list(dropped.days if dropped else ())
        return stretches([start, *(moment for moment in boundaries if moment > start)], verdict)

    moments = [moment for one in namings for moment in _moments(world, one)]
    moments += [*world.moments(bundle.document), *(dropped.moments if dropped else ())]
    yield from over_knowledge(moments, OPEN, timeline)


def _names_cited(world: World, one: Naming, known_at: datetime) -> bool:
    """Say whether a clause is known at a moment and its target not held then."""
    return one.life.known_at(known_at) and world.shelf.find(one.target, one.citer, known_at) is None


def _moments(world: World, one: Naming) -> Iterator[datetime]:
    yield from one.life.moments
    for document in world.shelf.candidates(one.target, one.citer):
        yield from (document.recorded, document.retired)


def _affirmations(known: Sequence[Naming]) -> Iterator[Reason]:
    """Go through the clauses that name the document, by time; those after T affirm nothing yet."""
    clauses = {one.clause.id: one.clause.effective for one in known}
    for point, moment in sorted(clauses.items(), key=lambda pair: (pair[1], pair[0])):
        yield Reason("continued", point=point, moment=moment)


def _judge(affirmed: tuple[Reason, ...], past: Sequence[Act]) -> Verdict:
    ending = next((act for act in past if act.force == "counts" and act.event.kind in _ENDED), None)
    if ending is not None:
        kind = ending.event.kind
        return Verdict(_ENDED[kind], "no", None, None, (*affirmed, event_reason(_RULES[kind], ending.event)))
    contest = next((act for act in past if act.force == "contests" and act.event.kind in _ENDED), None)
    if contest is not None:
        reasons = (*affirmed, event_reason("contested", contest.event))
        return Verdict("contested", "unknown", None, None, reasons)
    return Verdict("text-not-held", "yes", None, None, affirmed)
