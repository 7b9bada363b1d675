"""Noun groups in the nominative: their head and its adjectives change, their tail stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from .word_readings import (
    Case,
    Reading,
    fold_twins,
    has_case,
    is_adverb,
    is_clipped,
    is_clipped_tail,
    is_function_word,
    is_participle,
    readings,
)

__all__ = [
    "WORD",
    "Agreement",
    "Case",
    "capitalised",
    "find_agreement",
    "first_words",
    "is_acting",
    "to_nominative",
    "uncapitalised",
]

WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:[-‑](?:[ \t]?\n?)[A-Za-zА-Яа-яЁё]+)*")
"""One word; a hyphen may be followed by the space or line break of a hyphenation."""
_OPAQUE = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»?|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|\([^()]*\)?")
_ASIDE = frozenset({"Surn", "Name", "Patr", "Geox"})
_ACTING = re.compile(r"(?:и\.\s?о\.|врио|врип|ио)(?!\S)", re.IGNORECASE)
_CLIPPED_ENDINGS: dict[str, tuple[str, ...]] = {"datv": ("у", "ю"), "ablt": ("ом", "ем")}
_DASHED = re.compile(r"\s[–—-]\s")
_BEFORE_I = "гкхжшщч"
"""What «ы» is spelt «и» behind."""

_OF_A_MINISTRY = "Мин"

_MODIFIERS = frozenset({"ADJF", "PRTF"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """The head of a noun group among words: where it stands, how it and its adjectives are read."""

    head: int
    reading: Reading
    modifiers: tuple[tuple[int, Reading], ...] = ()


@lru_cache(maxsize=8192)
def find_agreement(words: tuple[str, ...], case: Case) -> Agreement | None:
    """Return the head noun at the start of the words and the adjectives that agree with it.

    An adjective without a noun is its own head («ответственному за выпуск»). None where the words
    do not begin with a group in that case.
    """
    start = 0
    while (
        start < len(words) - 1 and start < 2 and is_adverb(words[start]) and is_participle(words[start + 1])
    ):
        start += 1
    end = start
    while end < len(words) and _modifies(words, end, case):
        end += 1
    for head in range(min(end, len(words) - 1), start - 1, -1):
        found = _agree(words, start, head, case)
        if found:
            return found
    return None


def _modifies(words: tuple[str, ...], place: int, case: Case) -> bool:
    return place + 1 < len(words) and any(
        one.part in _MODIFIERS and one.case == case for one in readings(words[place])
    )


def _agree(words: tuple[str, ...], start: int, head: int, case: Case) -> Agreement | None:
    for reading in _head_readings(words[head], case):
        modifiers = _agreeing(words[start:head], reading, case)
        if modifiers is not None:
            placed = tuple((start + place, one) for place, one in enumerate(modifiers))
            return Agreement(head, reading, placed)
    return None


@lru_cache(maxsize=20_000)
def _head_readings(word: str, case: Case) -> tuple[Reading, ...]:
    if is_function_word(word):
        return ()
    fitting = [one for one in readings(word) if one.case == case]
    nouns = [one for one in fitting if one.part == "NOUN"]
    nouns.sort(key=lambda one: bool(one.traits & _ASIDE))
    others = [one for one in fitting if one.part in _MODIFIERS]
    others.sort(key=lambda one: one.gender == "neut")
    return (*nouns, *others)


def _agreeing(words: tuple[str, ...], head: Reading, case: Case) -> tuple[Reading, ...] | None:
    found = []
    for word in words:
        fit = next((one for one in readings(word) if _agrees(one, head, case)), None)
        if fit is None:
            return None
        found.append(fit)
    return tuple(found)


def _agrees(modifier: Reading, head: Reading, case: Case) -> bool:
    if modifier.part not in _MODIFIERS or modifier.case != case or modifier.number != head.number:
        return False
    return head.number == "plur" or head.gender in {None, modifier.gender}


@lru_cache(maxsize=20_000)
def to_nominative(phrase: str, case: Case = "datv") -> str | None:
    """Return a noun group in the nominative: its head and adjectives change, its tail stays.

    «Инициаторам создания центров (кластеров)» gives «Инициаторы создания центров (кластеров)».
    Heads joined by «и» change together. None where the phrase does not begin with a group in
    `case`: then it stays as printed.
    """
    if is_acting(phrase):
        return phrase
    dash = _DASHED.search(_mask(phrase))
    if dash:
        first = to_nominative(phrase[: dash.start()], case)
        return first and first + dash.group() + (
            to_nominative(phrase[dash.end() :], case) or phrase[dash.end() :]
        )
    masked = _mask(phrase)
    places = [(match.start(), match.end()) for match in WORD.finditer(masked)]
    words = tuple(masked[start:end] for start, end in places)
    changes = _changes(words, case)
    if not changes:
        return None
    for place in sorted(changes, reverse=True):
        start, end = places[place]
        phrase = phrase[:start] + changes[place] + phrase[end:]
    return phrase


def _mask(phrase: str) -> str:
    """Return the phrase with dots for what stands in quotation marks or brackets."""
    return _OPAQUE.sub(lambda match: "·" * len(match.group()), fold_twins(phrase))


def is_acting(phrase: str) -> bool:
    """Tell whether a post begins with «и.о.», which hides its case."""
    return _ACTING.match(phrase) is not None


def _changes(words: tuple[str, ...], case: Case) -> dict[int, str]:
    """Return the words that change, by place; empty where the first group cannot be read."""
    if words and is_clipped_tail(words[0]) and not words[0].endswith(_CLIPPED_ENDINGS.get(case, ())):
        return {}
    found = find_agreement(words, case)
    if found is None:
        return {}
    changes = _inflected(words, found, 0)
    place = found.head + 1
    while place + 1 < len(words) and words[place] in {"и", "или"}:
        further = find_agreement(words[place + 1 :], case)
        if further is None or has_case(words[place + 1], "gent"):
            break
        changes |= _inflected(words, further, place + 1)
        place += further.head + 2
    return changes


def _inflected(words: tuple[str, ...], found: Agreement, offset: int) -> dict[int, str]:
    parts = ((found.head, found.reading), *found.modifiers)
    return {offset + place: _inflect(words[offset + place], reading) for place, reading in parts}


def _inflect(word: str, reading: Reading) -> str:
    """Return the word in the nominative of the reading's own number and gender."""
    if word.isupper() and len(word) > 1 and not reading.known:
        return word
    wanted = {"nomn", reading.number}
    if reading.part in _MODIFIERS and reading.number == "sing":
        wanted.add(reading.gender)
    form = reading.parse.inflect(wanted - {None})
    if form and "Supr" in reading.traits:
        form = _same_superlative(word, reading, wanted - {None}) or form
    if form and form.word.endswith("о") and word.endswith("у") and not reading.known and is_clipped(word):
        return word[:-1]
    shown = match_letter_case(word, form.word) if form else word
    return _with_genitive_tail(shown) if shown[-1:] == "а" and is_clipped(word) else shown


