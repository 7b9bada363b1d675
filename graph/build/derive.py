"""From the register's files to the graphs of the store: which change, and to what.

Every document is read, since the status of one may hang on any other; only graphs whose content
changed are written.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Triple

from ..binding import status_periods
from ..files import read_whole
from ..model import Event, Filed, Member, StatusPeriod
from ..rdf import from_turtle, iri, read_document, read_event, write_members, write_periods
from ..register import Register
from ..store import Change, Manifest
from .stock import MEMBERS, ontology_files

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""


@dataclass(slots=True)
class Derivation:
    """One run over the register: `changes()` is to be used up, then `manifest()` tells what was done.

    `before` is the manifest of the generation that is changed, None where all is made anew; `now`
    holds today's inputs.
    """

    register: Register
    before: Manifest | None
    now: Manifest
    progress: Progress | None = None
    documents: list[Filed] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    members: tuple[Member, ...] = ()
    graphs: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)

    def changes(self) -> Iterator[Change]:
        """Yield each graph whose content differs from before, and at the end those that are gone."""
        yield from self._documents()
        yield from self._events()
        yield from self._members()
        yield from self._ontology()
        yield from self._periods()
        for graph in sorted(self._graphs_before() - {*self.graphs.values(), *self.derived}):
            yield graph, ()

    def manifest(self, quads: int) -> Manifest:
        """Return what the new generation was made from."""
        now = self.now
        return Manifest(now.code, now.made_ns, now.inputs, self.graphs, self.derived, quads)

    def _documents(self) -> Iterator[Change]:
        keys = self.register.every_key()
        for done, key in enumerate(keys):
            self._tell(done, len(keys))
            path = self.register.triples_path(key)
            triples = _read(path)
            self.documents.append(read_document(triples))
            yield from self._if_changed(f"triples/{path.name}", iri.document_graph(key).value, triples)
        self.documents += [read_document(_read(path)) for path in self.register.earlier_triples_paths()]
        self._tell(len(keys), len(keys))

    def _events(self) -> Iterator[Change]:
        for path in self.register.event_paths():
            triples = _read(path)
            event = read_event(triples)
            self.events.append(event)
            yield from self._if_changed(f"events/{path.name}", iri.event_graph(event.id).value, triples)

    def _members(self) -> Iterator[Change]:
        self.members = self.register.members()
        if self.members:
            digest = self.now.inputs[MEMBERS].sha256
            yield from self._if_new(iri.register_graph().value, digest, write_members(self.members))

    def _if_changed(self, name: str, graph: str, triples: Iterable[Triple]) -> Iterator[Change]:
        self.graphs[name] = graph
        if not self._same(name) or self._graph_before(name) != graph:
            yield graph, triples

    def _ontology(self) -> Iterator[Change]:
        """Yield the graph that all the ontology's files make together."""
        files = ontology_files()
        digest = hashlib.sha256("\n".join(self.now.inputs[name].sha256 for name, _ in files).encode())
        parsed = (triple for _, path in files for triple in _read(path))
        yield from self._if_new(iri.ontology_graph().value, digest.hexdigest(), parsed)

    def _periods(self) -> Iterator[Change]:
        """Yield the status graphs: one a document, held or only cited."""
        by_document: dict[str, list[StatusPeriod]] = defaultdict(list)
        for period in status_periods(self.documents, self.events, self.members):
            by_document[period.document].append(period)
        for key, periods in by_document.items():
            digest = hashlib.sha256(repr(periods).encode()).hexdigest()
            yield from self._if_new(iri.status_graph(key).value, digest, write_periods(periods))

    def _if_new(self, graph: str, digest: str, triples: Iterable[Triple]) -> Iterator[Change]:
        self.derived[graph] = digest
        if self.before is None or self.before.derived.get(graph) != digest:
            yield graph, triples

    def _same(self, name: str) -> bool:
        if self.before is None or name not in self.before.inputs:
            return False
        return self.before.inputs[name].sha256 == self.now.inputs[name].sha256

    def _graph_before(self, name: str) -> str | None:
        return self.before.graphs.get(name) if self.before else None

    def _graphs_before(self) -> set[str]:
        return {*self.before.graphs.values(), *self.before.derived} if self.before else set()

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, "index")


def _read(path: Path) -> tuple[Triple, ...]:
    return from_turtle(read_whole(path), source=str(path))
