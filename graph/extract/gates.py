"""A cheap test before a costly rule: no rule runs where a word that it can't do without is missing."""

from __future__ import annotations

from functools import lru_cache


def has_any(folded: str, start: int, end: int, stems: tuple[str, ...]) -> bool:
    """Tell whether a whole document's folded text holds one of the stems on [start, end)."""
    known = _document(folded)
    present = known.get(id(stems))
    if present is None:
        present = known.learn(stems)
    for stem in present:  # noqa: SIM110  a generator would cost more than the search
        if folded.find(stem, start, end) >= 0:
            return True
    return False


class _Present(dict[int, tuple[str, ...]]):
    """Of each tuple of stems, by its identity, those that one document holds at all: few.

    The tuples asked for are kept, so that no other one ever takes over the identity of one of them;
    hashing them anew at each question would cost more than the search.
    """

    def __init__(self, folded: str) -> None:
        """Take the words of the document, each once: no stem has a blank inside."""
        super().__init__()
        self._words = " ".join(set(folded.split()))
        self._held: dict[str, bool] = {}
        self._asked: list[tuple[str, ...]] = []

    def learn(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Return the stems that the document holds, remembered from now on."""
        self._asked.append(stems)
        held = self._held
        for stem in stems:
            if stem not in held:
                held[stem] = stem.strip() in self._words
        self[id(stems)] = present = tuple([stem for stem in stems if held[stem]])
        return present


@lru_cache(maxsize=4)
def _document(folded: str) -> _Present:
    return _Present(folded)


def holds_any(words: str, stems: tuple[str, ...]) -> bool:
    """Tell whether some words hold one of the stems."""
    for stem in stems:  # noqa: SIM110  a generator would cost more than the search
        if stem in words:
            return True
    return False


def places_of(folded: str, stems: tuple[str, ...]) -> list[int]:
    """Return where the stems stand in a document, in order: faster by far than one pattern of them all."""
    found = []
    for stem in _document(folded).learn(stems):
        place = folded.find(stem)
        while place >= 0:
            found.append(place)
            place = folded.find(stem, place + 1)
    return sorted(set(found))
