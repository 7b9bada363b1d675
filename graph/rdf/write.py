"""A document that the register holds as triples; `read_document` is the exact inverse."""

from __future__ import annotations

from datetime import date

from pyoxigraph import NamedNode, Triple

from ..model import AgendaItem, Card, Filed, Head, Notice, Protocol
from . import iri
from .codes import DOCUMENT_CLASSES, DOCUMENT_KINDS, ROLES
from .draft import Draft
from .labels import document_label, item_label, meeting_label
from .literals import day, integer, midnight, moment, russian, text
from .terms import (
    ACTIVITY,
    AGENDA_ITEM,
    CODE,
    DATE,
    DETAIL,
    DOCUMENT,
    DOCUMENT_KIND,
    EFFECTIVE_AT,
    ENCODING,
    EXTRACT,
    FILE,
    GENERATED_BY,
    HAS_NOTICE,
    ISSUING_UNIT,
    LABEL,
    LANDMARK,
    LOCATION,
    MEDIA_TYPE,
    MEETING,
    NOTICE,
    NUMBER,
    PASSED_BY,
    POSITION,
    PROGRAMME,
    READER,
    RECORDED_AT,
    RENDITION_OF,
    REPLACES,
    SENT_AS,
    SHA256,
    STARTED,
    TEXT_SHA256,
    TITLE,
    TREATS,
    TYPE,
    UNREAD,
    WORDS,
)
from .write_bodies import Bodies
from .write_people import write_people
from .write_points import write_points


def write_document(filed: Filed) -> tuple[Triple, ...]:
    """Return what was read from a document, with its evidence, as triples without blank nodes.

    Lists keep their order: points and references by `schema:position`, other parts by the number
    at the end of their IRIs, agenda items by their own position.
    """
    draft = Draft(filed.card.key)
    protocol = filed.protocol
    bodies = Bodies(draft, protocol)
    _write_card(draft, filed.card, _date(protocol.head))
    _write_head(draft, protocol.head, bodies)
    host = _write_meeting(draft, protocol)
    _write_place(draft, protocol.head, host, bodies)
    write_points(draft, protocol, bodies)
    _write_items(draft, protocol.items, host)
    write_people(draft, protocol, host, bodies)
    bodies.write_facts(protocol.organisations)
    _write_unread(draft, protocol)
    for number, notice in enumerate(protocol.notices, start=1):
        _write_notice(draft, notice, iri.part(draft.document, "notice", number))
    return draft.triples()


def _date(head: Head) -> date | None:
    return head.date.value if head.date else None


def _number(head: Head) -> str | None:
    return head.number.value if head.number else None


def _write_card(draft: Draft, card: Card, given: date | None) -> None:
    node = draft.document
    draft.add(node, EFFECTIVE_AT, midnight(given) if given else moment(card.recorded))
    draft.add(node, RECORDED_AT, moment(card.recorded))
    draft.add_text(node, SHA256, card.sha256)
    draft.add_text(node, TEXT_SHA256, card.text_sha256)
    draft.add_text(node, FILE, card.file)
    draft.add_text(node, SENT_AS, card.sent_as)
    draft.add_text(node, MEDIA_TYPE, card.media_type)
    draft.add_text(node, READER, card.reader)
    draft.add_text(node, ENCODING, card.encoding)
    for mark in card.landmarks:
        draft.add_text(node, LANDMARK, f"{mark.offset} {mark.kind} {mark.number}")
    if card.rendition_of is not None:
        draft.add(node, RENDITION_OF, iri.document(card.rendition_of))
    if card.supersedes is not None:
        draft.add(node, REPLACES, iri.document(card.supersedes))


def _write_head(draft: Draft, head: Head, bodies: Bodies) -> None:
    node = draft.document
    kind = head.kind.value
    draft.add(node, TYPE, DOCUMENT)
    if kind in DOCUMENT_CLASSES.nodes:
        draft.add(node, TYPE, DOCUMENT_CLASSES.node(kind))
    draft.add(node, LABEL, russian(document_label(kind, _number(head), _date(head))))
    draft.state(node, DOCUMENT_KIND, DOCUMENT_KINDS.node(kind), head.kind, _proof(draft, "kind"))
    if head.date:
        draft.state(node, DATE, day(head.date.value), head.date, _proof(draft, "date"))
    words = {"number": (NUMBER, head.number), "title": (TITLE, head.title)}
    for name, (predicate, fact) in (words | {"programme": (PROGRAMME, head.programme)}).items():
        if fact:
            draft.state(node, predicate, text(fact.value), fact, _proof(draft, name))
    for name, predicate, fact in (("issuer", PASSED_BY, head.issuer), ("unit", ISSUING_UNIT, head.unit)):
        if fact:
            draft.state_named(node, predicate, bodies.named(fact.value), fact, _proof(draft, name))


def _proof(draft: Draft, name: str) -> NamedNode:
    return iri.part(draft.document, f"evidence-{name}")


def _write_meeting(draft: Draft, protocol: Protocol) -> NamedNode:
    """Return who has a place, a chair and people: the meeting, or the document where there is none."""
    head = protocol.head
    if head.kind.value != "protocol" and not protocol.items:
        return draft.document
    node = iri.part(draft.document, "meeting")
    draft.add(draft.document, GENERATED_BY, node)
    draft.add(node, TYPE, MEETING)
    draft.add(node, TYPE, ACTIVITY)
    draft.add(node, LABEL, russian(meeting_label(_number(head), _date(head))))
    if head.date:
        draft.add(node, STARTED, midnight(head.date.value))
    return node


def _write_place(draft: Draft, head: Head, host: NamedNode, bodies: Bodies) -> None:
    if head.place:
        draft.state(host, LOCATION, text(head.place.value), head.place, _proof(draft, "place"))
    if head.chair:
        chair = bodies.person(head.chair.value)
        draft.state_named(host, ROLES.node("chair"), chair, head.chair, _proof(draft, "chair"))


def _write_items(draft: Draft, agenda: tuple[AgendaItem, ...], host: NamedNode) -> None:
    for item in agenda:
        node = draft.mint_item(item.path)
        draft.add(node, TYPE, AGENDA_ITEM)
        draft.add(node, LABEL, russian(item_label(item.path, item.title)))
        draft.add(node, POSITION, integer(item.position))
        draft.add_text(node, TITLE, item.title)
        draft.add(node, WORDS, draft.passage(item.span))
        draft.add(host, TREATS, node)


def _write_unread(draft: Draft, protocol: Protocol) -> None:
    for number, span in enumerate(protocol.unread, start=1):
        node = iri.part(draft.document, "unread", number)
        draft.add(draft.document, UNREAD, node)
        draft.add(node, TYPE, EXTRACT)
        draft.add(node, WORDS, draft.passage(span))


def _write_notice(draft: Draft, notice: Notice, node: NamedNode) -> None:
    draft.add(draft.document, HAS_NOTICE, node)
    draft.add(node, TYPE, NOTICE)
    draft.add_text(node, CODE, notice.code)
    draft.add_words(node, DETAIL, [f"{blank}={value}" for blank, value in notice.details])
    if notice.span:
        draft.add(node, WORDS, draft.passage(notice.span))
