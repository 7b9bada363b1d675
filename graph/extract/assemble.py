"""One point's words → a `Decision`: every leaf recogniser is called from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial, reduce
from typing import TypeVar

from ..model import Cohort, Decision, Fact, Notice, Party, PointKind, Reference, Source
from . import kind_words
from .cohorts import find_cohorts, find_every_cohort
from .contacts import find_emails, find_urls
from .deadlines import Terms, find_terms, read_term
from .kinds import Signs, point_kind
from .labels import Label, LabelRole, inline_labels, line_labels
from .names import NameRegistry
from .orders import behind_note, find_condition, find_effect, new_wording, spans, split_information
from .parties import Parties, read_controllers, read_parties, read_party_list
from .point_leaves import RawPoint
from .points import Stretch
from .references import find_references, lint_references
from .sentences import first_infinitive
from .term_values import DayOffRule

_T = TypeVar("_T")
_REMEMBERED = 8
_NO_PARTY = re.compile(kind_words.NOT_ADDRESSED)
_ADDRESSED: frozenset[PointKind] = frozenset({"order", "continuation", "recommendation", "rejected"})
_TIMED: frozenset[PointKind] = frozenset({"order", "continuation", "recommendation", "extension", "rejected"})
_EFFECTIVE: frozenset[PointKind] = frozenset({"repeal", "in-force"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What every point of a document is read with.

    `parties` and `terms` read a stretch, and remember the last ones: a lead-in is read once for
    all its children. `signer` is whose «за собой» it is.
    """

    source: Source
    folded: str
    registry: NameRegistry
    given: date | None
    parties: Callable[[int, int], Parties]
    terms: Callable[[int, int], Terms]
    rule: DayOffRule
    signer: Fact[Party] | None = None


def setting_of(
    source: Source, folded: str, registry: NameRegistry, *, given: date | None, rule: DayOffRule
) -> Setting:
    """Return the setting of one document dated `given`, without a signer."""
    parties = lru_cache(maxsize=_REMEMBERED)(partial(_read_stretch, source, registry))
    terms = lru_cache(maxsize=_REMEMBERED)(partial(_find_terms, source, given, rule))
    return Setting(source, folded, registry, given, parties, terms, rule)


def _read_stretch(source: Source, registry: NameRegistry, start: int, end: int) -> Parties:
    return read_parties(source, start, end, registry)


def _find_terms(source: Source, given: date | None, rule: DayOffRule, start: int, end: int) -> Terms:
    return find_terms(source, start, end, given=given, rule=rule)


@dataclass(frozen=True, slots=True)
class Read:
    """A decision and what a reader should know of it."""

    decision: Decision
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """The stretches of a point: what orders, what informs, the labels, the lead-ins above."""

    ordering: tuple[Stretch, ...]
    informing: tuple[Stretch, ...]
    labels: tuple[Label, ...]
    leads: tuple[Stretch, ...]
    lead_labels: tuple[Label, ...]


def read_point(setting: Setting, point: RawPoint) -> Read:
    """Return the decision that a leaf point makes, with what it inherits from its lead-ins."""
    words = _words(setting, point)
    parties = _parties(setting, words)
    terms = _terms(setting, words)
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
        cohorts=_cohorts(setting, words, parties) if kind.value in _ADDRESSED else (),
        every_cohort=_every_cohort(setting, words) if kind.value in _ADDRESSED else None,
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


def _words(setting: Setting, point: RawPoint) -> _Words:
    text, folded = setting.source.text, setting.folded
    quoted = new_wording(text, folded, point.start, point.end)
    bodies, labels = point.bodies, point.labels
    if quoted:
        labels = _labels_within(setting, quoted)
        bodies = (_before_labels(quoted, labels),)
    plain = _without_labels(bodies, labels)
    ordering, informing = split_information(text, folded, plain)
    leads = _without_labels(point.leads, point.lead_labels)
    return _Words(tuple(ordering), tuple(informing), labels, tuple(leads), point.lead_labels)


