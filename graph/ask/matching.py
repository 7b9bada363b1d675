"""Which topic a question comes nearest to, and the parameters that it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from ..errors import NotUnderstoodError
from ..identity import slug
from ..messages import Language, say
from .slots import Slots, find_name, find_slots
from .spelling import Spelling
from .stems import content_stems, content_words, is_code, is_negated, lexicon, stems_in_order
from .topics import Topic, topics

_ALIKE = 0.52
_ENOUGH = 0.525
_QUESTION_WORD = 0.6
"""How much of its weight "how many", "where" and "when" keep: they are never the matter itself."""
_STRANGE = 0.05
_APART = 0.03
_NEAREST = 3
_SLOT_FOUND = 0.12
_SLOT_LACKING = 0.04
_MATTER_LACKING = 0.14
_OBJECT_LACKING = 0.4
_SLOT_UNUSED = 0.2
_NEED_LACKING = 0.15
_TURNED_ROUND = 0.4
_TELLING = ("cohort", "document", "item", "link", "addressee", "period")
"""What a question names because its answer has to do with it."""
_OBJECTS = frozenset({"addressee", "name"})
_MATTER = frozenset({"from", "by", "days", "document", "link"})
"""What phrases are about: a question that lacks it is hardly this phrase."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the register knows, for parameters that are one: of addressees, of those who give orders."""

    addressees: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """The topic that a question leads to and its parameters as text.

    `cohorts` are the years named where there are several: the question is to be answered for each.
    """

    query: str
    parameters: dict[str, str]
    score: float
    cohorts: tuple[str, ...] = ()
    command: bool = False

    def each(self) -> list[dict[str, str]]:
        """Return the parameters once for each cohort asked about."""
        if not self.cohorts:
            return [self.parameters]
        return [{**self.parameters, "cohort": year} for year in self.cohorts]


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: str
    stems: frozenset[str]
    slots: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    stems: frozenset[str]
    negated: bool
    slots: Slots
    names: Mapping[str, str] = field(default_factory=dict)


def understand(
    question: str, *, today: date, language: Language = "en", names: Names | None = None
) -> Understood:
    """Return the topic that the question asks about.

    Raises `NotUnderstoodError`, which names the nearest questions, where none is near enough, two
    are equally near, or something that the answer needs is not named; `InvalidValueError` for a day
    that no calendar has.
    """
    asked, ranked = _best_reading(question, today, names or Names())
    if is_code(question) or ranked[0][0] < _enough(asked):
        nearest = [name for _, name in ranked[:_NEAREST]] or list(topics())[:_NEAREST]
        raise _not_understood("ask.not-understood", question, nearest, language)
    best, name = ranked[0]
    rivals = [other for score, other in ranked[1:] if best - score < _APART]
    if rivals:
        raise _not_understood("ask.several", question, [name, *rivals], language)
    topic = topics()[name]
    parameters = fill_parameters(topic, asked.slots, asked.names)
    for need in topic.needs:
        if need not in parameters and f"{need}_document" not in parameters:
            raise NotUnderstoodError(
                say(f"ask.needs-{need}", language), advice=say(f"ask.name-{need}", language)
            )
    years = asked.slots.years if "cohort" in topic.parameters and len(asked.slots.years) > 1 else ()
    return Understood(name, parameters, best, years, topic.command)


def _best_reading(question: str, today: date, names: Names) -> tuple[_Asked, list[tuple[float, str]]]:
    """Return the question and its topics ranked; what is in quotation marks is a name or said."""
    slots = find_slots(question, today=today)
    readings = [_read(slots, names)]
    if slots.quoted:
        unquoted = replace(slots, rest=" ".join((slots.rest, *slots.quoted)), quoted=())
        readings.append(_read(unquoted, names))
    ranked = [(asked, _ranked(asked)) for asked in readings]
    return max(ranked, key=lambda pair: pair[1][0][0])


