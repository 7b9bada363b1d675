"""Which cohorts a class of addressees reaches, and from when that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..model import Cohort
from .facts import Clause, Document, Order, Whom
from .intervals import Interval, Intervals, edges, holds, union, within, without


@dataclass(frozen=True, slots=True)
class Life:
    """One addressee of a point whose state is judged by itself, and when it is known to be one.

    `cohort` is None where the addressee is no cohort: for good, or as long as none is known that
    the class reaches.
    """

    cohort: Cohort | None
    known: Intervals

    @property
    def moments(self) -> Iterator[datetime]:
        """Go through the moments at which the life becomes known or unknown."""
        return edges(self.known)

    def known_at(self, moment: datetime) -> bool:
        """Say whether the life is known at a moment."""
        return holds(self.known, moment)


Heads = Iterable[tuple[Cohort, str, Interval]]
"""Which cohort was named with which head of an addressee, and as long as that was known."""


def heads_of(document: Document) -> Iterator[tuple[Cohort, str, Interval]]:
    """Go through the cohorts that a document names, each with the heads; the empty head is any."""
    for cohort, heads in document.naming:
        for head in heads:
            yield cohort, head, (document.recorded, document.retired)


class KnownCohorts:
    """The cohorts that the held documents name, with the heads of their addressees."""

    def __init__(self, named: Heads) -> None:
        """Collect the cohorts; a head counts as long as a document with a point that has it is known."""
        found: dict[Cohort, dict[str, set[Interval]]] = {}
        for cohort, head, known in named:
            found.setdefault(cohort, {}).setdefault(head, set()).add(known)
        self._heads = {
            cohort: {head: union(known) for head, known in heads.items()} for cohort, heads in found.items()
        }

    def __eq__(self, other: object) -> bool:
        """Say whether the same cohorts are known, by the same heads, at the same times."""
        return isinstance(other, KnownCohorts) and self._heads == other._heads

    __hash__ = None  # type: ignore[assignment]

    def lives(self, point: Order | Clause) -> tuple[Life, ...]:
        """Return the addressees of a point, each with the time in which it is known."""
        limits = (point.recorded, point.retired)
        if point.whom.cohorts:
            named = [Life(cohort, (limits,)) for cohort in point.whom.cohorts]
        else:
            reached = (
                Life(cohort, within(_reached(point.whom, cohort, heads), limits))
                for cohort, heads in self._heads.items()
            )
            named = [life for life in reached if life.known]
        taken = () if point.whom.others else union(known for life in named for known in life.known)
        alone = without(limits, taken)
        return (*sorted(named, key=lambda life: _order(life.cohort)), *([Life(None, alone)] if alone else []))

    def __iter__(self) -> Iterator[Cohort]:
        """Go through the cohorts by programme and year."""
        return iter(sorted(self._heads, key=_order))


def _order(cohort: Cohort | None) -> tuple[int, str]:
    return (cohort.year, cohort.programme) if cohort else (0, "")


def _reached(whom: Whom, cohort: Cohort, heads: dict[str, Intervals]) -> Intervals:
    """Return when a class is known to reach a cohort; nothing where it does not."""
    if f"«{cohort.programme.lower()}»" in whom.words.lower():
        return heads[""]
    return union(
        known
        for head, intervals in heads.items()
        if head and any(_alike(asked, head, whom) for asked in whom.classes)
        for known in intervals
    )


def _alike(asked: str, head: str, whom: Whom) -> bool:
    """Say whether two heads name one class; with «всем» one may be the other's beginning."""
    if not whom.every:
        return asked == head
    left, right = asked.split(), head.split()
    shared = min(len(left), len(right))
    return shared > 0 and left[:shared] == right[:shared]
