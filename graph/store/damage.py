"""A generation found damaged while it was asked: told as our own error, and never opened again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from ..errors import DamagedIndexError

T = TypeVar("T")

POINTER = "CURRENT"
"""The file of the index that names the current generation."""

_SIGN = "Corruption"
"""How RocksDB begins its word on a block that is not what it wrote."""


@contextmanager
def noticing_damage(triples: Path | None) -> Iterator[None]:
    """Raise `DamagedIndexError` where the engine finds the generation of this folder damaged.

    Its pointer is removed: whoever asks next makes the index anew. Opening a generation looks at
    its bookkeeping alone; a flipped bit among the triples shows when they are read.
    """
    try:
        yield
    except (RuntimeError, OSError) as error:
        if _SIGN not in str(error):
            raise
        if triples is not None:
            set_aside(triples)
        advice = "ask again: it is made anew"
        raise DamagedIndexError(
            "the index is damaged", source=str(triples or "index"), advice=advice
        ) from error


def watched(found: Iterable[T], triples: Path | None) -> Iterator[T]:
    """Go through what the engine gives, noticing damage on the way."""
    with noticing_damage(triples):
        yield from found


def set_aside(triples: Path) -> None:
    """Take the pointer away from a generation; one that points to another stays."""
    generation = triples.parent
    pointer = generation.parent / POINTER
    with suppress(OSError):
        if pointer.read_text(encoding="ascii").strip() == generation.name:
            pointer.unlink()
