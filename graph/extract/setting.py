"""What the points of one document are read with, and the words of one point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from ..model import Fact, Party, Source
from .deadlines import Terms, find_terms
from .labels import Label, inline_labels, line_labels
from .names import NameRegistry
from .orders import new_wording, split_information
from .parties import Parties, read_parties
from .point_leaves import RawPoint
from .points import Stretch
from .term_values import DayOffRule

_REMEMBERED = 8


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


class PointWords(NamedTuple):
    """The stretches of a point: what orders, what informs, the labels, the lead-ins above.

    `quoted` is the new wording that it gives, inside its quotation marks; `mailed` are those whom
    a letter goes to.
    """

    ordering: tuple[Stretch, ...]
    informing: tuple[Stretch, ...]
    labels: tuple[Label, ...]
    leads: tuple[Stretch, ...]
    lead_labels: tuple[Label, ...]
    quoted: Stretch | None
    mailed: tuple[Stretch, ...] = ()


def words_of(setting: Setting, point: RawPoint) -> PointWords:
    """Return the stretches of a point; of a new wording, those inside its quotation marks."""
    text, folded = setting.source.text, setting.folded
    quoted = new_wording(text, folded, point.start, point.end)
    bodies, labels = point.bodies, point.labels
    if quoted:
        labels = _labels_within(setting, quoted)
        bodies = (_before_labels(quoted, labels),)
    plain = _without_labels(bodies, labels)
    ordering, informing = split_information(text, folded, plain)
    leads = _without_labels(point.leads, point.lead_labels)
    return PointWords(
        tuple(ordering), tuple(informing), labels, tuple(leads), point.lead_labels, quoted, point.mailed
    )


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
