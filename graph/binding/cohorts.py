"""Which cohorts a class of addressees reaches, and from when that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..model import Cohort
from .facts import Clause, Document, Order, Whom


@dataclass(frozen=True, slots=True)
class Life:
    """One addressee of a point whose state is judged by itself, known from a moment on.

    `cohort` is None where the addressee is no cohort.
    """

    cohort: Cohort | None
    known: datetime


class KnownCohorts:
    """The cohorts that the held documents name, with the heads of their addressees."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Collect the cohorts; a head counts from the first recording of a point that has it."""
        self._heads: dict[Cohort, dict[str, datetime]] = {}
        for document in documents:
            for point in document.filed.protocol.points:
                heads = [fact.value.head or fact.value.name for fact in point.addressees]
                for fact in point.cohorts:
                    self._note(fact.value, heads, document.recorded)

    def _note(self, cohort: Cohort, heads: Iterable[str], recorded: datetime) -> None:
        known = self._heads.setdefault(cohort, {})
        for head in ("", *heads):
            known[head.lower()] = min(known.get(head.lower(), recorded), recorded)

    def lives(self, point: Order | Clause) -> tuple[Life, ...]:
        """Return the addressees of a point, each with the moment from which it is known."""
        named = [Life(cohort, point.recorded) for cohort in point.whom.cohorts]
        if not named and point.whom.classes:
            named = [
                Life(cohort, max(moment, point.recorded))
                for cohort, heads in self._heads.items()
                if (moment := _reached_from(point.whom, cohort, heads)) is not None
            ]
        alone = () if named and not point.whom.others else (Life(None, point.recorded),)
        return tuple(sorted(named, key=lambda life: _order(life.cohort))) + alone

    def __iter__(self) -> Iterator[Cohort]:
        """Go through the cohorts by programme and year."""
        return iter(sorted(self._heads, key=_order))


def _order(cohort: Cohort | None) -> tuple[int, str]:
    return (cohort.year, cohort.programme) if cohort else (0, "")


def _reached_from(whom: Whom, cohort: Cohort, heads: dict[str, datetime]) -> datetime | None:
    """Return from when a class is known to reach a cohort, None where it does not."""
    if f"«{cohort.programme.lower()}»" in whom.words.lower():
        return heads[""]
    moments = [
        moment
        for head, moment in heads.items()
        if head and any(_alike(asked, head, whom) for asked in whom.classes)
    ]
    return min(moments, default=None)


def _alike(asked: str, head: str, whom: Whom) -> bool:
    """Say whether two heads name one class; with «всем» one may be the other's beginning."""
    if not whom.every:
        return asked == head
    left, right = asked.split(), head.split()
    shared = min(len(left), len(right))
    return shared > 0 and left[:shared] == right[:shared]
