"""A store over a scripted server, and what such a server says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.remote import Patience, RemoteStore, Transport, read_address

from .scripted_server import Scripted, Step

QUERY = "SELECT ?x { ?x ?y ?z }"
ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "ладья"}}]}}
WHOLE = json.dumps(ROWS, ensure_ascii=False).encode()
GOOD = Step(body=WHOLE)
CUT = Step(body=WHOLE[:40], length=len(WHOLE))
BUSY = Step(503, b"busy")
QUICK = Patience(connect=2.0, whole=5.0)


@contextmanager
def asking(
    script: Scripted, patience: Patience = QUICK, sleep: Callable[[float], None] | None = None
) -> Iterator[RemoteStore]:
    """Give a store over the scripted server; it does not really wait between tries."""
    transport = Transport(read_address(script.url), patience, sleep or (lambda _: None))
    try:
        yield RemoteStore(transport)
    finally:
        transport.close()


EMPTY = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
