"""What the index is made from: the register's files and the ontology's, and the code that reads them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec

from ..files import read_whole
from ..register import Register
from ..resources import ontology_folder
from ..store import InputFile

ONTOLOGY = "ontology/"
MEMBERS = "members.csv"
_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = (
    "model",
    "identity.py",
    "moments.py",
    "calendar*",
    "binding",
    "rdf",
    "build/derive.py",
    "build/factbase.py",
    "build/revision.py",
    "store/quads.py",
)
_ROOMS = (("cards", ".json"), ("triples", ".ttl"), ("events", ".ttl"))
_RACE = 2_000_000_000
"""Nanoseconds: a file written so shortly before it was looked at may change unseen, as in git."""
_TICK, _COARSE = 20_000_000, 1_000_000
"""Nanoseconds: longer than a tick of any clock that tells parts of a millisecond; a millisecond."""


class Look(msgspec.Struct, frozen=True, gc=False):
    """One input as a folder lists it, unread: its size, its time in nanoseconds."""

    size: int
    mtime_ns: int


Seen = Mapping[str, Look | InputFile]
"""Inputs by name, each as it was looked at now, or as it was when it was last read."""


def look(register: Register) -> dict[str, Look]:
    """Return every input by name; nothing is read."""
    seen: dict[str, Look] = {}
    for room, suffix in _ROOMS:
        for entry in _entries(register.folder / room):
            name = entry.name
            if name.endswith(suffix) and name[0] != ".":
                with suppress(FileNotFoundError):  # it went meanwhile, or is a link to nothing
                    state = entry.stat()
                    seen[f"{room}/{name}"] = Look(state.st_size, state.st_mtime_ns)
    return seen | _alone(register)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _names(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208  as names: there are many


def skim(register: Register, known: Mapping[str, InputFile], made_ns: int) -> Seen:
    """Return every input by name; of those known by then only the young ones are looked at.

    One that was written over where it lies is seen by the next look at all.
    """
    settled = made_ns - _RACE
    old = {name: one for name, one in known.items() if one.mtime_ns < settled}
    seen: dict[str, Look | InputFile] = {}
    for room, suffix in _ROOMS:
        for name in _names(register.folder / room):
            if name.endswith(suffix) and name[0] != ".":
                whole = f"{room}/{name}"
                with suppress(FileNotFoundError):
                    seen[whole] = old.get(whole) or _looked(register.folder / whole)
    return seen | _alone(register)


def _alone(register: Register) -> dict[str, Look]:
    """Return the inputs that lie in no room of their own."""
    members = [(MEMBERS, register.members_path())] if register.members_path().exists() else []
    return {name: _looked(path) for name, path in [*members, *ontology_files()]}


def _looked(path: Path) -> Look:
    state = path.stat()
    return Look(state.st_size, state.st_mtime_ns)


def places(register: Register) -> dict[str, int]:
    """Return when files last came or went in each room, and when what lies in none was written.

    Nothing where more may yet come at what the file system's clock takes for the same time; a tick of a
    good clock is waited for.
    """
    found, young = _places(register)
    if 0 < young <= _TICK:
        time.sleep(_TICK / 1e9)
        found, young = _places(register)
    return found if young <= 0 else {}


def _places(register: Register) -> tuple[dict[str, int], int]:
    """Return the places' times, and in how many nanoseconds the youngest will be old enough."""
    rooms = [(room, register.folder / room) for room, _ in _ROOMS]
    paths = [*rooms, (MEMBERS, register.members_path()), *ontology_files()]
    found = {name: path.stat().st_mtime_ns if path.exists() else 0 for name, path in paths}
    ready = max(moment + (_TICK if moment % _COARSE else _RACE) for moment in found.values())
    return found, ready - time.time_ns()


def digest_of(seen: Seen) -> str:
    """Return one digest of names, sizes and times: what they looked like."""
    names = sorted(seen)
    looks = [(one.size, one.mtime_ns) for one in map(seen.__getitem__, names)]
    return hashlib.sha256(msgspec.json.encode((names, looks))).hexdigest()


def is_settled(seen: Seen, made_ns: int) -> bool:
    """Say whether no input was so young when it was looked at that it could have changed unseen since."""
    return all(one.mtime_ns < made_ns - _RACE for one in seen.values())


def take_stock(
    register: Register, seen: Seen, known: Mapping[str, InputFile], made_ns: int
) -> dict[str, InputFile]:
    """Return every input by name; only those whose size or time changed since `made_ns` are read.

    Of one that did not change the very object is returned that was known.
    """
    alone = dict(ontology_files())
    settled = made_ns - _RACE
    found: dict[str, InputFile] = {}
    for name, one in seen.items():
        before, moment = known.get(name), one.mtime_ns
        if before is not None and before.mtime_ns == moment < settled and before.size == one.size:
            found[name] = before
        else:
            found[name] = _read(alone.get(name) or register.folder / name, moment)
    return found


def _read(path: Path, moment: int) -> InputFile:
    content = read_whole(path)
    return InputFile(len(content), moment, hashlib.sha256(content).hexdigest())


def ontology_files() -> list[tuple[str, Path]]:
    """Return the ontology's files that belong into the store, by name: all but the shapes."""
    folder = ontology_folder()
    paths = sorted([*folder.glob("*.ttl"), *folder.glob("vocabularies/*.ttl")])
    return [(ONTOLOGY + path.relative_to(folder).as_posix(), path) for path in paths]


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest of the code that turns files into triples and periods: another one, another index."""
    found = (path for pattern in _CODE for path in _PACKAGE.glob(pattern))
    files = (file for path in found for file in (path.rglob("*") if path.is_dir() else [path]))
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()
