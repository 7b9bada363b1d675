"""Changes that are announced: while one goes on, the index as it stands is an answer.

    index/.changing-5f0c2a91    held by the process that changes the register, as long as it lives

A change is announced only over an index that holds all that was reported as done, and is reported as
done only when the index holds it. So while any announced change goes on, the current generation holds
everything that anybody was told of: a reader takes it as it is, and waits for nobody.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..files import held_alone, hold_alone

_NOTE = ".changing-"


def announced(index: Path) -> bool:
    """Return whether a living process announced a change that it has not reported as done."""
    return any(held_alone(note) for note in index.glob(f"{_NOTE}*"))


@contextmanager
def announcement(index: Path) -> Iterator[None]:
    """Announce a change while the block runs; to be entered under the register's lock.

    What killed processes left is removed. Raises `OSError` where the folder can't be written.
    """
    for note in index.glob(f"{_NOTE}*"):
        if not held_alone(note):
            note.unlink(missing_ok=True)
    note = index / f"{_NOTE}{secrets.token_hex(4)}"
    handle = hold_alone(note)
    try:
        yield
    finally:
        os.close(handle)
        note.unlink(missing_ok=True)


def revoke(index: Path) -> None:
    """Take all announcements back: something was reported as done that the index does not hold."""
    for note in index.glob(f"{_NOTE}*"):
        with suppress(PermissionError):  # Windows: it is open
            note.unlink(missing_ok=True)
