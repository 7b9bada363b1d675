"""Noun groups that name somebody: a head in a known case, and the tail that belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .morphology import (
    Agreement,
    Case,
    find_agreement,
    has_case,
    is_acting,
    is_adverb,
    is_function_word,
    is_infinitive,
    is_object,
    is_participle,
    lemmas,
    readings,
)
from .party_lexicon import BODIES, BRACKETS_ASIDE, BRACKETS_JOINT, BRACKETS_ROLE, GOVERNING, POSTS, STARTERS
from .phrase_tokens import Token

_ABBREVIATION = re.compile(
    r"[А-ЯЁA-Z]{2,15}(?:-[А-ЯЁA-Z0-9]+)?$|(?:Мин|Рос|Гос|Обл|Гор|Край|Глав)[а-яё]{2,30}$"
)
_AND = frozenset({"и", "или", "да"})
_WORDS_OF_HEAD = 8
_LIST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Group:
    """A noun group among tokens: [start, end) by place, `head` its noun, None for an abbreviation.

    `after` is the place behind the remarks in brackets that follow it, `remarks` their tokens.
    """

    start: int
    end: int
    after: int
    case: Case
    head: Agreement | None
    remarks: tuple[Token, ...] = ()


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is an abbreviation of a body («МЧС», «Минволн»)."""
    return bool(_ABBREVIATION.match(word))


def word_at(tokens: tuple[Token, ...], place: int) -> Token | None:
    """Return the token at a place if it is a word."""
    return tokens[place] if place < len(tokens) and tokens[place].kind == "word" else None


def starts_clause(text: str, token: Token) -> bool:
    """Tell whether a term or another clause begins at a token of the folded text."""
    return STARTERS.match(text, token.start) is not None


def read_group(tokens: tuple[Token, ...], place: int, case: Case, folded: str) -> Group | None:
    """Return the group that begins at a place in that case; None where none does."""
    first = word_at(tokens, place)
    if first is None or starts_clause(folded, first) or is_infinitive(first.text):
        return None
    agreement = find_agreement(_words(tokens, place), case)
    if agreement is None:
        stays = is_abbreviation(first.text) and not _is_inflected(first.text)
        if not (stays or is_acting(first.text)):
            return None
        tail = place + 1
    else:
        tail = place + agreement.head + 1
    end = _Tail(tokens, place, tail, case, agreement, folded).read()
    after = end
    remarks = []
    while after < len(tokens) and tokens[after].kind == "bracket":
        remarks.append(tokens[after])
        after += 1
    return Group(place, end, after, case, agreement, tuple(remarks))


def _words(tokens: tuple[Token, ...], place: int) -> tuple[str, ...]:
    found = []
    while len(found) < _WORDS_OF_HEAD and (token := word_at(tokens, place + len(found))):
        found.append(token.text)
    return tuple(found)


def _is_inflected(word: str) -> bool:
    """Tell «Минстроем» (another case) from «Минволн» (never changes)."""
    return any(
        one.known and one.case and "Fixd" not in one.traits for one in readings(word)
    ) and not has_case(word, "nomn")


def is_remark(token: Token) -> bool:
    """Tell whether a bracket is a remark on a body, not a part of its name («(созыв)»)."""
    inside = token.folded.strip("( ")
    return any(pattern.match(inside) for pattern in (BRACKETS_ROLE, BRACKETS_JOINT, BRACKETS_ASIDE)) or bool(
        re.search(r"[А-ЯЁ]\.|[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+вн|[А-ЯЁ][а-яё]+вич", token.text)
    )


