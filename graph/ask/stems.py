"""Questions and phrases reduced to what they mean: concepts, stems of other words, whether they negate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from .concepts import concepts, stem, within, word_table

_WORD = re.compile(r"[а-я]+|[a-z]+")
_MOST_BREAKS = 4
_FILLER = "filler"
"""The concept of groups of words that say nothing."""
_SHORTENED = (
    (re.compile(r"\bcannot\b|\bcan['’]t\b"), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"['’]\w+"), ""),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that say nothing, that negate, that only ask; stems of other matters; patterns of words."""

    stop: frozenset[str]
    negation: frozenset[str]
    other: frozenset[str]
    contracted: frozenset[str]
    question_words: str
    ours: str
    determiners: frozenset[str]
    no_negation: str
    code: str
    acts: str
    asking: str
    comparing: tuple[str, ...]
    polite: str


@cache
def lexicon() -> Lexicon:
    """Return the words that are no matter of a question."""
    data = word_table()
    return Lexicon(
        stop=frozenset(data["stop"].split()),
        negation=frozenset(data["negation"].split()),
        contracted=frozenset(data["contracted"].split()),
        other=frozenset(map(stem, data["other"].split())),
        question_words=data["question_words"],
        ours=data["ours"],
        determiners=frozenset(data["determiners"].split()),
        no_negation=data["no_negation"],
        code=data["code"],
        acts=data["acts"],
        asking=data["asking"],
        comparing=tuple(data["comparing"].split()),
        polite=data["polite"],
    )


def plain(words: str) -> str:
    """Return the words in lower case with «е» for «ё»; no offset moves."""
    low = words.lower()
    if len(low) != len(words):  # some letters have a lower case of two signs: they stay
        low = "".join(small if len(small := sign.lower()) == 1 else sign for sign in words)
    return low.replace("ё", "е")


def split_words(words: str) -> list[str]:
    """Return the words one by one, English contractions taken apart."""
    low = plain(words)
    for shortened, whole in _SHORTENED:
        low = shortened.sub(whole, low)
    return [word for word in _WORD.findall(low) if word not in within()]


def content_words(words: str) -> list[str]:
    """Return the words that say what is asked, as they are spelt."""
    known = lexicon()
    left_out = known.stop | known.negation
    return [word for word in split_words(words) if word not in left_out]


def content_stems(words: str, correct: Callable[[str], str] = str) -> frozenset[str]:
    """Return the concepts of the words that say what is asked; a word without one is its stem.

    `correct` mends the spelling of words that mean nothing as they are.
    """
    return frozenset(meaning for meaning in _meanings(words, correct) if meaning is not None)


def is_negated(words: str) -> bool:
    """Say whether the words turn a question round; «нет ли» and "or not" do not."""
    low = plain(words)
    if lexicon().negation.isdisjoint(split_words(low)):
        return False
    return None in _meanings(_no_negation().sub(" ", low), str)


@cache
def _no_negation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicon().no_negation})\b")


def _meanings(words: str, correct: Callable[[str], str]) -> Iterator[str | None]:
    """Yield what each word or group of words means, None for a negation that is part of no group."""
    found = concepts()
    said = [word if is_known(word) else correct(word) for word in split_words(words)]
    place = 0
    while place < len(said):
        word = said[place]
        meaning, count = found.at(said, place) or (stem(word), 1)
        place += count
        if count == 1 and word in lexicon().negation:
            yield None
        elif meaning != _FILLER and (count > 1 or not _says_nothing(word)):
            yield meaning


def _says_nothing(word: str) -> bool:
    """Say whether a word alone is no matter of a question: a stop word, a letter that means nothing."""
    return word in lexicon().stop or (len(word) == 1 and concepts().at([word], 0) is None)


def asked_of(words: str, correct: Callable[[str], str] = str) -> frozenset[str]:
    """Return what the words mean that a question asks the kind or the measure of: «сколько студентов»."""
    said = split_words(words)
    places = (place for place, word in enumerate(said) if word in lexicon().determiners)
    after = (next(_meanings(" ".join(said[place + 1 :]), correct), None) for place in places)
    return frozenset(meaning for meaning in after if meaning is not None)


def clauses(words: str) -> list[str]:
    """Return the parts of a question that may be the question itself: those that begin or end at a break.

    A break is a sign between words, or stands before a word that asks and compares nothing, as «больше чем»;
    the first few are looked at.
    """
    text = plain(words)
    asks = rf"(?<!{')(?<!'.join(lexicon().comparing)})\s(?=(?:{lexicon().asking})\b)"
    signs = re.finditer(rf"[,:;.!?—–()]\s|\s-\s|{asks}", text)
    within = (sign.start() for sign in signs if _has_words_around(text, sign.start()))
    breaks = list(islice(within, _MOST_BREAKS))
    return [words[place:] for place in breaks] + [words[:place] for place in breaks]


def _has_words_around(text: str, place: int) -> bool:
    return bool(_WORD.search(text, 0, place) and _WORD.search(text, place))


def is_known(word: str) -> bool:
    """Say whether a word means something as it is spelt, alone or beside others."""
    known = lexicon()
    return word in known.stop or word in known.negation or concepts().has(word)


def is_code(words: str) -> bool:
    """Say whether this is written in a query language."""
    return re.search(lexicon().code, words) is not None


def is_act(words: str) -> bool:
    """Say whether something is to be done and nothing is asked."""
    return re.match(rf"\W*(?:(?:{lexicon().polite})\W+)*(?:{lexicon().acts})\b", plain(words)) is not None


def stems_in_order(words: str) -> list[str]:
    """Return the stem of every word, synonyms apart: what names are recognised by."""
    return [stem(word) for word in split_words(words)]
