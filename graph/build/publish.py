"""A SPARQL server made equal to the register: only what differs is sent, and it is said how much.

The server's list of graphs (`graph.remote.published`) is marked unfinished before anything changes and
whole at the end; a graph's entry is written after its content. So whatever interrupts a publish, the
next one finds what is still to do. Two publishes at a time to one server are not kept apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile

import pyoxigraph as ox

from ..errors import EngineError
from ..remote import (
    EVERYTHING,
    PUBLISHED,
    GraphState,
    GraphWriter,
    Patience,
    Published,
    RemoteStore,
    Transport,
    read_address,
)
from ..remote.published import FORMAT, UNFINISHED, WHOLE, say_graphs, say_state
from ..store import Store

Progress = Callable[[int, int, str], None]

_PATIENCE = Patience(whole=600.0)
_ROUNDS = 2
"""What the counts at the end show to be wrong is sent once more."""

_BATCH = 10_000
"""Triples of graphs that are sent before their entries are written."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publish did: graphs sent, removed and left as they were; what the server holds now."""

    server: str
    sent: int
    removed: int
    left: int
    triples: int


@dataclass(frozen=True, slots=True)
class _Difference:
    """The graphs to send and to remove, by name; whether the graph of all triples is to be made anew."""

    sent: tuple[str, ...]
    gone: tuple[str, ...]
    renew: bool

    def __bool__(self) -> bool:
        return bool(self.sent or self.gone or self.renew)


def publish(store: Store, url: str, progress: Progress | None = None) -> Publication:
    """Make the server at a URL hold what the store holds, and count there that it does.

    Graphs of the server that no publish put there are not touched. Raises `InvalidValueError` for a
    URL that is none, `EngineError` where the server fails or counts otherwise at the end.
    """
    transport = Transport(read_address(url), _PATIENCE)
    try:
        return _Publish(store, transport, progress).run()
    finally:
        transport.close()


