"""The server that runs the application: what it says of itself, what it trusts, how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp

if TYPE_CHECKING:
    from uvicorn import Server

    from .patience import Patience

_LAST_ANSWERS = 3
"""Seconds that running answers get when the server ends."""


def server_for(app: ASGIApp, patience: Patience | None = None) -> Server:
    """Return a server that names no program, trusts no proxy's word and logs only what goes wrong."""
    import uvicorn  # with its protocols 0.1 s: for those who serve

    from .patience import AtOnce, Patience, protocol_with

    bounds = patience or Patience()
    config = uvicorn.Config(
        AtOnce(app, bounds.requests),
        http=protocol_with(bounds),
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    return uvicorn.Server(config)
