"""Files written whole, and one writer at a time.

A file is written under a temporary name in its own folder, synced, and renamed: a crash leaves the
old file or the new one, never half of one. What a crash leaves behind ends in `.part` and is no file
of anybody's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .errors import BusyRegisterError, RegisterError, UnwritableError

PART = ".part"
_PAUSE = 0.05
_LOST = "put the file back, or restore the register from a backup"

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _give_back(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

    def hold_open(path: Path) -> int | None:  # noqa: ARG001
        """Return nothing: here a file in use can't be removed anyway."""
        return None

    def in_use(path: Path) -> bool:  # noqa: ARG001
        """Return False: the removal itself fails where somebody uses it."""
        return False

    def hold_alone(path: Path) -> int:
        """Make a file that is this process's until the returned handle is closed."""
        return os.open(path, os.O_RDWR | os.O_CREAT)

    def held_alone(path: Path) -> bool:
        """Return whether a process holds the file by `hold_alone`: what is open can't be removed here."""
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            return True
        return False

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def hold_open(path: Path) -> int | None:
        """Say that this process uses what the file stands for, until the returned handle is closed.

        Raises `OSError` where it is gone.
        """
        handle = os.open(path, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle

    def in_use(path: Path) -> bool:
        """Return whether anybody, in this process or another, holds the file by `hold_open`."""
        if not path.exists():
            return False
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def hold_alone(path: Path) -> int:
        """Make a file that is this process's until the returned handle is closed or the process ends."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle

    def held_alone(path: Path) -> bool:
        """Return whether a process holds the file by `hold_alone`; those who ask don't disturb each other."""
        try:
            file = path.open("rb")
        except OSError:
            return False
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


def is_file(words: str) -> bool:
    """Return whether words name a file that can be looked at; a whole letter, say, names none."""
    try:
        return Path(words).is_file()
    except OSError:
        return False


def write_whole(path: Path, content: bytes) -> None:
    """Put the content into the file at once, and durably; raise `UnwritableError` where that fails."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write into that takes the name when the block ends; as `write_whole`, but by parts.

    Where the block raises, what stood under the name stays; an `OSError` is taken for one of writing.
    """
    if not path.name:
        raise UnwritableError("this names no file", source=str(path), advice="name one")
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_whole(path: Path, *, advice: str = _LOST) -> bytes:
    """Return the file's bytes; raise `RegisterError` naming a file that is missing or unreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RegisterError(f"can't be read ({_reason(error)})", source=str(path), advice=advice) from error


def read_given(path: Path) -> bytes:
    """Return the bytes of a file that somebody named; raise as `read_whole`, with other advice."""
    return read_whole(path, advice="name a file that is there")


def parts(folder: Path) -> tuple[Path, ...]:
    """Return what interrupted writes left in a folder."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208  as names: there may be many
    return tuple(folder / name for name in sorted(name for name in names if _is_part(name)))


def _is_part(name: str) -> bool:
    return name.endswith(PART) and name.startswith(".")


@contextmanager
def one_writer(
    lock: Path, *, patience: float = 30.0, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock file while the block runs, the only holder among all processes.

    Waits up to `patience` seconds, telling `waiting` once why; the lock ends with the process that
    holds it. Raises `BusyRegisterError` where the wait is over, `UnwritableError` where the folder can't be
    written.
    """
    try:
        file = lock.open("ab")
    except OSError as error:
        raise _unwritable(lock, error) from error
    with file:
        _wait_for(file, lock, patience, waiting)
        try:
            yield
        finally:
            _give_back(file)


def _wait_for(file: IO[bytes], lock: Path, patience: float, waiting: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + patience
    told = waiting is None
    while True:
        try:
            _take(file)
        except OSError as error:
            if time.monotonic() >= deadline:
                raise BusyRegisterError(
                    "another process is writing here",
                    source=str(lock.parent),
                    advice="try again when it has finished",
                ) from error
        else:
            return
        if waiting is not None and not told:
            waiting(f"{lock.parent}: waiting for another process that is writing here")
            told = True
        time.sleep(_PAUSE)


def _unwritable(path: Path, error: OSError) -> UnwritableError:
    return UnwritableError(
        f"can't be written ({_reason(error)})",
        source=str(path),
        advice="free space or choose a register that you may write to: `obligraph init DIR` makes one",
    )


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
