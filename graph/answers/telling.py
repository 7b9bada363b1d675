"""An event as people tell it, in words of theirs, made into the event that is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import IdentityError, InvalidValueError, UnknownNameError
from ..model import Capacity, Event, EventKind, PointId
from ..moments import Moment, now
from ..queries import Selects, part, run_query
from .lookup import find_document, find_subjects

TOLD_KINDS: dict[str, EventKind] = {
    "report": "report",
    "accept": "acceptance",
    "return": "return",
    "extend": "extension",
    "cancel": "cancellation",
    "replace": "replacement",
    "condition": "condition-true",
    "depart": "departure",
    "correct": "correction",
    "withdraw": "withdrawal",
}
"""What people call each kind, and the kind; a condition is found to hold, or not."""

_PARTS = (
    (
        {"condition"},
        "{kind!r} lacks whether the condition holds",
        "{kind!r} does not take whether the condition holds",
    ),
    ({"extend", "correct"}, "{kind!r} lacks a new term", "{kind!r} does not take a new term"),
    (
        {"replace"},
        "{kind!r} lacks the order that replaces",
        "{kind!r} does not take the order that replaces",
    ),
)
"""What an event tells besides: the kinds that do, what is wrong without it, and with it in any other."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an event: `target` and `successor` are IDs as answers print them.

    `target` is an event's id for a withdrawal. `holds` belongs to a condition, `deadline` to an
    extension and a correction, `successor` to a replacement.
    """

    kind: str
    target: str
    effective: Moment
    recorded: Moment | None = None
    by: str | None = None
    capacity: Capacity | None = None
    cohorts: tuple[int, ...] = ()
    member: str | None = None
    instance: str | None = None
    ends: bool = False
    deadline: Moment | None = None
    successor: str | None = None
    holds: bool | None = None
    evidence: str = ""


def event_told(store: Selects, told: Told) -> Event:
    """Return the event, without an id yet.

    Raises `InvalidValueError` where a part is missing or does not belong to the kind, and as
    `find_subjects` for an ID.
    """
    _check_parts(told)
    document, point, years = (None, None, ()) if told.kind == "withdraw" else _find_target(store, told.target)
    return Event(
        id="",
        kind="condition-false" if told.holds is False else TOLD_KINDS[told.kind],
        effective=told.effective.beginning,
        recorded=(told.recorded or now()).value,
        document=document,
        point=point,
        by=told.by,
        capacity=told.capacity,
        cohorts=told.cohorts or years,
        member=told.member,
        instance=told.instance,
        ends_order=told.ends,
        deadline=None if told.deadline is None else told.deadline.end,
        successor=None if told.successor is None else _find_order(store, told.successor),
        withdraws=told.target if told.kind == "withdraw" else None,
        evidence=told.evidence,
    )


def _check_parts(told: Told) -> None:
    if told.kind not in TOLD_KINDS:
        known = ", ".join(TOLD_KINDS)
        raise InvalidValueError(
            "no kind of event: {kind!r}", advice="one of {known}", kind=told.kind, known=known
        )
    given = told.holds is not None, told.deadline is not None, told.successor is not None
    for is_given, (kinds, lacking, too_much) in zip(given, _PARTS, strict=True):
        if (told.kind in kinds) != is_given:
            problem = too_much if is_given else lacking
            raise InvalidValueError(problem, advice="correct the event", kind=told.kind)


def _find_target(store: Selects, words: str) -> tuple[str, str | None, tuple[int, ...]]:
    """Return the document's key, the point (None for a whole cited document) and the cohort of a bundle."""
    try:
        subject = find_subjects(store, words, whole=True)
    except IdentityError:
        paper, _ = find_document(store, words, whole=True)
        if run_query(store, part("given"), {"paper": paper}).rows:
            raise
        return _key(paper), None, ()
    years = (subject.cohort,) if subject.point is None and subject.cohort is not None and "@" in words else ()
    return _key(subject.paper), subject.point, years


def _key(paper: str) -> str:
    return paper.rsplit("/document/", 1)[-1]


def _find_order(store: Selects, words: str) -> PointId:
    subject = find_subjects(store, words, whole=True)
    if subject.point is None:
        advice = "name the order that replaces it"
        raise UnknownNameError("{words!r} is no order", advice=advice, words=words)
    return PointId(_key(subject.paper), subject.point)
