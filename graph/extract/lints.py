"""What a reader should know of a whole document: what is missing, late, short or numbered twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..model import Deadline, Decision, Notice, Protocol
from .outline import Outline

_SHORTEST = timedelta(days=3)
"""How long a protocol may take to be drawn up: a term before that is shorter than the way there."""


def lint_document(protocol: Protocol, outline: Outline) -> Iterator[Notice]:
    """Yield the notices on the head, on the numbering and on each point."""
    head = protocol.head
    if not protocol.points:
        yield Notice("no-operative-part")
    if head.date is None:
        yield Notice("no-date", head.kind.span if head.kind.span.end else None)
    if head.number is None:
        yield Notice("no-number", head.kind.span if head.kind.span.end else None)
    for raw, point in zip(outline.points, protocol.points, strict=True):
        if raw.renumbered:
            yield Notice("number-repeated", point.span, (("path", point.path),))
        if any(label.misspelt for label in raw.labels):
            yield Notice("label-misspelt", point.span, (("path", point.path),))
    given = head.date.value if head.date else None
    for point in protocol.points:
        yield from _lint_point(point, given)


def _lint_point(point: Decision, given: date | None) -> Iterator[Notice]:
    details = (("path", point.path),)
    if point.kind.value == "order" and not (point.addressees or point.responsible):
        yield Notice("no-addressee", point.span, details)
    if point.kind.value == "control" and not point.responsible:
        yield Notice("no-controller", point.span, details)
    if point.deadline and given:
        yield from _lint_deadline(point, point.deadline.value, given)
    for reference in point.references:
        if given and reference.value.date and reference.value.date > given:
            yield Notice(
                "cited-later", reference.span, (*details, ("date", reference.value.date.isoformat()))
            )


def _lint_deadline(point: Decision, deadline: Deadline, given: date) -> Iterator[Notice]:
    last = _last_day(deadline)
    if last is None or point.deadline is None or deadline.kind == "relative":
        return
    details = (("path", point.path), ("date", last.isoformat()))
    if last < given:
        yield Notice("deadline-before-document", point.deadline.span, details)
    elif last - given < _SHORTEST:
        yield Notice("deadline-short", point.deadline.span, details)


def _last_day(deadline: Deadline) -> date | None:
    """Return the last day on which something may still be done in time."""
    if deadline.end is None:
        return None
    return (deadline.end - timedelta(microseconds=1)).date()
