"""Files read by as many processes as there are cores, in order, a few at a time."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..errors import UnreadableFileError
from ..model import Card, Protocol, Source
from ..register import Register
from ..sandbox import workers

T = TypeVar("T")
Read = tuple[Source, Protocol]

_FEW = 8
_AHEAD = 4
"""So many files for each process are read ahead of what is taken in: memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file: its bytes, the card where they are held already, else what gives its text and protocol.

    `result` raises what reading raised.
    """

    file: Path
    content: bytes
    known: Card | None
    result: Callable[[], Read]


def read_files(files: Sequence[Path], register: Register) -> Generator[Reading]:
    """Go through the files in order, each read once; bytes that the register holds are not read again."""
    if len(files) < _FEW or (os.cpu_count() or 1) < 2:
        yield from (_reading(file, register, _now) for file in files)
        return
    processes = os.cpu_count() or 1
    with workers(processes) as pool:

        def later(name: str, content: bytes) -> Callable[[], Read]:
            future: Future[Read] = pool.submit(_read, name, content)
            return future.result

        ahead: deque[Reading] = deque()
        waiting = iter(files)
        while True:
            ahead.extend(
                _reading(file, register, later) for file in islice(waiting, processes * _AHEAD - len(ahead))
            )
            if not ahead:
                return
            yield ahead.popleft()


def _reading(file: Path, register: Register, start: Callable[[str, bytes], Callable[[], Read]]) -> Reading:
    try:
        content = file.read_bytes()
    except OSError as error:
        return Reading(file, b"", None, _failing(file, error))
    known = register.card_of_bytes(hashlib.sha256(content).hexdigest())
    return Reading(file, content, known, _now(file.name, content) if known else start(file.name, content))


def _failing(file: Path, error: OSError) -> Callable[[], Read]:
    reason = (error.strerror or str(error)).lower()

    def fail() -> Read:
        raise UnreadableFileError(f"can't be read ({reason})", source=str(file)) from error

    return fail


def _now(name: str, content: bytes) -> Callable[[], Read]:
    return lambda: _read(name, content)


def _read(name: str, content: bytes) -> Read:
    from ..extract import read_protocol  # with its dictionaries 0.2 s: not for those who only ask
    from ..ingest import read_bytes

    source = read_bytes(name, content)
    return source, read_protocol(source)


def batched(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Go through things in groups of a size; `itertools.batched` of Python 3.12 and later."""
    rest = iter(things)
    while group := tuple(islice(rest, size)):
        yield group
