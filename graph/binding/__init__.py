"""What still binds: documents and events become status periods, by pure functions.

`status_periods` does it for a whole register. Who keeps the facts of its documents does it by parts:
`read_facts` of each text, a `World` of those that matter to some documents, `periods_in` for these.
"""

from __future__ import annotations

from .authority import Hierarchy, kinship_of
from .chains import Chain, Tail
from .cohorts import KnownCohorts, heads_of
from .declared import declared_events
from .effect import takes_effect
from .facts import Document, in_succession, outline, read_facts
from .findings import Finding, find_troubles
from .flags import Flags, Told
from .intervals import Interval
from .mentions import lists_of
from .periods import periods_in, status_periods
from .resolve import Shelf, named_by
from .world import World

__all__ = [
    "Chain",
    "Document",
    "Finding",
    "Flags",
    "Hierarchy",
    "Interval",
    "KnownCohorts",
    "Shelf",
    "Tail",
    "Told",
    "World",
    "declared_events",
    "find_troubles",
    "heads_of",
    "in_succession",
    "kinship_of",
    "lists_of",
    "named_by",
    "outline",
    "periods_in",
    "read_facts",
    "status_periods",
    "takes_effect",
]
