"""The documents."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .pages import show


def documents(request: Request) -> Response:
    """Show the register of documents."""
    return show(request, "board.html")


routes = [
    Route("/documents", documents, name="documents"),
    Route("/documents/{key}", documents, name="document"),
    Route("/record", documents, name="record"),
]
