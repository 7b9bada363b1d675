"""A register served to clients who ask at once: how long they wait, what fails, what memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx

ROOT = Path(__file__).resolve().parent.parent
AT = "2035-12-31"
ADDRESS = f"/api/binding?at={AT}&known_at=2037-01-01"
EXPENSIVE = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
_EVERY = 50
QUESTIONS = (
    f"/board?all=yes&at={AT}&known_at=2037-01-01",
    "/documents",
    ADDRESS,
    "/sparql?" + urlencode({"query": "SELECT ?s { ?s a og:Obligation } LIMIT 20"}),
    "/timeline",
)
FLAT = 20.0
"""MiB by which the server's memory may be more in the last third of a part than in the second."""
PARTS = (("p50", 0.5), ("p95", 0.95), ("most", 1.0))


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """Run `serve` over a register; give its address and the number of its process."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None  # noqa: S101  asked for above
        url = server.stdout.readline().strip().rstrip("/")
        try:
            yield url, server.pid
        finally:
            server.terminate()


@dataclass(slots=True)
class Load:
    """What clients saw: seconds until an answer, what failed, the server's memory each second in MiB."""

    seconds: list[float] = field(default_factory=list)
    expensive: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    told_to_wait: int = 0
    memory: list[float] = field(default_factory=list)


def load(url: str, process: int, *, clients: int, seconds: float) -> Load:
    """Let so many clients ask for so long."""
    found, end = Load(), time.time() + seconds
    asking = [threading.Thread(target=_ask, args=(url, number, end, found)) for number in range(clients)]
    for one in asking:
        one.start()
    while any(one.is_alive() for one in asking):
        found.memory.append(memory_of(process))
        time.sleep(1)
    return found


def _ask(url: str, number: int, end: float, found: Load) -> None:
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True) as client:
        turn = number * 7
        while time.time() < end:
            turn += 1
            expensive = turn % _EVERY == 0
            started = time.perf_counter()
            try:
                status = client.get(EXPENSIVE if expensive else QUESTIONS[turn % len(QUESTIONS)]).status_code
            except httpx.HTTPError as error:
                found.failed.append(repr(error))
                continue
            if expensive:
                found.expensive[status] += 1
                continue
            if status == 503:  # so many at once: it says when to come again
                found.told_to_wait += 1
                continue
            found.seconds.append(time.perf_counter() - started)
            if status != 200:
                found.failed.append(f"{QUESTIONS[turn % len(QUESTIONS)]}: {status}")


def memory_of(process: int) -> float:
    """Return the memory of a process in MiB, 0 where the system does not tell."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0


def growth(memory: list[float]) -> float:
    """Return by how much memory is more in the last third than in the second; the first is warming up."""
    third = len(memory) // 3
    return median(memory[2 * third :]) - median(memory[third : 2 * third]) if third else 0.0


def share(values: list[float], part: float) -> float:
    """Return the value below which that part of all lies."""
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def print_load(clients: int, found: Load) -> None:
    """Print what so many clients saw."""
    figures = ", ".join(f"{name} {1000 * share(found.seconds, part):.0f} ms" for name, part in PARTS)
    print(f"{clients:3} clients: {len(found.seconds)} answers, {figures}; {len(found.failed)} failed")
    print(f"    too expensive: {dict(found.expensive)}")
    series = ", ".join(f"{value:.0f}" for value in found.memory[:: max(1, len(found.memory) // 10)])
    print(f"    memory in MiB: {series}, at most {max(found.memory):.0f}")
    print(f"    {growth(found.memory):+.1f} MiB from the second third to the last")
    if found.told_to_wait:
        print(f"    {found.told_to_wait} times told to come again")
    for line, count in Counter(found.failed).most_common(5):
        print(f"    {count} times {line}")
