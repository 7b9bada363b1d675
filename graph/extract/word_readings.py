"""How Russian words can be read: a thin cached layer over the morphological dictionary.

The dictionary is loaded by the first word that needs it. Words longer than `LONGEST_WORD` are not
looked up, so that no text can make a look-up slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

from .folding import has_latin, is_mistyped

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
"""Nominative, genitive, dative, accusative, instrumental, prepositional."""

LONGEST_WORD = 60

_OLD_CASES = {"gen2": "gent", "gen1": "gent", "loc2": "loct", "loc1": "loct", "acc2": "accs"}
_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_MIXED = re.compile("[A-Za-z](?:[А-Яа-яЁё]|(?<=[А-Яа-яЁё][A-Za-z]))")
_LETTERS = re.compile("[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


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


@cache
def _analyser() -> Any:  # noqa: ANN401 - the library is untyped
    import pymorphy3  # loaded late: the dictionary costs 0.2 s and most commands need none

    return pymorphy3.MorphAnalyzer(lang="ru")


def fold_twins(text: str) -> str:
    """Return the text with Latin letters made Cyrillic in words that mix both; lengths are kept."""
    if not has_latin(text) or not _MIXED.search(text):
        return text
    return _LETTERS.sub(_fold_word, text)


@lru_cache(maxsize=4)
def fold_document_twins(text: str) -> str:
    """Return a whole document with its twins folded, remembered for the stretches read from it."""
    return fold_twins(text) if is_mistyped(text) else text


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TWINS) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=20_000)
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


@lru_cache(maxsize=20_000)
def has_case(word: str, case: Case) -> bool:
    """Tell whether a noun, an adjective or a participle can stand in that case."""
    return any(one.case == case and one.part in {"NOUN", "ADJF", "PRTF"} for one in readings(word))


@lru_cache(maxsize=20_000)
def is_infinitive(word: str) -> bool:
    """Tell whether a word can be an infinitive («представить»); a misspelt one counts too."""
    if word[:1].isupper() and not any(one.known for one in readings(word)):
        return False
    return any(one.part == "INFN" for one in readings(word))


@lru_cache(maxsize=20_000)
def acts_now(word: str) -> bool:
    """Tell a verb of the present or the future in the third person («готовит», «согласуют»)."""
    verbs = [one for one in readings(word) if one.part == "VERB"]
    return any("3per" in one.traits and one.traits & {"pres", "futr"} for one in verbs[:1])


def is_surname(word: str) -> bool:
    """Tell whether a capital word can only be a surname («Петров»)."""
    found = readings(word)
    names = {"Surn", "Name", "Patr"}
    return (
        word[:1].isupper()
        and any("Surn" in one.traits for one in found)
        and all(one.traits & names for one in found if one.part == "NOUN")
    )


def is_known(word: str) -> bool:
    """Tell whether the dictionary holds the word itself."""
    return any(one.known for one in readings(word))


@lru_cache(maxsize=20_000)
def is_known_noun(word: str) -> bool:
    """Tell whether the dictionary holds the word as a noun."""
    return any(one.known and one.part == "NOUN" for one in readings(word))


@lru_cache(maxsize=20_000)
def is_object(word: str) -> bool:
    """Tell whether a word reads first of all as a verb's object («график»)."""
    found = readings(word)
    return (
        bool(found) and found[0].part == "NOUN" and not found[0].animate and found[0].case in {"nomn", "accs"}
    )


@lru_cache(maxsize=20_000)
def is_participle(word: str) -> bool:
    """Tell whether a word reads first of all as a participle («созданных»)."""
    found = readings(word)
    return bool(found) and found[0].part in {"PRTF", "PRTS"}


@lru_cache(maxsize=20_000)
def is_function_word(word: str) -> bool:
    """Tell whether a word is a preposition, a conjunction or a particle («по»)."""
    found = readings(word)
    return (
        bool(found) and found[0].part in {"PREP", "CONJ", "PRCL"} and (len(word) == 1 or not word.isupper())
    )


@lru_cache(maxsize=20_000)
def is_adverb(word: str) -> bool:
    """Tell whether a word reads first of all as an adverb («ежегодно»)."""
    found = readings(word)
    return bool(found) and found[0].part in {"ADVB", "COMP", "GRND"}


@lru_cache(maxsize=20_000)
def may_modify(word: str) -> bool:
    """Tell whether a word can stand before the head of its group: an adjective, a participle, an adverb."""
    return is_adverb(word) or any(one.part in {"ADJF", "PRTF"} for one in readings(word))


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Return the dictionary forms of a word's nouns, adjectives and participles."""
    parts = {"NOUN", "ADJF", "PRTF"}
    return frozenset(one.lemma for one in readings(word) if one.part in parts)


_ABBREVIATION = re.compile(r"(?:[А-ЯЁ]{1,3}[а-яё]{1,4})?[А-ЯЁA-Z]{2,15}(?:-[А-ЯЁA-Z0-9]+)?$")
_CLIPPED = re.compile(r"(?:Мин|Рос|Гос|Обл|Гор|Край|Глав|Упр)[а-яё]{2,30}$")


@lru_cache(maxsize=20_000)
def is_abbreviation(word: str) -> bool:
    """Tell whether a word is an abbreviation of a body («МЧС», «Минволн»)."""
    return bool(_ABBREVIATION.match(word)) or is_clipped(word)


@lru_cache(maxsize=20_000)
def is_clipped(word: str) -> bool:
    """Tell whether a word is made of clipped ones («Минволн», «Росреестр»; not «Главам»)."""
    if not _CLIPPED.match(word):
        return False
    return all("Orgn" in one.traits or not one.known for one in readings(word))


def is_clipped_tail(word: str) -> bool:
    """Tell whether a clipped word ends in an unchanging genitive («Минволн», «Минпогоды»)."""
    return is_clipped(word) and not any(one.known for one in readings(word))
