"""A recorded event back from its triples: the exact inverse of `write_event`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from pyoxigraph import NamedNode, Triple

from ..errors import RegisterError
from ..model import Event, EventKind, PointId, Review, Verdict
from . import iri
from .codes import CAPACITIES, EVENT_CLASSES
from .literals import read_moment
from .terms import (
    ASSOCIATED_WITH,
    CAPACITY,
    COHORT_YEAR,
    CONCERNED_MEMBER,
    DECLARED_BY,
    DECLARED_PATH,
    DUE_UNTIL,
    EFFECTIVE_AT,
    ENDS_ORDER,
    EVENT,
    HOLDS_TRUE,
    INSTANCE,
    NOTE,
    OF_DOCUMENT,
    OF_PATH,
    RECORDED_AT,
    REVIEW_VERDICT,
    REVIEWED_FACT,
    REVIEWED_VALUE,
    SHA256,
    SUCCESSOR,
    SUCCESSOR_PATH,
    TEXT,
    TYPE,
    USED,
    WITHDRAWS,
)
from .view import View


def read_event(triples: Iterable[Triple]) -> Event:
    """Return the event that the triples were written of; raise `RegisterError` on a damaged set."""
    view = View(triples)
    found = view.of_type(EVENT)
    if len(found) != 1:
        raise RegisterError(f"{len(found)} events in one set of triples", advice="record the event again")
    node = found[0]
    document, withdraws = view.node(node, OF_DOCUMENT), view.node(node, WITHDRAWS)
    author, capacity = view.node(node, ASSOCIATED_WITH), view.node(node, CAPACITY)
    evidence, due = view.node(node, USED), view.text(node, DUE_UNTIL)
    return Event(
        id=iri.event_id(node),
        kind=_read_kind(view, node),
        effective=read_moment(view.need(node, EFFECTIVE_AT)),
        recorded=read_moment(view.need(node, RECORDED_AT)),
        document=iri.document_key(document) if document else None,
        point=view.text(node, OF_PATH),
        by=view.name(author) if author else None,
        capacity=CAPACITIES.code(capacity) if capacity else None,
        cohorts=tuple(sorted(int(year.value) for year in view.values(node, COHORT_YEAR))),
        member=view.text(node, CONCERNED_MEMBER),
        instance=view.text(node, INSTANCE),
        ends_order=view.text(node, ENDS_ORDER) == "true",
        deadline=_moment(due),
        successor=_read_pointer(view, node, SUCCESSOR, SUCCESSOR_PATH),
        withdraws=iri.event_id(withdraws) if withdraws else None,
        evidence=view.need(evidence, TEXT) if evidence else "",
        evidence_sha256=view.text(evidence, SHA256) if evidence else None,
        declared_by=_read_pointer(view, node, DECLARED_BY, DECLARED_PATH),
        note=view.text(node, NOTE) or "",
        review=_read_review(view, node),
    )


def _read_kind(view: View, node: NamedNode) -> EventKind:
    kind = EVENT_CLASSES.find(view.values(node, TYPE))
    if kind:
        return kind
    return "condition-true" if view.need(node, HOLDS_TRUE) == "true" else "condition-false"


def _read_review(view: View, node: NamedNode) -> Review | None:
    fact, verdict = view.text(node, REVIEWED_FACT), view.text(node, REVIEW_VERDICT)
    if fact is None or verdict is None:
        return None
    return Review(fact, cast("Verdict", verdict), view.text(node, REVIEWED_VALUE))


def _moment(value: str | None) -> datetime | None:
    return read_moment(value) if value else None


def _read_pointer(view: View, node: NamedNode, link: NamedNode, path: NamedNode) -> PointId | None:
    target = view.node(node, link)
    if target is None:
        return None
    return PointId(iri.document_key_of_part(target), view.need(node, path))
