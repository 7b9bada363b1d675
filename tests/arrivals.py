"""Files as if they had been read, and the key of the first of them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from graph.model import MOSCOW, Fact, Head, Protocol, Source, Span
from graph.register import Arrival

RECORDED = datetime(2031, 3, 1, 10, 0, tzinfo=MOSCOW)
KEY = "2031-02-18_K7-12"


def arrive(
    text: str = "Протокол № К7-12\n",
    *,
    number: str | None = "К7-12",
    day: date | None = date(2031, 2, 18),
    issuer: str | None = "Совет по маякам",
    name: str = "протокол.txt",
    encoding: str = "utf-8",
) -> Arrival:
    """Return a file of that text as if it had been read."""
    content = text.encode(encoding)
    span = Span(0, 8, text[:8])
    source = Source(name, "text/plain", text, hashlib.sha256(content).hexdigest(), encoding)
    head = Head(
        kind=Fact("protocol", span, "test"),
        number=Fact(number, span, "test") if number else None,
        date=Fact(day, span, "test") if day else None,
        issuer=Fact(issuer, span, "test") if issuer else None,
    )
    return Arrival(content, source, Protocol(head), RECORDED, "0.1.0")
