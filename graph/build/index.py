"""The index brought up to date: what changed is read, what follows from it is computed anew."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path

import msgspec

from ..errors import BusyRegisterError, UnwritableError
from ..files import one_writer, write_whole
from ..register import Register
from ..store import (
    Generation,
    Store,
    current_generation,
    current_name,
    open_written,
    quads_of,
    store_in_memory,
    write_generation,
)
from .announced import announced
from .derive import Progress
from .factbase import FactBase, open_facts
from .inputs import Glance, Run, fits, is_untouched
from .stock import code_digest

_FACTS = "facts.sqlite"
_NOTED = "facts.sha256"
_GLANCE = 0.2
"""Seconds after which one who waits for another looks whether the index is there."""
_WAIT = 600.0
"""Seconds to wait for another process that is making the index: it spares us the work."""

Look = Callable[["Situation"], Store | None]
"""What returns the current generation where that will do."""


class Situation:
    """A register at one moment: which generation of its index was current, then what its files looked like.

    As long as no other generation is current, no other process brought anything into the index since.
    """

    def __init__(self, register: Register, before: Generation | None = None) -> None:
        """See which generation is current; the files are looked at when that is asked for.

        `before` is the generation that they fitted a while ago; another one may be current by now.
        """
        self.register = register
        self.index = index_folder(register)
        self._name = current_name(self.index)
        self._before = before if before and before.folder.name == self._name else None

    @cached_property
    def generation(self) -> Generation | None:
        """The generation that is current; None where there is none to be trusted."""
        return self._before or current_generation(self.index)

    @cached_property
    def now(self) -> Glance:
        """What the files looked like when that was first asked for."""
        return Glance(self.register, self._before)

    @property
    def has_passed(self) -> bool:
        """Whether another generation is current by now."""
        return current_name(self.index) != self._name


def ready(register: Register, progress: Progress | None = None) -> Store:
    """Return a store that holds all that was reported as done.

    That is what the register's files say now; but while an announced change goes on (`changing`), it
    is the state before it, at once. Without an index, or with a stale or damaged one, it is made
    first, and in memory alone where the register can't be written. Raises `RegisterError` for a
    damaged register.
    """
    seen = Situation(register)
    return _answering(seen) or _remade(register, progress, _answering, seen)


def up_to_date(register: Register, progress: Progress | None = None) -> Store:
    """Return a store that holds what the files say now, changes that go on included; else as `ready`."""
    seen = Situation(register)
    return _fresh(seen) or _remade(register, progress, _fresh, seen)


def rebuild(register: Register, progress: Progress | None = None) -> Store:
    """Return a store made anew from the register's files, whatever the index held."""
    return _remade(register, progress, None)


def bring_up_to_date(
    register: Register, progress: Progress | None = None, before: Generation | None = None
) -> None:
    """Bring the index on disk up to date; raises as `ready`, and `UnwritableError` where it can't be.

    `before` is the generation that was seen to be up to date before these changes.
    """
    seen = Situation(register, before)
    if _fitting(seen) is None:
        _on_disk(register, progress, _fresh, seen)


def seen_up_to_date(register: Register) -> Generation | None:
    """Return the current generation where it holds all that was reported as done.

    A file that somebody wrote over where it lies was not reported by anybody: the next question while no
    change is announced sees it.
    """
    seen = Situation(register)
    untouched = seen.generation is not None and is_untouched(register, seen.generation)
    return seen.generation if untouched else _fitting(seen)


def is_extendable(register: Register) -> bool:
    """Say whether there is an index, and of today's code: the next one can be made by changing it."""
    generation = current_generation(index_folder(register))
    return generation is not None and generation.manifest.code == code_digest()


def _answering(seen: Situation) -> Store | None:
    """Return the current generation where it holds all that was reported as done."""
    going_on = announced(seen.index)  # looked at first: what is reported until then is in it
    generation = current_generation(seen.index)
    if generation is None:
        return None
    good = (going_on and generation.manifest.code == code_digest()) or fits(seen.now, generation)
    return generation.opened() if good else None


def _fresh(seen: Situation) -> Store | None:
    """Return the current generation where it was made from what the files say now."""
    generation = _fitting(seen)
    return generation.opened() if generation else None


def _fitting(seen: Situation) -> Generation | None:
    found = seen.generation
    return found if found is not None and fits(seen.now, found) else None


