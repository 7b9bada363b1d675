"""A change while others read: they answer from before it, at once, until it is reported as done."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.build import changing, index, inputs, ready, rebuild, record, take_in, up_to_date
from graph.build.announced import announced
from graph.errors import RegisterError
from graph.files import one_writer
from graph.model import Event
from graph.moments import parse_moment
from graph.register import Register, open_register
from graph.store import write_generation

from .crash import MOMENT, ROOT, make_register, text

KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from graph.build import changing
from graph.register import open_register
from tests.test_changing import put
register = open_register(Path(sys.argv[1]))
with changing(register):
    put(register, 3)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register of three documents with its index; no test changes it."""
    return make_register(tmp_path_factory.mktemp("made"))


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Register:
    """Give a copy of it that the test may change."""
    return open_register(Path(shutil.copytree(made, tmp_path / "register")))


def put(register: Register, day: int) -> str:
    """Record an event of that day and return its id."""
    moment = parse_moment(f"2031-03-{day:02}T10:00").value
    return record(register, Event("", "report", moment, moment, register.keys()[0], "1")).id


def digest(register: Register) -> str:
    """Return what tells one state of the register from another, as a question sees it."""
    return ready(register).content_digest()


@contextmanager
def never_waiting(register: Register) -> Iterator[None]:
    """Hold the lock under which the index is made: whoever wants it waits for ever."""
    with one_writer(register.folder / "index" / ".lock"):
        yield


def test_a_reader_answers_from_before_an_unfinished_change(register: Register) -> None:
    """Files are newer than the index and somebody makes the next one: the old answer, at once."""
    before = digest(register)
    with changing(register):
        put(register, 1)
        with never_waiting(register):
            assert before == digest(register)
    assert before != digest(register)


def test_a_reader_that_began_before_the_change_is_let_out_of_the_line(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looked for announcements, then one came, then it found new files: it looks again as it waits."""
    looks = iter([False])
    monkeypatch.setattr(index, "announced", lambda folder: next(looks, None) is None and announced(folder))
    before = digest(register)
    with changing(register):
        put(register, 1)
        looks = iter([False])
        with never_waiting(register):
            assert before == digest(register)
    assert next(looks, None) is None


def test_a_change_is_in_the_index_when_its_block_ends(register: Register) -> None:
    """Who asks after it was reported waits for nobody either, and knows it."""
    with changing(register):
        put(register, 1)
    with never_waiting(register):
        after = digest(register)
    assert after == rebuild(register).content_digest()


def test_a_reader_asks_while_the_index_is_made(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer is stopped in the middle of the next generation: readers answer, from before it."""
    before, reached, go_on = digest(register), threading.Event(), threading.Event()

    def slowly(*arguments: object) -> object:
        reached.set()
        assert go_on.wait(60)
        return write_generation(*arguments)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(index, "write_generation", slowly)
    (tmp_path / "13.txt").write_bytes(text(13).encode())

    def change() -> None:
        with changing(register):
            take_in(register, [tmp_path / "13.txt"], recorded=parse_moment(MOMENT).value)

    writer = threading.Thread(target=change)
    writer.start()
    assert reached.wait(60)
    found = digest(open_register(register.folder))
    go_on.set()
    writer.join()
    assert before == found
    assert before != digest(register)


def test_what_another_writer_reported_is_known(register: Register) -> None:
    """Two changes at once: the one that ended is in every answer while the other goes on."""
    before = digest(register)
    with changing(register):
        put(register, 1)
        with changing(register):
            put(register, 2)
        between = digest(register)
        assert before != between
        put(register, 3)
        assert between == digest(register)
    assert digest(register) not in {before, between}


def test_a_killed_writer_holds_nobody_back(register: Register) -> None:
    """Its announcement ends with it: the next question makes the index."""
    before = digest(register)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(register.folder), str(ROOT)], check=False)
    assert -signal.SIGKILL == killed.returncode
    assert list((register.folder / "index").glob(".changing-*"))
    assert before != digest(register)
    with changing(register):
        assert 1 == len(list((register.folder / "index").glob(".changing-*")))
    assert not list((register.folder / "index").glob(".changing-*"))


def test_a_change_that_fails_is_announced_no_longer(register: Register) -> None:
    """What it wrote before it failed is read by the next question, like any file."""

    def fail() -> None:
        with changing(register):
            put(register, 1)
            raise InterruptedError

    before = digest(register)
    with pytest.raises(InterruptedError):
        fail()
    assert not announced(register.folder / "index")
    assert before != digest(register)


def test_files_that_changed_before_are_in_the_answer(register: Register) -> None:
    """Something was recorded past the index: a change begins by bringing that up to date."""
    before = digest(register)
    put(register, 1)
    with changing(register), never_waiting(register):
        assert before != digest(register)


def test_without_an_index_nothing_is_announced(register: Register) -> None:
    """There is no state before the change to answer from: readers make one."""
    (register.folder / "index" / "CURRENT").unlink()
    with changing(register):
        put(register, 1)
        assert not announced(register.folder / "index")
        assert digest(register)


def test_an_index_of_other_code_is_no_answer(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update of the program while a change goes on: the old program's index answers nothing."""
    with changing(register):
        put(register, 1)
        for module in (index, inputs):
            monkeypatch.setattr(module, "code_digest", lambda: "newer")
        assert "newer" == ready(register).manifest.code


def test_an_index_that_fails_takes_nothing_back(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change stands, and no other announcement hides that the index does not hold it."""

    def fail(*_: object, **__: object) -> None:
        raise RegisterError("no index today")

    before = digest(register)
    with changing(register):
        with monkeypatch.context() as broken, changing(register):
            put(register, 1)
            broken.setattr(index, "_locked", fail)
        assert before != digest(register)


def test_the_index_takes_unfinished_changes_in_where_asked(register: Register) -> None:
    """`index` and `verify` look at the files themselves."""
    with changing(register):
        put(register, 1)
        assert digest(register) != up_to_date(register).content_digest()
