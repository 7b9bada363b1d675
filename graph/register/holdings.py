"""All cards of a register together: what is current, what was superseded, what is a rendition."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

import msgspec

from ..errors import IdentityError, UnknownNameError
from ..model import Card
from .cards import card_stem


class Held(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a card is found by, and the card itself, still to be decoded: most are only looked for.

    `stem` is what its files are called, `version` its number among the texts of its document.
    """

    stem: str
    key: str
    version: int
    sha256: str
    rendition_of: str | None
    supersedes: str | None
    content: msgspec.Raw

    @property
    def card(self) -> Card:
        """The card."""
        return _card.decode(self.content)


_card = msgspec.json.Decoder(Card)
_in_order = attrgetter("key", "version")


def held(card: Card) -> Held:
    """Return a card with what it is found by."""
    stem = card_stem(card)
    _, dot, number = stem.rpartition(".")
    version = int(number) if dot and number.isascii() and number.isdigit() else 1
    content = msgspec.Raw(msgspec.json.encode(card))
    return Held(stem, card.key, version, card.sha256, card.rendition_of, card.supersedes, content)


class Holdings:
    """The cards at one moment, indexed; a card is added in the same time however many there are.

    `every` are the cards by stem, `latest` the newest text of each document by key, `successors` maps
    the key of a document to the key of the other one that superseded it, `stems` are the taken names
    with their case folded.
    """

    def __init__(self, cards: Iterable[Held] = ()) -> None:
        """Index the cards, whatever order they come in; of several texts the highest number is the latest."""
        ordered = sorted(cards, key=_in_order)
        self.every = {one.stem: one for one in ordered}
        self.latest = {one.key: one for one in ordered if one.rendition_of is None}
        self.successors = {one.supersedes: one.key for one in ordered if one.supersedes is not None}
        self.stems = {stem.casefold() for stem in self.every}
        self._by_bytes = {one.sha256: one for one in reversed(ordered)}

    def add(self, card: Card) -> None:
        """Add a card that is newer than those before it."""
        one = held(card)
        self.every[one.stem] = one
        self.stems.add(one.stem.casefold())
        self._by_bytes.setdefault(one.sha256, one)
        if one.rendition_of is None:
            self.latest[one.key] = one
        if one.supersedes is not None:
            self.successors[one.supersedes] = one.key

    def copy(self) -> Holdings:
        """Return holdings of the same cards that can be added to apart."""
        return Holdings(self.every.values())

    @property
    def current(self) -> tuple[Held, ...]:
        """The latest card of each document that no other superseded, sorted by key."""
        return tuple(self.latest[key] for key in sorted(self.latest) if key not in self.successors)

    def find(self, key: str) -> Held:
        """Return the latest card of a document; raise `UnknownNameError` for an unknown key."""
        if key in self.latest:
            return self.latest[key]
        advice = "`obligraph missing` lists those only cited"
        raise UnknownNameError("the register holds no document {key}", advice=advice, key=key)

    def find_current(self, key: str) -> Held:
        """Return the same; raise `IdentityError` where another document superseded it."""
        found = self.find(key)
        if key in self.successors:
            after = self.successors[key]
            problem, advice = "{key} was superseded by {after}", "name {after}"
            raise IdentityError(problem, source=found.card.file, advice=advice, key=key, after=after)
        return found

    def with_bytes(self, sha256: str) -> Held | None:
        """Return the card of a file with these very bytes, None where there is none."""
        return self._by_bytes.get(sha256)
