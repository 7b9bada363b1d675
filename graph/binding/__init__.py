"""What still binds: documents and events become status periods, by pure functions."""

from __future__ import annotations

from .declared import declared_events
from .facts import takes_effect
from .periods import status_periods

__all__ = ["declared_events", "status_periods", "takes_effect"]
