"""The index: generations that readers keep, damage that is noticed, old ones swept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError, UnwritableError
from graph.store import (
    Change,
    InputFile,
    Manifest,
    Sources,
    Store,
    open_current,
    open_written,
    store_in_memory,
    write_generation,
)
from graph.store.manifest import read_manifest, read_sources
from graph.store.quads import quads_of, replace_graph

ROOT = Path(__file__).resolve().parents[1]
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


def said(*words: str) -> tuple[ox.Triple, ...]:
    """Return one triple for each word."""
    return tuple(ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(word)) for word in words)


SOURCES = Sources({"a": InputFile(1, 2, "3")}, {"a": "x:g1"}, {"x:g2": "4"})


def describe(triples: int) -> tuple[Manifest, Sources]:
    """Return the manifest of a generation made from one input, and that input."""
    return Manifest("code", 1, SOURCES.digest("code"), "seen", {"cards": 1}, triples), SOURCES


def write(index: Path, base: Store | None, *changes: Change) -> Store:
    """Write a generation."""
    write_generation(index, base, changes, describe)
    return open_written(index)


def words(store: Store) -> list[object]:
    """Return the words that the store holds."""
    return [row[0] for row in store.select(ALL)[1]]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return a folder for an index."""
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


# --- generations -------------------------------------------------------------------------------


def test_a_generation_holds_what_was_given(index: Path) -> None:
    """The first generation holds its graphs; the manifest counts them."""
    assert open_current(index) is None
    store = write(index, None, ("x:g1", said("a", "b")), ("x:g2", said("c")))
    assert ["a", "b", "c"] == words(store)
    assert describe(3) == (replace(store.manifest, files={}), read_sources(index / "gen-1"))
    reopened = open_current(index)
    assert reopened is not None
    assert ["a", "b", "c"] == words(reopened)


def test_only_changed_graphs_are_replaced(index: Path) -> None:
    """The next generation is the one before with some graphs other or gone; the old one stays as it was."""
    first = write(index, None, ("x:g1", said("a", "b")), ("x:g2", said("c")), ("x:g3", said("d")))
    second = write(index, first, ("x:g1", said("B")), ("x:g2", ()))
    assert ["B", "d"] == words(second)
    assert ["a", "b", "c", "d"] == words(first)


def test_a_reader_keeps_its_generation(index: Path) -> None:
    """Generations that somebody reads are not swept; the others are, but for the last two."""
    read = write(index, None, ("x:g1", said("first")))
    assert read.path is not None
    for number in range(5):
        write(index, open_current(index), ("x:g1", said(str(number))))
    kept = {path.name for path in index.glob("gen-*")}
    assert ["first"] == words(read)
    if sys.platform != "win32":
        assert {"gen-1", "gen-5", "gen-6"} == kept
    del read
    write(index, open_current(index), ("x:g1", said("last")))
    assert {"gen-6", "gen-7"} == {path.name for path in index.glob("gen-*")}


def test_an_unfinished_generation_is_removed(index: Path) -> None:
    """Where the changes can't be had, the current generation stays."""
    first = write(index, None, ("x:g1", said("a")))

    def broken() -> Iterator[Change]:
        yield "x:g1", said("b")
        raise ValueError("unreadable")

    with pytest.raises(ValueError, match="unreadable"):
        write_generation(index, first, broken(), describe)
    current = open_current(index)
    assert current is not None
    assert ["a"] == words(current)
    assert ["gen-1"] == [path.name for path in index.glob("gen-*")]


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is an error of its own kind."""
    (tmp_path / "index").write_bytes(b"")
    with pytest.raises(UnwritableError, match="can't be written"):
        write(tmp_path / "index", None, ("x:g1", said("a")))


WRITER = """
import sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from test_store import open_current, said, write
index = Path(sys.argv[1])
for number in range(10_000):
    write(index, open_current(index), (f"x:g{number}", said(str(number))))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("many", [1, 3, 8])
