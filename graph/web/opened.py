"""The register as it is served: one open generation for all requests, renewed behind their backs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ..build import ready
from ..register import Register
from ..store import Store

_LOOK = 1.0
"""Seconds between two looks at the folders."""
_RACE = 2_000_000_000
"""Nanoseconds: a folder written to so shortly before it was looked at may change with its time unchanged."""
_LOOK_WHOLE = 30.0
"""Seconds between two looks at every file: one changed in place leaves its folder's time alone."""
_PATIENCE = 0.4
"""Seconds that a request waits for a newer generation before it goes on with the older."""

Stamp = tuple[int, ...]


class Opened:
    """A register and the store over it; safe to use from several threads.

    A request never waits long for the index: while a newer generation is made, the older answers.
    """

    def __init__(self, register: Register) -> None:
        """Name the register; the store is opened at the first question."""
        self.register = register
        self._lock = threading.Lock()
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="index")
        self._making: Future[Store] | None = None
        self._store: Store | None = None
        self._stamp: Stamp = ()
        self._looked = self._looked_whole = float("-inf")

    def store(self) -> Store:
        """Return the newest generation that is ready; raises as `ready` where there was none yet."""
        with self._lock:
            making = self._making or self._look()
            store = self._store
        if making is None and store is not None:
            return store
        if making is not None and store is None:
            return making.result()
        return self._wait_a_little(making, store)

    def renew(self) -> Store:
        """Return a store that knows what was written just now: for those who wrote it."""
        with self._lock:
            self._stamp, self._looked = (), float("-inf")
            earlier = self._making
        if earlier is not None:
            earlier.exception()  # it may have begun before the writing
        with self._lock:
            making = self._making or self._look()
        if making is not None:
            return making.result()
        return self.store()

    def forget(self) -> None:
        """Give up the open generation, which was found damaged: the next question waits for a new one."""
        with self._lock:
            self._store, self._stamp = None, ()
            self._looked = self._looked_whole = float("-inf")

    def _look(self) -> Future[Store] | None:
        """Return the making of a newer generation where the folders give cause for it; under the lock."""
        moment = time.monotonic()
        if moment - self._looked < _LOOK and self._store is not None:
            return None
        self._looked = moment
        stamp = tuple(_times(self.register.folder))
        if stamp == self._stamp and moment - self._looked_whole < _LOOK_WHOLE:
            return None
        self._looked_whole = moment
        settled = max(stamp) < time.time_ns() - _RACE
        self._making = self._maker.submit(self._make, stamp, settled)
        return self._making

    def _make(self, stamp: Stamp, settled: bool) -> Store:  # noqa: FBT001  told by `submit`
        try:
            if self._keeps_memory(stamp):
                assert self._store is not None  # noqa: S101  told by the line above
                return self._store
            store = self._same(ready(self.register))
            with self._lock:
                self._store, self._stamp = store, stamp if settled or store.path is None else ()
            return store
        finally:
            with self._lock:
                self._making = None

    def _same(self, store: Store) -> Store:
        """Return the open store where this is the same generation: its caches are warm."""
        kept = self._store
        if kept is None or (kept.path, kept.manifest.digest) != (store.path, store.manifest.digest):
            return store
        return kept

    def _keeps_memory(self, stamp: Stamp) -> bool:
        """Say whether the store is one in memory over unchanged folders: making it again is costly."""
        return self._store is not None and self._store.path is None and stamp == self._stamp

    @staticmethod
    def _wait_a_little(making: Future[Store] | None, store: Store | None) -> Store:
        assert making is not None and store is not None  # noqa: S101, PT018  told by the caller
        try:
            return making.result(_PATIENCE)
        except TimeoutError:
            return store


def _times(folder: Path) -> Iterator[int]:
    """Yield when the folders were last written to; files come and go whole, which shows there.

    And when the index moved on: a generation is taken as it is while a change goes on.
    """
    for name in ("cards", "triples", "events", "members.csv", "index/CURRENT"):
        path = folder / name
        yield path.stat().st_mtime_ns if path.exists() else 0
