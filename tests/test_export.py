"""The whole graph in formats of interchange: complete, readable by others, the same bytes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.cli.showing import EXPORTS
from graph.errors import InvalidValueError
from graph.render.dump import described, dump
from graph.store import Store

from .command_runs import run
from .ferries import EVENTS, MEMBERS, documents, ferries, store_of

ROOT = Path(__file__).resolve().parent.parent
QUADS = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


@pytest.mark.parametrize("form", sorted(QUADS))
def test_formats_with_graphs_hold_every_quad(form: str, store: Store) -> None:
    """What is read back is what the register's graphs hold, and their description."""
    read = set(ox.parse(dump(store, form), format=QUADS[form]))
    assert set(described(store)) == read
    assert set(store.quads()) < read


def test_turtle_holds_every_triple_once(store: Store) -> None:
    """Turtle has no graphs: the triples of all of them, each once."""
    read = [quad.triple for quad in ox.parse(dump(store, "ttl"), format=ox.RdfFormat.TURTLE)]
    assert {quad.triple for quad in described(store)} == set(read)
    assert len(read) == len(set(read))


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_prefixes_are_short_and_russian_letters_themselves(form: str, store: Store) -> None:
    """A person can read it."""
    text = dump(store, form).decode("utf-8")
    assert "@prefix og: <https://w3id.org/obligraph/ns#>" in text
    assert "Покрасить борта." in text


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_formats_are_read_by_networkx(form: str, read: object, store: Store) -> None:
    """Nodes and edges arrive, with labels that people know."""
    network = read(io.BytesIO(dump(store, form)))  # type: ignore[operator]
    assert len(network) > len(documents())
    assert network.number_of_edges() > len(network) / 2
    assert any("Р-1/1пр" in str(data) for _, data in network.nodes(data=True))


@pytest.mark.parametrize("form", EXPORTS)
def test_the_same_data_give_the_same_bytes(form: str, store: Store) -> None:
    """Whatever order the documents and events came in."""
    again = store_of(reversed(documents()), reversed(EVENTS), reversed(MEMBERS))
    assert dump(store, form) == dump(again, form)


@pytest.mark.parametrize("form", EXPORTS)
def test_no_day_of_writing(form: str, store: Store) -> None:
    """Tomorrow's file is today's."""
    assert b"lastmodified" not in dump(store, form)


def test_another_form_is_an_error(store: Store) -> None:
    """The error lists the forms that there are."""
    with pytest.raises(InvalidValueError, match=r"no export form 'pdf'; choose from ttl, trig, nq"):
        dump(store, "pdf")


def test_the_command_writes_a_file_or_to_standard_output(register: Path, tmp_path: Path) -> None:
    """With -o it prints the file's name, without it the bytes; Turtle unless another form is asked for."""
    file = tmp_path / "graph.nq"
    result = run(register, "export", "--format", "nq", "-o", str(file))
    assert (0, f"{file}\n") == (result.exit_code, result.stdout)
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(register), "export"]
    printed = {seed: _printed([*command, "--format", "nq"], seed) for seed in ("1", "2")}
    assert {file.read_bytes()} == set(printed.values())
    assert _printed(command, "1").startswith(b"@prefix")


def _printed(command: list[str], seed: str) -> bytes:
    environment = {"PYTHONHASHSEED": seed, "PATH": ""}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout
