"""People of one document as triples: who took part in which role, holding which post."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pyoxigraph import NamedNode

from ..model import MOSCOW, Fact, Person, Protocol
from . import iri
from .codes import ROLES
from .draft import Draft
from .literals import stamp, text
from .terms import (
    AT_STAMP,
    BEGINS,
    ENDS,
    HOLDS,
    INSTANT,
    INTERVAL,
    ITEM,
    LISTED_ATTENDEE,
    MEMBER,
    MEMBER_DURING,
    MEMBERSHIP,
    OBJECT_NAMED,
    ORGANISATION,
    ORGANISATION_NAME,
    PARTICIPATION,
    POST_IN,
    POST_NAME,
    REPORTED_BY,
    TYPE,
    UNIT_NAME,
)
from .write_bodies import Bodies


def write_people(draft: Draft, protocol: Protocol, host: NamedNode, bodies: Bodies) -> None:
    """Write the people of a document, then the attendees as listed, at the meeting or document."""
    given = protocol.head.date
    held = _write_day(draft, given.value) if protocol.people and given else None
    for number, fact in enumerate(protocol.people, start=1):
        node = iri.part(draft.document, "person", number)
        _write_person(draft, fact, host, bodies, node)
        if held:
            draft.add(node, MEMBER_DURING, held)
    for number, listed in enumerate(protocol.attendees, start=1):
        node = iri.part(draft.document, "evidence-attendee", number)
        draft.state(host, LISTED_ATTENDEE, text(listed.value), listed, node)


def _write_person(draft: Draft, fact: Fact[Person], host: NamedNode, bodies: Bodies, node: NamedNode) -> None:
    person = fact.value
    role = ROLES.node(person.role)
    who, name, same = bodies.person(person.name)
    draft.add(host, role, who)
    draft.evidence(node, fact, (host, role, who), kinds=(PARTICIPATION,))
    draft.add(node, MEMBER, who)
    if not same:
        draft.add_text(node, OBJECT_NAMED, name)
    if person.item is not None:
        item = draft.item(person.item)
        draft.add(node, ITEM, item)
        if person.role == "speaker":
            draft.add(item, REPORTED_BY, who)
    _write_place(draft, person, who, bodies, node)


def _write_day(draft: Draft, day: date) -> NamedNode:
    """Return the day of the document: all that is known of when its people held their posts."""
    node, begins, ends = (iri.part(draft.document, name) for name in ("day", "day-begins", "day-ends"))
    draft.add(node, TYPE, INTERVAL)
    draft.add(node, BEGINS, begins)
    draft.add(node, ENDS, ends)
    for instant, value in ((begins, day), (ends, day + timedelta(days=1))):
        draft.add(instant, TYPE, INSTANT)
        draft.add(instant, AT_STAMP, stamp(datetime(value.year, value.month, value.day, tzinfo=MOSCOW)))
    return node


def _write_place(draft: Draft, person: Person, who: NamedNode, bodies: Bodies, node: NamedNode) -> None:
    where = bodies.chain(person.units, person.organisation)
    draft.add_text(node, POST_NAME, person.post)
    draft.add_text(node, ORGANISATION_NAME, person.organisation)
    draft.add_words(node, UNIT_NAME, person.units)
    if where is not None:
        draft.add(node, TYPE, MEMBERSHIP)
        draft.add(node, ORGANISATION, where)
    if person.post is not None:
        narrowest = (*person.units, person.organisation)[0]
        post, _, _ = bodies.post(person.post, narrowest)
        draft.add(who, HOLDS, post)
        if where is not None:
            draft.add(post, POST_IN, where)
