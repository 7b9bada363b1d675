"""Sets of moments as sorted intervals that do not touch, each [start, end)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ..model import OPEN

EVER = OPEN - timedelta(seconds=1)
"""A moment of knowledge after every recording."""

Interval = tuple[datetime, datetime]
Intervals = tuple[Interval, ...]


def union(intervals: Iterable[Interval]) -> Intervals:
    """Return the moments that lie in any of the intervals, in whatever order those come."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def within(intervals: Intervals, limits: Interval) -> Intervals:
    """Return the moments of the intervals that lie within the limits."""
    cut = ((max(start, limits[0]), min(end, limits[1])) for start, end in intervals)
    return tuple((start, end) for start, end in cut if start < end)


def without(limits: Interval, intervals: Intervals) -> Intervals:
    """Return the moments within the limits that lie in none of the intervals."""
    ends = [limits[0], *(end for _, end in intervals)]
    starts = [*(start for start, _ in intervals), limits[1]]
    return within(tuple(zip(ends, starts, strict=True)), limits)


def holds(intervals: Iterable[Interval], moment: datetime) -> bool:
    """Say whether a moment lies in one of the intervals."""
    return any(start <= moment < end for start, end in intervals)


def edges(intervals: Iterable[Interval]) -> Iterator[datetime]:
    """Go through the moments at which the intervals begin and end, the open end left out."""
    for start, end in intervals:
        yield start
        if end < OPEN:
            yield end
