"""The catalogue, the series and dumps: equal sets from the index, Oxigraph's server and Virtuoso."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.answers import Whom, answer_query, prove, what_binds
from graph.answers.conflicts import conflicts
from graph.answers.discipline import discipline
from graph.answers.drafting import draft_continuation
from graph.answers.history import changes_between
from graph.build.publish import publish
from graph.errors import QueryError
from graph.moments import parse_moment
from graph.network import to_networkx
from graph.queries import Query, catalogue, part, run_query
from graph.rdf.terms import PREFIXES
from graph.rdf.vocabulary import known_terms
from graph.remote import RemoteStore, connect, run_guarded
from graph.render.dump import dump
from graph.resources import ontology_folder
from graph.sandbox import QueryLimits
from graph.sandbox import run_query as run_sandboxed
from graph.sandbox.forms import Form
from graph.store import Manifest, Store, store_in_memory

from .engines import Engine, may_write
from .ferries import EVENTS, MEMBERS, documents, store_of
from .test_binding_series import ALIASES, PROTOCOLS, ROWS
from .test_binding_series import EVENTS as SERIES_EVENTS
from .test_queries import VALUES

FIRST = "https://w3id.org/obligraph/id/document/2031-02-03_R-1-1pr"
THINGS = {"paper": FIRST, "subject": f"{FIRST}/I/2.10#obligation"}
NAMES = [
    *sorted(catalogue()),
    *(f"parts/{path.stem}" for path in sorted((ontology_folder() / "queries" / "parts").glob("*.rq"))),
]
DAY = "2051-09-01"
XSD = "http://www.w3.org/2001/XMLSchema#"
LONG = "Представить отчёт о вёслах и канатах. " * 900
ODD: list[Literal | NamedNode] = [
    Literal(LONG), Literal(""), Literal('«ёж» "quoted" \\ back'), Literal("line\nline\ttab\rreturn"),
    Literal("лодка 🚣"), Literal("шлюпка", language="ru"), Literal("boat", language="en"), Literal("x' y"),
    Literal("1.0", datatype=NamedNode(f"{XSD}double")), Literal("0.1", datatype=NamedNode(f"{XSD}double")),
    Literal("true", datatype=NamedNode(f"{XSD}boolean")),
    Literal("false", datatype=NamedNode(f"{XSD}boolean")),
    Literal("2031-03-12T10:00:00+03:00", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2031-03-12T23:59:59.999999+03:00", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2031-03-12", datatype=NamedNode(f"{XSD}date")),
    Literal("7", datatype=NamedNode(f"{XSD}integer")), NamedNode("https://reka.example/a%20b?c=d&e=ё#f"),
]  # fmt: skip


def _odd_quads() -> Iterator[Quad]:
    graph = NamedNode("https://reka.example/graph/odd")
    for place, value in enumerate(ODD):
        yield Quad(
            NamedNode(f"https://reka.example/thing/{place}"),
            NamedNode("https://reka.example/says"),
            value,
            graph,
        )


@pytest.fixture(scope="module")
def known() -> Store:
    """Give the embedded store: the ferries, the series of six protocols, and odd literals."""
    store = store_of((*documents(), *PROTOCOLS), (*EVENTS, *SERIES_EVENTS), MEMBERS)
    return store_in_memory([*store.quads(), *_odd_quads()], Manifest("by hand", 0))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, known: Store) -> Iterator[RemoteStore]:
    """Give a real server that the same store was published to."""
    engine: Engine = request.getfixturevalue(request.param)
    with may_write(engine):
        publish(known, engine.filled_by)
    store = connect(engine.query)
    yield store
    store.close()


def query_named(name: str) -> Query:
    """Return a query of the catalogue, or a part of answers."""
    return part(name.removeprefix("parts/")) if name.startswith("parts/") else catalogue()[name]


def cases(query: Query, known: Store) -> Iterator[Mapping[str, str]]:
    """Go through parameters worth asking with: only the moments, and everything that it takes."""
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    moments = {name: DAY for name in ("at", "known_at") if name in kinds}
    found = {name: _found(name, known) for name, kind in kinds.items() if kind == "iris"}
    yield moments | found
    given = {name: VALUES[kind] for name, kind in kinds.items() if name not in THINGS and kind in VALUES}
    yield {**given, **{name: thing for name, thing in THINGS.items() if name in kinds}, **found}


def _found(name: str, known: Store) -> str:
    """Return the things that what binds on the day names in a column."""
    rows = run_query(known, "binding-all", {"at": DAY, "known_at": DAY}).as_dicts()
    return " ".join(sorted({str(row[name]) for row in rows}))


@pytest.mark.parametrize("name", NAMES)
def test_each_query_gives_the_same_rows(name: str, known: Store, server: RemoteStore) -> None:
    """A question of the catalogue has one answer, row by row; a part may leave equal rows in any order."""
    query = query_named(name)
    for values in cases(query, known):
        expected, found = answer_query(known, query, values), answer_query(server, query, values)
        if name.startswith("parts/"):
            assert Counter(map(str, expected.rows)) == Counter(map(str, found.rows))
        else:
            assert expected == found


def test_the_cases_find_something(known: Store) -> None:
    """Nearly every query has rows in one of the cases: equal sets are not equally empty."""
    empty = [
        name for name in NAMES
        if not any(
            answer_query(known, query_named(name), values).rows for values in cases(query_named(name), known)
        )
    ]  # fmt: skip
    assert ["parts/instance-acts", "parts/landmarks", "parts/recurrences"] == empty


@pytest.mark.parametrize(("asked", "_", "expected"), ROWS, ids=[asked for asked, _, _ in ROWS])
def test_the_series_is_answered(asked: str, _: str, expected: str, server: RemoteStore) -> None:
    """The answers counted by hand come from a server too."""
    cohort, _, at, _, known_at = asked.split()
    values = {"at": at, "known_at": known_at}
    year = 2051 + "ABC".index(cohort)
    rows = [row for row in run_query(server, part("states"), values).as_dicts() if row["cohort"] == year]
    bound = (
        run_query(server, "binding", {**values, "cohort": str(year)}).as_dicts() if "out" in expected else []
    )
    left_out = {
        str(row["subject"]): str(row["not_mentioned_since"]) for row in bound if row["not_mentioned_since"]
    }
    assert expected == "\n".join(_series_lines(rows, left_out))


def _series_lines(rows: list[dict[str, Any]], left_out: Mapping[str, str]) -> Iterator[str]:
    """Return each document's lives as they stand in the table."""
    lives: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        flag = f" left out {left_out[row['subject']]}" if row["subject"] in left_out else ""
        key = re.split("[/#]", row["subject"].split("/document/")[1])[0]
        words = f"{row['point']} {row['state']}{flag}" if row["point"] else f"bundle{flag}"
        lives.setdefault(ALIASES[key], []).append((row["point"] or "", words))
    for alias in sorted(lives):
        yield f"{alias}: {', '.join(words for _, words in sorted(lives[alias]))}"


