"""What a request of the SPARQL 1.1 Protocol asks, read from its parts; no store is needed for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

from ..sandbox.forms import Form as SandboxForm

GraphForm = Literal["ttl", "nt", "jsonld", "rdf"]

ROW_FORMS: tuple[tuple[str, SandboxForm], ...] = (
    ("application/sparql-results+json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
)
"""The media types for the rows of a SELECT and the answer of an ASK, the preferred first."""

GRAPH_FORMS: tuple[tuple[str, GraphForm], ...] = (
    ("text/turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/json", "jsonld"),
    ("application/xml", "rdf"),
    ("text/xml", "rdf"),
)
"""The media types for the triples of a CONSTRUCT or DESCRIBE."""

_FORM_BODY = "application/x-www-form-urlencoded"
_QUERY_BODY = "application/sparql-query"
_UPDATE_BODY = "application/sparql-update"
_MOST_FIELDS = 200
_UPDATE = "the register is only read here: an update is refused"


class ProtocolError(Exception):
    """A request that is not one of the protocol, or that is refused, with its HTTP status."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep what is told the client."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and the dataset that the protocol names for it; no graphs: the query's own, else all."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(pairs: Sequence[tuple[str, str]]) -> Operation | None:
    """Return what a GET asks by its address, None where it asks nothing."""
    if not any(name in {"query", "update"} for name, _ in pairs):
        return None
    return _operation(pairs)


def read_post(media: str, body: bytes, address: Sequence[tuple[str, str]]) -> Operation:
    """Return what a POST asks: a form, or the query itself with the dataset in the address."""
    kind, charset = _media(media)
    if kind == _FORM_BODY:
        if any(name in {"query", "update"} for name, _ in address):
            raise ProtocolError(400, "a form names its query in its body, not in the address")
        return _operation([*_fields(body), *address])
    if kind == _UPDATE_BODY:
        raise ProtocolError(403, _UPDATE)
    if kind != _QUERY_BODY:
        raise ProtocolError(415, f"send {_QUERY_BODY} or {_FORM_BODY}, not {kind or 'a body without a type'}")
    if any(name in {"query", "update"} for name, _ in address):
        raise ProtocolError(400, "the query is given twice: in the body and in the address")
    return _operation([("query", _text(body, charset)), *address])


def _operation(pairs: Sequence[tuple[str, str]]) -> Operation:
    if any(name == "update" for name, _ in pairs):
        raise ProtocolError(403, _UPDATE)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1 or not queries[0].strip():
        problem = "several queries" if len(queries) > 1 else "no query"
        raise ProtocolError(400, f"{problem}: give one as the parameter `query`")
    return Operation(
        queries[0],
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


def _media(header: str) -> tuple[str, str]:
    kind, *parameters = (part.strip() for part in header.split(";"))
    charset = "utf-8"
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().casefold() == "charset":
            charset = value.strip().strip('"').casefold()
    return kind.casefold(), charset


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise ProtocolError(400, "the form is not one: UTF-8, percent-encoded") from error


def _text(body: bytes, charset: str) -> str:
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise ProtocolError(415, f"the query is to be UTF-8, not {charset}")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "the query is not UTF-8") from error
