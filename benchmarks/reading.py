"""How fast documents are read and taken in: the sample, texts like it, invented protocols in its manner.

    python benchmarks/reading.py [DOCUMENTS]

Prints documents a second of one core (processor time) for reading alone, behind some hundred others: the
sample itself, texts of its length and words of which no two are alike, shorter invented ones. Then
documents a second of the clock for taking a folder in with all cores and for taking it in again, with the
largest memory of the process that takes in.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generated import protocols  # noqa: E402  the checkout comes first
from benchmarks.machine import machine  # noqa: E402
from benchmarks.seed_like import SEED, seed_like  # noqa: E402
from graph.build import take_in  # noqa: E402
from graph.extract import read_protocol  # noqa: E402
from graph.ingest import read_bytes  # noqa: E402
from graph.register import create  # noqa: E402

ALONE = 300
SAMPLE = 100
VARIED = 200
WARM = 200
"""Other texts read before: as in a folder, the words of the trade have been met, names and numbers not."""


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"{machine()}; {count} documents\n")
    texts = list(protocols(count))
    read_all(list(seed_like(WARM, seed=1)))
    show_reading("the sample itself", [(SEED.name, SEED.read_text(encoding="utf-8"))] * SAMPLE)
    show_reading("like the sample, varied", list(seed_like(VARIED)))
    show_reading("invented, shorter", texts[:ALONE])
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for name, text in texts:
            (files / name).write_text(text, encoding="utf-8")
        register = create(Path(folder) / "register")
        show("taken in, all cores", count, timed(lambda: take_in(register, [files])))
        show("taken in again", count, timed(lambda: take_in(register, [files])))
    print(f"\nlargest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def read_all(texts: list[tuple[str, str]]) -> None:
    """Read the texts one after the other."""
    for one in texts:
        read_protocol(read_bytes(*_encoded(one)))


def show_reading(name: str, texts: list[tuple[str, str]]) -> None:
    """Print how many of the texts one core reads a second, by its own time."""
    started = time.process_time()
    read_all(texts)
    show(f"read, {name}", len(texts), time.process_time() - started, of="a core")


def _encoded(one: tuple[str, str]) -> tuple[str, bytes]:
    return one[0], one[1].encode("utf-8")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(name: str, count: int, seconds: float, of: str = "") -> None:
    """Print one line: what, seconds, documents a second."""
    print(f"{name:32}{seconds:10.2f} s{count / seconds:10.0f} a second {of}".rstrip())


if __name__ == "__main__":
    main()
