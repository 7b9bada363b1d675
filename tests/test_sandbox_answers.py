"""Other people's queries: answered whole, in the form asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import QueryError, RegisterError
from graph.sandbox import run_query

from .sandboxed import QUADS, QUICK

SELECT = "SELECT ?s ?o WHERE { ?s <x:p> ?o } ORDER BY ?s"
CSV = 's,o\r\nx:a,"маяк,\n""семь"""\r\nx:b,2\r\nx:c,lamp\r\n'
TSV = """?s\t?o
<x:a>\t"маяк,\\n\\"семь\\""
<x:b>\t"2"^^<http://www.w3.org/2001/XMLSchema#integer>
<x:c>\t"lamp"@en
"""


@pytest.mark.parametrize(("form", "expected"), [("csv", CSV), ("tsv", TSV)])
def test_rows_come_in_the_form_asked_for(form: str, expected: str) -> None:
    """CSV and TSV are the W3C's."""
    result = run_query(QUADS, SELECT, form=form, limits=QUICK)  # type: ignore[arg-type]
    assert ("rows", 3, expected) == (result.kind, result.count, result.body.decode())


@pytest.mark.parametrize(
    ("form", "engine"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_another_reader_understands_our_forms(form: str, engine: ox.QueryResultsFormat) -> None:
    """The engine's own reader of results gives back the terms."""
    result = run_query(QUADS, SELECT, form=form, limits=QUICK)  # type: ignore[arg-type]
    read = ox.parse_query_results(result.body, format=engine)
    assert isinstance(read, ox.QuerySolutions)
    subjects = ("x:a", "x:b", "x:c")
    literals = (
        ox.Literal('маяк,\n"семь"'),
        ox.Literal("2", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("lamp", language="en"),
    )
    expected = [(ox.NamedNode(s), literal) for s, literal in zip(subjects, literals, strict=True)]
    assert expected == [tuple(row) for row in read]


def test_what_is_unbound_is_left_out() -> None:
    """An unbound variable is absent in JSON and empty in CSV."""
    query = "SELECT ?s ?n WHERE { ?s <x:p> 2 OPTIONAL { ?s <x:none> ?n } }"
    rows = json.loads(run_query(QUADS, query, limits=QUICK).body)
    assert [{"s": {"type": "uri", "value": "x:b"}}] == rows["results"]["bindings"]
    assert b"s,n\r\nx:b,\r\n" == run_query(QUADS, query, form="csv", limits=QUICK).body


XML = b"""<?xml version="1.0"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>
"""
ASKED = [("json", b'{"head": {}, "boolean": true}\n'), ("csv", b"true\r\n"), ("tsv", b"true\n"), ("xml", XML)]


@pytest.mark.parametrize(("form", "expected"), ASKED)
def test_an_ask_gives_yes_or_no(form: str, expected: bytes) -> None:
    """ASK has forms of its own."""
    assert expected == run_query(QUADS, "ASK { ?s ?p 2 }", form=form, limits=QUICK).body  # type: ignore[arg-type]


def test_triples_come_as_sorted_turtle() -> None:
    """CONSTRUCT gives Turtle, whatever form for rows was asked, and N-Triples where asked."""
    query = "CONSTRUCT { ?s x:p ?o } WHERE { ?s x:p ?o FILTER(?s != x:a) }"
    turtle = run_query(QUADS, query, limits=QUICK, prefixes={"x": "x:"})
    assert b'@prefix x: <x:> .\nx:b x:p 2 .\nx:c x:p "lamp"@en .\n' == turtle.body
    assert ("triples", 2) == (turtle.kind, turtle.count)
    lines = run_query(QUADS, query, form="nt", limits=QUICK, prefixes={"x": "x:"}).body
    assert lines.startswith(b'<x:b> <x:p> "2"^^')


def test_a_form_for_triples_is_refused_for_rows() -> None:
    """A SELECT can't be Turtle."""
    with pytest.raises(QueryError, match="CONSTRUCT or DESCRIBE"):
        run_query(QUADS, SELECT, form="ttl", limits=QUICK)


GRAPHS = [
    ("SELECT ?s { ?s <x:p> ?o }", 3),
    ("SELECT ?s FROM <x:g2> { ?s <x:p> ?o }", 2),
    ("PREFIX x: <x:> SELECT ?s FROM x:g1 { ?s x:p ?o }", 1),
    ("SELECT ?s FROM y:g2 { ?s y:p ?o }", 2),
    ("SELECT ?s FROM NAMED <x:g2> { GRAPH ?g { ?s <x:p> ?o } }", 2),
    ("SELECT ?from ?dueFrom { ?from <x:p> ?o } # FROM <x:nowhere>", 3),
    ("SELECT ?s { ?s <x:p> ?o FILTER(STR(?o) != 'SERVICE <http://127.0.0.1/> {}') }", 3),
    ("SELECT ?s { ?s ?service ?o }", 3),
    ("SELECT ?s {\r\n ?s <x:p> ?o # comment\r }", 3),
]


@pytest.mark.parametrize(("query", "count"), GRAPHS)
def test_honest_queries_pass(query: str, count: int) -> None:
    """Everything is the default graph; FROM narrows it; words in strings and comments harm nobody."""
    assert count == run_query(QUADS, query, limits=QUICK, prefixes={"y": "x:"}).count


def test_a_generation_on_disk_is_asked(tmp_path: Path) -> None:
    """A store's folder is opened to be read only."""
    store = ox.Store(str(tmp_path / "triples"))
    store.load(QUADS, format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    assert 3 == run_query(tmp_path / "triples", SELECT, limits=QUICK).count


def test_a_missing_generation_is_told(tmp_path: Path) -> None:
    """A folder without a store is the register's failure and not the query's."""
    with pytest.raises(RegisterError, match="index --rebuild"):
        run_query(tmp_path / "none", SELECT, limits=QUICK)
