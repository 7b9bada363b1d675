"""A post and the chain of units behind it: «начальника отдела … Управления … ФГБОУ ДПО «…»».

Every element of the chain begins with a noun that heads a body, with a legal form, or with an
abbreviation of a body; the last element is the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .morphology import find_agreement, to_nominative
from .names import is_title
from .party_facts import tidy
from .party_lexicon import BODIES, DOINGS, FORMS
from .phrase_tokens import Phrase, cut
from .word_readings import Case, has_case, is_abbreviation, is_function_word, lemmas, may_modify, readings


class Unit(NamedTuple):
    """One element of a chain: its name in the nominative and its place in the words read."""

    name: str
    start: int
    end: int

    def moved(self, offset: int) -> Unit:
        """Return the same element for words that begin at an offset."""
        return Unit(self.name, self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class Post:
    """A post in the nominative, with its narrowest unit; the units, and the organisation."""

    title: str
    units: tuple[Unit, ...] = ()
    organisation: Unit | None = None


@lru_cache(maxsize=1024)
def read_post(words: str, case: Case) -> Post | None:
    """Return the post that the words name in that case; None where they name none.

    Offsets of units are those of the words. In the nominative the words may also begin with a small
    letter or a capital; a chain behind a dash is left inside the title.
    """
    phrase = cut(words)
    if not phrase.tokens or (
        not is_title(phrase.tokens[0].text) and find_agreement(phrase.words(0), case) is None
    ):
        return None
    starts = _unit_starts(phrase) if "dash" not in [one.kind for one in phrase.tokens] else []
    chain = _chain(words, phrase, starts)
    title = tidy(words[: _title_end(phrase, starts)])
    shown = (title if case == "nomn" else to_nominative(title, case)) or title
    return Post(shown, *_split(chain))


def _split(chain: list[Unit]) -> tuple[tuple[Unit, ...], Unit | None]:
    """Tell the units from the organisation; a bare «комиссия» is nobody's name."""
    named = [unit for unit in chain if len(unit.name.split()) > 1 or is_abbreviation(unit.name)]
    return (tuple(named[:-1]), named[-1]) if named else ((), None)


def _unit_starts(phrase: Phrase) -> list[int]:
    """Return the places where an element of the chain begins."""
    starts: list[int] = []
    governed = False
    place = _behind_head(phrase)
    while place < len(phrase.tokens):
        head = _unit_head(phrase, place, governed=governed)
        if head is None:
            governed = governed or _is_preposition(phrase, place)
            place += 1
            continue
        starts.append(place)
        governed = False
        place = head + 1
    return starts


def _behind_head(phrase: Phrase) -> int:
    """Return the place behind the post's own noun, which may itself look like a body's."""
    for place, token in enumerate(phrase.tokens):
        if token.kind == "word" and not any(
            one.part in {"ADJF", "PRTF", "ADVB"} for one in readings(token.text)[:1]
        ):
            return place + 1
    return 1


def _is_preposition(phrase: Phrase, place: int) -> bool:
    token = phrase.word(place)
    return token is not None and is_function_word(token.text) and readings(token.text)[0].part == "PREP"


def _unit_head(phrase: Phrase, place: int, *, governed: bool) -> int | None:
    """Return the place of the noun that heads a unit beginning at a place."""
    token, before = phrase.word(place), phrase.word(place - 1)
    if token is None or (before is not None and is_function_word(before.text)):
        return None
    if token.text in FORMS or (is_abbreviation(token.text) and not token.text.isupper()):
        return place if before is None or before.text not in FORMS else None
    likely = may_modify(token.text) or not lemmas(token.text).isdisjoint(BODIES)
    found = find_agreement(phrase.words(place), "gent") if likely else None
    if found is None or (governed and token.text[0].islower()):
        return None
    head = place + found.head
    follower = phrase.word(head + 1)
    if follower and has_case(follower.text, "ablt") and not has_case(follower.text, "gent"):
        return None
    heads = lemmas(phrase.tokens[head].text)
    doing = found.reading.number == "sing" and not heads.isdisjoint(DOINGS)
    if doing and follower and has_case(follower.text, "gent"):
        return None
    return head if heads & BODIES else None


def _chain(words: str, phrase: Phrase, starts: list[int]) -> list[Unit]:
    offsets = [phrase.tokens[place].start for place in starts]
    ends = [*offsets, phrase.tokens[-1].end][1:]
    units: list[Unit] = []
    for start, end in reversed(list(zip(offsets, ends, strict=True))):
        printed = words[start:end].rstrip(" ,\n\t")
        alone = len(printed.split()) == 1 and units and not is_abbreviation(printed)
        full = f"{printed} {words[units[0].start : units[0].end]}" if alone else printed
        shown = tidy(full)
        units.insert(0, Unit(to_nominative(shown, "gent") or shown, start, start + len(printed)))
    return units


def _title_end(phrase: Phrase, starts: list[int]) -> int:
    """Return where the title ends: behind the narrowest unit, before an organisation of its own name."""
    if not starts:
        return phrase.tokens[-1].end
    first = phrase.tokens[starts[0]].text
    if first in FORMS or is_abbreviation(first):
        return phrase.tokens[starts[0]].start
    further = starts[1:]
    if further and starts[1] == starts[0] + 1:
        further = starts[2:]
    return phrase.tokens[further[0]].start if further else phrase.tokens[-1].end
