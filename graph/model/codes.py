"""The closed sets of the field, and the two fixed points of time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Literal

MOSCOW = timezone(timedelta(hours=3))
"""Moscow time since 26 October 2014: UTC+03:00 all the year round."""

OPEN = datetime(9999, 12, 31, tzinfo=MOSCOW)
"""The end of an interval that has none: a plain comparison still works."""

DocumentKind = Literal["protocol", "order", "decree", "letter", "list", "memo", "other"]
PointKind = Literal[
    "note",
    "order",
    "continuation",
    "recommendation",
    "approval",
    "control",
    "repeal",
    "extension",
    "information",
    "rejected",
    "in-force",
]
DeadlineKind = Literal["instant", "day", "window", "relative", "recurring", "open", "established"]
Relation = Literal["continues", "implements", "repeals", "amends", "extends", "fulfils", "cites"]
PartyKind = Literal["class", "body", "post", "person"]
Role = Literal["chair", "secretary", "speaker", "attendee", "signer", "controller"]
Frequency = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]
EventKind = Literal[
    "report",
    "return",
    "acceptance",
    "extension",
    "condition-true",
    "condition-false",
    "cancellation",
    "replacement",
    "departure",
    "withdrawal",
    "correction",
]
Capacity = Literal["addressee", "issuer", "superior", "controller", "other"]
State = Literal[
    "not-yet",
    "in-force",
    "conditional",
    "condition-unconfirmed",
    "overdue",
    "window-passed",
    "reported",
    "text-not-held",
    "contested",
    "fulfilled",
    "fulfilled-late",
    "cancelled",
    "replaced",
    "not-applicable",
]
Binds = Literal["yes", "no", "unknown"]
Verdict = Literal["accepted", "rejected", "corrected"]
