"""From the register's files to the graphs of the store: which change, and to what.

Only files that changed are read, and only the status of documents that a change can touch is judged
again; what that takes of all other files stands in the fact base.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from pyoxigraph import Triple

from ..binding import read_facts
from ..files import read_whole
from ..model import Filed
from ..rdf import (
    from_turtle,
    iri,
    read_document,
    read_event,
    write_document,
    write_members,
    write_periods,
)
from ..register import Register
from ..store import Change, Sources
from .factbase import FactBase
from .revision import Revision
from .stock import MEMBERS, ontology_files

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""


@dataclass(slots=True)
class Derivation:
    """One run over the register: `changes()` is to be used up, then `sources()` tells what was done.

    `before` is what the generation that is changed was made from, None where all is made anew; `now`
    holds today's inputs.
    """

    register: Register
    before: Sources | None
    now: Sources
    facts: FactBase
    progress: Progress | None = None
    graphs: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)

    def changes(self) -> Iterator[Change]:
        """Yield each graph whose content differs from before, and at the end those that are gone."""
        revision = Revision(self.facts)
        yield from self._events(revision)  # first: what people found of a text decides how it is read
        yield from self._documents(revision)
        yield from self._members()
        yield from self._ontology()
        yield from self._periods(revision)
        for graph in sorted(self._graphs_before() - {*self.graphs.values(), *self.derived}):
            yield graph, ()

    def sources(self) -> Sources:
        """Return what the new generation was made from."""
        return Sources(self.now.inputs, self.graphs, self.derived)

    def _documents(self, revision: Revision) -> Iterator[Change]:
        """Yield the graphs of the latest texts that changed; earlier texts count for the judgement only."""
        latest = self.register.latest_triples()
        earlier = [path.name for path in self.register.earlier_triples_paths()]
        self.graphs |= {f"triples/{name}": iri.document_graph(key).value for name, key in latest.items()}
        changed = self._to_be_read(latest, earlier, revision.reviewed())
        todo = [name for name in (*latest, *earlier) if name in changed]
        for done, name in enumerate(todo):
            self._tell(done, len(todo))
            triples = _put(revision, _read(self.register.folder / "triples" / name))
            if name in latest:
                yield self.graphs[f"triples/{name}"], triples
        self._tell(len(todo), len(todo))
        for stem in self._gone("triples", {*latest, *earlier}):
            revision.remove(stem)

    def _to_be_read(self, latest: dict[str, str], earlier: list[str], reviewed: set[str]) -> set[str]:
        """Return the files that changed, those whose graph is another, those that verdicts change.

        And those that nobody read yet: without a card, a file there counted for nothing.
        """
        names, known = {*latest, *earlier}, self.facts.stems()
        before = self.before.graphs if self.before else {}
        files = {name: f"triples/{name}" for name in latest}
        moved = {name for name, file in files.items() if before.get(file) != self.graphs[file]}
        changed = {name for name in names if not self._same(f"triples/{name}")}
        unread = {name for name in names if name.removesuffix(".ttl") not in known}
        return moved | changed | unread | {name for name, key in latest.items() if key in reviewed}

    def _events(self, revision: Revision) -> Iterator[Change]:
        paths = self.register.event_paths()
        for path in paths:
            name = f"events/{path.name}"
            if self._same(name):
                self.graphs[name] = self._graph_before(name) or ""
                continue
            triples = _read(path)
            event = read_event(triples)
            self._forget_event(revision, name, event.id)
            revision.put_event(event)
            self.graphs[name] = iri.event_graph(event.id).value
            yield self.graphs[name], triples
        for stem in self._gone("events", {path.name for path in paths}):
            self._forget_event(revision, f"events/{stem}.ttl")

    def _forget_event(self, revision: Revision, name: str, unless: str | None = None) -> None:
        """Remove the event that a file held before, where it is not this one."""
        graph = self._graph_before(name)
        if graph is not None and iri.event_of_graph(graph) != unless:
            revision.remove_event(iri.event_of_graph(graph))

    def _gone(self, room: str, names: set[str]) -> Iterator[str]:
        """Go through the files that there were before and are no more, by their names without suffix."""
        before = self.before.inputs if self.before else {}
        for name in before:
            folder, _, file = name.partition("/")
            if folder == room and file not in names:
                yield file.removesuffix(".ttl")

    def _members(self) -> Iterator[Change]:
        members = self.register.members()
        if members:
            digest = self.now.inputs[MEMBERS].sha256
            yield from self._if_new(iri.register_graph().value, digest, write_members(members))

    def _ontology(self) -> Iterator[Change]:
        """Yield the graph that all the ontology's files make together."""
        files = ontology_files()
        digest = hashlib.sha256("\n".join(self.now.inputs[name].sha256 for name, _ in files).encode())
        parsed = (triple for _, path in files for triple in _read(path))
        yield from self._if_new(iri.ontology_graph().value, digest.hexdigest(), parsed)

    def _periods(self, revision: Revision) -> Iterator[Change]:
        """Yield the status graphs that changed: one a document, held or only cited."""
        touched = revision.settle()
        anew = {iri.status_graph(key).value for key in touched}
        before = self.before.derived if self.before else {}
        self.derived |= {
            graph: digest
            for graph, digest in before.items()
            if iri.is_status_graph(graph) and graph not in anew
        }
        for key, periods in revision.periods(touched):
            if periods:
                digest = hashlib.sha256(msgspec.json.encode(periods)).hexdigest()
                yield from self._if_new(iri.status_graph(key).value, digest, write_periods(periods))

    def _if_new(self, graph: str, digest: str, triples: Iterable[Triple]) -> Iterator[Change]:
        self.derived[graph] = digest
        if self.before is None or self.before.derived.get(graph) != digest:
            yield graph, triples

    def _same(self, name: str) -> bool:
        if self.before is None or name not in self.before.inputs or name not in self.now.inputs:
            return False  # a file that is gone is read all the same: that says which one
        return self.before.inputs[name].sha256 == self.now.inputs[name].sha256

    def _graph_before(self, name: str) -> str | None:
        return self.before.graphs.get(name) if self.before else None

    def _graphs_before(self) -> set[str]:
        return {*self.before.graphs.values(), *self.before.derived} if self.before else set()

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, "index")


def _put(revision: Revision, triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    """Put a text as it was read and as people's verdicts changed it; return the triples of the last."""
    filed = read_document(triples)
    texts = revision.editions(filed)
    for text in texts:
        revision.put(read_facts(text))
    return triples_of_last(triples, filed, texts)


def triples_of_last(triples: tuple[Triple, ...], filed: Filed, texts: Sequence[Filed]) -> tuple[Triple, ...]:
    """Return the triples of a text as verdicts left it; its own where they left it as it was read."""
    last = texts[-1]
    return triples if last.protocol is filed.protocol else write_document(replace(last, card=filed.card))


def _read(path: Path) -> tuple[Triple, ...]:
    return from_turtle(read_whole(path), source=str(path))
