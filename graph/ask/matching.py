"""Which query of the catalogue a question comes nearest to."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..errors import NotUnderstoodError
from ..messages import Language
from ..queries import Query, catalogue
from .slots import Slots, find_slots
from .stems import content_stems

_ENOUGH = 0.5
_APART = 0.04
_NEAREST = 3
_SLOT_FOUND = 0.12
_SLOT_LACKING = 0.2


@dataclass(frozen=True, slots=True)
class Understood:
    """The query that a question leads to and its parameters as text."""

    query: str
    parameters: dict[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    query: str
    stems: frozenset[str]
    slots: frozenset[str]


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(query.name, content_stems(_without_slots(said)), _slot_names(said))
        for query in catalogue().values()
        for language in query.phrases.values()
        for said in language
    )


def _slot_names(said: str) -> frozenset[str]:
    return frozenset(part.split("}")[0] for part in said.split("{")[1:])


def _without_slots(said: str) -> str:
    return " ".join(part.split("}")[-1] for part in said.split("{"))


@cache
def _weights() -> Mapping[str, float]:
    """Return what each stem weighs: the fewer queries it leads to, the more it says."""
    asked = Counter(stem for stems in _stems_of_queries().values() for stem in stems)
    total = len(_stems_of_queries()) or 1
    return {stem: 1.0 + math.log(total / count) for stem, count in asked.items()}


@cache
def _stems_of_queries() -> dict[str, set[str]]:
    stems: dict[str, set[str]] = {}
    for phrase in _phrases():
        stems.setdefault(phrase.query, set()).update(phrase.stems)
    return stems


def understand(question: str, *, today: date, language: Language = "en") -> Understood:
    """Return the query that the question asks.

    Raises `NotUnderstoodError`, which names the nearest questions of the catalogue, where none is
    near enough or two are equally near.
    """
    slots = find_slots(question, today=today)
    ranked = _ranked(content_stems(slots.rest), slots)
    if not ranked or ranked[0][0] < _ENOUGH:
        raise NotUnderstoodError(
            f"the question is not understood: {question!r}",
            advice="the nearest are: " + _titles([name for _, name in ranked[:_NEAREST]], language),
        )
    best, name = ranked[0]
    rivals = [other for score, other in ranked[1:] if best - score < _APART]
    if rivals:
        raise NotUnderstoodError(
            f"the question fits several: {question!r}",
            advice="ask one of: " + _titles([name, *rivals], language),
        )
    return Understood(name, fill_parameters(catalogue()[name], slots), best)


def _titles(names: Iterable[str], language: Language) -> str:
    chosen = list(names) or list(catalogue())[:_NEAREST]
    return " | ".join(catalogue()[name].title[language] for name in chosen)


def _ranked(asked: frozenset[str], slots: Slots) -> list[tuple[float, str]]:
    best: dict[str, float] = {}
    for phrase in _phrases():
        score = _likeness(asked, phrase.stems) + _fitting(phrase.slots, slots)
        best[phrase.query] = max(score, best.get(phrase.query, 0.0))
    return sorted(((score, name) for name, score in best.items()), key=lambda pair: (-pair[0], pair[1]))


def _likeness(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return the Dice likeness of two sets of stems, weighted, from 0 to 1."""
    unknown = 1.0 + math.log(len(_stems_of_queries()) or 1) / 2

    def weight(stems: Iterable[str]) -> float:
        return sum(_weights().get(stem, unknown) for stem in stems)

    whole = weight(asked) + weight(said)
    return 2 * weight(asked & said) / whole if whole else 0.0


def _fitting(wanted: frozenset[str], slots: Slots) -> float:
    given = {
        "cohort": slots.years, "at": slots.moments, "from": slots.moments, "to": slots.moments[1:],
        "document": slots.documents, "point": slots.points, "item": slots.items, "link": slots.links,
        "known_at": slots.known_at, "number": slots.numbers,
    }  # fmt: skip
    return sum(_SLOT_FOUND if given.get(slot) else -_SLOT_LACKING for slot in wanted)


def fill_parameters(query: Query, slots: Slots) -> dict[str, str]:
    """Return the query's parameters that the question names."""
    moments = list(slots.moments)
    sources: dict[str, str | None] = {
        "cohort": _first(slots.years),
        "document": _first(slots.documents),
        "point": _first(slots.points),
        "item": _first(slots.items),
        "link": _first(slots.links),
        "known_at": slots.known_at,
        "days": _first(slots.numbers),
        "at": _first(moments),
        "from": _first(moments),
        "to": _first(moments[1:]) or _first(moments),
    }
    names = {parameter.name for parameter in query.parameters}
    return {name: value for name, value in sources.items() if name in names and value is not None}


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
