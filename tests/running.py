"""An application as it really runs: over a socket, by the server that `serve` starts."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.web import server_for

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from graph.web.patience import Patience

Address = tuple[str, int]


@contextmanager
def running(app: ASGIApp, patience: Patience | None = None) -> Iterator[Address]:
    """Give the address at which an application runs in a thread: a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0), backlog=300) as listening:
        server = server_for(app, patience)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join()


def url_of(address: Address) -> str:
    """Return the address as one types it, without a slash at its end."""
    host, port = address
    return f"http://{host}:{port}"
