"""A generation of the index and the files that it is made from: whether it fits them, one run over them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..register import Register
from ..store import Change, Manifest, Sources, Store, renew_manifest
from .derive import Derivation, Progress
from .factbase import FactBase
from .stock import Look, code_digest, digest_of, is_settled, look, take_stock


@dataclass(frozen=True, slots=True)
class Glance:
    """All inputs as they lay there at a moment, unread; the moment is in nanoseconds."""

    seen: Mapping[str, Look]
    moment_ns: int

    @property
    def trusted(self) -> str:
        """What they looked like; nothing where one could have changed since without a trace."""
        return digest_of(self.seen) if is_settled(self.seen, self.moment_ns) else ""


def glance(register: Register) -> Glance:
    """Look at all inputs."""
    moment_ns = time.time_ns()
    return Glance(look(register), moment_ns)


def fits(now: Glance, store: Store) -> bool:
    """Say whether a generation was made from what the files say now; note where they were only touched."""
    manifest = store.manifest
    if manifest.code != code_digest():
        return False
    if manifest.glance == digest_of(now.seen):
        return True
    known = store.sources()
    inputs = take_stock(now.seen, known.inputs if known else {}, manifest.made_ns)
    if Sources(inputs).digest(manifest.code) != manifest.digest:
        return False
    if known is not None and store.path is not None:
        renewed = replace(manifest, made_ns=now.moment_ns, glance=now.trusted)
        renew_manifest(store.path, renewed, replace(known, inputs=inputs))
    return True


class Run:
    """One reading of the register's files, as they lay there at a glance."""

    def __init__(  # noqa: PLR0913  what there is, and what there was
        self,
        register: Register,
        now: Glance,
        before: Sources | None,
        before_ns: int,
        *,
        facts: FactBase,
        progress: Progress | None,
    ) -> None:
        """Of what there was before, looked at then, all that did not change is taken over."""
        inputs = take_stock(now.seen, before.inputs if before else {}, before_ns)
        self._now = now
        self._derivation = Derivation(register, before, Sources(inputs), facts, progress)

    def changes(self) -> Iterator[Change]:
        """Yield each graph whose content differs from before."""
        return self._derivation.changes()

    def described(self, triples: int) -> tuple[Manifest, Sources]:
        """Return what came of it, when the changes are used up."""
        sources, code = self._derivation.sources(), code_digest()
        return Manifest(code, self._now.moment_ns, sources.digest(code), self._now.trusted, triples), sources
