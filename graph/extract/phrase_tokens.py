"""A phrase cut into tokens: words, names of people, and what stands in quotation marks or brackets.

Holds afterwards: tokens stand in order and do not overlap; a name, a quotation or a bracket is one
token however many words it has; offsets are those of the text that was cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from .folding import fold
from .hyphenation import whole_words
from .morphology import WORD
from .names import WrittenName, scan_names
from .party_lexicon import STARTERS
from .word_readings import fold_twins

TokenKind = Literal["word", "number", "quoted", "bracket", "name", "dash", "mark"]

_SIGNED = r"(?:№|N)[ \t\xa0]*(?=[^\s]{0,20}[0-9])[0-9A-Za-zА-Яа-яЁё]+(?:[/.–-][0-9A-Za-zА-Яа-яЁё]+){0,8}"
_NUMBER = rf"{_SIGNED}|[0-9]+(?:[.,:/–—-][0-9]+)*"
_ACTING = r"[Ии]\.\s?[Оо]\.(?=\s+[а-яё])"
_COUNTED = r"[А-ЯЁ]{1,6}-[0-9]{1,4}(?![0-9А-Яа-яЁё])"
_PLAIN = r"[а-яё]{2,}+(?![-‑A-Za-zА-ЯЁ])"
"""What most words are, tried first."""

_TOKEN = re.compile(
    rf"(?:(?P<word>{_PLAIN}|{_ACTING}|{_COUNTED}|{WORD.pattern})"
    rf"|(?P<number>{_NUMBER})|(?P<dash>[–—-])|(?P<mark>\S))\s*+"
)
_KINDS: tuple[TokenKind, ...] = ("word", *_TOKEN.groupindex)  # type: ignore[arg-type]  # named after kinds
"""The kinds by the index of their group; every token is in one."""

_CLOSERS = {"«": "»", "(": ")", "„": "“", "“": "”"}
_OPENERS = frozenset({*_CLOSERS, '"'})
_LONGEST_INSERT = 600
_LONGEST_RUN = 8


class Token(NamedTuple):
    """One token; `folded` is its text in small letters, `name` is set for a person's name.

    A tuple, since hundreds are made for each document.
    """

    kind: TokenKind
    text: str
    folded: str
    start: int
    end: int
    name: WrittenName | None = None


_token: Callable[[tuple[TokenKind, str, str, int, int, WrittenName | None]], Token] = partial(
    tuple.__new__, Token
)
"""Makes a token of its fields without the call of Python code that a named tuple's own making is."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens of a short text and the text itself folded; a place is a token's index."""

    tokens: tuple[Token, ...]
    folded: str

    def at(self, place: int) -> Token | None:
        """Return the token at a place, None behind the end."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def word(self, place: int) -> Token | None:
        """Return the token at a place if it is a word."""
        token = self.tokens[place] if 0 <= place < len(self.tokens) else None
        return token if token is not None and token.kind == "word" else None

    def words(self, place: int) -> tuple[str, ...]:
        """Return the words that follow each other from a place on, eight at most."""
        found: list[str] = []
        for token in self.tokens[place : place + _LONGEST_RUN]:
            if token.kind != "word":
                break
            found.append(token.text)
        return tuple(found)

    def starts_clause(self, place: int) -> bool:
        """Tell whether a term or another clause begins at a place («до 1 мая», «из числа»)."""
        tokens = self.tokens
        return place < len(tokens) and STARTERS.match(self.folded, tokens[place].start) is not None

    def remarks(self, place: int) -> tuple[Token, ...]:
        """Return the brackets that follow each other from a place on."""
        found: list[Token] = []
        while (token := self.at(place + len(found))) and token.kind == "bracket":
            found.append(token)
        return tuple(found)

    def place_at(self, offset: int) -> int:
        """Return the place of the first token at or behind an offset of the text."""
        return next((place for place, one in enumerate(self.tokens) if one.start >= offset), len(self.tokens))


@lru_cache(maxsize=256)
def cut(text: str) -> Phrase:
    """Return a short text as tokens, line breaks and other blanks left out."""
    read = whole_words(fold_twins(text))
    folded = fold(read)
    names = {name.start: name for name in scan_names(read)}
    tokens = []
    place = 0
    for found in _TOKEN.finditer(read):
        index = found.lastindex or 0
        start, end = found.span(index)
        if start < place:
            continue
        kind = _KINDS[index]
        name = names.get(start) if names else None
        if name:
            kind, end = "name", name.end
        elif kind == "mark" and read[start] in _OPENERS and (closed := _close(read, start)):
            kind, end = ("bracket" if read[start] == "(" else "quoted"), closed
        tokens.append(_token((kind, read[start:end], folded[start:end], start, end, name)))
        place = end
    return Phrase(tuple(tokens), folded)


def _close(text: str, place: int) -> int | None:
    """Return where the quotation or bracket that opens here ends, pairs inside it counted."""
    opener = text[place]
    closer = _CLOSERS.get(opener, '"')
    depth = 0
    limit = min(len(text), place + _LONGEST_INSERT)
    for index in range(place + 1, limit):
        if text[index] == closer:
            if depth == 0 or not _closes_again(text, index + 1, limit, opener, closer):
                return index + 1
            depth -= 1
        elif text[index] == opener:
            depth += 1
    return None


def _closes_again(text: str, place: int, limit: int, opener: str, closer: str) -> bool:
    """Tell whether the next sign of the pair closes: «А «Б» в» against «А «Б» and so on."""
    following = next((sign for sign in text[place:limit] if sign in {opener, closer}), None)
    return following == closer
