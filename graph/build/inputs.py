"""A generation of the index and the files that it is made from: whether it fits them, one run over them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..register import Register
from ..store import Change, Generation, InputFile, Manifest, Sources
from .derive import Derivation, Progress
from .factbase import FactBase
from .stock import Seen, code_digest, digest_of, is_settled, look, places, skim, take_stock


@dataclass(frozen=True, slots=True)
class Compared:
    """What a generation was made from, None where that is not known, and what lies there now, read."""

    known: Sources | None
    inputs: Mapping[str, InputFile]
    digest: str


class Glance:
    """All inputs as they lay there at a moment, unread; the moment is in nanoseconds.

    `places` are the times of the folders that they lie in, `skimmed` says that of known ones only the
    names were looked at.
    """

    def __init__(self, register: Register, known: Generation | None = None) -> None:
        """Look at all; where they fitted a generation a while ago, at what came or went since."""
        self._register, self._known = register, known
        sources = known.sources if known else None
        self.moment_ns = time.time_ns()
        self.places = places(register)
        self.skimmed = known is not None and sources is not None
        if known is not None and sources is not None:
            self.seen: Seen = skim(register, sources.inputs, known.manifest.made_ns)
        else:
            self.seen = look(register)
        self._last: tuple[Path | None, Compared] | None = None

    @cached_property
    def digest(self) -> str:
        """What they looked like."""
        return digest_of(self.seen)

    @property
    def trusted(self) -> str:
        """The same; nothing where one could have changed since without a trace."""
        return self.digest if is_settled(self.seen, self.moment_ns) else ""

    def beside(self, generation: Generation | None) -> Compared:
        """Compare them with what a generation was made from: what did not change since is not read."""
        if self.skimmed and generation is not self._known:  # only beside that one are names enough
            self.skimmed, self.seen = False, look(self._register)
        path = generation.triples if generation else None
        if self._last is None or self._last[0] != path:
            known = generation.sources if generation else None
            made_ns = generation.manifest.made_ns if generation else 0
            inputs = take_stock(self._register, self.seen, known.inputs if known else {}, made_ns)
            self._last = path, Compared(known, inputs, Sources(inputs).digest(code_digest()))
        return self._last[1]


def is_untouched(register: Register, generation: Generation) -> bool:
    """Say whether no file came or went since a generation was made, by their folders alone.

    One that was written over where it lies is not seen by that.
    """
    noted = generation.manifest.places
    return bool(noted) and generation.manifest.code == code_digest() and places(register) == noted


def fits(now: Glance, generation: Generation) -> bool:
    """Say whether a generation was made from what the files say now; note where they were only touched."""
    manifest = generation.manifest
    if manifest.code != code_digest():
        return False
    if not now.skimmed and manifest.glance == now.digest:
        return True
    compared = now.beside(generation)
    if compared.digest != manifest.digest:
        return False
    if compared.known is not None and not now.skimmed:
        renewed = replace(manifest, made_ns=now.moment_ns, glance=now.trusted, places=now.places)
        generation.renew(renewed, replace(compared.known, inputs=compared.inputs))
    return True


class Run:
    """One reading of the register's files, as they lay there at a glance."""

    def __init__(
        self,
        register: Register,
        now: Glance,
        base: Generation | None,
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
        manifest = Manifest(code_digest(), now.moment_ns, digest, now.trusted, now.places, triples)
        return manifest, self._derivation.sources()
