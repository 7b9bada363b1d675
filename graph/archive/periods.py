"""The index against the files: each document's and event's graph, and the periods computed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple
from pyoxigraph import Store as Engine

from ..binding import status_periods
from ..binding.reviews import editions
from ..build import up_to_date
from ..build.derive import triples_of_last
from ..model import Filed, StatusPeriod
from ..rdf import from_turtle, iri, read_document, write_event, write_periods
from ..register import Register
from ..store import Store
from .differences import Difference

_INDEX = "index"


def index_differences(register: Register) -> Iterator[Difference]:
    """Yield the graphs of the index, brought up to date, that do not hold what the files give."""
    store, events = up_to_date(register), register.events()
    for event in events:
        yield from _compare(store, iri.event_graph(event.id), write_event(event), event.document)
    texts: list[Filed] = []
    for key in register.every_key():
        triples = _read(register.triples_path(key))
        filed = read_document(triples)
        judged = editions(filed, events)
        yield from _compare(store, iri.document_graph(key), triples_of_last(triples, filed, judged), key)
        texts += judged
    for path in register.earlier_triples_paths():
        texts += editions(read_document(_read(path)), events)
    for key, periods in _periods(texts, register).items():
        yield from _compare(store, iri.status_graph(key), write_periods(periods), key)


def _read(path: Path) -> tuple[Triple, ...]:
    return from_turtle(path.read_bytes(), source=str(path))


def _periods(texts: Iterable[Filed], register: Register) -> dict[str, list[StatusPeriod]]:
    """Return the periods of all documents, computed from the files alone."""
    by_document: dict[str, list[StatusPeriod]] = defaultdict(list)
    for period in status_periods(texts, register.events(), register.members()):
        by_document[period.document].append(period)
    return by_document


def _compare(
    store: Store, graph: NamedNode, expected: Iterable[Triple], document: str | None
) -> Iterator[Difference]:
    found = {quad.triple for quad in store.triples.quads_for_pattern(None, None, None, graph)}
    differing = len(found ^ _as_stored(expected))
    if differing:
        details = (("graph", graph.value.rsplit("/", 1)[-1]), ("count", str(differing)))
        yield Difference("index-differs", _INDEX, document, details)


def _as_stored(triples: Iterable[Triple]) -> set[Triple]:
    """Return triples as the engine gives them back: it has one type where RDF has several for moments."""
    engine = Engine()
    engine.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return {quad.triple for quad in engine}
