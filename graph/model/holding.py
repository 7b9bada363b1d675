"""What a register holds: documents taken in, events recorded, members known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .codes import Capacity, EventKind, Verdict
from .reading import Cohort, Landmark, Protocol, Shift


@dataclass(frozen=True, slots=True)
class Card:
    """What the register notes of a file it took in.

    `key` is the document's identity (see `graph.identity`), `file` the original's path within the
    data folder with forward slashes, `sent_as` the name it arrived under, `recorded` the moment it
    was taken in, `reader` the version of the code that read it.
    """

    key: str
    file: str
    sent_as: str
    media_type: str
    sha256: str
    text_sha256: str
    recorded: datetime
    reader: str
    encoding: str | None = None
    landmarks: tuple[Landmark, ...] = ()
    rendition_of: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that the register holds: what was read from it, under which key, since when."""

    card: Card
    protocol: Protocol


@dataclass(frozen=True, slots=True, order=True)
class PointId:
    """One point of one document: the document's key and the path as printed."""

    document: str
    path: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a person found of one fact that was read from a document.

    `fact` names it within its point or head: `deadline@120-145`, the field and the span of the words
    (`cohorts@80-99#2`: the second of that field there). `value` is what it should have been, as words,
    where it is corrected.
    """

    fact: str
    verdict: Verdict
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed an obligation; only ever added, a wrong one is withdrawn.

    `document` is a key, `point` a path or None for the whole document (and for a withdrawal, which
    names an event's id in `withdraws`). `cohorts` are years, empty for all. `deadline` is an
    extension's new exclusive end, or `shift` how far it moves the one that there is. `ends_order` lets a
    report or an acceptance of one instance end a recurring order. `declared_by` is the point of a
    document that declares the event; recorded events have None there. `review` makes a correction the
    verdict on a fact that was read.
    """

    id: str
    kind: EventKind
    effective: datetime
    recorded: datetime
    document: str | None = None
    point: str | None = None
    by: str | None = None
    capacity: Capacity | None = None
    cohorts: tuple[int, ...] = ()
    member: str | None = None
    instance: str | None = None
    ends_order: bool = False
    deadline: datetime | None = None
    successor: PointId | None = None
    withdraws: str | None = None
    evidence: str = ""
    evidence_sha256: str | None = None
    declared_by: PointId | None = None
    note: str = ""
    review: Review | None = None
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a cohort, for instance one cluster of 2023."""

    cohort: Cohort
    name: str
    region: str | None = None
