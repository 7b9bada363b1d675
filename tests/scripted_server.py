"""A tiny HTTP server that answers as it is told: busy, cut short, silent, refusing, sending elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Step:
    """One answer; `length` promises more bytes than come, `silent` gives none, `slowly` trickles them."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    dropped: bool = False
    silent: bool = False
    slowly: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, list[str]]


@dataclass(slots=True)
class Scripted:
    """The running server; the last step is repeated for whoever asks on."""

    url: str = ""
    steps: list[Step] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def next_step(self) -> Step:
        """Return the answer to the next request."""
        return self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Scripted

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        self.script.seen.append(Seen(self.command, self.path, dict(self.headers.items()), fields))
        self._answer(self.script.next_step())

    def do_GET(self) -> None:
        self.do_POST()

    def _answer(self, step: Step) -> None:
        if step.silent:
            self.script.ended.wait(30)
        if step.silent or step.dropped:
            self.close_connection = True
            return
        self.send_response(step.status)
        for name, value in {"Content-Type": JSON, **step.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(step.body) if step.length is None else step.length))
        self.end_headers()
        self._send_body(step)
        self.close_connection = self.close_connection or step.length is not None

    def _send_body(self, step: Step) -> None:
        pieces = [step.body[at : at + 1] for at in range(len(step.body))] if step.slowly else [step.body]
        for piece in pieces:
            if self.script.ended.wait(step.slowly):
                return
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that go away are what is tested."""


@contextmanager
def scripted(*steps: Step) -> Iterator[Scripted]:
    """Run a server on a free loopback port that gives these answers one after the other."""
    script = Scripted(steps=list(steps))
    handler = type("Handler", (_Handler,), {"script": script})
    with _Server(("127.0.0.1", 0), handler) as server:
        script.url = f"http://127.0.0.1:{server.server_address[1]}/query"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield script
        finally:
            script.ended.set()
            server.shutdown()
            thread.join()
