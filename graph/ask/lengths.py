"""Lengths of time that are no period: by how much something is late; days that are a whole period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from .stems import content_stems
from .when import NamedMoment, alternatives, date_words

_LATE = "overdue"
"""The concept beside which a length of time says by how much."""
_ENDS = frozenset(("expire", "term"))
"""The concepts of terms and their ends, which a lone day is the day of."""
_OTHERWISE = frozenset((_LATE, "extend"))
"""Concepts of what becomes of terms, which is asked of a moment."""
_SENT = frozenset(("send",))
_TO_SEND = frozenset(("send", "report", "document", "cohort"))
"""The concepts of what is to be sent and of no more: not where, not to whom."""

_DAY = len("2023-12-01")


def lengths_beyond(text: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of lengths of time that the text measures how late or how long something is by."""
    beyond, late = _patterns()
    return (beyond, late) if _LATE in content_stems(text) else (beyond,)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern of what is more than a length, and of any length that something is late by."""
    known, words = date_words(), date_words().terms
    number = rf"(?:[0-9]{{1,3}}|{alternatives(known.numbers)})[\s-]+"
    unit = "|".join((words["day"], *(known.units[name] for name in ("week", "month", "year"))))
    length = rf"(?:(?:{words['working']})[\s-]*)?(?:{unit})\b"
    than, by = r"\s+(?:чем\s+)?(?:(?:на|в|за|by)\s+)?", rf"(?:{words['by']})\s+"
    more = rf"(?:{words['more']}){than}(?:{number})?{length}"
    late = rf"(?:(?:{words['less']}){than})?(?:(?:{by})?{number}|{by}){length}"
    return re.compile(rf"\b{more}"), re.compile(rf"\b{late}")


def on_its_day(moments: Sequence[NamedMoment], text: str, rest: str, today: date) -> list[NamedMoment]:
    """Return the moments; a lone day on which terms end is a period of its own: «истекают послезавтра».

    `text` is the question in lower case, `rest` its words without what it names.
    """
    if len(moments) != 1 or not _is_day(moments[0], text, today):
        return list(moments)
    stems, ahead = content_stems(rest), moments[0].value >= today.isoformat()
    if not (_ENDS & stems and _OTHERWISE.isdisjoint(stems)) and not (ahead and _SENT <= stems <= _TO_SEND):
        return list(moments)
    return [replace(moments[0], role="from"), replace(moments[0], role="to")]


def _is_day(moment: NamedMoment, text: str, today: date) -> bool:
    """Say whether a moment is a day that something falls on; one that has passed may be looked back from."""
    if moment.role == "at":
        on = re.search(rf"\b(?:{date_words().roles['on']})\s+$", text[: moment.start])
        return bool(on) and len(moment.value) == _DAY and moment.value >= today.isoformat()
    return moment.role is None and len(moment.value) == _DAY
