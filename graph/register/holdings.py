"""All cards of a register together: what is current, what was superseded, what is a rendition."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import IdentityError, UnknownNameError
from ..model import Card
from .cards import card_stem


class Holdings:
    """The cards at one moment, indexed; a card is added in the same time however many there are.

    `every` are the cards by stem, `latest` the newest text of each document by key, `successors` maps
    the key of a document to the key of the other one that superseded it, `stems` are the taken names
    with their case folded.
    """

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        """Index the cards, whatever order they come in; of several texts the highest number is the latest."""
        self.every: dict[str, Card] = {}
        self.latest: dict[str, Card] = {}
        self.successors: dict[str, str] = {}
        self.stems: set[str] = set()
        self._by_bytes: dict[str, Card] = {}
        for card in sorted(cards, key=_version):
            self.add(card)

    def add(self, card: Card) -> None:
        """Add a card that is newer than those before it."""
        stem = card_stem(card)
        self.every[stem] = card
        self.stems.add(stem.casefold())
        self._by_bytes.setdefault(card.sha256, card)
        if card.rendition_of is None:
            self.latest[card.key] = card
        if card.supersedes is not None:
            self.successors[card.supersedes] = card.key

    def copy(self) -> Holdings:
        """Return holdings of the same cards that can be added to apart."""
        return Holdings(self.every.values())

    @property
    def current(self) -> tuple[Card, ...]:
        """The latest card of each document that no other superseded, sorted by key."""
        return tuple(self.latest[key] for key in sorted(self.latest) if key not in self.successors)

    def find(self, key: str) -> Card:
        """Return the latest card of a document; raise `UnknownNameError` for an unknown key."""
        if key in self.latest:
            return self.latest[key]
        advice = "`obligraph missing` lists those only cited"
        raise UnknownNameError("the register holds no document {key}", advice=advice, key=key)

    def find_current(self, key: str) -> Card:
        """Return the same; raise `IdentityError` where another document superseded it."""
        card = self.find(key)
        if key in self.successors:
            after = self.successors[key]
            problem, advice = "{key} was superseded by {after}", "name {after}"
            raise IdentityError(problem, source=card.file, advice=advice, key=key, after=after)
        return card

    def with_bytes(self, sha256: str) -> Card | None:
        """Return the card of a file with these very bytes, None where there is none."""
        return self._by_bytes.get(sha256)


def _version(card: Card) -> tuple[str, int]:
    _, dot, number = card_stem(card).rpartition(".")
    return card.key, int(number) if dot and number.isascii() and number.isdigit() else 1
