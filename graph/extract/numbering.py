"""Numbers of points as printed: reading one, and finding its place among those before it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Style = Literal["number", "bare", "bracket", "letter", "bullet"]

_RANK: dict[Style, int] = {"number": 1, "bare": 1, "bracket": 2, "letter": 3, "bullet": 4}
_DATE = re.compile(r"[0-9]{1,2}\s?\.\s?[0-9]{1,2}\s?\.\s?(?:[0-9]{4}|[0-9]{2})(?![0-9.])|0[0-9]?\.0")
_NUMBER = re.compile(
    r"((?:[0-9]{1,3}|[0-9]{4,6}(?=\s?[.)]))(?:\.[0-9]{1,3}){0,4})(?:\s?(\.\)|[.)])(?=\s|[а-яa-z«\"(№]|$)|\s{1,8}(?=[а-яa-z«\"(]))\s{0,20}"
)
_NAMED_STARTS = ("пункт", "поручение", "решение", "задача", "мероприятие", "задание")
_NAMED = re.compile(rf"(?:{'|'.join(_NAMED_STARTS)})\s{{1,3}}(?:№\s{{0,3}})?(?=[0-9]{{1,3}}\s?[.)]\s)")
_LETTER = re.compile(r"([а-яa-z])\s?\)\s{0,20}|([а-я])\.\s{1,20}(?=[а-я]{2})")
_BULLET = re.compile(r"(?:[•·▪●◦‣○■□➢➤✓✔∙*](?!\*)\s{0,20}|-\s{1,20}|-(?=[а-я«]))(?=\S)")
_ROMAN = re.compile(
    r"(?=[IVXІХ])((?:X|Х){0,3}(?:[IІ](?:X|Х)|[IІ]V|V?[IІ]{0,3}))(?:\s?[.):]\s{0,20}|\s{1,20})(?=[А-ЯЁ«\"(№]|$)"
)
ROMAN_STARTS = ("I", "V", "X", "І", "Х")
_LATIN_ROMAN = str.maketrans("ХІ", "XI")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_CLEAR_BARE_WORD = re.compile(r"[А-ЯЁ«\"]")
_SHORT = 3
_SKIPPED = 5
"""A figure longer than three signs is a number only this near behind the last one: else it is a year."""

LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
"""The letters that lists are numbered with, in their order."""


class Marker(NamedTuple):
    """A printed number, letter or bullet: `parts` are its figures, `end` is where the text begins.

    A tuple, since many are made for each document.
    """

    style: Style
    parts: tuple[str, ...]
    end: int

    @property
    def label(self) -> str:
        """The number as it stands in a path: `2.1`, `а`; empty for a bullet."""
        return ".".join(self.parts)

    @property
    def is_list_number(self) -> bool:
        """Whether it counts («1.», «2)»), as a bullet and a letter with a bracket do not."""
        return self.style in ("number", "bare", "bracket")

    @property
    def rank(self) -> int:
        """The usual depth: numbers, then numbers with a bracket, letters, bullets."""
        return _RANK[self.style]

    @property
    def ordinal(self) -> int:
        """The last figure as a number; a letter counts by its place in the alphabet."""
        last = self.parts[-1] if self.parts else ""
        if last.isdecimal():
            return int(last)
        return LETTERS.find(last) + 1


def read_marker(text: str, folded: str, start: int, end: int, *, last: int = 0) -> Marker | None:
    """Return the number, letter or bullet that a line begins with, or None.

    `last` is the first figure of the number before it: «1000.» is one only where 999 or so came last.
    """
    if folded[start : start + 2].isalpha() and not folded.startswith(_NAMED_STARTS, start):
        return None
    number = _read_number(text, folded, start, end)
    if number and len(number.parts[0]) > _SHORT and not 0 <= int(number.parts[0]) - last <= _SKIPPED:
        number = None
    return number or _read_letter(text, folded, start, end) or _read_bullet(folded, start, end)


def _read_number(text: str, folded: str, start: int, end: int) -> Marker | None:
    named = _NAMED.match(folded, start, end) if folded.startswith(_NAMED_STARTS, start) else None
    found = _NUMBER.match(folded, named.end() if named else start, end)
    if not found or _DATE.match(folded, start, end):
        return None
    parts = tuple(found[1].split("."))
    if ".0" in found[1] and any(len(part) > 1 and part[0] == "0" for part in parts[1:]):
        return None
    if found[2] == ")" and len(parts) == 1:
        return Marker("bracket", parts, found.end())
    if not found[2] and len(parts) == 1:
        clear = _CLEAR_BARE_WORD.match(text, found.end())
        return Marker("bare", parts, found.end()) if clear else None
    return Marker("number", parts, found.end())


def _read_letter(text: str, folded: str, start: int, end: int) -> Marker | None:
    found = _LETTER.match(folded, start, end)
    if not found or (found[2] and not text[start].islower()):
        return None
    return Marker("letter", (found[1] or found[2],), found.end())


def _read_bullet(folded: str, start: int, end: int) -> Marker | None:
    found = _BULLET.match(folded, start, end)
    return Marker("bullet", (), found.end()) if found else None


def read_roman(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return a Roman number in Latin letters and where the words behind it begin, or None."""
    found = _ROMAN.match(text, start, end) if text.startswith(ROMAN_STARTS, start) else None
    if not found or not found[1]:
        return None
    return found[1].translate(_LATIN_ROMAN), found.end()


def roman_value(roman: str) -> int:
    """Return what a Roman number up to XXXIX is worth."""
    digits = [_ROMAN_DIGITS[sign] for sign in roman]
    following = [*digits[1:], 0]
    return sum(-one if one < two else one for one, two in zip(digits, following, strict=True))
