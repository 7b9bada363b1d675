"""Parties that stand in a row: «Отделу осей (Осин О.О.), отделу столбов и Минсвязи»."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Fact, Party
from .noun_groups import read_group
from .party_facts import PartyMaker
from .party_lexicon import BRACKETS_TOGETHER, HOLDERS, RELATIVE, SHORT_POSTS
from .phrase_tokens import Phrase, Token
from .word_readings import Case, is_infinitive, is_participle, lemmas

_LONGEST_CLAUSE = 60
_LONGEST_POST = 12


class Chain(NamedTuple):
    """Parties that stand in a row; `end` is the place of the token behind them."""

    end: int
    parties: tuple[Fact[Party], ...]
    heads: tuple[Fact[Party], ...] = ()
    joint: tuple[Fact[Party], ...] = ()


class RowReader:
    """Reads rows of parties off one phrase; `make` makes their facts."""

    def __init__(self, phrase: Phrase, make: PartyMaker) -> None:
        self._phrase = phrase
        self._tokens = phrase.tokens
        self._folded = phrase.folded
        self._make = make

    def chain(self, place: int, case: Case) -> Chain | None:
        """Return the parties that stand in a row from a place on; None where nobody stands there."""
        parties: list[Fact[Party]] = []
        heads: list[Fact[Party]] = []
        joint: list[Fact[Party]] = []
        following: int | None = place
        end = place
        while following is not None:
            read = self._one(following, case)
            if read is None:
                break
            party, group_end, remarks = read
            (joint if self._make.is_joint(remarks) else parties).append(party)
            for remark in remarks:
                together = BRACKETS_TOGETHER.match(remark.folded.strip("( "))
                (joint if together else heads).extend(self._make.people((remark,)))
            end = self._skip_relative(group_end)
            following = self._separated(end)
        return Chain(end, tuple(parties), tuple(heads), tuple(joint)) if parties or joint else None

    def _one(self, place: int, case: Case) -> tuple[Fact[Party], int, tuple[Token, ...]] | None:
        """Return one party, the place behind it, and the remarks in brackets behind it."""
        if place >= len(self._tokens):
            return None
        if self._tokens[place].kind == "name":
            remarks = self._phrase.remarks(place + 1)
            return self._make.person(self._tokens[place], case), place + 1 + len(remarks), remarks
        if self._is_short_post(place):
            return self._short_post(place, case)
        group = read_group(self._phrase, place, case)
        if group is None:
            return None
        if group.end < len(self._tokens) and self._tokens[group.end].kind == "name" and group.is_post:
            remarks = self._phrase.remarks(group.end + 1)
            holder = self._make.holder(self._tokens, group, self._tokens[group.end])
            return holder, group.end + 1 + len(remarks), remarks
        return self._make.group(self._tokens, group), group.after, group.remarks

    def _is_short_post(self, place: int) -> bool:
        token = self._phrase.word(place)
        if token is None or token.folded not in SHORT_POSTS:
            return False
        stop = self._phrase.at(place + 1)
        return stop is not None and stop.text == "."

    def _short_post(self, place: int, case: Case) -> tuple[Fact[Party], int, tuple[Token, ...]] | None:
        """Read «зав. лабораторией Дымковой С.А.»: whose post it is, up to a verb or a term."""
        for behind in range(place + 2, min(len(self._tokens), place + _LONGEST_POST)):
            token = self._tokens[behind]
            if token.kind == "name":
                post = self._phrase.folded[self._tokens[place].start : token.start].strip()
                return self._make.person(token, case, post), behind + 1, self._phrase.remarks(behind + 1)
            if (
                token.kind in {"mark", "dash"}
                or is_infinitive(token.text)
                or self._phrase.starts_clause(behind)
            ):
                break
        return self._one(place + 2, case)

    def _skip_relative(self, place: int) -> int:
        """Return the place behind «, созданных в 2023 году,»; the closing comma is left."""
        if place + 1 >= len(self._tokens) or self._tokens[place].text != ",":
            return place
        token = self._tokens[place + 1]
        if lemmas(token.text) & HOLDERS or not (
            token.kind == "word" and (is_participle(token.text) or RELATIVE.match(self._folded, token.start))
        ):
            return place
        for behind in range(place + 2, min(len(self._tokens), place + _LONGEST_CLAUSE)):
            one = self._tokens[behind]
            if (
                one.text in {",", ":"}
                or one.kind == "dash"
                or (one.kind == "word" and is_infinitive(one.text))
            ):
                return behind
        return place

    def _separated(self, place: int) -> int | None:
        """Return where the next party may begin: behind «,», «;», «и», «а также»."""
        begin = place
        while place < len(self._tokens) and self._tokens[place].folded in {",", ";", "и", "а", "также"}:
            place += 1
        return place if begin < place < len(self._tokens) else None
