"""Requests that end: limits on time and size, patience with a busy server, no way to another host."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Literal
from urllib.parse import urlsplit

import httpx

from ..errors import EngineError
from .address import Address
from .credentials import find_credentials
from .failures import hidden_failure, refusal

Fields = Mapping[str, str | Sequence[str]]

_BUSY: Final = {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}
_MOVED: Final = {httpx.codes.TEMPORARY_REDIRECT, httpx.codes.PERMANENT_REDIRECT}
_DROPPED: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError)
_MOVES = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, how often to try, how many bytes to take.

    `whole` is for one answer from the request's end to its own; waits between tries double from
    `pause`, and what a server asks for by Retry-After is honoured up to `longest_pause`.
    """

    connect: float = 5.0
    whole: float = 60.0
    tries: int = 5
    pause: float = 0.25
    longest_pause: float = 30.0
    most_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to an address: form fields, or a body of a media type."""

    url: str
    accept: str
    method: Literal["GET", "POST", "PUT", "DELETE"] = "POST"
    fields: Fields | None = None
    parameters: Fields | None = None
    body: bytes | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def media_type(self) -> str:
        """Return the body's type as the server names it."""
        return str(self.headers.get("content-type", ""))


class Transport:
    """One server's connections; to be closed."""

    def __init__(
        self,
        address: Address,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare, without a word to the server; `sleep` waits between tries."""
        self.address = address
        self.patience = patience or Patience()
        self._sleep = sleep
        limits = httpx.Timeout(self.patience.whole, connect=self.patience.connect)
        self._client = httpx.Client(
            auth=find_credentials(address.query[0]),
            timeout=limits,
            follow_redirects=False,
            trust_env=not address.loopback,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, request: Request) -> Reply:
        """Return the answer to a request; a busy server and a dropped connection are tried again.

        Every request that we send may be sent twice. Raises `EngineError` where no whole answer of
        success comes, `QueryError` where the server calls the query wrong.
        """
        reply = self.exchange(request)
        if not httpx.codes.is_success(reply.status):
            raise refusal(self.address.shown, reply.status, reply.body, reply.media_type)
        state = reply.headers.get("x-sql-state")
        if state:
            raise hidden_failure(self.address.shown, state, reply.headers.get("x-sql-message", ""))
        return reply

    def exchange(self, request: Request) -> Reply:
        """Return the answer whatever its status; else as `send`."""
        reply = self._patiently(request)
        for _ in range(_MOVES):
            if reply.status not in _MOVED:
                break
            request = replace(request, url=self._moved(request, reply))
            reply = self._patiently(request)
        return reply

    def _moved(self, request: Request, reply: Reply) -> str:
        """Return where the server moved to; another host gets neither the question nor who asks."""
        here = httpx.URL(request.url)
        there = here.join(reply.headers.get("location", ""))
        if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
            where = f"{there.scheme}://{urlsplit(str(there)).hostname}{there.path}"
            raise self._failure(f"the server sends to another one, {where}", "name that one yourself")
        return str(there)

    def _patiently(self, request: Request) -> Reply:
        pause = self.patience.pause
        for last in (False,) * (self.patience.tries - 1) + (True,):
            try:
                reply = self._once(request)
            except _DROPPED as error:
                if last:
                    raise self._failure(f"the connection breaks ({_words(error)})", "try again") from error
                self._sleep(pause)
            else:
                if reply.status not in _BUSY or last:
                    return reply
                self._sleep(self._asked_pause(reply, pause))
            pause *= 2
        raise AssertionError  # the last try returns or raises

    def _asked_pause(self, reply: Reply, pause: float) -> float:
        """Return how long to wait for a busy server: as long as it asks, else as long as we would."""
        asked = _seconds(reply.headers.get("retry-after", ""))
        if asked is not None and asked > self.patience.longest_pause:
            raise self._failure(f"the server is busy and asks to come back in {asked:.0f} s", "do so")
        return pause if asked is None else asked

    def _once(self, request: Request) -> Reply:
        headers = {"Accept": request.accept, **({"Content-Type": request.media_type} if request.body else {})}
        try:
            with self._client.stream(
                request.method,
                request.url,
                data=request.fields,
                params=request.parameters,
                content=request.body,
                headers=headers,
            ) as response:
                return Reply(response.status_code, response.headers, self._whole(response))
        except httpx.ConnectTimeout as error:
            raise self._failure("the server can't be reached in time", "see whether it runs") from error
        except httpx.ConnectError as error:
            problem = f"the server can't be reached ({_words(error)})"
            raise self._failure(problem, "see whether it runs, and the URL") from error
        except httpx.TimeoutException as error:
            raise self._late() from error
        except (httpx.UnsupportedProtocol, httpx.DecodingError, httpx.InvalidURL) as error:
            raise self._failure(f"the server can't be asked ({_words(error)})", "check the URL") from error

    def _whole(self, response: httpx.Response) -> bytes:
        """Return the body; raise `EngineError` where it is too long or comes too slowly."""
        deadline = time.monotonic() + self.patience.whole
        taken = bytearray()
        for piece in response.iter_bytes():
            taken += piece
            if len(taken) > self.patience.most_bytes:
                most = self.patience.most_bytes // 2**20
                raise self._failure(f"the answer is larger than {most} MB", "ask for less at once")
            if time.monotonic() > deadline:
                raise self._late()
        return bytes(taken)

    def _late(self) -> EngineError:
        problem = f"the server does not answer within {self.patience.whole:g} s"
        return self._failure(problem, "ask for less at once, or see what it does")

    def _failure(self, problem: str, advice: str) -> EngineError:
        return EngineError(problem, source=self.address.shown, advice=advice)


def _seconds(retry_after: str) -> float | None:
    """Return the seconds that a Retry-After asks for, written as a number or as a date."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
