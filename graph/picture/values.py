"""What a picture of the graph shows, in no language and at no place: nodes, edges, and their facts.

The words around the facts and the places on the page are made in `graph.render`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..model import DocumentKind, PointKind, Role, State

ViewKind = Literal["cohort", "chain", "order", "people", "document", "register"]
NodeKind = Literal[
    "cited",
    "document",
    "item",
    "continuation",
    "order",
    "decision",
    "event",
    "life",
    "cohort",
    "party",
    "organisation",
    "unit",
    "person",
]
EdgeKind = Literal[
    "contains",
    "continues",
    "extends",
    "repeals",
    "amends",
    "implements",
    "fulfils",
    "cites",
    "addresses",
    "causes",
    "belongs",
]
Lane = Literal[
    "prior", "documents", "items", "points", "clauses", "events", "lives", "bodies", "people", "addressees"
]
LANES: tuple[Lane, ...] = (
    "prior",
    "documents",
    "items",
    "points",
    "clauses",
    "events",
    "lives",
    "bodies",
    "people",
    "addressees",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: offsets count code points of the stored text `source`, end exclusive."""

    text: str
    start: int | None = None
    end: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """When a thing falls due: `until` is exclusive, `since` is set for a window, `words` as printed."""

    until: datetime | None = None
    since: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """One state of a thing and the addressee it holds for (None: for every one that it has).

    `count` is set where one box stands for several things: so many of them are in this state.
    """

    state: State
    whose: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a state: the rule's code, and the point, event and moment it was applied to."""

    rule: str
    point: str | None = None
    event: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines `binding` would print: orders and bundles that bind, lines that are contested.

    `overdue` are those of the orders whose term has passed.
    """

    orders: int = 0
    bundles: int = 0
    contested: int = 0
    overdue: int = 0


NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Slice:
    """What holds of a thing from a moment until the next slice begins."""

    start: datetime
    statuses: tuple[Status, ...] = ()
    because: tuple[Ground, ...] = ()
    term: Term | None = None
    counts: Counts = NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a meeting: the role, the document's number, the agenda item's."""

    role: Role
    document: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class PictureNode:
    """One box: a document, a point, an event, a state of a life, a body, a person or an addressee.

    `id` is any text that is unique in the view; it is never shown. `number` is a document's number,
    a point's path or a cohort's year; `name` a title, a programme or a name; `document` the number
    of a point's document, `key` that document's key and `file` its stored original; `summary` what
    its box says instead of the whole quote, `continues` how many documents a point continues.
    `since` is when it appears and `until` when it is over; `parent` what it belongs to in a tree or
    is folded into; `row` whose life it is part of.
    """

    id: str
    lane: Lane
    kind: NodeKind
    number: str | None = None
    name: str | None = None
    day: date | None = None
    document: str | None = None
    document_kind: DocumentKind = "protocol"
    point_kind: PointKind | None = None
    quote: Quote | None = None
    summary: str | None = None
    term: Term | None = None
    statuses: tuple[Status, ...] = ()
    because: tuple[Ground, ...] = ()
    slices: tuple[Slice, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    parent: str | None = None
    row: str | None = None
    years: tuple[int, ...] = ()
    whom: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    continues: int = 0
    key: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """One arrow between two nodes of the view; `dashed` where the target's text is not held."""

    source: str
    target: str
    kind: EdgeKind
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class PictureView:
    """All that one picture shows, in the order of reading within each lane.

    `about` is the cohort's year, the number or the ID that the picture was asked for by.
    """

    nodes: tuple[PictureNode, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    at: datetime | None = None
    kind: ViewKind = "cohort"
    about: str | None = None
    known_at: datetime | None = None
