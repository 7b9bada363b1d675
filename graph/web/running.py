"""The server that runs the application: what it says of itself, what it trusts, how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp

if TYPE_CHECKING:
    from uvicorn import Server

_LAST_ANSWERS = 3
"""Seconds that running answers get when the server ends."""
_AT_ONCE = 200
"""Connections; one more is told to come again."""


def server_for(app: ASGIApp) -> Server:
    """Return a server that names no program, trusts no proxy's word and logs only what goes wrong."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    return uvicorn.Server(config)
