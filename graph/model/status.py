"""What follows from documents and events: states over two clocks, and their grounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .codes import Binds, State
from .holding import PointId
from .reading import Cohort


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a verdict: a rule of the semantics and what it was applied to.

    `rule` is a code whose sentence stands in the messages (`given`, `deadline-passed`,
    `continued`, `accepted`, …); `point` the clause, `event` the event's id, `moment` the moment
    that the rule compared.
    """

    rule: str
    point: PointId | None = None
    event: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """One state of one obligation or bundle, for T in [start, end) and K in [known_from, known_until).

    `point` is None for a bundle, whose `document` is then the cited document. `cohort` is None and
    `addressee` set where the addressee is no cohort. `due_from` and `due_until` are the term in
    force during the period. `not_mentioned_since` is the date of the first list that leaves the
    document out.
    """

    document: str
    point: str | None
    cohort: Cohort | None
    addressee: str | None
    state: State
    binds: Binds
    start: datetime
    end: datetime
    known_from: datetime
    known_until: datetime
    due_from: datetime | None = None
    due_until: datetime | None = None
    not_mentioned_since: date | None = None
    because: tuple[Reason, ...] = ()
