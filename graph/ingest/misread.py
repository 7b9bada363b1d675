"""Signs that recognition takes for others, put right inside numbers, dates and list numbers only.

Everywhere else a scan's text stays as it was read: a word is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_NUMBER = re.compile(r"(?:№|\bN|\bNo)\s*\w+(?:\s?[-–/]\s?\w+)*")
_TWICE = re.compile(r"(?<![^\W\d_]{2})[ОOоo]0(?=[0-9])")
_ZERO = re.compile(r"(?<![^\W\d_]{2})[ОOоo](?=[0-9])|(?<=[0-9])[ОOоo](?=[0-9])")
_THREE = re.compile(r"(?<=[-/0-9])[Зз](?=[0-9])")
_SUFFIX = re.compile(r"(?<=[0-9])[nп][pр]\b")
_GAP = re.compile(r"^([0-9]{1,3}(?:\.[0-9]{1,3})*[.)]) [-–—_.]+ (?=[А-ЯЁA-Z])")
_DAY = re.compile(r"\b[ОOоo](?=[0-9](?:\s+[а-я]{3,8}\s+[0-9]{4}|\.[0-9]{2}\.[0-9]{4}))")
_YEAR = re.compile(r"(?<=[а-яё] )B(?= (?:19|20)[0-9]{2}\b)")

_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_AS_READ: Final[dict[str, tuple[str, ...]]] = {
    "I": ("1", "Г", "l"),
    "II": ("П", "Il", "lI", "ll", "Ц", "11"),
    "III": ("Ш", "Ill", "lll", "ПI", "IП", "111"),
    "IV": ("ГУ", "1У", "IУ", "ТУ", "1V", "ГV", "lV"),
    "V": ("У", "\\/"),
    "VI": ("УТ", "УI", "У1", "VI", "V1", "УГ"),
    "VII": ("УП", "VП", "УII", "VIl"),
    "VIII": ("УШ", "VШ", "УIII"),
    "IX": ("ГХ", "1Х", "IХ", "1X", "TX", "ТХ"),
    "X": ("Х",),
    "XI": ("ХI", "Х1", "ХГ"),
    "XII": ("ХП", "ХII"),
}
"""How a Roman number at a line's start is read instead."""

_HEADING = re.compile(r"(\S{1,4})\.(?=\s+[А-ЯЁA-Z«])")


def repair(line: str) -> str:
    """Return a line with the numbers of documents, the days and the years in it put right.

    A dash between a list number and its text is the gap between them, taken for a sign.
    """
    line = _GAP.sub(r"\1 ", line)
    line = _NUMBER.sub(lambda match: _digits(match.group()), line)
    return _YEAR.sub("в", _DAY.sub("0", line))


def repair_romans(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a document, its Roman section numbers put right.

    Only a line start that is a known misreading of the very next number is changed, and only once
    «I.» has been met as such: the initials of a name are never taken for a number.
    """
    met = 0
    for line in lines:
        heading = _HEADING.match(line)
        if heading is None or met >= len(_ROMANS):
            yield line
            continue
        following = _ROMANS[met]
        if heading[1] == following or (met and heading[1] in _ROMAN_AS_READ[following]):
            met += 1
            yield following + line[heading.end(1) :]
        else:
            yield line


def _digits(number: str) -> str:
    number = _ZERO.sub("0", _TWICE.sub("0", number))
    return _SUFFIX.sub("пр", _THREE.sub("3", number))
