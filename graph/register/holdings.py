"""All cards of a register together: what is current, what was superseded, what is a rendition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import IdentityError, UnknownNameError
from ..model import Card
from .cards import card_stem

_VERSION = re.compile(r"\.([0-9]+)$")


@dataclass(frozen=True, slots=True)
class Holdings:
    """The cards at one moment: `every` by stem, `latest` the newest text of each document by key.

    `successors` maps the key of a document to the key of the other one that superseded it.
    """

    every: dict[str, Card]
    latest: dict[str, Card]
    successors: dict[str, str]

    @property
    def current(self) -> tuple[Card, ...]:
        """The latest card of each document that no other superseded, sorted by key."""
        return tuple(card for key, card in self.latest.items() if key not in self.successors)

    def find(self, key: str) -> Card:
        """Return the latest card of a document; raise `UnknownNameError` for an unknown key."""
        if key in self.latest:
            return self.latest[key]
        advice = "`obligraph query documents` lists what is held"
        raise UnknownNameError(f"the register holds no document {key}", advice=advice)

    def find_current(self, key: str) -> Card:
        """Return the same; raise `IdentityError` where another document superseded it."""
        card = self.find(key)
        if key in self.successors:
            after = self.successors[key]
            raise IdentityError(f"{key} was superseded by {after}", source=card.file, advice=f"name {after}")
        return card

    def with_bytes(self, sha256: str) -> Card | None:
        """Return the card of a file with these very bytes, None where there is none."""
        return next((card for card in self.every.values() if card.sha256 == sha256), None)

    def with_card(self, card: Card) -> Holdings:
        """Return the holdings after one more card."""
        return gather_cards([*self.every.values(), card])


def gather_cards(cards: Iterable[Card]) -> Holdings:
    """Return the holdings that the cards make, whatever order they come in.

    Of several texts of one document the one whose files have the highest number is the latest.
    """
    every = {card_stem(card): card for card in sorted(cards, key=_version)}
    texts = (card for card in every.values() if card.rendition_of is None)
    latest = {card.key: card for card in texts}
    successors = {card.supersedes: card.key for card in every.values() if card.supersedes is not None}
    return Holdings(every, dict(sorted(latest.items())), successors)


def _version(card: Card) -> tuple[str, int]:
    found = _VERSION.search(card_stem(card))
    return card.key, int(found[1]) if found else 1
