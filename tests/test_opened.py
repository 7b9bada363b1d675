"""The store that the server keeps open is renewed when files change, however soon one after the other."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from graph.build import changing, record
from graph.model import Event
from graph.moments import parse_moment
from graph.register import Register, open_register
from graph.web import opened
from graph.web.opened import Opened

from .crash import make_register


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register of three documents with its index; no test changes it."""
    return make_register(tmp_path_factory.mktemp("made"))


@pytest.fixture
def register(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Give a copy of it; the server looks at each question, and waits for what it finds."""
    monkeypatch.setattr(opened, "_LOOK", 0.0)
    monkeypatch.setattr(opened, "_PATIENCE", 30.0)
    return open_register(Path(shutil.copytree(made, tmp_path / "register")))


def put(register: Register, day: int) -> None:
    """Record an event of that day."""
    moment = parse_moment(f"2031-03-{day:02}T10:00").value
    record(register, Event("", "report", moment, moment, register.keys()[0], "1"))


def test_what_is_written_within_a_tick_is_seen(register: Register) -> None:
    """An event that leaves the time of its folder as it was: the next look finds it."""
    put(register, 1)
    serving, folder = Opened(register), register.folder / "events"
    before, seen = serving.store().content_digest(), folder.stat()
    put(register, 2)
    os.utime(folder, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert before != serving.store().content_digest()


def test_an_unfinished_change_is_seen_when_it_is_done(register: Register) -> None:
    """The folders change first, the index later: what was answered meanwhile is not kept."""
    serving = Opened(register)
    before = serving.store().content_digest()
    with changing(register):
        put(register, 1)
        assert before == serving.store().content_digest()
    assert before != serving.store().content_digest()


def test_a_look_at_every_file_keeps_the_store(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changed: the generation stays open, whatever was looked at."""
    monkeypatch.setattr(opened, "_LOOK_WHOLE", 0.0)
    serving = Opened(register)
    assert serving.store() is serving.store()


def test_folders_at_rest_are_not_looked_through(register: Register) -> None:
    """Where nothing changed for a while, the open store answers."""
    an_hour_ago = 3600 * 10**9
    for name in ("cards", "triples", "events", "index/CURRENT"):
        moment = (register.folder / name).stat().st_mtime_ns - an_hour_ago
        os.utime(register.folder / name, ns=(moment, moment))
    serving = Opened(register)
    assert serving.store() is serving.store()
