"""Which document and which points a reference means, as far as was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ..identity import document_key, number_key
from ..model import PointId, Reference
from .facts import Document


def cited_key(reference: Reference, citer: Document) -> str | None:
    """Return the key that a reference gives its document; None where it has no number."""
    if reference.number is None:
        return None
    return document_key(reference.number, reference.date, reference.issuer or citer.issuer)


_STEM = 5
"""How many letters of a word stay the same in all its cases, for nearly all words of bodies' names."""


class Shelf:
    """The held documents, found by what references say of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Index the documents by key and by number."""
        self._keys: dict[str, list[Document]] = {}
        self._numbers: dict[str, list[Document]] = {}
        for document in documents:
            self._keys.setdefault(document.key, []).append(document)
            if document.number is not None:
                self._numbers.setdefault(number_key(document.number), []).append(document)

    def held(self, key: str, known_at: datetime) -> Document | None:
        """Return the text of a document that was held at a moment, None where none was."""
        texts = self._keys.get(key, ())
        return next((one for one in texts if one.recorded <= known_at < one.retired), None)

    def candidates(self, reference: Reference, citer: Document) -> list[Document]:
        """Return the documents that a reference may mean, whenever they were taken in."""
        if reference.number is None:
            return []
        exact = self._keys.get(cited_key(reference, citer) or "", [])
        return [*exact, *(one for one in self._alike(reference, citer) if one not in exact)]

    def _alike(self, reference: Reference, citer: Document) -> list[Document]:
        """Return the documents of another spelling of the number, as far as date and issuer may fit."""
        issuer = reference.issuer or citer.issuer
        return [
            one
            for one in self._numbers.get(number_key(reference.number or ""), ())
            if _on_day(one, reference.date)
            and (akin(one.issuer, issuer) or (reference.date and (one.number or "")[:1].isalpha()))
        ]

    def find(self, reference: Reference, citer: Document, known_at: datetime) -> Document | None:
        """Return the one document held at a moment that a reference means, else None.

        With a date its own key comes first; without one the key says less than a unique number.
        """
        held = [one for one in self.candidates(reference, citer) if one.recorded <= known_at < one.retired]
        exact = [one for one in held if one.key == cited_key(reference, citer)]
        alike = [one for one in held if one in self._alike(reference, citer)]
        choices = (exact, alike) if reference.date else (alike, exact)
        return next((found[0] for found in choices if len(found) == 1), None)

    def namesakes(self, reference: Reference, citer: Document) -> list[Document]:
        """Return the held documents with the number of a reference and another date."""
        meant = self.candidates(reference, citer)
        named = self._numbers.get(number_key(reference.number or ""), ()) if reference.date else ()
        return [one for one in named if one not in meant and same_name(one.issuer, citer.issuer)]


def _on_day(document: Document, day: date | None) -> bool:
    """Say whether a document may have been given on a day; without a day any may."""
    own = document.filed.protocol.head.date
    return day is None or (own is not None and own.value == day)


def same_name(one: str | None, other: str | None) -> bool:
    """Say whether two names of a body are one, case and the letter ё set aside."""
    return fold_name(one) == fold_name(other)


def akin(one: str | None, other: str | None) -> bool:
    """Say whether two names may be one body's: the words of one, endings aside, stand in the other."""
    left, right = ({word[:_STEM] for word in fold_name(name).split()} for name in (one, other))
    return left <= right or right <= left


def fold_name(name: str | None) -> str:
    """Return a name in the form in which two spellings are compared."""
    return " ".join((name or "").lower().replace("ё", "е").split())


def find_points(paths: Iterable[str], asked: str) -> tuple[str, ...]:
    """Return the paths that a point's name means: itself, or all the leaves below it.

    A name without its section must fit one section only; otherwise nothing is returned.
    """
    known = list(paths)
    if asked in known:
        return (asked,)
    below = tuple(path for path in known if path.startswith((f"{asked}.", f"{asked}/")))
    if below:
        return below
    tails = [path for path in known if "/" in path and f"{path.rsplit('/', 1)[1]}.".startswith(f"{asked}.")]
    sections = {path.rsplit("/", 1)[0] for path in tails}
    return tuple(tails) if len(sections) == 1 else ()


def point_ids(document: Document, asked: str | None) -> tuple[PointId, ...]:
    """Return the orders of a document that a point's name means; None means all of them."""
    paths = [order.id.path for order in document.orders]
    if asked is None:
        return tuple(PointId(document.key, path) for path in paths)
    every = [point.path for point in document.filed.protocol.points]
    return tuple(PointId(document.key, path) for path in find_points(every, asked) if path in paths)
