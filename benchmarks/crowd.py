"""Many at once: one writer and twenty readers over one register, and `serve` under load.

    python benchmarks/crowd.py readers [SECONDS] [DOCUMENTS]
    python benchmarks/crowd.py serve [SECONDS] [DOCUMENTS]

`readers` (120 seconds, 50 documents unless said): a writer records events and takes in documents one after
the other; eighteen processes ask what binds everybody, one types commands, one asks the server. Every answer
must be that of a state between two steps, and, but for the server's, of no older one than was reported as
done before the question. It tells how long readers took to have the index, and how much of that they stood
in line for others: the time in the lock's own loop, less what they spent there computing or in the queue for
a processor, which on two cores and with twenty readers is most of all. More than two seconds is a failure.

`serve` (600 seconds in three parts; 3600 makes an hour): 1, 10 and 50 clients ask pages, the interface for
programs and the SPARQL endpoint in turn, every fiftieth question one that takes more than it may; it tells
how long answers took, what failed, and the memory of the server over time; in each part it is flat after the
first third, within 20 MiB, or the run has failed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generated import protocols  # noqa: E402  the checkout comes first
from benchmarks.machine import machine  # noqa: E402
from benchmarks.serving import ADDRESS, AT, FLAT, PARTS, growth, load, print_load, served, share  # noqa: E402
from graph import files  # noqa: E402
from graph.answers import Whom, what_binds  # noqa: E402
from graph.build import changing, ready, record, take_in  # noqa: E402
from graph.model import Event  # noqa: E402
from graph.moments import parse_moment  # noqa: E402
from graph.register import Register, create, open_register  # noqa: E402

LONGEST = 2.0
"""Seconds that a reader may stand in line."""
RECORDED = parse_moment("2036-01-01T10:00").value
WORDS = ("binding", "--all", "--at", AT, "--known-at", "2037-01-01", "--format", "json")

# --- the register and its states ------------------------------------------------------------------


def make(folder: Path, documents: int, more: int = 40) -> tuple[Register, list[Path]]:
    """Make a register of so many protocols, and return it with files that were not taken in yet."""
    inbox, later = folder / "inbox", folder / "later"
    inbox.mkdir()
    later.mkdir()
    for number, (name, text) in enumerate(protocols(documents + more)):
        ((inbox if number < documents else later) / name).write_text(text, encoding="utf-8")
    register = create(folder / "register")
    take_in(register, [inbox], recorded=RECORDED)
    ready(register)
    return register, sorted(later.iterdir())


def steps(register: Register, inbox: list[Path]) -> Iterator[None]:
    """Change the register step by step: an event, a document, and so on."""
    store = ready(register)
    orders = what_binds(store, Whom(), parse_moment(AT), parse_moment("2037-01-01"))["orders"]
    for number, file in enumerate(inbox):
        order = orders[number % len(orders)]
        key = Path(order["source"]).stem
        moment = RECORDED + timedelta(minutes=number)
        event = Event("", "acceptance", moment.replace(year=2035), moment, key, order["point"])
        with changing(register):
            record(register, event)
        yield
        with changing(register):
            take_in(register, [file], recorded=moment)
        yield


def answer(register: Register) -> str:
    """Return the digest of the answer that the register gives now."""
    told = what_binds(ready(register), Whom(), parse_moment(AT), parse_moment("2037-01-01"))
    return digest(told)


def digest(told: object) -> str:
    """Return a digest of an answer, whatever way it came."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


# --- readers and one writer -----------------------------------------------------------------------

READER = """
import json, sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from benchmarks.crowd import answer, open_register, ready, watch_the_line
end, in_line = time.time() + float(sys.argv[3]), watch_the_line()
while time.time() < end:
    register, began, before = open_register(Path(sys.argv[1])), time.time(), in_line()
    ready(register)
    had = time.time() - began
    print(json.dumps([began, had, in_line() - before, answer(register)]), flush=True)
"""
WRITER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from benchmarks.crowd import open_register, steps
end = time.time() + float(sys.argv[3])
for _ in steps(open_register(Path(sys.argv[1])), sorted(Path(sys.argv[4]).iterdir())):
    print(time.time(), flush=True)
    time.sleep(float(sys.argv[5]))
    if time.time() > end:
        break
