"""What words mean: one concept for all its words, their forms and groups of words, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import Stemmer

_BEGINNING = 4
"""Letters of a beginning that tells that a word is spelt as it should be."""
_SHORT_FORM = 4
"""Letters of an abbreviation that tells its word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words beside each other that mean a concept; a word with `*` is the beginning of any."""

    words: tuple[str, ...]
    concept: str

    def rank(self) -> tuple[int, bool, int]:
        """Return what goes first where several fit: more words, words in full, longer beginnings."""
        return len(self.words), not self.words[0].endswith("*"), sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class Concepts:
    """Entries by their first word or beginning; concepts by the stems of words in full."""

    entries: Mapping[str, Sequence[Entry]]
    stems: Mapping[str, str]
    names: frozenset[str]
    """The names of the concepts."""
    words: Collection[str]
    """Words in full, which a misspelt one may stand for."""
    beginnings: Collection[str]
    """Beginnings of words, those within groups too."""
    cache: dict[str, tuple[Entry, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What each word met may begin."""

    def has(self, word: str) -> bool:
        """Say whether a word is part of what means something."""
        begun = any(word[:length] in self.beginnings for length in range(_BEGINNING, len(word) + 1))
        return begun or word in self.words or stem(word) in self.stems

    def at(self, words: Sequence[str], place: int) -> tuple[str, int] | None:
        """Return the concept of the words from a place on and how many they are, or None."""
        found = next((one for one in self._begun(words[place]) if _fits(one, words, place)), None)
        if found is not None:
            return found.concept, len(found.words)
        concept = self.stems.get(stem(words[place]))
        return (concept, 1) if concept is not None else None

    def _begun(self, word: str) -> tuple[Entry, ...]:
        """Return what a word may begin, what goes first before the rest."""
        if word not in self.cache:
            begun = [*self.entries.get(word, ())]
            for length in range(len(word), 0, -1):
                begun += self.entries.get(f"{word[:length]}*", ())
            self.cache[word] = tuple(sorted(begun, key=Entry.rank, reverse=True))
        return self.cache[word]


def _fits(entry: Entry, words: Sequence[str], place: int) -> bool:
    count = len(entry.words)
    if count == 1:
        return True
    if place + count > len(words) or not _is_form(words[place + 1], entry.words[1]):
        return False  # most end here
    return count == 2 or all(map(_is_form, words[place + 2 : place + count], entry.words[2:]))


def _is_form(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def read_concepts(data: Mapping[str, str]) -> Concepts:
    """Return the concepts of a table with a line of words for each; the first that has a word keeps it."""
    entries: dict[str, list[Entry]] = {}
    stems: dict[str, str] = {}
    words: set[str] = set()
    beginnings: set[str] = set()
    for concept, line in data.items():
        for said in line.split():
            spelt = tuple(word for word in said.split("_") if word not in within())
            entry = Entry(spelt, concept)
            entries.setdefault(entry.words[0], []).append(entry)
            words.update(word for word in entry.words if not word.endswith("*"))
            beginnings.update(word.rstrip("*") for word in entry.words if word.endswith("*"))
            if len(entry.words) == 1 and not said.endswith("*"):
                stems.setdefault(stem(said), concept)
    return Concepts(entries, stems, frozenset(data), words, beginnings)


@cache
def within() -> frozenset[str]:
    """Return the words that may stand within a group of words and change nothing."""
    return frozenset(word_table()["within"].split())


@cache
def word_table() -> Mapping[str, Any]:
    """Return the words and patterns of words that a question is understood by."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def concepts() -> Concepts:
    """Return the concepts that questions are understood by."""
    text = Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8")
    return read_concepts(tomllib.loads(text))


@cache
def unabbreviated(word: str) -> str:
    """Return the Russian word that a short form begins, if all words that begin so are of one concept."""
    if len(word) < _SHORT_FORM or word < "а":
        return word
    begun = [
        entry for first, entries in concepts().entries.items() if first.startswith(word) for entry in entries
    ]
    alone = [entry for entry in begun if len(entry.words) == 1]
    return alone[0].words[0].rstrip("*") if len({entry.concept for entry in alone}) == 1 else word


@cache
def stem(word: str) -> str:
    """Return what the forms of one word share."""
    return str(_stemmer("english" if word[0] < "а" else "russian").stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)
