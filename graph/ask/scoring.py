"""How near a question comes to each topic: what its words mean, and what it names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from .concepts import concepts
from .slots import Slots
from .stems import content_stems, is_negated, lexicon
from .topics import topics

_ALIKE = 0.52
_QUESTION_WORD = 0.6
"""How much of its weight "how many", "where" and "when" keep: they are never the matter itself."""
_UNKNOWN = 1.0
"""What a word that no phrase has weighs, as a share of one that leads to a single topic."""
_UNKNOWN_MATTER = 1.6
"""The same where such a word is what the kind or the measure of is asked: «сколько студентов»."""
_UNKNOWN_AMONG_OURS = 0.75
"""The same where the question has a word that is of the register and hardly of anything else."""
_NEXT_STRANGE = 0.4
"""What the second of such words weighs as a share of the first, the third of the second and so on."""
_PLAIN = 2.5
"""The most that a word weighs which has no concept: a phrase has it by the way."""
_SLOT_FOUND = 0.12
_SLOT_LACKING = 0.04
_MATTER_LACKING = 0.14
_SLOT_UNUSED = 0.2
_NEED_LACKING = 0.15
_TURNED_ROUND = 0.4
_TELLING = ("cohort", "document", "item")
"""What a question names because its answer has to do with it."""
_MATTER = frozenset({"from", "by", "days", "document", "link"})
"""What phrases are about: a question that lacks it is hardly this phrase."""
_SAYING: Mapping[str, float] = {
    "link": 1.0, "days": 0.8, "addressee": 0.7, "name": 0.7, "known_at": 0.6, "by": 0.4, "period": 0.4,
}  # fmt: skip
"""What is named and is a word of the question itself, with the share of a word's weight that it has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is compared: what its words mean, whether they negate, what it names."""

    stems: frozenset[str]
    negated: bool
    slots: Slots
    names: Mapping[str, str] = field(default_factory=dict)
    asked_of: frozenset[str] = frozenset()
    """What the kind or the measure of is asked."""

    def strangeness(self) -> float:
        """Return the share of a rare word's weight that a word has which no phrase has."""
        if not self.asked_of <= weights().keys():
            return _UNKNOWN_MATTER
        return _UNKNOWN_AMONG_OURS if ours() & self.stems else _UNKNOWN

    def named(self) -> dict[str, object]:
        """Return what is named, by the slots of phrases; what is not is empty."""
        slots = self.slots
        start, end = slots.moment("from"), slots.moment("to")
        compared = slots.period() or len(slots.documents) == 2
        return {
            "cohort": slots.years,
            "at": slots.moment("at", None, "to", "from"),
            "by": None if start else slots.moment("to", None, "at"),
            "from": start or compared,
            "to": end or slots.period(),
            "period": start and end,
            "known_at": slots.moment("known_at"),
            "document": slots.documents,
            "point": slots.points,
            "item": slots.items,
            "link": slots.links,
            "addressee": self.names.get("addressee"),
            "name": self.names.get("name"),
            "programme": slots.quoted,
            "days": slots.days,
        }

    def said(self) -> frozenset[str]:
        """Return the stems, and signs of what is named and is a word of the question itself."""
        named = self.named()
        ended = {"by"} if named["by"] and self.slots.moment("to") else set()
        signs = {name for name in _SAYING if name != "by" and named[name]} | ended
        if {"addressee", "name"} <= signs and named["addressee"] == named["name"]:
            signs.remove("name" if "give" not in self.stems else "addressee")
        return self.stems | {f"{{{name}}}" for name in signs}


@dataclass(frozen=True, slots=True)
class _Phrase:
    topic: str
    stems: frozenset[str]
    slots: frozenset[str]
    negated: bool


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(topic.name, _meaning(said), _slot_names(said), is_negated(without_slots(said)))
        for topic in topics().values()
        for phrases in topic.phrases.values()
        for said in phrases
    )


def _meaning(said: str) -> frozenset[str]:
    """Return the stems of a phrase, and signs of those of its slots that are words of the question."""
    slots = set(_slot_names(said))
    if slots >= {"from", "to"}:
        slots.add("period")
    return content_stems(without_slots(said)) | {f"{{{name}}}" for name in slots.intersection(_SAYING)}