def _with_genitive_tail(name: str) -> str:
    """Return «Минприроды» for «Минприрода»: a ministry is named by what it is for."""
    if not name.startswith(_OF_A_MINISTRY):
        return name
    return name[:-1] + ("и" if name[-2] in _BEFORE_I else "ы")


def _same_superlative(word: str, reading: Reading, wanted: set[str | None]) -> Any:  # noqa: ANN401 - untyped
    """Return the form that goes with the word: «высшие» for «высшим», not «высочайшие»."""
    forms = [one for one in reading.parse.lexeme if wanted <= set(one.tag.grammemes) and "Supr" in one.tag]
    return max(forms, key=lambda one: _shared_letters(one.word, word.lower()), default=None)


def _shared_letters(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def match_letter_case(model: str, word: str) -> str:
    """Return the word in capitals like the model: all, the first letter, or none."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if "-" in model and "-" in word:
        pairs = zip(re.split("[-‑]\\s*", model), word.split("-"), strict=False)
        return "-".join(match_letter_case(one, other) for one, other in pairs)
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def first_words(text: str, count: int) -> tuple[str, ...]:
    """Return the first words of a text, `count` at most."""
    return tuple([word.group() for word in islice(WORD.finditer(text), count)])


def capitalised(phrase: str) -> str:
    """Return the phrase with its first letter capital."""
    return phrase[:1].upper() + phrase[1:]


def uncapitalised(phrase: str) -> str:
    """Return the phrase with its first letter small, unless it begins with an abbreviation."""
    return phrase if phrase[1:2].isupper() or phrase[1:2] == "." else phrase[:1].lower() + phrase[1:]