def _labels_within(setting: Setting, stretch: Stretch) -> tuple[Label, ...]:
    text, folded = setting.source.text, setting.folded
    lines = folded[stretch[0] : stretch[1]].split("\n")
    found: list[Label] = []
    start = stretch[0]
    for line in lines:
        end = start + len(line)
        found += line_labels(text, folded, start, end) or inline_labels(text, folded, start, end)
        start = end + 1
    return tuple(found)


def _before_labels(stretch: Stretch, labels: Sequence[Label]) -> Stretch:
    return stretch[0], min([stretch[1], *(label.start for label in labels)])


def _without_labels(bodies: Iterable[Stretch], labels: Sequence[Label]) -> list[Stretch]:
    """Return the bodies with the labels inside them cut out."""
    kept: list[Stretch] = []
    for start, end in bodies:
        place = start
        for label in sorted(labels, key=lambda one: one.start):
            if start <= label.start < end:
                kept.append((place, label.start))
                place = max(place, label.value_end)
        kept.append((place, end))
    return [(start, end) for start, end in kept if start < end] or [(start, start) for start, _ in bodies][:1]


# --- parties ----------------------------------------------------------------------------------------


def _parties(setting: Setting, words: _Words) -> Parties:
    """Return the parties of the own words, filled up from the lead-ins and the labels."""
    own = _read_parties(
        setting, [behind_note(setting.source.text, setting.folded, *one) for one in words.ordering[:1]]
    )
    lead = _read_parties(setting, words.leads)
    charged = _listed(setting, words.labels, "executor") or _listed(setting, words.lead_labels, "executor")
    helping = (
        *_listed(setting, words.labels, "co-executor"),
        *_listed(setting, words.lead_labels, "co-executor"),
    )
    inherits = not own.addressees
    return replace(
        own,
        addressees=own.addressees or lead.addressees,
        responsible=_once(
            (*own.responsible, *(lead.responsible if inherits and not charged else ()), *charged)
        ),
        joint_with=_once((*own.joint_with, *(lead.joint_with if inherits else ()), *helping)),
    )


def _read_parties(setting: Setting, stretches: Sequence[Stretch]) -> Parties:
    """Return the parties of the last stretch that names any addressee, with all joint performers."""
    read = [setting.parties(start, end) for start, end in stretches]
    addressed = [one for one in read if one.addressees and not _is_no_party(setting, one.addressees[0])]
    read = [one for one in read if one in addressed or not one.addressees]
    last = addressed[-1] if addressed else (read[0] if read else Parties(0))
    return replace(last, joint_with=_once(party for one in read for party in one.joint_with))


def _is_no_party(setting: Setting, party: Fact[Party]) -> bool:
    """Tell «Приказ № 5 считать …», «Ответственным … назначить …» from an order to somebody."""
    return bool(_NO_PARTY.match(setting.folded, party.span.start, party.span.end))


def _listed(setting: Setting, labels: Sequence[Label], role: LabelRole) -> tuple[Fact[Party], ...]:
    return tuple(
        party
        for label in labels
        if label.role == role
        for party in read_party_list(setting.source, label.value_start, label.value_end, setting.registry)
    )


def _once(parties: Iterable[Fact[Party]]) -> tuple[Fact[Party], ...]:
    return tuple({party.value.name: party for party in reversed(list(parties))}.values())[::-1]


def _responsible(
    setting: Setting, point: RawPoint, kind: PointKind, parties: Parties
) -> tuple[Fact[Party], ...]:
    if kind == "control":
        found = read_controllers(setting.source, point.start, point.end, setting.registry)
        return found or ((setting.signer,) if setting.signer else ())
    return parties.responsible if kind in _ADDRESSED else ()


# --- cohorts, terms, references -------------------------------------------------------------------------


def _cohorts(setting: Setting, words: _Words, parties: Parties) -> tuple[Fact[Cohort], ...]:
    head = next((party.value.head for party in parties.addressees if party.value.head), None)
    own = _first(
        words.ordering[:1], lambda a, b: find_cohorts(setting.source, a, _action(setting, a, b), head=head)
    )
    return tuple(own or _first(words.leads, lambda a, b: find_cohorts(setting.source, a, b, head=head)))


