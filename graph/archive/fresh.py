"""An original read anew, in whatever process: its text, and the triples that its stored text gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ObligraphError
from ..model import Card, Filed, Protocol, Source
from ..rdf import to_turtle, write_document
from ..register.cards import card_stem


@dataclass(frozen=True, slots=True)
class Again:
    """What reading anew gave: the text, or why there is none; the triples of the stored text."""

    text: str | None
    why: str | None
    triples: bytes | None


def read_again(task: tuple[str, Card]) -> Again:
    """Read the original of a card anew; the task is the register's folder and the card."""
    folder, card = Path(task[0]), task[1]
    text, why = _text(folder, card)
    if card.rendition_of is not None:
        return Again(text, why, None)
    stored = (folder / "texts" / f"{card_stem(card)}.txt").read_bytes().decode("utf-8")
    return Again(text, why, to_turtle(write_document(Filed(card, _protocol(card, stored)))))


def _text(folder: Path, card: Card) -> tuple[str | None, str | None]:
    from ..ingest import read_bytes  # heavy: only for those who read

    try:
        return read_bytes(card.sent_as, (folder / card.file).read_bytes()).text, None
    except ObligraphError as error:
        return None, str(error)


def _protocol(card: Card, text: str) -> Protocol:
    from ..extract import read_protocol  # with its dictionaries 0.2 s

    source = Source(card.sent_as, card.media_type, text, card.sha256, card.encoding, card.landmarks)
    return read_protocol(source)
