"""What the continuation lists for one cohort name, and reach through the documents that they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..model import MOSCOW, Cohort, Reference
from .facts import Document
from .flags import Flags, Marks, Turns, joined
from .intervals import Intervals, edges, holds
from .resolve import Shelf, cited_key

Series = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Target:
    """One document that a list names, and when the naming is known to be told to the cohort."""

    reference: Reference
    known: Intervals


@dataclass(frozen=True, slots=True)
class List:
    """All that one document tells one cohort to continue."""

    document: Document
    cohort: Cohort
    series: Series
    targets: tuple[Target, ...]
    known: Intervals

    def known_at(self, moment: datetime) -> bool:
        """Say whether the list is known at a moment."""
        return holds(self.known, moment)


class Chain:
    """The lists for one cohort, by date, and which documents they stop to mention.

    Sets of documents are written as the bits of whole numbers: a list of thousands is joined with
    another in one step.
    """

    def __init__(self, lists: Iterable[List], shelf: Shelf) -> None:
        """Index the lists; what they name and reach is found when it is asked for."""
        self._lists = sorted(lists, key=lambda one: (one.document.effective, one.document.key))
        self._shelf = shelf
        self._keys: list[str] = []
        self._bits: dict[str, int] = {}
        self._turns = [sorted(set(self._moments_of(one))) for one in self._lists]
        self._named: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(self._lists):
            self._places.setdefault(one.document.key, []).append(place)

    def flags(self) -> dict[str, Flags]:
        """Return, by key, when the documents that the lists name are flagged as not mentioned since."""
        moments = sorted({moment for turns in self._turns for moment in turns})
        slices = ((moment, self._turns_at(moment)) for moment in moments)
        found = joined(slices)
        return {key: Flags(told) for key, told in found.items()}

    def _moments_of(self, one: List) -> Iterator[datetime]:
        """Go through the moments at which it may change what a list names."""
        for target in one.targets:
            yield from edges(target.known)
            for other in self._shelf.candidates(target.reference, one.document):
                yield from (other.recorded, other.retired)

    def _turns_at(self, known_at: datetime) -> dict[str, Turns]:
        """Return the days at which documents became flagged or were mentioned again, as known at a moment."""
        marks: dict[Series, Marks] = {}
        left_out: dict[int, dict[Series, datetime]] = {}
        turns: dict[str, list[tuple[datetime, date | None]]] = {}
        reached: dict[int, int] = {}
        for place, one in enumerate(self._lists):
            if not one.known_at(known_at):
                continue
            names, reached[place] = self._reach(place, known_at, reached)
            moment = one.document.effective
            for bit, gone in marks.setdefault(one.series, Marks()).take(moment, names, reached[place]):
                dates = left_out.setdefault(bit, {})
                before = _earliest(dates)
                if gone:
                    dates[one.series] = moment
                else:
                    del dates[one.series]
                if _earliest(dates) != before:
                    turns.setdefault(self._keys[bit], []).append((moment, _earliest(dates)))
        return {key: tuple(told) for key, told in turns.items()}

    def _reach(self, place: int, known_at: datetime, reached: dict[int, int]) -> tuple[int, int]:
        """Return what a list names, and what it names or reaches through held, strictly earlier lists."""
        names, held = self._names(place, known_at)
        everything = names
        effective = self._lists[place].document.effective
        for key in held:
            for further in self._places.get(key, ()):
                if further in reached and self._lists[further].document.effective < effective:
                    everything |= reached[further]
        return names, everything

    def _names(self, place: int, known_at: datetime) -> tuple[int, tuple[str, ...]]:
        """Return the documents that a list names, as bits, and the keys of those that are held."""
        slot = place, bisect_right(self._turns[place], known_at)
        if slot not in self._named:
            self._named[slot] = self._find_names(self._lists[place], known_at)
        return self._named[slot]

    def _find_names(self, one: List, known_at: datetime) -> tuple[int, tuple[str, ...]]:
        names, held = 0, []
        for target in one.targets:
            if not holds(target.known, known_at):
                continue
            found = self._shelf.find(target.reference, one.document, known_at)
            key = found.key if found else cited_key(target.reference, one.document)
            if found is not None:
                held.append(found.key)
            if key is not None:
                names |= 1 << self._bit(key)
        return names, tuple(held)

    def _bit(self, key: str) -> int:
        if key not in self._bits:
            self._bits[key] = len(self._keys)
            self._keys.append(key)
        return self._bits[key]


def _earliest(dates: dict[Series, datetime]) -> date | None:
    return min(dates.values()).astimezone(MOSCOW).date() if dates else None
