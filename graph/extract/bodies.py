"""Names of bodies: out of the capital lines at a document's top, and out of posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..model import Organisation
from .morphology import capitalised, to_nominative
from .party_facts import tidy
from .party_lexicon import ABBREVIATIONS, BODIES, FORMS, TERRITORIES
from .word_readings import Case, fold_twins, has_case, is_function_word, lemmas, readings

_MARKUP = re.compile(r"[*#_]+|</?[a-z]+>")
_BRACKET = re.compile(r"\(([^()]*)\)")
_QUOTED = re.compile('[«"„“]([^«»"“”]*)[»"”“]')
_TOKEN = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:-[A-Za-zА-Яа-яЁё]+)*")


def issuer(lines: Sequence[str]) -> Organisation | None:
    """Return the body whose name stands on the head's lines, its abbreviation in brackets apart.

    «МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ / РОССИЙСКОЙ ФЕДЕРАЦИИ / (МИНПРОСВЕЩЕНИЯ РОССИИ)» gives «Министерство
    просвещения Российской Федерации» and «Минпросвещения России». None for lines without words.
    """
    text = tidy(fold_twins(_MARKUP.sub(" ", " ".join(lines))))
    shorts = tuple(_in_small_letters(inside.strip()) for inside in _BRACKET.findall(text))
    name = _in_small_letters(tidy(_BRACKET.sub(" ", text)))
    return Organisation(name, alternatives=tuple(short for short in shorts if short)) if name else None


def issuer_name(lines: Sequence[str]) -> str:
    """Return the issuer's name as it is written in running text; "" for lines without words."""
    found = issuer(lines)
    return found.name if found else ""


def body_name(words: str, case: Case) -> str:
    """Return a body's name in the nominative with a capital letter, as printed where that is unsure."""
    shown = tidy(words)
    return capitalised(to_nominative(shown, case) or shown)


@lru_cache(maxsize=1024)
def _in_small_letters(name: str) -> str:
    """Return a name printed in capitals with the capitals that it has in running text."""
    letters = [sign for sign in name if sign.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.7 * len(letters):
        return capitalised(name)
    words = [match.group() for match in _TOKEN.finditer(name)]
    shown = iter([_shown(words, place) for place in range(len(words))])
    plain = _TOKEN.sub(lambda _: next(shown), name)
    return capitalised(
        _QUOTED.sub(lambda match: match.group().replace(match[1], capitalised(match[1])), plain)
    )


def _shown(words: Sequence[str], place: int) -> str:
    word = words[place]
    if word in FORMS or word in ABBREVIATIONS:
        return word
    small = word.lower()
    return "-".join(map(capitalised, small.split("-"))) if _is_proper(words, place) else small


def _is_proper(words: Sequence[str], place: int) -> bool:
    """Tell a proper name: a place, an adjective of a territory, «Российская Федерация»."""
    small = words[place].lower()
    if "российский" in lemmas(small) or small.startswith(("федераци", "россии")):
        return True
    if _is_place(small) or _names_settlement(words, place):
        return True
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    if "республика" in lemmas(small):
        return bool(following) and not _is_adjective(following)
    return _is_adjective(small) and not _is_common(small) and _territory_follows(words, place + 1)


def _territory_follows(words: Sequence[str], place: int) -> bool:
    """Tell whether a territory's noun comes next, common adjectives left out of account."""
    while place < len(words) and _is_common(words[place].lower()):
        place += 1
    return place < len(words) and bool(lemmas(words[place].lower()) & TERRITORIES)


def _names_settlement(words: Sequence[str], place: int) -> bool:
    """Tell the name behind «города», «села», «городского округа»: no body, no adjective of a territory."""
    if place == 0 or not lemmas(words[place - 1].lower()) & _SETTLEMENTS:
        return False
    small = words[place].lower()
    if is_function_word(small) or lemmas(small) & (TERRITORIES | BODIES):
        return False
    return len(words) == place + 1 or not _is_adjective(small)


def _is_place(word: str) -> bool:
    found = readings(word)
    return bool(found) and found[0].known and "Geox" in found[0].traits


def _is_adjective(word: str) -> bool:
    found = readings(word)
    return bool(found) and any(one.part == "ADJF" for one in found) and has_case(word, "gent")


def _is_common(word: str) -> bool:
    return bool(lemmas(word) & _COMMON)


_SETTLEMENTS = frozenset(["город", "село", "посёлок", "деревня", "станица", "хутор", "округ"])
_COMMON = frozenset(
    [
        "муниципальный",
        "городской",
        "сельский",
        "федеральный",
        "автономный",
        "национальный",
        "административный",
    ]
)
