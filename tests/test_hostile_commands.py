"""What others type and ask: odd arguments, queries that reach out, words that would run; no traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.build import ready, take_in
from graph.cli.app import COMMANDS, obligraph
from graph.register import create, open_register

from .command_runs import expect_no_traceback, run
from .hostile import LETTER

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register with the sample protocol and its index."""
    register = create(tmp_path_factory.mktemp("hostile") / "data", sample=True)
    ready(register)
    return register.folder


# --- arguments -----------------------------------------------------------------------------------

ODD = (
    "", " ", "\n", "\x1b[2J", "../../../etc/passwd", "2023", "-1", "1e9", "99999999999999999999",
    "2023-02-30", "0000-00-00", "9999-12-31T23:59:60", "«»", "Д05-124/05пр III/2.1", "Д05-124/05пр", "III",
    "\u202e\u200b", "%s{0}", "'; DROP", '" } #', "SELECT * { ?s ?p ?o }", "yes", "report", "ё" * 3000,
    "ASK { SERVICE <http://127.0.0.1:9/> {} }", "nan", "None",
    "http://127.0.0.1:9/x", "file:///etc/passwd", "..", ".", "@", "*", "graph.rdf",
)  # fmt: skip
NEVER = {"serve", "publish"}
"""Commands that would not end, or that go to a server: they have tests of their own."""


def _of_type(kind: click.ParamType[Any]) -> st.SearchStrategy[str]:
    plain = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # no system passes others on
    odd = st.one_of(st.sampled_from(ODD), st.text(plain, max_size=12))
    if isinstance(kind, click.Choice):
        return st.one_of(st.sampled_from([str(choice) for choice in kind.choices]), odd)
    return odd


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Draw a command with some of its options and arguments, the values odd."""
    name = draw(st.sampled_from(sorted(set(COMMANDS) - NEVER)))
    command = obligraph.get_command(click.Context(obligraph), name)
    assert command is not None
    words = [name]
    for parameter in command.params:
        if parameter.name in {"data", "show", "open"} or (parameter.opts and "--help" in parameter.opts):
            continue
        if not draw(st.booleans()) and not (isinstance(parameter, click.Argument) and draw(st.booleans())):
            continue
        if isinstance(parameter, click.Option):
            words.append(parameter.opts[0])
        if not (isinstance(parameter, click.Option) and parameter.is_flag):
            words.append(draw(_of_type(parameter.type)))
    return words


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=command_lines())
def test_no_arguments_give_a_traceback(
    words: list[str], data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every command, whatever is said to it: 0, 1 or 2, and a line that says why."""
    place, before = tmp_path_factory.mktemp("odd"), Path.cwd()
    os.chdir(place)
    try:
        expect_no_traceback(run(data, *words), *words)
    finally:
        os.chdir(before)


@pytest.mark.parametrize("word", ["publish", "serve"])
def test_commands_with_servers_refuse_odd_arguments(word: str, data: Path) -> None:
    """What is no address, no port, no server is said at once."""
    lines = {
        "publish": [["nonsense"], ["file:///etc/passwd"], ["http://127.0.0.1:9/x"], ["http://[::"], []],
        "serve": [["--port", "-1"], ["--port", "x"], ["--host", "256.1.1.1", "--port", "0"], ["--cors", "*"]],
    }
    for rest in lines[word]:
        result = run(data, word, *rest)
        expect_no_traceback(result, word, *rest)
        assert 2 == result.exit_code, rest


# --- queries -------------------------------------------------------------------------------------

QUERIES = {
    "a server": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "a server in disguise": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "a named file": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "loading": "LOAD <file:///etc/passwd>",
    "deleting": "DELETE WHERE { ?s ?p ?o }",
    "dropping": "DROP ALL",
    "for ever": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "memory": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "depth": "SELECT * " + "{" * 4000 + "}" * 4000,
    "sums": "SELECT (" + "1+" * 4000 + "1 AS ?n) {}",
    "a slow pattern": "SELECT * { ?s ?p ?o FILTER REGEX('" + "а" * 40 + "б', '^(а+)+$') }",
}


