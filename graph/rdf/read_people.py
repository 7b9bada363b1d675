"""People, attendees and bodies of a document back from its triples."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model import Fact, Organisation, Person
from . import iri
from .codes import ROLES
from .terms import (
    ALTERNATIVE,
    IDENTIFIER,
    ITEM,
    LISTED_ATTENDEE,
    OBJECT,
    OBJECT_NAMED,
    ORGANISATION_NAME,
    PARTICIPATION,
    POST_NAME,
    PREDICATE,
    SUB_ORGANISATION_OF,
    SUBJECT,
    SUBJECT_NAMED,
    TYPE,
    UNIT_NAME,
)
from .view import View


def named(view: View, proof: NamedNode) -> str:
    """Return the name that a statement's object was read under."""
    own = view.text(proof, OBJECT_NAMED)
    return view.name(view.object(proof)) if own is None else own


def read_people(view: View) -> tuple[Fact[Person], ...]:
    """Return the people of the document, in their order."""
    return tuple(view.fact(node, _read_person(view, node)) for node in view.of_type(PARTICIPATION))


def _read_person(view: View, node: NamedNode) -> Person:
    item = view.node(node, ITEM)
    return Person(
        name=named(view, node),
        role=ROLES.code(view.need_node(node, PREDICATE)),
        post=view.text(node, POST_NAME),
        organisation=view.text(node, ORGANISATION_NAME),
        units=view.words(node, UNIT_NAME),
        item=view.need(item, IDENTIFIER) if item else None,
    )


def read_attendees(view: View, host: NamedNode) -> tuple[Fact[str], ...]:
    """Return the attendees as listed, in their order."""
    proofs = view.proofs(host, LISTED_ATTENDEE)
    return tuple(view.fact(proof, view.need(proof, OBJECT)) for proof in proofs)


def read_organisations(view: View) -> tuple[Fact[Organisation], ...]:
    """Return what the document says of bodies, in its order."""
    proofs = [*view.all_proofs(TYPE), *view.all_proofs(SUB_ORGANISATION_OF)]
    return tuple(
        view.fact(proof, _read_organisation(view, proof)) for proof in sorted(proofs, key=iri.ordinal)
    )


def _read_organisation(view: View, node: NamedNode) -> Organisation:
    own = view.text(node, SUBJECT_NAMED)
    name = view.name(view.need_node(node, SUBJECT)) if own is None else own
    placed = view.need_node(node, PREDICATE) == SUB_ORGANISATION_OF
    return Organisation(name, named(view, node) if placed else None, view.words(node, ALTERNATIVE))
