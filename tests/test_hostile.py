"""What others send: bad files, odd arguments, queries that reach out, words that would run; no traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.build import ready, take_in
from graph.cli.app import COMMANDS, obligraph
from graph.errors import UnreadableFileError
from graph.extract import read_protocol
from graph.ingest import read_bytes, readers
from graph.ingest.clean import clean_draft
from graph.ingest.draft import unpack
from graph.model import Source
from graph.register import create, open_register

from .hostile import BAD, SAMPLES, mutated, mutated_inside

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("docx", "odt", "rtf", "html", "pdf")
ROUNDS = int(os.environ.get("OBLIGRAPH_ROUNDS", "60"))
"""How many changed files each reader gets; thousands were tried when this was written."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register with the sample protocol and its index."""
    register = create(tmp_path_factory.mktemp("hostile") / "data", sample=True)
    ready(register)
    return register.folder


def run(data: Path, *words: str) -> Result:
    """Run a command in this process."""
    environment = {"OBLIGRAPH_DATA": str(data), "LC_ALL": "en_US.UTF-8", "COLUMNS": "200"}
    return CliRunner().invoke(obligraph, words, env=environment)


def expect_no_traceback(result: Result, *words: str) -> None:
    """Check that a command ended as commands do: 0, 1 or 2, and one line where it complains."""
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
    assert result.exit_code in {0, 1, 2}, words
    assert "Traceback" not in result.output, words
    if result.exit_code == 2:
        assert result.stderr.strip(), words


# --- files ---------------------------------------------------------------------------------------


def _told_of(name: str, content: bytes) -> str:
    """Read a file and its protocol; return what the reader complains of, or that it was read."""
    try:
        source = read_bytes(name, content)
    except UnreadableFileError as error:
        return str(error)
    assert source.text.strip()
    read_protocol(source)
    return "read"


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_read_or_refused(case: str) -> None:
    """Whatever the bytes: a text whose spans hold, or one line that says why not; and soon."""
    started = time.perf_counter()
    for name in ("letter.txt", "letter.html", "letter.pdf"):
        told = _told_of(name, BAD[case])
        assert name in told or told == "read"
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize("form", FORMATS)
def test_changed_files_are_read_or_refused(form: str) -> None:
    """Good files with some bytes changed, by lot: the reader's own error or a text, never another."""
    content, lot = (SAMPLES / f"mayak.{form}").read_bytes(), random.Random(f"{form} 2031")  # noqa: S311
    read = refused = 0
    for _ in range(ROUNDS):
        inside = form in {"docx", "odt"} and lot.random() < 0.7
        changed = (mutated_inside if inside else mutated)(content, lot)
        try:
            draft = clean_draft(unpack(readers.read_packed(f"{form} \n".encode() + changed)))
        except UnreadableFileError:
            refused += 1
            continue
        read += 1
        read_protocol(Source("a", "text/plain", draft.text, "0" * 64))
    assert read + refused == ROUNDS
    assert read > 0


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069"
LETTER = """Совет по маякам

ПРОТОКОЛ
от 18 февраля 2031 г. № {number}

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до 1 марта 2031 г. представить отчёт о лампах.
"""


@pytest.mark.parametrize("sign", INVISIBLE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_invisible_signs_make_no_other_document(sign: str, tmp_path: Path) -> None:
    """A number with a sign of no width or of another direction has the key of the number without it."""
    register = create(tmp_path / "register")
    file = tmp_path / "a.txt"
    file.write_text(LETTER.format(number=f"К7-{sign}12{sign}пр"), encoding="utf-8")
    (row,) = take_in(register, [file])
    assert ("added", "2031-02-18_K7-12pr") == (row.outcome, row.document)
    (reading,) = (register.filed(key) for key in register.keys())  # noqa: SIM118  no mapping
    assert reading.protocol.head.number is not None
    assert "К7-12пр" == reading.protocol.head.number.value


NAMES = (
    "a\nb.txt", "q\"u'o.txt", "\x1b[31mred.txt", "<script>alert(1)</script>".replace("/", "") + ".txt",
    "=cmd|' '!A1.txt", "...txt", "con.txt", "-rf.txt", "ю" * 100 + ".txt", "a\u202etxt.exe", "$(id).txt",
    "%s{x}.txt", "' OR 1=1.txt",
)  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files of such names")
@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_names_of_files_are_only_shown(form: str, tmp_path: Path) -> None:
    """Whatever a file is called, it is taken in under a name of ours and shown as it is harmless."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, name in enumerate(NAMES):
        (inbox / name).write_text(LETTER.format(number=f"К7-{number}пр"), encoding="utf-8")
    (inbox / "\x1b[2Jempty.txt").write_bytes(b"")
    data = create(tmp_path / "data").folder
    result = run(data, "ingest", str(inbox), "--format", form)
    assert 1 == result.exit_code
    taken = [name for name in NAMES if not name.startswith(".")]  # hidden files are no documents
    assert len(taken) == len(open_register(data).keys())
    for path in (
        path for room in ("protocols", "cards", "texts", "triples") for path in (data / room).iterdir()
    ):
        assert path.name.startswith("2031-02-18_K7-")
    if form in {"table", "markdown"}:
        assert not {"\x1b", "\u202e"} & set(result.stdout)
    assert not {"\x1b", "\u202e"} & set(result.stderr)


JOURNALS = (
    '{"documents": [{"file": "../secret.txt", "recorded": "2031-03-01"}]}',
    '{"documents": [{"file": "/etc/passwd", "recorded": "2031-03-01"}]}',
    '{"documents": [{"file": 7}]}',
    '{"events": [{"type": "report", "document": {"a": []}, "effective": 5}]}',
    '{"events": [[1]]}',
    "[" * 3000,
    '{"events": 1e999}',
    "null",
)


@pytest.mark.parametrize("journal", JOURNALS, ids=range(len(JOURNALS)))
def test_a_hostile_journal_takes_nothing_in(journal: str, tmp_path: Path) -> None:
    """A journal names files beside it or below; what it names elsewhere is not read."""
    (tmp_path / "secret.txt").write_text(LETTER.format(number="К7-12пр"), encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "journal.json").write_text(journal, encoding="utf-8")
    data = create(tmp_path / "data").folder
    result = run(data, "load", str(inner / "journal.json"))
    expect_no_traceback(result, journal)
    assert result.exit_code > 0
    assert () == open_register(data).keys()


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
