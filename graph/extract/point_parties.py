"""Whom a point tells, who answers, who takes part, and which cohorts it reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ..model import Cohort, Fact, Party
from . import kind_words
from .cohorts import find_cohorts, find_every_cohort
from .labels import Label, LabelRole
from .orders import behind_note
from .parties import Parties, read_controllers, read_names, read_party_list
from .point_leaves import RawPoint
from .points import Stretch
from .sentences import first_infinitive
from .setting import PointWords, Setting

_T = TypeVar("_T")
_ASIDE = re.compile(r"\(([^()\n]{5,160})\)[\s.;]{0,3}$")
_NAME = r"(?:[А-ЯЁ][а-яё-]{1,30}\s{1,2}[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s{0,2}[А-ЯЁ][а-яё-]{1,30})"
_NAMES = re.compile(rf"\s{{0,3}}{_NAME}(?:\s{{0,3}}[,;]\s{{0,3}}{_NAME}){{0,8}}\s{{0,3}}")
_SAID = frozenset(
    (*kind_words.APPROVING, *kind_words.NOTING, *kind_words.RECOMMENDING, *kind_words.PROPOSING)
)
"""What is done by being said: the name behind it belongs to the thing."""

_LONGEST_ASIDE = 180
_HELPING = re.compile(kind_words.HELPING)
_NOBODY = Parties(0)
_NO_PARTY = re.compile(kind_words.NOT_ADDRESSED)


def parties_of(setting: Setting, words: PointWords) -> Parties:
    """Return the parties of the own words, filled up from the lead-ins and the labels."""
    own = _read_parties(
        setting, [behind_note(setting.source.text, setting.folded, *one) for one in words.ordering[:1]]
    )
    lead = _read_parties(setting, words.leads)
    lead = lead if lead.addressees else _mailed(setting, words) or lead
    charged = _listed(setting, words.labels, "executor") or _listed(setting, words.lead_labels, "executor")
    helping = (
        *_listed(setting, words.labels, "co-executor"),
        *_listed(setting, words.lead_labels, "co-executor"),
    )
    charged = charged or _beside_term(setting, words, own)
    inherits = not own.addressees
    if lead == _NOBODY and not charged and not helping:
        return own
    return own._replace(
        addressees=own.addressees or lead.addressees,
        responsible=_once(
            (*own.responsible, *(lead.responsible if inherits and not charged else ()), *charged)
        ),
        joint_with=_once((*own.joint_with, *(lead.joint_with if inherits else ()), *helping)),
    )


def _mailed(setting: Setting, words: PointWords) -> Parties | None:
    """Return all those whom a letter goes to."""
    if not words.mailed:
        return None
    read = [setting.parties(start, end) for start, end in words.mailed]
    return _NOBODY._replace(addressees=_once(party for one in read for party in one.addressees))


def _beside_term(setting: Setting, words: PointWords, own: Parties) -> tuple[Fact[Party], ...]:
    """Return whom a term's cell («до 1 июня, Осин О.О.») or brackets («(Осин О.О., до 1 июня).») name."""
    values = ((label.value_start, label.value_end) for label in words.labels if label.role == "term")
    cells = [value for value in values if not first_infinitive(setting.folded, *value)]
    named = tuple(party for one in cells for party in read_names(setting.source, *one, setting.registry))
    if named or own.addressees or not words.ordering:
        return named
    start, end = words.ordering[-1]
    aside = _ASIDE.search(setting.source.text, max(start, end - _LONGEST_ASIDE), end)
    if not aside:
        return ()
    if not setting.terms(*aside.span(1)).deadline and not _only_names(setting, start, aside):
        return ()
    found = read_names(setting.source, *aside.span(1), setting.registry)
    return found if found and found[0].span.start == aside.start(1) else ()


def _only_names(setting: Setting, start: int, aside: re.Match[str]) -> bool:
    """Tell who answers («Разместить … на сайте (Осин О.О.).») from who spoke or belongs to a thing."""
    if not _NAMES.fullmatch(setting.source.text, *aside.span(1)):
        return False
    verb = first_infinitive(setting.folded, start, aside.start())
    return verb is not None and setting.folded[slice(*verb)] not in _SAID


def _read_parties(setting: Setting, stretches: Sequence[Stretch]) -> Parties:
    """Return the parties of the last stretch that names any addressee, with all joint performers."""
    read = [setting.parties(start, end) for start, end in stretches]
    if len(read) == 1 and not read[0].addressees:
        return read[0]
    addressed = [one for one in read if one.addressees and not _is_no_party(setting, one.addressees[0])]
    read = [one for one in read if one in addressed or not one.addressees]
    last = addressed[-1] if addressed else (read[0] if read else _NOBODY)
    if len(read) < 2:
        return last
    return last._replace(joint_with=_once(party for one in read for party in one.joint_with))


def _is_no_party(setting: Setting, party: Fact[Party]) -> bool:
    """Tell «Приказ № 5 считать …», «Ответственным … назначить …» from an order to somebody."""
    return bool(_NO_PARTY.match(setting.folded, party.span.start, party.span.end))


def _listed(setting: Setting, labels: Sequence[Label], role: LabelRole) -> tuple[Fact[Party], ...]:
    if not labels:
        return ()
    return tuple(
        party
        for label in labels
        for part, start, end in _parts(setting.folded, label)
        if part == role
        for party in read_party_list(setting.source, start, end, setting.registry)
    )


def _parts(folded: str, label: Label) -> Iterator[tuple[LabelRole, int, int]]:
    """Yield the value of a label, parted where it goes on with «, соисполнитель – …»."""
    helping = (
        _HELPING.search(folded, label.value_start, label.value_end) if label.role == "executor" else None
    )
    yield label.role, label.value_start, helping.start() if helping else label.value_end
    if helping:
        yield "co-executor", helping.end(), label.value_end


def _once(parties: Iterable[Fact[Party]]) -> tuple[Fact[Party], ...]:
    return tuple({party.value.name: party for party in reversed(list(parties))}.values())[::-1]


def controllers_of(setting: Setting, point: RawPoint) -> tuple[Fact[Party], ...]:
    """Return whom a point makes a controller; «оставляю за собой» is the signer."""
    found = read_controllers(setting.source, point.start, point.end, setting.registry)
    return found or ((setting.signer,) if setting.signer else ())


def cohorts_of(setting: Setting, words: PointWords, parties: Parties) -> tuple[Fact[Cohort], ...]:
    """Return the cohorts that the addressee's words name, else those of the lead-ins."""
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


def every_cohort_of(setting: Setting, words: PointWords) -> Fact[bool] | None:
    """Return the words that address a class without a year, in the point or in its lead-ins."""
    stretches = (*words.ordering[:1], *words.leads)
    return next((one for a, b in stretches if (one := find_every_cohort(setting.source, a, b))), None)


def _first(stretches: Iterable[Stretch], find: Callable[[int, int], list[_T]]) -> list[_T]:
    return next((found for start, end in stretches if (found := find(start, end))), [])
