"""What a picture of the graph shows, in no language and at no place: nodes, edges, and their facts.

The words around the facts and the places on the page are made in `graph.render`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..model import DocumentKind, State

NodeKind = Literal["cited", "document", "continuation", "order", "decision", "cohort", "party"]
EdgeKind = Literal["contains", "continues", "addresses", "relates"]
Lane = Literal["prior", "documents", "points", "addressees"]
LANES: tuple[Lane, ...] = ("prior", "documents", "points", "addressees")


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
    """One state of a thing and the addressee it holds for (None: for every one that it has)."""

    state: State
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a state: the rule's code, and the point, event and moment it was applied to."""

    rule: str
    point: str | None = None
    event: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class PictureNode:
    """One box: a document, a point or an addressee.

    `id` is any text that is unique in the view; it is never shown. `number` is a document's number,
    a point's path or a cohort's year; `name` a title, a programme or an addressee's name; `document`
    the number of a point's document; `summary` what its box says instead of the whole quote.
    """

    id: str
    lane: Lane
    kind: NodeKind
    number: str | None = None
    name: str | None = None
    day: date | None = None
    document: str | None = None
    document_kind: DocumentKind = "protocol"
    quote: Quote | None = None
    summary: str | None = None
    term: Term | None = None
    statuses: tuple[Status, ...] = ()
    because: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """One arrow between two nodes of the view; `dashed` where the target's text is not held."""

    source: str
    target: str
    kind: EdgeKind
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class PictureView:
    """All that one picture shows, in the order of reading within each lane."""

    nodes: tuple[PictureNode, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    at: datetime | None = None
