"""Documents that a series of continuation lists stopped to mention (semantics 6.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..model import MOSCOW, Cohort
from .chains import Chain, List, Target
from .cohorts import KnownCohorts
from .facts import Document
from .flags import Flags
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


Mentions = Mapping[tuple[str, Cohort], Flags]
"""The flags by document and cohort; who never stood in a list has none."""


def find_mentions(documents: Iterable[Document], shelf: Shelf, cohorts: KnownCohorts) -> Mentions:
    """Return the flags that the continuation lists of the documents make."""
    lists: dict[Cohort, list[List]] = {}
    for document in documents:
        for one in lists_of(document, cohorts):
            lists.setdefault(one.cohort, []).append(one)
    return {
        (key, cohort): flags
        for cohort, found in lists.items()
        for key, flags in Chain(found, shelf).flags().items()
    }


def lists_of(document: Document, cohorts: KnownCohorts) -> Iterator[List]:
    """Go through what a document tells each cohort to continue."""
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
    for cohort, told in targets.items():
        if told:
            known = union(interval for one in told for interval in one.known)
            yield List(document, cohort, series, tuple(told), known)
