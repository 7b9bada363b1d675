"""A register as one file: the same register, the same bytes; written whole or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..errors import RegisterError, UnwritableError
from ..files import read_whole, writing_whole
from ..register import Register
from .contents import LIST, Entry, is_archive, is_safe, write_list

Progress = Callable[[int, int, str], None]
State = tuple[str, int, int]
"""A file's name, size and time in nanoseconds."""

_CACHE = "index"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name: moments of files are no part of a register."""
_UNIX = 3
_READABLE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup came to: files, their bytes, and the SHA-256 of the archive."""

    files: int
    size: int
    sha256: str


def backup(register: Register, path: Path, progress: Progress | None = None) -> Saved:
    """Write all files of a register but its index and hidden ones into one archive, hashes inside.

    Writers wait meanwhile. Raises `RegisterError` where the path lies inside the register or holds
    something that is no backup, where a link lies in the register, or where somebody changes files
    all the same; `UnwritableError` where the archive can't be written.
    """
    _check_target(register, path)
    with _lock(register), writing_whole(path) as file:
        before = list(_states(register.folder))
        entries = _write(register, file, [name for name, _, _ in before], progress)
        if before != list(_states(register.folder)):
            problem = "its files changed while they were copied"
            raise RegisterError(problem, source=str(register.folder), advice="try again")
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Saved(len(entries), sum(entry.size for entry in entries), digest)


def _check_target(register: Register, path: Path) -> None:
    if path.resolve().is_relative_to(register.folder.resolve()):
        advice = "name a file elsewhere, best on another disk"
        raise RegisterError("a backup can't lie inside its register", source=str(path), advice=advice)
    if path.exists() and not is_archive(path):
        problem = "this is something else than a backup, and stays"
        raise RegisterError(problem, source=str(path), advice="name a new file")


def _lock(register: Register) -> AbstractContextManager[None]:
    """Return the writers' lock; where the folder can't be written, no program of ours writes there."""
    try:
        held = register.writing()
        held.__enter__()
    except UnwritableError:
        return nullcontext()
    return _Held(held)


class _Held(AbstractContextManager[None]):
    """A lock that is held already."""

    def __init__(self, held: AbstractContextManager[None]) -> None:
        self._held = held

    def __exit__(self, *raised: object) -> None:
        self._held.__exit__(None, None, None)


def _states(folder: Path) -> Iterator[State]:
    """Yield the files to copy, sorted by name; raise `RegisterError` at what is no file of its own."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
        parts = path.relative_to(folder).parts
        if parts[0] == _CACHE or any(part.startswith(".") for part in parts):
            continue
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            problem = "this is a link or a device: a backup holds files"
            raise RegisterError(problem, source=str(path), advice="put the file itself in its place")
        if path.is_file():
            if not is_safe("/".join(parts)):
                problem = "not every system takes a file of this name"
                raise RegisterError(problem, source=str(path), advice="rename it: it is no file of ours")
            seen = path.stat()
            yield "/".join(parts), seen.st_size, seen.st_mtime_ns


def _write(
    register: Register, file: IO[bytes], names: Sequence[str], progress: Progress | None
) -> list[Entry]:
    """Write the archive: the files by name, and last the list of them with their hashes."""
    entries: list[Entry] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, name in enumerate(names):
            if progress is not None:
                progress(done, len(names), name)
            content = read_whole(register.folder / name)
            archive.writestr(_member(name), content)
            entries.append(Entry(name, len(content), hashlib.sha256(content).hexdigest()))
        archive.writestr(_member(LIST), write_list(entries))
    return entries


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _BEGINNING)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member
