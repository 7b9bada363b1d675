"""The triples as a networkx graph of the same content, and back.

Every IRI is a node, every triple between two IRIs an edge keyed by its predicate's IRI; triples that
end in a literal stand on their subject as `literals`. For reading, each node also has `label` and
`kind`, which are made from the triples and add nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from .errors import InvalidValueError
from .rdf import terms
from .rdf.held import HoldsQuads

if TYPE_CHECKING:
    import networkx as nx

_KINDS: Final = {
    terms.DOCUMENT: "document",
    terms.MEETING: "meeting",
    terms.AGENDA_ITEM: "item",
    terms.DECISION: "point",
    terms.OBLIGATION: "obligation",
    terms.ORDER_BUNDLE: "bundle",
    terms.COHORT: "cohort",
    terms.DEADLINE: "deadline",
    terms.REFERENCE: "reference",
    terms.EVENT: "event",
    terms.STATUS_PERIOD: "period",
    terms.REASON: "reason",
    terms.PERSON: "person",
    terms.POST: "post",
    terms.UNIT: "unit",
    terms.BODY: "organisation",
    terms.PARTY_COLLECTION: "class",
    terms.ANNOTATION: "evidence",
    terms.PASSAGE: "passage",
}
"""What a node is called by its class; the first that fits."""

_CLASS_KINDS: Final = {kind.value: name for kind, name in _KINDS.items()}
_NAMES: Final = (terms.LABEL.value, terms.CITED_AS.value, terms.NUMBER.value)


class Value(NamedTuple):
    """One literal said of a node: the predicate's IRI, the text, the datatype's IRI, the language."""

    predicate: str
    text: str
    datatype: str
    language: str | None = None


def to_networkx(source: HoldsQuads | Iterable[Triple | Quad]) -> nx.MultiDiGraph[str]:
    """Return the triples as a directed multigraph; named graphs do not count, each triple stands once.

    A blank node, which the register never writes, is an `InvalidValueError`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    values: dict[str, set[Value]] = defaultdict(set)
    for subject, predicate, target in _statements(source):
        if isinstance(target, NamedNode):
            graph.add_edge(subject.value, target.value, key=predicate.value)
        else:
            graph.add_node(subject.value)
            literal = Value(predicate.value, target.value, target.datatype.value, target.language)
            values[subject.value].add(literal)
    for node, data in graph.nodes(data=True):
        data["literals"] = tuple(sorted(values[node], key=_value_order))
        data["kind"] = _kind(graph, node)
        data["label"] = _label(node, data["literals"])
    return graph


def _statements(
    source: HoldsQuads | Iterable[Triple | Quad],
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    for said in source.quads() if isinstance(source, HoldsQuads) else source:
        subject, target = said.subject, said.object
        if not isinstance(subject, NamedNode) or not isinstance(target, NamedNode | Literal):
            raise InvalidValueError(f"a node without a name: {said}", advice="give it an IRI")
        yield subject, said.predicate, target


def _value_order(value: Value) -> tuple[str, str, str, str]:
    return value.predicate, value.text, value.datatype, value.language or ""


def _kind(graph: nx.MultiDiGraph[str], node: str) -> str:
    classes = {target for target, keys in graph.adj[node].items() if terms.TYPE.value in keys}
    return next((name for kind, name in _CLASS_KINDS.items() if kind in classes), "other")


def _label(node: str, values: Iterable[Value]) -> str:
    said = {value.predicate: value.text for value in values}
    return next((said[name] for name in _NAMES if name in said), node)


def to_triples(graph: nx.MultiDiGraph[str]) -> set[Triple]:
    """Return the triples of a graph: the inverse of `to_networkx`."""
    triples = {
        Triple(NamedNode(subject), NamedNode(predicate), NamedNode(target))
        for subject, target, predicate in graph.edges(keys=True)
    }
    for node, values in graph.nodes(data="literals"):
        triples |= {Triple(NamedNode(node), NamedNode(value.predicate), _literal(value)) for value in values}
    return triples


def _literal(value: Value) -> Literal:
    if value.language:
        return Literal(value.text, language=value.language)
    return Literal(value.text, datatype=NamedNode(value.datatype))


def flatten(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy for GraphML and GEXF, which know only plain attributes.

    Each literal stands under its predicate's prefixed name (`og:dueUntil`), several of one predicate on
    lines of their own; an edge has its predicate's prefixed name as `label`.
    """
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, kind=data["kind"], label=data["label"])
        texts: dict[str, list[str]] = defaultdict(list)
        for value in data["literals"]:
            texts[short_name(value.predicate)].append(value.text)
        flat.nodes[node].update({name: "\n".join(lines) for name, lines in texts.items()})
    for subject, target, predicate in graph.edges(keys=True):
        flat.add_edge(subject, target, key=predicate, label=short_name(predicate))
    return flat


def short_name(iri: str) -> str:
    """Return an IRI with the prefix of its namespace (`og:Decision`), or as it is without one."""
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
