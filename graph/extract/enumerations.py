"""Lists that run on inside one line: «…: 1) постановление …; 2) постановление …»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .gates import has_any
from .numbering import LETTERS, Marker

_BRACKETED = re.compile(r"\s(?<=[:;,.]\s)\s{0,19}([0-9]{1,2}|[а-я])\s?\)\s{0,20}(?=\S)|[«»]")
_NUMBERED = re.compile(r"\s(?<=[.;:]\s)\s{0,19}([0-9]{1,6})\.\s{1,20}(?=[А-ЯЁ«])|[«»]")
_AFTER_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:пп?|ст|ч|гл|подп|разд|абз|№|n|г|гг|см)\.?$")
_AFTER_YEAR = re.compile(r"[0-9]{2,4}\s?гг?\.?$")
_FIRSTS = ("1)", "а)")
_FEWEST = 2


def split_enumeration(text: str, folded: str, start: int, end: int, marker: Marker | None) -> list[int]:
    """Return where the items of a running list begin, the line's own start first.

    A list counts from 1 or «а» behind a colon, or goes on from the line's own number
    («1. … 2. … 3. …»); words in quotation marks are left alone.
    """
    if marker and marker.style == "number" and len(marker.parts) == 1:
        following = text.find(f"{marker.ordinal + 1}.", marker.end, end) >= 0
        signs = _NUMBERED.finditer(text, marker.end, end) if following else ()
        found = list(_run(signs, marker.ordinal + 1))
        if found:
            return [start, *found]
    if marker and marker.rank > 1 and marker.parts:
        return [start, *_run(_BRACKETED.finditer(folded, marker.end, end), marker.ordinal + 1)]
    begin = marker.end if marker else start
    listed = has_any(folded, begin, end, _FIRSTS) or folded.find(" )", begin, end) >= 0
    if listed and (marker is None or marker.rank < 2):
        found = list(_run(_BRACKETED.finditer(folded, begin, end), 1))
        if len(found) >= _FEWEST and folded[max(begin, found[0] - 20) : found[0]].rstrip()[-1:] == ":":
            return [start, *found]
    return [start]


def _run(signs: Iterable[re.Match[str]], expected: int) -> Iterator[int]:
    """Yield where the numbers that go on from `expected` stand; quotation marks are among the signs."""
    depth = 0
    for found in signs:
        sign = found[0]
        if sign in "«»":
            depth = max(0, depth + (1 if sign == "«" else -1))
            continue
        if depth or _value(found[1]) != expected or _is_reference(found):
            continue
        yield found.start() + len(sign) - len(sign.lstrip())
        expected += 1


def _value(label: str) -> int:
    return int(label) if label.isdecimal() else LETTERS.find(label) + 1


def _is_reference(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - 8) : found.start()].lower()
    if _AFTER_YEAR.search(before):
        return False
    return bool(_AFTER_ABBREVIATION.search(before.rstrip(".")))
