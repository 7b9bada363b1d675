"""Word's automatic numbering: which number Word prints before a paragraph.

A paragraph names a list (`numId`) and a level (`ilvl`), itself or through its style; a list takes
its levels from an abstract list and may override some; a level has a pattern (`%1.%2.`) and a
numeral. Lists of one abstract list go on counting together, unless one of them starts anew.
ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .elements import child, children, integer, value
from .numerals import Numeral, printed_number

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS: Final = 9
BULLET: Final = "•"
_NUMERALS: dict[str, Numeral] = {
    "decimalZero": "zero",
    "lowerLetter": "latin",
    "upperLetter": "LATIN",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
    "russianLower": "russian",
    "russianUpper": "RUSSIAN",
    "none": "none",
}
_PLACE = re.compile("%([1-9])")
_GAPS = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `restart` is the deepest level (from 1) that restarts it, 0 for none."""

    start: int = 1
    numeral: Numeral = "decimal"
    bullet: bool = False
    pattern: str = ""
    gap: str = " "
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class WordList:
    """One list: the abstract list it counts with, its levels, the levels it starts anew."""

    abstract: str
    levels: dict[int, Level]
    anew: dict[int, int] = field(default_factory=dict)


class Counters:
    """The running numbers of one document; `number` is asked once for each paragraph, in order."""

    def __init__(self, lists: dict[str, WordList]) -> None:
        """Start with nothing counted."""
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._met: set[str] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """Return the level that a list ties to a paragraph style, where it does."""
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def number(self, list_id: str, depth: int) -> str:
        """Count one paragraph and return what is printed before it, the gap behind it included."""
        word_list = self._lists.get(list_id)
        if word_list is None or depth not in word_list.levels:
            return ""
        counts = self._counts.setdefault(word_list.abstract, [None] * LEVELS)
        self._begin_anew(list_id, word_list, counts, depth)
        level = word_list.levels[depth]
        before = counts[depth]
        counts[depth] = _start(word_list, depth) if before is None else before + 1
        _reset_deeper(word_list, counts, depth)
        shown = _shown(word_list, counts, depth)
        return f"{shown}{level.gap}" if shown else ""

    def _begin_anew(self, list_id: str, word_list: WordList, counts: list[int | None], depth: int) -> None:
        if list_id in self._met:
            return
        self._met.add(list_id)
        for level in word_list.anew:
            if level >= depth:
                counts[level] = None


def _start(word_list: WordList, depth: int) -> int:
    level = word_list.levels.get(depth)
    return word_list.anew.get(depth, level.start if level else 1)


def _reset_deeper(word_list: WordList, counts: list[int | None], depth: int) -> None:
    for deeper in range(depth + 1, LEVELS):
        level = word_list.levels.get(deeper)
        restart = deeper if level is None or level.restart is None else level.restart
        if depth < restart:
            counts[deeper] = None


def _shown(word_list: WordList, counts: list[int | None], depth: int) -> str:
    level = word_list.levels[depth]
    if level.bullet:
        return _bullet(level.pattern)

    def filled(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        count = counts[place]
        number = _start(word_list, place) if count is None else count
        numeral = word_list.levels.get(place, Level()).numeral
        return printed_number(number, "decimal" if level.legal and numeral != "none" else numeral)

    return _PLACE.sub(filled, level.pattern).strip()


def _bullet(sign: str) -> str:
    """Return a bullet: letters and private-use signs only stand for the shape of another font."""
    sign = sign.strip()
    shape_only = sign.isalnum() or any("\ue000" <= one <= "\uf8ff" for one in sign)
    return BULLET if shape_only else sign


def read_lists(root: _Element | None) -> dict[str, WordList]:
    """Return the lists of `word/numbering.xml` by `numId`."""
    if root is None:
        return {}
    abstracts = {value(one, "abstractNumId", ""): one for one in children(root, "abstractNum")}
    nums = {value(one, "numId", ""): one for one in children(root, "num")}
    linked = {
        value(link, "val", ""): name
        for name, one in abstracts.items()
        if (link := child(one, "styleLink")) is not None
    }
    return {
        list_id: read
        for list_id, num in nums.items()
        if (read := _read_list(num, abstracts, linked)) is not None
    }


def _read_list(num: _Element, abstracts: dict[str, _Element], linked: dict[str, str]) -> WordList | None:
    name = value(child(num, "abstractNumId"), "val", "")
    link = child(abstracts.get(name), "numStyleLink")
    if link is not None:
        name = linked.get(value(link, "val", ""), name)
    if name not in abstracts:
        return None
    levels = _read_levels(abstracts[name])
    anew: dict[int, int] = {}
    for override in children(num, "lvlOverride"):
        depth = integer(value(override, "ilvl", "0"), 0)
        levels |= _read_levels(override)
        start = child(override, "startOverride")
        if start is not None:
            anew[depth] = integer(value(start, "val", "1"), 1)
    return WordList(name, levels, anew)


def _read_levels(parent: _Element) -> dict[int, Level]:
    return {
        depth: _read_level(one)
        for one in children(parent, "lvl")
        if 0 <= (depth := integer(value(one, "ilvl", "-1"), -1)) < LEVELS
    }


def _read_level(level: _Element) -> Level:
    formats = [value(one, "val", "decimal") for one in level.iter("{*}numFmt")]
    numeral = formats[-1] if formats else "decimal"
    restart = child(level, "lvlRestart")
    legal = child(level, "isLgl")
    return Level(
        start=integer(value(child(level, "start"), "val", "0"), 0),
        numeral=_NUMERALS.get(numeral, "decimal"),
        bullet=numeral == "bullet",
        pattern=value(child(level, "lvlText"), "val", ""),
        gap=_GAPS.get(value(child(level, "suff"), "val", "tab"), " "),
        legal=legal is not None and value(legal, "val", "1") not in ("0", "false", "off"),
        restart=None if restart is None else integer(value(restart, "val", "0"), 0),
        style=value(child(level, "pStyle"), "val", "") or None,
    )
