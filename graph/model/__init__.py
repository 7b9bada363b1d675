"""The values that every room passes on: frozen, comparable, without input or output.

Offsets count Unicode code points of the stored text, end exclusive. Moments are timezone-aware
datetimes; intervals include their start and exclude their end. What was read from a text is a
`Fact`: the value, the words that prove it, the rule that found it and how sure that rule is.
"""

from __future__ import annotations

from .codes import (
    MOSCOW,
    OPEN,
    Binds,
    Capacity,
    DeadlineKind,
    DocumentKind,
    EventKind,
    Frequency,
    PartyKind,
    PointKind,
    Relation,
    Role,
    State,
    Verdict,
)
from .holding import (
    Card,
    Event,
    Filed,
    Member,
    PointId,
    Review,
)
from .reading import (
    AgendaItem,
    Cohort,
    Deadline,
    Decision,
    Fact,
    Head,
    Landmark,
    LandmarkKind,
    Notice,
    Organisation,
    Party,
    Person,
    Protocol,
    Recurrence,
    Reference,
    Shift,
    Source,
    Span,
    place_among,
)
from .status import (
    Reason,
    StatusPeriod,
)

__all__ = [
    "MOSCOW",
    "OPEN",
    "AgendaItem",
    "Binds",
    "Capacity",
    "Card",
    "Cohort",
    "Deadline",
    "DeadlineKind",
    "Decision",
    "DocumentKind",
    "Event",
    "EventKind",
    "Fact",
    "Filed",
    "Frequency",
    "Head",
    "Landmark",
    "LandmarkKind",
    "Member",
    "Notice",
    "Organisation",
    "Party",
    "PartyKind",
    "Person",
    "PointId",
    "PointKind",
    "Protocol",
    "Reason",
    "Recurrence",
    "Reference",
    "Relation",
    "Review",
    "Role",
    "Shift",
    "Source",
    "Span",
    "State",
    "StatusPeriod",
    "Verdict",
    "place_among",
]
