"""Rectangles in two clocks: what holds over T at each moment of knowledge, joined where it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from ..model import OPEN
from .judge import Verdict

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What holds from one moment of T to the next."""

    start: datetime
    end: datetime
    verdict: Verdict
    not_mentioned_since: date | None


def stretches(
    boundaries: Iterable[datetime], verdict: Callable[[datetime], tuple[Verdict, date | None]]
) -> tuple[Stretch, ...]:
    """Return the stretches between sorted boundaries, neighbours of one verdict joined; the last is open."""
    moments = sorted(set(boundaries))
    found: list[Stretch] = []
    for start, end in zip(moments, [*moments[1:], OPEN], strict=True):
        what, since = verdict(start)
        if found and (found[-1].verdict, found[-1].not_mentioned_since) == (what, since):
            found[-1] = Stretch(found[-1].start, end, what, since)
        else:
            found.append(Stretch(start, end, what, since))
    return tuple(found)


def over_knowledge(
    moments: Iterable[datetime], until: datetime, at_knowledge: Callable[[datetime], Iterable[Stretch]]
) -> Iterator[tuple[Stretch, datetime, datetime]]:
    """Go through each stretch with the interval of K in which it holds.

    `moments` are all those at which something may become known; the first of them begins the life,
    `until` ends it.
    """
    began: dict[Stretch, datetime] = {}
    for moment in sorted({moment for moment in moments if moment < until}):
        now = set(at_knowledge(moment))
        for stretch in [one for one in began if one not in now]:
            yield stretch, began.pop(stretch), moment
        for stretch in now:
            began.setdefault(stretch, moment)
    for stretch, since in began.items():
        yield stretch, since, until
