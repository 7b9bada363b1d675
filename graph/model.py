"""The values that every room passes on: frozen, comparable, without input or output.

Offsets count Unicode code points of the stored text, end exclusive. Moments are timezone-aware
datetimes; intervals include their start and exclude their end. What was read from a text is a
`Fact`: the value, the words that prove it, the rule that found it and how sure that rule is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Generic, Literal, TypeVar

MOSCOW = timezone(timedelta(hours=3))
"""Moscow time since 26 October 2014: UTC+03:00 all the year round."""

OPEN = datetime(9999, 12, 31, tzinfo=MOSCOW)
"""The end of an interval that has none: a plain comparison still works."""

DocumentKind = Literal["protocol", "order", "decree", "letter", "list", "memo", "other"]
PointKind = Literal[
    "note",
    "order",
    "continuation",
    "recommendation",
    "approval",
    "control",
    "repeal",
    "extension",
    "information",
    "rejected",
    "in-force",
]
DeadlineKind = Literal["instant", "day", "window", "relative", "recurring", "open", "established"]
Relation = Literal["continues", "implements", "repeals", "amends", "extends", "fulfils", "cites"]
PartyKind = Literal["class", "body", "post", "person"]
Role = Literal["chair", "secretary", "speaker", "attendee", "signer", "controller"]
Frequency = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]
EventKind = Literal[
    "report",
    "return",
    "acceptance",
    "extension",
    "condition-true",
    "condition-false",
    "cancellation",
    "replacement",
    "departure",
    "withdrawal",
    "correction",
]
Capacity = Literal["addressee", "issuer", "superior", "controller", "other"]
State = Literal[
    "not-yet",
    "in-force",
    "conditional",
    "condition-unconfirmed",
    "overdue",
    "window-passed",
    "reported",
    "text-not-held",
    "contested",
    "fulfilled",
    "fulfilled-late",
    "cancelled",
    "replaced",
    "not-applicable",
]
Binds = Literal["yes", "no", "unknown"]

T_co = TypeVar("T_co", covariant=True)


# --- what was read -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the stored text and its words: `source.text[start:end] == text`, always."""

    start: int
    end: int
    text: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_co]):
    """A value read from a text: `span` proves it, `rule` made it, `confidence` is from 0 to 1."""

    value: T_co
    span: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that the format knows and the text does not show: from `offset` on, page 3."""

    offset: int
    kind: Literal["page", "paragraph", "table", "header", "footer"]
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file as stored; `sha256` is of the file's bytes, in lower-case hex."""

    name: str
    media_type: str
    text: str
    sha256: str
    encoding: str | None = None
    landmarks: tuple[Landmark, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span [start, end) with its words."""
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know: `code` names the message, `details` fill its blanks."""

    code: str
    span: Span | None = None
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class of addressees by programme and year of creation.

    `programme` is the project's name as printed inside its quotation marks («Профессионалитет»
    gives `Профессионалитет`), else the head of the addressee in the nominative.
    """

    programme: str
    year: int


@dataclass(frozen=True, slots=True)
class Party:
    """One addressee, executor or co-performer; `name` in the nominative where that is sure.

    `head` is, for a class, the addressee's first conjunct without brackets, tails and years, in
    lower case («инициаторы создания образовательно-производственных центров»): what one class is
    recognised by. `post` is a person's post, where the text gives it.
    """

    name: str
    kind: PartyKind
    head: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A repeated term: one instance a period, due on the named day of it.

    `day` counts within the period (day of month; weekday 1–7 for weekly), `month` within the year
    or quarter, both None where the words name none (then the period's last day); `lag` is how many
    periods after its own an instance is due («месяца, следующего за отчётным»: 1). `hour` and
    `minute` are set where the words name a clock time.
    """

    frequency: Frequency
    day: int | None = None
    month: int | None = None
    lag: int = 0
    hour: int | None = None
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term as worded and as computed.

    `end` is exclusive: the midnight after the last day, or the instant itself; None for recurring,
    open and established terms and for what can't be computed. `assumptions` are message codes
    (`year-assumed`, `zone-assumed`, `moved-to-working-day`, …) that an answer must show.
    """

    text: str
    kind: DeadlineKind
    start: datetime | None = None
    end: datetime | None = None
    recurrence: Recurrence | None = None
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named by another: number and date as far as they are given.

    `number` is normalised (no «№», no spaces, look-alikes mapped); `point` one point's path or
    None for the whole document; `document_kind` and `issuer` only where the words name them.
    """

    number: str | None
    date: date | None
    relation: Relation
    point: str | None = None
    document_kind: DocumentKind | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or one of its units: `parent` is the full name of the body or unit it belongs to."""

    name: str
    parent: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in one role: «Фамилия И.О.», nominative.

    `organisation` is the body, `units` its units from the narrowest to the widest, `item` the
    agenda item's path where the role is `speaker`.
    """

    name: str
    role: Role
    post: str | None = None
    organisation: str | None = None
    units: tuple[str, ...] = ()
    item: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One question of the agenda: its number as printed («III»), its title, its place."""

    path: str
    position: int
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One leaf point of the operative part.

    `lead` is the parent's lead-in that the point inherits from; `effective` the day from which the
    point itself says that it works («утратившим силу с 01.01.2025»); `information` are sentences
    inside an order that order nothing.
    """

    path: str
    item: str | None
    span: Span
    kind: Fact[PointKind]
    addressees: tuple[Fact[Party], ...] = ()
    responsible: tuple[Fact[Party], ...] = ()
    joint_with: tuple[Fact[Party], ...] = ()
    cohorts: tuple[Fact[Cohort], ...] = ()
    every_cohort: Fact[bool] | None = None
    deadline: Fact[Deadline] | None = None
    report_deadline: Fact[Deadline] | None = None
    condition: Fact[str] | None = None
    references: tuple[Fact[Reference], ...] = ()
    emails: tuple[Fact[str], ...] = ()
    urls: tuple[Fact[str], ...] = ()
    information: tuple[Span, ...] = ()
    effective: Fact[date] | None = None
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the top of a document says of it; every part may be missing."""

    kind: Fact[DocumentKind]
    number: Fact[str] | None = None
    date: Fact[date] | None = None
    place: Fact[str] | None = None
    issuer: Fact[str] | None = None
    unit: Fact[str] | None = None
    chair: Fact[str] | None = None
    title: Fact[str] | None = None
    programme: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Protocol:
    """One document as read. `references` are all of it, those of the points included, in order."""

    head: Head
    items: tuple[AgendaItem, ...] = ()
    points: tuple[Decision, ...] = ()
    people: tuple[Fact[Person], ...] = ()
    attendees: tuple[Fact[str], ...] = ()
    organisations: tuple[Fact[Organisation], ...] = ()
    references: tuple[Fact[Reference], ...] = ()
    unread: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()


# --- what the register holds -------------------------------------------------------------------


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
class Event:
    """Something that changed an obligation; only ever added, a wrong one is withdrawn.

    `document` is a key, `point` a path or None for the whole document (and for a withdrawal, which
    names an event's id in `withdraws`). `cohorts` are years, empty for all. `deadline` is an
    extension's new exclusive end. `ends_order` lets a report or an acceptance of one instance end
    a recurring order. `declared_by` is the point of a document that declares the event; recorded
    events have None there.
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


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a cohort, for instance one cluster of 2023."""

    cohort: Cohort
    name: str
    region: str | None = None


# --- what follows ------------------------------------------------------------------------------


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
