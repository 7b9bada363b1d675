"""A walk over the lists for one cohort by date: which documents each list leaves out or mentions again.

Sets of documents are written as the bits of whole numbers: a list of thousands is joined with another in
one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..model import MOSCOW
from .flags import Turns

Series = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A list as understood at one moment: the keys of all that it names, and of what of that is held."""

    key: str
    effective: datetime
    series: Series
    names: tuple[str, ...]
    held: tuple[str, ...]


class Walk:
    """What the lists taken so far, in the order of their dates, told of each document."""

    def __init__(self) -> None:
        """Begin with no list."""
        self._keys: list[str] = []
        self._bits: dict[str, int] = {}
        self._marks: dict[Series, Marks] = {}
        self._reached: dict[str, list[tuple[datetime, int]]] = {}
        self._left_out: dict[int, dict[Series, datetime]] = {}
        self._turns: dict[str, list[tuple[datetime, date | None]]] = {}
        self._news: set[str] = set()

    def take(self, one: Taken) -> None:
        """Take the next list: it reaches what it names, and what the earlier lists that it names reach."""
        names = 0
        for key in one.names:
            names |= 1 << self._bit(key)
        reached = names
        for key in one.held:
            for effective, further in self._reached.get(key, ()):
                reached |= further if effective < one.effective else 0
        self._reached.setdefault(one.key, []).append((one.effective, reached))
        marks = self._marks.setdefault(one.series, Marks())
        for bit, gone in marks.take(one.effective, names, reached):
            self._turn(bit, one, gone=gone)

    def _turn(self, bit: int, one: Taken, *, gone: bool) -> None:
        """Note that a list leaves a document out, or mentions it again: the earliest of all series counts."""
        dates = self._left_out.setdefault(bit, {})
        before = _earliest(dates)
        if gone:
            dates[one.series] = one.effective
        else:
            del dates[one.series]
        if _earliest(dates) != before:
            self._turns.setdefault(self._keys[bit], []).append((one.effective, _earliest(dates)))
            self._news.add(self._keys[bit])

    def _bit(self, key: str) -> int:
        if key not in self._bits:
            self._bits[key] = len(self._keys)
            self._keys.append(key)
        return self._bits[key]

    def news(self) -> dict[str, Turns]:
        """Return all turns of each document that has new ones since this was last asked."""
        news, self._news = self._news, set()
        return {key: tuple(self._turns[key]) for key in sorted(news)}

    def news_after(self, before: Walk) -> dict[str, Turns]:
        """Return the turns of each document that has others than after another walk."""
        self._news = set()
        every = sorted(self._turns.keys() | before._turns.keys())
        changed = (key for key in every if self._turns.get(key) != before._turns.get(key))
        return {key: tuple(self._turns.get(key, ())) for key in changed}


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


def _earliest(dates: dict[Series, datetime]) -> date | None:
    return min(dates.values()).astimezone(MOSCOW).date() if dates else None
