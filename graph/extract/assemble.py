"""One point's words → a `Decision`: every leaf recogniser is called from here."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..model import Decision, Fact, Notice, Party, PointKind, Reference
from .contacts import find_emails, find_urls
from .deadlines import Terms
from .kinds import Signs, point_kind
from .orders import find_condition, find_effect, spans
from .parties import Parties
from .point_leaves import RawPoint
from .point_parties import cohorts_of, controllers_of, every_cohort_of, parties_of
from .point_terms import terms_of
from .references import find_inherited, find_references, lint_references
from .setting import PointWords, Setting, words_of
from .torn_rows import torn_row

_ADDRESSED: frozenset[PointKind] = frozenset({"order", "continuation", "recommendation", "rejected"})
_TIMED: frozenset[PointKind] = frozenset({"order", "continuation", "recommendation", "extension", "rejected"})
_EFFECTIVE: frozenset[PointKind] = frozenset({"repeal", "in-force"})


class Read(NamedTuple):
    """A decision and what a reader should know of it."""

    decision: Decision
    notices: tuple[Notice, ...] = ()


def read_point(setting: Setting, point: RawPoint) -> Read:
    """Return the decision that a leaf point makes, with what it inherits from its lead-ins."""
    words = words_of(setting, point)
    parties = parties_of(setting, words)
    terms = terms_of(setting, words)
    kind = _kind(setting, point, words, parties, terms)
    references = _references(setting, point, words)
    condition = find_condition(setting.source, setting.folded, (*words.leads, *words.ordering))
    decision = Decision(
        path=point.path,
        item=point.section,
        span=setting.source.span(point.start, point.end),
        kind=kind,
        addressees=parties.addressees if kind.value in _ADDRESSED else (),
        responsible=_responsible(setting, point, kind.value, parties),
        joint_with=parties.joint_with if kind.value in _ADDRESSED else (),
        cohorts=cohorts_of(setting, words, parties) if kind.value in _ADDRESSED else (),
        every_cohort=every_cohort_of(setting, words) if kind.value in _ADDRESSED else None,
        deadline=terms.deadline if kind.value in _TIMED else None,
        report_deadline=terms.report_deadline if kind.value in _TIMED else None,
        condition=condition if kind.value == "order" else None,
        references=references,
        emails=tuple(find_emails(setting.source, point.start, point.end)),
        urls=tuple(find_urls(setting.source, point.start, point.end)),
        information=spans(setting.source, words.informing) if kind.value == "order" else (),
        effective=_effective(setting, point) if kind.value in _EFFECTIVE else None,
        lead=setting.source.span(words.leads[0][0], words.leads[-1][1]) if words.leads else None,
    )
    notices = terms.notices if kind.value in _TIMED else ()
    return Read(decision, (*notices, *lint_references(setting.source, point.start, point.end)))


def _responsible(
    setting: Setting, point: RawPoint, kind: PointKind, parties: Parties
) -> tuple[Fact[Party], ...]:
    if kind == "control":
        return controllers_of(setting, point)
    return parties.responsible if kind in _TIMED else ()


def _references(setting: Setting, point: RawPoint, words: PointWords) -> tuple[Fact[Reference], ...]:
    end = words.quoted[0] if words.quoted else point.end
    lead = (words.leads[0][0], words.leads[-1][1]) if words.leads else None
    torn = torn_row(setting.source, point.bodies)
    own = torn.references() if torn else find_references(setting.source, point.start, end, lead=lead)
    above = [one for a, b in words.leads for one in find_references(setting.source, a, b)]
    inherited = [] if own else find_inherited(setting.source, point.bodies[0][0], end, above)
    return (*(inherited or above), *own)


def _kind(
    setting: Setting, point: RawPoint, words: PointWords, parties: Parties, terms: Terms
) -> Fact[PointKind]:
    span = setting.source.span(point.start, point.end)
    if point.rejected:
        return Fact("rejected", span, "vote")
    own = setting.folded[point.bodies[0][0] : point.bodies[-1][1]]
    lead = " ".join(setting.folded[start:end] for start, end in words.leads)
    kind, rule = point_kind(own, lead, _signs(point, words, parties, terms, len(lead)))
    if kind == "order" and point.advised:
        return Fact("recommendation", span, "kind-heading")
    return Fact(kind, span, f"kind-{rule}")


def _signs(point: RawPoint, words: PointWords, parties: Parties, terms: Terms, lead: int) -> Signs:
    last = max((party.span.end for party in parties.addressees), default=0)
    inherited = bool(parties.addressees) and last <= point.start
    addressed = (1 if inherited else last - point.start + lead) if parties.addressees else 0
    charged = bool(parties.responsible) or any(label.role == "co-executor" for label in words.labels)
    return Signs(addressed, charged, bool(terms.deadline))


def _effective(setting: Setting, point: RawPoint) -> Fact[date] | None:
    return find_effect(setting.source, setting.folded, point.start, point.end, setting.given)
