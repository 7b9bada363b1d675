"""From which day on a document is flagged as not mentioned since, by T and K (semantics 6.7)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
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


def joined(slices: Iterable[tuple[datetime, dict[str, Turns]]]) -> dict[str, Told]:
    """Return what was told of each document, a moment only where that changed."""
    found: dict[str, list[tuple[datetime, Turns]]] = {}
    for moment, turns in slices:
        for key, told in turns.items():
            known = found.setdefault(key, [])
            if not known or known[-1][1] != told:
                known.append((moment, told))
        for key, known in found.items():
            if known[-1][1] and key not in turns:
                known.append((moment, ()))
    return {key: tuple(known) for key, known in found.items()}


@dataclass(slots=True)
class Marks:
    """Which documents, as bits, one series of lists mentioned so far, and which it left out since."""

    mentioned: int = 0
    left_out: int = 0
    today: int = 0
    moment: datetime | None = None

    def take(self, moment: datetime, names: int, reached: int) -> Iterator[tuple[int, bool]]:
        """Take the next list; yield the documents that it leaves out (True) or mentions again (False).

        What it reaches without a name counts for documents mentioned before only; a document that a
        list of the same day mentions is not left out by another.
        """
        if moment != self.moment:
            self.moment, self.today = moment, 0
        covered = names | (reached & self.mentioned)
        gone = self.mentioned & ~covered & ~self.today & ~self.left_out
        back = covered & self.left_out
        self.mentioned |= covered
        self.today |= covered
        self.left_out = (self.left_out | gone) & ~back
        yield from ((bit, True) for bit in _bits(gone))
        yield from ((bit, False) for bit in _bits(back))


def _bits(number: int) -> Iterator[int]:
    """Go through the places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
