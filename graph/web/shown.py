"""How values look on a page: days, moments, cells of a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..answers.reasons import shown_moment
from ..model import MOSCOW
from ..queries import Cell
from ..render.prose import shown_day
from ..render.table import visible

_SIGNS = {
    "in-force": "●",
    "conditional": "◐",
    "condition-unconfirmed": "◓",
    "overdue": "▲",
    "window-passed": "△",
    "reported": "◆",
    "text-not-held": "○",
    "contested": "◇",
    "fulfilled": "✓",
    "fulfilled-late": "✓",
    "cancelled": "✕",
    "replaced": "⇄",
    "not-applicable": "–",
    "not-yet": "◌",
}
"""Each state has a shape of its own: nobody has to tell it by its colour."""


def cell(value: Cell) -> str:
    """Return a cell of rows as text: a list by its parts, a moment in Moscow time, a day as 13.11.2023."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(cell(part) for part in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return _dated(value) if isinstance(value, str) else str(value)


def shown_clock(text: str) -> str:
    """Return a moment that an answer was evaluated for: a day where it is the day's last second."""
    shown = cell(text)
    return shown.removesuffix(" 23:59") if text[10:19] == "T23:59:59" else shown


def _dated(text: str) -> str:
    if not text[:4].isdigit() or text[4:5] != "-" or len(text) < 10:
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == 10:
        return f"{moment:%d.%m.%Y}"
    return shown_moment(moment.astimezone(MOSCOW).isoformat()) if moment.tzinfo else text


FILTERS: dict[str, Callable[..., Any]] = {
    "day": shown_day,
    "visible": visible,
    "cell": cell,
    "clock": shown_clock,
    "dict": dict,
    "moment": shown_moment,
    "sign": _SIGNS.__getitem__,
}
"""What templates call by name: `{{ line.date|day }}`."""
