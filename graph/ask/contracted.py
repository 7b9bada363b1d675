"""Words contracted with a hyphen, as Russian offices write them: «пр-лы», «мин-ва», «док-тов»."""

from __future__ import annotations

import re
from collections.abc import Collection

from .concepts import stem
from .stems import lexicon

_CONTRACTED = re.compile(r"(?<![\w-])([а-я]{1,6})-([а-я]{1,4})(?![\w-])", re.IGNORECASE)
"""The first letters of a word, and its last."""
_HARD = ("", "а", "о", "у", "ы")
"""What follows the last consonant in no form of a noun on «ь»."""
_SOFT = ("ь", "ю", "я")
"""What follows it in no form of other nouns."""
_OPEN = "аеийоуыэюя"
"""What an ending begins with that stands right behind the stem."""


def without_contractions(words: str, nouns: Collection[str]) -> str:
    """Return the words, each contracted one written out in its own form.

    It may stand for a usual noun or one of the nouns given; where it may stand for two, it stays.
    """

    def written_out(match: re.Match[str]) -> str:
        first, last = match[1].lower(), match[2].lower()
        forms = [form for noun in {*lexicon().contracted, *nouns} if (form := _form(noun, first, last))]
        return forms[0] if len({stem(form) for form in forms}) == 1 else match[0]

    return _CONTRACTED.sub(written_out, words)


def _form(noun: str, first: str, last: str) -> str | None:
    """Return the form of a noun that begins and ends so with letters between, None where there is none."""
    if not noun.startswith(first) or last[1:2] in (_HARD if noun.endswith("ь") else _SOFT):
        return None
    kept = noun.removesuffix(noun[-1]) if noun[-1] in _OPEN else noun
    if last[0] not in _OPEN:
        kept = noun[: noun.rfind(last[0])]
    form = f"{kept}{last}"
    return form if len(kept) > len(first) and stem(form) == stem(noun) else None
