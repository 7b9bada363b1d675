"""Which topic a question comes nearest to, and the parameters that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ..errors import NotUnderstoodError
from ..identity import slug
from ..messages import Language, say
from .concepts import concepts, stem, unabbreviated
from .contracted import without_contractions
from .parameters import fill_parameters
from .scoring import Asked, matter_of, ranked_topics, weight, weights, without_slots
from .slots import Slots, find_name, find_slots
from .spelling import Spelling
from .stems import (
    asked_of,
    clauses,
    content_stems,
    content_words,
    is_act,
    is_code,
    is_known,
    is_negated,
    lexicon,
    plain,
    split_words,
    stems_in_order,
)
from .topics import topics
from .when import any_date_word, date_words

_ENOUGH = 0.55
_STRANGE = 0.1
_APART = 0.03
_LITTLE = 4.0
"""The weight of a question that says little: what it is near must be sure."""
_SURE = 0.8
_PLAIN_ENOUGH = 0.8
"""The score of a whole question from which on none of its parts is looked at."""
_PART_ONLY = 0.06
_MOST_MATTER = 0.65
"""How much of what a question says, of what is known, a part of it must say."""
_TOLD = 1.0
"""What the words weigh at least, as they are spelt, that tell a topic."""
_OF_DAYS = frozenset(("days", "working"))
"""What words mean that a number of days has beside it and that tell no topic."""
_LONG_WORD = 6
"""Letters of a word that is hardly another one when it is a slip away from one of ours."""
_NEAREST = 3
_REGISTERS = 4
"""Of how many registers the spelling of names is kept."""
_LONE_WORD = re.compile(r"(?<![\w@/.:~-])[^\W\d_]{4,}(?![\w@/:~’'-]|\.\w)")
"""A word that is no part of a number, a link or a key."""


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


def understand(
    question: str, *, today: date, language: Language = "en", names: Names | None = None
) -> Understood:
    """Return the topic that the question asks about.

    Raises `NotUnderstoodError`, which names the nearest questions, where none is near enough, two
    are equally near, or something that the answer needs is not named; `InvalidValueError` for a day
    that no calendar has.
    """
    asked, ranked = _best_reading(question, today, names or Names())
    if is_code(question) or is_act(question) or ranked[0][0] < _enough(asked):
        raise _not_understood("ask.not-understood", question, _nearest(question, ranked), language)
    best, name = ranked[0]
    rivals = [other for score, other in ranked[1:] if best - score < _APART]
    if best < _SURE and weight(asked.said()) < _LITTLE:
        rivals = [other for _, other in ranked[1:_NEAREST]]
    if not _told(question, name, asked, names or Names()):
        raise _not_understood("ask.not-understood", question, [name], language)
    if asked.slots.beyond and "document" not in topics()[name].needs:
        raise _not_understood("ask.by-how-much", asked.slots.beyond[0], [name], language)
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


def _nearest(question: str, ranked: Iterable[tuple[float, str]]) -> list[str]:
    """Return the topics to be offered instead: by what the words say, then by how they are written."""
    best = sorted(ranked, key=lambda pair: (pair[0], _likeness(question, pair[1])), reverse=True)
    return [name for _, name in best[:_NEAREST]]


def _likeness(question: str, name: str) -> float:
    """Return how much of the question's writing stands in the topic's likest phrase, from 0 to 1."""
    from difflib import SequenceMatcher  # 10 ms, for those who are not understood

    said = SequenceMatcher(None, b=plain(question))
    phrases = (phrase for phrases in topics()[name].phrases.values() for phrase in phrases)
    found = 0.0
    for phrase in phrases:
        said.set_seq1(plain(phrase))
        found = max(found, said.ratio())
    return found


def _told(question: str, name: str, asked: Asked, names: Names) -> bool:
    """Say whether a topic is told by more than what may be a slip or another word altogether."""
    own = asked.stems & matter_of(name)
    if "{days}" in asked.said():
        return not own <= _OF_DAYS
    if any(sign.startswith("{") for sign in asked.said()):
        return True
    said = content_stems(_well_spelt(question, names, whole=True), unabbreviated)
    return weight(own & said) >= min(_TOLD, weight(own))


def _best_reading(question: str, today: date, names: Names) -> tuple[Asked, list[tuple[float, str]]]:
    """Return the question and its topics ranked; what is in quotation marks may be said or be a name."""
    slots = find_slots(_well_spelt(question, names), today=today)
    readings = [_read(slots, names)]
    if slots.quoted:
        unquoted = replace(slots, rest=" ".join((slots.rest, *slots.quoted)), quoted=())
        quoted = {kind: readings[0].names.get(kind, slots.quoted[0]) for kind in ("addressee", "name")}
        readings = [_read(unquoted, names), replace(readings[0], names=quoted), readings[0]]
    ranked = [(asked, ranked_topics(asked)) for asked in readings]
    best = max(ranked, key=lambda pair: pair[1][0][0])
    if best[1][0][0] >= _PLAIN_ENOUGH and best[1][0][0] - best[1][1][0] >= _APART:
        return best
    parts = [_read(replace(slots, rest=part), names) for part in clauses(slots.rest)]
    most = [asked for asked in parts if _matter(asked) >= _MOST_MATTER * _matter(best[0])]
    within = [(asked, _less(ranked_topics(asked))) for asked in most]
    return max([best, *within], key=lambda pair: pair[1][0][0])


def _matter(asked: Asked) -> float:
    """Return what the words weigh that some phrase has."""
    return weight(asked.stems.intersection(weights()))


def _less(ranked: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return the scores of a part of a question, a little less than those of a whole one."""
    return [(score - _PART_ONLY, name) for score, name in ranked]


