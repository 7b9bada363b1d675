"""Times and memory of work in this process and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
WARM = 15
"""How often what is warm is done again."""

T = TypeVar("T")


@dataclass(slots=True)
class Column:
    """The figures of one size, by what they are of."""

    size: int
    figures: dict[str, str] = field(default_factory=dict)


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that work takes, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def warm(work: Callable[[], T]) -> list[tuple[float, T]]:
    """Return the same of work done again and again, when it was done once before."""
    work()
    return [clock(work) for _ in range(WARM)]


def command(*words: str, data: Path) -> tuple[float, float]:
    """Return the seconds of a command as a whole process, and the most memory that it held, in MB."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(data), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words], env=environment, stdout=subprocess.DEVNULL
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(0.005)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return time.perf_counter() - started, most


def _held(process: int) -> float:
    """Return the most memory that a process held so far, in MB; what is gone holds none.

    Its resource usage would not do: that begins with the memory of the process that started it.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
