"""A generation of the index and the files that it is made from: whether it fits them, one run over them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..register import Register
from ..store import Change, InputFile, Manifest, Sources, Store, renew_manifest
from .derive import Derivation, Progress
from .factbase import FactBase
from .stock import Look, code_digest, digest_of, is_settled, look, take_stock


@dataclass(frozen=True, slots=True)
class Compared:
    """What a generation was made from, None where that is not known, and what lies there now, read."""

    known: Sources | None
    inputs: Mapping[str, InputFile]
    digest: str


class Glance:
    """All inputs as they lay there at a moment, unread; the moment is in nanoseconds."""

    def __init__(self, seen: Mapping[str, Look], moment_ns: int) -> None:
        """Keep what was seen; what it is worth is found when it is asked for."""
        self.seen = seen
        self.moment_ns = moment_ns
        self._last: tuple[Path | None, Compared] | None = None

    @cached_property
    def digest(self) -> str:
        """What they looked like."""
        return digest_of(self.seen)

    @property
    def trusted(self) -> str:
        """The same; nothing where one could have changed since without a trace."""
        return self.digest if is_settled(self.seen, self.moment_ns) else ""

    def beside(self, store: Store | None) -> Compared:
        """Compare them with what a generation was made from: what did not change since is not read."""
        path = store.path if store else None
        if self._last is None or self._last[0] != path:
            known = store.sources() if store else None
            made_ns = store.manifest.made_ns if store else 0
            inputs = take_stock(self.seen, known.inputs if known else {}, made_ns)
            self._last = path, Compared(known, inputs, Sources(inputs).digest(code_digest()))
        return self._last[1]


def glance(register: Register) -> Glance:
    """Look at all inputs."""
    moment_ns = time.time_ns()
    return Glance(look(register), moment_ns)


def fits(now: Glance, store: Store) -> bool:
    """Say whether a generation was made from what the files say now; note where they were only touched."""
    manifest = store.manifest
    if manifest.code != code_digest():
        return False
    if manifest.glance == now.digest:
        return True
    compared = now.beside(store)
    if compared.digest != manifest.digest:
        return False
    if compared.known is not None and store.path is not None:
        renewed = replace(manifest, made_ns=now.moment_ns, glance=now.trusted)
        renew_manifest(store.path, renewed, replace(compared.known, inputs=compared.inputs))
    return True


class Run:
    """One reading of the register's files, as they lay there at a glance."""

    def __init__(
        self,
        register: Register,
        now: Glance,
        base: Store | None,
        *,
        facts: FactBase,
        progress: Progress | None,
    ) -> None:
        """Of what the generation `base` was made from, all that did not change is taken over."""
        self._compared = now.beside(base)
        self._now = now
        known, inputs = self._compared.known, self._compared.inputs
        self._derivation = Derivation(register, known, Sources(inputs), facts, progress)

    def changes(self) -> Iterator[Change]:
        """Yield each graph whose content differs from before."""
        return self._derivation.changes()

    def described(self, triples: int) -> tuple[Manifest, Sources]:
        """Return what came of it, when the changes are used up."""
        now, digest = self._now, self._compared.digest
        return Manifest(
            code_digest(), now.moment_ns, digest, now.trusted, triples
        ), self._derivation.sources()