MOMENTS = ["2031-03-12", "2051-08-30"]


@pytest.mark.parametrize("day", MOMENTS)
def test_answers_are_the_same_records(day: str, known: Store, server: RemoteStore) -> None:
    """What binds everybody, changes, discipline, conflicts and a draft: the same to the last word."""
    at = parse_moment(day)
    everybody = Whom()
    assert what_binds(known, everybody, at, at) == what_binds(server, everybody, at, at)
    before = parse_moment("2031-02-10")
    assert changes_between(known, before, at, at) == changes_between(server, before, at, at)
    assert discipline(known, at, at) == discipline(server, at, at)
    assert conflicts(known, at, at) == conflicts(server, at, at)
    assert draft_continuation(known, 2052, at, at) == draft_continuation(server, 2052, at, at)


@pytest.mark.parametrize("order", ["Р-1/1пр I/2.10", "Р-1/1пр IX/1", "Б3-9/03пр IV/2", "Б3-1/03пр @2052"])
def test_proofs_are_the_same(order: str, known: Store, server: RemoteStore) -> None:
    """A proof goes down to the same words."""
    at = parse_moment("2051-05-27")
    assert prove(known, order, at, at, "ru") == prove(server, order, at, at, "ru")


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld"])
def test_dumps_are_the_same_bytes(form: str, known: Store, server: RemoteStore) -> None:
    """Whatever was published comes back: long texts, quotes, line ends, languages, moments, numbers."""
    assert dump(known, form) == dump(server, form)


def test_the_network_is_the_same(known: Store, server: RemoteStore) -> None:
    """A picture of a server's graph is drawn from the same nodes and edges."""
    ours, theirs = to_networkx(known), to_networkx(server)
    assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))
    assert set(ours.edges(keys=True)) == set(theirs.edges(keys=True))


