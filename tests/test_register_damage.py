"""What a crash leaves, how damage is told, and how writers wait for one another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import RegisterError, UnknownNameError, UnwritableError
from graph.files import PART, one_writer
from graph.register import Register, create, open_register
from graph.register import register as register_module

from .arrivals import KEY, arrive

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Return an empty register."""
    return create(tmp_path / "register")


# --- crashes and damage ------------------------------------------------------------------------


@pytest.mark.parametrize("survivors", range(4))
def test_a_crash_between_files_leaves_nothing_held(
    register: Register, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever file a crash comes before, the document is not held, and is taken in afterwards."""
    written: list[Path] = []

    def fail_after(path: Path, content: bytes) -> None:
        if len(written) == survivors:
            raise RegisterError("no space", source=str(path))
        written.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr(register_module, "write_whole", fail_after)
        with pytest.raises(RegisterError):
            register.add(arrive())
    assert () == open_register(register.folder).keys()
    assert survivors == len(register.unreferenced())
    assert "added" == register.add(arrive()).outcome
    assert () == register.unreferenced()


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from graph.register import open_register
from arrivals import arrive
register = open_register(Path(sys.argv[1]))
for number in range(10_000):
    taken = register.add(arrive(f"Текст {number}", number=f"К7-{number}"))
    print(taken.card.key, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("many", [1, 4, 11])
def test_what_was_acknowledged_survives_a_kill(register: Register, many: int) -> None:
    """A writer that is killed loses nothing that it said was taken in, and leaves nothing half."""
    command = [sys.executable, "-c", WRITER, str(register.folder), str(ROOT), str(ROOT / "tests")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip() for _ in range(many)]
        os.kill(writer.pid, signal.SIGKILL)
        said += writer.stdout.read().split()
    assert set(said) <= set(register.keys())
    held = register.keys()
    for key in held:
        assert key == register.filed(key).card.key
        assert register.text(key).startswith("Текст")
    register.add(arrive())
    assert [] == [path for path in register.folder.rglob(f"*{PART}") if path.is_file()]


DAMAGES = [
    ("triples", lambda path: path.unlink(), "filed"),
    ("triples", lambda path: path.write_bytes(b"<a> <b"), "filed"),
    ("texts", lambda path: path.unlink(), "text"),
    ("texts", lambda path: path.write_bytes(b"changed"), "text"),
    ("cards", lambda path: path.write_bytes(b"{"), "card"),
    ("cards", lambda path: path.write_bytes(b"[]"), "card"),
    ("cards", lambda path: path.write_bytes(path.read_bytes().replace(b"protocols/", b"../")), "card"),
]


@pytest.mark.parametrize(("room", "damage", "read"), DAMAGES)
def test_damage_is_told_by_the_files_name(register: Register, room: str, damage: object, read: str) -> None:
    """A file that is gone or not what it was gives an error that names it."""
    register.add(arrive())
    (path,) = (register.folder / room).iterdir()
    assert callable(damage)
    damage(path)
    with pytest.raises(RegisterError) as caught:
        getattr(open_register(register.folder), read)(KEY)
    assert str(path) in str(caught.value)


def test_an_unknown_key_is_said(register: Register) -> None:
    """Asking for what is not held is the asker's mistake."""
    with pytest.raises(UnknownNameError, match="2030-01-01_X"):
        register.text("2030-01-01_X")


def test_a_register_that_can_not_be_written_is_still_read(register: Register) -> None:
    """Writing fails with a reason, reading works."""
    register.add(arrive())
    (register.folder / ".lock").unlink()
    (register.folder / ".lock").mkdir()
    with pytest.raises(UnwritableError, match=r"can't be written"):
        register.add(arrive("Другой\n", number="К7-99"))
    assert arrive().source.text == register.text(KEY)


# --- one writer --------------------------------------------------------------------------------

HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from graph.files import one_writer
with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def hold(lock: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(lock), str(ROOT), str(seconds)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert "held\n" == holder.stdout.readline()
    return holder


def test_a_writer_waits_for_the_other(register: Register) -> None:
    """The second writer is told why it waits, and goes on when the first has finished."""
    told: list[str] = []
    with hold(register.folder / ".lock", 0.3):
        taken = register.add(arrive(), waiting=told.append)
    assert "added" == taken.outcome
    assert 1 == len(told)
    assert str(register.folder) in told[0]


def test_a_writer_does_not_wait_for_ever(tmp_path: Path) -> None:
    """When its patience ends it says what stands in the way; the lock dies with its holder."""
    with hold(tmp_path / ".lock", 60) as holder:
        with (
            pytest.raises(RegisterError, match="another process"),
            one_writer(tmp_path / ".lock", patience=0.2),
        ):
            pytest.fail("two writers at once")
        holder.kill()
    with one_writer(tmp_path / ".lock", patience=0.2):
        pass