def test_a_killed_writer_leaves_a_whole_generation(index: Path, many: int) -> None:
    """Whenever a writer is killed, the current generation holds all that it acknowledged."""
    command = [sys.executable, "-c", WRITER, str(index), str(ROOT), str(ROOT / "tests")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        done = [writer.stdout.readline().strip() for _ in range(many)]
        os.kill(writer.pid, signal.SIGKILL)
        done += writer.stdout.read().split()
    current = open_current(index)
    assert current is not None
    assert set(done) <= set(words(current))
    write(index, current, ("x:last", said("last")))
    assert len(list(index.glob("gen-*"))) <= 3


# --- damage ------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_bookkeeping(generation: Path) -> None:
    """Cut RocksDB's own list of its files: it opens then, with nothing in it."""
    for path in (generation / "triples").glob("MANIFEST-*"):
        cut(path)


def flip_bookkeeping(generation: Path) -> None:
    """Flip one bit late in RocksDB's list of its files: what stands before it opens as if it were all."""
    for path in (generation / "triples").glob("MANIFEST-*"):
        content = bytearray(path.read_bytes())
        content[len(content) * 9 // 10] ^= 1
        path.write_bytes(bytes(content))


def lose_tables(generation: Path) -> None:
    """Remove RocksDB's tables."""
    for path in (generation / "triples").glob("*.sst"):
        path.unlink()


def other_format(generation: Path) -> None:
    """Make the manifest one of another version."""
    path = generation / "manifest.json"
    head, sources = path.read_text("utf-8").splitlines()
    path.write_text(f"{json.dumps({**json.loads(head), 'format': 99})}\n{sources}\n", "utf-8")


def cut_manifest(generation: Path) -> None:
    """Cut what a reader needs of the manifest."""
    path = generation / "manifest.json"
    path.write_bytes(path.read_bytes().splitlines()[0][:-20])


DAMAGES = [
    cut_bookkeeping,
    flip_bookkeeping,
    lose_tables,
    other_format,
    cut_manifest,
    lambda generation: (generation / "manifest.json").write_bytes(b"[]"),
    lambda generation: (generation / "manifest.json").unlink(),
    lambda generation: (generation / "triples" / "CURRENT").write_bytes(b"nothing\n"),
    lambda generation: (generation.parent / "CURRENT").write_bytes(b"gen-99\n"),
    lambda generation: (generation.parent / "CURRENT").write_bytes(b"../../elsewhere\n"),
    lambda generation: (generation.parent / "CURRENT").write_bytes(b"\xff\xfe"),
    lambda generation: (generation.parent / "CURRENT").unlink(),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_generation_is_not_trusted(index: Path, damage: object) -> None:
    """Whatever is damaged, there is no store rather than one that holds less; a new one can be made."""
    write(index, None, ("x:g1", said(*map(str, range(2000)))))
    assert callable(damage)
    damage(index / "gen-1")
    assert open_current(index) is None
    assert ["a"] == words(write(index, None, ("x:g1", said("a"))))


def test_a_manifest_is_read_as_it_was_written(index: Path) -> None:
    """Reading a manifest is the inverse of writing it."""
    write(index, None, ("x:g1", said("a")))
    manifest = read_manifest(index / "gen-1")
    assert manifest is not None
    assert {"CURRENT"} < set(manifest.files)
    assert describe(1) == (replace(manifest, files={}), read_sources(index / "gen-1"))


@pytest.mark.parametrize("more", [b" ", b"{}"])
def test_sources_that_are_not_those_written_are_not_believed(index: Path, more: bytes) -> None:
    """A writer who can't tell what the index was made from is told so; a reader has no need of it."""
    write(index, None, ("x:g1", said("a")))
    path = index / "gen-1" / "manifest.json"
    path.write_bytes(path.read_bytes().removesuffix(b"\n") + more + b"\n")
    assert read_sources(index / "gen-1") is None
    reopened = open_current(index)
    assert reopened is not None
    assert ["a"] == words(reopened)


# --- asking ------------------------------------------------------------------------------------

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = [
    ('"a"', "a"),
    ('"a"@ru', "a"),
    ("<x:a>", "x:a"),
    ("1", 1),
    ("1.5", 1.5),
    ("1e3", 1000.0),
    ("true", True),
    (f'"0"^^<{XSD}boolean>', False),
    (f'"2031-02-18T00:00:00+03:00"^^<{XSD}dateTime>', "2031-02-18T00:00:00+03:00"),
    ("UNDEF", None),
]


@pytest.mark.parametrize(("term", "expected"), VALUES)
def test_terms_become_plain_values(term: str, expected: object) -> None:
    """Numbers and truth are Python's, everything else is text, the unbound is None."""
    columns, rows = store_in_memory((), describe(0)[0]).select(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    assert (("x",), [(expected,)]) == (columns, rows)
    assert type(expected) is type(rows[0][0])


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # rdflib's own use of it
def test_everything_is_the_default_graph(index: Path) -> None:
    """A query without GRAPH sees all graphs, here and through rdflib, and triples only once."""
    store = write(index, None, ("x:g1", said("a")), ("x:g2", said("a", "b")))
    assert ["a", "b"] == words(store)
    assert store.ask("ASK { GRAPH <x:g2> { ?s ?p 'b' } }")
    assert set(said("a", "b")) == set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
    assert 2 == len(list(store.dataset().query(ALL)))
    assert 3 == len(list(store.quads()))


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_wrong_query_is_told(query: str) -> None:
    """What is no SELECT, or no query, is an error of ours."""
    with pytest.raises(QueryError):
        store_in_memory((), describe(0)[0]).select(query)


def test_memory_and_disk_hold_the_same(index: Path) -> None:
    """A store in memory has the digest and, as N-Quads, the content of the one on disk."""
    disk = write(index, None, ("x:g1", said("a", "я")), ("x:g2", said("c")))
    memory = store_in_memory(disk.quads(), disk.manifest)
    assert disk.content_digest() == memory.content_digest()
    assert disk.path == disk.snapshot()
    snapshot = memory.snapshot()
    assert isinstance(snapshot, bytes)
    read = set(ox.parse(snapshot, format=ox.RdfFormat.N_QUADS))
    assert set(disk.triples) == read > set(disk.quads())


WORDS = st.frozensets(st.sampled_from("абв"))


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(["x:g1", "x:g2", "x:g3"]), WORDS), max_size=6))
def test_changed_step_by_step_or_made_at_once_is_the_same(steps: list[tuple[str, frozenset[str]]]) -> None:
    """However graphs change, their store is the one made anew from what they hold at last."""
    changed, more = ox.Store(), 0
    for graph, said_words in steps:
        more += replace_graph(changed, ox.NamedNode(graph), said(*said_words))
    at_last = dict(steps)
    anew = store_in_memory(quads_of((graph, said(*it)) for graph, it in at_last.items()), describe(0)[0])
    assert set(anew.triples) == set(changed)
    assert anew.manifest.triples == more
    named = {ox.NamedNode(graph) for graph, it in at_last.items() if it}
    assert named == set(changed.named_graphs())
