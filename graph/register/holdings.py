"""All cards of a register together: what is current, what was superseded, what is a rendition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import RegisterError, UnknownNameError
from ..model import Card
from .cards import card_stem


@dataclass(frozen=True, slots=True)
class Holdings:
    """The cards at one moment: `current` by key, one a document; `every` of them by stem."""

    current: dict[str, Card]
    every: dict[str, Card]

    def find(self, key: str) -> Card:
        """Return the current card of a document; raise `UnknownNameError` for an unknown key."""
        if key in self.current:
            return self.current[key]
        advice = "`obligraph query documents` lists what is held"
        raise UnknownNameError(f"the register holds no document {key}", advice=advice)

    def with_bytes(self, sha256: str) -> Card | None:
        """Return the card of a file with these very bytes, None where there is none."""
        return next((card for card in self.every.values() if card.sha256 == sha256), None)

    def with_card(self, card: Card) -> Holdings:
        """Return the holdings after one more card."""
        return gather_cards([*self.every.values(), card])


def gather_cards(cards: Iterable[Card]) -> Holdings:
    """Return the holdings that the cards make, in the order of their keys whatever order they come in.

    A document's current card is the one that is no rendition and that no other supersedes. Raises
    `RegisterError` where two cards claim to be that.
    """
    every = {card_stem(card): card for card in sorted(cards, key=card_stem)}
    gone = {card.supersedes for card in every.values() if card.supersedes is not None}
    kept = [card for stem, card in every.items() if stem not in gone and card.rendition_of is None]
    current: dict[str, Card] = {}
    for card in sorted(kept, key=lambda card: card.key):
        if current.setdefault(card.key, card) is not card:
            problem = f"two texts of one document, {current[card.key].file} and {card.file}"
            raise RegisterError(problem, advice="remove one's card and take that file in with --supersede")
    return Holdings(current, every)
