"""What status periods say at one (T, K), in the words of the reference evaluator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from graph.model import StatusPeriod

from .reference_evaluator import Line, Verdict


def line_of(period: StatusPeriod) -> Line:
    """Return the life that a period is part of; only a bundle to no cohort is told by its addressee."""
    told = period.point is None and period.cohort is None
    return Line(period.document, period.point, period.cohort, period.addressee if told else None)


def verdict_of(period: StatusPeriod) -> Verdict:
    """Return what a period says of its life."""
    return Verdict(period.state, period.binds, period.due_until, period.not_mentioned_since)


def covers(period: StatusPeriod, at: datetime, known_at: datetime) -> bool:
    """Tell whether (T, K) lies in a period's rectangle."""
    return period.start <= at < period.end and period.known_from <= known_at < period.known_until


def look_up(periods: Iterable[StatusPeriod], at: datetime, known_at: datetime) -> dict[Line, Verdict]:
    """Return the verdict on each life at (T, K); two periods that cover one point are an error."""
    found: dict[Line, Verdict] = {}
    for period in periods:
        if covers(period, at, known_at):
            assert line_of(period) not in found, f"two periods at {at}, {known_at}: {period}"
            found[line_of(period)] = verdict_of(period)
    return found


def by_life(periods: Iterable[StatusPeriod]) -> dict[Line, list[StatusPeriod]]:
    """Return the periods of each life, in the order given."""
    lives: dict[Line, list[StatusPeriod]] = defaultdict(list)
    for period in periods:
        lives[line_of(period)].append(period)
    return dict(lives)
