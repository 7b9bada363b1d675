"""Whatever ends a command, and whatever the disk does: nothing is lost, nothing is half, the index heals."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import ready
from graph.errors import DamagedIndexError
from graph.register import open_register

from .crash import (
    MOMENT,
    NO_PRIVILEGE,
    SMALL_DISK,
    Scene,
    commands,
    faults,
    finish,
    make_inbox,
    make_register,
    run,
    run_for,
    set_scene,
    truth,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

NAMES = ("ingest", "record", "load", "members", "index", "index --rebuild")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    """Give each changing command with the files that it leaves when nobody disturbs it."""
    folder = tmp_path_factory.mktemp("crash")
    register, inbox = make_register(folder), make_inbox(folder / "inbox")
    words = commands(inbox)
    return {name: set_scene(name, words[name], register, folder / name.replace(" ", "")) for name in NAMES}


def points(operations: int, many: int) -> Iterator[int]:
    """Yield operations spread over all, the last one always among them."""
    return (max(1, operations - step * operations // many) for step in range(many))


KILLS = [(name, share) for name in NAMES for share in range(3)]


@pytest.mark.parametrize(("name", "share"), KILLS)
def test_a_kill_before_any_operation_loses_nothing(
    name: str, share: int, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    """Killed before a file operation, a command leaves each file old or new, and can be repeated."""
    scene = scenes[name]
    assert scene.operations >= 4, scene.operations
    operation = list(points(scene.operations, 3))[share]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    ended = run(register, scene.words, operations=operation, sign=signal.SIGKILL)
    assert -signal.SIGKILL == ended.returncode
    assert [] == faults(scene, register, ended.stdout)
    assert [] == finish(scene, register)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("name", ["ingest", "record", "index --rebuild"])
def test_an_interruption_loses_nothing(
    name: str, sign: signal.Signals, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    """Ctrl-C and a polite end are no worse; Ctrl-C is no traceback and leaves no unfinished parts."""
    scene = scenes[name]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    ended = run(register, scene.words, operations=scene.operations - 1, sign=sign)
    assert (130 if sign == signal.SIGINT else -sign) == ended.returncode
    assert b"Traceback" not in ended.stderr
    if sign == signal.SIGINT:
        assert [] == [path for path in register.rglob("*.part") if path.is_file()]
    assert [] == faults(scene, register, ended.stdout)
    assert [] == finish(scene, register)


@pytest.mark.parametrize("share", [0.6, 0.8, 0.95])
def test_a_kill_at_any_time_loses_nothing(share: float, scenes: dict[str, Scene], tmp_path: Path) -> None:
    """The engine's own writing, which no operation of ours shows, is interrupted too."""
    scene = scenes["index --rebuild"]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    ended = run_for(register, scene.words, share * scene.seconds, signal.SIGKILL)
    assert ended.returncode in {-signal.SIGKILL, 0}
    assert [] == faults(scene, register, ended.stdout)


# --- a full disk, a folder that can't be written, a file that vanished ----------------------------

ANSWER = ("binding", "--all", "--at", MOMENT, "--known-at", MOMENT, "--format", "json")
WRITERS = ("ingest", "record", "load", "members")


def complaint(stderr: bytes) -> str:
    """Return the one line that a command complains in."""
    lines = stderr.decode().strip().splitlines()
    assert [] == [line for line in lines if "Traceback" in line], stderr.decode()
    assert lines
    return lines[-1]


@pytest.mark.parametrize("size", [0, 900])
@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_is_told(name: str, size: int, scenes: dict[str, Scene], tmp_path: Path) -> None:
    """Where a file can't be written to its end: one line, exit 2, nothing half, and later all goes well."""
    scene = scenes[name]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    failed = run(register, scene.words, before=SMALL_DISK.format(size=size))
    if name == "members" and size == 900:
        assert 0 == failed.returncode
        return
    assert 2 == failed.returncode, failed.stderr.decode()
    assert "can't be written" in complaint(failed.stderr)
    assert b"" == failed.stdout
    assert [] == faults(scene, register, failed.stdout)
    assert [] == finish(scene, register)


