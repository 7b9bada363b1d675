"""The interactive pictures as pages: the same that `draw` writes, under the policy that they state."""

from __future__ import annotations

from typing import cast, get_args

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..answers import check_cohort, find_document, find_subjects
from ..errors import InvalidValueError
from ..network import to_networkx
from ..picture import PictureView, ViewKind, needed, picture_of, view_for
from ..render.page import page
from ..store import Store
from .asked import read_cohort, read_moment, words_of
from .board import choices
from .languages import language_of
from .pages import show

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Both this and the page's own policy hold: that admits its script by hash alone, this asks for nothing."""

_FIELDS = ("view", "cohort", "document", "order", "at", "known_at")


def pictures(request: Request) -> Response:
    """Show the form of what to draw."""
    given = {name: words_of(request, name) for name in _FIELDS}
    offered = choices(request.app.state.opened.store())
    return show(request, "pictures.html", given=given, views=get_args(ViewKind), **offered)


def picture(request: Request) -> Response:
    """Show the picture that the address asks for; without a word, the whole register."""
    store = request.app.state.opened.store()
    document = request.path_params.get("key") or words_of(request, "document") or None
    order = words_of(request, "order") or None
    year, _ = read_cohort(words_of(request, "cohort"))
    if year is not None:
        check_cohort(store, year)
    kind = _kind(request, year, document, order)
    view = _view(request, store, kind, year, document if kind != "order" else None, order)
    drawn = page(view, language_of(request), app_url="/")
    return HTMLResponse(drawn, headers={"Content-Security-Policy": _POLICY})


def _kind(request: Request, year: int | None, document: str | None, order: str | None) -> ViewKind:
    words = words_of(request, "view")
    if not words:
        return view_for(cohort=year, document=document, order=order)
    if words not in get_args(ViewKind):
        known = ", ".join(get_args(ViewKind))
        raise InvalidValueError("no view: {words!r}", advice="one of {known}", words=words, known=known)
    if {"order": order, "document": document, "cohort": year}.get(words, "") is None:
        problem = "a picture of the kind {words!r} lacks its subject"
        raise InvalidValueError(problem, advice="name it", words=words)
    return cast("ViewKind", words)


def _view(  # noqa: PLR0913, PLR0917  each part of the question is one of its own
    request: Request, store: Store, kind: ViewKind, year: int | None, document: str | None, order: str | None
) -> PictureView:
    paper = find_document(store, document) if document else None
    subject = find_subjects(store, order) if order else None
    key, thing = paper[0].rsplit("/", 1)[-1] if paper else None, subject.iri if subject else None
    return picture_of(
        to_networkx(needed(store, kind, cohort=year, document=key, order=thing)),
        kind,
        cohort=year,
        document=key,
        order=thing,
        at=read_moment(words_of(request, "at")).value,
        known_at=read_moment(words_of(request, "known_at")).value,
        about=subject.id if subject else paper[1] if paper else None,
    )


routes = [
    Route("/pictures", pictures, name="pictures"),
    Route("/picture", picture, name="picture_asked"),
    Route("/documents/{key}/picture", picture, name="picture"),
]
