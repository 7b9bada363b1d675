"""A walk over the lists for one cohort by date: which documents each list leaves out or mentions again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from ..model import MOSCOW
from .flags import Turns

Series = tuple[str, str]


class Named(NamedTuple):
    """What a list names: documents as bits of a whole number, and the keys of those that are held."""

    documents: int
    held: tuple[str, ...]


class Walk:
    """What the lists taken so far, by date, told of each document.

    `taken` are the lists taken, by place, with what they name; `last` is the place of the last one.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """Begin with no list; `keys` are the documents' keys by their bits, and may grow meanwhile."""
        self.taken: dict[int, Named] = {}
        self.last = -1
        self._keys = keys
        self._marks: dict[Series, Marks] = {}
        self._reached: dict[int, int] = {}
        self._left_out: dict[int, dict[Series, datetime]] = {}
        self._turns: dict[int, list[tuple[datetime, date | None]]] = {}
        self._news: set[int] = set()

    def take(
        self, place: int, series: Series, moment: datetime, names: Named, further: Iterable[int]
    ) -> None:
        """Take the next list by date: its series, its moment, what it names, what it reaches through."""
        reached = names.documents
        for other in further:
            reached |= self._reached.get(other, 0)
        self.taken[place], self._reached[place], self.last = names, reached, place
        for bit, gone in self._marks.setdefault(series, Marks()).take(moment, names.documents, reached):
            dates = self._left_out.setdefault(bit, {})
            before = _earliest(dates)
            if gone:
                dates[series] = moment
            else:
                del dates[series]
            if _earliest(dates) != before:
                self._turns.setdefault(bit, []).append((moment, _earliest(dates)))
                self._news.add(bit)

    def news(self) -> dict[str, Turns]:
        """Return the turns of the documents for which there are new ones since this was last asked."""
        news, self._news = self._news, set()
        return {self._keys[bit]: tuple(self._turns[bit]) for bit in sorted(news)}

    def news_after(self, before: Walk) -> dict[str, Turns]:
        """Return the turns of the documents for which they are others than after another walk."""
        self._news = set()
        every = sorted(self._turns.keys() | before._turns.keys())
        changed = (bit for bit in every if self._turns.get(bit) != before._turns.get(bit))
        return {self._keys[bit]: tuple(self._turns.get(bit, ())) for bit in changed}


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
