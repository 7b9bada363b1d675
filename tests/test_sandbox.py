"""Other people's queries and files: answered whole or refused with a reason, harmless always."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError, RegisterError, UnreadableFileError
from graph.sandbox import MIB, QueryLimits, run_query, run_reader
from graph.sandbox.guard import check_query, nesting, one_spelling

pytestmark = pytest.mark.filterwarnings("error")

TRIPLES = [
    ('<x:a> <x:p> "маяк,\\n\\"семь\\""', "<x:g1>"),
    ('<x:b> <x:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer>', "<x:g2>"),
    ('<x:c> <x:p> "lamp"@en', "<x:g2>"),
]
QUADS = "".join(f"{triple} {graph} .\n{triple} .\n" for triple, graph in TRIPLES).encode()
MANY = "".join(f'<x:{n}> <x:q> "{n}" .\n' for n in range(3000)).encode()
QUICK = QueryLimits(seconds=5, memory=512 * MIB)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of its own on a child")


def refusal(query: str, quads: bytes = QUADS, limits: QueryLimits = QUICK) -> QueryError:
    """Return the error that a query gives."""
    with pytest.raises(QueryError) as caught:
        run_query(quads, query, limits=limits, source="my.rq")
    return caught.value


# --- answers -----------------------------------------------------------------------------------

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


# --- what is refused ---------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[list[bytes]]:
    """Listen on a port of this machine; give what was received, the port's number first."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard.append(str(server.getsockname()[1]).encode())

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(connection.recv(100))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