def _read(slots: Slots, names: Names) -> Asked:
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
    return Asked(
        content_stems(rest, unabbreviated), is_negated(rest), slots, known, asked_of(rest, unabbreviated)
    )


def _well_spelt(question: str, names: Names, *, whole: bool = False) -> str:
    """Return the question with each unknown word for the known one that it is a slip away from.

    With `whole`, a word is only mended where it is long and all of it is a known one.
    """
    named = _words_of(names)
    question = without_contractions(question, named)

    def mended(match: re.Match[str]) -> str:
        word = plain(match[0])
        right = word in named or _is_right(word) or (whole and len(word) < _LONG_WORD)
        corrected = word if right else _corrected(word, names, whole=whole)
        return match[0] if corrected == word else corrected

    return _LONE_WORD.sub(mended, question)


def _is_right(word: str) -> bool:
    """Say whether a word is spelt as it should be: it has a meaning here, or one elsewhere."""
    if is_known(word) or any_date_word().fullmatch(word):
        return True
    return stem(word) in weights() or stem(word) in lexicon().other


@lru_cache(maxsize=_REGISTERS)
def _words_of(names: Names) -> frozenset[str]:
    """Return the words of the names of a register."""
    return frozenset(word for name in (*names.addressees, *names.issuers) for word in split_words(name))


@lru_cache(maxsize=_REGISTERS)
def _stems_of(names: Names) -> dict[str, str]:
    """Return the longer words of the names of a register by their stems in Latin letters."""
    stems = ((slug(stem(word)), word) for word in sorted(_words_of(names)))
    return {latin: word for latin, word in stems if len(latin) >= _LONG_WORD}


@lru_cache(maxsize=_REGISTERS)
def _name_stems(names: Names) -> Spelling:
    return Spelling(_stems_of(names))


def _corrected(word: str, names: Names, *, whole: bool = False) -> str:
    """Return the word of a phrase, a date or a name that a word may stand for, else one that says nothing."""
    said, nothing = _spellings(names)
    named = _stems_of(names)
    name = _name_stems(names).corrected(slug(stem(word)))
    if name in named:
        return named[name]
    for corrected in (said.corrected(word), word if whole else said.begun(word), nothing.corrected(word)):
        if corrected != word:
            return corrected
    return word


@lru_cache(maxsize=_REGISTERS)
def _spellings(names: Names) -> tuple[Spelling, Spelling]:
    """Return the words that a question may have, of dates and names too, and the words that say nothing."""
    said = (said for topic in topics().values() for phrases in topic.phrases.values() for said in phrases)
    words = {word for phrase in said for word in content_words(without_slots(phrase))}
    beginnings = {first.rstrip("*") for first in concepts().entries if first.endswith("*")}
    dates = split_words(date_words().spelt)
    matter = Spelling({*words, *concepts().words, *dates, *_words_of(names)} - lexicon().stop, beginnings)
    return matter, Spelling(lexicon().stop | lexicon().negation)


def _enough(asked: Asked) -> float:
    """Return the score that a topic must have: more where unknown words are many or the very matter."""
    known = asked.stems & weights().keys()
    strange = len(asked.stems) - len(known)
    many = (strange >= max(1, len(known))) + (strange > len(known) > 0)
    return _ENOUGH + _STRANGE * (many + (not asked.asked_of <= known))


def _not_understood(
    message: str, question: str, nearest: Iterable[str], language: Language
) -> NotUnderstoodError:
    names = tuple(nearest)
    titles = " | ".join(dict.fromkeys(topics()[name].title[language] for name in names))
    error = NotUnderstoodError(
        say(message, language, question=question), advice=say("ask.nearest", language, titles=titles)
    )
    error.nearest = names
    return error
