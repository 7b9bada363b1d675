"""An event as it acts upon one life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..model import Event, EventKind, Reason
from .authority import Force


@dataclass(frozen=True, slots=True)
class Act:
    """An event that concerns a life and is not withdrawn, with what it does there."""

    event: Event
    force: Force

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """Return what acts are sorted by: when effective, when recorded, the id."""
        return (self.event.effective, self.event.recorded, self.event.id)

    def does(self, kind: EventKind) -> bool:
        """Say whether the act is of a kind and by one who may."""
        return self.event.kind == kind and self.force == "counts"


def event_reason(rule: str, event: Event, moment: datetime | None = None) -> Reason:
    """Return a reason that rests on an event; a declared one names the point that declares it."""
    return Reason(rule, point=event.declared_by, event=event.id, moment=moment or event.effective)
