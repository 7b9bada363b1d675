"""Others beside the index, asked for the same: rdflib, Virtuoso, and a bare filter in memory."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measuring import Column, clock, warm
from graph.build.publish import publish
from graph.moments import Moment, now
from graph.rdf import bucket_names
from graph.remote import connect
from graph.store import Store, store_in_memory
from tests.engines import may_write, virtuoso_server

BUFFERS = 170_000
"""Virtuoso's, of 8 kB each: what its manual advises for 2 GB of memory, instead of the few of the tests."""

ORDERS = """
PREFIX og: <https://w3id.org/obligraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?order WHERE {
  {
    VALUES ?bucket { %(open)s }
    ?period og:bucket ?bucket ; og:from ?from ; og:knownFrom ?known .
    FILTER (?from <= "%(at)s"^^xsd:dateTime && ?known <= "%(at)s"^^xsd:dateTime)
    ?period og:binds "yes" ; og:statusOf ?order .
  } UNION {
    VALUES ?bucket { %(ended)s }
    ?period og:bucket ?bucket ; og:from ?from ; og:until ?until ; og:knownFrom ?known ; og:knownUntil ?gone .
    FILTER (?from <= "%(at)s"^^xsd:dateTime && "%(at)s"^^xsd:dateTime < ?until)
    FILTER (?known <= "%(at)s"^^xsd:dateTime && "%(at)s"^^xsd:dateTime < ?gone)
    ?period og:binds "yes" ; og:statusOf ?order .
  }
}
"""
"""By the buckets of one year's cohorts: of those that have no end only the beginnings are compared."""

IDIOMATIC = """
PREFIX og: <https://w3id.org/obligraph/ns#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?order WHERE {
  ?whom og:creationYear %(cohort)d .
  ?decision og:forCohort ?whom ; eli:is_part_of ?paper .
  ?order og:imposedBy ?decision .
  ?paper og:effectiveAt ?since .
  FILTER (?since <= "%(at)s"^^xsd:dateTime)
  FILTER NOT EXISTS {
    ?ending og:fulfils ?paper ; eli:is_part_of ?later .
    ?later og:effectiveAt ?at .
    FILTER (?at <= "%(at)s"^^xsd:dateTime)
  }
}
"""
_OG, _ELI = "https://w3id.org/obligraph/ns#", "http://data.europa.eu/eli/ontology#"
ASKED_FOR = (
    *(f"{_OG}{name}" for name in ("creationYear", "forCohort", "imposedBy", "effectiveAt", "fulfils")),
    f"{_ELI}is_part_of",
)
"""The properties that the idiomatic question names."""


def stand_beside(store: Store, column: Column, cohort: int) -> None:
    """Note which orders bind, by the index, by others that are asked for the same, and by the bare filter."""
    at = now()
    said: dict[str, object] = {"cohort": cohort, "at": at.value.isoformat()}
    buckets = [f'"{name}"' for name in bucket_names(cohort, at.value, at.value)]
    parted = {
        "open": " ".join(name for name in buckets if " since " in name),
        "ended": " ".join(name for name in buckets if " since " not in name),
    }
    by_periods = ORDERS % (said | parted)
    note(column, "orders alone: index", warm(lambda: len(store.select(by_periods)[1])))
    with_these = list(asked_for(store))
    column.figures["… triples that others are given"] = f"{len(with_these):,}"
    question = IDIOMATIC % said
    ask_rdflib(with_these, question, column)
    ask_virtuoso(store_in_memory(with_these, store.manifest), question, column)
    periods = in_memory(store)
    note(column, "orders alone: bare filter", warm(lambda: len(filtered(periods[cohort], at))))


def note(column: Column, name: str, asked: list[tuple[float, int]]) -> None:
    """Note the middle of some times, and how many orders were found."""
    middle = statistics.median(seconds for seconds, _ in asked) * 1000
    column.figures[f"{name}, ms (orders)"] = f"{middle:.2f} ({asked[0][1]})"


def asked_for(store: Store) -> Iterator[ox.Quad]:
    """Go through the triples that the idiomatic question names, in their documents' graphs."""
    for name in ASKED_FOR:
        for quad in store.triples.quads_for_pattern(None, ox.NamedNode(name), None, None):
            graph = quad.graph_name
            if isinstance(graph, ox.NamedNode) and "/graph/status/" not in graph.value:
                yield quad


def ask_rdflib(quads: list[ox.Quad], question: str, column: Column) -> None:
    """Note what rdflib takes in memory."""
    from rdflib import Graph

    triples = Graph()
    seconds, _ = clock(lambda: triples.parse(data="\n".join(f"{one.triple} ." for one in quads), format="nt"))
    column.figures["rdflib: load, s"] = f"{seconds:.1f}"
    note(column, "orders alone: rdflib", warm(lambda: len(list(triples.query(question)))))


def ask_virtuoso(store: Store, question: str, column: Column) -> None:
    """Note what Virtuoso takes over HTTP, where Debian's program is installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        virtuoso_server(program, Path(folder), buffers=BUFFERS) as engine,
    ):
        with may_write(engine):
            seconds, _ = clock(lambda: publish(store, engine.filled_by))
        server = connect(engine.query)
        column.figures["Virtuoso: publish, s"] = f"{seconds:.1f}"
        note(column, "orders alone: Virtuoso", warm(lambda: len(server.select(question)[1])))


Period = tuple[str, datetime, datetime, datetime, datetime, str]
"""An order, from and until when, known from and until when, whether it binds."""


def in_memory(store: Store) -> dict[int, list[Period]]:
    """Return the periods that bind, by cohort."""
    query = """PREFIX og: <https://w3id.org/obligraph/ns#>
    SELECT ?year ?subject ?from ?until ?known_from ?known_until ?binds {
      ?period og:binds ?binds ; og:forCohort ?whom ; og:statusOf ?subject ; og:from ?from ; og:until ?until ;
        og:knownFrom ?known_from ; og:knownUntil ?known_until . ?whom og:creationYear ?year }"""
    found: dict[int, list[Period]] = {}
    for year, subject, *moments, binds in store.select(query)[1]:
        since, until, known, forgotten = (datetime.fromisoformat(str(moment)) for moment in moments)
        period = (str(subject), since, until, known, forgotten, str(binds))
        found.setdefault(int(str(year)), []).append(period)
    return found


def filtered(periods: list[Period], at: Moment) -> list[str]:
    """Return what binds the cohort: the limit of what any index could do in Python."""
    moment = at.value
    return [
        subject
        for subject, since, until, known, forgotten, binds in periods
        if binds == "yes" and since <= moment < until and known <= moment < forgotten
    ]
