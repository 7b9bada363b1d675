"""Noun groups that name somebody: a head in a known case, and the tail that belongs to it."""

from __future__ import annotations

from typing import NamedTuple

from .morphology import Agreement, find_agreement, is_acting
from .noun_tails import TailReader
from .party_lexicon import POSTS
from .phrase_tokens import Phrase, Token
from .word_readings import Case, has_case, is_abbreviation, is_infinitive, lemmas, readings


class Group(NamedTuple):
    """A noun group at the places [start, end) of a phrase; `head` is None for an abbreviation.

    `noun` is the head's token, `remarks` the brackets that follow and are no part of the name.
    """

    start: int
    end: int
    case: Case
    head: Agreement | None
    noun: Token
    remarks: tuple[Token, ...] = ()

    @property
    def after(self) -> int:
        """The place behind the group and the remarks."""
        return self.end + len(self.remarks)

    @property
    def is_post(self) -> bool:
        """Whether the group names a post or people by their post."""
        if self.head is None:
            return is_acting(self.noun.text)
        return self.head.reading.animate or bool(lemmas(self.noun.text) & POSTS)


def read_group(phrase: Phrase, place: int, case: Case) -> Group | None:
    """Return the group that begins at a place in that case; None where none does."""
    first = phrase.word(place)
    if first is None or phrase.starts_clause(place) or is_infinitive(first.text):
        return None
    head = find_agreement(phrase.words(place), case)
    if head is None and not (is_acting(first.text) or _never_changes(first.text)):
        return None
    behind = place + (head.head if head else 0) + 1
    end = TailReader(phrase, place, behind, case, head).read()
    return Group(place, end, case, head, phrase.tokens[behind - 1], phrase.remarks(end))


def _never_changes(word: str) -> bool:
    """Tell «Минволн» from «Минстроем», which stands in another case."""
    if not is_abbreviation(word):
        return False
    changes = any(one.known and one.case and "Fixd" not in one.traits for one in readings(word))
    return not changes or has_case(word, "nomn")
