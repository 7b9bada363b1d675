"""`--engine` and `publish` as a user types them: the same bytes, and errors of one line with exit 2."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph.build import code_digest

from .command_runs import ORDER, run
from .engines import Engine, free_port
from .scripted_server import Step, scripted

AT = ("--at", "2023-11-15", "--known-at", "2023-11-15")


@pytest.fixture(scope="module")
def url(register: Path, oxigraph: Engine) -> str:
    """Give a server that the register was published to."""
    done = run(register, "publish", oxigraph.query, "--format", "json")
    assert 0 == done.exit_code, done.stderr
    return oxigraph.query


ASKED = [
    ("binding", "--cohort", "2023", *AT),
    ("binding", "--cohort", "2023", *AT, "--format", "json"),
    ("binding", "--all", *AT, "--format", "csv"),
    ("why", ORDER, *AT),
    ("missing", *AT, "--format", "markdown"),
    ("due", "--from", "2023-11-01", "--to", "2023-12-01", *AT),
    ("changes", "--from", "2023-11-01", "--to", "2023-12-01", "--known-at", "2023-12-01"),
    ("discipline", *AT),
    ("conflicts", *AT),
    ("draft", "--cohort", "2023", *AT),
    ("short-terms", *AT),
    ("query", "reporters", "--document", "Д05-124/05пр", "--item", "III", "--format", "json"),
    ("ask", "кто докладывал по вопросу III"),
    ("sparql", "-e", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("sparql", "-e", "ASK { ?s og:binds 'yes' }"),
    ("sparql", "-e", "CONSTRUCT { ?s eli:id_local ?o } WHERE { ?s eli:id_local ?o }", "--format", "nt"),
    ("export", "--format", "trig"),
]


@pytest.mark.parametrize("words", ASKED, ids=[" ".join(words[:3]) for words in ASKED])
def test_a_command_prints_the_same_from_a_server(words: tuple[str, ...], register: Path, url: str) -> None:
    """Everything that reads can be asked of a server, and prints the same bytes."""
    own, theirs = run(register, *words), run(register, *words, "--engine", url)
    assert (0, 0) == (own.exit_code, theirs.exit_code), theirs.stderr
    assert own.stdout_bytes == theirs.stdout_bytes


def test_a_server_answers_without_a_register(url: str, tmp_path: Path) -> None:
    """Who asks a server needs no data folder, and may name it before the command or in the environment."""
    nowhere = tmp_path / "none"
    words = ("query", "joint", "--format", "json")
    before, after = run(nowhere, "--engine", url, *words), run(nowhere, *words, "--engine", url)
    told = run(nowhere, *words, OBLIGRAPH_ENGINE=url)
    assert [0, 0, 0] == [before.exit_code, after.exit_code, told.exit_code], told.stderr
    assert before.stdout == after.stdout == told.stdout
    assert 2 == run(nowhere, *words).exit_code


def test_an_empty_option_means_the_own_index(register: Path) -> None:
    """`--engine ""` wins over the environment."""
    nobody = f"http://127.0.0.1:{free_port()}/query"
    assert 2 == run(register, "missing", OBLIGRAPH_ENGINE=nobody).exit_code
    assert 0 == run(register, "missing", "--engine", "", OBLIGRAPH_ENGINE=nobody).exit_code


def test_what_writes_and_reads_files_leaves_the_server_alone(register: Path) -> None:
    """Commands over files take no notice of an engine that nobody runs."""
    nobody = f"http://127.0.0.1:{free_port()}/query"
    text = next((register / "protocols").glob("*.txt"))
    for words in (("parse", str(text)), ("queries",), ("check",), ("index",)):
        assert 0 == run(register, *words, OBLIGRAPH_ENGINE=nobody).exit_code


def test_publish_says_what_it_did(register: Path, url: str) -> None:
    """The second publish finds nothing to send; the server may also be named by the option."""
    again = run(register, "publish", url, "--format", "json")
    row = json.loads(again.stdout)["rows"][0]
    assert {"server": url, "sent": 0, "removed": 0, "left": row["left"], "triples": row["triples"]} == row
    assert row["left"] > 0
    assert 0 == run(register, "publish", OBLIGRAPH_ENGINE=url).exit_code
    assert 2 == run(register, "publish").exit_code


WRONG = [
    ("see whether it runs", ("missing", "--engine", "http://127.0.0.1:1/query")),
    ("none that can be asked", ("missing", "--engine", "127.0.0.1")),
    ("holds credentials", ("missing", "--engine", "http://me:secret@127.0.0.1/query")),
    ("see whether it runs", ("publish", "http://127.0.0.1:1/query")),
    ("no cohort of 1999", ("binding", "--cohort", "1999", "--engine", "{url}")),
    ("only read", ("sparql", "-e", "DELETE WHERE { ?s ?p ?o }", "--engine", "{url}")),
    ("SERVICE is refused", ("sparql", "-e", "ASK { SERVICE <urn:x> { ?s ?p ?o } }", "--engine", "{url}")),
    ("more than 1 rows", ("sparql", "-e", "SELECT * { ?s ?p ?o }", "--max-rows", "1", "--engine", "{url}")),
]


@pytest.mark.parametrize(("problem", "words"), WRONG)
def test_errors_are_one_line(problem: str, words: tuple[str, ...], register: Path, url: str) -> None:
    """Exit 2, nothing on standard output, no password repeated."""
    done = run(register, *(word.replace("{url}", url) for word in words))
    assert (2, "") == (done.exit_code, done.stdout)
    assert problem in done.stderr
    assert 1 == done.stderr.count("\n")
    assert "secret" not in done.stderr


def test_a_query_has_its_time(register: Path) -> None:
    """`--timeout` is told to the server, and holds where the server takes no notice of it."""
    said = {"state": ("whole", "string"), "format": ("1", "integer"), "code": (code_digest(), "string")}
    found = {
        name: {"type": "literal", "value": value, "datatype": f"http://www.w3.org/2001/XMLSchema#{kind}"}
        for name, (value, kind) in said.items()
    }
    state = json.dumps({"head": {"vars": list(found)}, "results": {"bindings": [found]}}).encode()
    names = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'
    steps = (Step(body=state), Step(body=state), Step(body=names), Step(silent=True))
    with scripted(*steps) as script:
        done = run(register, "sparql", "-e", "ASK {}", "--timeout", "1", "--engine", script.url)
    assert 2 == done.exit_code
    assert "does not answer within 1 s" in done.stderr
    assert ["1"] == script.seen[-1].fields["timeout"]


def test_nothing_is_left_in_the_environment() -> None:
    """Other tests ask the index: no engine is named in this process."""
    assert not os.environ.get("OBLIGRAPH_ENGINE")
