"""A parsed document as the JSON object that `parse --format json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..messages import say
from ..model import (
    AgendaItem,
    Deadline,
    Decision,
    Fact,
    Head,
    Notice,
    Organisation,
    Party,
    Person,
    Protocol,
    Recurrence,
    Reference,
    Source,
    Span,
)

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def to_record(source: Source, protocol: Protocol) -> dict[str, Json]:
    """Return the object for one document; offsets count code points of its `text`, end exclusive."""
    return {
        "text": source.text,
        "document": _document(protocol.head),
        "people": [_person(fact) for fact in protocol.people],
        "attendees": [fact.value for fact in protocol.attendees],
        "organisations": [_organisation(fact.value) for fact in protocol.organisations],
        "items": [_item(item) for item in protocol.items],
        "points": [_point(source, point) for point in protocol.points],
        "references": [_reference(fact) for fact in protocol.references],
        "unread": [_quoted(span) for span in protocol.unread],
        "warnings": [_warning(notice) for notice in protocol.notices],
    }


def _document(head: Head) -> dict[str, Json]:
    return {
        "kind": head.kind.value,
        "number": _value(head.number),
        "date": head.date.value.isoformat() if head.date else None,
        "place": _value(head.place),
        "issuer": _value(head.issuer),
        "unit": _value(head.unit),
        "chair": _value(head.chair),
        "title": _value(head.title),
        "programme": _value(head.programme),
    }


def _value(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def _person(fact: Fact[Person]) -> dict[str, Json]:
    person = fact.value
    return {
        "name": person.name,
        "post": person.post,
        "organisation": person.organisation,
        "units": list(person.units),
        "role": person.role,
        "item": person.item,
        "span": _span(fact.span),
    }


def _organisation(organisation: Organisation) -> dict[str, Json]:
    return {
        "name": organisation.name,
        "parent": organisation.parent,
        "alternatives": list(organisation.alternatives),
    }


def _item(item: AgendaItem) -> dict[str, Json]:
    return {"path": item.path, "position": item.position, "title": item.title, "span": _span(item.span)}


def _point(source: Source, point: Decision) -> dict[str, Json]:
    place = source.place(point.span.start)
    return {
        **({"place": place} if place else {}),
        "path": point.path,
        "item": point.item,
        "kind": point.kind.value,
        "text": source.text[point.span.start : point.span.end],
        "span": _span(point.span),
        "addressees": _names(point.addressees),
        "responsible": _names(point.responsible),
        "joint_with": _names(point.joint_with),
        "cohorts": sorted({fact.value.year for fact in point.cohorts}),
        "every_cohort": bool(point.every_cohort and point.every_cohort.value),
        "deadline": _deadline(point.deadline),
        "report_deadline": _deadline(point.report_deadline),
        "conditional": point.condition is not None,
        "condition": _value(point.condition),
        "references": [_reference(fact) for fact in point.references],
        "emails": _values(point.emails),
        "urls": _values(point.urls),
        "information": [_quoted(span) for span in point.information],
        "effective": point.effective.value.isoformat() if point.effective else None,
        "rule": point.kind.rule,
    }


def _names(parties: Iterable[Fact[Party]]) -> list[Json]:
    return [fact.value.name for fact in parties]


def _values(facts: Iterable[Fact[str]]) -> list[Json]:
    return list(dict.fromkeys(fact.value for fact in facts))


def _deadline(fact: Fact[Deadline] | None) -> dict[str, Json] | None:
    if fact is None:
        return None
    deadline = fact.value
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": _moment(deadline.start),
        "end": _moment(deadline.end),
        "recurrence": _recurrence(deadline.recurrence),
        "assumptions": list(deadline.assumptions),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _recurrence(recurrence: Recurrence | None) -> dict[str, Json] | None:
    if recurrence is None:
        return None
    return {
        "frequency": recurrence.frequency,
        "day": recurrence.day,
        "month": recurrence.month,
        "lag": recurrence.lag,
        "hour": recurrence.hour,
        "minute": recurrence.minute,
    }


def _reference(fact: Fact[Reference]) -> dict[str, Json]:
    reference = fact.value
    return {
        "number": reference.number,
        "date": reference.date.isoformat() if reference.date else None,
        "point": reference.point,
        "relation": reference.relation,
        "span": _span(fact.span),
    }


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]


def _quoted(span: Span) -> dict[str, Json]:
    return {"text": span.text, "span": _span(span)}


def _warning(notice: Notice) -> dict[str, Json]:
    """Return a notice with its English sentence: the JSON output is the same in every language."""
    return {
        "code": notice.code,
        "message": say(f"notices.{notice.code}", "en", **dict(notice.details)),
        "span": _span(notice.span) if notice.span else None,
    }
