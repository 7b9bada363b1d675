"""The cards of a register read at once: a copy beside the index, good for those that did not change.

Ten thousand small files take a second to read; their names, sizes and times take a twentieth of that.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from ..errors import UnwritableError
from ..files import read_whole, write_whole
from ..model import Card
from .cards import read_card
from .holdings import Held, held

COPY = "cards.json"
_DIGEST = 32
_WORTH = 64
"""So many cards are read again before a new copy is worth writing."""
_RACE = 2_000_000_000
"""Nanoseconds: a file written so shortly before it was looked at may change unseen."""

Seen = tuple[int, int, Held]
"""A card with the size and the time of its file, the time in nanoseconds."""

_copy = msgspec.json.Decoder(dict[str, Seen])
_FORM = repr(msgspec.inspect.type_info(Card)).encode()


def read_cards(folder: Path, index: Path, *, by_names: bool = False) -> list[Held]:
    """Return the cards of a folder; those that did not change are taken from the copy.

    By names alone, one that was written over where it lies is taken for unchanged; but a copy is never
    written by that. Raises as `read_card`.
    """
    known, now = _read_copy(index / COPY), time.time_ns()
    found = dict(_known_names(folder, known) if by_names else _unchanged(folder, known))
    fresh = [name for name in card_names(folder) if name not in found]
    for name in fresh:
        path = folder / name
        state = path.stat()
        found[name] = state.st_size, state.st_mtime_ns, held(read_card(read_whole(path), str(path)))
    gone_or_other = len(found) - len(fresh) < len(known) or any(name in known for name in fresh)
    if not (gone_or_other or len(fresh) >= _WORTH):  # who goes by names would go on believing the copy
        return [one for _, _, one in found.values()]
    if by_names:
        return read_cards(folder, index)
    if index.is_dir():
        settled = {name: seen for name, seen in found.items() if seen[1] < now - _RACE}
        with suppress(UnwritableError):  # a copy is a convenience
            content = msgspec.json.encode(settled)
            write_whole(index / COPY, _digest(content) + content)
    return [one for _, _, one in found.values()]


def card_names(folder: Path) -> list[str]:
    """Return the names of the cards in a folder."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208  as names: there are many
    return [name for name in names if name.endswith(".json")]


def _known_names(folder: Path, known: dict[str, Seen]) -> Iterator[tuple[str, Seen]]:
    return ((name, known[name]) for name in card_names(folder) if name in known)


def _unchanged(folder: Path, known: dict[str, Seen]) -> Iterator[tuple[str, Seen]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            seen = known.get(entry.name)
            if seen is not None:
                state = entry.stat()
                if seen[0] == state.st_size and seen[1] == state.st_mtime_ns:
                    yield entry.name, seen


def _read_copy(path: Path) -> dict[str, Seen]:
    try:
        content = path.read_bytes()
        digest, rest = content[:_DIGEST], content[_DIGEST:]
        return _copy.decode(rest) if digest == _digest(rest) else {}
    except (OSError, msgspec.DecodeError):
        return {}


def _digest(content: bytes) -> bytes:
    """Return what stands before the copy: a flipped bit in it is noticed, and cards of another form."""
    return hashlib.sha256(_FORM + content).digest()
