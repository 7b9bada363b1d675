"""When a document takes effect."""

from __future__ import annotations

from datetime import datetime, time

from ..model import MOSCOW, Filed


def takes_effect(filed: Filed) -> datetime:
    """Return when a document takes effect: 00:00 Moscow time of its date, undated when taken in."""
    date = filed.protocol.head.date
    return filed.card.recorded if date is None else datetime.combine(date.value, time(), MOSCOW)
