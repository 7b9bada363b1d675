"""Decision points back from a document's triples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from pyoxigraph import NamedNode

from ..model import Cohort, Decision, Fact, Party, PartyKind, PointKind, Reference
from .codes import POINT_KINDS
from .literals import read_day
from .read_people import named
from .read_references import ReadReferences, by_point
from .read_terms import read_deadline
from .terms import (
    ADDRESSEE,
    CHANNEL,
    CONDITION,
    CREATION_YEAR,
    DECISION,
    DUE,
    EFFECTIVE_AT,
    EMAIL,
    EVERY_COHORT,
    FOR_COHORT,
    HEAD,
    IDENTIFIER,
    INFORMATION,
    ITEM,
    JOINT_WITH,
    KIND,
    LEAD,
    LINKED,
    OBJECT,
    OBJECT_NAMED,
    PARTY_COLLECTION,
    PATH,
    PERSON,
    POSITION,
    POST,
    POST_NAME,
    PROGRAMME,
    REPORT_DUE,
    RESPONSIBLE,
    TYPE,
    URL,
)
from .view import View

T = TypeVar("T")
_KINDS: dict[NamedNode, PartyKind] = {PARTY_COLLECTION: "class", PERSON: "person", POST: "post"}


def read_points(view: View, references: ReadReferences) -> tuple[Decision, ...]:
    """Return the points of the document, in their order."""
    nodes = sorted(view.of_type(DECISION), key=lambda node: int(view.need(node, POSITION)))
    cited = by_point(view, references)
    return tuple(_read_point(view, node, tuple(cited.get(node, ()))) for node in nodes)


def _read_point(view: View, node: NamedNode, references: tuple[Fact[Reference], ...]) -> Decision:
    item = view.node(node, ITEM)
    return Decision(
        path=view.need(node, PATH),
        item=view.need(item, IDENTIFIER) if item else None,
        span=view.need_span(node),
        kind=_facts(view, node, KIND, _read_kind)[0],
        addressees=_facts(view, node, ADDRESSEE, _read_party),
        responsible=_facts(view, node, RESPONSIBLE, _read_party),
        joint_with=_facts(view, node, JOINT_WITH, _read_party),
        cohorts=_facts(view, node, FOR_COHORT, _read_cohort),
        every_cohort=_one(view, node, EVERY_COHORT, _read_truth),
        deadline=_one(view, node, DUE, read_deadline),
        report_deadline=_one(view, node, REPORT_DUE, read_deadline),
        condition=_one(view, node, CONDITION, _read_object),
        references=references,
        emails=_facts(view, node, CHANNEL, _read_email),
        urls=_facts(view, node, LINKED, _read_url),
        information=tuple(view.need_span(extract) for extract in view.nodes(node, INFORMATION)),
        effective=_one(view, node, EFFECTIVE_AT, _read_date),
        lead=view.span(node, LEAD),
    )


def _facts(
    view: View, node: NamedNode, predicate: NamedNode, read: Callable[[View, NamedNode], T]
) -> tuple[Fact[T], ...]:
    return tuple(view.fact(proof, read(view, proof)) for proof in view.proofs(node, predicate))


def _one(
    view: View, node: NamedNode, predicate: NamedNode, read: Callable[[View, NamedNode], T]
) -> Fact[T] | None:
    return next(iter(_facts(view, node, predicate, read)), None)


def _read_object(view: View, proof: NamedNode) -> str:
    return view.need(proof, OBJECT)


def _read_kind(view: View, proof: NamedNode) -> PointKind:
    return POINT_KINDS.code(view.object(proof))


def _read_email(view: View, proof: NamedNode) -> str:
    return view.need(view.object(proof), EMAIL)


def _read_url(view: View, proof: NamedNode) -> str:
    return view.need(view.object(proof), URL)


def _read_date(view: View, proof: NamedNode) -> date:
    return read_day(view.need(proof, OBJECT))


def _read_truth(view: View, proof: NamedNode) -> bool:
    return view.need(proof, OBJECT) == "true"


def _read_party(view: View, proof: NamedNode) -> Party:
    types = view.values(view.object(proof), TYPE)
    kind: PartyKind = next((kind for type_, kind in _KINDS.items() if type_ in types), "body")
    return Party(named(view, proof), kind, view.text(proof, HEAD), view.text(proof, POST_NAME))


def _read_cohort(view: View, proof: NamedNode) -> Cohort:
    node = view.object(proof)
    own = view.text(proof, OBJECT_NAMED)
    return Cohort(view.need(node, PROGRAMME) if own is None else own, int(view.need(node, CREATION_YEAR)))