def _slot_names(said: str) -> frozenset[str]:
    return frozenset(part.split("}")[0] for part in said.split("{")[1:])


def without_slots(said: str) -> str:
    """Return a phrase without its places for what is named."""
    return " ".join(part.split("}")[-1] for part in said.split("{"))


@cache
def weights() -> Mapping[str, float]:
    """Return what each stem weighs: the fewer topics it leads to, the more it says."""
    stems: dict[str, set[str]] = {}
    for phrase in _phrases():
        stems.setdefault(phrase.topic, set()).update(phrase.stems)
    asked = Counter(stem for found in stems.values() for stem in found)
    kept = dict.fromkeys(content_stems(lexicon().question_words), _QUESTION_WORD)
    kept |= {f"{{{name}}}": share for name, share in _SAYING.items()}
    meant = concepts().names | {f"{{{name}}}" for name in _SAYING}
    return {
        stem: min(1.0 + math.log(len(stems) / count), math.inf if stem in meant else _PLAIN)
        * kept.get(stem, 1.0)
        for stem, count in asked.items()
    }


@cache
def matter_of(name: str) -> frozenset[str]:
    """Return what the phrases of a topic mean together."""
    return frozenset[str]().union(*(phrase.stems for phrase in _phrases() if phrase.topic == name))


def ranked_topics(asked: Asked) -> list[tuple[float, str]]:
    """Return the topics with what the best of their phrases scores, the highest first."""
    best = dict.fromkeys(topics(), 0.0)
    said, named = asked.said(), asked.named()
    whole = weight(said, asked.strangeness())
    for phrase, own in _weighed():
        if asked.stems and asked.stems.isdisjoint(phrase.stems):
            continue  # what is named is no question without a word of it
        alike = 2 * weight(said & phrase.stems) / (whole + own) if whole + own else 0.0
        if asked.negated != phrase.negated:
            alike *= _TURNED_ROUND
        # what a question names says nothing where its words say too little
        score = alike / 2 if alike < _ALIKE else alike + _fitting(phrase, named)
        best[phrase.topic] = max(score, best[phrase.topic])
    return sorted(((score, name) for name, score in best.items()), key=lambda pair: (-pair[0], pair[1]))


@cache
def _weighed() -> tuple[tuple[_Phrase, float], ...]:
    """Return the phrases, each with what it weighs; those of one topic that mean the same count once."""
    return tuple((phrase, weight(phrase.stems)) for phrase in dict.fromkeys(_phrases()))


def weight(said: Iterable[str], strange_share: float = _UNKNOWN) -> float:
    """Return what stems and signs weigh together; of those that no phrase has each next adds less."""
    known = [weights().get(one) for one in said]
    rarest = 1.0 + math.log(len(topics()))
    added = sum(_NEXT_STRANGE**place for place in range(known.count(None)))
    # in whatever order a set yields them, the sum is the same
    return math.fsum(one for one in known if one is not None) + strange_share * rarest * added


@cache
def ours() -> frozenset[str]:
    """Return the concepts that are hardly spoken of but where the register is asked."""
    return content_stems(lexicon().ours)


def _fitting(phrase: _Phrase, named: Mapping[str, object]) -> float:
    """Return what it adds that a phrase has places for what is named, and takes that it has none."""
    topic = topics()[phrase.topic]
    slots = phrase.slots.difference(_SAYING, {"from", "to"} if "{period}" in phrase.stems else ())
    found = _SLOT_FOUND * sum(bool(named[slot]) for slot in slots | topic.parameters.intersection({"cohort"}))
    lacking = sum(_lacked(slot) for slot in slots.difference(topic.needs) if not named[slot])
    lacking += _MATTER_LACKING * ("{period}" in phrase.stems and not named["from"])
    needed = _NEED_LACKING * sum(not named[need] for need in topic.needs)
    takes = topic.parameters | ({"document"} if "from_document" in topic.parameters else set())
    unused = sum(bool(named[slot]) for slot in _TELLING if slot not in takes)
    return found - lacking - needed - _SLOT_UNUSED * unused


def _lacked(slot: str) -> float:
    """Return what it takes that a question does not name what a phrase has a place for."""
    return _MATTER_LACKING if slot in _MATTER else _SLOT_LACKING
