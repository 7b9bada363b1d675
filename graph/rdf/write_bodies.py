"""Bodies, units, people, posts, classes and cohorts of one document as triples."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode

from ..model import Cohort, Fact, Organisation, Party, Protocol
from . import iri
from .draft import Draft
from .labels import cohort_definition, cohort_label
from .literals import integer, russian, text
from .terms import (
    ALT_LABEL,
    ALTERNATIVE,
    BODY,
    BROADER,
    COHORT,
    CONCEPT,
    CREATION_YEAR,
    DEFINITION,
    NAME,
    PARTY_COLLECTION,
    PERSON,
    POST,
    PROGRAMME,
    SUB_ORGANISATION_OF,
    SUBJECT_NAMED,
    TYPE,
    UNIT,
    UNIT_OF,
)

Named = tuple[NamedNode, str, bool]
"""A thing's node, its name as read, and whether the thing is called exactly so."""


class Bodies:
    """Whoever a document names, each described once.

    A body that the document places inside another is a unit; any other is a formal organisation.
    """

    def __init__(self, draft: Draft, protocol: Protocol) -> None:
        """Learn from the whole document which bodies are units."""
        self._draft: Final = draft
        self._units: Final = frozenset(_unit_names(protocol))

    def named(self, name: str) -> Named:
        """Return a body or unit, described."""
        node = iri.organisation(name)
        return node, name, self._draft.name(node, name, UNIT if name in self._units else BODY)

    def person(self, name: str) -> Named:
        """Return a person, described."""
        node = iri.person(name)
        same = self._draft.name(node, name, PERSON)
        if same:
            self._draft.add_text(node, NAME, name)
        return node, name, same

    def post(self, name: str, where: str | None) -> Named:
        """Return a post, described."""
        node = iri.post(name, where)
        return node, name, self._draft.name(node, name, POST)

    def party(self, party: Party) -> Named:
        """Return whoever a point is addressed to, described."""
        if party.kind == "body":
            return self.named(party.name)
        if party.kind == "person":
            return self.person(party.name)
        if party.kind == "post":
            return self.post(party.name, None)
        node = iri.party("class", party.name)
        return node, party.name, self._draft.name(node, party.name, PARTY_COLLECTION)

    def cohort(self, cohort: Cohort) -> Named:
        """Return a cohort, described with its programme and year."""
        draft = self._draft
        node, programme = iri.cohort(cohort), iri.programme(cohort.programme)
        same = draft.name(programme, cohort.programme, CONCEPT, PARTY_COLLECTION)
        if draft.name(node, cohort_label(cohort), COHORT):
            draft.add_text(node, PROGRAMME, cohort.programme)
            draft.add(node, CREATION_YEAR, integer(cohort.year))
            draft.add(node, DEFINITION, russian(cohort_definition(cohort)))
            draft.add(node, BROADER, programme)
        return node, cohort.programme, same

    def chain(self, units: Iterable[str], organisation: str | None) -> NamedNode | None:
        """Return the narrowest of the units, each placed in the next and the last in the body."""
        names = [*units, *([organisation] if organisation else [])]
        nodes = [self.named(name)[0] for name in names]
        for inner, outer in pairwise(nodes):
            self._draft.add(inner, SUB_ORGANISATION_OF, outer)
        return nodes[0] if nodes else None

    def write_facts(self, organisations: tuple[Fact[Organisation], ...]) -> None:
        """Write what the document says of bodies themselves: other names, what they belong to."""
        for number, fact in enumerate(organisations, start=1):
            self._write_fact(fact, iri.part(self._draft.document, "organisation", number))

    def _write_fact(self, fact: Fact[Organisation], node: NamedNode) -> None:
        draft, body = self._draft, fact.value
        thing, name, same = self.named(body.name)
        if not same:
            draft.add_text(node, SUBJECT_NAMED, name)
        if body.parent is None:
            draft.evidence(node, fact, (thing, TYPE, UNIT if name in self._units else BODY))
        else:
            self._write_parent(fact, node, thing, body.parent)
        for other in body.alternatives:
            draft.add(thing, ALT_LABEL, text(other))
        draft.add_words(node, ALTERNATIVE, body.alternatives)

    def _write_parent(self, fact: Fact[Organisation], node: NamedNode, thing: NamedNode, parent: str) -> None:
        outer = self.named(parent)
        self._draft.state_named(thing, SUB_ORGANISATION_OF, outer, fact, node)
        if parent not in self._units:
            self._draft.add(thing, UNIT_OF, outer[0])


def _unit_names(protocol: Protocol) -> Iterable[str]:
    if protocol.head.unit:
        yield protocol.head.unit.value
    for organisation in protocol.organisations:
        if organisation.value.parent is not None:
            yield organisation.value.name
    for person in protocol.people:
        yield from person.value.units
