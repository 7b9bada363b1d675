"""What parent and child say to each other: messages of one line of JSON and bytes of the length it names."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from .. import errors
from ..errors import ObligraphError

Message = tuple[dict[str, Any], bytes]
"""A head and a body."""


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message: the head on one line, then the body."""
    return json.dumps({**head, "length": len(body)}).encode() + b"\n" + body


def unpack(message: bytes) -> Message | None:
    """Return head and body; None where the message is cut or is no message."""
    line, newline, body = message.partition(b"\n")
    if not newline or not line.startswith(b"{"):
        return None
    head: dict[str, Any] = json.loads(line)
    return (head, body) if head["length"] == len(body) else None


def read_message(stream: BinaryIO) -> Message | None:
    """Return the next message of a stream; None where it ends, or ends within a message."""
    line = stream.readline()
    if not line.startswith(b"{") or not line.endswith(b"\n"):
        return None
    head: dict[str, Any] = json.loads(line)
    body = stream.read(head["length"])
    return (head, body) if len(body) == head["length"] else None


def error_head(error: ObligraphError) -> dict[str, Any]:
    """Return the head that tells of a failure."""
    return {
        "error": type(error).__name__,
        "problem": error.problem,
        "source": error.source,
        "line": error.line,
        "column": error.column,
        "advice": error.advice,
    }


def raise_told(head: dict[str, Any]) -> None:
    """Raise the failure that a head tells of; do nothing where it tells of none."""
    if "error" not in head:
        return
    kind = getattr(errors, head["error"])
    raise kind(
        head["problem"],
        source=head["source"],
        line=head["line"],
        column=head["column"],
        advice=head["advice"],
    )
