"""The parent's side: start a child, give it its task, take its answer or kill it at the deadline."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_START = "import sys, importlib; sys.path += sys.argv[2:]; importlib.import_module(sys.argv[1]).main()"

_ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}
"""A C library's allocator reserves address space for each thread; that would count as memory taken."""

_NO_MEMORY = ("memoryerror", "memory allocation", "bad_alloc", "failed to map", "cannot allocate")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: what it wrote, its exit code (negative: the signal), whether it was killed late."""

    output: bytes
    complaint: str
    code: int
    late: bool = False

    @property
    def crashed(self) -> bool:
        """Whether the system stopped it for a fault: a stack that is full, memory that ran out."""
        return self.code < 0 or self.code >= 0xC0000000

    @property
    def stack_full(self) -> bool:
        """Whether it most likely ran out of stack."""
        return self.code in (-int(signal.SIGSEGV), 0xC00000FD)

    @property
    def out_of_memory(self) -> bool:
        """Whether it asked for more memory than it may have."""
        words = self.complaint.lower()
        return any(sign in words for sign in _NO_MEMORY)


def run_child(program: str, task: bytes, *, seconds: float) -> Ended:
    """Run a module's `main()` in a fresh interpreter; `program` is a sibling module's name."""
    with start_child(program) as process:
        return _converse(process, task, seconds)


def start_child(program: str) -> subprocess.Popen[bytes]:
    """Return a fresh interpreter that runs the `main()` of a sibling module, its three streams piped.

    The child neither sees `PYTHON…` variables nor runs `site`; it gets this process's module path.
    """
    root = str(Path(__file__).resolve().parents[2])
    places = [root, *(place for place in sys.path if place and place != root)]
    command = [sys.executable, "-I", "-S", "-c", _START, f"{__package__}.{program}", *places]
    return subprocess.Popen(  # noqa: S603  our own interpreter, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **_ONE_ARENA},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _converse(process: subprocess.Popen[bytes], task: bytes, seconds: float) -> Ended:
    try:
        output, complaint = process.communicate(task, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Ended(b"", "", process.returncode, late=True)
    except BaseException:
        process.kill()
        raise
    return Ended(output, complaint.decode("utf-8", "replace").strip(), process.returncode)
