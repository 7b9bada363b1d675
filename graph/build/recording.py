"""Events recorded by people: checked against what is held, then written, each as one durable file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from pathlib import Path

from ..binding import declared_events
from ..binding.reviews import check_review
from ..errors import InvalidValueError, UnknownNameError
from ..files import read_given, write_whole
from ..model import Decision, Event, Filed
from ..register import Register

_FIRST, _LAST = 1990, 2100
_EVIDENCE = "evidence"
_SUFFIX = re.compile(r"\.[0-9a-z]{1,8}")
"""What every system takes at the end of a name."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an event is checked against: `find` gives a held document or None, `knows` says of an id."""

    find: Callable[[str], Filed | None]
    knows: Callable[[str], bool]


def knowledge_of(register: Register) -> Knowledge:
    """Return what a register knows; documents are read as they are asked for."""
    keys = frozenset(register.keys())

    def find(key: str) -> Filed | None:
        return register.filed(key) if key in keys else None

    def knows(name: str) -> bool:
        filed = find(name.partition("/")[0])  # a declared event's id begins with its document's key
        declared = () if filed is None else declared_events(filed)
        return register.has_event(name) or any(event.id == name for event in declared)

    return Knowledge(find, knows)


def event_id(event: Event) -> str:
    """Return an event's id: the moment it was recorded, in UTC, and eight hex digits of its content."""
    fields = {**asdict(event), "id": ""}
    if event.review is None:
        del fields["review"]  # events that were recorded before there were reviews keep their ids
    content = json.dumps(fields, default=str, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:8]
    return f"{event.recorded.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest}"


def record(register: Register, event: Event, evidence: Path | None = None) -> Event:
    """Check an event, keep its evidence file beside it, write it down, and return it with its id.

    The same event again changes nothing. Raises as `check_event`, before anything is written.
    """
    content = b""
    if evidence is not None:
        content = read_given(evidence)
        digest = hashlib.sha256(content).hexdigest()
        event = replace(event, evidence=event.evidence or evidence.name, evidence_sha256=digest)
    check_event(event, knowledge_of(register))
    if evidence is not None:
        suffix = evidence.suffix.lower()
        name = f"{event.evidence_sha256}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        write_whole(register.folder / _EVIDENCE / name, content)
    named = replace(event, id=event_id(event))
    register.add_event(named)
    return named


def check_event(event: Event, known: Knowledge) -> None:
    """Raise where an event can't be what it says.

    `UnknownNameError` for a document, point or event that is not known; `InvalidValueError` for a
    moment outside 1990–2100, a cohort that the order does not address, a finding on an order
    without a condition, an extension without a term, a replacement without a successor.
    """
    _check_moments(event)
    if event.kind == "withdrawal":
        if event.withdraws is None or not known.knows(event.withdraws):
            raise UnknownNameError(
                f"no event has the id {event.withdraws!r}", advice="`obligraph why` names them"
            )
        return
    _check_parts(event, known)
    if event.document is None:
        raise UnknownNameError("an event concerns a document", advice="name an order by its ID")
    if event.review is not None:
        check_review(event, known.find(event.document))
        return
    if event.point is not None:
        _check_order(event, _find_order(known, event.document, event.point))


def _check_moments(event: Event) -> None:
    moments = {"effective": event.effective, "recorded": event.recorded, "new term's": event.deadline}
    for name, moment in moments.items():
        if moment is not None and not _FIRST <= moment.year <= _LAST:
            problem = f"the {name} moment lies outside {_FIRST}–{_LAST}: {moment.isoformat()}"
            raise InvalidValueError(problem, advice="correct the year")


def _check_parts(event: Event, known: Knowledge) -> None:
    if event.kind == "extension" and event.deadline is None:
        raise InvalidValueError("an extension needs a new term", advice="add --to DAY")
    if event.kind != "replacement":
        return
    if event.successor is None:
        raise InvalidValueError("a replacement needs its successor", advice="add --with ID")
    _find_order(known, event.successor.document, event.successor.path)


def _check_order(event: Event, order: Decision) -> None:
    name = f"{event.document} {event.point}"
    years = {fact.value.year for fact in order.cohorts}
    strange = sorted(set(event.cohorts) - years) if years else []
    if strange:
        advice = f"it is addressed to {', '.join(map(str, sorted(years)))}"
        raise InvalidValueError(f"{name} is not addressed to the cohort of {strange[0]}", advice=advice)
    if event.kind in ("condition-true", "condition-false") and order.condition is None:
        advice = "only a conditional order takes a finding"
        raise InvalidValueError(f"{name} has no condition", advice=advice)
    recurring = order.deadline is not None and order.deadline.value.recurrence is not None
    if event.instance is not None and not recurring:
        raise InvalidValueError(
            f"{name} does not recur, so it has no instances", advice="leave --instance out"
        )


def _find_order(known: Knowledge, key: str, path: str) -> Decision:
    filed = known.find(key)
    if filed is None:
        problem = f"the register does not hold {key}, so it knows no point of it"
        raise UnknownNameError(problem, advice="take the document in first")
    point = next((point for point in filed.protocol.points if point.path == path), None)
    if point is None:
        raise UnknownNameError(f"{key} has no point {path!r}", advice="`obligraph parse` shows its points")
    if point.kind.value != "order":
        problem = f"{key} {path} orders nothing: it is of kind {point.kind.value}"
        raise UnknownNameError(problem, advice="name an order")
    return point
