"""A phrase cut into tokens: words, names of people, and what stands in quotation marks or brackets.

Holds afterwards: tokens stand in order and do not overlap; a name, a quotation or a bracket is one
token however many words it has; offsets are those of the text that was cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .folding import fold
from .morphology import WORD, fold_twins
from .names import WrittenName, scan_names

TokenKind = Literal["word", "number", "quoted", "bracket", "name", "dash", "mark"]

_NUMBER = re.compile(r"(?:№|N)[ \t\xa0]*[0-9]+(?:[/-][0-9]+)*|[0-9]+(?:[.,:/-][0-9]+)*")
_ACTING = re.compile(r"[Ии]\.\s?[Оо]\.(?=\s+[а-яё])")
_DASH = re.compile(r"[–—-]")
_CLOSERS = {"«": "»", "(": ")", "„": "“", "“": "”"}
_LONGEST_INSERT = 600


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `folded` is its text in small letters, `name` is set for a person's name."""

    kind: TokenKind
    text: str
    folded: str
    start: int
    end: int
    name: WrittenName | None = None


def cut(text: str) -> tuple[Token, ...]:
    """Return the tokens of a short text, line breaks and other blanks left out."""
    read, folded = fold_twins(text), fold(text)
    names = {name.start: name for name in scan_names(read)}
    tokens = []
    place = 0
    while place < len(read):
        if read[place].isspace():
            place += 1
            continue
        kind, end = _next(read, place, names)
        tokens.append(Token(kind, read[place:end], folded[place:end], place, end, names.get(place)))
        place = end
    return tuple(tokens)


def _next(text: str, place: int, names: dict[int, WrittenName]) -> tuple[TokenKind, int]:
    if place in names:
        return "name", names[place].end
    sign = text[place]
    if sign in _CLOSERS or sign == '"':
        end = _close(text, place)
        if end:
            return ("bracket" if sign == "(" else "quoted"), end
    if match := _ACTING.match(text, place) or WORD.match(text, place):
        return "word", match.end()
    if match := _NUMBER.match(text, place):
        return "number", match.end()
    return ("dash" if _DASH.match(sign) else "mark"), place + 1


def _close(text: str, place: int) -> int | None:
    """Return where the quotation or bracket that opens here ends, pairs inside it counted."""
    opener = text[place]
    closer = _CLOSERS.get(opener, '"')
    limit = min(len(text), place + _LONGEST_INSERT)
    depth = 0
    for index in range(place + 1, limit):
        if text[index] == closer:
            if depth == 0:
                return index + 1
            depth -= 1
        elif text[index] == opener:
            depth += 1
    return None
