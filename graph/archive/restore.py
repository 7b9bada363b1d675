"""A register brought back from its backup: every hash compared before anything stands in its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..errors import RegisterError, UnwritableError
from ..files import PART, sync_folder
from ..register import Register, open_register
from ..register.register import MARKER, ROOMS
from .backup import Progress
from .contents import Contents, opened
from .migrate import migrate

_STAGE = f".restore{PART}"


def restore(archive: Path, folder: Path, progress: Progress | None = None) -> Register:
    """Unpack a backup into a new or empty folder and return the register; an older format is migrated.

    The register's marker is put in place last: what a crash leaves is no register. Raises
    `UnreadableFileError` for an archive that is damaged or altered, `RegisterError` for a folder that
    is not empty, `UnwritableError` where it can't be written. What fails leaves nothing behind.
    """
    with opened(archive) as contents:
        made = _make(folder)
        try:
            _unpack(contents, folder / _STAGE, progress)
            _put_in_place(folder)
        except OSError as error:
            raise _unwritable(folder, error) from error
        finally:
            _clear(folder, made=made)
    migrate(folder)
    return open_register(folder)


def _make(folder: Path) -> bool:
    """Make the folder where there is none; return whether that was needed."""
    try:
        if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            problem = "this folder is not empty" if folder.is_dir() else "this is no folder"
            raise RegisterError(problem, source=str(folder), advice="name a new one")
        made = not folder.exists()
        (folder / _STAGE).mkdir(parents=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return made


def _unpack(contents: Contents, stage: Path, progress: Progress | None) -> None:
    _check_space(contents, stage)
    for done, entry in enumerate(contents.entries):
        if progress is not None:
            progress(done, len(contents.entries), entry.name)
        path = stage / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in contents.pieces(entry):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    for room in ROOMS:
        (stage / room).mkdir(exist_ok=True)
    for inner in stage.rglob("*/"):
        sync_folder(inner)


def _check_space(contents: Contents, stage: Path) -> None:
    needed, free = sum(entry.size for entry in contents.entries), shutil.disk_usage(stage).free
    if needed > free:
        problem = f"it takes {needed // 2**20} MB, and {free // 2**20} MB are free"
        raise UnwritableError(problem, source=str(stage.parent), advice="free space, or name another disk")


def _put_in_place(folder: Path) -> None:
    for path in sorted((folder / _STAGE).iterdir(), key=lambda path: path.name == MARKER):
        path.replace(folder / path.name)
    sync_folder(folder)


def _clear(folder: Path, *, made: bool) -> None:
    """Remove the stage, and the folder too where it is ours and nothing was put into it."""
    shutil.rmtree(folder / _STAGE, ignore_errors=True)
    if made and not any(folder.iterdir()):
        folder.rmdir()


def _unwritable(folder: Path, error: OSError) -> UnwritableError:
    reason = (error.strerror or str(error)).lower()
    return UnwritableError(
        f"can't be written ({reason})", source=str(folder), advice="free space, or name another folder"
    )
