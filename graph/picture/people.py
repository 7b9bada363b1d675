"""Organisations, their units and their people, as the documents place them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..rdf import terms
from ..rdf.codes import ROLES
from .nodes import with_slices, years_of
from .statuses import slices_of
from .values import Part, PictureEdge, PictureNode, PictureView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .asked import Asked


def people_view(asked: Asked) -> PictureView:
    """Return the bodies as a tree, each person under the body that documents name most often."""
    facts = asked.facts
    places = _places(asked)
    parents = _parents(asked, places)
    bodies = [node for kind in (terms.BODY, terms.UNIT) for node in facts.of_type(kind)]
    boxes = [_body(asked, node, parents.get(node)) for node in dict.fromkeys(bodies)]
    people = [_person(asked, node, places[node]) for node in facts.of_type(terms.PERSON)]
    nodes = tuple(sorted((*boxes, *people), key=lambda node: (node.lane, node.name or "", node.id)))
    return PictureView(nodes, tuple(_edges(nodes, places)), asked.at, "people")


def _places(asked: Asked) -> defaultdict[str, list[str]]:
    """Return for each person the bodies that documents place them in, the most frequent first."""
    facts = asked.facts
    counted: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in facts.of_type(terms.PARTICIPATION):
        for who in facts.nodes(one, terms.MEMBER):
            for where in facts.nodes(one, terms.ORGANISATION):
                counted[who][where] += 1
    found = {
        who: sorted(places, key=lambda place: (-places[place], place)) for who, places in counted.items()
    }
    return defaultdict(list, found)


def _parents(asked: Asked, places: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the body that each body or person stands under; what would close a ring stands alone."""
    facts = asked.facts
    parents = {who: found[0] for who, found in places.items() if found}
    for kind in (terms.BODY, terms.UNIT):
        for node in facts.of_type(kind):
            above = {*facts.nodes(node, terms.SUB_ORGANISATION_OF), *facts.nodes(node, terms.UNIT_OF)}
            nearest = _nearest(asked, above - {node})
            if nearest is not None and node not in _line(parents, nearest):
                parents[node] = nearest
    return parents


def _nearest(asked: Asked, above: set[str]) -> str | None:
    """Return the innermost of several bodies: the one that stands inside the others."""
    inner = sorted(above, key=lambda node: (-len(_all_above(asked, node) & above), node))
    return inner[0] if inner else None


def _all_above(asked: Asked, node: str) -> set[str]:
    reached: set[str] = set()
    ahead = [node]
    while ahead:
        found = set(asked.facts.nodes(ahead.pop(), terms.SUB_ORGANISATION_OF)) - reached
        reached |= found
        ahead += found
    return reached


def _line(parents: Mapping[str, str], node: str) -> set[str]:
    line = {node}
    while node in parents and parents[node] not in line:
        node = parents[node]
        line.add(node)
    return line


def _body(asked: Asked, node: str, parent: str | None) -> PictureNode:
    """Return the box of a body or unit with the states of what is ordered of it by name."""
    facts = asked.facts
    lives = [
        life for life in asked.lives(facts.subjects(terms.ASSIGNEE, node)) if life.name == facts.label(node)
    ]
    box = PictureNode(
        node,
        "bodies",
        "unit" if facts.is_a(node, terms.UNIT) else "organisation",
        name=facts.label(node),
        parent=parent,
        years=years_of(life.year for life in lives),
    )
    return with_slices(asked, box, slices_of(facts, lives))


def _person(asked: Asked, node: str, places: list[str]) -> PictureNode:
    facts = asked.facts
    taken = facts.subjects(terms.MEMBER, node)
    posts = dict.fromkeys(facts.text(one, terms.POST_NAME) for one in taken)
    return PictureNode(
        node,
        "people",
        "person",
        name=facts.label(node),
        summary="; ".join(filter(None, posts)) or None,
        parent=places[0] if places else None,
        parts=tuple(dict.fromkeys(filter(None, (_part(asked, one) for one in taken)))),
    )


def _part(asked: Asked, participation: str) -> Part | None:
    """Return a person's part in a meeting, where the role is one of those that there are."""
    facts = asked.facts
    role = ROLES.find(NamedNode(one) for one in facts.nodes(participation, terms.PREDICATE))
    if role is None:
        return None
    document = _host(asked, participation)
    item = facts.node(participation, terms.ITEM)
    number = facts.text(document, terms.NUMBER) if document else None
    return Part(role, number, facts.text(item, terms.IDENTIFIER) if item else None)


def _host(asked: Asked, participation: str) -> str | None:
    """Return the document that a participation was read from: the part of its IRI before «#»."""
    document = participation.partition("#")[0]
    return document if asked.facts.is_a(document, terms.DOCUMENT) else None


def _edges(nodes: Sequence[PictureNode], places: Mapping[str, list[str]]) -> Iterable[PictureEdge]:
    """Yield an arrow from each body to what belongs to it; not from those above the nearest one."""
    parents = {node.id: node.parent for node in nodes if node.parent}
    for node in nodes:
        if node.parent is None:
            continue
        above = _line(parents, node.parent) - {node.parent}
        for other in dict.fromkeys((node.parent, *places.get(node.id, ()))):
            if other not in above:
                yield PictureEdge(other, node.id, "belongs")
