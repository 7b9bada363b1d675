"""Documents and points named by pointing back: «пункт 4 того же распоряжения», «названного пункта».

They mean the nearest one that the text names before: of a document, the nearest of its kind. Where several
were named together it can't be told which is meant, and nothing is returned.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model import DocumentKind
from .citations import Citation, find_citations, kind_word_at, names_kind
from .document_lists import Item, Words
from .gates import has_any
from .lexicon_references import POINTING_STEMS, POINTING_WORDS
from .point_names import points_before

_POINTING = re.compile(rf"(?<![а-я])(?:{POINTING_WORDS})\s{{1,3}}")
_POINT = re.compile(r"(?:под)?пункт(?:а|у|ом|е)?(?![а-я])")
_OWN_POINT = re.compile(r"пункт[а-я]{0,3}\s{1,3}[0-9.]{1,12}\s{1,3}настоящ")
_SAME_LETTERS = 5


@dataclass(frozen=True, slots=True)
class PointingBack:
    """Words on [start, end) that point back, and the document meant.

    `path` is the point meant by «названного пункта»; points named of «того же распоряжения» stand before
    `start`.
    """

    start: int
    end: int
    item: Item
    kind: DocumentKind
    path: str | None = None

    def overlaps(self, citation: Citation) -> bool:
        """Tell whether a citation names a document of its own in these words."""
        return citation.start < self.end and self.start < citation.items[-1].full_end


@dataclass(frozen=True, slots=True)
class _Named:
    """A document named up to `end`, None where several were; the one point of it that was named."""

    end: int
    item: Item | None
    kind: DocumentKind
    path: str | None


def may_cite(folded: str, text: str, start: int, end: int) -> bool:
    """Tell cheaply whether documents may be named within [start, end), or pointed back to."""
    return names_kind(folded, text, start, end) or has_any(folded, start, end, POINTING_STEMS)


def pointing_back(words: Words, start: int) -> Iterator[PointingBack]:
    """Yield what points back from `start` on, its antecedent found."""
    if not has_any(words.folded, start, words.end, POINTING_STEMS):
        return
    for match in _POINTING.finditer(words.folded, start, words.end):
        kind = kind_word_at(words.folded, match.end(), words.end)
        point = _POINT.match(words.folded, match.end(), words.end)
        if not kind and not point:
            continue
        family = kind[0][:_SAME_LETTERS] if kind else ""
        named = _last(_named(words.folded, words.text).get(family, ()), match.start())
        if named and named.item:
            end = (kind or point).end()  # type: ignore[union-attr]  # one of them was found
            yield PointingBack(match.start(), end, named.item, named.kind, None if kind else named.path)


def _last(named: Sequence[_Named], before: int) -> _Named | None:
    place = bisect_right(named, before, key=lambda one: one.end)
    return named[place - 1] if place else None


@lru_cache(maxsize=4)
def _named(folded: str, text: str) -> dict[str, tuple[_Named, ...]]:
    """Return what a whole text names by the beginning of its kind word; under «» what has one point."""
    found: dict[str, list[_Named]] = {}
    for one in find_citations(Words(folded, text, len(text)), 0):
        item = one.items[0] if len(one.items) == 1 else None
        points = points_before(folded, text, 0, one.start) or (item.points if item else None)
        path = points.paths[0] if points and len(points.paths) == 1 else None
        named = _Named(one.items[-1].full_end, item, one.kind, path)
        found.setdefault(folded[one.start : one.start + _SAME_LETTERS], []).append(named)
        if path:
            found.setdefault("", []).append(named)
    found[""] = sorted([*found.get("", []), *_other_points(folded, text, found)], key=lambda one: one.end)
    return {family: tuple(some) for family, some in found.items()}


def _other_points(folded: str, text: str, found: dict[str, list[_Named]]) -> Iterator[_Named]:
    """Yield the points of what is pointed back to, and those of the document itself, which nothing means."""
    for own in _OWN_POINT.finditer(folded):
        yield _Named(own.end(), None, "other", None)
    for match in _POINTING.finditer(folded):
        kind = kind_word_at(folded, match.end(), len(folded))
        named = _last(found.get(kind[0][:_SAME_LETTERS], ()), match.start()) if kind else None
        points = points_before(folded, text, 0, match.start()) if named else None
        if named and kind and points and len(points.paths) == 1:
            yield _Named(kind.end(), named.item, named.kind, points.paths[0])
