"""What the continuation lists for one cohort name, and reach through the documents that they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..model import OPEN, Cohort, Reference
from .facts import Document
from .intervals import Intervals, edges, holds
from .resolve import Shelf, cited_key


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
    series: tuple[str, str]
    targets: tuple[Target, ...]
    known: Intervals

    def known_at(self, moment: datetime) -> bool:
        """Say whether the list is known at a moment."""
        return holds(self.known, moment)


EVER = OPEN - timedelta(seconds=1)
"""A moment of knowledge after every recording."""


class Chain:
    """The lists for one cohort, by date.

    A chain is orderly where every list was taken in after all that is dated before it, and nothing
    was ever retired; what a list reaches then never changes once the list is known.
    """

    def __init__(self, lists: Iterable[List], shelf: Shelf) -> None:
        """Index the lists; what they reach is found when it is asked for."""
        self.lists = sorted(lists, key=lambda one: (one.document.effective, one.document.key))
        self._shelf = shelf
        self._by_document: dict[str, list[List]] = {}
        self._by_name: dict[str, set[tuple[str, str]]] = {}
        self._turns: dict[int, list[datetime]] = {}
        self._deep_turns: dict[int, list[datetime]] = {}
        self._named: dict[tuple[int, int], dict[str, Document | None]] = {}
        self._reached: dict[tuple[int, int], frozenset[str]] = {}
        for one in self.lists:
            self._by_document.setdefault(one.document.key, []).append(one)
            for key in self._names_ever(one):
                self._by_name.setdefault(key, set()).add(one.series)
        self.moments = tuple(sorted({moment for one in self.lists for moment in self._moments(one)}))
        self.orderly = self._is_orderly()

    def series_of(self, key: str) -> tuple[List, ...]:
        """Return the lists, by date, of the series that named a document at some time."""
        series = self._by_name.get(key, set())
        return tuple(one for one in self.lists if one.series in series)

    def _names_ever(self, one: List) -> set[str]:
        names = {cited_key(target.reference, one.document) for target in one.targets}
        return {name for name in names if name is not None} | {other.key for other in self._named_ever(one)}

    def _named_ever(self, one: List) -> list[Document]:
        references = (target.reference for target in one.targets)
        return [
            other for reference in references for other in self._shelf.candidates(reference, one.document)
        ]

    def _moments(self, one: List) -> Iterable[datetime]:
        for target in one.targets:
            yield from edges(target.known)
        for other in self._named_ever(one):
            yield from (other.recorded, other.retired)

    def _is_orderly(self) -> bool:
        latest = None
        for one in self.lists:
            held = self._named_ever(one)
            since = one.known[0][0]
            if any(other.retired != OPEN for other in held):
                return False
            if any(target.known != ((since, OPEN),) for target in one.targets):
                return False
            if (latest is not None and since < latest) or any(other.recorded > since for other in held):
                return False
            latest = since
        return True

    def names(self, one: List, known_at: datetime) -> dict[str, Document | None]:
        """Return the documents that a list names: each key with the document where it is held."""
        turns = self._own_turns(one)
        place = id(one), bisect_right(turns, known_at)
        if place not in self._named:
            self._named[place] = self._find_names(one, known_at)
        return self._named[place]

    def _find_names(self, one: List, known_at: datetime) -> dict[str, Document | None]:
        named: dict[str, Document | None] = {}
        for target in one.targets:
            if not holds(target.known, known_at):
                continue
            held = self._shelf.find(target.reference, one.document, known_at)
            key = held.key if held else cited_key(target.reference, one.document)
            if key is not None:
                named[key] = held
        return named

    def covers(self, one: List, key: str, known_at: datetime) -> bool:
        """Say whether a list names a document, or reaches it through held, strictly earlier ones."""
        if self._place(one, known_at) not in self._reached:
            for earlier in self.lists:
                if earlier.document.effective < one.document.effective and earlier.known_at(known_at):
                    self._reach(earlier, known_at)
            self._reach(one, known_at)
        return key in self._reached[self._place(one, known_at)]

    def _place(self, one: List, known_at: datetime) -> tuple[int, int]:
        return id(one), bisect_right(self._all_turns(one), known_at)

    def _reach(self, one: List, known_at: datetime) -> None:
        """Find what a list reaches from what all earlier ones do."""
        place = self._place(one, known_at)
        if place in self._reached:
            return
        named = self.names(one, known_at)
        further = self._further(one, named.values(), known_at)
        found = (self._reached[self._place(other, known_at)] for other in further)
        self._reached[place] = frozenset(named).union(*found)

    def _own_turns(self, one: List) -> list[datetime]:
        """Return the moments of knowledge at which what a list names may change."""
        if id(one) not in self._turns:
            self._turns[id(one)] = sorted(set(self._moments(one)))
        return self._turns[id(one)]

    def _all_turns(self, one: List) -> list[datetime]:
        """Return the moments, once a list is known, at which what it reaches may change."""
        if self.orderly:
            return []
        if id(one) not in self._deep_turns:
            since = one.known[0][0]
            waiting, seen = [one], {id(one): one}
            while waiting:
                current = waiting.pop()
                for further in self._ever_further(current):
                    if id(further) not in seen:
                        seen[id(further)] = further
                        waiting.append(further)
            turns = {moment for other in seen.values() for moment in self._own_turns(other)}
            self._deep_turns[id(one)] = sorted(moment for moment in turns if moment > since)
        return self._deep_turns[id(one)]

    def _ever_further(self, one: List) -> Iterator[List]:
        for held in self._named_ever(one):
            for further in self._by_document.get(held.key, ()):
                if further.document.effective < one.document.effective:
                    yield further

    def _further(self, one: List, named: Iterable[Document | None], known_at: datetime) -> Iterable[List]:
        """Go through the lists of the held documents that a list names, strictly earlier than it."""
        for held in named:
            for further in self._by_document.get(held.key, ()) if held is not None else ():
                if further.known_at(known_at) and further.document.effective < one.document.effective:
                    yield further
