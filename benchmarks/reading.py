"""How fast documents are read and taken in: invented protocols in the sample's manner.

    python benchmarks/reading.py [DOCUMENTS]

Prints documents a second for reading alone in one process, for taking a folder in with all cores, and for
taking the same folder in again, with the largest memory of the process that takes in.
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
from graph.build import take_in  # noqa: E402
from graph.extract import read_protocol  # noqa: E402
from graph.ingest import read_bytes  # noqa: E402
from graph.register import create  # noqa: E402

ALONE = 300


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"{machine()}; {count} documents\n")
    texts = list(protocols(count))
    read_protocol(read_bytes(*_encoded(texts[0])))
    some = texts[:ALONE]
    show(
        "read, one process",
        len(some),
        timed(lambda: [read_protocol(read_bytes(*_encoded(one))) for one in some]),
    )
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for name, text in texts:
            (files / name).write_text(text, encoding="utf-8")
        register = create(Path(folder) / "register")
        show("taken in, all cores", count, timed(lambda: take_in(register, [files])))
        show("taken in again", count, timed(lambda: take_in(register, [files])))
    print(f"\nlargest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _encoded(one: tuple[str, str]) -> tuple[str, bytes]:
    return one[0], one[1].encode("utf-8")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(name: str, count: int, seconds: float) -> None:
    """Print one line: what, seconds, documents a second."""
    print(f"{name:24}{seconds:10.2f} s{count / seconds:10.0f} a second")


if __name__ == "__main__":
    main()