@pytest.mark.parametrize("size", [0, 20_000])
def test_an_index_that_does_not_fit_is_made_in_memory(
    size: int, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    """Without room for the index there is an answer all the same, and nothing stays of the attempt."""
    scene = scenes["index"]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    expected = run(register, ANSWER).stdout
    shutil.rmtree(register / "index")
    answered = run(register, ANSWER, before=SMALL_DISK.format(size=size))
    assert (0, expected) == (answered.returncode, answered.stdout), answered.stderr.decode()
    assert [] == list((register / "index").glob("gen-*"))
    assert [] == faults(scene, register, b"")


def lock_up(folder: Path, *, writable: bool) -> None:
    """Take the right to write from every folder and file of a register, or give it back."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod((0o755 if writable else 0o555) if path.is_dir() else (0o644 if writable else 0o444))


def test_a_folder_that_may_not_be_written_is_told(scenes: dict[str, Scene], tmp_path: Path) -> None:
    """Writers say so in one line; readers answer, with an index and without."""
    scene = scenes["record"]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    expected = run(register, ANSWER).stdout
    before = truth(register)
    lock_up(register, writable=False)
    try:
        for name in WRITERS:
            failed = run(register, scenes[name].words, before=NO_PRIVILEGE)
            assert (2, b"") == (failed.returncode, failed.stdout), (name, failed.stderr.decode())
            assert "can't be written" in complaint(failed.stderr)
        answered = run(register, ANSWER, before=NO_PRIVILEGE)
        assert (0, expected) == (answered.returncode, answered.stdout), answered.stderr.decode()
        lock_up(register, writable=True)
        shutil.rmtree(register / "index")
        lock_up(register, writable=False)
        answered = run(register, ANSWER, before=NO_PRIVILEGE)
        assert (0, expected) == (answered.returncode, answered.stdout), answered.stderr.decode()
    finally:
        lock_up(register, writable=True)
    assert before == truth(register)
    assert [] == faults(scene, register, b"")


QUESTIONS = (
    ANSWER,
    ("check",),
    ("verify",),
    ("doctor",),
)


@pytest.mark.parametrize("room", ["protocols", "texts", "triples", "cards"])
def test_a_vanished_file_is_named(room: str, scenes: dict[str, Scene], tmp_path: Path) -> None:
    """A document's file that is gone: never a traceback, and what can't answer names the file."""
    register = Path(shutil.copytree(scenes["record"].register, tmp_path / "register"))
    gone = min((register / room).iterdir())
    gone.unlink()
    told = 0
    for words in QUESTIONS:
        done = run(register, words)
        assert done.returncode in {0, 1, 2}
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        told += gone.stem.encode() in done.stdout + done.stderr and done.returncode > 0
    assert told >= (0 if room == "cards" else 1)


# --- a torn index ----------------------------------------------------------------------------------


def flip(content: bytes, at: float) -> bytes:
    """Return the content with one bit changed."""
    place = int(at * len(content))
    return content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :] if content else b"\xff"


TEARS = {
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda _content: b"",
    "zeros": lambda content: b"\0" * len(content),
    "garbage": lambda _content: b"\xff" * 50,
    "a bit early": lambda content: flip(content, 0.1),
    "a bit late": lambda content: flip(content, 0.9),
    "gone": None,
}


@pytest.mark.parametrize("tear", TEARS)
def test_a_torn_index_heals(tear: str, scenes: dict[str, Scene], tmp_path: Path) -> None:
    """Whatever happens to a file of the index, the next question but one has the right answer."""
    base, change = scenes["record"].register, TEARS[tear]
    expected = ready(open_register(base)).content_digest()
    for number, file in enumerate(vital_files(base)):
        register = Path(shutil.copytree(base, tmp_path / str(number)))
        path = register / file
        if change is None:
            path.unlink()
        else:
            path.write_bytes(change(path.read_bytes()))
        assert expected == digest_at_last(register), file
        shutil.rmtree(register)


def vital_files(base: Path) -> list[Path]:
    """Return one file of each kind that an index consists of, the largest of its kind."""
    files = sorted((base / "index").rglob("*.*"), key=lambda path: path.stat().st_size)
    files += [base / "index" / "CURRENT", *(base / "index").glob("gen-*/triples/*[A-Z]")]
    files += (base / "index").glob("gen-*/triples/MANIFEST*")
    kinds = {path.suffix or path.name: path.relative_to(base) for path in files if path.is_file()}
    assert kinds.keys() >= {"CURRENT", ".json", ".sst", ".sqlite"}
    return list(kinds.values())


def digest_at_last(register: Path) -> str:
    """Return the digest of the index; what opening does not show reading does, and a command tries again."""
    try:
        return ready(open_register(register)).content_digest()
    except DamagedIndexError:
        return ready(open_register(register)).content_digest()


@pytest.mark.parametrize("tear", TEARS)
def test_torn_facts_are_not_judged_by(tear: str, scenes: dict[str, Scene], tmp_path: Path) -> None:
    """A change after the damage gives the index that is made anew."""
    scene, change = scenes["record"], TEARS[tear]
    register = Path(shutil.copytree(scene.register, tmp_path / "register"))
    path = register / "index" / "facts.sqlite"
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change(path.read_bytes()))
    assert [] == finish(scene, register)
    assert [] == faults(scene, register, b"")


def test_a_command_heals_what_it_finds_damaged(scenes: dict[str, Scene], tmp_path: Path) -> None:
    """A flipped bit among the triples costs a command a second try, and nobody hears of it."""
    base = scenes["record"].register
    expected = run(base, ANSWER).stdout
    sizes = {path.stat().st_size: path for path in (base / "index").rglob("*.sst")}
    assert sizes
    for size in sorted(sizes)[-3:]:
        register = Path(shutil.copytree(base, tmp_path / str(size)))
        path = register / sizes[size].relative_to(base)
        path.write_bytes(flip(path.read_bytes(), 0.3))
        answered = run(register, ANSWER)
        assert (0, expected, b"") == (answered.returncode, answered.stdout, answered.stderr)


# --- processes that share the reading --------------------------------------------------------------


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("seconds", [0.9, 1.6])
def test_workers_end_with_the_command(
    sign: signal.Signals, seconds: float, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    """Whatever ends `ingest`, the processes that read for it end too: nobody holds its output open."""
    register = Path(shutil.copytree(scenes["ingest"].register, tmp_path / "register"))
    words = commands(make_inbox(tmp_path / "inbox"))["ingest by all cores"]
    ended = run_for(register, words, seconds, sign)  # waits until its output is closed by all
    assert ended.returncode in {-sign, 130, 0}
    assert b"Traceback" not in ended.stderr or sign != signal.SIGINT
    assert [] == finish_many(register, words)


def finish_many(register: Path, words: tuple[str, ...]) -> list[str]:
    """Run the command again and return its complaint."""
    done = run(register, words)
    return [done.stderr.decode()] if done.returncode else []
