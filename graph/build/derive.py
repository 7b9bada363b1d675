"""From the register's files to the graphs of the store: which change, and to what.

Only files that changed are read, and only the status of documents that a change can touch is judged
again; what that takes of all other files stands in the fact base.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import filterfalse
from pathlib import Path, PurePosixPath

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

_CARDS, _TRIPLES, _EVENTS = "cards/", "triples/", "events/"

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""


@dataclass
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

    @cached_property
    def changed(self) -> frozenset[str]:
        """The inputs whose content is not what it was before, by name."""
        before = self.before.inputs if self.before else {}
        fresh = [(name, one) for name, one in self.now.inputs.items() if before.get(name) is not one]
        return frozenset(
            name for name, one in fresh if name not in before or before[name].sha256 != one.sha256
        )

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
        written_over = any(name.startswith(_CARDS) for name in self.changed & self._inputs_before())
        named, others = self.register.triples_files(afresh=self.before is None or written_over)
        latest = {_TRIPLES + name: key for name, key in named.items()}
        earlier = [_TRIPLES + name for name in others]
        graphs = self._graphs_of(latest)
        self.graphs |= graphs
        changed = self._to_be_read({*latest, *earlier}, graphs, latest, revision.reviewed())
        todo = [file for file in (*latest, *earlier) if file in changed] if changed else []
        for done, file in enumerate(todo):
            self._tell(done, len(todo))
            triples = _put(revision, _read(self.register.folder / file))
            if file in latest:
                yield graphs[file], triples
        self._tell(len(todo), len(todo))
        for stem in self._gone(_TRIPLES, {*latest, *earlier}):
            revision.remove(stem)

    def _graphs_of(self, latest: dict[str, str]) -> dict[str, str]:
        """Return the graph of each file that tells a latest text; as before where its card did not change."""
        before = self.before.graphs if self.before else {}
        cards = {f"{_TRIPLES}{_stem(name)}.ttl" for name in self.changed if name.startswith(_CARDS)}
        return {
            file: (None if file in cards else before.get(file)) or iri.document_graph(key).value
            for file, key in latest.items()
        }

    def _to_be_read(
        self, files: set[str], graphs: dict[str, str], latest: dict[str, str], reviewed: set[str]
    ) -> set[str]:
        """Return the files that changed, those whose graph is another, those that verdicts change.

        And those that nobody read yet: without a card, a file there counted for nothing. One that is gone
        is read all the same: that says which one.
        """
        known = {f"{_TRIPLES}{stem}.ttl" for stem in self.facts.stems()}
        before = self.before.graphs if self.before else {}
        moved = {file for file, _ in graphs.items() - before.items()}
        verdicts = {file for file, key in latest.items() if key in reviewed} if reviewed else set[str]()
        return moved | verdicts | (files & self.changed) | (files - known) | (files - self.now.inputs.keys())

    def _events(self, revision: Revision) -> Iterator[Change]:
        paths = self.register.event_paths()
        for path in paths:
            name = f"{_EVENTS}{path.name}"
            if name in self.now.inputs and name not in self.changed:
                self.graphs[name] = self._graph_before(name) or ""
                continue
            triples = _read(path)
            event = read_event(triples)
            self._forget_event(revision, name, event.id)
            revision.put_event(event)
            self.graphs[name] = iri.event_graph(event.id).value
            yield self.graphs[name], triples
        for stem in self._gone(_EVENTS, {f"{_EVENTS}{path.name}" for path in paths}):
            self._forget_event(revision, f"{_EVENTS}{stem}.ttl")

    def _forget_event(self, revision: Revision, name: str, unless: str | None = None) -> None:
        """Remove the event that a file held before, where it is not this one."""
        graph = self._graph_before(name)
        if graph is not None and iri.event_of_graph(graph) != unless:
            revision.remove_event(iri.event_of_graph(graph))

    def _gone(self, room: str, files: set[str]) -> Iterator[str]:
        """Go through the files of a room that there were before and are no more, without room and suffix."""
        there = {name for name in self._inputs_before() if name.startswith(room)}
        yield from sorted(map(_stem, there - files))

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
        kept = dict(self.before.derived if self.before else {})
        for graph in [*anew.intersection(kept), *filterfalse(iri.is_status_graph, kept)]:
            del kept[graph]
        self.derived |= kept
        for key, periods in revision.periods(touched):
            if periods:
                digest = hashlib.sha256(msgspec.json.encode(periods)).hexdigest()
                yield from self._if_new(iri.status_graph(key).value, digest, write_periods(periods))

    def _if_new(self, graph: str, digest: str, triples: Iterable[Triple]) -> Iterator[Change]:
        self.derived[graph] = digest
        if self.before is None or self.before.derived.get(graph) != digest:
            yield graph, triples

    def _inputs_before(self) -> AbstractSet[str]:
        return self.before.inputs.keys() if self.before else set()

    def _graph_before(self, name: str) -> str | None:
        return self.before.graphs.get(name) if self.before else None

    def _graphs_before(self) -> set[str]:
        return {*self.before.graphs.values(), *self.before.derived} if self.before else set()

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total, "index")


def _stem(name: str) -> str:
    """Return what a card, a text's triples or an event is called, without room and suffix."""
    return PurePosixPath(name).stem


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
