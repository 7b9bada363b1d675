"""Decision points of one document as triples: what is ordered of whom, and what they cite."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from ..model import Decision, Fact, Party, Protocol
from . import iri
from .codes import POINT_KINDS
from .draft import Draft
from .labels import point_label
from .literals import boolean, integer, midnight, russian, text
from .terms import (
    ACTION,
    ADDRESSEE,
    ASSIGNEE,
    ASSIGNER,
    CARRY_OUT,
    CHANNEL,
    CONDITION,
    CONTACT,
    DECISION,
    DUE,
    EFFECTIVE_AT,
    EMAIL,
    EVERY_COHORT,
    EXTRACT,
    FOR_COHORT,
    HEAD,
    IMPOSED_BY,
    INFORMATION,
    ITEM,
    JOINT_WITH,
    KIND,
    LABEL,
    LEAD,
    LINK,
    LINKED,
    OBLIGATION,
    PART_OF,
    PATH,
    POSITION,
    POST_NAME,
    REPORT_DUE,
    RESPONSIBLE,
    SERVES,
    TEXT,
    TYPE,
    URL,
    WORDS,
)
from .write_bodies import Bodies
from .write_references import write_references
from .write_terms import write_deadline

_PARTIES = {ADDRESSEE: "addressee", RESPONSIBLE: "responsible", JOINT_WITH: "joint"}


def write_points(draft: Draft, protocol: Protocol, bodies: Bodies) -> None:
    """Write the points in order, then the references, each at its point or at the document."""
    nodes = [draft.mint_point(point.path) for point in protocol.points]
    for place, (node, point) in enumerate(zip(nodes, protocol.points, strict=True), start=1):
        _write_point(draft, node, point, place, _number(protocol))
        _write_parties(draft, node, point, bodies)
        _write_matter(draft, node, point)
        _write_terms(draft, node, point)
        if point.kind.value == "order":
            _write_obligation(draft, node, point, protocol, bodies)
    write_references(draft, nodes, protocol)


def _number(protocol: Protocol) -> str | None:
    return protocol.head.number.value if protocol.head.number else None


def _write_point(draft: Draft, node: NamedNode, point: Decision, place: int, number: str | None) -> None:
    draft.add(node, TYPE, DECISION)
    draft.add(node, LABEL, russian(point_label(number, point.path)))
    draft.add(node, PART_OF, draft.document)
    draft.add_text(node, PATH, point.path)
    draft.add(node, POSITION, integer(place))
    draft.add_text(node, TEXT, point.span.text)
    draft.add(node, WORDS, draft.passage(point.span))
    draft.state(node, KIND, POINT_KINDS.node(point.kind.value), point.kind, iri.part(node, "evidence-kind"))
    if point.item is not None:
        draft.add(node, ITEM, draft.item(point.item))
    if point.lead:
        draft.add(node, LEAD, draft.passage(point.lead))
    for number_, span in enumerate(point.information, start=1):
        extract = iri.part(node, "information", number_)
        draft.add(node, INFORMATION, extract)
        draft.add(extract, TYPE, EXTRACT)
        draft.add(extract, WORDS, draft.passage(span))


def _write_parties(draft: Draft, node: NamedNode, point: Decision, bodies: Bodies) -> None:
    for predicate, number, fact in _parties(point):
        proof = iri.part(node, f"evidence-{_PARTIES[predicate]}", number)
        draft.state_named(node, predicate, bodies.party(fact.value), fact, proof)
        draft.add_text(proof, HEAD, fact.value.head)
        draft.add_text(proof, POST_NAME, fact.value.post)
    for number, cohort in enumerate(point.cohorts, start=1):
        proof = iri.part(node, "evidence-cohort", number)
        draft.state_named(node, FOR_COHORT, bodies.cohort(cohort.value), cohort, proof)
    if point.every_cohort:
        proof = iri.part(node, "evidence-every-cohort")
        draft.state(node, EVERY_COHORT, boolean(point.every_cohort.value), point.every_cohort, proof)


def _parties(point: Decision) -> Iterator[tuple[NamedNode, int, Fact[Party]]]:
    groups = {ADDRESSEE: point.addressees, RESPONSIBLE: point.responsible, JOINT_WITH: point.joint_with}
    for predicate, facts in groups.items():
        for number, fact in enumerate(facts, start=1):
            yield predicate, number, fact


def _write_matter(draft: Draft, node: NamedNode, point: Decision) -> None:
    if point.condition:
        proof = iri.part(node, "evidence-condition")
        draft.state(node, CONDITION, text(point.condition.value), point.condition, proof)
    if point.effective:
        proof = iri.part(node, "evidence-effective")
        draft.state(node, EFFECTIVE_AT, midnight(point.effective.value), point.effective, proof)
    for number, email in enumerate(point.emails, start=1):
        mailbox = iri.mailbox(email.value)
        draft.add(mailbox, TYPE, CONTACT)
        draft.add_text(mailbox, EMAIL, email.value)
        draft.add(mailbox, SERVES, node)
        draft.state(node, CHANNEL, mailbox, email, iri.part(node, "evidence-email", number))
    for number, url in enumerate(point.urls, start=1):
        link = iri.link(url.value)
        draft.add(link, TYPE, LINK)
        draft.add_text(link, URL, url.value)
        draft.add(link, SERVES, node)
        draft.state(node, LINKED, link, url, iri.part(node, "evidence-link", number))


def _write_terms(draft: Draft, node: NamedNode, point: Decision) -> None:
    if point.deadline:
        term = write_deadline(draft, node, point.deadline, "deadline")
        draft.state(node, DUE, term, point.deadline, iri.part(node, "evidence-deadline"))
    if point.report_deadline:
        term = write_deadline(draft, node, point.report_deadline, "report-deadline")
        draft.state(node, REPORT_DUE, term, point.report_deadline, iri.part(node, "evidence-report-deadline"))


def _write_obligation(
    draft: Draft, point: NamedNode, decision: Decision, protocol: Protocol, bodies: Bodies
) -> None:
    node = iri.part(point, "obligation")
    draft.add(node, TYPE, OBLIGATION)
    draft.add(node, LABEL, russian(point_label(_number(protocol), decision.path)))
    draft.add(node, IMPOSED_BY, point)
    draft.add(node, ACTION, CARRY_OUT)
    if protocol.head.issuer:
        draft.add(node, ASSIGNER, bodies.named(protocol.head.issuer.value)[0])
    for party in _assignees(decision, bodies):
        draft.add(node, ASSIGNEE, party)
    for predicate, facts in ((RESPONSIBLE, decision.responsible), (JOINT_WITH, decision.joint_with)):
        for fact in facts:
            draft.add(node, predicate, bodies.party(fact.value)[0])
    if decision.every_cohort:
        draft.add(node, EVERY_COHORT, boolean(decision.every_cohort.value))
    if decision.condition:
        draft.add(node, CONDITION, text(decision.condition.value))
    if decision.deadline:
        draft.add(node, DUE, iri.part(point, "deadline"))
    if decision.report_deadline:
        draft.add(node, REPORT_DUE, iri.part(point, "report-deadline"))


def _assignees(decision: Decision, bodies: Bodies) -> Iterator[NamedNode]:
    """Yield the cohorts, and whoever is addressed without one; a class stands for its cohorts."""
    for cohort in decision.cohorts:
        yield bodies.cohort(cohort.value)[0]
    for fact in decision.addressees:
        if fact.value.kind != "class" or not decision.cohorts:
            yield bodies.party(fact.value)[0]
