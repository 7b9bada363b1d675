"""The application in the browser: pages over the answers, made on the server, with nothing remote in them.

`create_app` gives the whole as an ASGI application; `serving` in the commands runs it.
"""

from __future__ import annotations

from .app import create_app

__all__ = ["create_app"]
