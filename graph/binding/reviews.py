"""What people found of facts that were read: the document as read again with their verdicts applied.

A fact is named by its point, its field and the place of its words in the stored text. Stored texts
never move, so a newer reading of the same text finds the fact there again, and the verdict with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, cast, get_args

from ..errors import InvalidValueError, UnknownNameError
from ..model import (
    Card,
    Cohort,
    Deadline,
    Decision,
    DocumentKind,
    Event,
    Fact,
    Filed,
    Head,
    PointKind,
    Review,
)
from ..moments import parse_day, parse_moment

HEAD_FIELDS = ("kind", "number", "date", "place", "issuer", "unit", "chair", "title", "programme")
POINT_FIELDS = (
    "kind",
    "addressees",
    "responsible",
    "joint_with",
    "cohorts",
    "every_cohort",
    "deadline",
    "report_deadline",
    "condition",
    "effective",
    "references",
    "emails",
    "urls",
)
NEEDED = frozenset({"kind"})
"""Fields that a document or a point can't be without: they are accepted or corrected, never rejected."""

EDITION = "~"
"""What stands between the name of a text and the number of what verdicts made of it."""

_COHORT = re.compile(r"(.*\S)\s+([0-9]{4})")
_CORRECTABLE = frozenset({
    *HEAD_FIELDS, "addressees", "responsible", "joint_with", "cohorts", "deadline", "report_deadline",
    "condition", "effective", "emails", "urls",
})  # fmt: skip
_SURE = 1.0
_RULE = "reviewed"


@dataclass(frozen=True, slots=True)
class NamedFact:
    """One fact of a reading, its point (None: the head's) and its field, under the name that reviews use."""

    point: str | None
    field: str
    name: str
    fact: Fact[Any]

    @property
    def correctable(self) -> bool:
        """Say whether another value can be given to it."""
        return self.field in _CORRECTABLE


def named_facts(filed: Filed) -> tuple[NamedFact, ...]:
    """Return the facts of a reading that can be reviewed: those of the head, then those of each point."""
    found = [*_facts_of(None, filed.protocol.head, HEAD_FIELDS)]
    for point in filed.protocol.points:
        found += _facts_of(point.path, point, POINT_FIELDS)
    return tuple(found)


def _facts_of(point: str | None, holder: Head | Decision, fields: Iterable[str]) -> Iterator[NamedFact]:
    for field in fields:
        seen: Counter[str] = Counter()
        held = getattr(holder, field)
        for fact in held if isinstance(held, tuple) else [held] if held is not None else []:
            name = f"{field}@{fact.span.start}-{fact.span.end}"
            seen[name] += 1
            yield NamedFact(point, field, name if seen[name] == 1 else f"{name}#{seen[name]}", fact)


def check_review(event: Event, filed: Filed | None) -> None:
    """Raise where an event's review can't be what it says.

    `UnknownNameError` where the document is not held or has no such fact; `InvalidValueError` where a
    needed fact is rejected, a correction lacks its value, or the value is not one of that field.
    """
    review = cast("Review", event.review)
    named = {(fact.point, fact.name): fact for fact in named_facts(filed)} if filed else {}
    found = named.get((event.point, review.fact))
    if found is None:
        where = f"{event.document} {event.point or ''}".strip()
        raise UnknownNameError(f"{where} has no fact {review.fact!r}", advice="its page shows its facts")
    if review.verdict == "rejected" and found.field in NEEDED:
        raise InvalidValueError(f"{found.field} can't be without a value", advice="correct it instead")
    if review.verdict == "corrected":
        corrected_value(found, review.value or "")


def corrected_value(found: NamedFact, words: str) -> object:
    """Return the value that words give a fact; raise `InvalidValueError` where they give none."""
    text = " ".join(words.split())
    if not text or not found.correctable:
        problem = "a correction needs a value" if found.correctable else f"{found.field} can't be corrected"
        raise InvalidValueError(problem, advice="reject the fact instead, or say what is right")
    if found.field == "kind":
        kinds = get_args(DocumentKind if found.point is None else PointKind)
        if text not in kinds:
            raise InvalidValueError(f"no such kind: {text!r}", advice=f"one of {', '.join(kinds)}")
        return text
    if found.field in {"date", "effective"}:
        return parse_day(text)
    if found.field in {"deadline", "report_deadline"}:
        return _deadline(found.fact.value, text)
    if found.field == "cohorts":
        return _cohort(text)
    if found.field in {"addressees", "responsible", "joint_with"}:
        return replace(found.fact.value, name=text)
    return text


def _deadline(read: Deadline, words: str) -> Deadline:
    """Return a term that ends at a moment; a day named is included."""
    moment = parse_moment(words)
    end = moment.end
    kind = "day" if moment.bare_day else "instant"
    if read.kind == "window" and read.start is not None and read.start < end:
        return replace(read, end=end)
    return Deadline(read.text, "day" if kind == "day" else "instant", end=end)