def _read(slots: Slots, names: Names) -> _Asked:
    """Return what a question asks; the words of a name that the register knows are no words of it."""
    found = {
        "addressee": find_name(slots.rest, names.addressees),
        "name": find_name(slots.rest, names.issuers),
    }
    known = {kind: name for kind, name in found.items() if name is not None}
    said = {slug(stem) for name in known.values() for stem in stems_in_order(name)}
    rest = " ".join(
        word for word in slots.rest.split() if not said.intersection(map(slug, stems_in_order(word)))
    )
    for kind in ("addressee", "name"):
        if kind not in known and slots.quoted:
            known[kind] = slots.quoted[0]
    spelt = " ".join(_spelling().corrected(word) for word in content_words(rest))
    return _Asked(content_stems(spelt), is_negated(slots.rest), slots, known)


@cache
def _spelling() -> Spelling:
    """Return the words that questions are recognised by, and those that say nothing."""
    said = (said for topic in topics().values() for phrases in topic.phrases.values() for said in phrases)
    words = {word for phrase in said for word in content_words(_without_slots(phrase))}
    return Spelling(words | lexicon().words | lexicon().stop | lexicon().negation)


def _enough(asked: _Asked) -> float:
    """Return the score that a topic must have: more where as many words are unknown as are known."""
    known = sum(stem in _weights() for stem in asked.stems)
    return _ENOUGH + (_STRANGE if len(asked.stems) - known >= max(1, known) else 0.0)


def _not_understood(
    message: str, question: str, nearest: Iterable[str], language: Language
) -> NotUnderstoodError:
    titles = " | ".join(dict.fromkeys(topics()[name].title[language] for name in nearest))
    return NotUnderstoodError(
        say(message, language, question=question), advice=say("ask.nearest", language, titles=titles)
    )


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(topic.name, content_stems(_without_slots(said)), _slot_names(said), is_negated(said))
        for topic in topics().values()
        for phrases in topic.phrases.values()
        for said in phrases
    )


def _slot_names(said: str) -> frozenset[str]:
    return frozenset(part.split("}")[0] for part in said.split("{")[1:])


def _without_slots(said: str) -> str:
    return " ".join(part.split("}")[-1] for part in said.split("{"))


@cache
def _weights() -> Mapping[str, float]:
    """Return what each stem weighs: the fewer topics it leads to, the more it says."""
    stems: dict[str, set[str]] = {}
    for phrase in _phrases():
        stems.setdefault(phrase.topic, set()).update(phrase.stems)
    asked = Counter(stem for found in stems.values() for stem in found)
    kept = dict.fromkeys(content_stems(lexicon().question_words), _QUESTION_WORD)
    return {stem: (1.0 + math.log(len(stems) / count)) * kept.get(stem, 1.0) for stem, count in asked.items()}


def _ranked(asked: _Asked) -> list[tuple[float, str]]:
    """Return the topics with what the best of their phrases scores, the highest first."""
    best: dict[str, float] = {}
    for phrase in _phrases():
        best[phrase.topic] = max(_score(asked, phrase), best.get(phrase.topic, 0.0))
    return sorted(((score, name) for name, score in best.items()), key=lambda pair: (-pair[0], pair[1]))


def _score(asked: _Asked, phrase: _Phrase) -> float:
    alike = _likeness(asked.stems, phrase.stems)
    if asked.negated != phrase.negated:
        alike *= _TURNED_ROUND
    if alike < _ALIKE:
        return alike / 2  # what a question names says nothing where its words say too little
    return alike + _fitting(phrase, asked)


