"""A cheap test before a costly rule: no rule runs where a word that it can't do without is missing."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

_MOST_WORDS = 20_000
_LONGEST_WORD = 40


def has_any(folded: str, start: int, end: int, stems: tuple[str, ...]) -> bool:
    """Tell whether a whole document's folded text holds one of the stems on [start, end)."""
    known = _document(folded)
    present = known.get(id(stems))
    if present is None:
        present = known.learn(stems)
    if not present:
        return False
    words = folded[start:end]
    for stem in present:  # noqa: SIM110  a generator would cost more than the search
        if stem in words:
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
        self._words = set(folded.split())
        self._vocabulary = _VOCABULARIES[-1]
        self._held = self._vocabulary.stems_of(self._words)
        self._asked: list[tuple[str, ...]] = []

    def learn(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Return the stems that the document holds, remembered from now on."""
        self._asked.append(stems)
        bare, pairs = _without_blanks(stems)
        if not bare <= self._vocabulary.stems:
            self._vocabulary = _with_stems(bare)
            self._held = self._vocabulary.stems_of(self._words)
        held = self._held
        found = () if bare.isdisjoint(held) else tuple([stem for stem, word in pairs if word in held])
        self[id(stems)] = found
        return found


@lru_cache(maxsize=1024)
def _without_blanks(stems: tuple[str, ...]) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return stems as words hold them, and each beside itself as it was given: «о » is part of no word."""
    pairs = tuple([(stem, stem.strip()) for stem in stems])
    return frozenset([word for _, word in pairs]), pairs


class _Vocabulary:
    """Which stems the words of the documents hold: a word met before is not searched again.

    Texts share most of their words; what is new in one is searched for all stems at once.
    """

    def __init__(self, stems: frozenset[str]) -> None:
        self.stems = stems
        self._bare: set[str] = set()
        self._holding: dict[str, tuple[str, ...]] = {}

    def stems_of(self, words: set[str]) -> set[str]:
        """Return the stems that some words hold, at any place of a word."""
        holding = self._holding
        known = holding.keys() & words
        held = set(chain.from_iterable([holding[word] for word in known]))
        held.update(self._learn([word for word in words - self._bare if word not in known]))
        return held

    def _learn(self, words: list[str]) -> list[str]:
        """Return the stems that words met for the first time hold; remember all but the longest words."""
        together = " ".join(words)
        held = [stem for stem in self.stems if stem in together]
        if len(self._bare) + len(self._holding) > _MOST_WORDS:
            self._bare, self._holding = set(), {}
        short = [word for word in words if len(word) <= _LONGEST_WORD]
        found = {word: tuple([stem for stem in held if stem in word]) for word in short}
        self._holding.update((word, stems) for word, stems in found.items() if stems)
        self._bare.update(word for word, stems in found.items() if not stems)
        return held


_VOCABULARIES = [_Vocabulary(frozenset())]
"""The newest alone: a rule that asks for stems not known yet makes it anew, so that soon all are known."""


def _with_stems(stems: frozenset[str]) -> _Vocabulary:
    _VOCABULARIES[-1] = _Vocabulary(_VOCABULARIES[-1].stems | stems)
    return _VOCABULARIES[-1]


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
