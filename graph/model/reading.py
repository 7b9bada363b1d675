"""What was read from a text: every fact with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from .codes import DeadlineKind, DocumentKind, Frequency, PartyKind, PointKind, Relation, Role

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A stretch of the stored text and its words: `source.text[start:end] == text`, always."""

    start: int
    end: int
    text: str = field(compare=False, default="")

    def __init__(self, start: int, end: int, text: str = "") -> None:
        """Set the slots themselves, nearly twice as fast as a frozen dataclass does: spans are many."""
        _set_start(self, start)
        _set_end(self, end)
        _set_text(self, text)


_set_start, _set_end, _set_text = (vars(Span)[name].__set__ for name in ("start", "end", "text"))


@dataclass(frozen=True, slots=True, init=False)
class Fact(Generic[T_co]):
    """A value read from a text: `span` proves it, `rule` made it, `confidence` is from 0 to 1."""

    value: T_co
    span: Span
    rule: str
    confidence: float = 1.0

    def __init__(self, value: T_co, span: Span, rule: str, confidence: float = 1.0) -> None:
        """Set the slots themselves, as those of a span."""
        _set_value(self, value)
        _set_span(self, span)
        _set_rule(self, rule)
        _set_confidence(self, confidence)


_set_value, _set_span, _set_rule, _set_confidence = (
    vars(Fact)[name].__set__ for name in ("value", "span", "rule", "confidence")
)


LandmarkKind = Literal["page", "paragraph", "table", "header", "footer"]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that the format knows and the text does not show: from `offset` on, page 3."""

    offset: int
    kind: LandmarkKind
    number: int


def place_among(landmarks: Iterable[Landmark], offset: int) -> dict[str, int]:
    """Return the number of the last landmark of each kind that does not lie behind an offset."""
    return {mark.kind: mark.number for mark in landmarks if mark.offset <= offset}


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file as stored; `sha256` is of the file's bytes, in lower-case hex."""

    name: str
    media_type: str
    text: str
    sha256: str
    encoding: str | None = None
    landmarks: tuple[Landmark, ...] = ()

    def place(self, offset: int) -> dict[str, int]:
        """Return the page, paragraph or table that an offset lies in, as far as the format has them."""
        return place_among(self.landmarks, offset)

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
class Shift:
    """How far a term is moved from where it stands: by days, worked ones where so said, or by months."""

    days: int = 0
    months: int = 0
    working: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term as worded and as computed.

    `end` is exclusive: the midnight after the last day, or the instant itself; None for recurring,
    open and established terms and for what can't be computed. `assumptions` are message codes
    (`year-assumed`, `zone-assumed`, `moved-to-working-day`, …) that an answer must show. `shift` is how
    far the words move another term: «на 10 рабочих дней».
    """

    text: str
    kind: DeadlineKind
    start: datetime | None = None
    end: datetime | None = None
    recurrence: Recurrence | None = None
    assumptions: tuple[str, ...] = ()
    shift: Shift | None = None


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