class _Tail:
    """Reads on behind a head for as long as the tokens can belong to it."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        start: int,
        place: int,
        case: Case,
        head: Agreement | None,
        folded: str,
    ) -> None:
        self._tokens = tokens
        self._start = start
        self._first = place
        self._place = place
        self._case = case
        self._head = head
        self._folded = folded
        self._governed = False
        self._prepositional: frozenset[str] = frozenset()
        self._sure_until = -1

    def read(self) -> int:
        """Return the place behind the last token of the group."""
        while self._place < len(self._tokens) and self._takes(self._tokens[self._place]):
            self._place += 1
        while self._place > self._first and self._dangles(self._tokens[self._place - 1]):
            self._place -= 1
        return self._place

    def _dangles(self, token: Token) -> bool:
        return token.kind in {"dash", "mark"} or (token.kind == "word" and is_function_word(token.text))

    def _takes(self, token: Token) -> bool:
        if self._place <= self._sure_until:
            return True
        if token.kind == "word":
            return self._takes_word(token)
        if token.kind == "quoted":
            return True
        if token.kind == "bracket":
            return not is_remark(token)
        if token.kind == "number":
            return token.text[0] in "№N" or self._tokens[self._place - 1].text == "№"
        if token.kind == "dash":
            return self._goes_on_behind_dash()
        return token.text == "№" or (token.text == "," and self._goes_on_behind_comma())

    def _takes_word(self, token: Token) -> bool:
        word = token.text
        if word.lower() in _AND:
            return self._goes_on_behind_and()
        if starts_clause(self._folded, token):
            return False
        if is_function_word(word):
            self._governed = readings(word)[0].part == "PREP"
            return self._governed
        if self._governed:
            return self._takes_governed(word)
        if is_infinitive(word) and not any(one.known and one.part == "NOUN" for one in readings(word)):
            return False
        if self._case == "ablt" and is_object(word):
            return False
        if has_case(word, "gent") or (len(word) > 1 and word.isupper()):
            return True
        if is_adverb(word):
            return False
        return self._is_foreign(word) or self._is_governed_noun(word)

    def _takes_governed(self, word: str) -> bool:
        if is_infinitive(word):
            return False
        found = [one for one in readings(word) if one.part == "NOUN"]
        if found:
            self._governed = False
            self._prepositional = frozenset(one.case for one in found if one.case)
        return True

    def _is_governed_noun(self, word: str) -> bool:
        heads = self._tokens[self._start : self._place]
        return has_case(word, "ablt") and any(
            lemmas(one.text) & GOVERNING for one in heads if one.kind == "word"
        )

    def _is_foreign(self, word: str) -> bool:
        return word[0].isupper() and word.isascii()

    def _goes_on_behind_dash(self) -> bool:
        """Tell an apposition («учреждениям – победителям конкурса») from the dash before the task."""
        token = word_at(self._tokens, self._place + 1)
        if token is None or token.text[0].isupper() or starts_clause(self._folded, token):
            return False
        if is_infinitive(token.text) or is_adverb(token.text) or is_function_word(token.text):
            return False
        second = find_agreement(_words(self._tokens, self._place + 1), self._case)
        if second:
            self._sure_until = self._place + 1 + second.head
        return second is not None or has_case(token.text, "gent")

    def _goes_on_behind_comma(self) -> bool:
        """Tell a list in the tail («труда, занятости и защиты») from the end of the name."""
        token = word_at(self._tokens, self._place + 1)
        if token is None or self._place == self._first or not self._is_tail_word(token):
            return False
        ahead = self._tokens[self._place + 1 : self._place + 1 + _LIST_LENGTH]
        if not any(one.folded in _AND for one in ahead if one.kind == "word"):
            return False
        self._sure_until = self._place + 1
        return True

    def _is_tail_word(self, token: Token) -> bool:
        word = token.text
        if word[0].isupper() or is_participle(word) or is_infinitive(word) or is_adverb(word):
            return False
        if starts_clause(self._folded, token) or not (has_case(word, "gent") or self._shares_case(word)):
            return False
        return not (has_case(word, self._case) and self._heads_somebody(self._place + 1))

    def _goes_on_behind_and(self) -> bool:
        following = self._place + 1
        token = word_at(self._tokens, following)
        if token is None or is_infinitive(token.text) or starts_clause(self._folded, token):
            return False
        if is_abbreviation(token.text) and not has_case(token.text, "gent"):
            return self._head is not None and token.text.isupper()
        in_case, in_tail = has_case(token.text, self._case), has_case(token.text, "gent")
        if self._head is None:
            return False
        if not in_case:
            goes_on = in_tail or self._shares_case(token.text)
        else:
            goes_on = self._coordinates(token, following, ambiguous=in_tail)
        if goes_on:
            self._sure_until = max(self._sure_until, following)
        return goes_on

    def _coordinates(self, token: Token, following: int, *, ambiguous: bool) -> bool:
        """Tell whether a word in the head's own case goes on with the same name."""
        capital = token.text[0].isupper()
        if self._shares_case(token.text) and not capital and not self._heads_somebody(following):
            return True
        singular = self._head is not None and self._head.reading.number == "sing"
        if ambiguous:
            return not (singular and (capital or self._heads_somebody(following)))
        if self._place != self._first or capital or singular:
            return False
        second = find_agreement(_words(self._tokens, following), self._case)
        self._sure_until = following + second.head if second else -1
        return second is not None

    def _shares_case(self, word: str) -> bool:
        """Tell whether a word can stand behind the tail's preposition («по физкультуре и спорту»)."""
        return any(one.case in self._prepositional for one in readings(word) if one.part in {"NOUN", "ADJF"})

    def _heads_somebody(self, place: int) -> bool:
        found = find_agreement(_words(self._tokens, place), self._case)
        return found is not None and bool(lemmas(self._tokens[place + found.head].text) & (BODIES | POSTS))
