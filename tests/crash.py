"""Commands ended at a chosen file operation or moment, and what must hold of the register afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.archive import check_files
from graph.build import ready, take_in
from graph.moments import parse_moment
from graph.register import create, open_register

ROOT = Path(__file__).resolve().parents[1]
MOMENT = "2031-06-01T12:00"
LATER = "2031-06-02T09:00"
_TOLD = 12
"""Quads of a difference that are told."""

CHILD = """
import os, sys
sys.path.insert(0, {root!r})
{before}
left = {operations}
CHANGING = {{"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}}
def count(event, arguments):
    global left
    if event == "open":
        path, mode, flags = arguments
        if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
    elif event not in CHANGING:
        return
    left -= 1
    if left == 0:
        os.kill(os.getpid(), {signal})
sys.addaudithook(count)
from graph.cli import main
main(sys.argv[1:])
"""
"""A command that sends itself a signal before its n-th operation that changes files; 0: never."""

TEXT = """Совет по маякам

ПРОТОКОЛ
заседания совета
от {day} февраля 2031 г. № К7-{day}пр

Председательствовал: Фонарёва М.М.

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до {due} марта 2031 г. представить отчёт о лампах.
2. Директорам маяков, созданных в 2030 году, продолжить исполнение поручений протокола № К7-{before}пр.
"""
SMALL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""
"""No file may grow above a size: writing on fails as it does on a full disk."""

NO_PRIVILEGE = """
import ctypes
if os.geteuid() == 0:
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0
"""
"""Root without its capabilities: what may not be written is not written by it either."""

JOURNAL = """{{"documents": [{{"file": "{file}", "recorded": "2031-06-01T12:00:00+03:00"}}], "events": [
 {{"type": "report", "document": "К7-10пр", "point": "1",
  "effective": "2031-03-01", "recorded": "2031-06-02"}},
 {{"type": "return", "document": "К7-10пр", "point": "1",
  "effective": "2031-03-02", "recorded": "2031-06-03"}}
]}}"""


def text(day: int) -> str:
    """Return an invented protocol that continues the one of the day before."""
    return TEXT.format(day=day, due=day + 2, before=day - 1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A register, and a command that changes it; `after` are its files when the command was let finish."""

    name: str
    register: Path
    words: tuple[str, ...]
    after: Mapping[str, bytes]
    operations: int
    seconds: float


def make_register(folder: Path) -> Path:
    """Make a register with three documents, one event and its index."""
    register = create(folder / "register")
    inbox = folder / "held"
    inbox.mkdir()
    for day in (10, 11, 12):
        (inbox / f"{day}.txt").write_bytes(text(day).encode())
    take_in(register, [inbox], recorded=parse_moment(MOMENT).value)
    ready(register)
    return register.folder


def make_inbox(folder: Path) -> Path:
    """Make what the commands take in: few files, many, a journal, members."""
    for name, days in (("few", range(13, 16)), ("many", range(13, 24))):
        (folder / name).mkdir(parents=True)
        for day in days:
            (folder / name / f"{day}.txt").write_bytes(text(day).encode())
    (folder / "journal.json").write_text(JOURNAL.format(file="few/13.txt"), encoding="utf-8")
    (folder / "members.csv").write_text(
        "programme,year,name,region\nМаяк,2030,Север,\nМаяк,2030,Юг,\n", encoding="utf-8"
    )
    return folder


def commands(inbox: Path) -> dict[str, tuple[str, ...]]:
    """Return the commands that change a register, by name; each gives the same files every time."""
    event = (
        "record",
        "report",
        "К7-10пр 1",
        "--on",
        "2031-03-01",
        "--by",
        "Лампин И.И.",
        "--recorded",
        LATER,
    )
    return {
        "ingest": ("ingest", str(inbox / "few"), "--recorded", MOMENT),
        "ingest by all cores": ("ingest", str(inbox / "many"), "--recorded", MOMENT),
        "record": (*event, "--evidence", str(inbox / "members.csv")),
        "load": ("load", str(inbox / "journal.json")),
        "members": ("members", str(inbox / "members.csv")),
        "index": ("index",),
        "index --rebuild": ("index", "--rebuild"),
    }


def set_scene(name: str, words: tuple[str, ...], register: Path, folder: Path) -> Scene:
    """Let the command finish once on a copy: its files, its operations and its time are the measure."""
    if name == "index":  # something must have changed
        shutil.copytree(register, folder / "base")
        register = folder / "base"
        (register / "members.csv").write_bytes(b"programme,year,name,region\n" + "Маяк,2030,Юг,\n".encode())
    whole = Path(shutil.copytree(register, folder / "whole"))
    operations = _count_operations(whole, words)
    shutil.rmtree(whole)
    shutil.copytree(register, whole)
    start = time.perf_counter()
    done = run(whole, words)
    assert done.returncode == 0, done.stderr.decode()
    return Scene(name, register, words, truth(whole), operations, time.perf_counter() - start)


def _count_operations(register: Path, words: Sequence[str]) -> int:
    """Return how many operations that change files the command does in its own process."""
    counting = CHILD.replace("os.kill(os.getpid(), {signal})", "pass {signal}").format(
        root=str(ROOT), operations=0, signal="", before=""
    )
    counting = counting.replace("main(sys.argv[1:])", "") + (
        "try:\n    main(sys.argv[1:])\nfinally:\n    print(-left, file=sys.__stderr__)\n"
    )
    done = subprocess.run([sys.executable, "-c", counting, *words], env=_environment(register),
                          capture_output=True, check=True)  # fmt: skip
    return int(done.stderr.split()[-1])


def _environment(register: Path) -> dict[str, str]:
    return {
        **os.environ,
        "OBLIGRAPH_DATA": str(register),
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(
    register: Path,
    words: Sequence[str],
    *,
    operations: int = 0,
    sign: int = signal.SIGTERM,
    before: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """Run a command over a register; it ends itself before its n-th operation, never for 0.

    `before` is a program that the process runs first.
    """
    child = CHILD.format(root=str(ROOT), operations=operations, signal=int(sign), before=before)
    command = [sys.executable, "-c", child, *words]
    return subprocess.run(command, env=_environment(register), capture_output=True, check=False, timeout=120)


def run_for(
    register: Path, words: Sequence[str], seconds: float, sign: int
) -> subprocess.CompletedProcess[bytes]:
    """Run a command over a register and send it a signal after some seconds."""
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    with subprocess.Popen(
        command, env=_environment(register), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            output, complaint = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(sign)
            output, complaint = process.communicate(timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, output, complaint)


def truth(register: Path) -> dict[str, bytes]:
    """Return a register's files with their bytes, without the index, the lock and unfinished parts."""
    paths = [path for path in register.rglob("*") if path.is_file()]
    return {
        path.relative_to(register).as_posix(): path.read_bytes()
        for path in paths
        if path.relative_to(register).parts[0] != "index" and not path.name.startswith(".")
    }


def faults(scene: Scene, register: Path, printed: bytes) -> list[str]:
    """Return what does not hold of a register in which the scene's command was ended: nothing, one hopes."""
    old, now = truth(scene.register), truth(register)
    found = [f"{name} is neither old nor new" for name, content in now.items()
             if content not in (old.get(name), scene.after.get(name))]  # fmt: skip
    found += [f"{name} is gone" for name in old.keys() - now.keys()]
    held = open_register(register)
    found += [f"{one.file}: {one.code}" for one in check_files(held) if one.severity == "error"]
    if scene.name == "record" and printed.strip():
        name = printed.decode().strip()
        found += [f"the event {name} was reported and is lost"] * (
            name not in {one.id for one in held.events()}
        )
    return found + index_faults(register)


def index_faults(register: Path) -> list[str]:
    """Return which quads the index has too many and too few, compared with one of the files alone."""
    found = _quads(register)
    with tempfile.TemporaryDirectory() as folder:
        alone = shutil.copytree(register, Path(folder) / "alone", ignore=shutil.ignore_patterns("index"))
        expected = _quads(Path(alone))
    kinds = (("too many", found - expected), ("missing", expected - found))
    return [
        f"the index: {len(quads)} {words}: {'; '.join(sorted(quads)[:_TOLD])}"
        for words, quads in kinds
        if quads
    ]


def _quads(register: Path) -> set[str]:
    """Return all quads that a question finds, those of the default graph among them."""
    return {str(quad) for quad in ready(open_register(register)).triples}


def finish(scene: Scene, register: Path) -> list[str]:
    """Run the ended command again and return what differs from one that was never ended."""
    done = run(register, scene.words)
    differing = sorted(name for name, content in truth(register).items() ^ scene.after.items() if content)
    return [
        *(f"{name} differs at the end" for name in differing),
        *([done.stderr.decode()] if done.returncode else []),
        *(f"at the end {fault}" for fault in index_faults(register)),
    ]
