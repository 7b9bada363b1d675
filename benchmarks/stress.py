"""Commands killed at random, again and again: what is lost (nothing, one hopes), and how fast it heals.

    python benchmarks/stress.py [KILLS] [SEED] [FIRST]

KILLS (200 unless said) fall in turn on `ingest` (of few files, and of many by all cores), `record`, `load`,
`members`, `index`, `index --rebuild`, `publish` to an Oxigraph server and `backup`: half of them before a
file operation drawn by lot, half at a moment drawn by lot, one in four by Ctrl-C or SIGTERM. After each the
register is gone over (`tests/crash.py` says how), the index brought up to date and compared quad by quad with
one of the files alone, and the command run again, after which all files must be those of a run that nobody
disturbed, and the index theirs. At last, where this system lets us mount one, the same commands on a disk
that is full.

Each step draws its lots from the seed and its number: FIRST begins with another step than the first, so that
one can be repeated alone (the moments of the machine can't). A register in which something was found lies
under `stress-faults/SEED-STEP` as the signal left it, index and all.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import machine  # noqa: E402  the checkout comes first
from graph.archive import check_archive, verify  # noqa: E402
from graph.build import ready  # noqa: E402
from graph.errors import UnreadableFileError  # noqa: E402
from graph.register import open_register  # noqa: E402
from tests.crash import (  # noqa: E402
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
from tests.engines import oxigraph_server  # noqa: E402

SIGNS = (signal.SIGKILL,) * 6 + (signal.SIGINT, signal.SIGTERM)

KEPT = Path("stress-faults")
"""Where registers lie in which something was found."""
_THOROUGH = 10
"""After so many kills everything is verified, originals read anew."""


@dataclass(slots=True)
class Figures:
    """What was seen: kills, commands that had finished before, faults, seconds until the index was whole."""

    killed: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    healing: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the name under which it can be repeated, its lots, a folder to work in."""

    name: str
    lot: random.Random
    folder: Path


def kill_once(scene: Scene, step: Step, figures: Figures) -> None:
    """End the scene's command once, look at the register, and let the command finish."""
    lot, register = step.lot, Path(shutil.copytree(scene.register, step.folder / "register"))
    sign = lot.choice(SIGNS)
    if lot.random() < 0.5:
        operation = lot.randint(1, scene.operations)
        when = f"before operation {operation} of {scene.operations}"
        ended = run(register, scene.words, operations=operation, sign=sign)
    else:
        seconds = lot.uniform(0, 1.1) * scene.seconds
        when = f"after {seconds:.3f} of {scene.seconds:.3f} s"
        ended = run_for(register, scene.words, seconds, sign)
    (figures.finished if ended.returncode == 0 else figures.killed)[scene.name] += 1
    left = shutil.copytree(register, step.folder / "left")
    started = time.perf_counter()
    ready(open_register(register))
    figures.healing.append(time.perf_counter() - started)
    found = [*faults(scene, register, ended.stdout), *finish(scene, register)]
    if sum(figures.killed.values()) % _THOROUGH == 0:
        found += [f"{one.file}: {one.code}: {one.sentence('en')}" for one in verify(open_register(register))]
    if b"Traceback" in ended.stderr and sign != signal.SIGINT:
        found.append(ended.stderr.decode())
    if found:
        shutil.copytree(left, KEPT / step.name, dirs_exist_ok=True)
    figures.faults += [f"step {step.name}: {scene.name}, {sign.name} {when}: {fault}" for fault in found]
    shutil.rmtree(step.folder)


def kill_publish(ground: Ground, step: Step, figures: Figures) -> None:
    """End a publish to an empty server; the next one must leave there what the register holds."""
    register, url = ground.register, ground.url
    httpx.post(url.replace("/query", "/update"), data={"update": "DROP ALL"}).raise_for_status()
    moment = step.lot.uniform(0.3, 1.05) * ground.publishing
    ended = run_for(register, ("publish", url), moment, signal.SIGKILL)
    (figures.finished if ended.returncode == 0 else figures.killed)["publish"] += 1
    words = ("binding", "--all", "--at", "2031-06-03", "--known-at", "2031-06-03", "--format", "json")
    again = run(register, ("publish", url))
    expected, found = (run(register, (*words, *more)).stdout for more in ((), ("--engine", url)))
    if again.returncode or not expected or expected != found:
        problem = f"{again.stderr.decode()} the server answers otherwise"
        figures.faults.append(f"step {step.name}: publish, killed after {moment:.3f} s: {problem}")


