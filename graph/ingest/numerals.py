"""List numbers as printed: 4 becomes `4`, `г`, `d`, `IV` or `04`, by the name a format gives it."""

from __future__ import annotations

from typing import Literal

Numeral = Literal["decimal", "zero", "latin", "LATIN", "roman", "ROMAN", "russian", "RUSSIAN", "none"]

RUSSIAN_LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""What Word and LibreOffice count with: without ё, й, ъ and ь."""

LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LARGEST_ROMAN = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def printed_number(number: int, numeral: Numeral) -> str:
    """Return a number in a numeral; what the numeral can't write (0, 4000 in Roman) is decimal."""
    if numeral == "none":
        return ""
    if numeral == "zero":
        return f"{number:02d}"
    low = _small_letters(number, numeral.lower()) if 0 < number <= LARGEST_ROMAN else str(number)
    return low.upper() if numeral.isupper() else low


def _small_letters(number: int, numeral: str) -> str:
    if numeral == "roman":
        return _roman(number)
    if numeral in ("latin", "russian"):
        return _letter(number, LATIN_LETTERS if numeral == "latin" else RUSSIAN_LETTERS)
    return str(number)


def _letter(number: int, letters: str) -> str:
    """Return the letter of a number; behind the last one they are doubled, then tripled."""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
