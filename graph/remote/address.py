"""Where a server's protocols stand: queries, updates, whole graphs."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ..errors import InvalidValueError

UPDATE_VARIABLE = "OBLIGRAPH_ENGINE_UPDATE"
STORE_VARIABLE = "OBLIGRAPH_ENGINE_STORE"

_NEIGHBOURS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("/sparql-auth", ("/sparql-auth",), ("/sparql-graph-crud-auth",)),
    ("/sparql", ("/sparql", "/update"), ("/sparql-graph-crud", "/data", "/sparql")),
    ("/query", ("/update",), ("/store", "/data")),
)
"""By the end of a query address: the ends of addresses for updates and for graphs, in the order tried."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server as it was named, and the addresses to try for each protocol, the likeliest first."""

    query: tuple[str, ...]
    update: tuple[str, ...]
    store: tuple[str, ...]

    @property
    def shown(self) -> str:
        """Return the address as people may see it: no query string, which may hold a key."""
        return urlunsplit(urlsplit(self.query[0])._replace(query="", fragment=""))

    @property
    def loopback(self) -> bool:
        """Say whether the server runs on this machine."""
        host = urlsplit(self.query[0]).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def read_address(url: str) -> Address:
    """Return the addresses that a URL leads to; `OBLIGRAPH_ENGINE_UPDATE` and `…_STORE` go before ours.

    Raises `InvalidValueError` for what is no http(s) URL, and for one with a name or a password in
    it, which is not repeated.
    """
    try:
        parts = urlsplit(url.strip())
        named = parts.scheme in {"http", "https"} and parts.hostname is not None and parts.port != 0
    except ValueError:
        parts, named = SplitResult("", "", "", "", ""), False
    if "@" in parts.netloc:
        advice = "set OBLIGRAPH_ENGINE_USER and OBLIGRAPH_ENGINE_PASSWORD, or use ~/.netrc"
        raise InvalidValueError("the server's URL holds credentials", advice=advice)
    if not named:
        advice = "write it as http://127.0.0.1:7878/query"
        raise InvalidValueError("the server's URL is none that can be asked", advice=advice)
    parts = parts._replace(path=parts.path.rstrip("/"), fragment="")
    queries = [parts] if parts.path else [parts._replace(path=path) for path in ("/query", "/sparql", "/")]
    update, store = os.environ.get(UPDATE_VARIABLE), os.environ.get(STORE_VARIABLE)
    return Address(
        query=tuple(map(urlunsplit, queries)),
        update=(update,) if update else _beside(queries, 1),
        store=(store,) if store else _beside(queries, 2),
    )


def _beside(queries: list[SplitResult], protocol: int) -> tuple[str, ...]:
    """Return the addresses of another protocol beside those for queries."""
    found = [
        urlunsplit(parts._replace(path=path)) for parts in queries for path in _paths(parts.path, protocol)
    ]
    return tuple(dict.fromkeys(found))


def _paths(path: str, protocol: int) -> list[str]:
    for neighbours in _NEIGHBOURS:
        if path.endswith(neighbours[0]):
            stem = path.removesuffix(neighbours[0])
            return [stem + end for end in neighbours[protocol]]
    if "/repositories/" in path:
        return [path + ("", "/statements", "/rdf-graphs/service")[protocol]]
    return [path]
