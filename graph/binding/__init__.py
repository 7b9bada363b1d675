"""What still binds: documents and events become status periods, by pure functions."""

from __future__ import annotations

from .declared import declared_events
from .effect import takes_effect
from .findings import Finding, find_troubles
from .periods import status_periods

__all__ = ["Finding", "declared_events", "find_troubles", "status_periods", "takes_effect"]
