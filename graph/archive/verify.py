"""All that a register holds against what it was made from, as differences; nothing is written.

Hashes against cards, spans against texts, triples against a fresh reading, events against their ids
and evidence, periods in the index against periods computed anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from ..errors import ObligraphError
from ..model import Card
from ..register import Register, read_members
from ..register.cards import card_stem, read_card
from ..register.members import write_members
from ..sandbox import workers
from .differences import Difference
from .documents import document_differences, file_differences
from .events import event_differences
from .fresh import Again, read_again
from .periods import index_differences

Progress = Callable[[int, int, str], None]

_FEW = 8


def verify(register: Register, progress: Progress | None = None) -> list[Difference]:
    """Return all differences, by file; takes as long as reading every original anew.

    Raises `RegisterError` only where the folder itself can't be read.
    """
    found = check_files(register)
    damaged = {one.file for one in found if one.severity == "error"}
    cards = [card for card in _sound_cards(register) if not damaged & set(_files(card))]
    for done, (card, again) in enumerate(_read_all(register, cards)):
        if progress is not None:
            progress(done, len(cards), card.key)
        found += document_differences(register.folder, card, again)
    if not any(one.severity == "error" for one in found):  # what is damaged can't be judged
        found += index_differences(register)
    return sorted(found, key=lambda one: (one.file, one.code, one.details))


def check_files(register: Register) -> list[Difference]:
    """Return the differences that show without reading any original anew: hashes, spans, events."""
    cards = list(_cards(register))
    sound = [card for card in cards if isinstance(card, Card)]
    found = [card for card in cards if isinstance(card, Difference)]
    for card in sound:
        found += file_differences(register.folder, card)
    found += event_differences(register)
    found += _member_differences(register)
    if len(sound) == len(cards):
        found += _strangers(register)
    return found


def _cards(register: Register) -> Iterator[Card | Difference]:
    for path in sorted((register.folder / "cards").glob("*.json")):
        name = f"cards/{path.name}"
        try:
            card = read_card(path.read_bytes(), name)
        except (ObligraphError, OSError) as error:
            yield Difference("unreadable", name, None, (("why", str(error)),))
            continue
        if card_stem(card) != path.stem:
            yield Difference("card-misnamed", name, card.key, (("file", card.file),))
        else:
            yield card


def _sound_cards(register: Register) -> list[Card]:
    return [card for card in _cards(register) if isinstance(card, Card)]


def _files(card: Card) -> tuple[str, ...]:
    stem = card_stem(card)
    return card.file, f"cards/{stem}.json", f"texts/{stem}.txt", f"triples/{stem}.ttl"


def _read_all(register: Register, cards: list[Card]) -> Iterator[tuple[Card, Again]]:
    """Yield each card and its fresh reading, by all cores where there are many."""
    tasks = [(str(register.folder), card) for card in cards]
    if len(tasks) < _FEW or (os.cpu_count() or 1) < 2:
        yield from zip(cards, map(read_again, tasks), strict=True)
        return
    with workers(os.cpu_count() or 1) as pool:
        yield from zip(cards, pool.map(read_again, tasks, chunksize=4), strict=True)


def _member_differences(register: Register) -> Iterator[Difference]:
    path = register.members_path()
    if not path.exists():
        return
    try:
        content = path.read_bytes()
        if write_members(read_members(content, path.name)) != content:
            yield Difference("rewritten", path.name)
    except (ObligraphError, OSError) as error:
        yield Difference("unreadable", path.name, None, (("why", str(error)),))


def _strangers(register: Register) -> Iterator[Difference]:
    for path in register.unreferenced():
        yield Difference("unreferenced-file", path.relative_to(register.folder).as_posix())
