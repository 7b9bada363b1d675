"""What others send: bad files, invisible signs, names and journals; read, or refused in one line."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import pytest

from graph.build import take_in
from graph.errors import UnreadableFileError
from graph.extract import read_protocol
from graph.ingest import read_bytes, readers
from graph.ingest.clean import clean_draft
from graph.ingest.draft import unpack
from graph.model import Source
from graph.register import create, open_register

from .command_runs import expect_no_traceback, run
from .hostile import BAD, LETTER, SAMPLES, mutated, mutated_inside

FORMATS = ("docx", "odt", "rtf", "html", "pdf")
ROUNDS = int(os.environ.get("OBLIGRAPH_ROUNDS", "60"))
"""How many changed files each reader gets; thousands were tried when this was written."""


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
