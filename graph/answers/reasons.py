"""A ground of a verdict as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ..messages import Language, say
from ..model import MOSCOW

_ENDS = {
    "corrected",
    "extended",
    "moved-to-working-day",
    "deadline-passed",
    "deadline-ahead",
    "late",
    "in-time",
}
"""The rules whose moment is an exclusive end of a term."""
_EVENT_ROOT = "https://w3id.org/obligraph/id/event/"


def reason_sentence(reason: Mapping[str, Any], language: Language) -> str:
    """Return what a ground says, in one language; `reason` is a row of the grounds."""
    point = " ".join(str(reason[name]) for name in ("document", "point") if reason.get(name))
    event = str(reason.get("event") or "").removeprefix(_EVENT_ROOT)
    return say(
        f"rules.{reason['rule']}",
        language,
        point=point,
        moment=_shown(reason),
        event=point or event,
    )


def _shown(reason: Mapping[str, Any]) -> str:
    moment = reason.get("moment")
    return shown_end(moment) if moment is not None and reason["rule"] in _ENDS else shown_moment(moment)


def shown_moment(text: str | None) -> str:
    """Return a moment of the triples as people read it: 13.11.2023 12:00, in Moscow time."""
    if text is None:
        return "—"
    moment = datetime.fromisoformat(text)
    zone = "" if moment.utcoffset() == MOSCOW.utcoffset(None) else moment.strftime(" UTC%z")
    return moment.strftime("%d.%m.%Y %H:%M") + zone


def shown_end(text: str, *, after: bool = False) -> str:
    """Return an exclusive end as people say it: midnight is the end of the day before it.

    With `after` the moment is a beginning, and midnight the beginning of its own day.
    """
    moment = datetime.fromisoformat(text)
    if (moment.hour, moment.minute) == (0, 0):
        return f"{moment if after else moment - timedelta(days=1):%d.%m.%Y}"
    return f"{moment:%d.%m.%Y %H:%M}"