def _remade(
    register: Register, progress: Progress | None, look: Look | None, seen: Situation | None = None
) -> Store:
    try:
        return _on_disk(register, progress, look, seen)
    except UnwritableError:
        return _in_memory(register, progress)


def _on_disk(
    register: Register, progress: Progress | None, look: Look | None, seen: Situation | None = None
) -> Store:
    """Make the next generation, or wait until `look` finds that another process has made it.

    Without `look` it is made anew; `seen` is where `look` found nothing before. Who only stood in line
    would wait for all before him too.
    """
    index = index_folder(register)
    _make(index)
    until, told = time.monotonic() + _WAIT, None
    while True:
        with suppress(BusyRegisterError):
            return _locked(register, progress, look, seen)
        state, seen = (current_name(index), announced(index)), None
        if look is not None and state != told:
            seen = Situation(register)
            store = look(seen)
            if store is not None:
                return store
        told = state
        if time.monotonic() >= until:
            problem, advice = "another process is making the index", "try again when it has finished"
            raise BusyRegisterError(problem, source=str(index), advice=advice)


def _locked(
    register: Register, progress: Progress | None, look: Look | None, seen: Situation | None
) -> Store:
    """Make the index as the only writer; raise `BusyRegisterError` where another one goes on."""
    with one_writer(index_folder(register) / ".lock", patience=_GLANCE):
        store = None
        if seen is None or seen.has_passed:  # another process may have done it meanwhile
            seen = Situation(register)
            store = None if look is None else look(seen)
        return store or _write_healing(seen, progress, anew=look is None)


def _write_healing(seen: Situation, progress: Progress | None, *, anew: bool) -> Store:
    """Write the next generation; anew where the facts turn out to be damaged.

    Raises `UnwritableError` where even new ones can't be kept: SQLite tells of both by one error.
    """
    try:
        return _write(seen, progress, anew=anew)
    except (sqlite3.DatabaseError, msgspec.DecodeError, zlib.error):
        try:
            return _write(seen, progress, anew=True)
        except sqlite3.DatabaseError as error:
            source = str(seen.index / _FACTS)
            raise UnwritableError(f"can't be written ({error})", source=source) from error


def _write(seen: Situation, progress: Progress | None, *, anew: bool) -> Store:
    """Write the next generation: from the current one where the same code made it."""
    register, index = seen.register, seen.index
    if anew:
        register.forget_copies()
    with ThreadPoolExecutor(1) as beside:  # reading for a digest keeps one core busy, opening another
        before, base = (None, None) if anew else _extendable(seen, beside)
        facts = open_facts(index / _FACTS, base.manifest.digest if base else None)
        with closing(facts):
            if facts.stamp is None:  # nothing of what the generation was made from is known
                base = None
            run = Run(register, seen.now, before if base else None, facts=facts, progress=progress)
            manifest = write_generation(index, base, run.changes(), run.described)
            facts.commit(manifest.digest)
        digest = beside.submit(_facts_digest, index)
        store = open_written(index)
        write_whole(index / _NOTED, digest.result().encode())
    return store


def _extendable(seen: Situation, beside: Executor) -> tuple[Generation | None, Store | None]:
    """Return the current generation, and it opened, where the next one can be made by changing it."""
    found = seen.generation
    if found is None or found.manifest.code != code_digest() or seen.now.beside(found).known is None:
        return None, None
    digest = beside.submit(_facts_digest, seen.index)
    base = found.opened() if found.is_whole() else None
    return (found, base) if digest.result() == _digest_noted(seen.index) else (None, None)


def _facts_digest(index: Path) -> str:
    """Return the SHA-256 of the facts: SQLite does not notice a flipped bit, and would judge by it."""
    if not (index / _FACTS).is_file():
        return "none"
    with (index / _FACTS).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_noted(index: Path) -> str:
    """Return what the digest was when the facts were kept; nothing where that is not known."""
    path = index / _NOTED
    return path.read_bytes().decode("ascii", "replace") if path.is_file() else ""


def _in_memory(register: Register, progress: Progress | None) -> Store:
    with closing(FactBase(None)) as facts:
        run = Run(register, Glance(register), None, facts=facts, progress=progress)
        quads = list(quads_of(run.changes()))
    return store_in_memory(quads, run.described(0)[0])


def index_folder(register: Register) -> Path:
    """Return where the index of a register lies."""
    return register.folder / "index"


def _make(index: Path) -> None:
    try:
        index.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableError(f"can't be made ({error.strerror})", source=str(index)) from error
