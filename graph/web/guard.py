"""What stands before every endpoint: which host, which origin, how large, who; and the headers behind it."""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..messages import say
from .gate import Gate
from .languages import language_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM_KEY = "X-Form-Key"
"""The header with a session's form key; a form without scripts names it in its address as `form_key`."""

ASKING_POSTS = frozenset({"/sparql"})
"""Posts that only ask, from anywhere: the SPARQL protocol's way of sending a long query."""

UPLOADS = frozenset({"/intake", "/record"})
"""Where files come with the form."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_BODY = 1024 * 1024
_UPLOAD = 200 * 1024 * 1024
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class TooLargeError(Exception):
    """A body that grew over its limit while it was read."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: int
    why: Literal["host", "large", "origin", "reads", "enter", "session"]

    def response(self, request: Request) -> Response:
        """Return it as plain text in the language of the request."""
        words = say(f"web-refused.{self.why}", language_of(request))
        return PlainTextResponse(f"{words}\n", self.status)


class Guard:
    """ASGI middleware: refuses what may not pass, limits bodies, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, *, gate: Gate, hosts: frozenset[str] = frozenset()) -> None:
        """Wrap an application."""
        self.app = app
        self.gate = gate
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] != "websocket":
                await self.app(scope, receive, send)
            return
        request = Request(scope)
        sending = _with_headers(send)
        refusal = self._refuse(request)
        if refusal is not None:
            await refusal.response(request)(scope, receive, sending)
            return
        limit = _limit(request)
        try:
            await self.app(scope, _limited(receive, limit), sending)
        except TooLargeError:
            await _Refusal(413, "large").response(request)(scope, receive, sending)

    def _refuse(self, request: Request) -> _Refusal | None:
        if not self._knows_host(request):
            return _Refusal(421, "host")
        if request.method in _SAFE:
            return None
        if _declared_length(request) > _limit(request):
            return _Refusal(413, "large")
        path = request.url.path
        if path not in ASKING_POSTS and not _same_origin(request):
            return _Refusal(403, "origin")
        return None if path in ASKING_POSTS or path == "/enter" else self._refuse_change(request)

    def _refuse_change(self, request: Request) -> _Refusal | None:
        if not self.gate.write:
            return _Refusal(403, "reads")
        session = self.gate.session(request)
        if session is None:
            return _Refusal(401, "enter")
        given = request.headers.get(FORM_KEY) or request.query_params.get("form_key") or ""
        if not hmac.compare_digest(given.encode(), session.form_key.encode()):
            return _Refusal(403, "session")
        return None

    def _knows_host(self, request: Request) -> bool:
        """Say whether the request names this machine: another name is a page elsewhere that was rebound."""
        name = _host_name(request.headers.get("host", ""))
        if name in _LOOPBACK or name in self.hosts:
            return True
        return "*" in self.hosts and _is_address(name)


def _host_name(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").casefold()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(request: Request) -> bool:
    """Say whether a browser sent this from a page of ours; one that tells nothing is refused."""
    origin = request.headers.get("origin")
    if origin is not None:
        return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("sec-fetch-site") == "same-origin"


def _limit(request: Request) -> int:
    return _UPLOAD if request.url.path in UPLOADS else _BODY


def _declared_length(request: Request) -> int:
    said = request.headers.get("content-length", "0")
    return int(said) if said.isdigit() else _UPLOAD + 1


def _limited(receive: Receive, limit: int) -> Receive:
    """Return what receives a body and stops it at its limit, whatever length it declared."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLargeError
        return message

    return limited


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with the headers of the house, where it does not set its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
