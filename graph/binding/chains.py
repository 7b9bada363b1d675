"""What the continuation lists for one cohort name, and reach through the documents that they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..model import Cohort, Reference
from .facts import Document
from .flags import Flags, Turns, joined
from .intervals import Intervals, edges, holds
from .resolve import Shelf, cited_key
from .walk import Named, Series, Walk


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
        self._named: dict[tuple[int, int], Named] = {}
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(self._lists):
            self._places.setdefault(one.document.key, []).append(place)

    def flags(self) -> dict[str, Flags]:
        """Return, by key, when the documents that the lists name are flagged as not mentioned since."""
        return {key: Flags(told) for key, told in joined(self._told()).items()}

    def _moments_of(self, one: List) -> Iterator[datetime]:
        """Go through the moments at which it may change what a list names."""
        for target in one.targets:
            yield from edges(target.known)
            for other in self._shelf.candidates(target.reference, one.document):
                yield from (other.recorded, other.retired)

    def _told(self) -> Iterator[tuple[datetime, dict[str, Turns]]]:
        """Go through the moments of knowledge with the turns of the documents for which they changed.

        A list that becomes known after all that were taken goes on from them; so documents taken in as
        they were given cost one step each. What changes among those taken makes the walk begin anew.
        """
        walk = Walk(self._keys)
        for moment, places in sorted(_by_moment(self._turns).items()):
            known = {place: self._names(place, moment) for place in places if self._is_known(place, moment)}
            changed = {place for place in places if walk.taken.get(place) != known.get(place)}
            if not changed:
                continue
            if min(changed) > walk.last:
                self._take(walk, {place: known[place] for place in sorted(changed)})
                yield moment, walk.news()
            else:
                before, walk = walk, Walk(self._keys)
                still = {place for place in before.taken if place not in changed} | (changed & known.keys())
                self._take(walk, {place: self._names(place, moment) for place in sorted(still)})
                yield moment, walk.news_after(before)

    def _is_known(self, place: int, moment: datetime) -> bool:
        return self._lists[place].known_at(moment)

    def _take(self, walk: Walk, named: Mapping[int, Named]) -> None:
        """Let a walk take lists, by place, with what they name."""
        for place, names in named.items():
            one = self._lists[place]
            walk.take(place, one.series, one.document.effective, names, self._further(place, names))

    def _further(self, place: int, names: Named) -> Iterator[int]:
        """Go through the places of the strictly earlier lists of the documents that are named and held."""
        effective = self._lists[place].document.effective
        for key in names.held:
            for further in self._places.get(key, ()):
                if self._lists[further].document.effective < effective:
                    yield further

    def _names(self, place: int, known_at: datetime) -> Named:
        """Return the documents that a list names, as known at a moment."""
        slot = place, bisect_right(self._turns[place], known_at)
        if slot not in self._named:
            self._named[slot] = self._find_names(self._lists[place], known_at)
        return self._named[slot]

    def _find_names(self, one: List, known_at: datetime) -> Named:
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
        return Named(names, tuple(held))

    def _bit(self, key: str) -> int:
        if key not in self._bits:
            self._bits[key] = len(self._keys)
            self._keys.append(key)
        return self._bits[key]


def _by_moment(turns: Iterable[Iterable[datetime]]) -> dict[datetime, list[int]]:
    """Return the places of the lists that may change at each moment."""
    found: dict[datetime, list[int]] = {}
    for place, moments in enumerate(turns):
        for moment in moments:
            found.setdefault(moment, []).append(place)
    return found
