"""A register held against what it was made from: every kind of damage found."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.archive import Difference, verify
from graph.archive import verify as archive_verify
from graph.build import ready
from graph.errors import UnreadableFileError
from graph.messages import LANGUAGES
from graph.register import Register, open_register

from .lighthouses import KEY, edit, files_of, remove


@pytest.fixture
def own(filled: Register, tmp_path: Path) -> Register:
    """Give a copy of the register that the test may damage."""
    return Register(Path(shutil.copytree(filled.folder, tmp_path / "own")))


def codes(found: list[Difference]) -> set[tuple[str, str]]:
    """Return the codes and files of differences."""
    return {(one.code, one.file) for one in found}


def test_a_sound_register_has_no_differences(filled: Register) -> None:
    """Documents of two formats, a rendition, an older text, an event with evidence: all as made."""
    assert [] == verify(filled)


OLD, NEWEST = f"texts/{KEY}.txt", f"triples/{KEY}.3.ttl"
DAMAGES: list[tuple[Callable[[Path], None], str, str]] = [
    (edit(f"protocols/{KEY}.txt", "лампах", "лампад"), "hash-differs", f"protocols/{KEY}.txt"),
    (remove("protocols/*13pr.docx"), "unreadable", "protocols/2031-02-18_K7-13pr.docx"),
    (edit(OLD, "лампах", "лампад"), "hash-differs", OLD),
    (remove(f"texts/{KEY}.2.txt"), "unreadable", f"texts/{KEY}.2.txt"),
    (edit(NEWEST, "огнях", "огней"), "quote-differs", NEWEST),
    (edit(NEWEST, "2031-03-02T00:00:00", "2031-04-02T00:00:00"), "triples-differ", NEWEST),
    (edit(NEWEST, "@prefix", "#\n@prefix"), "rewritten", NEWEST),
    (edit(NEWEST, "@prefix", "@prefics"), "unreadable", NEWEST),
    (edit(f"triples/{KEY}.ttl", "2031-03-02T00", "2031-03-03T00"), "triples-differ", f"triples/{KEY}.ttl"),
    (edit(f"cards/{KEY}.json", "2031-06-01", "2030-06-01"), "card-differs", f"triples/{KEY}.ttl"),
    (edit(f"cards/{KEY}.json", '"key"', '"kez"'), "unreadable", f"cards/{KEY}.json"),
    (edit("events/*.ttl", "2031-06-02T12:00:00", "2031-05-02T12:00:00"), "event-altered", "events/"),
    (edit("events/*.ttl", "@prefix", "@prefics"), "unreadable", "events/"),
    (remove("evidence/*.pdf"), "evidence-missing", "events/"),
    (edit("evidence/*.pdf", "letter", "lettuce"), "hash-differs", "evidence/"),
    (edit("members.csv", "Север", "Юг,,"), "unreadable", "members.csv"),
    (edit("members.csv", "\n", "\r\n"), "rewritten", "members.csv"),
    (remove(f"cards/{KEY}.2.json"), "unreferenced-file", f"texts/{KEY}.2.txt"),
]


@pytest.mark.parametrize(("damage", "code", "file"), DAMAGES)
def test_damage_is_found(damage: Callable[[Path], None], code: str, file: str, own: Register) -> None:
    """Each kind of damage is told by its code and the file's name, in both languages."""
    damage(own.folder)
    found = verify(open_register(own.folder))
    assert [one for one in found if one.code == code and one.file.startswith(file)], codes(found)
    for one in found:
        assert all(one.sentence(language) for language in LANGUAGES)


def test_a_wrong_period_in_the_index_is_found(own: Register) -> None:
    """An index whose periods are not what the files give is not believed."""
    store = ready(own)
    assert store.path is not None
    path, manifest = store.path, store.path.parent / "manifest.json"
    del store
    engine = ox.Store(str(path))
    quads = [quad for quad in engine if "status" in str(quad.graph_name)]
    assert quads
    wrong = quads[0]
    engine.remove(wrong)
    engine.add(ox.Quad(wrong.subject, wrong.predicate, ox.Literal("forged"), wrong.graph_name))
    engine.flush()
    del engine
    head, sources = manifest.read_bytes().splitlines()
    said = json.loads(head)
    listed = re.compile(r"MANIFEST-|CURRENT$|[0-9]+\.(sst|log)$")
    said["manifest"]["files"] = {
        file.name: str(file.stat().st_size)
        if file.suffix == ".sst"
        else hashlib.sha256(file.read_bytes()).hexdigest()
        for file in path.iterdir()
        if listed.match(file.name)
    }
    manifest.write_bytes(b"\n".join([json.dumps(said).encode(), sources, b""]))  # so that it opens
    found = verify(open_register(own.folder))
    assert {"index-differs"} == {one.code for one in found}


def test_another_version_may_read_otherwise(own: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a newer reader reads otherwise is told and is no damage."""
    edit(NEWEST, "2031-03-02T00:00:00", "2031-04-02T00:00:00")(own.folder)
    monkeypatch.setattr("graph.archive.documents.__version__", "99.0.0")
    found = verify(open_register(own.folder))
    assert [("read-otherwise", "warning", NEWEST)] == [(one.code, one.severity, one.file) for one in found]
    assert "99.0.0" in found[0].sentence("en")


def test_a_missing_converter_is_said(own: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """An original that can't be read here is not called verified."""

    def fail(name: str, content: bytes) -> None:
        raise UnreadableFileError("Tesseract is not installed", source=name, advice=str(len(content)))

    monkeypatch.setattr("graph.ingest.read_bytes", fail)
    found = verify(own)
    assert {("not-read-again", "warning")} == {(one.code, one.severity) for one in found}
    assert 4 == len(found)


def test_nothing_is_written_by_verifying(own: Register) -> None:
    """Files stay what they were; only the index may be brought up to date."""
    before = files_of(own)
    edit(OLD, "лампах", "лампад")(own.folder)
    damaged = files_of(own)
    archive_verify(own)
    assert damaged == files_of(own) != before
