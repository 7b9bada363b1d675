"""A second spelling of a text, sign for sign, in which the same words look the same.

Holds afterwards: the length is unchanged, so every offset means the same place; letters are small,
«ё» is «е», all dashes are «-», all blanks but line breaks are plain spaces, and a Latin letter inside
a Russian word is the Russian one that it looks like.
"""

from __future__ import annotations

import re

_LATIN = "ABCEHKMOPTXYaceopxyk"
_RUSSIAN = "АВСЕНКМОРТХУасеорхук"
_TWINS = str.maketrans(_LATIN, _RUSSIAN)
_MIXED = re.compile(
    "(?<![A-Za-z])[A-Za-z]++(?=[А-Яа-яЁё])|(?<=[А-Яа-яЁё])[A-Za-z]++"
    "|(?<![^\\s«(])[acoyACOBK](?= [А-Яа-яЁё0-9])"
)
"""Latin letters that touch a Russian one, and a preposition of one Latin letter («c 19 по 20»).

The guards keep a long Latin word linear.
"""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
_LOWER = {
    **{code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)},
    **{code: chr(code).lower() for code in range(ord("А"), ord("Я") + 1)},
    ord("Ё"): "е",
    ord("ё"): "е",
    **{ord(sign): "-" for sign in _DASHES},
    **{ord(sign): " " for sign in _BLANKS},
    **{ord(sign): '"' for sign in _QUOTES},
}


def fold(text: str) -> str:
    """Return the text folded: equally long, small letters, one alphabet a word."""
    return _MIXED.sub(lambda letters: letters[0].translate(_TWINS), text).translate(_LOWER)
