"""A ground of a verdict as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..messages import Language, say
from ..model import MOSCOW

_EVENT_ROOT = "https://w3id.org/obligraph/id/event/"


def reason_sentence(reason: Mapping[str, Any], language: Language) -> str:
    """Return what a ground says, in one language; `reason` is a row of the grounds."""
    point = " ".join(str(reason[name]) for name in ("document", "point") if reason.get(name))
    event = str(reason.get("event") or "").removeprefix(_EVENT_ROOT)
    return say(
        f"rules.{reason['rule']}",
        language,
        point=point,
        moment=shown_moment(reason.get("moment")),
        event=point or event,
    )


def shown_moment(text: str | None) -> str:
    """Return a moment of the triples as people read it: 13.11.2023 12:00, in Moscow time."""
    if text is None:
        return "—"
    moment = datetime.fromisoformat(text)
    zone = "" if moment.utcoffset() == MOSCOW.utcoffset(None) else moment.strftime(" UTC%z")
    return moment.strftime("%d.%m.%Y %H:%M") + zone
