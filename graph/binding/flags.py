"""From which day on a document is flagged as not mentioned since, by T and K (semantics 6.7)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

Turns = tuple[tuple[datetime, date | None], ...]
"""The moments at which a flag is set or taken away, by date: the date of the first list that left out."""

Told = tuple[tuple[datetime, Turns], ...]
"""The turns as known from a moment on, by that moment."""


@dataclass(frozen=True, slots=True)
class Flags:
    """The flag of one document for one cohort, at every T and K."""

    told: Told

    @property
    def moments(self) -> tuple[datetime, ...]:
        """Return the moments of knowledge at which the flag may change."""
        return tuple(moment for moment, _ in self.told)

    @property
    def days(self) -> tuple[datetime, ...]:
        """Return the moments of T at which the flag may change."""
        return tuple(sorted({moment for _, turns in self.told for moment, _ in turns}))

    def since(self, at: datetime, known_at: datetime) -> date | None:
        """Return the date of the first list that leaves the document out, None while none does."""
        place = bisect_right(self.told, known_at, key=lambda one: one[0])
        turns = self.told[place - 1][1] if place else ()
        last = bisect_right(turns, at, key=lambda one: one[0])
        return turns[last - 1][1] if last else None


def joined(slices: Iterable[tuple[datetime, Mapping[str, Turns]]]) -> dict[str, Told]:
    """Return all that was told of each document, from what changed at each moment."""
    found: dict[str, list[tuple[datetime, Turns]]] = {}
    for moment, turns in slices:
        for key, told in turns.items():
            found.setdefault(key, []).append((moment, told))
    return {key: tuple(told) for key, told in found.items()}
