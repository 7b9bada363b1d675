"""Pages out of templates: escaped always, in the reader's language, with what every page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..messages import Language, say
from . import shown
from .languages import COOKIE, language_of

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_YEAR = 365 * 24 * 3600
NAVIGATION = (
    ("work", ("board", "timeline", "due", "ask", "changes")),
    ("register", ("documents", "missing", "intake", "record", "events")),
    (
        "look",
        (
            "discipline",
            "conflicts",
            "short-terms",
            "draft",
            "check",
            "pictures",
            "queries",
            "sparql",
            "reports",
        ),
    ),
)
"""The groups of the menu and the names of their routes; each has its word in `web.menu-<name>`.

A name that no theme has a route of is left out.
"""

WRITING = frozenset({"intake", "record"})
"""What the menu shows only where something may be changed."""


@cache
def templates() -> Environment:
    """Return the environment of all templates: every value is escaped, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown.FILTERS)
    return environment


def speak(request: Request) -> Callable[..., str]:
    """Return `say` in the language of a request."""
    return partial(_say, language_of(request))


def _say(language: Language, name: str, **blanks: object) -> str:
    return say(name, language, **blanks)


def show(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Answer with a template; it finds the values given, `say`, `address` and `here`.

    `address("route", key="…")` is the path of a route, `here(lang="en")` the address of this page with
    parameters replaced (None: left out), and `session` who entered, or None.
    """
    language = language_of(request)
    page = templates().get_template(template)
    body = page.render(**_common(request, language), **values)
    response = HTMLResponse(body, status)
    if request.query_params.get("lang") == language:
        response.set_cookie(COOKIE, language, max_age=_YEAR, httponly=True, samesite="strict")
    return response


def wants_fragment(request: Request) -> bool:
    """Say whether a script of ours asks for a part of a page, not for the whole."""
    return request.headers.get("hx-request") == "true"


def _common(request: Request, language: Language) -> dict[str, Any]:
    gate = request.app.state.gate
    session = gate.session(request)
    return {
        "language": language,
        "say": speak(request),
        "address": partial(_address, request),
        "here": partial(_here, request),
        "path": request.url.path,
        "session": session,
        "form_key": session.form_key if session else "",
        "write": gate.write,
        "menu": _menu(request),
    }


def _menu(request: Request) -> list[tuple[str, list[tuple[str, str]]]]:
    hidden = frozenset[str]() if request.app.state.gate.write else WRITING
    routes = ((getattr(route, "name", None), getattr(route, "path", "")) for route in request.app.routes)
    known = {name: path for name, path in routes if name not in hidden}
    named = [(group, [(name, known[name]) for name in names if name in known]) for group, names in NAVIGATION]
    return [(group, entries) for group, entries in named if entries]


def _address(request: Request, name: str, /, **values: Any) -> str:  # noqa: ANN401
    return request.url_for(name, **values).path


def _here(request: Request, **changed: str | None) -> str:
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in changed]
    pairs += [(name, value) for name, value in changed.items() if value is not None]
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path
