"""A recorded event as triples; `read_event` is the exact inverse."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from ..model import MOSCOW, Event, PointId
from . import iri
from .codes import CAPACITIES, CONDITION_FINDING, EVENT_CLASSES
from .draft import Draft
from .labels import event_label
from .literals import YES, boolean, integer, moment, russian, text
from .terms import (
    AGENT,
    ASSOCIATED_WITH,
    CAPACITY,
    COHORT_YEAR,
    CONCERNED_MEMBER,
    CONCERNS,
    DECLARED_BY,
    DECLARED_PATH,
    DUE_UNTIL,
    EFFECTIVE_AT,
    ENDS_ORDER,
    ENTITY,
    EVENT,
    HOLDS_TRUE,
    INSTANCE,
    LABEL,
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


def write_event(event: Event) -> tuple[Triple, ...]:
    """Return an event as triples: what happened to which order, when, by whom, on what evidence.

    What it concerns is an obligation, or a document where no point is named.
    """
    node = iri.event(event.id)
    draft = Draft(event.document or "")
    _write_kind(draft, node, event)
    draft.add(node, EFFECTIVE_AT, moment(event.effective))
    draft.add(node, RECORDED_AT, moment(event.recorded))
    _write_target(draft, node, event)
    _write_author(draft, node, event)
    _write_scope(draft, node, event)
    if event.deadline:
        draft.add(node, DUE_UNTIL, moment(event.deadline))
    if event.withdraws is not None:
        draft.add(node, WITHDRAWS, iri.event(event.withdraws))
    _write_pointer(draft, node, event.successor, SUCCESSOR, SUCCESSOR_PATH)
    _write_pointer(draft, node, event.declared_by, DECLARED_BY, DECLARED_PATH)
    _write_evidence(draft, node, event)
    draft.add_text(node, NOTE, event.note or None)
    if event.review:
        draft.add_text(node, REVIEWED_FACT, event.review.fact)
        draft.add_text(node, REVIEW_VERDICT, event.review.verdict)
        draft.add_text(node, REVIEWED_VALUE, event.review.value)
    return draft.triples()


def _write_kind(draft: Draft, node: NamedNode, event: Event) -> None:
    draft.add(node, TYPE, EVENT)
    draft.add(node, LABEL, russian(event_label(event.kind, event.effective.astimezone(MOSCOW).date())))
    if event.kind in EVENT_CLASSES.nodes:
        draft.add(node, TYPE, EVENT_CLASSES.node(event.kind))
    else:
        draft.add(node, TYPE, CONDITION_FINDING)
        draft.add(node, HOLDS_TRUE, boolean(event.kind == "condition-true"))


def _write_target(draft: Draft, node: NamedNode, event: Event) -> None:
    if event.document is None:
        draft.add_text(node, OF_PATH, event.point)
        return
    document = iri.document(event.document)
    draft.add(node, OF_DOCUMENT, document)
    if event.point is None:
        draft.add(node, CONCERNS, document)
    else:
        draft.add(node, CONCERNS, iri.obligation(event.document, event.point))
        draft.add_text(node, OF_PATH, event.point)


def _write_author(draft: Draft, node: NamedNode, event: Event) -> None:
    if event.by is not None:
        agent = iri.agent(event.by)
        draft.name(agent, event.by, AGENT)
        draft.add(node, ASSOCIATED_WITH, agent)
    if event.capacity:
        draft.add(node, CAPACITY, CAPACITIES.node(event.capacity))


def _write_scope(draft: Draft, node: NamedNode, event: Event) -> None:
    for year in event.cohorts:
        draft.add(node, COHORT_YEAR, integer(year))
    draft.add_text(node, CONCERNED_MEMBER, event.member)
    draft.add_text(node, INSTANCE, event.instance)
    if event.ends_order:
        draft.add(node, ENDS_ORDER, YES)


def _write_pointer(
    draft: Draft, node: NamedNode, target: PointId | None, link: NamedNode, path: NamedNode
) -> None:
    if target:
        draft.add(node, link, iri.point(target.document, target.path))
        draft.add_text(node, path, target.path)


def _write_evidence(draft: Draft, node: NamedNode, event: Event) -> None:
    if not event.evidence and event.evidence_sha256 is None:
        return
    evidence = iri.part(node, "evidence")
    draft.add(node, USED, evidence)
    draft.add(evidence, TYPE, ENTITY)
    draft.add(evidence, TEXT, text(event.evidence))
    draft.add_text(evidence, SHA256, event.evidence_sha256)
