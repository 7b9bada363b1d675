"""What becomes of a file that arrives: new, known, a rendition, a newer text, or a conflict."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import PurePath
from typing import Literal

from ..errors import IdentityError, RegisterError
from ..identity import document_key
from ..model import Card, Filed, Protocol, Source
from ..rdf import write_document
from ..rdf.serialise import from_turtle, to_turtle
from .cards import card_stem, write_card
from .holdings import Holdings

Outcome = Literal["added", "unchanged", "rendition", "superseding"]

_EXTENSION = re.compile(r"\.[0-9a-z]{1,8}")
_LONGEST_STEM = 120


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came and as it was read.

    `recorded` is the moment it is taken in, `reader` the version that read it. `as_rendition_of`
    names the document whose other form this is, `supersede` the one whose text this replaces: keys.
    """

    content: bytes
    source: Source
    protocol: Protocol
    recorded: datetime
    reader: str
    as_rendition_of: str | None = None
    supersede: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the outcome and the card that it has now."""

    outcome: Outcome
    card: Card


def decide(held: Holdings, arrival: Arrival, occupied: Callable[[str], bool]) -> Taken:
    """Return what becomes of the file, nothing written yet.

    `occupied` tells whether a path within the register holds other bytes. Raises `IdentityError` for
    another text under an identity that is held, `UnknownNameError` where the document named as the
    one rendered or superseded is not held.
    """
    known = held.with_bytes(arrival.source.sha256)
    if known is not None:
        return Taken("unchanged", known.card)
    digest = hashlib.sha256(arrival.source.text.encode()).hexdigest()
    key = _key(arrival.protocol, digest)
    outcome, other = _relation(held, arrival, key, digest)
    rendered = other.key if other and outcome == "rendition" else None
    key = rendered or key
    source = arrival.source
    card = Card(
        key=key,
        file=_free_file(held, key, source, occupied),
        sent_as=PurePath(source.name).name,
        media_type=source.media_type,
        sha256=source.sha256,
        text_sha256=digest,
        recorded=arrival.recorded,
        reader=arrival.reader,
        encoding=source.encoding,
        landmarks=source.landmarks,
        rendition_of=rendered,
        supersedes=other.key if other and outcome == "superseding" and other.key != key else None,
    )
    return Taken(outcome, card)


def _key(protocol: Protocol, digest: str) -> str:
    head = protocol.head
    return document_key(
        head.number.value if head.number else None,
        head.date.value if head.date else None,
        head.issuer.value if head.issuer else None,
        digest,
    )


def _relation(held: Holdings, arrival: Arrival, key: str, digest: str) -> tuple[Outcome, Card | None]:
    """Return the outcome and the card that it relates to.

    A text that takes the place of one with the same key is its next version; the card names what it
    supersedes only where that has a key of its own.
    """
    if arrival.as_rendition_of is not None:
        return "rendition", held.find_current(arrival.as_rendition_of).card
    other = held.find_current(arrival.supersede).card if arrival.supersede is not None else None
    same = held.find_current(key).card if key in held.latest else None
    if same is None or same == other:
        return ("added", None) if other is None else ("superseding", other)
    if same.text_sha256 == digest:
        return "rendition", same
    raise IdentityError(
        "two different texts are {key}: {held} (sent as {sent_as}) and {name}",
        source=arrival.source.name,
        advice="say --as-rendition-of {key} or --supersede {key}, or correct the number or date",
        key=key,
        held=same.file,
        sent_as=same.sent_as,
        name=arrival.source.name,
    )


def _free_file(held: Holdings, key: str, source: Source, occupied: Callable[[str], bool]) -> str:
    """Return where the original goes: `protocols/<key>.<ext>`, with `.2` and so on where that is taken.

    Names that differ only by case count as one, as they do on Windows and macOS.
    """
    stem = key if len(key) <= _LONGEST_STEM else f"{key[:_LONGEST_STEM]}-{_short(key)}"
    for name in _numbered(stem):
        file = f"protocols/{name}{_extension(source)}"
        if name.casefold() not in held.stems and not occupied(file):
            return file
    raise AssertionError  # the numbers do not end


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}.{number}"


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def _extension(source: Source) -> str:
    sent = PurePath(source.name).suffix.lower()
    return sent if _EXTENSION.fullmatch(sent) else mimetypes.guess_extension(source.media_type) or ".bin"


def files_of(taken: Taken, arrival: Arrival) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a taken document in the order of writing: its card, which makes it held, last."""
    stem = card_stem(taken.card)
    yield taken.card.file, arrival.content
    yield f"texts/{stem}.txt", arrival.source.text.encode()
    if taken.outcome != "rendition":
        yield f"triples/{stem}.ttl", _triples(Filed(taken.card, arrival.protocol))
    yield f"cards/{stem}.json", write_card(taken.card)


def _triples(filed: Filed) -> bytes:
    """Return a document's triples as Turtle that was read back and compared."""
    triples = write_document(filed)
    content = to_turtle(triples)
    if set(from_turtle(content, source=filed.card.file)) != set(triples):
        problem = "its triples are not the same when they are read back"
        raise RegisterError(problem, source=filed.card.file, advice="report this document to the developers")
    return content
