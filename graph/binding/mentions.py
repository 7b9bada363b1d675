"""Documents that a series of continuation lists stopped to mention (semantics 6.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ..model import MOSCOW, Cohort, Reference
from .cohorts import KnownCohorts
from .facts import Document
from .resolve import Shelf, cited_key, fold_name

_DIGITS = re.compile("[0-9]+")
_RUNNING = re.compile("(?<![A-Za-zА-Яа-яЁё0-9])[0-9]+")


@dataclass(frozen=True, slots=True)
class List:
    """All that one document tells one cohort to continue."""

    document: Document
    cohort: Cohort
    series: tuple[str, str]
    targets: tuple[Reference, ...]
    known: datetime


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

    def __init__(self, shelf: Shelf, cohorts: KnownCohorts) -> None:
        """Collect the lists of the held documents."""
        self._shelf = shelf
        self._lists: dict[Cohort, dict[str, List]] = {}
        for document in shelf.documents.values():
            for cohort, one in _lists(document, cohorts).items():
                self._lists.setdefault(cohort, {})[document.key] = one

    def dropped(self, key: str, cohort: Cohort | None) -> Dropped | None:
        """Return when a document was dropped from lists for a cohort, None where it never stood in one."""
        if cohort is None:
            return None
        lists = self._lists.get(cohort, {})
        series = {one.series for one in lists.values() if key in self._names_ever(one)}
        if not series:
            return None
        return Dropped(self, key, tuple(one for one in lists.values() if one.series in series), lists)

    def _names_ever(self, one: List) -> set[str | None]:
        names = {cited_key(target, one.document) for target in one.targets}
        return names | {
            held.key for target in one.targets for held in self._shelf.candidates(target, one.document)
        }

    def names(self, one: List, known_at: datetime) -> dict[str, Document | None]:
        """Return the documents that a list names: each key with the document where it is held."""
        named: dict[str, Document | None] = {}
        for target in one.targets:
            held = self._shelf.find(target, one.document, known_at)
            key = held.key if held else cited_key(target, one.document)
            if key is not None:
                named[key] = held
        return named

    def covers(self, one: List, key: str, lists: dict[str, List], known_at: datetime) -> bool:
        """Say whether a list names a document, or reaches it through held, strictly earlier ones."""
        waiting, seen = [one], {one.document.key}
        while waiting:
            current = waiting.pop()
            named = self.names(current, known_at)
            if key in named:
                return True
            for held in named.values():
                further = lists.get(held.key) if held else None
                if (
                    further is not None
                    and further.known <= known_at < further.document.retired
                    and further.document.key not in seen
                    and further.document.effective < current.document.effective
                ):
                    seen.add(further.document.key)
                    waiting.append(further)
        return False


def _lists(document: Document, cohorts: KnownCohorts) -> dict[Cohort, List]:
    series = (
        fold_name(document.issuer),
        number_form(document.number or "", document.effective.astimezone(MOSCOW).year),
    )
    targets: dict[Cohort, list[Reference]] = {}
    known: dict[Cohort, datetime] = {}
    for clause in document.clauses:
        for life in cohorts.lives(clause):
            if life.cohort is not None:
                targets.setdefault(life.cohort, []).extend(clause.targets)
                known[life.cohort] = min(known.get(life.cohort, life.known), life.known)
    return {
        cohort: List(document, cohort, series, tuple(named), known[cohort])
        for cohort, named in targets.items()
    }


class Dropped:
    """From which day on a document is flagged as not mentioned since, by T and K."""

    def __init__(self, mentions: Mentions, key: str, lists: Iterable[List], every: dict[str, List]) -> None:
        """Take the lists of the series that named the document, and all lists of the cohort."""
        self._mentions = mentions
        self._key = key
        self._lists = sorted(lists, key=lambda one: (one.document.effective, one.document.key))
        self._every = every
        self.days = tuple(one.document.effective for one in self._lists)
        self.moments = tuple(moment for one in every.values() for moment in (one.known, one.document.retired))

    def since(self, at: datetime, known_at: datetime) -> date | None:
        """Return the date of the first list that leaves the document out, None while none does."""
        by_series: dict[tuple[str, str], list[List]] = {}
        for one in self._lists:
            if one.document.effective <= at and one.known <= known_at < one.document.retired:
                by_series.setdefault(one.series, []).append(one)
        days = [day for lists in by_series.values() if (day := self._left_out(lists, known_at)) is not None]
        return min(days, default=None)

    def _left_out(self, lists: list[List], known_at: datetime) -> date | None:
        named = next(
            (place for place, one in enumerate(lists) if self._key in self._mentions.names(one, known_at)),
            None,
        )
        if named is None:
            return None
        last = lists[named].document.effective
        for one in lists[named:]:
            if self._mentions.covers(one, self._key, self._every, known_at):
                last = one.document.effective
        later = [one.document.effective for one in lists if one.document.effective > last]
        return min(later).astimezone(MOSCOW).date() if later else None
