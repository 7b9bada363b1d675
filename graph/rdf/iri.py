"""The IRIs of things: readable, made from content, the same on any machine.

Keys, paths and names come as `graph.identity` makes them; what is not fit for an IRI is
percent-encoded, so that two different values never share one by accident of spelling.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from ..identity import name_slug, path_slug
from ..model import Cohort, PartyKind
from .terms import BASE

ROOT: Final = BASE + "id/"
"""What every thing's IRI begins with."""

_DOCUMENT: Final = ROOT + "document/"
_EVENT: Final = ROOT + "event/"
_STATUS_GRAPH: Final = ROOT + "graph/status/"
_EVENT_GRAPH: Final = ROOT + "graph/event/"
_SAFE: Final = "/:@!$&'()*+,;=?-._~"
_PARTIES: Final[dict[PartyKind, str]] = {
    "class": "class/",
    "body": "organisation/",
    "post": "post/",
    "person": "person/",
}
_ORDINAL: Final = re.compile(r"-([0-9]+)$")


def document(key: str) -> NamedNode:
    """Return the node of a document, held or only cited, by its key."""
    return NamedNode(_DOCUMENT + quote(key, safe="~"))


def document_key(node: NamedNode) -> str:
    """Return the key of a document's node: the inverse of `document`."""
    return unquote(node.value.removeprefix(_DOCUMENT))


def document_key_of_part(node: NamedNode) -> str:
    """Return the key of the document that a point's node lies under."""
    return unquote(node.value.removeprefix(_DOCUMENT).partition("/")[0])


def point(key: str, path: str) -> NamedNode:
    """Return the node of a decision point or agenda item by its document's key and its path."""
    return NamedNode(f"{_DOCUMENT}{quote(key, safe='~')}/{path_slug(path)}")


def part(whole: NamedNode, name: str, ordinal: int | None = None) -> NamedNode:
    """Return the node of something that belongs to one thing: `…/III/2.1#reference-1`."""
    return NamedNode(f"{whole.value}#{name}" if ordinal is None else f"{whole.value}#{name}-{ordinal}")


def ordinal(node: NamedNode) -> int:
    """Return the number at the end of a part's IRI: its place among its like; 0 where it has none."""
    found = _ORDINAL.search(node.value)
    return int(found[1]) if found else 0


def obligation(key: str, path: str) -> NamedNode:
    """Return the node of the obligation that a point imposes."""
    return part(point(key, path), "obligation")


def cohort(value: Cohort) -> NamedNode:
    """Return the node of a cohort: programme and year."""
    return NamedNode(f"{programme(value.programme).value}/{value.year}")


def programme(name: str) -> NamedNode:
    """Return the node of all the cohorts of one programme."""
    return NamedNode(f"{ROOT}cohort/{_name(name)}")


def bundle(key: str, addressee: Cohort | str) -> NamedNode:
    """Return the node of the bundle of a cited document for one cohort or named addressee."""
    whose = (
        f"{_name(addressee.programme)}/{addressee.year}"
        if isinstance(addressee, Cohort)
        else _name(addressee)
    )
    return part(document(key), f"bundle/{whose}")


def party(kind: PartyKind, name: str) -> NamedNode:
    """Return the node of a class, body, post or person by its name."""
    return NamedNode(ROOT + _PARTIES[kind] + _name(name))


def organisation(name: str) -> NamedNode:
    """Return the node of a body or one of its units."""
    return party("body", name)


def person(name: str) -> NamedNode:
    """Return the node of a person by surname and initials."""
    return party("person", name)


def post(name: str, where: str | None) -> NamedNode:
    """Return the node of a post, told apart by the body or unit that it belongs to."""
    return party("post", name) if where is None else NamedNode(f"{ROOT}post/{_name(where)}/{_name(name)}")


def member(cohort_: Cohort, name: str) -> NamedNode:
    """Return the node of one member of a cohort."""
    return NamedNode(f"{cohort(cohort_).value}/{_name(name)}")


def mailbox(address: str) -> NamedNode:
    """Return the node of an e-mail address; different addresses have different nodes."""
    return NamedNode(f"{ROOT}mailbox/{quote(address, safe=_SAFE)}")


def link(url: str) -> NamedNode:
    """Return the node of a linked document; different addresses have different nodes."""
    return NamedNode(f"{ROOT}link/{quote(url, safe=_SAFE)}")


def event(event_id: str) -> NamedNode:
    """Return the node of an event by its id."""
    return NamedNode(_EVENT + quote(event_id, safe=_SAFE))


def event_id(node: NamedNode) -> str:
    """Return the id of an event's node: the inverse of `event`."""
    return unquote(node.value.removeprefix(_EVENT))


def agent(name: str) -> NamedNode:
    """Return the node of whoever an event names as its author."""
    return NamedNode(f"{ROOT}agent/{_name(name)}")


def document_graph(key: str) -> NamedNode:
    """Return the name of the graph of one document's triples."""
    return NamedNode(f"{ROOT}graph/document/{quote(key, safe='~')}")


def status_graph(key: str) -> NamedNode:
    """Return the name of the graph of one document's status periods."""
    return NamedNode(_STATUS_GRAPH + quote(key, safe="~"))


def is_status_graph(name: str) -> bool:
    """Say whether a name is that of a graph of status periods."""
    return name.startswith(_STATUS_GRAPH)


def event_graph(event_id: str) -> NamedNode:
    """Return the name of the graph of one recorded event."""
    return NamedNode(_EVENT_GRAPH + quote(event_id, safe=_SAFE))


def event_of_graph(name: str) -> str:
    """Return the id of the event that a graph holds: the inverse of `event_graph`."""
    return unquote(name.removeprefix(_EVENT_GRAPH))


def register_graph() -> NamedNode:
    """Return the name of the graph of what the register itself knows: members of cohorts."""
    return NamedNode(ROOT + "graph/register")


def ontology_graph() -> NamedNode:
    """Return the name of the graph of the ontology and its vocabularies."""
    return NamedNode(ROOT + "graph/ontology")


def _name(text: str) -> str:
    return name_slug(text) or "x-" + text.encode().hex()