OWN: list[tuple[Form, str]] = [
    ("json", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("json", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
    ("json", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"),
    ("csv", "SELECT ?o { GRAPH <https://reka.example/graph/odd> { ?s ?p ?o } FILTER(isIRI(?o)) }"),
    ("tsv", "SELECT ?s ?o FROM <https://reka.example/graph/odd> { ?s ?p ?o } ORDER BY ?s"),
    ("json", "SELECT (COUNT(*) AS ?n) FROM NAMED <https://reka.example/graph/odd> { GRAPH ?g { ?s ?p ?o } }"),
    ("xml", "SELECT (COUNT(*) AS ?n) { ?s a og:Document }"),
    ("json", "\\u0053ELECT ?n { BIND(SUBSTR('лодка', 2, 3) AS ?n) }"),
    ("json", "ASK { ?period og:binds 'yes' }"),
    ("csv", "ASK { GRAPH <https://w3id.org/obligraph/id/graph/everything> { ?s ?p ?o } }"),
    ("ttl", "CONSTRUCT { ?s eli:id_local ?o } WHERE { ?s eli:id_local ?o }"),
    ("nt", "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://reka.example/graph/odd> { ?s ?p ?o } }"),
]


@pytest.mark.parametrize(("form", "text"), OWN)
def test_own_queries_print_the_same_bytes(form: Form, text: str, known: Store, server: RemoteStore) -> None:
    """Counts, GRAPH, FROM and every form: as if the index were asked."""
    limits = QueryLimits()
    ours = run_sandboxed(known.snapshot(), text, form=form, limits=limits, prefixes=PREFIXES)
    theirs = run_guarded(server, text, form=form, limits=limits, source="-e", prefixes=PREFIXES)
    assert (ours.kind, ours.count, ours.body.decode()) == (theirs.kind, theirs.count, theirs.body.decode())


def test_own_queries_are_told_the_same_hints(known: Store, server: RemoteStore) -> None:
    """What is slow or unknown is said of a query to a server too."""
    text, terms = "SELECT ?s { ?s a og:Obligaton . ?a ?b ?c }", known_terms()
    ours = run_sandboxed(known.snapshot(), text, prefixes=PREFIXES, terms=terms)
    theirs = run_guarded(
        server, text, form="json", limits=QueryLimits(), source="-e", prefixes=PREFIXES, terms=terms
    )
    assert 2 == len(ours.hints)
    assert ours.hints == theirs.hints


REFUSED = [
    ("only read", "INSERT DATA { <urn:a> <urn:b> 1 }"),
    ("only read", "LOAD <http://127.0.0.1:1/>"),
    ("SERVICE is refused", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    ("SERVICE is refused", "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    ("no such graph", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"),
    ("no such graph", "SELECT * FROM <https://w3id.org/obligraph/id/graph/everything> { ?s ?p ?o }"),
    ("not understood", "SELECT * { ?s ?p "),
    ("nested deeper", "SELECT * " + "{" * 80 + "}" * 80),
    ("more than 5 rows", "SELECT * { ?s ?p ?o }"),
    ("more than 5 rows", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ("is a form for triples", "SELECT ?s { ?s ?p ?o } LIMIT 1"),
]


@pytest.mark.parametrize(("words", "text"), REFUSED)
def test_the_same_is_refused(words: str, text: str, known: Store, server: RemoteStore) -> None:
    """What the index refuses is refused for a server, in the same words, before it is sent."""
    limits = QueryLimits(rows=5)
    form: Form = "ttl" if "form" in words else "json"
    with pytest.raises(QueryError, match=words) as ours:
        run_sandboxed(known.snapshot(), text, form=form, limits=limits, source="-e", prefixes=PREFIXES)
    with pytest.raises(QueryError, match=words) as theirs:
        run_guarded(server, text, form=form, limits=limits, source="-e", prefixes=PREFIXES)
    assert str(ours.value) == str(theirs.value)


def test_the_default_graph_holds_each_triple_once(known: Store, server: RemoteStore) -> None:
    """A triple that two graphs say counts once."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    expected = len({Triple(quad.subject, quad.predicate, quad.object) for quad in known.quads()})
    assert [(expected,)] == server.select(count)[1]