class _Publish:
    """One run: the store, the server, and what was done so far."""

    def __init__(self, store: Store, transport: Transport, progress: Progress | None) -> None:
        self.triples = store.triples
        self.code = store.manifest.code
        self.transport = transport
        self.server = RemoteStore(transport)
        self.progress = progress
        self.wanted = graph_states(store)
        self.everything = len(store.triples) - sum(state.triples for state in self.wanted.values())
        self.done: set[str] = set()
        self.removed: set[str] = set()

    def run(self) -> Publication:
        """Send what differs until nothing does."""
        self.server.find_queries()
        writer, found = None, self._difference()
        for _ in range(_ROUNDS):
            if not found:
                break
            writer = writer or self._begin()
            self._send(writer, found)
            found = self._difference(finished=True)
        if found:
            problem = f"the server still differs in {len(found.sent) + len(found.gone) or 1} graphs"
            advice = "see whether somebody else writes there, and publish again"
            raise EngineError(problem, source=self.transport.address.shown, advice=advice)
        if writer is None and self.server.published().code != self.code:
            writer = self._begin()
        if writer is not None:
            writer.update(say_state(WHOLE, code=self.code))
        left = len(self.wanted.keys() - self.done)
        triples = sum(state.triples for state in self.wanted.values())
        return Publication(self.transport.address.shown, len(self.done), len(self.removed), left, triples)

    def _begin(self) -> GraphWriter:
        """Return what writes the server; what another version published there is removed first."""
        published = self.server.published()
        writer = GraphWriter(self.transport, published.format or FORMAT)
        if published.format not in {None, FORMAT}:
            writer.remove([*published.graphs, EVERYTHING, PUBLISHED])
            writer.update(say_state(UNFINISHED))
        return writer

    def _difference(self, *, finished: bool = False) -> _Difference:
        """Return what is to be sent, by the server's list and by what it counts."""
        published, counts = self.server.published(), self.server.counts()
        trusted = published.usable or finished
        return compare(self.wanted, published, counts, self.everything, trusted=trusted)

    def _send(self, writer: GraphWriter, found: _Difference) -> None:
        todo = sum(self.wanted[name].triples for name in found.sent)
        total = todo + (self.everything if found.renew else 0)
        sent = 0
        for names in self._batches(found.sent):
            for name in names:
                self._replace(writer, name, renewing=found.renew)
                sent += self.wanted[name].triples
                self._tell(sent, total)
            writer.update(say_graphs({name: self.wanted[name] for name in names}))
        self._remove(writer, found)
        if found.renew:
            self._renew(writer, sent, total)
        self.done |= set(found.sent)
        self.removed |= set(found.gone)

    def _replace(self, writer: GraphWriter, name: str, *, renewing: bool) -> None:
        """Send one graph; the graph of all triples loses what no graph says any more, then gains."""
        triples = _lines(self.triples, name)
        if not renewing:
            self._forget(writer, name)
        writer.replace(name, triples)
        if not renewing:
            writer.add(EVERYTHING, triples)

    def _forget(self, writer: GraphWriter, name: str) -> None:
        """Take out of the graph of all triples what only this graph said, before the graph itself changes."""
        said = self.server.triples_of(name)
        quads = ((one, ox.Quad(one.subject, one.predicate, one.object)) for one in said)
        writer.take(EVERYTHING, [f"{one} .".encode() for one, quad in quads if quad not in self.triples])

    def _remove(self, writer: GraphWriter, found: _Difference) -> None:
        if not found.renew:
            for name in found.gone:
                self._forget(writer, name)
        writer.remove(found.gone)
        if found.gone:
            writer.update(say_graphs(dict.fromkeys(found.gone)))

    def _renew(self, writer: GraphWriter, sent: int, total: int) -> None:
        """Write the graph of all triples anew."""
        writer.remove([EVERYTHING])
        with TemporaryFile() as spooled:  # all triples at once: too many for the memory
            self.triples.dump(spooled, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
            spooled.seek(0)
            writer.add(EVERYTHING, self._counted(spooled, sent, total))

    def _counted(self, lines: Iterable[bytes], sent: int, total: int) -> Iterator[bytes]:
        for place, line in enumerate(lines, start=sent + 1):
            if place % _BATCH == 0 or place == total:
                self._tell(place, total)
            yield line.rstrip(b"\n")

    def _batches(self, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Go through the names in groups of about so many triples."""
        group: list[str] = []
        size = 0
        for name in names:
            group.append(name)
            size += self.wanted[name].triples
            if size >= _BATCH:
                yield tuple(group)
                group, size = [], 0
        if group:
            yield tuple(group)

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, "publish")


def compare(
    wanted: Mapping[str, GraphState],
    published: Published,
    counts: Mapping[str, int],
    everything: int,
    *,
    trusted: bool,
) -> _Difference:
    """Return what makes a server equal to what is wanted; a list that is not trusted is not built upon."""
    known = published.graphs
    sent = tuple(
        name
        for name, state in wanted.items()
        if known.get(name) != state or counts.get(name, 0) != state.triples
    )
    gone = tuple(sorted(name for name in known.keys() - wanted.keys() if name not in {EVERYTHING, PUBLISHED}))
    unchanged = not sent and not gone
    changed = sum(wanted[name].triples for name in sent)
    renew = not trusted or (unchanged and counts.get(EVERYTHING, 0) != everything) or 2 * changed > everything
    return _Difference(sent, gone, renew)


def graph_states(store: Store) -> dict[str, GraphState]:
    """Return the digest and the count of each graph that holds anything, by name."""
    names = sorted(str(graph.value) for graph in store.triples.named_graphs() if hasattr(graph, "value"))
    states = {name: _state(store.triples, name) for name in names}
    return {name: state for name, state in states.items() if state.triples}


def _state(store: ox.Store, name: str) -> GraphState:
    lines = sorted(_lines(store, name))
    return GraphState(hashlib.sha256(b"\n".join(lines)).hexdigest(), len(lines))


def _lines(store: ox.Store, name: str) -> list[bytes]:
    """Return a graph as lines of N-Triples."""
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
    return written.split(b"\n")[:-1]
