"""One document's files against its card, its text and a fresh reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, Triple

from .. import __version__
from ..errors import ObligraphError
from ..model import Card
from ..rdf import from_turtle, read_document, terms, to_turtle
from ..register.cards import card_stem, write_card
from .differences import Difference
from .fresh import Again


def file_differences(folder: Path, card: Card) -> Iterator[Difference]:
    """Yield where the original, the text, the triples or their spans are not what the card says."""
    stem = card_stem(card)
    if (folder / "cards" / f"{stem}.json").read_bytes() != write_card(card):
        yield Difference("rewritten", f"cards/{stem}.json", card.key)
    yield from _hash_differences(folder, card, card.file, card.sha256)
    text_file = f"texts/{stem}.txt"
    damaged = list(_hash_differences(folder, card, text_file, card.text_sha256))
    yield from damaged
    if card.rendition_of is None:
        text = "" if damaged else (folder / text_file).read_bytes().decode("utf-8")
        yield from _triple_differences(folder, card, f"triples/{stem}.ttl", text, spans=not damaged)


def _hash_differences(folder: Path, card: Card, file: str, sha256: str) -> Iterator[Difference]:
    try:
        with (folder / file).open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        yield Difference("unreadable", file, card.key, (("why", _reason(error)),))
        return
    if digest != sha256:
        yield Difference("hash-differs", file, card.key, (("expected", sha256[:12]), ("found", digest[:12])))


def _triple_differences(
    folder: Path, card: Card, file: str, text: str, *, spans: bool
) -> Iterator[Difference]:
    try:
        content = (folder / file).read_bytes()
        triples = from_turtle(content, source=file)
        filed = read_document(triples)
    except OSError as error:
        yield Difference("unreadable", file, card.key, (("why", _reason(error)),))
        return
    except ObligraphError as error:
        yield Difference("unreadable", file, card.key, (("why", str(error)),))
        return
    if to_turtle(triples) != content:
        yield Difference("rewritten", file, card.key)
    if filed.card != card:
        yield Difference("card-differs", file, card.key)
    if spans:
        yield from _span_differences(card, file, text, triples)


def _span_differences(card: Card, file: str, text: str, triples: Iterable[Triple]) -> Iterator[Difference]:
    """Yield the quotations that the stored text does not bear out."""
    said: dict[str, dict[str, str]] = {}
    for triple in triples:
        if triple.predicate in (terms.START, terms.END, terms.EXACT) and isinstance(triple.object, Literal):
            said.setdefault(str(triple.subject), {})[triple.predicate.value] = triple.object.value
    for place in said.values():
        start, end, exact = (place.get(term.value, "") for term in (terms.START, terms.END, terms.EXACT))
        whole = start.isdecimal() and end.isdecimal()
        if not whole or text[int(start) : int(end)] != exact:
            yield Difference("quote-differs", file, card.key, (("start", start), ("end", end)))


def document_differences(folder: Path, card: Card, again: Again) -> Iterator[Difference]:
    """Yield where a fresh reading gives another text or other triples; a newer reader may."""
    stem = card_stem(card)
    older = card.reader != __version__
    if again.text is None:
        yield Difference("not-read-again", card.file, card.key, (("why", str(again.why)),))
    elif hashlib.sha256(again.text.encode()).hexdigest() != card.text_sha256:
        yield _otherwise(f"texts/{stem}.txt", "text-differs", card, older=older)
    file = f"triples/{stem}.ttl"
    if again.triples is not None and again.triples != (folder / file).read_bytes():
        yield _otherwise(file, "triples-differ", card, older=older)


def _otherwise(file: str, code: str, card: Card, *, older: bool) -> Difference:
    """Return a difference between then and now: damage where the very same version read it."""
    if older:
        return Difference("read-otherwise", file, card.key, (("then", card.reader), ("now", __version__)))
    return Difference(code, file, card.key)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
