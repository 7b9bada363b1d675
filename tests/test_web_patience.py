"""Connections that say nothing, that trickle, that take nothing: they end, and keep nobody out."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from graph.register import create
from graph.web import create_app
from graph.web.patience import Patience

from .running import Address, running

SHORT = 0.4
"""Seconds of patience in these tests."""
LONG = 30.0
"""Seconds after which a test gives up."""
HEADERS = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"


class Echo:
    """An application that answers with the length of the body, and counts those who left before."""

    def __init__(self) -> None:
        """Nobody has left yet."""
        self.left = 0

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Read all, then answer."""
        length = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.left += 1
                return
            length += len(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(length).encode()})


def asks(address: Address) -> httpx.Response:
    """Ask once on a connection of its own."""
    return httpx.get(f"http://{address[0]}:{address[1]}/", timeout=LONG)


def connected(address: Address) -> socket.socket:
    """Return a new connection."""
    return socket.create_connection(address, timeout=LONG)


def ends(connection: socket.socket) -> bool:
    """Wait until the server ends a connection; False where it answers instead."""
    try:
        return connection.recv(1000) == b""
    except ConnectionResetError:
        return True


def trickles(connection: socket.socket, pause: float) -> bool:
    """Send a byte now and then until the server ends the connection; False where it never does."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        try:
            connection.sendall(b"G")
        except OSError:
            return True
        time.sleep(pause)
    return False


def test_silent_connections_keep_nobody_out() -> None:
    """Three hundred connections that say nothing: the next one is answered."""
    with running(Echo(), Patience()) as address, ExitStack() as open_ones:
        for _ in range(300):
            open_ones.enter_context(connected(address))
        assert 200 == asks(address).status_code


def test_the_longest_silent_makes_room() -> None:
    """Over the limit of connections the oldest ends, and one that was just answered stays."""
    with running(Echo(), Patience(connections=20)) as address, ExitStack() as open_ones:
        silent = [open_ones.enter_context(connected(address)) for _ in range(15)]
        with httpx.Client(base_url=f"http://{address[0]}:{address[1]}", timeout=LONG) as client:
            assert 200 == client.get("/").status_code
            more = [open_ones.enter_context(connected(address)) for _ in range(10)]
            assert all(ends(one) for one in silent[:6])
            assert 200 == client.get("/").status_code
        more[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert more[-1].recv(1000).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\n"])
def test_who_does_not_ask_is_left(said: bytes) -> None:
    """Nothing at all, or half of the headers: the connection ends."""
    with running(Echo(), Patience(to_ask=SHORT)) as address, connected(address) as connection:
        connection.sendall(said)
        assert ends(connection)


def test_a_trickle_of_headers_gets_no_more_time() -> None:
    """A byte now and then: the connection ends all the same, also after an answer."""
    app = Echo()
    with running(app, Patience(to_ask=SHORT)) as address, connected(address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        assert trickles(connection, SHORT / 8)


def test_a_body_that_stops_is_left(caplog: pytest.LogCaptureFixture) -> None:
    """The connection ends, the application is told that its client left, and nothing is logged."""
    app = Echo()
    with running(app, Patience(for_more=SHORT)) as address, connected(address) as connection:
        connection.sendall(HEADERS + b"x")
        assert ends(connection)
        assert 200 == asks(address).status_code
    assert 1 == app.left
    assert [] == caplog.records


def test_who_leaves_a_page_half_sent_is_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The application itself: a query, a form that end in the middle write nothing into the log."""
    app = create_app(create(tmp_path / "register").folder, write=True)
    said = HEADERS.replace(b"POST /", b"POST /sparql").replace(b"\r\n\r\n", b"\r\nContent-Type: %s\r\n\r\nqu")
    with running(app, Patience(for_more=SHORT)) as address:
        for form in (b"application/sparql-query", b"application/x-www-form-urlencoded"):
            with connected(address) as connection:
                connection.sendall(said % form)
                assert ends(connection)
        with connected(address) as connection:
            connection.sendall(said % b"application/sparql-query")
    assert [] == caplog.records


def test_a_body_that_goes_on_is_waited_for() -> None:
    """Bytes that keep coming get more than the patience of one pause, but not for ever."""
    app = Echo()
    bounds = Patience(to_ask=LONG, for_more=SHORT * 2, for_all=SHORT * 8)
    with running(app, bounds) as address, connected(address) as connection:
        connection.sendall(HEADERS)
        for _ in range(4):
            connection.sendall(b"x" * 250)
            time.sleep(SHORT)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        connection.sendall(HEADERS)
        assert trickles(connection, SHORT / 4)
    assert 1 == app.left


def test_who_takes_no_answer_is_left() -> None:
    """An answer of many megabytes that nobody reads: the connection ends, the application with it."""
    ended = threading.Event()

    async def talk(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        ended.set()

    with running(talk, Patience(to_listen=SHORT)) as address, connected(address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert ended.wait(LONG)


def test_too_many_at_once_are_told_to_come_again() -> None:
    """Requests that are answered slowly fill the places; the next one hears when to come."""
    go_on, inside = threading.Event(), threading.Semaphore(0)

    async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
        inside.release()
        await asyncio.to_thread(go_on.wait, LONG)
        await Echo()(scope, receive, send)

    with running(slowly, Patience(requests=2)) as address:
        askers = [threading.Thread(target=asks, args=(address,)) for _ in range(2)]
        for asker in askers:
            asker.start()
            assert inside.acquire(timeout=LONG)
        refused = asks(address)
        go_on.set()
        for asker in askers:
            asker.join()
        assert 200 == asks(address).status_code
    assert (503, "2") == (refused.status_code, refused.headers["Retry-After"])
