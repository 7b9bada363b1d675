"""By when a point is to be done, and by when reported: labels, words, lead-ins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from .deadlines import Terms, read_term
from .labels import Label
from .points import Stretch
from .setting import PointWords, Setting

_NONE = Terms()
_FIGURE = re.compile("[0-9]")


def terms_of(setting: Setting, words: PointWords) -> Terms:
    """Return the labelled term, else the one in the sentence, else the lead-in's."""
    labelled = _labelled_terms(setting, words.labels)
    worded = _worded_terms(setting, words.ordering)
    own = _merged(labelled, worded)
    if own.deadline:
        return own
    above = _merged(_labelled_terms(setting, words.lead_labels), _worded_terms(setting, words.leads))
    if above == _NONE:
        return _sole(own)
    return _sole(_merged(own, above)._replace(notices=(*own.notices, *above.notices)))


def _sole(terms: Terms) -> Terms:
    """Return the report's term as the deadline where there is no other («Доклад – до 1 марта»)."""
    if terms.deadline or not terms.report_deadline:
        return terms
    return terms._replace(deadline=terms.report_deadline, report_deadline=None)


def _labelled_terms(setting: Setting, labels: Sequence[Label]) -> Terms:
    if not labels:
        return _NONE
    read = {role: _one_term(setting, labels, role) for role in ("term", "report")}
    main, report = read["term"], read["report"]
    if not main.deadline and (named := _beside_name(setting, labels)):
        main = named
    return Terms(main.deadline, report.deadline or main.report_deadline, (*main.notices, *report.notices))


def _beside_name(setting: Setting, labels: Sequence[Label]) -> Terms | None:
    """Return the term that stands with the executor: «Исп. Кадрова К.К. до 02.06.2023»."""
    values = [(one.value_start, one.value_end) for one in labels if one.role == "executor"]
    dated = (setting.terms(*one) for one in values if _FIGURE.search(setting.folded, *one))
    return next((one for one in dated if one.deadline), None)


def _one_term(setting: Setting, labels: Sequence[Label], role: str) -> Terms:
    values = [(label.value_start, label.value_end) for label in labels if label.role == role]
    read = [read_term(setting.source, a, b, given=setting.given, rule=setting.rule) for a, b in values]
    return next((one for one in read if one.deadline), read[0] if read else _NONE)


def _worded_terms(setting: Setting, stretches: Sequence[Stretch]) -> Terms:
    return reduce(_merged, (setting.terms(start, end) for start, end in stretches), _NONE)


def _merged(one: Terms, other: Terms) -> Terms:
    """Return the first terms filled up from the second; a term that is not used leaves no notices."""
    if _NONE in (one, other):
        return other if one == _NONE else one
    return Terms(
        one.deadline or other.deadline,
        one.report_deadline or other.report_deadline,
        one.notices if one.deadline else (*one.notices, *other.notices),
    )
