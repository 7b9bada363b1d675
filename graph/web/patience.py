"""How long the server waits for those who say nothing: a crowd of silent connections keeps nobody out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import h11
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from ..messages import say
from .languages import language_of


@dataclass(frozen=True, slots=True)
class Patience:
    """Bounds of one server.

    `to_ask`: seconds from the first sign of a request, or from connecting, to the end of its headers;
    `for_more`: seconds without a byte of a body that was begun; `for_all`: seconds until all of it is
    there; `to_listen`: seconds in which a client takes nothing of its answer; `connections`: so
    many are open, one more ends the longest silent; `requests`: so many are answered at once, one more is
    told to come again.
    """

    to_ask: float = 10.0
    for_more: float = 30.0
    for_all: float = 300.0
    to_listen: float = 60.0
    connections: int = 500
    requests: int = 200


class AtOnce:
    """ASGI middleware: so many requests at once; one more is told to come again."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Wrap an application."""
        self.app = app
        self.most = most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it."""
        if self._running >= self.most:
            words = say("web-refused.busy", language_of(HTTPConnection(scope)))
            await PlainTextResponse(f"{words}\n", 503, {"Retry-After": "2"})(scope, receive, send)
            return
        self._running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._running -= 1


def protocol_with(patience: Patience) -> type[asyncio.Protocol]:
    """Return the protocol that keeps these bounds."""
    return type("Bounded", (_BoundedProtocol,), {"patience": patience})


class _BoundedProtocol(H11Protocol):
    """HTTP that ends connections on which nothing moves."""

    patience = Patience()

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  handed on
        super().__init__(*arguments, **named)
        self.since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    @property
    def is_silent(self) -> bool:
        """Whether no answer is owed here."""
        return not self._is_asked() and not self.transport.is_closing()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """Give the newcomer its time, and room where there is none."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._wait(self.patience.to_ask)
        if len(self.connections) > self.patience.connections:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take what came, and see what is still to come."""
        asked = self.cycle
        super().data_received(data)
        if self.transport.is_closing():
            self._wait(None)
        elif self._is_asked():
            if self.cycle is not asked:
                self.since = self.loop.time()
            self._wait(self._for_body() if self.cycle.more_body else None)
        elif self._timer is None:  # a trickle of headers gets no more time than one that stops
            self.since = self.loop.time()
            self._wait(self.patience.to_ask)

    def on_response_complete(self) -> None:
        """Note since when this connection is idle; uvicorn ends those that stay so."""
        self.since = self.loop.time()
        self._wait(None)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what was waited for."""
        self._wait(None)
        self.resume_writing()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """End a connection on which nothing more was asked."""
        self.end()

    def pause_writing(self) -> None:
        """Give a client its time to take what was sent."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.patience.to_listen, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: it took something."""
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def _is_asked(self) -> bool:
        """Say whether an answer is owed here."""
        cycle: RequestResponseCycle | None = self.cycle  # None until the first request
        return cycle is not None and not cycle.response_complete

    def _for_body(self) -> float:
        """Return how long the next bytes of a body may take."""
        left = self.since + self.patience.for_all - self.loop.time()
        return max(0.0, min(self.patience.for_more, left))

    def _wait(self, seconds: float | None) -> None:
        """End the connection after so many seconds unless this is called again; None: wait for nothing."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self.end)

    def end(self) -> None:
        """End the connection; what is running here is told that its client left."""
        if self._is_asked():
            self.transport.abort()
        elif not self.transport.is_closing():
            if self.conn.our_state is not h11.ERROR:
                self.conn.send(h11.ConnectionClosed())
            self.transport.close()
            self.loop.call_later(self.patience.to_listen, self.transport.abort)  # it may never take the rest

    def _make_room(self) -> None:
        """End the connection that has been silent for the longest time."""
        others = [one for one in self.connections if isinstance(one, _BoundedProtocol)]
        silent = [one for one in others if one.is_silent]
        min(silent, key=lambda one: one.since).end()  # this one itself is among them
