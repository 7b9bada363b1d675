"""The board: what binds whom on a day, as known on another."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .pages import show


def board(request: Request) -> Response:
    """Show what binds."""
    return show(request, "board.html")


routes = [Route("/board", board, name="board")]
