"""Short invented documents read whole, for the tests of extraction."""

from __future__ import annotations

from graph.extract import read_protocol
from graph.model import Protocol, Source

HEAD = "ПРОТОКОЛ № 7-к\nзаседания комиссии по качелям\n\nг. Качелинск\n12 марта 2026 г.\n\n"


def source_of(text: str) -> Source:
    """Return a text as it would be stored."""
    return Source("made-up.txt", "text/plain", text, "0" * 64)


def read(text: str) -> Protocol:
    """Return what a whole text says."""
    return read_protocol(source_of(text))


def read_decisions(body: str) -> Protocol:
    """Return what a protocol says whose decisions are `body`."""
    return read(f"{HEAD}РЕШИЛИ:\n\n{body}\n")


def paths(protocol: Protocol) -> list[str]:
    """Return the paths of the points in their order."""
    return [point.path for point in protocol.points]


def kinds(protocol: Protocol) -> list[str]:
    """Return the kinds of the points in their order."""
    return [point.kind.value for point in protocol.points]


def codes(protocol: Protocol) -> set[str]:
    """Return the codes of the notices."""
    return {notice.code for notice in protocol.notices}