@pytest.mark.parametrize("case", sorted(QUERIES))
def test_a_query_does_no_harm(case: str, data: Path) -> None:
    """Refused, stopped or answered: in time, with one line, and the register as before."""
    before = ready(open_register(data)).content_digest()
    started = time.perf_counter()
    result = run(data, "sparql", "-e", QUERIES[case], "--timeout", "2")
    expect_no_traceback(result, case)
    assert result.exit_code == 2 or case in {"a slow pattern", "sums"}
    assert time.perf_counter() - started < 30
    assert before == ready(open_register(data)).content_digest()


# --- nothing goes out ----------------------------------------------------------------------------

NO_SOCKETS = """
import socket, sys
def refuse(event, arguments):
    if event.startswith("socket.") and event not in {"socket.__new__"}:
        raise SystemExit(f"NETWORK {event} {arguments}")
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise SystemExit(f"NETWORK {event} {arguments}")
sys.addaudithook(refuse)
sys.path.insert(0, sys.argv.pop(1))
from graph.cli import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file to take in."""
    path = tmp_path_factory.mktemp("letter") / "a.txt"
    path.write_text(LETTER.format(number="К7-12пр"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "which orders still bind the 2023 cohort"),
        ("binding", "--all"),
        ("why", "Д05-124/05пр III/2.1"),
        ("check",),
        ("verify",),
        ("doctor",),
        ("sparql", "-e", "ASK { ?s ?p ?o }"),
        ("draw", "-o", "picture.html"),
        ("export", "--format", "ttl"),
        ("report", "--format", "html", "-o", "list.html"),
        ("backup", "saved.zip"),
        ("ingest", "LETTER"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_asks_the_network(words: tuple[str, ...], letter: Path, tmp_path: Path) -> None:
    """With sockets forbidden every command that is no server's works as ever: no telemetry, no updates."""
    data = create(tmp_path / "data", sample=True).folder
    command = [
        sys.executable,
        "-c",
        NO_SOCKETS,
        str(ROOT),
        *[str(letter) if w == "LETTER" else w for w in words],
    ]
    environment = {**os.environ, "OBLIGRAPH_DATA": str(data)}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert 0 == done.returncode, done.stderr.decode()
    assert b"NETWORK" not in done.stderr


def test_the_hook_would_see_a_connection() -> None:
    """The check itself works: a program that opens a connection is ended by it."""
    program = NO_SOCKETS.partition("sys.path")[0] + "socket.create_connection(('127.0.0.1', 9), 1)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert b"NETWORK" in done.stderr


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Listen on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_children_reach_nothing_either(listener: socket.socket, data: Path) -> None:
    """A query in its child process opens no connection to a server that listens."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    result = run(data, "sparql", "-e", f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}")
    assert 2 == result.exit_code
    with pytest.raises(TimeoutError):
        listener.accept()


# --- words that would run ------------------------------------------------------------------------


def test_no_output_of_ours_runs_words_of_documents(tmp_path: Path) -> None:
    """Scripts and formulas in a document stay words in every form of output."""
    words = '<script>window.x=1</script><img src=x onerror=window.x=1> =HYPERLINK("http://x","y")'
    file = tmp_path / "a.txt"
    file.write_text(LETTER.format(number="К7-12пр").replace("отчёт о лампах", words), encoding="utf-8")
    register = create(tmp_path / "data")
    take_in(register, [file])
    for name in ("draw", "report"):
        page = tmp_path / f"{name}.html"
        more = ("--format", "html") if name == "report" else ()
        assert 0 == run(register.folder, name, *more, "--at", "2031-02-20", "-o", str(page)).exit_code
        content = page.read_text(encoding="utf-8")
        assert "<script>window.x" not in content
        assert "<img src=x" not in content
        assert "window.x=1" in content  # the words are there, as words
    rows = run(register.folder, "binding", "--all", "--at", "2031-02-20", "--format", "csv").stdout
    assert words.split(maxsplit=1)[0] in rows
    assert not [cell for line in csv.reader(io.StringIO(rows)) for cell in line if cell.startswith("=")]
    answer = json.loads(
        run(register.folder, "binding", "--all", "--at", "2031-02-20", "--format", "json").stdout
    )
    assert any(words.split(" ", maxsplit=1)[0] in line["quote"] for line in answer["orders"])
