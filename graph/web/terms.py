"""What is left of a term, seen from a day: the words of the countdown and the stretch it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Literal

from ..answers.reasons import shown_end
from ..messages import Language, say
from ..model import MOSCOW
from ..moments import Moment

Record = Mapping[str, Any]
Stretch = Literal["passed", "today", "week", "month", "later", "none"]
STRETCHES: tuple[Stretch, ...] = ("passed", "today", "week", "month", "later", "none")
_WEEK, _MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Term:
    """A line's term as shown: when it ends, in what words, how far off that is."""

    stretch: Stretch
    words: str
    left: str
    last_day: date | None = None


def term_of(line: Record, at: Moment, language: Language) -> Term:
    """Return the term of an answer's line as seen at a moment."""
    if line.get("due_until") is None:
        return Term("none", line.get("due_text") or say("answer.no-due", language), "")
    end = datetime.fromisoformat(line["due_until"]).astimezone(MOSCOW)
    last = (end - timedelta(microseconds=1)).date()
    days = (last - at.value.astimezone(MOSCOW).date()).days
    passed = end <= at.value
    return Term(_stretch(days, passed=passed), _words(line, language), _left(days, passed, language), last)


def _stretch(days: int, *, passed: bool) -> Stretch:
    if passed:
        return "passed"
    return "today" if days <= 0 else "week" if days <= _WEEK else "month" if days <= _MONTH else "later"


def _words(line: Record, language: Language) -> str:
    end = shown_end(line["due_until"])
    if line.get("due_from") is None:
        return end
    return say("answer.window", language, start=shown_end(line["due_from"], after=True), end=end)


def _left(days: int, passed: bool, language: Language) -> str:  # noqa: FBT001  told by position of two
    if days == 0:
        return say("web-board.passed-today" if passed else "web-board.left-today", language)
    return counted("web-board.passed" if passed else "web-board.left", abs(days), language)


def counted(name: str, number: int, language: Language) -> str:
    """Return a message in the form that goes with a number: `<name>-one`, `-few` or `-many`."""
    return say(f"{name}-{_form(number, language)}", language, count=number)


def _form(number: int, language: Language) -> str:
    if language == "en":
        return "one" if number == 1 else "many"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


def by_stretch(
    lines: Sequence[Record], at: Moment, language: Language
) -> list[tuple[Stretch, list[tuple[Record, Term]]]]:
    """Return the lines with their terms in the stretches that have any, the nearest trouble first."""
    termed = [(line, term_of(line, at, language)) for line in lines]
    termed.sort(key=lambda pair: STRETCHES.index(pair[1].stretch))  # stable: by term within each
    return [(stretch, list(group)) for stretch, group in groupby(termed, key=lambda pair: pair[1].stretch)]
