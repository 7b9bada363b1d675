"""OpenDocument's automatic numbering: which number is printed before a list item or a heading.

A list names a list style or takes that of the list around it; a level of a style has a numeral, what
stands before and behind it, and how many levels it shows. A list counts anew unless it says that it
goes on. OpenDocument 1.3 part 3, 5.3 and 16.30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .elements import integer, local, value
from .numerals import Numeral, printed_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

LEVELS: Final = 10
_PLACE = re.compile(r"%(\d+)%")
_NUMERALS: dict[str, Numeral] = {
    "": "none",
    "a": "latin",
    "A": "LATIN",
    "i": "roman",
    "I": "ROMAN",
    "а": "russian",
    "А": "RUSSIAN",
    "01": "zero",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style: `pattern` has `%1%` for the number of level 1, and so on."""

    numeral: Numeral
    pattern: str
    start: int = 1


ListStyle = dict[int, Level]
Counts = list[int | None]


def read_list_styles(root: _Element) -> Iterator[tuple[str, ListStyle]]:
    """Yield the list styles of one part by name; the style of headings is named `Outline`."""
    for style in root.iter("{*}list-style", "{*}outline-style"):
        name = "Outline" if local(style) == "outline-style" else value(style, "name", "")
        yield name, dict(_read_levels(style))


def _read_levels(style: _Element) -> Iterator[tuple[int, Level]]:
    for element in style:
        depth = integer(value(element, "level", "0"), 0)
        if not 1 <= depth <= LEVELS:
            continue
        if local(element) == "list-level-style-bullet":
            yield depth, Level("none", _bullet(value(element, "bullet-char", "•")))
        elif local(element) in ("list-level-style-number", "outline-level-style"):
            yield depth, _read_level(element, depth)


def _read_level(element: _Element, depth: int) -> Level:
    """Return a level; `num-list-format` is LibreOffice's own pattern and says more than the parts."""
    shown = min(max(integer(value(element, "display-levels", "1"), 1), 1), depth)
    places = ".".join(f"%{place}%" for place in range(depth - shown + 1, depth + 1))
    plain = value(element, "num-prefix", "") + places + value(element, "num-suffix", "")
    form = value(element, "num-format", "")
    numeral = _NUMERALS.get(form.partition(",")[0], "decimal")
    pattern = value(element, "num-list-format", plain) if form else ""
    return Level(numeral, pattern, integer(value(element, "start-value", "1"), 1))


def _bullet(sign: str) -> str:
    """Return a bullet: letters and private-use signs only stand for the shape of another font."""
    return "•" if sign.isalnum() or "\ue000" <= sign[:1] <= "\uf8ff" else sign


def count(style: ListStyle, counts: Counts, depth: int, start: int | None = None) -> str:
    """Count one item of a level (from 1) in `counts` and return the number printed before it."""
    level = style.get(depth)
    if level is None:
        return ""
    before = counts[depth]
    counts[depth] = start if start is not None else level.start if before is None else before + 1
    counts[depth + 1 :] = [None] * (len(counts) - depth - 1)
    return _PLACE.sub(lambda match: _shown(style, counts, int(match[1])), level.pattern).strip()


def _shown(style: ListStyle, counts: Counts, depth: int) -> str:
    level = style.get(depth)
    if level is None:
        return ""
    number = counts[depth] if depth < len(counts) else None
    return printed_number(level.start if number is None else number, level.numeral)


def new_counts() -> Counts:
    """Return the counts of a list in which nothing is counted; place 0 is not used."""
    return [None] * (LEVELS + 1)


class Lists:
    """The lists of one document: which list goes on with which counts."""

    def __init__(self, styles: dict[str, ListStyle]) -> None:
        """Start with no list met."""
        self.styles = styles
        self._by_id: dict[str, Counts] = {}
        self._last: dict[str, Counts] = {}

    def counts_of(self, element: _Element, style: str) -> Counts:
        """Return the counts that an outermost list starts with: new ones, or another list's."""
        named = value(element, "continue-list", "")
        if named and named in self._by_id:
            counts = self._by_id[named]
        elif value(element, "continue-numbering", "false") == "true" and style in self._last:
            counts = self._last[style]
        else:
            counts = new_counts()
        self._last[style] = counts
        self._by_id[value(element, "id", "")] = counts
        return counts


def style_of_paragraphs(root: _Element) -> Iterator[tuple[str, str]]:
    """Yield the paragraph styles of one part that name a list style."""
    for style in root.iter("{*}style"):
        name = value(style, "list-style-name", "")
        if name:
            yield value(style, "name", ""), name
