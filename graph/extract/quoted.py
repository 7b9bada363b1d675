"""Quoted words of a point: whose they are, and where they take the place of other words."""

from __future__ import annotations

import re
from bisect import bisect_right

from .gates import has_any

_SIGN = re.compile('[«»"]')
_NEW_WORDING = re.compile(r"(?:редакции|редакция|содержания|пунктом|абзацем|подпунктом)[^«»\"]{0,25}$")
_WORDING_STEMS = ("редакци", "содержания", "пунктом", "абзацем")
_REPLACED_BY = re.compile(
    r"замени(?:в|ть)\s{1,4}(?:слов[ао]|цифр[уы]|дат[уы]|срок)\s{0,3}[«\"][^«»\"]{1,200}[»\"]\s{0,4},?\s{0,4}[^«»\"]{0,40}[«\"]\s{0,2}|"
    r"замен[а-я]{2,4}(?:\s{1,4}на)?\s{1,4}(?:слов[а-я]{0,3}|цифр[а-я]{0,3}|дат[а-я]{0,3}|числ[а-я]{0,3})?(?:\s{1,4}и\s{1,4}цифр[а-я]{0,3})?\s{0,3}:?\s{0,3}[«\"]\s{0,2}"
    r"|замени(?:в|ть)\s[^«»\"]{0,80}[«\"][^«»\"]{1,200}[»\"]\s{0,4},?\s{0,4}[^«»\"]{0,40}[«\"]\s{0,2}"
)
_CLOSING = re.compile('[»"]')
_REACH = 90


def foreign_words(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches inside quotation marks that are names or other people's words.

    The new wording of a point («изложить в следующей редакции: «…»») is the document's own; what
    is quoted within it is not. A mark without its pair opens nothing.
    """
    if folded.find("»", start, end) < 0 and folded.find('"', start, end) < 0:
        return []
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for sign in _SIGN.finditer(folded, start, end):
        position = sign.start()
        closes = sign[0] == "»" or (sign[0] == '"' and bool(opened) and folded[opened[-1]] == '"')
        if not closes:
            opened.append(position)
        elif opened:
            found.append((opened.pop(), position))
    return _outermost([pair for pair in found if not _is_new_wording(folded, start, pair[0])])


def _is_new_wording(folded: str, start: int, position: int) -> bool:
    nearest = max(start, position - _REACH)
    if not has_any(folded, nearest, position, _WORDING_STEMS):
        return False
    return bool(_NEW_WORDING.search(folded[nearest:position]))


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer


def is_within(position: int, stretches: list[tuple[int, int]]) -> bool:
    """Tell whether a place lies inside one of the sorted, disjoint stretches, its edges excluded."""
    index = bisect_right(stretches, (position, position)) - 1
    return index >= 0 and stretches[index][0] < position < stretches[index][1]


def replacing_words(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return what stands in the quotation marks behind «заменить словами», or None."""
    lead = _REPLACED_BY.search(folded, start, end) if has_any(folded, start, end, ("замен",)) else None
    closing = _CLOSING.search(folded, lead.end(), end) if lead else None
    return (lead.end(), closing.start()) if lead and closing else None
