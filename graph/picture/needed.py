"""The triples that a picture is made of: those around its subject, or of the whole register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import NamedNode

from ..rdf import iri, terms
from ..rdf.held import HoldsQuads
from .around import Constructs, around
from .whole import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Triple

    from .around import Place
    from .values import ViewKind

_OF_ALL: Final = frozenset({"chain", "people", "register"})
"""Views that may show any document, whatever they are limited to."""


class Asks(Constructs, HoldsQuads, Protocol):
    """What can be asked, and can tell all it holds: a store, or a server that holds the register."""


def needed(
    store: Asks,
    kind: ViewKind | None = None,
    *,
    cohort: int | None = None,
    document: str | None = None,
    order: str | None = None,
) -> Iterable[Triple | Quad]:
    """Return the triples that `picture_of` needs for the same question, so that it shows the same.

    Of a document, an order or a cohort only what stands around it is read; without a subject, or for
    a view that is always of the whole register, all that any picture shows.
    """
    subjects = _subjects(store, kind, cohort, document, order)
    return whole(store) if subjects is None else around(store, subjects)


def _subjects(
    store: Constructs, kind: ViewKind | None, cohort: int | None, document: str | None, order: str | None
) -> list[Place] | None:
    """Return where to begin, None for the whole register."""
    if kind in _OF_ALL:
        return None
    if order is not None and kind in {"order", None}:
        return [("order", NamedNode(order))]
    if document is not None:
        return [("own document", iri.document(document))]
    return None if cohort is None else [("cohort", node) for node in _cohorts(store, cohort)]


def _cohorts(store: Constructs, year: int) -> list[NamedNode]:
    """Return the cohorts of a year, one for each programme."""
    pattern = f"?cohort {terms.CREATION_YEAR} ?year"
    query = f'CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} FILTER(STR(?year) = "{year}") }}'
    return [one.subject for one in store.construct(query) if isinstance(one.subject, NamedNode)]
