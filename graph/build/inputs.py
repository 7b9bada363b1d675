"""A generation of the index and the files that it is made from: whether it fits them, one run over them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from ..register import Register
from ..store import Manifest, Sources, Store, renew_manifest
from .derive import Derivation, Progress
from .factbase import FactBase
from .stock import Look, code_digest, glance, is_settled, look, take_stock


def fits(register: Register, store: Store) -> bool:
    """Say whether a generation was made from what the files say now; note where they were only touched."""
    manifest = store.manifest
    if manifest.code != code_digest():
        return False
    made_ns = time.time_ns()
    seen = look(register)
    if manifest.glance == glance(seen):
        return True
    known = store.sources()
    inputs = take_stock(seen, known.inputs if known else {}, manifest.made_ns)
    if Sources(inputs).digest(manifest.code) != manifest.digest:
        return False
    if known is not None and store.path is not None:
        renewed = replace(manifest, made_ns=made_ns, glance=_trusted(seen, made_ns))
        renew_manifest(store.path, renewed, replace(known, inputs=inputs))
    return True


class Run:
    """One reading of the register's files, as they lay there when it began."""

    def __init__(
        self,
        register: Register,
        before: Sources | None,
        before_ns: int,
        facts: FactBase,
        progress: Progress | None,
    ) -> None:
        """Look at all inputs; of those `before`, seen at a time, what did not change is taken over."""
        self.made_ns = time.time_ns()
        self.seen = look(register)
        now = Sources(take_stock(self.seen, before.inputs if before else {}, before_ns))
        self.derivation = Derivation(register, before, now, facts, progress)

    def described(self, quads: int) -> tuple[Manifest, Sources]:
        """Return what came of it, when the changes are used up."""
        sources, code = self.derivation.sources(), code_digest()
        glanced = _trusted(self.seen, self.made_ns)
        return Manifest(code, self.made_ns, sources.digest(code), glanced, quads), sources


def _trusted(seen: Mapping[str, Look], made_ns: int) -> str:
    """Return what the inputs looked like; nothing where one could have changed since without a trace."""
    return glance(seen) if is_settled(seen, made_ns) else ""
