"""The documents that the graph knows, held or only cited, and where their pages are."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ..answers.papers import known_papers
from ..store import Store

_KNOWN: weakref.WeakKeyDictionary[Store, Papers] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Papers:
    """The names and dates of all documents by key, and keys by what an answer's line tells of one."""

    names: dict[str, tuple[str, str | None]]
    keys: dict[tuple[str, str | None], str]

    def address(self, document: str, date: str | None, point: str | None = None) -> str:
        """Return where a document named by number and date has its page, or one of its points there.

        Where two have both alike, or none has them, that is the list, narrowed to the number.
        """
        key = self.keys.get((document, date))
        if key is None:
            return f"/documents?{urlencode({'q': document})}"
        return f"/documents/{quote(key, safe='~')}" + (f"#point-{quote(point)}" if point else "")


def papers_of(store: Store) -> Papers:
    """Return the documents of a generation; looked up once."""
    known = _KNOWN.get(store)
    if known is None:
        known = _KNOWN[store] = _look_up(store)
    return known


def _look_up(store: Store) -> Papers:
    names: dict[str, tuple[str, str | None]] = {}
    keys: dict[tuple[str, str | None], str] = {}
    doubled: set[tuple[str, str | None]] = set()
    for paper in known_papers(store).every:
        named = (paper.name, paper.date)
        names[paper.key] = named
        if keys.setdefault(named, paper.key) != paper.key:
            doubled.add(named)
    return Papers(names, {named: key for named, key in keys.items() if named not in doubled})
