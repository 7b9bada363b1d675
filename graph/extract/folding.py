"""A second spelling of a text, sign for sign, in which the same words look the same.

Holds afterwards: the length is unchanged, so every offset means the same place; letters are small,
«ё» is «е», all dashes are «-», all blanks but line breaks are plain spaces, and a Latin letter inside
a Russian word is the Russian one that it looks like.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LATIN = "ABCEHKMOPTXYaceopxyk"
_RUSSIAN = "АВСЕНКМОРТХУасеорхук"
_TWINS = str.maketrans(_LATIN, _RUSSIAN)
_LONE = "acoyACOBK"
"""Latin letters that alone between Russian words are prepositions and the like («c 19 по 20»)."""

_MISTYPED = re.compile(
    r"[A-Za-z](?<![A-Za-z][A-Za-z])(?:(?<=[А-Яа-яЁё][A-Za-z])[A-Za-z]*+|[A-Za-z]*+(?=[А-Яа-яЁё])"
    rf"|(?<=[{_LONE}])(?<![^«(][A-Za-z])(?=\x20(?:[А-Яа-яЁё]|\d)))"
)
"""Latin letters that touch Russian ones, or stand for a short word."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
_PLAIN = {
    "ё": "е",
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_QUOTES, '"'),
}
_VARIANT = re.compile(f"[{''.join(_PLAIN)}]")


def fold(text: str) -> str:
    """Return the text folded: equally long, small letters, one alphabet a word."""
    return _VARIANT.sub(lambda sign: _PLAIN[sign[0]], _small(_respelt(text)))


def _respelt(text: str) -> str:
    """Return the text with the Latin letters of Russian words made Russian."""
    if not has_latin(text):
        return text
    return _MISTYPED.sub(lambda letters: letters[0].translate(_TWINS), text)


def has_latin(text: str) -> bool:
    """Tell whether a text has a Latin letter; to encode what is ASCII takes a third of a search's time."""
    plain = text.encode("ascii", "ignore")
    return plain.lower() != plain.upper()


def _small(text: str) -> str:
    """Return the text in small letters; a letter whose small form is longer stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


@lru_cache(maxsize=4)
def fold_document(text: str) -> str:
    """Return a whole document folded, remembered for the rooms that read it after each other."""
    return _VARIANT.sub(lambda sign: _PLAIN[sign[0]], _small(_respelt_document(text)))


def is_mistyped(text: str) -> bool:
    """Tell whether a whole document has Latin letters that should be Russian."""
    return _respelt_document(text) != text


@lru_cache(maxsize=4)
def _respelt_document(text: str) -> str:
    return _respelt(text)