def _cohort(words: str) -> Cohort:
    found = _COHORT.fullmatch(words)
    if found is None:
        raise InvalidValueError(f"no cohort: {words!r}", advice="write programme and year")
    return Cohort(found[1].strip("«» "), int(found[2]))


def standing_reviews(key: str, events: Iterable[Event]) -> dict[tuple[str | None, str], Event]:
    """Return the last verdict on each fact of a document, by point and name; withdrawn ones do not count."""
    every = list(events)
    withdrawn = _withdrawn(every)
    standing: dict[tuple[str | None, str], Event] = {}
    for event in sorted(every, key=lambda one: (one.recorded, one.id)):
        if event.review is not None and event.document == key and event.id not in withdrawn:
            standing[event.point, event.review.fact] = event
    return standing


def _withdrawn(events: Iterable[Event]) -> set[str]:
    """Return the ids of withdrawn events; a withdrawal that was itself withdrawn takes nothing back."""
    withdrawn: set[str] = set()
    latest_first = sorted(events, key=lambda one: (one.recorded, one.id), reverse=True)
    for event in latest_first:
        if event.withdraws is not None and event.id not in withdrawn:
            withdrawn.add(event.withdraws)
    return withdrawn


def apply_reviews(filed: Filed, events: Iterable[Event]) -> Filed:
    """Return a reading with the verdicts of people applied: a pure function, the same for any order.

    What is accepted is sure; what is rejected is left out; what is corrected has the value given and the
    words that it was read from. A verdict on a fact that the reading lacks, or that can't be applied,
    changes nothing.
    """
    standing = standing_reviews(filed.card.key, events)
    if not standing:
        return filed
    named = {
        (fact.point, fact.field, id(fact.fact)): standing[fact.point, fact.name]
        for fact in named_facts(filed)
        if (fact.point, fact.name) in standing
    }
    protocol = filed.protocol
    head = _reviewed(None, protocol.head, HEAD_FIELDS, named)
    points = tuple(_reviewed(point.path, point, POINT_FIELDS, named) for point in protocol.points)
    return replace(filed, protocol=replace(protocol, head=head, points=points))


def editions(filed: Filed, events: Iterable[Event]) -> tuple[Filed, ...]:
    """Return a document as it was read and, for each moment at which a verdict became known, as read then.

    Each later edition is a text of the same document, recorded at that moment: it retires the earlier, so
    that an answer as known before a review stays what it was. No file of its name exists.
    """
    about = _about(filed.card.key, list(events))
    found = [filed]
    for moment in sorted({max(event.recorded, filed.card.recorded) for event in about}):
        read = apply_reviews(filed, [event for event in about if event.recorded <= moment])
        if read.protocol == found[-1].protocol:
            continue
        if moment == filed.card.recorded:
            found = [read]
        else:
            found.append(replace(read, card=_later(filed.card, moment, len(found))))
    return tuple(found)


def _later(card: Card, moment: datetime, number: int) -> Card:
    file = PurePosixPath(card.file)
    name = f"{file.stem}{EDITION}{number}{file.suffix}"
    sha256 = f"{card.sha256}{EDITION}{number}"
    return replace(card, recorded=moment, file=str(file.with_name(name)), sha256=sha256, supersedes=None)


def _about(key: str, events: list[Event]) -> list[Event]:
    """Return the reviews of a document, their withdrawals, and what withdraws these again."""
    found = {event.id: event for event in events if event.review is not None and event.document == key}
    withdrawals = [event for event in events if event.withdraws is not None]
    while more := [one for one in withdrawals if one.withdraws in found and one.id not in found]:
        found.update((one.id, one) for one in more)
    return list(found.values())


def _reviewed(
    point: str | None,
    holder: Any,  # noqa: ANN401  a head or a point, given back as what it is
    fields: Iterable[str],
    named: Mapping[tuple[str | None, str, int], Event],
) -> Any:  # noqa: ANN401
    changed: dict[str, object] = {}
    for field in fields:
        held = getattr(holder, field)
        several = isinstance(held, tuple)
        facts = held if several else () if held is None else (held,)
        kept = tuple(_judged(point, field, fact, named.get((point, field, id(fact)))) for fact in facts)
        if kept != facts:
            left = tuple(fact for fact in kept if fact is not None)
            changed[field] = left if several else next(iter(left), None)
    return replace(holder, **changed) if changed else holder


def _judged(point: str | None, field: str, fact: Fact[Any], event: Event | None) -> Fact[Any] | None:
    if event is None or event.review is None:
        return fact
    if event.review.verdict == "rejected":
        return fact if field in NEEDED else None
    if event.review.verdict == "accepted":
        return replace(fact, confidence=_SURE)
    try:
        value = corrected_value(NamedFact(point, field, event.review.fact, fact), event.review.value or "")
    except InvalidValueError:
        return fact  # written by hand, past `check_review`: what can't be applied changes nothing
    return replace(fact, value=value, rule=_RULE, confidence=_SURE)
