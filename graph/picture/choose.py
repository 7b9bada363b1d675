"""Which view of the graph a picture is: by the question asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..moments import now
from .asked import Asked
from .chain import chain_view
from .facts import Facts
from .folded import register_view
from .lanes import lanes_view
from .life import life_view
from .people import people_view
from .tree import document_view
from .values import PictureView, ViewKind

if TYPE_CHECKING:
    from datetime import datetime


def picture_of(  # noqa: PLR0913  each part of the question is an option of its own
    graph: Any,  # noqa: ANN401 - a networkx MultiDiGraph
    view: ViewKind | None = None,
    *,
    cohort: int | None = None,
    document: str | None = None,
    order: str | None = None,
    at: datetime | None = None,
    known_at: datetime | None = None,
    about: str | None = None,
) -> PictureView:
    """Return what a picture of a graph of `to_networkx` shows; both moments default to now.

    `cohort` is a year: only what is addressed to its cohorts. `document` is a document's key, `order`
    the IRI of an obligation or a bundle, `about` what the picture's title calls these. Without `view`
    it is the one that these ask for, else the whole register.
    """
    present = now().value
    asked = Asked(Facts.of(graph), at or present, known_at or present, cohort)
    kind = view or view_for(cohort=cohort, document=document, order=order)
    named = about or (str(cohort) if cohort is not None else document or order)
    found = _view(asked, kind, document, order)
    return replace(found, at=at, known_at=known_at, kind=kind, about=named)


def view_for(*, cohort: int | None = None, document: str | None = None, order: str | None = None) -> ViewKind:
    """Return the view that is meant where only its subject is named."""
    if order is not None:
        return "order"
    if document is not None:
        return "document"
    return "cohort" if cohort is not None else "register"


def _view(asked: Asked, kind: ViewKind, document: str | None, order: str | None) -> PictureView:
    if kind == "order" and order is not None:
        return life_view(asked, order)
    if kind == "document" and document is not None:
        return document_view(asked, document)
    if kind == "chain":
        return chain_view(asked, document)
    if kind == "people":
        return people_view(asked)
    return register_view(asked) if kind == "register" else lanes_view(asked, document)
