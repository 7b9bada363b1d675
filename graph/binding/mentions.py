"""Documents that a series of continuation lists stopped to mention (semantics 6.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from ..model import MOSCOW, Cohort
from .chains import EVER, Chain, List, Target
from .cohorts import KnownCohorts
from .facts import Document
from .intervals import union
from .resolve import Shelf, fold_name

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
        self._of = {cohort: Chain(found, shelf) for cohort, found in lists.items()}

    def dropped(self, key: str, cohort: Cohort | None) -> Dropped | None:
        """Return when a document was dropped from lists for a cohort, None where it never stood in one."""
        chain = self._of.get(cohort) if cohort is not None else None
        lists = chain.series_of(key) if chain is not None else ()
        return Dropped(chain, key, lists) if chain is not None and lists else None


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
        turns = self._turns(EVER) if chain.orderly else None
        self.days = tuple(turns) if turns is not None else tuple(one.document.effective for one in lists)
        self.moments = tuple(turns.values()) if turns is not None else chain.moments

    def _turns(self, known_at: datetime) -> dict[datetime, datetime]:
        """Return the days at which the flag changes, each with the moment from which it is known."""
        turns: dict[datetime, datetime] = {}
        before: date | None = None
        for one in self._lists:
            now = self.since(one.document.effective, known_at)
            if now != before:
                turns[one.document.effective] = one.known[0][0]
                before = now
        return turns

    def since(self, at: datetime, known_at: datetime) -> date | None:
        """Return the date of the first list that leaves the document out, None while none does."""
        mentioned: dict[tuple[str, str], datetime] = {}
        left_out: dict[tuple[str, str], datetime] = {}
        for one in self._lists:
            moment, series = one.document.effective, one.series
            if moment > at:
                break
            if not one.known_at(known_at):
                continue
            if self._mentions(one, known_at, reached=series in mentioned):
                mentioned[series] = moment
                left_out.pop(series, None)
            elif series in mentioned and moment > mentioned[series]:
                left_out.setdefault(series, moment)
        return min(left_out.values()).astimezone(MOSCOW).date() if left_out else None

    def _mentions(self, one: List, known_at: datetime, *, reached: bool) -> bool:
        """Say whether a list names the document or, where that counts, reaches it."""
        if reached:
            return self._chain.covers(one, self._key, known_at)
        return self._key in self._chain.names(one, known_at)
