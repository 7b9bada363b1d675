"""Commands killed at random, again and again: what is lost (nothing, one hopes), and how fast it heals.

    python benchmarks/stress.py [KILLS] [SEED]

KILLS (200 unless said) fall in turn on `ingest` (of few files, and of many by all cores), `record`, `load`,
`members`, `index`, `index --rebuild`, `publish` to an Oxigraph server and `backup`: half of them before a
file operation drawn by lot, half at a moment drawn by lot, one in four by Ctrl-C or SIGTERM. After each the
register is gone over (`tests/crash.py` says how), the index brought up to date and compared with one made
anew, and the command run again, after which all files must be those of a run that nobody disturbed.
At last, where this system lets us mount one, the same commands on a disk that is full.
"""

from __future__ import annotations

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

_THOROUGH = 10
"""After so many kills everything is verified, originals read anew."""


@dataclass(slots=True)
class Figures:
    """What was seen: kills, commands that had finished before, faults, seconds until the index was whole."""

    killed: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    healing: list[float] = field(default_factory=list)


def kill_once(scene: Scene, folder: Path, lot: random.Random, figures: Figures) -> None:
    """End the scene's command once, look at the register, and let the command finish."""
    register = Path(shutil.copytree(scene.register, folder / "register"))
    sign = lot.choice(SIGNS)
    if lot.random() < 0.5:
        ended = run(register, scene.words, operations=lot.randint(1, scene.operations), sign=sign)
    else:
        ended = run_for(register, scene.words, lot.uniform(0, 1.1) * scene.seconds, sign)
    (figures.finished if ended.returncode == 0 else figures.killed)[scene.name] += 1
    started = time.perf_counter()
    ready(open_register(register))
    figures.healing.append(time.perf_counter() - started)
    found = [*faults(scene, register, ended.stdout), *finish(scene, register)]
    if sum(figures.killed.values()) % _THOROUGH == 0:
        found += [f"{one.file}: {one.code}" for one in verify(open_register(register))]
    if b"Traceback" in ended.stderr and sign != signal.SIGINT:
        found.append(ended.stderr.decode())
    figures.faults += [f"{scene.name}, {sign.name}: {fault}" for fault in found]
    shutil.rmtree(register)


def kill_publish(register: Path, url: str, seconds: float, lot: random.Random, figures: Figures) -> None:
    """End a publish to an empty server; the next one must leave there what the register holds."""
    httpx.post(url.replace("/query", "/update"), data={"update": "DROP ALL"}).raise_for_status()
    ended = run_for(register, ("publish", url), lot.uniform(0.3, 1.05) * seconds, signal.SIGKILL)
    (figures.finished if ended.returncode == 0 else figures.killed)["publish"] += 1
    words = ("binding", "--all", "--at", "2031-06-03", "--known-at", "2031-06-03", "--format", "json")
    again = run(register, ("publish", url))
    expected, found = (run(register, (*words, *more)).stdout for more in ((), ("--engine", url)))
    if again.returncode or not expected or expected != found:
        figures.faults.append(f"publish: {again.stderr.decode()} the server answers otherwise")


def kill_backup(register: Path, folder: Path, lot: random.Random, figures: Figures) -> None:
    """End a backup over an older one: the file is the old or the new one, and whole."""
    file = folder / "saved.zip"
    run(register, ("backup", str(file)))
    before, files = file.read_bytes(), truth(register)
    ended = run(register, ("backup", str(file)), operations=lot.randint(1, 4), sign=signal.SIGKILL)
    (figures.finished if ended.returncode == 0 else figures.killed)["backup"] += 1
    try:
        check_archive(file)
    except UnreadableFileError as error:
        figures.faults.append(f"backup: {error}")
    if before != file.read_bytes() or files != truth(register):
        figures.faults.append("backup: it changed something")


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


def main() -> int:
    """Print what was seen; 1 where something was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    lot = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 2031)  # noqa: S311  no secret
    figures = Figures()
    with tempfile.TemporaryDirectory() as name, oxigraph_server() as engine:
        folder = Path(name)
        register, inbox = make_register(folder), make_inbox(folder / "inbox")
        scenes = [
            set_scene(title, words, register, folder / title.replace(" ", ""))
            for title, words in commands(inbox).items()
        ]
        started = time.perf_counter()
        run(register, ("publish", engine.query))
        seconds = time.perf_counter() - started
        disks: dict[str, str] = {}
        with suppress(KeyboardInterrupt):  # who has seen enough gets the figures so far
            for number in range(kills):
                turn = number % (len(scenes) + 2)
                if turn < len(scenes):
                    kill_once(scenes[turn], folder / f"work{number}", lot, figures)
                elif turn == len(scenes):
                    kill_publish(register, engine.query, seconds, lot, figures)
                else:
                    kill_backup(register, folder, lot, figures)
                if number % 20 == 19:
                    print(f"{number + 1} of {kills}, {len(figures.faults)} faults", flush=True)
            for scene in scenes:
                disks[scene.name] = fill_disk(scene, figures)
    _print(figures, disks)
    return 1 if figures.faults else 0


def _print(figures: Figures, disks: dict[str, str]) -> None:
    print(machine())
    print(f"{sum(figures.killed.values())} ended, {sum(figures.finished.values())} had finished before")
    for name in figures.killed | figures.finished:
        print(f"  {name:22} {figures.killed[name]:4} ended {figures.finished[name]:4} finished")
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
