"""Cases of Russian words: a thin cached layer over the morphological dictionary.

The dictionary is loaded by the first word that needs it. Words longer than `LONGEST_WORD` are not
looked up, so that no text can make a look-up slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
"""Nominative, genitive, dative, accusative, instrumental, prepositional."""

LONGEST_WORD = 60
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:[-‑](?:[ \t]?\n?)[A-Za-zА-Яа-яЁё]+)*")
"""One word; a hyphen may be followed by the space or line break of a hyphenation."""

_OPAQUE = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»?|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|\([^()]*\)?")
_OLD_CASES = {"gen2": "gent", "gen1": "gent", "loc2": "loct", "loc1": "loct", "acc2": "accs"}
_MODIFIERS = frozenset({"ADJF", "PRTF"})
_ASIDE = frozenset({"Surn", "Name", "Patr", "Geox"})
_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_MIXED = re.compile("[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_LETTERS = re.compile("[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_ACTING = re.compile(r"(?:и\.\s?о\.|врио|врип|ио)(?!\S)", re.IGNORECASE)
_DASHED = re.compile(r"\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word; `part` is its part of speech, `traits` the dictionary's other marks."""

    lemma: str
    part: str
    case: str | None
    number: str | None
    gender: str | None
    animate: bool
    traits: frozenset[str]
    known: bool
    parse: Any = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The head of a noun group among words: where it stands, how it and its adjectives are read."""

    head: int
    reading: Reading
    modifiers: tuple[tuple[int, Reading], ...] = ()


@cache
def _analyser() -> Any:  # noqa: ANN401 - the library is untyped
    import pymorphy3  # loaded late: the dictionary costs 0.2 s and most commands need none

    return pymorphy3.MorphAnalyzer(lang="ru")


def fold_twins(text: str) -> str:
    """Return the text with Latin letters made Cyrillic in words that mix both; lengths are kept."""
    if not _MIXED.search(text):
        return text
    return _LETTERS.sub(_fold_word, text)


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TWINS) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Return every way to read a word, the likeliest first; () for what is no Russian word."""
    if len(word) > LONGEST_WORD or not _CYRILLIC.search(word):
        return ()
    return tuple(_reading(parse) for parse in _analyser().parse(_plain(word)))


def _plain(word: str) -> str:
    return re.sub(r"[-‑]\s*", "-", word)


def _reading(parse: Any) -> Reading:  # noqa: ANN401 - the library is untyped
    tag = parse.tag
    return Reading(
        lemma=parse.normal_form,
        part=str(tag.POS or ""),
        case=_OLD_CASES.get(str(tag.case), _given(tag.case)),
        number=_given(tag.number),
        gender=_given(tag.gender),
        animate=str(tag.animacy) == "anim",
        traits=frozenset(tag.grammemes),
        known=parse.is_known,
        parse=parse,
    )


def _given(mark: object) -> str | None:
    return str(mark) if mark else None


@lru_cache(maxsize=50_000)
def has_case(word: str, case: Case) -> bool:
    """Tell whether a noun, an adjective or a participle can stand in that case."""
    return any(one.case == case and one.part in {"NOUN", "ADJF", "PRTF"} for one in readings(word))


@lru_cache(maxsize=50_000)
def is_infinitive(word: str) -> bool:
    """Tell whether a word can be an infinitive («представить»); a misspelt one counts too."""
    if word[:1].isupper() and not any(one.known for one in readings(word)):
        return False
    return any(one.part == "INFN" for one in readings(word))


def is_known(word: str) -> bool:
    """Tell whether the dictionary holds the word itself."""
    return any(one.known for one in readings(word))


@lru_cache(maxsize=50_000)
def is_known_noun(word: str) -> bool:
    """Tell whether the dictionary holds the word as a noun."""
    return any(one.known and one.part == "NOUN" for one in readings(word))


@lru_cache(maxsize=50_000)
def is_object(word: str) -> bool:
    """Tell whether a word reads first of all as a verb's object («график»)."""
    found = readings(word)
    return (
        bool(found) and found[0].part == "NOUN" and not found[0].animate and found[0].case in {"nomn", "accs"}
    )


@lru_cache(maxsize=50_000)
def is_participle(word: str) -> bool:
    """Tell whether a word reads first of all as a participle («созданных»)."""
    found = readings(word)
    return bool(found) and found[0].part in {"PRTF", "PRTS"}


@lru_cache(maxsize=50_000)
def is_function_word(word: str) -> bool:
    """Tell whether a word is a preposition, a conjunction or a particle («по»)."""
    found = readings(word)
    return bool(found) and found[0].part in {"PREP", "CONJ", "PRCL"} and not word.isupper()


@lru_cache(maxsize=50_000)
def is_adverb(word: str) -> bool:
    """Tell whether a word reads first of all as an adverb («ежегодно»)."""
    found = readings(word)
    return bool(found) and found[0].part in {"ADVB", "COMP", "GRND"}


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms of a word's nouns, adjectives and participles."""
    parts = {"NOUN", "ADJF", "PRTF"}
    return frozenset(one.lemma for one in readings(word) if one.part in parts)


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


@lru_cache(maxsize=50_000)
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
    wanted = {"nomn", reading.number}
    if reading.part in _MODIFIERS and reading.number == "sing":
        wanted.add(reading.gender)
    form = reading.parse.inflect(wanted - {None})
    return match_letter_case(word, form.word) if form else word


def match_letter_case(model: str, word: str) -> str:
    """Return the word in capitals like the model: all, the first letter, or none."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if "-" in model and "-" in word:
        pairs = zip(re.split("[-‑]\\s*", model), word.split("-"), strict=False)
        return "-".join(match_letter_case(one, other) for one, other in pairs)
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def capitalised(phrase: str) -> str:
    """Return the phrase with its first letter capital."""
    return phrase[:1].upper() + phrase[1:]


def uncapitalised(phrase: str) -> str:
    """Return the phrase with its first letter small, unless it begins with an abbreviation."""
    return phrase if phrase[1:2].isupper() or phrase[1:2] == "." else phrase[:1].lower() + phrase[1:]
