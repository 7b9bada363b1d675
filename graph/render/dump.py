"""The whole graph in a format of interchange, byte-stable."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from ..errors import InvalidValueError
from ..rdf import void
from ..rdf.held import HoldsQuads
from ..rdf.terms import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

_DAY_OF_WRITING = re.compile(rb' lastmodifieddate="[0-9-]*"')
"""What networkx notes in GEXF: the same graph would be another file tomorrow."""


def dump(store: HoldsQuads, form: str, more: Iterable[Quad] = ()) -> bytes:
    """Return the register's graph as `ttl`, `trig`, `nq`, `jsonld`, `graphml` or `gexf`.

    Turtle, GraphML and GEXF have no named graphs: each triple stands once. The forms of RDF also count what
    they hold, in VoID. `more` are quads that belong to the register and not to its index. Raises
    `InvalidValueError` for another form.
    """
    if form not in _DUMPS:
        raise InvalidValueError(f"no export form {form!r}", advice=f"choose from {', '.join(_DUMPS)}")
    return _DUMPS[form](_With(store, tuple(more)) if more else store)


@dataclass(frozen=True, slots=True)
class _With:
    """What a store holds and a little more."""

    store: HoldsQuads
    more: tuple[Quad, ...]

    def quads(self) -> Iterator[Quad]:
        """Yield what each graph holds."""
        return chain(self.store.quads(), self.more)


def described(store: HoldsQuads) -> list[Quad]:
    """Return what the register's graphs hold and, in a graph of its own, a description that counts it."""
    quads = list(store.quads())
    told = void.describe(quads)
    about = (Quad(each.subject, each.predicate, each.object, void.GRAPH) for each in told)
    return sorted((*quads, *about), key=_place)


def _turtle(store: HoldsQuads) -> bytes:
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in described(store)}
    return _written(sorted(triples, key=str), RdfFormat.TURTLE)


def _json_ld(store: HoldsQuads) -> bytes:
    from .json_ld import write_json_ld

    return write_json_ld(described(store))


def _quads(form: RdfFormat) -> Callable[[HoldsQuads], bytes]:
    def write(store: HoldsQuads) -> bytes:
        return _written(described(store), form)

    return write


def _place(quad: Quad) -> tuple[str, str]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.triple)


def _written(statements: list[Triple] | list[Quad], form: RdfFormat) -> bytes:
    prefixes = None if form == RdfFormat.N_QUADS else {**PREFIXES, "void": void.VOID}
    return serialize(statements, format=form, prefixes=prefixes) or b""


def _network(name: str) -> Callable[[HoldsQuads], bytes]:
    def write(store: HoldsQuads) -> bytes:
        import networkx as nx

        from ..network import to_networkx
        from .network_file import labelled

        written = io.BytesIO()
        getattr(nx, f"write_{name}")(_in_order(labelled(to_networkx(store))), written)
        return _DAY_OF_WRITING.sub(b"", written.getvalue())

    return write


def _in_order(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the network with its nodes, edges and attributes sorted by name."""
    ordered = network.__class__()
    for node, data in sorted(network.nodes(data=True)):
        ordered.add_node(node, **dict(sorted(data.items())))
    for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        ordered.add_edge(start, end, key=key, **dict(sorted(data.items())))
    return ordered


_DUMPS: dict[str, Callable[[HoldsQuads], bytes]] = {
    "ttl": _turtle,
    "trig": _quads(RdfFormat.TRIG),
    "nq": _quads(RdfFormat.N_QUADS),
    "jsonld": _json_ld,
    "graphml": _network("graphml"),
    "gexf": _network("gexf"),
}
