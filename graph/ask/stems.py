"""Words reduced to what their forms and synonyms share."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer  # type: ignore[import-untyped]

_WORD = re.compile(r"[а-яё]+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that say nothing, and for each stem the one that stands for its synonyms."""

    stop: frozenset[str]
    same: dict[str, str]


@cache
def _lexicon() -> Lexicon:
    path = Path(__file__).with_name("words.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    same: dict[str, str] = {}
    for line in data["same"]:
        stems = [_stem(word) for word in line.split()]
        same.update((stem, same.get(stem, stems[0])) for stem in stems)
    return Lexicon(frozenset(data["stop"].split()), same)


@cache
def _stem(word: str) -> str:
    language = "english" if word[0] < "а" else "russian"
    return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


def content_stems(words: str) -> frozenset[str]:
    """Return the stems of the words that say what is asked; synonyms share one stem."""
    lexicon = _lexicon()
    plain = words.lower().replace("ё", "е")
    kept = [word for word in _WORD.findall(plain) if word not in lexicon.stop]
    return frozenset(lexicon.same.get(_stem(word), _stem(word)) for word in kept)