def kill_backup(register: Path, step: Step, figures: Figures) -> None:
    """End a backup over an older one: the file is the old or the new one, and whole."""
    step.folder.mkdir()
    file, operation = step.folder / "saved.zip", step.lot.randint(1, 4)
    run(register, ("backup", str(file)))
    before, files = file.read_bytes(), truth(register)
    ended = run(register, ("backup", str(file)), operations=operation, sign=signal.SIGKILL)
    (figures.finished if ended.returncode == 0 else figures.killed)["backup"] += 1
    try:
        check_archive(file)
    except UnreadableFileError as error:
        figures.faults.append(f"step {step.name}: backup, before operation {operation}: {error}")
    if before != file.read_bytes() or files != truth(register):
        figures.faults.append(f"step {step.name}: backup, before operation {operation}: something changed")
    shutil.rmtree(step.folder)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """Give a disk of its own, None where this system lets us mount none."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


def fill_disk(scene: Scene, figures: Figures) -> str:
    """Run a command on a disk with ever less room; return how it ended."""
    outcomes: Counter[str] = Counter()
    with small_disk(24) as disk:
        if disk is None:
            return "no disk of one's own here"
        for room in (0, 3, 20, 200):
            register = Path(shutil.copytree(scene.register, disk / "register"))
            free = shutil.disk_usage(disk).free
            (disk / "ballast").write_bytes(b"x" * max(0, free - room * 1024))
            done = run(register, scene.words)
            outcomes[f"exit {done.returncode}"] += 1
            if b"Traceback" in done.stderr or done.returncode not in {0, 2}:
                figures.faults.append(f"{scene.name} with {room} KB left: {done.stderr.decode()}")
            (disk / "ballast").unlink()
            found = [*faults(scene, register, done.stdout), *finish(scene, register)]
            figures.faults += [f"{scene.name} with {room} KB left: {fault}" for fault in found]
            shutil.rmtree(register)
    return ", ".join(f"{name} {count} times" for name, count in sorted(outcomes.items()))


@dataclass(frozen=True, slots=True)
class Ground:
    """What steps work upon: scenes, a register to publish and to back up, a server, seconds of publishing."""

    folder: Path
    scenes: list[Scene]
    register: Path
    url: str
    publishing: float


def prepare(folder: Path, url: str) -> Ground:
    """Make the registers and let each command finish once."""
    register, inbox = make_register(folder), make_inbox(folder / "inbox")
    scenes = [
        set_scene(title, words, register, folder / title.replace(" ", ""))
        for title, words in commands(inbox).items()
    ]
    started = time.perf_counter()
    run(register, ("publish", url))
    return Ground(folder, scenes, register, url, time.perf_counter() - started)


def take_step(ground: Ground, seed: int, number: int, figures: Figures) -> None:
    """End one command, whose turn it is."""
    name, started = f"{seed}-{number}", time.perf_counter()
    step = Step(name, random.Random(name), ground.folder / f"work{number}")  # noqa: S311  no secret
    turn = number % (len(ground.scenes) + 2)
    if turn < len(ground.scenes):
        kill_once(ground.scenes[turn], step, figures)
    elif turn == len(ground.scenes):
        kill_publish(ground, step, figures)
    else:
        kill_backup(ground.register, step, figures)
    figures.seconds.append(time.perf_counter() - started)


def code_state() -> str:
    """Return a digest of the package: commands that run other code than this process prove nothing."""
    files = sorted((ROOT / "graph").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def main() -> int:
    """Print what was seen; 1 where something was lost."""
    given = [int(word) for word in sys.argv[1:]]
    kills, seed, first = (*given, *(200, 2031, 0)[len(given) :])
    figures, disks, code = Figures(), dict[str, str](), code_state()
    with tempfile.TemporaryDirectory() as name, oxigraph_server() as engine:
        ground = prepare(Path(name), engine.query)
        with suppress(KeyboardInterrupt):  # who has seen enough gets the figures so far
            for number in range(first, first + kills):
                take_step(ground, seed, number, figures)
                if (number - first) % 20 == 19:
                    print(f"{number + 1 - first} of {kills}, {len(figures.faults)} faults", flush=True)
            for scene in ground.scenes:
                disks[scene.name] = fill_disk(scene, figures)
    print(f"{kills} steps from {first} of seed {seed}")
    _print(figures, disks)
    if code != code_state():
        print("the code was changed meanwhile: faults may come of that alone")
    return 1 if figures.faults else 0


def _print(figures: Figures, disks: dict[str, str]) -> None:
    print(machine())
    print(f"{sum(figures.killed.values())} ended, {sum(figures.finished.values())} had finished before")
    for name in figures.killed | figures.finished:
        print(f"  {name:22} {figures.killed[name]:4} ended {figures.finished[name]:4} finished")
    print(f"a step took {sum(figures.seconds) / max(1, len(figures.seconds)):.1f} s on average")
    healing = sorted(figures.healing) or [0.0]
    middle, worst = healing[len(healing) // 2], healing[-1]
    print(f"the index was whole again in {middle:.2f} s (median), {worst:.2f} s at most")
    for name, outcome in disks.items():
        print(f"  {name:22} on a full disk: {outcome}")
    print(f"{len(figures.faults)} faults")
    for fault in figures.faults:
        print(f"  {fault}")


if __name__ == "__main__":
    sys.exit(main())