def _action(setting: Setting, start: int, end: int) -> int:
    """Return where the task begins behind the addressees: years further on are no cohort's."""
    found = setting.parties(start, end)
    if not found.addressees:
        return start
    verb = first_infinitive(setting.folded, max(start, found.action_start), end)
    return verb[0] if verb else end


def _every_cohort(setting: Setting, words: _Words) -> Fact[bool] | None:
    stretches = (*words.ordering[:1], *words.leads)
    return next((one for a, b in stretches if (one := find_every_cohort(setting.source, a, b))), None)


def _first(stretches: Iterable[Stretch], find: Callable[[int, int], list[_T]]) -> list[_T]:
    return next((found for start, end in stretches if (found := find(start, end))), [])


def _terms(setting: Setting, words: _Words) -> Terms:
    """Return the labelled term, else the one in the sentence, else the lead-in's."""
    labelled = _labelled_terms(setting, words.labels)
    worded = _worded_terms(setting, words.ordering)
    own = _merged(labelled, worded)
    if own.deadline:
        return own
    above = _merged(_labelled_terms(setting, words.lead_labels), _worded_terms(setting, words.leads))
    return replace(_merged(own, above), notices=(*own.notices, *above.notices))


def _labelled_terms(setting: Setting, labels: Sequence[Label]) -> Terms:
    read = {role: _one_term(setting, labels, role) for role in ("term", "report")}
    main, report = read["term"], read["report"]
    return Terms(main.deadline, report.deadline or main.report_deadline, (*main.notices, *report.notices))


def _one_term(setting: Setting, labels: Sequence[Label], role: str) -> Terms:
    values = [(label.value_start, label.value_end) for label in labels if label.role == role]
    read = [read_term(setting.source, a, b, given=setting.given, rule=setting.rule) for a, b in values]
    return next((one for one in read if one.deadline), read[0] if read else Terms())


def _worded_terms(setting: Setting, stretches: Sequence[Stretch]) -> Terms:
    return reduce(_merged, (setting.terms(start, end) for start, end in stretches), Terms())


def _merged(one: Terms, other: Terms) -> Terms:
    """Return the first terms filled up from the second; a term that is not used leaves no notices."""
    return Terms(
        one.deadline or other.deadline,
        one.report_deadline or other.report_deadline,
        one.notices if one.deadline else (*one.notices, *other.notices),
    )


def _references(setting: Setting, point: RawPoint, words: _Words) -> tuple[Fact[Reference], ...]:
    quoted = new_wording(setting.source.text, setting.folded, point.start, point.end)
    end = quoted[0] if quoted else point.end
    lead = (words.leads[0][0], words.leads[-1][1]) if words.leads else None
    own = find_references(setting.source, point.start, end, lead=lead)
    above = [one for a, b in words.leads for one in find_references(setting.source, a, b)]
    return (*above, *own)


# --- kind -------------------------------------------------------------------------------------------


def _kind(
    setting: Setting, point: RawPoint, words: _Words, parties: Parties, terms: Terms
) -> Fact[PointKind]:
    span = setting.source.span(point.start, point.end)
    if point.rejected:
        return Fact("rejected", span, "vote")
    own = setting.folded[point.bodies[0][0] : point.bodies[-1][1]]
    lead = " ".join(setting.folded[start:end] for start, end in words.leads)
    kind, rule = point_kind(own, lead, _signs(point, words, parties, terms, len(lead)))
    return Fact(kind, span, f"kind-{rule}")


def _signs(point: RawPoint, words: _Words, parties: Parties, terms: Terms, lead: int) -> Signs:
    last = max((party.span.end for party in parties.addressees), default=0)
    inherited = bool(parties.addressees) and last <= point.start
    addressed = (1 if inherited else last - point.start + lead) if parties.addressees else 0
    charged = bool(parties.responsible) or any(label.role == "co-executor" for label in words.labels)
    return Signs(addressed, charged, bool(terms.deadline))


def _effective(setting: Setting, point: RawPoint) -> Fact[date] | None:
    return find_effect(setting.source, setting.folded, point.start, point.end, setting.given)
