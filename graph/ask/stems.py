"""Words reduced to what their forms and synonyms share."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import Stemmer

_WORD = re.compile(r"[а-я]+|[a-z]+")
_SHORTENED = ((re.compile(r"n['’]t\b"), " not"), (re.compile(r"['’]\w+"), ""))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that say nothing or negate, each stem's one for its synonyms, patterns of numbers and time."""

    stop: frozenset[str]
    negation: frozenset[str]
    same: Mapping[str, str]
    words: frozenset[str]
    months: tuple[str, ...]
    numbers: tuple[str, ...]
    ordinals: tuple[str, ...]
    noon: str
    end_of: str
    quarter: str
    no_negation: str
    question_words: str
    code: str
    roles: Mapping[str, str]
    relative: Mapping[str, str]
    periods: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Return the words that questions are understood by."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    same: dict[str, str] = {}
    for line in data["same"]:
        stems = [stem(word) for word in line.split()]
        same.update((one, same.get(one, stems[0])) for one in stems)
    return Lexicon(
        stop=frozenset(data["stop"].split()),
        negation=frozenset(data["negation"].split()),
        same=same,
        words=frozenset(word for line in data["same"] for word in line.split()),
        months=tuple(data["months"]),
        numbers=tuple(data["numbers"]),
        ordinals=tuple(data["ordinals"]),
        noon=data["noon"],
        end_of=data["end_of"],
        quarter=data["quarter"],
        no_negation=data["no_negation"],
        question_words=data["question_words"],
        code=data["code"],
        roles=data["roles"],
        relative=data["relative"],
        periods=data["periods"],
    )


@cache
def stem(word: str) -> str:
    """Return what the forms of one word share."""
    return str(_stemmer("english" if word[0] < "а" else "russian").stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


def plain(words: str) -> str:
    """Return the words in lower case with «е» for «ё»; no offset moves."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in words).replace("ё", "е")


def _words(words: str) -> list[str]:
    """Return the words one by one, English contractions taken apart."""
    low = plain(words)
    for shortened, whole in _SHORTENED:
        low = shortened.sub(whole, low)
    return _WORD.findall(low)


def content_words(words: str) -> list[str]:
    """Return the words that say what is asked, as they are spelt."""
    known = lexicon()
    left_out = known.stop | known.negation
    return [word for word in _words(words) if word not in left_out]


def content_stems(words: str) -> frozenset[str]:
    """Return the stems of the words that say what is asked; synonyms share one stem."""
    known = lexicon()
    return frozenset(known.same.get(stem(word), stem(word)) for word in content_words(words))


def is_negated(words: str) -> bool:
    """Say whether the words turn a question round; «нет ли» and "or not" do not."""
    known = lexicon()
    said = re.sub(rf"\b(?:{known.no_negation})\b", " ", plain(words))
    return not known.negation.isdisjoint(_words(said))


def is_code(words: str) -> bool:
    """Say whether this is written in a query language."""
    return re.search(rf"\b(?:{lexicon().code})\b", words) is not None


def stems_in_order(words: str) -> list[str]:
    """Return the stem of every word, synonyms apart: what names are recognised by."""
    return [stem(word) for word in _words(words)]
