"""Programs that are run, not imported: found by name, run with a limit of time, missed with advice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import UnreadableFileError


def find_program(names: Sequence[str], *, need: str, packages: str) -> str:
    """Return the path of the first program that is installed.

    Errors: `UnreadableFileError` saying what it is needed for and which Debian packages give it.
    """
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise UnreadableFileError(
            f"{need} needs the program {names[0]}, which is not installed",
            advice=f"install it: apt install {packages}",
        )
    return found


def run_program(
    arguments: Sequence[str],
    *,
    given: bytes = b"",
    timeout: float,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program and return what it printed; `timeout` in seconds.

    It runs as a group of its own, so that at the limit its children end with it. Errors:
    `UnreadableFileError` where it fails or runs out of time.
    """
    name = Path(arguments[0]).name
    with subprocess.Popen(  # noqa: S603 - a fixed program, no shell
        list(arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    ) as process:
        printed, complaints = _converse(process, given, timeout, name)
    if process.returncode:
        last = complaints.decode("utf-8", "replace").strip().rpartition("\n")[2]
        problem = f"{name} failed: {last or process.returncode}"
        raise UnreadableFileError(problem, advice="save the document in another format")
    return printed


def _converse(
    process: subprocess.Popen[bytes], given: bytes, timeout: float, name: str
) -> tuple[bytes, bytes]:
    try:
        return process.communicate(given, timeout)
    except subprocess.TimeoutExpired as error:
        _end(process)
        problem = f"{name} did not finish in {timeout:.0f} s"
        raise UnreadableFileError(problem, advice="divide the document") from error
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
