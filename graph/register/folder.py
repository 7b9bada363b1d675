"""Where the register lies, and how one is made."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ..errors import RegisterError
from ..files import read_whole, write_whole
from ..resources import sample_folder
from .register import MARKER, ROOMS, Register

_VARIABLE = "OBLIGRAPH_DATA"
FORMAT = 1
"""Of the data folder. A folder with cards and without a marker has format 0."""

_ADVICE = "`obligraph init --sample DIR` makes one; name it by --data DIR or by OBLIGRAPH_DATA"


def find_register(option: Path | None = None) -> Register:
    """Return the register that is meant: the option's, `OBLIGRAPH_DATA`'s, `./data`, the user's own.

    Raises `RegisterError` where the named folder is no register, or none is found.
    """
    named = named_folder(option)
    if named is not None:
        return open_register(named)
    for folder in (Path("data"), user_folder()):
        if (folder / MARKER).is_file():
            return open_register(folder)
    raise RegisterError("there is no register yet", advice=_ADVICE)


def named_folder(option: Path | None) -> Path | None:
    """Return the folder that the option or `OBLIGRAPH_DATA` names, None where neither does."""
    return option or (Path(os.environ[_VARIABLE]) if os.environ.get(_VARIABLE) else None)


def open_register(folder: Path) -> Register:
    """Return the register of a folder; raise `RegisterError` where it holds none we can read."""
    said = format_of(folder)
    if said is None:
        problem = "this folder is no register: it has no {marker}"
        raise RegisterError(problem, source=str(folder), advice=_ADVICE, marker=MARKER)
    if said != FORMAT:
        problem = f"this register has format {said}, and this version reads format {FORMAT}"
        advice = (
            "use a newer version of obligraph" if said > FORMAT else "`obligraph migrate` carries it over"
        )
        raise RegisterError(problem, source=str(folder), advice=advice)
    return Register(folder)


def format_of(folder: Path) -> int | None:
    """Return the format of a folder's register, None where it holds none.

    Raises `RegisterError` where the marker is damaged.
    """
    path = folder / MARKER
    if not path.is_file():
        return 0 if any((folder / "cards").glob("*.json")) else None
    try:
        said = json.loads(read_whole(path))["format"]
    except (ValueError, KeyError, TypeError) as error:
        advice = f"write {marker().decode().strip()} into it"
        raise RegisterError("the register's marker is damaged", source=str(path), advice=advice) from error
    if not isinstance(said, int):
        raise RegisterError(f"the marker names no format: {said!r}", source=str(path), advice=_ADVICE)
    return said


def marker() -> bytes:
    """Return the content of the file that makes a folder a register."""
    return json.dumps({"format": FORMAT}).encode() + b"\n"


def create(folder: Path, *, sample: bool = False) -> Register:
    """Make a register, with the sample's documents if asked; its marker is written last.

    Raises `RegisterError` where the folder is not empty or can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        problem = "this is a register already" if (folder / MARKER).is_file() else "this folder is not empty"
        raise RegisterError(problem, source=str(folder), advice="name a new folder")
    _make_rooms(folder)
    if sample:
        for path in _sample_files():
            write_whole(folder / path.relative_to(sample_folder()), read_whole(path))
    write_whole(folder / MARKER, marker())
    return Register(folder)


def _make_rooms(folder: Path) -> None:
    try:
        for room in ROOMS:
            (folder / room).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "name a folder that you may write to"
        raise RegisterError(f"can't be made ({error.strerror})", source=str(folder), advice=advice) from error


def _sample_files() -> list[Path]:
    rooms = (sample_folder() / room for room in ROOMS if room != "index")
    return sorted(path for room in rooms for path in room.rglob("*") if path.is_file())


def user_folder() -> Path:
    """Return where this system keeps a user's own data of this program."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "obligraph"
