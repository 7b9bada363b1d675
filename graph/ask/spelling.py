"""Misspelt words: the known word that one slip of the fingers leads from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, permutations

from .concepts import word_table

_SHORTEST = 4
"""Letters of a word that is worth correcting: shorter ones have too many neighbours."""

_BEGINNING = 6
"""Letters of a beginning that is worth looking for."""

_ENDING = 4
"""Letters of the longest ending behind such a beginning: what is longer is another word."""

_LONG = 6
"""Letters of a word in which one letter may stand for another: `choir` is not `chair`."""


class Spelling:
    """Known words, found by one letter left out, doubled, exchanged, or swapped with the next one."""

    def __init__(self, known: Collection[str], beginnings: Collection[str] = ()) -> None:
        """Index the known words, and beginnings of words, by what is left of them without one letter."""
        self._known = frozenset(known)
        self._beginnings = Spelling(beginnings) if beginnings else None
        self._near: Mapping[str, set[str]] = defaultdict(set)
        for word in self._known:
            for cut in _cuts(word):
                self._near[cut].add(word)

    def corrected(self, word: str) -> str:
        """Return the one known word that is a slip away from an unknown one, else the word itself.

        The first letter is taken for right. Where several known words are as near, nothing is guessed
        but the one of the same length.
        """
        if word in self._known or len(word) < _SHORTEST:
            return word
        near = {one for cut in _cuts(word) for one in self._near.get(cut, ()) if _one_slip(word, one)}
        same_length = {one for one in near if len(one) == len(word)}
        for found in (near, same_length):
            if len(found) == 1:
                return next(iter(found))
        return word

    def begun(self, word: str) -> str:
        """Return a word with the known beginning that a slip leads from to its own, else the word.

        The last letter of the beginning is taken for right: behind it many another word goes on.
        """
        if self._beginnings is None:
            return word
        for length in range(len(word), max(_BEGINNING - 2, len(word) - _ENDING - 1), -1):
            corrected = self._beginnings.corrected(word[:length])
            told = len(corrected) >= _BEGINNING and corrected[-1] == word[length - 1]
            if told and corrected != word[:length]:
                return corrected + word[length:]
        return word


def _cuts(word: str) -> Iterator[str]:
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def _one_slip(first: str, second: str) -> bool:
    """Whether one letter more, less or other, or two neighbours swapped, make one word the other."""
    start = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return abs(len(first) - len(second)) <= 1
    left, right = first[start:], second[start:]
    swapped = left[1:2] + left[:1] + left[2:]
    exchanged = left[1:] == right[1:] and len(first) >= _LONG and left[:1] + right[:1] in _taken_for()
    return exchanged or right in {swapped, left[1:]} or left == right[1:]


@cache
def _taken_for() -> frozenset[str]:
    """Return the pairs of letters of which one is hit or heard for the other."""
    alike = word_table()["alike"].split()
    return keys_beside().union("".join(pair) for letters in alike for pair in permutations(letters, 2))


@cache
def keys_beside() -> frozenset[str]:
    """Return the pairs of letters whose keys are beside each other on one of the keyboards."""
    return frozenset(pair for rows in word_table()["keyboards"] for pair in _beside(rows.split()))


def _beside(rows: Iterable[str]) -> Iterator[str]:
    """Yield the pairs of keys beside each other, in a row or one above the other."""
    above = ""
    for row in rows:
        near = [a + b for a, b in pairwise(row)]
        near += [a + b for place, a in enumerate(row) for b in above[place : place + 2]]
        yield from near
        yield from (pair[::-1] for pair in near)
        above = row
