"""The application in the browser: pages over the answers, made on the server, with nothing remote in them.

`create_app` gives the whole as an ASGI application, `server_for` what runs it.
"""

from __future__ import annotations

from .app import create_app
from .running import server_for

__all__ = ["create_app", "server_for"]
