"""A register made of an exported data set: what was read from documents, without these themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Triple

from ..files import write_whole
from ..rdf import read_document, to_turtle
from ..rdf.dumped import Dumped
from .cards import card_stem, read_card, write_card
from .register import Register


def fill(register: Register, dumped: Dumped, source: str) -> None:
    """Write the documents, events and members of a data set into a new register, the cards last.

    Each document gets its triples and its card; its original and its text are not in the data set, and the
    card still names them. Raises `RegisterError` for a card that leads out of the register.
    """
    files = [file for triples in dumped.texts for file in _files(triples, source)]
    with register.writing():
        for name, content in sorted(files, key=lambda file: file[0].startswith("cards/")):
            write_whole(register.folder / name, content)
    for event in dumped.events:
        register.add_event(event)
    if dumped.members:
        register.add_members(dumped.members)


def _files(triples: Sequence[Triple], source: str) -> Iterator[tuple[str, bytes]]:
    filed = read_document(triples)
    card = write_card(filed.card)
    stem = card_stem(read_card(card, source))
    yield f"triples/{stem}.ttl", to_turtle(triples)
    yield f"cards/{stem}.json", card
