"""Which document and which points a reference means, as far as was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from ..identity import document_key, number_key
from ..model import PointId, Reference
from .facts import Document


def cited_key(reference: Reference, citer: Document) -> str | None:
    """Return the key that a reference gives its document; None where it has no number."""
    if reference.number is None:
        return None
    return _key(reference.number, reference.date, reference.issuer or citer.issuer)


def named_by(document: Document) -> Iterator[tuple[str, str, bool]]:
    """Go through the documents that clauses (False) and declarations (True) name: number and key."""
    clauses = ((target, False) for clause in document.clauses for target in clause.targets)
    for reference, declares in (*clauses, *((one.reference, True) for one in document.declared)):
        key = cited_key(reference, document)
        if reference.number is not None and key is not None:
            yield reference.number, key, declares


_key = lru_cache(maxsize=65536)(document_key)
"""The same few documents are cited again and again, and each question asks for their keys."""

Choices = tuple[tuple[Document, ...], tuple[Document, ...]]

_STEM = 5
"""How many letters of a word stay the same in all its cases, for nearly all words of bodies' names."""


class Shelf:
    """The held documents, found by what references say of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Index the documents by key and by number."""
        self._keys: dict[str, list[Document]] = {}
        self._numbers: dict[str, list[Document]] = {}
        self._found: dict[tuple[str | None, date | None, str | None], Choices] = {}
        for document in documents:
            self._keys.setdefault(document.key, []).append(document)
            if document.number is not None:
                self._numbers.setdefault(number_key(document.number), []).append(document)

    def held(self, key: str, known_at: datetime) -> Document | None:
        """Return the text of a document that was held at a moment, None where none was."""
        texts = self._keys.get(key, ())
        return next((one for one in texts if one.recorded <= known_at < one.retired), None)

    def candidates(self, reference: Reference, citer: Document) -> tuple[Document, ...]:
        """Return the documents that a reference may mean, whenever they were taken in."""
        exact, alike = self._choices(reference, reference.issuer or citer.issuer)
        return (*exact, *(one for one in alike if one not in exact))

    def find(self, reference: Reference, citer: Document, known_at: datetime) -> Document | None:
        """Return the one document held at a moment that a reference means, else None.

        With a date its own key comes first; without one the key says less than a unique number.
        """
        exact, alike = self._choices(reference, reference.issuer or citer.issuer)
        for choice in (exact, alike) if reference.date else (alike, exact):
            held = [one for one in choice if one.recorded <= known_at < one.retired]
            if len(held) == 1:
                return held[0]
        return None

    def _choices(self, reference: Reference, issuer: str | None) -> Choices:
        """Return the documents of the reference's key, and those that fit it by number, date and issuer."""
        asked = (reference.number, reference.date, issuer)
        if asked not in self._found:
            self._found[asked] = self._look_up(*asked)
        return self._found[asked]

    def _look_up(self, number: str | None, day: date | None, issuer: str | None) -> Choices:
        if number is None:
            return (), ()
        alike = (
            one
            for one in self._numbers.get(number_key(number), ())
            if _on_day(one, day) and (akin(one.issuer, issuer) or (day and (one.number or "")[:1].isalpha()))
        )
        return tuple(self._keys.get(_key(number, day, issuer), ())), tuple(alike)

    def namesakes(self, reference: Reference, citer: Document) -> list[Document]:
        """Return the held documents with the number of a reference and another date."""
        meant = self.candidates(reference, citer)
        named = self._numbers.get(number_key(reference.number or ""), ()) if reference.date else ()
        return [one for one in named if one not in meant and same_name(one.issuer, citer.issuer)]


def _on_day(document: Document, day: date | None) -> bool:
    """Say whether a document may have been given on a day; without a day any may."""
    return day is None or document.day == day


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
    return tuple(PointId(document.key, path) for path in find_points(document.paths, asked) if path in paths)
