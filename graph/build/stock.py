"""What the index is made from: the register's files and the ontology's, and the code that reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ..files import read_whole
from ..register import Register
from ..resources import ontology_folder
from ..store import InputFile

ONTOLOGY = "ontology/"
MEMBERS = "members.csv"
_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = ("model", "identity.py", "calendar*", "binding", "rdf")
_RACE = 2_000_000_000
"""Nanoseconds: a file written so shortly before it was looked at may change unseen, as in git."""


def take_stock(register: Register, known: Mapping[str, InputFile], made_ns: int) -> dict[str, InputFile]:
    """Return every input by name; only those whose size or time changed since `made_ns` are read."""
    return {
        name: _state(path, known.get(name), made_ns)
        for name, path in [*_register_files(register), *ontology_files()]
    }


def _state(path: Path, known: InputFile | None, made_ns: int) -> InputFile:
    seen = path.stat()
    if (
        known is not None
        and (known.size, known.mtime_ns) == (seen.st_size, seen.st_mtime_ns)
        and seen.st_mtime_ns < made_ns - _RACE
    ):
        return known
    content = read_whole(path)
    return InputFile(len(content), seen.st_mtime_ns, hashlib.sha256(content).hexdigest())


def _register_files(register: Register) -> Iterator[tuple[str, Path]]:
    for room, pattern in (("cards", "*.json"), ("triples", "*.ttl"), ("events", "*.ttl")):
        for path in (register.folder / room).glob(pattern):
            yield f"{room}/{path.name}", path
    if register.members_path().exists():
        yield MEMBERS, register.members_path()


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
