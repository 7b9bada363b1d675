"""What parent and child say to each other: one line of JSON, then bytes of the length it names."""

from __future__ import annotations

import json
from typing import Any

from .. import errors
from ..errors import ObligraphError


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message: the head on one line, then the body."""
    return json.dumps({**head, "length": len(body)}).encode() + b"\n" + body


def unpack(message: bytes) -> tuple[dict[str, Any], bytes] | None:
    """Return head and body; None where the message is cut or is no message."""
    line, newline, body = message.partition(b"\n")
    if not newline or not line.startswith(b"{"):
        return None
    head: dict[str, Any] = json.loads(line)
    return (head, body) if head["length"] == len(body) else None


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
