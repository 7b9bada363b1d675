"""The documents that the graph knows, held or only cited, and which of them words name."""

from __future__ import annotations

import re
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..errors import InvalidValueError
from ..identity import number_key, slug
from ..moments import parse_day
from ..queries import Selects, part, run_query
from ..store import Store

_DATED = re.compile(r"(?:(.+?)\s+)?(?:от|of|dated)\s+(.+)", re.IGNORECASE)
_SPELT = "="
"""What stands before a spelling, so that it is no name as it stands."""
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
_KNOWN: weakref.WeakKeyDictionary[Store, Papers] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, held or only cited: its IRI, its number (its key where it has none), its ISO date."""

    iri: str
    name: str
    date: str | None

    @property
    def key(self) -> str:
        """Return the document's key, the last part of its IRI."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Papers:
    """All documents, and those that have a name or a date: names in the spelling that all share."""

    every: tuple[Paper, ...]
    named: Mapping[str, tuple[Paper, ...]]
    dated: Mapping[str, tuple[Paper, ...]]

    def called(self, words: str) -> list[Paper]:
        """Return the documents that the words name: by IRI, key, number, or number and date."""
        number, day = _parted(words)
        if number and day:
            return [paper for paper in self.called(number) if paper.date == day]
        found = (self.named.get(name, ()) for name in _names(words))
        return list({paper.iri: paper for papers in found for paper in papers}.values())

    def resembling(self, words: str) -> list[Paper]:
        """Return the documents of a day alone, or whose number has the words as a part of it.

        A part is whole figures and words that follow each other: «124» and «05-124» of «Д05-124/05пр».
        """
        number, day = _parted(words)
        if not number:
            return list(self.dated.get(day or "", ()))
        sought = _pieces(number)
        found = self.dated.get(day, ()) if day else self.every
        return [paper for paper in found if _has(_pieces_of_name(paper.name), sought)]


def known_papers(store: Selects) -> Papers:
    """Return the documents that a store knows; those of a generation are looked up once."""
    if not isinstance(store, Store):
        return _look_up(store)
    if store not in _KNOWN:
        _KNOWN[store] = _look_up(store)
    return _KNOWN[store]


def _look_up(store: Selects) -> Papers:
    rows = run_query(store, part("things"), {}).rows
    papers = tuple(
        Paper(str(iri), str(number or str(iri).rsplit("/", 1)[-1]), None if date is None else str(date))
        for iri, number, date in rows
    )
    named = ((name, paper) for paper in papers for name in (paper.iri, paper.key, *_names(paper.name)))
    return Papers(papers, _grouped(named), _grouped((paper.date or "", paper) for paper in papers))


def _grouped(pairs: Iterable[tuple[str, Paper]]) -> dict[str, tuple[Paper, ...]]:
    groups: defaultdict[str, list[Paper]] = defaultdict(list)
    for name, paper in pairs:
        if name:
            groups[name].append(paper)
    return {name: tuple(papers) for name, papers in groups.items()}


def _names(words: str) -> frozenset[str]:
    """Return the spellings under which a name is looked for: as it stands, by its signs, in Latin letters."""
    spelt = {number_key(words), slug(words).casefold()} - {""}
    return frozenset({words.strip(), *(f"{_SPELT}{one}" for one in spelt)})


def _parted(words: str) -> tuple[str, str | None]:
    """Return a number and the ISO date beside it; either may be missing."""
    text = words.strip()
    found = _DATED.fullmatch(text)
    if found and (day := _iso_day(found[2])):
        return found[1] or "", day
    alone = _iso_day(text)
    return ("", alone) if alone else (text, None)


def _iso_day(words: str) -> str | None:
    """Return the day that words name, as ISO text; None where they name none."""
    try:
        return parse_day(words.strip().rstrip(".")).isoformat()
    except InvalidValueError:
        return None


def _pieces(number: str) -> tuple[str, ...]:
    """Return the figures and words of a number in the spelling that all share; zeros in front don't count."""
    return tuple(piece.lstrip("0") or "0" for piece in _PIECES.findall(number_key(number)))


_pieces_of_name = lru_cache(maxsize=1 << 16)(_pieces)  # of what the register holds, not of what people type


def _has(pieces: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    """Return whether pieces that hold a figure follow each other in a number."""
    if not any(piece.isdecimal() for piece in sought):
        return False
    width = len(sought)
    return any(pieces[start : start + width] == sought for start in range(len(pieces) - width + 1))
