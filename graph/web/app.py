"""The application put together: routes, what guards them, what they share.

A theme is a module with `routes: list[Route]`. To add one, import it below and name it in `THEMES`.
Its endpoints are plain `def` functions, which Starlette runs in threads, so that one that takes long
does not stop the others. They find in `request.app.state`:

- `opened`: `opened.store()` is the register's newest generation, cheap to call with each request;
  `opened.register` is the register itself;
- `gate`: who may change something; an endpoint that changes anything is a POST, and the guard has
  checked token, origin and form key before it runs.

`pages.show(request, "theme.html", …)` answers with a template that extends `base.html`; words come from
`graph/messages/<language>/web*.toml` through `say`. An answer without a Content-Security-Policy of its
own gets the strict one: no inline script, no inline style, nothing remote.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ..register import open_register
from . import (
    board,
    catalogue,
    checking,
    documents,
    editor,
    entering,
    intake,
    linked_data,
    machine,
    overview,
    pictures,
    questioning,
    recording,
    reports,
    result_picture,
    reviewing,
    sparql_endpoint,
    timeline,
)
from .faults import HANDLERS
from .gate import Gate
from .guard import Guard
from .opened import Opened

THEMES = (
    board,
    documents,
    reviewing,
    pictures,
    timeline,
    questioning,
    overview,
    catalogue,
    checking,
    intake,
    recording,
    entering,
    sparql_endpoint,
    editor,
    result_picture,
    linked_data,
    reports,
    machine,
)
_STATIC = Path(__file__).resolve().parent / "static"


def create_app(
    register_folder: Path,
    *,
    write: bool = False,
    token: str | None = None,
    hosts: frozenset[str] = frozenset(),
    cors: frozenset[str] = frozenset(),
) -> Starlette:
    """Return the application over a register.

    With `write` changes are taken from those who entered with the `token` (made anew unless given; see
    `app.state.gate.token`). `hosts` are names besides those of loopback under which requests may come,
    `cors` the origins whose pages may read what is made for programs: the SPARQL endpoint and the like.
    Raises `RegisterError` where the folder holds no register.
    """
    app = Starlette(routes=_routes(), exception_handlers=HANDLERS)
    app.state.opened = Opened(open_register(register_folder))
    app.state.cors = cors
    app.state.gate = gate = Gate(write=write, token=token)
    app.add_middleware(Guard, gate=gate, hosts=hosts)
    return app


def _routes() -> list[BaseRoute]:
    themed = [route for theme in THEMES for route in theme.routes]
    return [Route("/", _home), *themed, Mount("/static", StaticFiles(directory=_STATIC), name="static")]


def _home(request: Request) -> Response:
    """Lead to the board, which takes the same address bar."""
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url_for("board").path + asked, status_code=303)
