"""Filling a server: whole graphs by the Graph Store Protocol, small changes by updates, in batches.

Triples come and go as lines of N-Triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, TypeVar

import httpx

from ..errors import EngineError
from .failures import refusal
from .published import FORMAT, PUBLISHED, UNFINISHED, say_state
from .transport import Request, Transport

T = TypeVar("T")

_LINES = 2_000
"""Triples in one update: Virtuoso compiles it, and refuses a long one."""

_SLICE = 20_000
"""Triples in one request that adds to a graph."""

_ELSEWHERE = {
    httpx.codes.BAD_REQUEST,
    httpx.codes.NOT_FOUND,
    httpx.codes.METHOD_NOT_ALLOWED,
    httpx.codes.NOT_ACCEPTABLE,
    httpx.codes.UNSUPPORTED_MEDIA_TYPE,
    httpx.codes.NOT_IMPLEMENTED,
}
_TURTLE = "text/turtle"


class GraphWriter:
    """Writes a server's graphs; whatever it does can be done twice."""

    def __init__(self, transport: Transport, form: int = FORMAT) -> None:
        """Find where updates and graphs are taken, by noting that a publish began.

        `form` is the format of what is there. A server without the Graph Store Protocol gets updates
        only. Raises `EngineError` where it takes no updates.
        """
        self._transport = transport
        self._update = self._first_update(say_state(UNFINISHED, form))
        self._store = self._first_store()

    def update(self, text: str) -> None:
        """Send one SPARQL update."""
        self._transport.send(_update(self._update, text))

    def replace(self, graph: str, triples: Sequence[bytes]) -> None:
        """Make a graph hold these triples and no others."""
        if self._store is None:
            self.remove([graph])
            self.add(graph, triples)
        else:
            self._transport.send(_graph(self._store, "PUT", graph, triples))

    def add(self, graph: str, triples: Iterable[bytes]) -> None:
        """Add triples to a graph."""
        for some in _batched(triples, _LINES if self._store is None else _SLICE):
            if self._store is None:
                self.update(f"INSERT DATA {_block(graph, some)}")
            else:
                self._transport.send(_graph(self._store, "POST", graph, some))

    def take(self, graph: str, triples: Iterable[bytes]) -> None:
        """Take triples out of a graph."""
        for some in _batched(triples, _LINES):
            self.update(f"DELETE DATA {_block(graph, some)}")

    def remove(self, graphs: Iterable[str]) -> None:
        """Remove graphs; one that is not there is none."""
        for some in _batched(graphs, _LINES):
            self.update(" ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in some))

    def _first_update(self, text: str) -> str:
        """Return the first address that takes an update."""
        for url in self._transport.address.update:
            reply = self._transport.exchange(_update(url, text))
            if httpx.codes.is_success(reply.status) and "x-sql-state" not in reply.headers:
                return url
            if reply.status not in _ELSEWHERE:
                raise refusal(self._transport.address.shown, reply.status, reply.body, reply.media_type)
        advice = "name the address of its updates by OBLIGRAPH_ENGINE_UPDATE, and see what it allows"
        problem = f"the server takes no updates (it answers {reply.status})"
        raise EngineError(problem, source=self._transport.address.shown, advice=advice)

    def _first_store(self) -> str | None:
        """Return the first address that gives back the graph that was just written."""
        for url in self._transport.address.store:
            reply = self._transport.exchange(Request(url, _TURTLE, "GET", parameters={"graph": PUBLISHED}))
            if httpx.codes.is_success(reply.status) and UNFINISHED.encode() in reply.body:
                return url
        return None


def _update(url: str, text: str) -> Request:
    return Request(url, "*/*", fields={"update": text})


def _graph(url: str, method: Literal["PUT", "POST"], graph: str, triples: Sequence[bytes]) -> Request:
    body = b"".join(line + b"\n" for line in triples)
    return Request(url, "*/*", method, parameters={"graph": graph}, body=body, media_type=_TURTLE)


def _block(graph: str, triples: Sequence[bytes]) -> str:
    lines = b"\n".join(triples).decode()
    return f"{{ GRAPH <{graph}> {{\n{lines}\n}} }}"


def _batched(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some
