"""Status periods, bundles and members of cohorts as triples: what queries filter by range."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from ..model import Cohort, Member, Reason, StatusPeriod
from . import iri
from .buckets import buckets
from .codes import STATES
from .draft import Draft
from .labels import bundle_label, cohort_label
from .literals import day, integer, moment
from .terms import (
    ADDRESSEE,
    ADDRESSEE_NAME,
    AFFIRMED_BY,
    AGENT,
    BECAUSE,
    BINDS,
    BUCKET,
    BY_EVENT,
    BY_POINT,
    CREATION_YEAR,
    DERIVED_FROM,
    DUE_FROM,
    DUE_UNTIL,
    FOR_COHORT,
    FROM,
    KNOWN_FROM,
    KNOWN_UNTIL,
    MEMBER_OF,
    MOMENT,
    NOT_MENTIONED_SINCE,
    OF_DOCUMENT,
    ORDER_BUNDLE,
    POSITION,
    PROGRAMME,
    REASON,
    REGION,
    RULE,
    STATE,
    STATUS_OF,
    STATUS_PERIOD,
    TYPE,
    UNTIL,
)

CONTINUED = "continued"
"""The rule whose reasons name the clauses that affirm a bundle."""


def write_periods(periods: Iterable[StatusPeriod]) -> tuple[Triple, ...]:
    """Return status periods, their reasons and the bundles among them, as triples.

    A period is one flat node that belongs to one obligation or bundle (`og:statusOf`), numbered
    within it by cohort, addressee, knowledge and time, whatever order the periods come in.
    """
    draft = Draft("")
    for subject, group in groupby(sorted(periods, key=_place), key=_subject):
        for number, period in enumerate(group, start=1):
            if period.point is None:
                _write_bundle(draft, subject, period)
            _write_period(draft, subject, period, number)
    return draft.triples()


def write_members(members: Iterable[Member]) -> tuple[Triple, ...]:
    """Return the members of cohorts as triples for the register's own graph."""
    draft = Draft("")
    for member in members:
        node, cohort = iri.member(member.cohort, member.name), iri.cohort(member.cohort)
        draft.name(node, member.name, AGENT)
        draft.add(node, MEMBER_OF, cohort)
        draft.add_text(node, REGION, member.region)
        draft.add_text(cohort, PROGRAMME, member.cohort.programme)
        draft.add(cohort, CREATION_YEAR, integer(member.cohort.year))
    return draft.triples()


def _addressee(period: StatusPeriod) -> Cohort | str:
    return period.cohort or period.addressee or ""


def _subject(period: StatusPeriod) -> NamedNode:
    if period.point is None:
        return iri.bundle(period.document, _addressee(period))
    return iri.obligation(period.document, period.point)


def _place(period: StatusPeriod) -> tuple[str, str, int, str, datetime, datetime]:
    cohort = period.cohort
    return (
        _subject(period).value,
        cohort.programme if cohort else "",
        cohort.year if cohort else 0,
        period.addressee or "",
        period.known_from,
        period.start,
    )


def _write_bundle(draft: Draft, node: NamedNode, period: StatusPeriod) -> None:
    whose = _addressee(period)
    name = cohort_label(whose) if isinstance(whose, Cohort) else whose
    draft.name(node, bundle_label(period.document, name), ORDER_BUNDLE)
    draft.add(node, OF_DOCUMENT, iri.document(period.document))
    if isinstance(whose, Cohort):
        draft.add(node, ADDRESSEE, iri.cohort(whose))
    draft.add_text(node, ADDRESSEE_NAME, period.addressee)
    for reason in period.because:
        if reason.rule == CONTINUED and reason.point:
            draft.add(node, AFFIRMED_BY, iri.point(reason.point.document, reason.point.path))


def _write_period(draft: Draft, subject: NamedNode, period: StatusPeriod, number: int) -> None:
    node = _period(subject, number)
    draft.add(node, TYPE, STATUS_PERIOD)
    draft.add(node, STATUS_OF, subject)
    if period.cohort:
        draft.add(node, FOR_COHORT, iri.cohort(period.cohort))
    draft.add_text(node, ADDRESSEE_NAME, period.addressee)
    draft.add(node, STATE, STATES.node(period.state))
    draft.add_text(node, BINDS, period.binds)
    draft.add(node, FROM, moment(period.start))
    draft.add(node, UNTIL, moment(period.end))
    draft.add(node, KNOWN_FROM, moment(period.known_from))
    draft.add(node, KNOWN_UNTIL, moment(period.known_until))
    if period.due_from:
        draft.add(node, DUE_FROM, moment(period.due_from))
    if period.due_until:
        draft.add(node, DUE_UNTIL, moment(period.due_until))
    if period.not_mentioned_since:
        draft.add(node, NOT_MENTIONED_SINCE, day(period.not_mentioned_since))
    for name in buckets(period):
        draft.add_text(node, BUCKET, name)
    for place, reason in enumerate(period.because, start=1):
        _write_reason(draft, node, reason, place)


def _period(subject: NamedNode, number: int) -> NamedNode:
    """Return `…/III/2.1#period-1` or, for a bundle, `…#bundle/professionalitet/2023/period-1`."""
    if subject.value.endswith("#obligation"):
        return NamedNode(f"{subject.value.removesuffix('obligation')}period-{number}")
    return NamedNode(f"{subject.value}/period-{number}")


def _write_reason(draft: Draft, period: NamedNode, reason: Reason, place: int) -> None:
    node = NamedNode(f"{period.value}-because-{place}")
    draft.add(period, BECAUSE, node)
    draft.add(node, TYPE, REASON)
    draft.add(node, POSITION, integer(place))
    draft.add_text(node, RULE, reason.rule)
    if reason.point:
        point = iri.point(reason.point.document, reason.point.path)
        draft.add(node, BY_POINT, point)
        draft.add(period, DERIVED_FROM, point)
    if reason.event is not None:
        draft.add(node, BY_EVENT, iri.event(reason.event))
    if reason.moment:
        draft.add(node, MOMENT, moment(reason.moment))
