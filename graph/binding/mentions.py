"""Documents that a series of continuation lists stopped to mention (semantics 6.7)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from ..model import MOSCOW, Cohort
from .chains import EVER, Chain, List, Target
from .cohorts import KnownCohorts
from .facts import Document
from .intervals import union
from .resolve import Shelf, fold_name

_REMEMBERED = 64
"""For how many documents and cohorts the flags are kept: the orders of one document follow each other."""

_DIGITS = re.compile("[0-9]+")
_RUNNING = re.compile("(?<![A-Za-zА-Яа-яЁё0-9])[0-9]+")


def number_form(number: str, year: int) -> str:
    """Return a number with its running number and its year set aside: «К-12/07пр» gives `К-#/07пр`."""
    running = _RUNNING.search(number) or _DIGITS.search(number)
    if running is None:
        return number
    years = {str(year), f"{year % 100:02}"}
    tail = _DIGITS.sub(lambda found: "Y" if found[0] in years else found[0], number[running.end() :])
    head = _DIGITS.sub(lambda found: "Y" if found[0] in years else found[0], number[: running.start()])
    return f"{head}#{tail}"


class Mentions:
    """The continuation lists by cohort, and what each of them names or reaches."""

    def __init__(self, documents: Iterable[Document], shelf: Shelf, cohorts: KnownCohorts) -> None:
        """Collect the lists of the held documents."""
        lists: dict[Cohort, list[List]] = {}
        for document in documents:
            for cohort, one in _lists(document, cohorts).items():
                lists.setdefault(cohort, []).append(one)
        self._recent: dict[tuple[str, Cohort | None], Dropped | None] = {}
        self._of = {cohort: Chain(found, shelf) for cohort, found in lists.items()}

    def dropped(self, key: str, cohort: Cohort | None) -> Dropped | None:
        """Return when a document was dropped from lists for a cohort, None where it never stood in one."""
        chain = self._of.get(cohort) if cohort is not None else None
        if chain is None:
            return None
        if (key, cohort) not in self._recent:
            lists = chain.series_of(key)
            if len(self._recent) >= _REMEMBERED:
                self._recent.clear()
            self._recent[key, cohort] = Dropped(chain, key, lists) if lists else None
        return self._recent[key, cohort]


def _lists(document: Document, cohorts: KnownCohorts) -> dict[Cohort, List]:
    series = (
        fold_name(document.issuer),
        number_form(document.number or "", document.effective.astimezone(MOSCOW).year),
    )
    targets: dict[Cohort, list[Target]] = {}
    for clause in document.clauses:
        for life in cohorts.lives(clause):
            if life.cohort is not None:
                told = [Target(one, life.known) for one in clause.targets if one.number is not None]
                targets.setdefault(life.cohort, []).extend(told)
    return {
        cohort: List(
            document, cohort, series, tuple(told), union(known for one in told for known in one.known)
        )
        for cohort, told in targets.items()
        if told
    }


class Dropped:
    """From which day on a document is flagged as not mentioned since, by T and K."""

    def __init__(self, chain: Chain, key: str, lists: tuple[List, ...]) -> None:
        """Take the lists, sorted by date, of the series that named the document at some time."""
        self._chain = chain
        self._key = key
        self._lists = lists
        self._dates = [one.document.effective for one in lists]
        self._known = [one.known[0][0] for one in lists]
        self._flags_at = EVER, self._flags(EVER)
        turns = self._turns() if chain.orderly else range(len(lists))
        self.days = tuple(self._dates[place] for place in turns)
        self.moments = tuple(self._known[place] for place in turns) if chain.orderly else chain.moments

    def _turns(self) -> list[int]:
        """Return the places of the lists that change the flag."""
        flags = [None, *self._flags_at[1]]
        return [place for place, (before, after) in enumerate(pairwise(flags)) if before != after]

    def since(self, at: datetime, known_at: datetime) -> date | None:
        """Return the date of the first list that leaves the document out, None while none does.

        In an orderly chain the lists known at a moment are the first ones, and say what they always say.
        """
        count = bisect_right(self._dates, at)
        if self._chain.orderly:
            count = min(count, bisect_right(self._known, known_at))
        elif self._flags_at[0] != known_at:
            self._flags_at = known_at, self._flags(known_at)
        return self._flags_at[1][count - 1] if count else None

    def _flags(self, known_at: datetime) -> list[date | None]:
        """Return the flag after each list, those not known at a moment passed over."""
        flags: list[date | None] = []
        mentioned: dict[tuple[str, str], datetime] = {}
        left_out: dict[tuple[str, str], datetime] = {}
        for one in self._lists:
            moment, series = one.document.effective, one.series
            if not one.known_at(known_at):
                pass
            elif self._mentions(one, known_at, reached=series in mentioned):
                mentioned[series] = moment
                left_out.pop(series, None)
            elif series in mentioned and moment > mentioned[series]:
                left_out.setdefault(series, moment)
            flags.append(min(left_out.values()).astimezone(MOSCOW).date() if left_out else None)
        return flags

    def _mentions(self, one: List, known_at: datetime, *, reached: bool) -> bool:
        """Say whether a list names the document or, where that counts, reaches it."""
        if reached:
            return self._chain.covers(one, self._key, known_at)
        return self._key in self._chain.names(one, known_at)
