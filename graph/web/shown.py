"""How values look on a page: days, moments, what is left of a term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..render.prose import shown_day
from ..render.table import visible

FILTERS: dict[str, Callable[..., Any]] = {"day": shown_day, "visible": visible}
"""What templates call by name: `{{ line.date|day }}`."""
