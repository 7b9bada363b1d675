"""The same questions asked of any SPARQL 1.1 server by its URL.

`address` is where its three protocols stand, `credentials` who asks, `transport` sends and waits,
`failures` turns refusals into one line, `results` reads answers whole, `published` is what the server
says it holds, `store` asks it, `guarded` asks it what users
write, `writing` fills it.
"""

from __future__ import annotations

from .address import Address, read_address
from .guarded import run_guarded
from .published import EVERYTHING, PUBLISHED, GraphState, Published
from .store import RemoteStore, connect
from .transport import Patience, Transport
from .writing import GraphWriter

__all__ = [
    "EVERYTHING",
    "PUBLISHED",
    "Address",
    "GraphState",
    "GraphWriter",
    "Patience",
    "Published",
    "RemoteStore",
    "Transport",
    "connect",
    "read_address",
    "run_guarded",
]
