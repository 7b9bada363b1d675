"""Generations of the index: one folder each, a pointer to the current one, old ones swept.

    index/CURRENT            the current generation's name
    index/gen-7/triples/     its RocksDB
    index/gen-7/manifest.json
    index/gen-7/lease        held open by those who read it

A generation that the pointer names is never changed again. All writing here is done by one process
at a time; the caller holds the lock.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..errors import RegisterError, UnwritableError
from ..files import hold_open, in_use, sync_folder, write_whole
from .damage import POINTER, noticing_damage
from .manifest import Manifest, Sources, read_manifest, read_sources, write_manifest
from .quads import Change, count_triples, quads_of, replace_graph, twice
from .store import Store

_PREFIX = "gen-"
_TRIPLES = "triples"
_LEASE_FILE = "lease"
_TABLE = ".sst"
_CONTENT = re.compile(r"MANIFEST-|CURRENT$|[0-9]+\.(sst|log)$")
_KEPT = 2
_AGAIN = "`obligraph index --rebuild` makes it anew"


class Generation:
    """One generation, not opened: what it was made from can be asked, and it is kept from being swept."""

    def __init__(self, folder: Path, manifest: Manifest, lease: _Lease) -> None:
        """Name its folder; the lease is given back when neither this nor its store lives."""
        self.folder = folder
        self.triples = folder / _TRIPLES
        self.manifest = manifest
        self._lease = lease

    @cached_property
    def sources(self) -> Sources | None:
        """What it was made from; None where that is damaged."""
        return read_sources(self.folder)

    def renew(self, manifest: Manifest, sources: Sources) -> None:
        """Note that its inputs were only touched; where that can't be written, no harm."""
        with suppress(UnwritableError):
            write_manifest(self.folder, manifest, sources)

    def is_whole(self) -> bool:
        """Say whether the store's files are still those that the manifest lists."""
        try:
            return _files(self.triples) == self.manifest.files
        except FileNotFoundError:
            return False

    def opened(self) -> Store | None:
        """Return it opened to be read; None where the engine finds it damaged."""
        try:
            triples = ox.Store.read_only(str(self.triples))
        except (OSError, RuntimeError):  # RocksDB tells of damage by either
            return None
        return Store(triples, self.manifest, self.triples, self._lease)


class _Lease:
    """A generation kept from being swept until the last who holds this lets go of it."""

    def __init__(self, folder: Path) -> None:
        handle = hold_open(folder / _LEASE_FILE)
        if handle is not None:
            weakref.finalize(self, os.close, handle)


def open_current(index: Path) -> Store | None:
    """Return the current generation, opened to be read; None where there is none to be trusted."""
    found = current_generation(index)
    return found.opened() if found else None


def current_generation(index: Path) -> Generation | None:
    """Return the current generation; None where there is none to be trusted.

    A generation is trusted when its manifest is whole and the store's files are those that it lists:
    a store whose own bookkeeping was cut opens with fewer quads and says nothing.
    """
    for _ in range(_KEPT):  # a writer may switch and sweep between our reading and our looking
        name = current_name(index)
        if name is None:
            return None
        with suppress(FileNotFoundError):
            return _found(index / name)
    return None


def current_name(index: Path) -> str | None:
    """Return the name of the generation that is current, None where the pointer names none."""
    try:
        name = (index / POINTER).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return name if _number(name) else None


def _number(name: str) -> int:
    digits = name.removeprefix(_PREFIX)
    return int(digits) if name.startswith(_PREFIX) and digits.isdigit() else 0


def _found(folder: Path) -> Generation | None:
    lease, manifest = _Lease(folder), read_manifest(folder)
    if manifest is None:
        return None
    generation = Generation(folder, manifest, lease)
    return generation if generation.is_whole() else None


def _files(folder: Path) -> dict[str, str]:
    """Return the files that hold the store's content, by size, and its bookkeeping, by SHA-256.

    The engine sees for itself that a block of content is not what it wrote; a bookkeeping that ends
    early it takes for all that there is.
    """
    return {path.name: _state(path) for path in folder.iterdir() if _CONTENT.match(path.name)}


def _state(path: Path) -> str:
    if path.suffix == _TABLE:
        return str(path.stat().st_size)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_generation(
    index: Path,
    base: Store | None,
    changes: Iterable[Change],
    describe: Callable[[int], tuple[Manifest, Sources]],
) -> Manifest:
    """Write the next generation, switch to it, and return its manifest.

    It is a copy of `base` with the graphs of the changes replaced, or these graphs alone. `describe`
    is called when the changes are used up, with the count of triples, and returns the manifest and what
    all was made from. What is not finished is removed. Raises `UnwritableError` where the folder can't
    be written.
    """
    numbers = [_number(path.name) for path in index.glob(f"{_PREFIX}*")]
    generation = index / f"{_PREFIX}{max(numbers, default=0) + 1}"
    try:
        generation.mkdir(parents=True)
        with noticing_damage(base.path if base else None):
            triples = _fill(generation / _TRIPLES, base, changes)
        (generation / _LEASE_FILE).touch()
        manifest, sources = describe(triples)
        manifest = replace(manifest, files=_files(generation / _TRIPLES))
        write_manifest(generation, manifest, sources)
        sync_folder(index)
        write_whole(index / POINTER, f"{generation.name}\n".encode())
    except OSError as error:
        advice = "free space, or see who may write there"
        problem = f"the index can't be written ({error})"
        raise UnwritableError(problem, source=str(generation), advice=advice) from error
    finally:
        if current_name(index) != generation.name:
            _remove(generation)
    sweep(index)
    return manifest


def open_written(index: Path) -> Store:
    """Return the generation that this writer switched to, opened to be read.

    Raises `RegisterError` where it is not to be trusted after all.
    """
    store = open_current(index)
    if store is None:
        problem = "the index was damaged while it was written"
        raise RegisterError(problem, source=str(index), advice=_AGAIN)
    return store


def _fill(folder: Path, base: Store | None, changes: Iterable[Change]) -> int:
    """Write the store and return its count; when this ends nobody holds it open."""
    if base is not None:
        base.triples.backup(str(folder))
    triples = ox.Store(str(folder))
    try:
        if base is None:
            triples.bulk_extend(twice(quads_of(changes)))
            triples.flush()
            triples.optimize()  # one sorted run of each table: looking up takes half the time
            return count_triples(triples)
        more = sum(replace_graph(triples, ox.NamedNode(graph), said) for graph, said in changes)
        triples.flush()
        return base.manifest.triples + more
    finally:
        del triples  # a traceback would keep it open, and its files in use


def sweep(index: Path) -> None:
    """Remove generations that nobody needs: all but the last two and those that a reader holds."""
    current = _number(current_name(index) or "")
    for generation in index.glob(f"{_PREFIX}*"):
        number = _number(generation.name)
        kept = current - _KEPT < number <= current
        if not kept and not in_use(generation / _LEASE_FILE):
            _remove(generation)


def _remove(generation: Path) -> None:
    """Remove a generation; what Windows holds as in use goes with a later sweep."""
    shutil.rmtree(generation, ignore_errors=True)
