"""One order's life: what gave and changed it, the events on it, and its states, along time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import OPEN
from ..rdf import terms
from ..rdf.codes import RELATIONS
from .nodes import document_node, point_node
from .statuses import lives_of, reasons_of, slices_of
from .values import NOTHING, PictureEdge, PictureNode, PictureView, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .asked import Asked
    from .statuses import Life


def life_view(asked: Asked, thing: str) -> PictureView:
    """Return the life of an obligation or a bundle (its IRI): clauses, events, states in a row a life."""
    facts = asked.facts
    lives = lives_of(facts, [thing], asked.known)
    clauses = [_clause(asked, point) for point in _clauses(asked, thing, lives)]
    events = [_event(asked, event) for event in _events(asked, thing, lives)]
    rows = {whose: [life for life in lives if life.whose == whose] for whose in _rows(lives)}
    states = [_state(asked, life, thing) for row in rows.values() for life in row]
    shown = {node.id for node in (*clauses, *events)}
    causes = (edge for row in rows.values() for edge in _causes(asked, row, shown))
    subject = _subject(asked, thing)
    nodes = (*subject, *clauses, *events, *states)
    edges = (*_acts(asked, clauses, {node.id for node in subject}), *causes)
    return PictureView(nodes, edges, asked.at, "order")


def _rows(lives: Iterable[Life]) -> list[str | None]:
    return sorted({life.whose for life in lives}, key=lambda whose: whose or "")


def _subject(asked: Asked, thing: str) -> tuple[PictureNode, ...]:
    """Return the box of the document that is continued; an order's own point is among the clauses."""
    paper = asked.facts.node(thing, terms.OF_DOCUMENT)
    if paper is None:
        return ()
    return (replace(document_node(asked, paper, "clauses"), slices=(), statuses=()),)


def _acts(asked: Asked, clauses: Iterable[PictureNode], papers: set[str]) -> Iterable[PictureEdge]:
    """Yield an arrow from each clause to the document that it continues or changes as a whole."""
    for clause in clauses:
        for target, kind in asked.cited_by(clause.id).items():
            if target in papers:
                yield PictureEdge(clause.id, target, kind, dashed=not asked.holds_text(target))


def _clauses(asked: Asked, thing: str, lives: Sequence[Life]) -> list[str]:
    """Return the points that gave, continued or changed it, by date."""
    facts = asked.facts
    reasons = reasons_of(facts, [life.id for life in lives])
    given = facts.nodes(thing, terms.IMPOSED_BY)
    named = {point for reason in reasons for point in facts.nodes(reason, terms.BY_POINT)}
    affirmed = facts.nodes(thing, terms.AFFIRMED_BY)
    acts = (node for code, node in RELATIONS.nodes.items() if code != "cites")
    acting = {source for act in acts for point in given for source in facts.subjects(act, point)}
    points = {*given, *named, *affirmed, *acting}
    held = (one for one in points if facts.is_a(one, terms.DECISION) and _is_held(asked, one))
    return sorted(held, key=lambda point: (asked.document_order(asked.document_of(point)), point))


def _is_held(asked: Asked, point: str) -> bool:
    return asked.effective(asked.document_of(point)) is not None


def _clause(asked: Asked, point: str) -> PictureNode:
    return replace(point_node(asked, point, "clauses"), slices=(), statuses=(), because=())


def _events(asked: Asked, thing: str, lives: Sequence[Life]) -> list[str]:
    """Return the recorded events on it, by moment."""
    facts = asked.facts
    reasons = reasons_of(facts, [life.id for life in lives])
    found = {*facts.subjects(terms.CONCERNS, thing)}
    found |= {event for reason in reasons for event in facts.nodes(reason, terms.BY_EVENT)}
    known = (event for event in found if _recorded(asked, event))
    return sorted(known, key=lambda event: (facts.text(event, terms.EFFECTIVE_AT) or "", event))


def _recorded(asked: Asked, event: str) -> bool:
    recorded = asked.facts.moment(event, terms.RECORDED_AT)
    return recorded is not None and recorded <= asked.known


def _event(asked: Asked, event: str) -> PictureNode:
    facts = asked.facts
    agent, evidence = facts.node(event, terms.ASSOCIATED_WITH), facts.node(event, terms.USED)
    moment = facts.moment(event, terms.EFFECTIVE_AT)
    said = facts.text(evidence, terms.TEXT) if evidence else None
    return PictureNode(
        event,
        "events",
        "event",
        number=facts.label(event),
        name=said or facts.text(event, terms.NOTE),
        day=moment.date() if moment else None,
        whom=(facts.label(agent),) if agent else (),
        since=moment,
    )


def _state(asked: Asked, life: Life, thing: str) -> PictureNode:
    """Return the box of one period: it is over when the next begins."""
    found = slices_of(asked.facts, [life], asked.facts.node(thing, terms.DUE))
    first = found[0] if found else Slice(life.start)
    ended = (replace(first, start=life.end, counts=NOTHING),) if life.end < OPEN else ()
    return PictureNode(
        life.id,
        "lives",
        "life",
        number=life.whose,
        day=life.start.date(),
        name=life.programme,
        term=first.term,
        statuses=first.statuses,
        because=first.because,
        slices=(first, *ended),
        since=life.start,
        until=life.end,
        row=life.whose or "",
        years=(life.year,) if life.year is not None else (),
    )


def _causes(asked: Asked, row: Sequence[Life], shown: set[str]) -> Iterable[PictureEdge]:
    """Yield an arrow from each clause and event to the first state of a life that rests on it."""
    seen: set[str] = set()
    for life in row:
        for reason in reasons_of(asked.facts, [life.id]):
            grounds = (
                *asked.facts.nodes(reason, terms.BY_POINT),
                *asked.facts.nodes(reason, terms.BY_EVENT),
            )
            for ground in grounds:
                if ground in shown and ground not in seen:
                    seen.add(ground)
                    yield PictureEdge(ground, life.id, "causes")
