"""The boxes of things: documents, points and addressees with their facts and their states over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ..moments import start_of_day
from ..rdf import terms
from ..rdf.codes import DOCUMENT_CLASSES, DOCUMENT_KINDS
from .statuses import slice_at, slices_of, term_in_force
from .summary import summary_of
from .values import PictureNode, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ..model import DocumentKind, PointKind
    from .asked import Asked
    from .values import Lane, NodeKind

_NODE_KINDS: Final[dict[PointKind, NodeKind]] = {"order": "order", "continuation": "continuation"}


def document_node(asked: Asked, node: str, lane: Lane = "documents") -> PictureNode:
    """Return the box of a document with the states of its bundles; one without a text is `cited`."""
    facts = asked.facts
    day = facts.day(node, terms.DATE)
    lives = asked.lives(facts.subjects(terms.OF_DOCUMENT, node))
    held = asked.holds_text(node)
    box = PictureNode(
        node,
        lane,
        "document" if held else "cited",
        number=facts.text(node, terms.NUMBER),
        name=facts.text(node, terms.TITLE),
        day=day,
        document_kind=document_kind(asked, node),
        since=asked.effective(node) or (start_of_day(day) if day else None),
        years=years_of(life.year for life in lives),
        key=node.rsplit("/", 1)[-1],
        file=facts.text(node, terms.FILE) if held else None,
    )
    return with_slices(asked, box, slices_of(facts, lives, whose=asked.year is None))


def document_kind(asked: Asked, node: str) -> DocumentKind:
    """Return what kind of document it is, as it says itself or as it was cited."""
    facts = asked.facts
    said = DOCUMENT_KINDS.find(NamedNode(kind) for kind in facts.nodes(node, terms.DOCUMENT_KIND))
    return said or DOCUMENT_CLASSES.find(NamedNode(kind) for kind in facts.nodes(node, terms.TYPE)) or "other"


def point_node(asked: Asked, point: str, lane: Lane = "points", parent: str | None = None) -> PictureNode:
    """Return the box of a point with the states of what it orders."""
    facts = asked.facts
    document = asked.document_of(point)
    kind = asked.kind_of(point)
    file = facts.text(document, terms.FILE)
    quote = facts.quote(point, file)
    lives = asked.lives(asked.obligations(point))
    whom = asked.addressees(point)
    box = PictureNode(
        point,
        lane,
        _NODE_KINDS.get(kind, "decision") if kind else "decision",
        number=facts.text(point, terms.PATH),
        day=facts.day(document, terms.DATE),
        document=facts.text(document, terms.NUMBER),
        document_kind=document_kind(asked, document),
        point_kind=kind,
        quote=quote,
        summary=summary_of(facts, point, quote),
        since=asked.effective(document),
        parent=parent,
        continues=sum(done == "continues" for done in asked.cited_by(point).values()),
        years=years_of([*(asked.year_of(one) for one in whom), *(life.year for life in lives)]),
        key=document.rsplit("/", 1)[-1],
        file=file,
    )
    written = facts.node(point, terms.DUE)
    return with_slices(asked, box, slices_of(facts, lives, written) or _printed(asked, box, written))


def _printed(asked: Asked, box: PictureNode, written: str | None) -> tuple[Slice, ...]:
    """Return one slice with the printed term of a point that imposes nothing itself."""
    term = term_in_force(asked.facts, (), written)
    return () if term is None or box.since is None else (Slice(box.since, term=term),)


def with_slices(asked: Asked, box: PictureNode, slices: tuple[Slice, ...]) -> PictureNode:
    """Return the box with its slices, and with what holds at the moment asked about."""
    now = slice_at(slices, asked.at)
    if now is None:
        return replace(box, slices=slices)
    return replace(box, slices=slices, statuses=now.statuses, because=now.because, term=now.term)


def addressee_node(asked: Asked, node: str, since: datetime | None) -> PictureNode:
    """Return the box of a cohort, or of a body, post or person outside cohorts."""
    facts = asked.facts
    year = asked.year_of(node)
    if year is None:
        return PictureNode(node, "addressees", "party", name=facts.label(node), since=since)
    name = facts.text(node, terms.PROGRAMME)
    return PictureNode(node, "addressees", "cohort", number=str(year), name=name, since=since, years=(year,))


def years_of(years: Iterable[int | None]) -> tuple[int, ...]:
    """Return the years that are known, each once, in order."""
    return tuple(sorted({year for year in years if year is not None}))
