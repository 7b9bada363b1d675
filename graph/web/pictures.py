"""The interactive picture as a page: the same that `draw` writes, under the policy that it states."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ..answers import check_cohort
from ..messages import say
from ..network import to_networkx
from ..picture import picture_of
from ..render.page import render_picture
from .asked import read_cohort, read_moment, words_of
from .languages import language_of
from .papers import papers_of

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts"
)
"""The page itself admits its script by hash only; here it is shut off from the rest of the application."""


def picture(request: Request) -> Response:
    """Show the picture of a cohort, of one document, or of the register."""
    store = request.app.state.opened.store()
    year, _ = read_cohort(words_of(request, "cohort"))
    if year is not None:
        check_cohort(store, year)
    key = request.path_params.get("key")
    at, known_at = (read_moment(words_of(request, name)) for name in ("at", "known_at"))
    view = picture_of(to_networkx(store), cohort=year, document=key, at=at.value, known_at=known_at.value)
    language = language_of(request)
    named = papers_of(store).names.get(key, ("", None))[0] if key else ""
    title = named or say("picture.title", language, at=str(at)[:10])
    page = render_picture(view, language=language, title=title)
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


routes = [
    Route("/picture", picture, name="picture_of_register"),
    Route("/documents/{key}/picture", picture, name="picture"),
]
