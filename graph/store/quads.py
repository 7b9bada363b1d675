"""Graphs as quads: each triple once in its own graph and once in the default graph.

The default graph is what a query without GRAPH sees. The engine's own union of all graphs would give
a triple as often as graphs say it, and every join over it that many times the rows; so the union is
written down, each triple once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

Change = tuple[str, Iterable[Triple]]
"""A graph's name and all that it shall hold; nothing, and the graph is gone."""

_DEFAULT = DefaultGraph()


def quads_of(changes: Iterable[Change]) -> Iterator[Quad]:
    """Yield what the graphs hold."""
    for graph, triples in changes:
        node = NamedNode(graph)
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, node)


def twice(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        yield in_default(quad.triple)


def in_default(triple: Triple) -> Quad:
    """Return the triple as a quad of the default graph."""
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


def count_triples(store: Store) -> int:
    """Return how many triples the graphs hold together, each once."""
    return sum(1 for _ in store.quads_for_pattern(None, None, None, _DEFAULT))


def replace_graph(store: Store, graph: NamedNode, triples: Iterable[Triple]) -> int:
    """Make a graph hold these triples and no others, writing only what differs; return the triples more.

    A triple that another graph says too is none more, and none less.
    """
    old = {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}
    new = set(triples)
    more = 0
    for triple in old - new:
        store.remove(Quad(triple.subject, triple.predicate, triple.object, graph))
        if not _said_elsewhere(store, triple):
            store.remove(in_default(triple))
            more -= 1
    added = new - old
    more += sum(in_default(triple) not in store for triple in added)
    store.extend(twice(Quad(t.subject, t.predicate, t.object, graph) for t in added))
    if not new:
        store.remove_graph(graph)
    return more


def _said_elsewhere(store: Store, triple: Triple) -> bool:
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name != _DEFAULT for quad in quads)