"""


@dataclass(slots=True)
class Seen:
    """What readers saw: answers, those that no state gives, those older than promised, what failed.

    `had` are the seconds until a reader had the index, `in_line` those of them that it stood in line for
    others, `served` those until the server answered.
    """

    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    had: list[float] = field(default_factory=list)
    in_line: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)
    steps: int = 0


def crowd(folder: Path, *, seconds: float, documents: int, readers: int, pause: float) -> Seen:
    """Let one writer and so many readers work over one register, and return what was seen."""
    register, inbox = make(folder, documents, 1 + int(seconds / pause) // 2)
    rehearsal = open_register(Path(shutil.copytree(register.folder, folder / "rehearsal")))
    states = [answer(rehearsal), *(answer(rehearsal) for _ in steps(rehearsal, inbox))]
    arguments = [str(register.folder), str(ROOT), str(seconds)]
    processes = [_start(READER, *arguments) for _ in range(readers)]
    writer = _start(WRITER, *arguments, str(folder / "later"), str(pause))
    seen = Seen()
    others = [
        threading.Thread(target=_type_commands, args=(register, seconds, states, seen)),
        threading.Thread(target=_ask_server, args=(register, seconds, states, seen)),
    ]
    for other in others:
        other.start()
    reported = [float(line) for line in _output(writer, seen)]
    seen.steps = len(reported)
    for process in processes:
        for line in _output(process, seen):
            began, had, in_line, found = json.loads(line)
            seen.had.append(had)
            seen.in_line.append(in_line)
            _judge("process", found, states, sum(moment < began for moment in reported), seen)
    for other in others:
        other.join()
    return seen


def busy() -> float:
    """Return the seconds that this process computed or stood in the queue for a processor."""
    with suppress(OSError):
        computed, queued, _ = Path("/proc/self/schedstat").read_text(encoding="ascii").split()
        return (int(computed) + int(queued)) / 1e9
    return time.process_time()


def watch_the_line() -> Callable[[], float]:
    """Return what tells how many seconds this process has stood in line for locks that others held."""
    stood, wait_for = [0.0], files._wait_for  # noqa: SLF001  the one place where a lock is waited for

    def watched(file: IO[bytes], lock: Path, patience: float, waiting: Callable[[str], None] | None) -> None:
        started, before = time.monotonic(), busy()
        try:
            wait_for(file, lock, patience, waiting)
        finally:
            stood[0] += max(0.0, time.monotonic() - started - (busy() - before))

    files._wait_for = watched  # noqa: SLF001
    return lambda: stood[0]


def _start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _output(process: subprocess.Popen[str], seen: Seen) -> list[str]:
    output, complaint = process.communicate()
    if process.returncode:
        seen.failed.append(complaint)
    return output.splitlines()


def _judge(who: str, found: str, states: list[str], done: int, seen: Seen) -> None:
    """Count an answer; wrong where no state gives it, stale where only states before the last known do."""
    seen.answers[who] += 1
    if found not in states:
        seen.wrong.append(f"{who}: {found}")
    elif found not in states[done:]:
        seen.stale.append(f"{who}: state {states.index(found)} after {done} steps")


def _type_commands(register: Register, seconds: float, states: list[str], seen: Seen) -> None:
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register.folder), "PYTHONUTF8": "1"}
    end = time.time() + seconds
    while time.time() < end:
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *WORDS], env=environment, capture_output=True, check=False
        )
        if done.returncode:
            seen.failed.append(done.stderr.decode())
        else:
            _judge("command", digest(json.loads(done.stdout)), states, 0, seen)


def _ask_server(register: Register, seconds: float, states: list[str], seen: Seen) -> None:
    end = time.time() + seconds
    with served(register.folder) as (url, _), httpx.Client(base_url=url, timeout=30) as client:
        while time.time() < end:
            started = time.perf_counter()
            told = client.get(ADDRESS)
            seen.served.append(time.perf_counter() - started)
            if told.status_code != 200:
                seen.failed.append(f"the server: {told.status_code} {told.text[:200]}")
            else:
                _judge("server", digest(told.json()), states, 0, seen)


# --- printing -------------------------------------------------------------------------------------


def print_crowd(seen: Seen) -> None:
    """Print what one writer and its readers saw."""
    print(f"{seen.steps} steps of the writer, answers: {dict(seen.answers)}")
    print(f"{len(seen.wrong)} wrong, {len(seen.stale)} older than promised, {len(seen.failed)} failed")
    for words, values in (
        ("readers had the index after", seen.had),
        ("of this they stood in line for others", seen.in_line),
        ("the server answered after", seen.served),
    ):
        figures = ", ".join(f"{name} {share(values, part):.2f} s" for name, part in PARTS)
        print(f"{words}: {figures}")
    for line in [*seen.wrong, *seen.stale, *seen.failed][:10]:
        print(f"  {line}")


def main() -> int:
    """Print the figures of one of the two; 1 where something was wrong."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "readers"
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else {"readers": 120.0, "serve": 600.0}[kind]
    documents = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    print(f"{machine()}; {documents} documents, {seconds:.0f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind == "readers":
            seen = crowd(folder, seconds=seconds, documents=documents, readers=18, pause=1.0)
            print_crowd(seen)
            late = max(seen.in_line, default=0.0) > LONGEST
            return 1 if late or seen.wrong or seen.stale or seen.failed else 0
        register, _ = make(folder, documents)
        failed = 0
        with served(register.folder) as (url, process):
            for clients in (1, 10, 50):
                found = load(url, process, clients=clients, seconds=seconds / 3)
                print_load(clients, found)
                failed += len(found.failed) + (growth(found.memory) > FLAT)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
