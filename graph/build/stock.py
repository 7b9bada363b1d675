"""What the index is made from: the register's files and the ontology's, and the code that reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
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


class Look(msgspec.Struct, frozen=True, gc=False):
    """One input as a folder lists it, unread: where it lies, its size, its time in nanoseconds."""

    path: str
    size: int
    mtime_ns: int


def look(register: Register) -> dict[str, Look]:
    """Return every input by name; nothing is read."""
    seen: dict[str, Look] = {}
    for room, suffix in _ROOMS:
        for entry in _entries(register.folder / room):
            name = entry.name
            if name.endswith(suffix) and name[0] != ".":
                state = entry.stat()
                seen[f"{room}/{name}"] = Look(entry.path, state.st_size, state.st_mtime_ns)
    alone = [(MEMBERS, register.members_path())] if register.members_path().exists() else []
    for name, path in [*alone, *ontology_files()]:
        state = path.stat()
        seen[name] = Look(str(path), state.st_size, state.st_mtime_ns)
    return seen


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def digest_of(seen: Mapping[str, Look]) -> str:
    """Return one digest of names, sizes and times: what they looked like."""
    names = sorted(seen)
    looks = [(one.size, one.mtime_ns) for one in map(seen.__getitem__, names)]
    return hashlib.sha256(msgspec.json.encode((names, looks))).hexdigest()


def is_settled(seen: Mapping[str, Look], made_ns: int) -> bool:
    """Say whether no input was so young when it was looked at that it could have changed unseen since."""
    return all(one.mtime_ns < made_ns - _RACE for one in seen.values())


def take_stock(
    seen: Mapping[str, Look], known: Mapping[str, InputFile], made_ns: int
) -> dict[str, InputFile]:
    """Return every input by name; only those whose size or time changed since `made_ns` are read.

    Of one that did not change the very object is returned that was known.
    """
    settled = made_ns - _RACE
    found: dict[str, InputFile] = {}
    for name, one in seen.items():
        before, moment = known.get(name), one.mtime_ns
        unchanged = before is not None and before.mtime_ns == moment and before.size == one.size
        found[name] = before if before is not None and unchanged and moment < settled else _read(one)
    return found


def _read(seen: Look) -> InputFile:
    content = read_whole(Path(seen.path))
    return InputFile(len(content), seen.mtime_ns, hashlib.sha256(content).hexdigest())


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
