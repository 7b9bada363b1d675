"""The application as it is really served, by the server that `serve` runs; queries to ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from graph.web import create_app

ROWS = "SELECT ?s ?label { ?s a og:Cohort ; rdfs:label ?label } ORDER BY ?s"
TRIPLES = "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a og:Cohort ; rdfs:label ?label }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
_PATIENCE = 20.0


@contextmanager
def served(register: Path, cors: frozenset[str] = frozenset()) -> Iterator[str]:
    """Serve a register on a free port of loopback while the block runs; give the address without a slash."""
    config = uvicorn.Config(
        create_app(register, cors=cors),
        host="127.0.0.1",
        port=0,
        log_level="error",
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    deadline = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        running.join(_PATIENCE)
