"""What the continuation lists for one cohort name, and reach through the documents that they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from ..model import OPEN, Cohort, Reference
from .facts import Document
from .flags import Flags, Turns, joined
from .intervals import Intervals, edges, holds
from .resolve import Shelf, cited_key
from .walk import Series, Taken, Walk


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


@dataclass(frozen=True, slots=True)
class Tail:
    """What a chain came to: its lists by date as understood at last, and since which moment so.

    `stems` are all texts with lists, those that are no longer known too.
    """

    taken: tuple[Taken, ...] = ()
    known_at: datetime | None = None
    stems: tuple[str, ...] = ()


Step = tuple[datetime, dict[int, Taken | None]]
"""What becomes known at one moment: lists by their place, None where one is no longer known."""


class Chain:
    """The lists for one cohort, by date, and which documents they stop to mention.

    With a tail only the lists that came since are given; that does where they follow (`follows`).
    """

    def __init__(self, lists: Iterable[List], shelf: Shelf, after: Tail | None = None) -> None:
        """Index the lists; what they name and reach is found when it is asked for."""
        self._lists = sorted(lists, key=lambda one: (one.document.effective, one.document.key))
        self._shelf = shelf
        self._after = after or Tail()

    def follows(self) -> bool:
        """Say whether the lists, by date and by when they became known, come after those of the tail."""
        last = self._after.taken[-1] if self._after.taken else None
        first = self._lists[0].document if self._lists else None
        if last and first and (last.effective, last.key) >= (first.effective, first.key):
            return False
        known_at = self._after.known_at
        if known_at and any(moment < known_at for moment, _ in self._steps):
            return False
        places = [place for _, changed in self._steps for place in sorted(changed)]
        return all(one < other for one, other in pairwise(places))

    def flags(self) -> dict[str, Flags]:
        """Return, by key, when the documents that the lists name are flagged as not mentioned since.

        After a tail, of the documents for which there are news: what is told of them since.
        """
        return {key: Flags(told) for key, told in joined(self._told()).items()}

    def tail(self) -> Tail:
        """Return what the chain came to."""
        taken: dict[int, Taken] = {}
        for _, changed in self._steps:
            _update(taken, changed)
        found = (one for _, one in sorted(taken.items()))
        known_at = self._steps[-1][0] if self._steps else self._after.known_at
        stems = {*self._after.stems, *(one.document.stem for one in self._lists)}
        return Tail((*self._after.taken, *found), known_at, tuple(sorted(stems)))

    def _told(self) -> Iterator[tuple[datetime, dict[str, Turns]]]:
        """Go through the moments of knowledge with the turns of the documents for which they changed.

        A list that becomes known after all that were taken goes on from them; so documents taken in as
        they were given cost one step each. What changes among those taken makes the walk begin anew.
        """
        walk, taken, last = self._begun(), dict[int, Taken](), -1
        for moment, changed in self._steps:
            _update(taken, changed)
            if min(changed) > last:
                for place in sorted(changed):
                    walk.take(taken[place])
                last = max(changed)
                yield moment, walk.news()
            else:
                before, walk = walk, self._begun()
                for place in sorted(taken):
                    walk.take(taken[place])
                last = max(taken, default=-1)
                yield moment, walk.news_after(before)

    def _begun(self) -> Walk:
        walk = Walk()
        for one in self._after.taken:
            walk.take(one)
        walk.news()
        return walk

    @cached_property
    def _steps(self) -> list[Step]:
        """The moments at which lists become known, are understood otherwise, or are known no more."""
        turns = [sorted(set(self._moments_of(one))) for one in self._lists]
        seen: dict[tuple[int, int], Taken | None] = {}
        last: dict[int, Taken] = {}
        steps = []
        for moment, places in sorted(_by_moment(turns).items()):
            changed: dict[int, Taken | None] = {}
            for place in places:
                slot = place, bisect_right(turns[place], moment)
                if slot not in seen:
                    seen[slot] = self._taken(self._lists[place], moment)
                if seen[slot] != last.get(place):
                    changed[place] = seen[slot]
            _update(last, changed)
            steps += [(moment, changed)] if changed else []
        return steps

    def _moments_of(self, one: List) -> Iterator[datetime]:
        """Go through the moments at which it may change what a list names."""
        for target in one.targets:
            yield from edges(target.known)
            for other in self._shelf.candidates(target.reference, one.document):
                yield other.recorded
                if other.retired < OPEN:
                    yield other.retired

    def _taken(self, one: List, known_at: datetime) -> Taken | None:
        """Return a list as understood at a moment, None where it is not known then."""
        if not one.known_at(known_at):
            return None
        document, names, held = one.document, dict[str, None](), []
        for target in one.targets:
            if not holds(target.known, known_at):
                continue
            found = self._shelf.find(target.reference, document, known_at)
            key = found.key if found else cited_key(target.reference, document)
            held += [found.key] if found else []
            names |= {key: None} if key is not None else {}
        return Taken(document.key, document.effective, one.series, tuple(names), tuple(held))


def _update(taken: dict[int, Taken], changed: Mapping[int, Taken | None]) -> None:
    """Put what changed in its place; what is no longer known goes."""
    for place, one in changed.items():
        if one is None:
            del taken[place]
        else:
            taken[place] = one


def _by_moment(turns: Iterable[Iterable[datetime]]) -> dict[datetime, list[int]]:
    """Return the places of the lists that may change at each moment."""
    found: dict[datetime, list[int]] = {}
    for place, moments in enumerate(turns):
        for moment in moments:
            found.setdefault(moment, []).append(place)
    return found