OUTSIDE = [
    "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { SERVICE SILENT <URL> { ?a ?b ?c } }",
    "SELECT * { service<URL>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o . { SELECT * { OPTIONAL { SERVICE <URL> { ?a ?b ?c } } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "SELECT * { BIND(<URL> AS ?x) SERVICE ?x { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { \\U00000053ERVIC\\u0045 <URL> { ?a ?b ?c } }",
    "SELECT * { \\u005cu0053ERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?x FILTER(?x<'>'||?x='') SERVICE <URL> { ?a ?b ?c } #'\n}",
    "SELECT * { ?s ?p ?o #\rSERVICE <URL> { ?a ?b ?c }\n}",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?a ?b ?c } }",
    "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "ASK { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FR\\u004fM <URL> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "LOAD <URL>",
    "LOAD <file:///etc/passwd>",
]


@pytest.mark.parametrize("query", OUTSIDE)
def test_nothing_outside_is_reached(query: str, listener: list[bytes]) -> None:
    """No query opens a connection or a file, however it is spelled: it is refused."""
    url = f"http://127.0.0.1:{listener[0].decode()}/sparql"
    error = refusal(query.replace("URL", url))
    assert 2 == error.exit_code
    assert 1 == len(listener), f"the listener heard {listener[1:]}"
    assert "root:" not in str(error)


def test_escapes_within_escapes_hide_nothing(listener: list[bytes]) -> None:
    """What is a string for one parser and a keyword for another is the same for both here."""
    url = f"http://127.0.0.1:{listener[0].decode()}/"
    query = 'SELECT * { ?s ?p "\\u005cu0022" SERVICE <URL> { ?a ?b ?c } ?s ?p "\\u005cu0022" }'
    assert 0 == run_query(QUADS, query.replace("URL", url), limits=QUICK).count
    assert 1 == len(listener)


UPDATES = [
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX x: <x:>\n# words\nDELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <x:g1>",
    "WITH <x:g1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", UPDATES)
def test_updates_are_refused(query: str) -> None:
    """What would change the register is refused in so many words."""
    assert "only read here" in str(refusal(query))


PLACES = [
    ("SELECT * { ?s ?p undefined:x }", r"my\.rq:1:\d+: the prefix undefined: is not declared"),
    ("SELECT *\n{ ?s ?p }", r"my\.rq:2:\d+: not understood"),
    ("SELECT", r"my\.rq:1:7: not understood from here on: the end of the line"),
    ("", r"my\.rq:1:1: "),
    ("SELECT ?s FROM z:g { ?s ?p ?o }", r"my\.rq: the prefix z: is not declared"),
    ("SELECT ?s FROM : { ?s ?p ?o }", r"the prefix : is not declared"),
    ("SELECT ?s FROM { ?s ?p ?o }", r"my\.rq:1:\d+: "),
    ("SELECT ?s { ?s ?p '\\uD800' }", r"no character"),
    ("SELECT ?s { ?s ?p ?o }\x00", r"NUL"),
]


@pytest.mark.parametrize(("query", "words"), PLACES)
def test_a_wrong_query_is_told_where(query: str, words: str) -> None:
    """The error has the place and few words."""
    said = str(refusal(query))
    assert re.search(words, said), said
    assert len(said) < 400


# --- limits ------------------------------------------------------------------------------------

COUNT_ALL = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIMITS = [
    (COUNT_ALL, QueryLimits(seconds=0.7), r"more than 0\.7 s; .*share no variable"),
    ("SELECT * { ?a ?b ?c . ?d ?e ?f }", QUICK, "more than 10000 rows"),
    ("SELECT * { ?a ?b ?c }", QueryLimits(rows=2999), "more than 2999 rows"),
    ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", QueryLimits(rows=2999), "more than 2999 rows"),
    ("ASK { " + "?s ?p ?o . " * 1000 + "}", QUICK, "longer than 8192 signs"),
    ("ASK " + "{" * 61 + "}" * 61, QUICK, "deeper than 60"),
    ("ASK { FILTER(" + "(" * 61 + "1" + ")" * 61 + ") }", QUICK, "deeper than 60"),
    ("ASK " + "#}\n{" * 61 + "}" * 61, QUICK, "deeper than 60"),
    ("ASK " + "{" * 4000 + "}" * 4000, QueryLimits(depth=9999), "nested too deep"),
]


@pytest.mark.parametrize(("query", "limits", "words"), LIMITS)
def test_a_query_over_a_limit_is_an_error(query: str, limits: QueryLimits, words: str) -> None:
    """Over time, rows, length or depth: an error, never a shorter table, and soon."""
    started = time.monotonic()
    assert re.search(words, str(refusal(query, MANY, limits)))
    assert time.monotonic() - started < limits.seconds + 2


@posix
def test_a_query_over_its_memory_is_an_error() -> None:
    """A result that does not fit ends the child and no one else."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
    said = str(refusal(query, MANY, QueryLimits(seconds=20, memory=300 * MIB)))
    assert "more than 300 MB" in said


def test_just_as_much_as_allowed_is_given() -> None:
    """The row limit itself is not over it."""
    assert 3000 == run_query(MANY, "SELECT * { ?a ?b ?c }", limits=QueryLimits(rows=3000)).count


# --- the guard by itself -----------------------------------------------------------------------


@given(text=st.text(st.sampled_from("\\uU0053SERVIC{}\"'\r\n # <>?x"), max_size=60))
def test_one_spelling_is_spelled_once(text: str) -> None:
    """Whoever decodes the escapes again changes nothing."""
    try:
        once = one_spelling(text)
    except QueryError:
        return
    assert once == one_spelling(once)
    assert "\r" not in once
    assert re.search(r"\\u[0-9A-Fa-f]{4}", once) is None


NESTED = [("", 0), ("{}", 1), ("{({[]})}", 4), ("{}{}", 1), ("'{{{'", 0), ('"""{"{"""', 0), ("#{\n{}", 1)]


@pytest.mark.parametrize(("text", "depth"), NESTED)
def test_brackets_are_counted_outside_strings(text: str, depth: int) -> None:
    """Strings, IRIs and comments hold no brackets."""
    assert depth == nesting(text)


@given(text=st.text(max_size=80))
def test_any_text_passes_or_is_refused(text: str) -> None:
    """The guard itself fails on nothing: what it lets pass is the text in one spelling."""
    with suppress(QueryError):
        assert check_query(text, QUICK, "query").text == one_spelling(text)


LEAVE = """
from graph.sandbox.limits import leave_network
import socket
left = leave_network()
try:
    socket.create_connection(("127.0.0.1", PORT), timeout=5).close()
    print(left, "reached")
except OSError:
    print(left, "unreachable")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network away")
def test_a_child_gives_up_the_network_where_it_can(listener: list[bytes]) -> None:
    """Where the system lets a process leave the network, it can't even reach its own machine."""
    root = Path(__file__).resolve().parents[1]
    program = LEAVE.replace("PORT", listener[0].decode())
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout.strip()
    assert said in ("True unreachable", "False reached")


# --- readers of foreign files ------------------------------------------------------------------

READER = """
import os, sys, time
from graph.errors import UnreadableFileError

def upper(content): return content.upper()
def talk(content):
    print("a library talks")
    return content
def refuse(content): raise UnreadableFileError("a password is needed", source="a.docx", advice="remove it")
def stumble(content): raise TypeError("unhashable")
def sleep(content): time.sleep(60)
def swell(content): return b"x" * 10**10
def crash(content): os.abort()
def leave(content): os._exit(0)
"""


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module with readers of all kinds."""
    (tmp_path / "foreign_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "foreign_reader"


@pytest.mark.parametrize("content", [b"abc", b"", bytes(range(256)) * 9999])
def test_a_reader_gives_its_bytes(reader: str, content: bytes) -> None:
    """Bytes go in and come out; what a library prints is not among them."""
    assert content.upper() == run_reader(reader, "upper", content)
    assert content == run_reader(reader, "talk", content)


def test_a_readers_own_error_arrives_whole(reader: str) -> None:
    """An error of ours keeps its kind, place and advice."""
    with pytest.raises(UnreadableFileError) as caught:
        run_reader(reader, "refuse", b"")
    assert "a.docx: a password is needed; remove it" == str(caught.value)


FAILURES = [
    ("stumble", "TypeError: unhashable"),
    ("sleep", "more than 1 s"),
    ("crash", "stops its reader"),
    ("leave", "stops its reader"),
    pytest.param("swell", "more than 300 MB of memory", marks=posix),
]


@pytest.mark.parametrize(("function", "words"), FAILURES)
def test_a_reader_that_fails_is_an_unreadable_file(reader: str, function: str, words: str) -> None:
    """Whatever happens in the child, the parent has one kind of error for it."""
    with pytest.raises(UnreadableFileError, match=re.escape(words)):
        run_reader(reader, function, b"abc", timeout=1, max_memory=300 * MIB)
