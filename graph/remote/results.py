"""Results in the W3C's JSON form, read whole or not at all."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from .failures import cut_answer

Term = NamedNode | BlankNode | Literal
Row = tuple[Term | None, ...]

JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BOOLEAN, _DOUBLE = f"{_XSD}boolean", f"{_XSD}double"
_ASKED = "__ASK_RETVAL"
_SPELT = {"1": "true", "0": "false"}


def read_rows(server: str, body: bytes) -> tuple[tuple[str, ...], list[Row]]:
    """Return columns and rows of a SELECT; raises `EngineError` for a body that is no whole result."""
    found = _whole(server, body)
    try:
        columns = tuple(str(name) for name in found["head"]["vars"])
        return columns, [_row(columns, binding) for binding in found["results"]["bindings"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise cut_answer(server, body) from None


def read_answer(server: str, body: bytes) -> bool:
    """Return the answer of an ASK; raises as `read_rows`.

    Virtuoso gives a row for yes and none for no where the query begins with a prologue.
    """
    found = _whole(server, body)
    said = found.get("boolean")
    if isinstance(said, bool):
        return said
    if found.get("head", {}).get("vars") == [_ASKED]:
        return bool(found["results"]["bindings"])
    raise cut_answer(server, body)


def read_triples(server: str, body: bytes) -> tuple[Triple, ...]:
    """Return the triples of an N-Triples body; raises as `read_rows`."""
    try:
        return tuple(_alike(quad.triple) for quad in parse(body, format=RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError):
        raise cut_answer(server, body) from None


def _whole(server: str, body: bytes) -> dict[str, Any]:
    """Return the object that the body is; a cut one is a failure, whatever its status said."""
    try:
        found = json.loads(body)
    except ValueError:
        raise cut_answer(server, body) from None
    if not isinstance(found, dict):
        raise cut_answer(server, body)
    return found


def _row(columns: tuple[str, ...], binding: dict[str, dict[str, str]]) -> Row:
    return tuple(_term(binding[name]) if name in binding else None for name in columns)


def _term(said: dict[str, str]) -> Term:
    """Return a term; `typed-literal` is Virtuoso's."""
    value = said["value"]
    if said["type"] == "uri":
        return NamedNode(value)
    if said["type"] == "bnode":
        return BlankNode(value.removeprefix("_:").replace(":", "-").replace("/", "-"))
    if said["type"] not in {"literal", "typed-literal"}:
        raise ValueError(said["type"])
    if said.get("xml:lang"):
        return Literal(value, language=said["xml:lang"])
    kind = said.get("datatype")
    if kind is None:
        return Literal(value)
    return Literal(_spelling(value, kind), datatype=NamedNode(kind))


def _alike(triple: Triple) -> Triple:
    said = triple.object
    if not isinstance(said, Literal) or said.datatype.value not in {_BOOLEAN, _DOUBLE}:
        return triple
    kind = said.datatype
    return Triple(triple.subject, triple.predicate, Literal(_spelling(said.value, kind.value), datatype=kind))


def _spelling(value: str, kind: str) -> str:
    """Return the spelling of a value that the index gives: `true` and not `1`, `1` and not `1.0`."""
    if kind == _BOOLEAN:
        return _SPELT.get(value, value)
    return value.removesuffix(".0") if kind == _DOUBLE else value
