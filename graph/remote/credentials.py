"""Who asks: from the environment or from netrc, told only to a server that wants to know."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from ..errors import InvalidValueError

USER, PASSWORD, TOKEN = "OBLIGRAPH_ENGINE_USER", "OBLIGRAPH_ENGINE_PASSWORD", "OBLIGRAPH_ENGINE_TOKEN"
"""Names of environment variables."""


class ByChallenge(httpx.Auth):
    """Answers a server's challenge, Basic or Digest; after the first, each request has it at once."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._scheme: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request as it is, and again with credentials where it comes back refused."""
        if self._scheme is None:
            response = yield request
            challenge = ", ".join(response.headers.get_list("www-authenticate")).lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or not challenge:
                return
            kind = httpx.DigestAuth if "digest" in challenge else httpx.BasicAuth
            self._scheme = kind(self._user, self._password)
        yield from self._scheme.auth_flow(request)


class Bearer(httpx.Auth):
    """Sends a token with every request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request with the token."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def find_credentials(url: str) -> httpx.Auth | None:
    """Return what the environment or netrc knows for the URL's host, None where they know nothing.

    Raises `InvalidValueError` for a netrc that can't be read.
    """
    if os.environ.get(TOKEN):
        return Bearer(os.environ[TOKEN])
    if os.environ.get(USER):
        return ByChallenge(os.environ[USER], os.environ.get(PASSWORD, ""))
    return _of_netrc(urlsplit(url).hostname or "")


def _of_netrc(host: str) -> httpx.Auth | None:
    path = Path(os.environ.get("NETRC") or Path.home() / ("_netrc" if os.name == "nt" else ".netrc"))
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        problem = f"can't be read as netrc ({type(error).__name__})"
        raise InvalidValueError(problem, source=str(path), advice="correct the file") from None
    return ByChallenge(found[0], found[2] or "") if found else None
