"""Other people's queries: what reaches outside or changes anything is refused, with a reason."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.sandbox import run_query
from graph.sandbox.guard import check_query, nesting, one_spelling

from .sandboxed import QUADS, QUICK, refusal

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
