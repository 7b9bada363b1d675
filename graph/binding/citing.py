"""Who issued a document that is only cited, as far as those who cite it know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..model import Reference
from .facts import Document
from .resolve import Shelf, cited_key


@dataclass(frozen=True, slots=True)
class Citation:
    """One continuation clause's reference; `place` is by whose date the earliest citation is found."""

    target: Reference
    citer: Document
    place: tuple[datetime, str, str, int]


class Citations:
    """The documents that continuation clauses cite, each with those who cite it, the earliest first."""

    def __init__(self, documents: Iterable[Document], shelf: Shelf) -> None:
        """Collect the references of all clauses by the key that each gives its document."""
        self._shelf = shelf
        self._by_key: dict[str, list[Citation]] = {}
        for document in documents:
            for clause in document.clauses:
                for serial, target in enumerate(clause.targets):
                    place = (clause.effective, document.key, clause.id.path, serial)
                    key = cited_key(target, document) or ""
                    self._by_key.setdefault(key, []).append(Citation(target, document, place))
        for citations in self._by_key.values():
            citations.sort(key=lambda one: one.place)

    def issuer(self, key: str, known_at: datetime) -> str | None:
        """Return whom the earliest clause known at a moment takes for the issuer of a cited document."""
        for one in self._by_key.get(key, ()):
            known = one.citer.recorded <= known_at < one.citer.retired
            if known and self._shelf.find(one.target, one.citer, known_at) is None:
                return one.target.issuer or one.citer.issuer
        return None

    def moments(self, key: str) -> Iterator[datetime]:
        """Go through the moments at which the issuer of a cited document may become known or change."""
        for one in self._by_key.get(key, ()):
            yield from (one.citer.recorded, one.citer.retired)
            for document in self._shelf.candidates(one.target, one.citer):
                yield from (document.recorded, document.retired)