def _likeness(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return the Dice likeness of two sets of stems, weighted, from 0 to 1."""
    unknown = 1.0 + math.log(len(topics()))  # as much as a word of one topic

    def weight(stems: Iterable[str]) -> float:
        return sum(_weights().get(stem, unknown) for stem in stems)

    whole = weight(asked) + weight(said)
    return 2 * weight(asked & said) / whole if whole else 0.0


def _fitting(phrase: _Phrase, asked: _Asked) -> float:
    """Return what it adds that a phrase has places for what is named, and takes that it has none."""
    given = _given(asked)
    topic = topics()[phrase.topic]
    found = _SLOT_FOUND * sum(bool(given[slot]) for slot in phrase.slots)
    lacking = sum(_lacked(slot) for slot in phrase.slots.difference(topic.needs) if not given[slot])
    needed = _NEED_LACKING * sum(not given[need] for need in topic.needs)
    takes = set(topic.parameters)
    takes |= {"document"} if "from_document" in takes else set()
    takes |= {"period"} if "from" in takes else set()
    takes |= {"addressee"} if asked.names.get("addressee") == asked.names.get("name") else set()
    unused = sum(bool(given[slot]) for slot in _TELLING if slot not in takes)
    return found - lacking - needed - _SLOT_UNUSED * unused


def _lacked(slot: str) -> float:
    """Return what it takes that a question does not name what a phrase has a place for."""
    if slot in _OBJECTS:
        return _OBJECT_LACKING
    return _MATTER_LACKING if slot in _MATTER else _SLOT_LACKING


def _given(asked: _Asked) -> Mapping[str, object]:
    slots = asked.slots
    return {
        "cohort": slots.years,
        "at": slots.moment("at", None, "to", "from"),
        "by": slots.moment("to", None, "at"),
        "from": slots.moment("from") or slots.period() or len(slots.documents) == 2,
        "to": slots.moment("to") or slots.period(),
        "period": slots.moment("from") and slots.moment("to"),
        "known_at": slots.moment("known_at"),
        "document": slots.documents,
        "point": slots.points,
        "item": slots.items,
        "link": slots.links,
        "addressee": asked.names.get("addressee"),
        "name": asked.names.get("name"),
        "programme": slots.quoted,
        "days": slots.days,
    }


def fill_parameters(topic: Topic, slots: Slots, names: Mapping[str, str]) -> dict[str, str]:
    """Return the topic's parameters that the question names."""
    takes = topic.parameters
    values: dict[str, str | None] = {
        "cohort": _first(slots.years),
        "programme": _first(slots.quoted),
        "document": _first(slots.documents),
        "point": _first(slots.points),
        "item": _first(slots.items),
        "link": _first(slots.links),
        "known_at": slots.moment("known_at"),
        "by": slots.moment("to", None, "at", "from"),
        **_period(takes, slots),
        "at": _at(takes, slots),
        "days": _first(slots.days),
        **_documents_of_period(takes, slots),
        "addressee": names.get("addressee"),
        "name": names.get("name"),
    }
    return {name: value for name, value in values.items() if name in takes and value is not None}


def _period(takes: frozenset[str], slots: Slots) -> dict[str, str | None]:
    """Return the two ends of a period, where the topic has one."""
    if not takes >= {"from", "to"}:
        return {}
    if "cohort" not in takes and not slots.moments and len(slots.years) == 1:
        return {"from": f"{slots.years[0]}-01-01", "to": f"{slots.years[0]}-12-31"}
    start, end = slots.period() or (slots.moment("from", None), slots.moment("to", "at"))
    return {"from": start, "to": end}


def _documents_of_period(takes: frozenset[str], slots: Slots) -> dict[str, str | None]:
    """Return the two documents between which a period lies, where no moments are named."""
    if "from_document" not in takes or slots.moments or len(slots.documents) != 2:
        return {}
    return dict(zip(("from_document", "to_document"), slots.documents, strict=True))


def _at(takes: frozenset[str], slots: Slots) -> str | None:
    """Return the moment asked about: where a topic has a period of its own, only what is called so."""
    if takes >= {"from", "to"}:
        return None
    if "by" in takes:
        return slots.moment("at") if slots.moment("to", None) else None
    return slots.moment("at", None, "to", "from")


def _first(values: Iterable[str]) -> str | None:
    return next(iter(values), None)
