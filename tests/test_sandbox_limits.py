"""Other people's queries and files under limits: harmless always."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from graph.errors import UnreadableFileError
from graph.sandbox import MIB, QueryLimits, run_query, run_reader

from .sandboxed import MANY, QUICK, refusal

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of its own on a child")


# --- limits ------------------------------------------------------------------------------------

COUNT_ALL = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIMITS = [
    (COUNT_ALL, QueryLimits(seconds=2), r"more than 2 s; .*share no variable"),
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
