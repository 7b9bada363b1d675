"""Triples as bytes and back: Turtle that is the same whatever the order they come in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ..errors import RegisterError
from .iri import ROOT
from .terms import PREFIXES, TYPE

_SHOWN: Final = {prefix: space for prefix, space in PREFIXES.items() if prefix not in {"sh", "owl"}}
_HEADER: Final = "".join(
    [f"@base <{ROOT}> .\n", *(f"@prefix {prefix}: <{space}> .\n" for prefix, space in _SHOWN.items()), "\n"]
).encode()
_DECLARATIONS: Final = re.compile(rb"\A(?:@(?:base|prefix) .*\n)*")


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """Return the triples as Turtle in UTF-8: each once, sorted, what is said of one thing together.

    The same set of triples gives the same bytes. IRIs are written in full or relative to the base,
    never with an escaped sign in a prefixed name, which some readers get wrong.
    """
    ordered = sorted(set(triples), key=_place)
    content = serialize(ordered, format=RdfFormat.TURTLE, prefixes=_SHOWN, base_iri=ROOT) or b""
    return _HEADER + _DECLARATIONS.sub(b"", content).replace(b" .\n<", b" .\n\n<")


def from_turtle(content: bytes, *, source: str = "turtle") -> tuple[Triple, ...]:
    """Return the triples of a Turtle text; raise `RegisterError` at the line that is wrong."""
    try:
        return tuple(quad.triple for quad in parse(content, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise RegisterError(
            f"not Turtle: {error.msg}",
            source=source,
            line=error.lineno,
            column=error.offset,
            advice="restore the file, or read its document again",
        ) from None


def _place(triple: Triple) -> tuple[str, bool, str, bool, str]:
    subject, predicate, value = triple
    assert isinstance(subject, NamedNode)  # noqa: S101 - nothing here has blank nodes
    return (
        subject.value,
        predicate != TYPE,
        predicate.value,
        isinstance(value, Literal),
        str(value),
    )
