"""A document back from its triples: the exact inverse of `write_document`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pyoxigraph import NamedNode, Triple

from ..errors import RegisterError
from ..model import AgendaItem, Card, Fact, Filed, Head, Landmark, Notice, Protocol
from . import iri
from .codes import DOCUMENT_KINDS, ROLES
from .literals import read_day, read_moment
from .read_people import named, read_attendees, read_organisations, read_people
from .read_points import read_points
from .read_references import in_order, read_references
from .terms import (
    AGENDA_ITEM,
    CODE,
    DATE,
    DETAIL,
    DOCUMENT_KIND,
    ENCODING,
    FILE,
    GENERATED_BY,
    HAS_NOTICE,
    IDENTIFIER,
    ISSUING_UNIT,
    LANDMARK,
    LOCATION,
    MEDIA_TYPE,
    NUMBER,
    OBJECT,
    PASSED_BY,
    POSITION,
    PROGRAMME,
    READER,
    RECORDED_AT,
    RENDITION_OF,
    REPLACES,
    SENT_AS,
    SHA256,
    TEXT_SHA256,
    TITLE,
    UNREAD,
)
from .view import View

T = TypeVar("T")


def read_document(triples: Iterable[Triple]) -> Filed:
    """Return the document that the triples were written of; raise `RegisterError` on a damaged set."""
    view = View(triples)
    node = _held(view)
    host = view.node(node, GENERATED_BY) or node
    references = read_references(view)
    protocol = Protocol(
        head=_read_head(view, node, host),
        items=_read_items(view),
        points=read_points(view, references),
        people=read_people(view),
        attendees=read_attendees(view, host),
        organisations=read_organisations(view),
        references=in_order(view, references),
        unread=tuple(view.need_span(extract) for extract in view.nodes(node, UNREAD)),
        notices=tuple(_read_notice(view, notice) for notice in view.nodes(node, HAS_NOTICE)),
    )
    return Filed(_read_card(view, node), protocol)


def _held(view: View) -> NamedNode:
    """Return the one document whose file is described; cited ones have none."""
    found = view.having(TEXT_SHA256)
    if len(found) != 1:
        raise RegisterError(
            f"{len(found)} held documents in one set of triples", advice="read the document again"
        )
    return found[0]


def _read_card(view: View, node: NamedNode) -> Card:
    rendition, superseded = view.node(node, RENDITION_OF), view.node(node, REPLACES)
    return Card(
        key=iri.document_key(node),
        file=view.need(node, FILE),
        sent_as=view.need(node, SENT_AS),
        media_type=view.need(node, MEDIA_TYPE),
        sha256=view.need(node, SHA256),
        text_sha256=view.need(node, TEXT_SHA256),
        recorded=read_moment(view.need(node, RECORDED_AT)),
        reader=view.need(node, READER),
        encoding=view.text(node, ENCODING),
        landmarks=_read_landmarks(view, node),
        rendition_of=iri.document_key(rendition) if rendition else None,
        supersedes=iri.document_key(superseded) if superseded else None,
    )


def _read_landmarks(view: View, node: NamedNode) -> tuple[Landmark, ...]:
    marks = (value.value.split() for value in view.values(node, LANDMARK))
    found = [Landmark(int(offset), kind, int(number)) for offset, kind, number in marks]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda mark: (mark.offset, mark.kind, mark.number)))


def _read_head(view: View, node: NamedNode, host: NamedNode) -> Head:
    def read(subject: NamedNode, predicate: NamedNode, value: Callable[[NamedNode], T]) -> Any:  # noqa: ANN401
        return _read_one(view, view.proofs(subject, predicate), value)

    def words(proof: NamedNode) -> str:
        return view.need(proof, OBJECT)

    def name(proof: NamedNode) -> str:
        return named(view, proof)

    return Head(
        kind=read(node, DOCUMENT_KIND, lambda proof: DOCUMENT_KINDS.code(view.object(proof))),
        number=read(node, NUMBER, words),
        date=read(node, DATE, lambda proof: read_day(view.need(proof, OBJECT))),
        place=read(host, LOCATION, words),
        issuer=read(node, PASSED_BY, name),
        unit=read(node, ISSUING_UNIT, name),
        chair=_read_one(view, _chairs(view, host), name),
        title=read(node, TITLE, words),
        programme=read(node, PROGRAMME, words),
    )


def _chairs(view: View, host: NamedNode) -> list[NamedNode]:
    return [
        proof for proof in view.proofs(host, ROLES.node("chair")) if proof.value.endswith("#evidence-chair")
    ]


def _read_one(view: View, proofs: list[NamedNode], value: Callable[[NamedNode], T]) -> Fact[T] | None:
    return view.fact(proofs[0], value(proofs[0])) if proofs else None


def _read_items(view: View) -> tuple[AgendaItem, ...]:
    items = (
        AgendaItem(
            view.need(node, IDENTIFIER),
            int(view.need(node, POSITION)),
            view.need(node, TITLE),
            view.need_span(node),
        )
        for node in view.of_type(AGENDA_ITEM)
    )
    return tuple(sorted(items, key=lambda item: item.position))


def _read_notice(view: View, node: NamedNode) -> Notice:
    details = (detail.partition("=") for detail in view.words(node, DETAIL))
    return Notice(
        view.need(node, CODE),
        view.span(node),
        tuple((blank, value) for blank, _, value in details),
    )
