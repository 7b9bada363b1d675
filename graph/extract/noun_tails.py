"""How far a name goes on behind its head noun.

The tail of a name stands in the genitive or behind a preposition; it ends where a term, another
clause, a verb or the next name in the head's own case begins.
"""

from __future__ import annotations

from functools import lru_cache

from .folding import fold
from .morphology import Agreement, find_agreement
from .names import scan_names
from .party_lexicon import (
    BODIES,
    BRACKETS_ASIDE,
    BRACKETS_JOINT,
    BRACKETS_ROLE,
    GOVERNING,
    POSTS,
    SHORT_PLACES,
    TERRITORIES,
)
from .phrase_tokens import Phrase, Token
from .surnames import ends_like_surname
from .word_readings import (
    Case,
    has_case,
    is_abbreviation,
    is_adverb,
    is_function_word,
    is_infinitive,
    is_known_noun,
    is_object,
    is_participle,
    is_surname,
    lemmas,
    readings,
)

_AND = frozenset({"и", "или", "да"})
_LIST_LENGTH = 12
_COUNTED = ("категори", "разряд", "класс", "ранг", "степен")


@lru_cache(maxsize=4096)
def is_remark(bracket: str) -> bool:
    """Tell whether a bracket is a remark on a body, not a part of its name («(созыв)», a person)."""
    inside = fold(bracket).strip("( ")
    patterns = (BRACKETS_ROLE, BRACKETS_JOINT, BRACKETS_ASIDE)
    if any(pattern.match(inside) for pattern in patterns) or next(scan_names(bracket), None) is not None:
        return True
    word = bracket.strip("() ")
    return word.isalpha() and (is_abbreviation(word) or is_surname(word) or ends_like_surname(word))


class TailReader:
    """Reads on behind the head that ends before `place`; the group began at `start`."""

    def __init__(self, phrase: Phrase, start: int, place: int, case: Case, head: Agreement | None) -> None:
        self._phrase = phrase
        self._start = start
        self._first = place
        self._place = place
        self._case = case
        self._head = head
        self._governed = False
        self._cases_behind: frozenset[str] = frozenset()
        self._sure_until = -1

    def read(self) -> int:
        """Return the place behind the last token of the group."""
        while (token := self._phrase.at(self._place)) and self._takes(token):
            self._place += 1
        while self._place > self._first and _dangles(self._phrase.tokens[self._place - 1]):
            self._place -= 1
        return self._place

    def _takes(self, token: Token) -> bool:
        if self._place <= self._sure_until or token.kind == "quoted":
            return True
        if self._shortens_place(token):
            self._sure_until = self._place + 2
            return True
        if token.kind == "word":
            return self._takes_word(token.text)
        if token.kind == "bracket":
            return not is_remark(token.text)
        if token.kind == "name":
            return self._is_named_after()
        return self._takes_sign(token)

    def _shortens_place(self, token: Token) -> bool:
        """Tell «администрации г. Качелинска», «школе им. Осина» from the end of a sentence."""
        if token.kind != "word" or token.folded not in SHORT_PLACES:
            return False
        stop, name = self._phrase.at(self._place + 1), self._phrase.at(self._place + 2)
        if stop is None or name is None or stop.text != "." or name.kind not in {"word", "name"}:
            return False
        return name.text[0].isupper() and (name.kind == "word" or token.folded == "им")

    def _is_named_after(self) -> bool:
        """Tell «библиотеке имени А.С. Грина» from the holder of a post."""
        return self._phrase.tokens[self._place - 1].folded == "имени"

    def _takes_sign(self, token: Token) -> bool:
        if token.kind == "number":
            follower = self._phrase.word(self._place + 1)
            counted = follower is not None and follower.folded.startswith(_COUNTED)
            return counted or token.text[0] in "№N" or self._phrase.tokens[self._place - 1].text == "№"
        if token.kind == "dash":
            return self._goes_on_behind_dash()
        return token.text == "№" or (token.text == "," and self._goes_on_behind_comma())

    def _takes_word(self, word: str) -> bool:
        if word.lower() in _AND:
            return self._goes_on_behind_and()
        if self._phrase.starts_clause(self._place) or (is_infinitive(word) and not is_known_noun(word)):
            return False
        if is_function_word(word):
            self._governed = readings(word)[0].part == "PREP"
            return self._governed
        return self._takes_governed(word) if self._governed else self._takes_free(word)

    def _takes_governed(self, word: str) -> bool:
        cases = frozenset(one.case for one in readings(word) if one.part == "NOUN" and one.case)
        if cases:
            self._governed = False
            self._cases_behind = cases
        return not is_infinitive(word)

    def _takes_free(self, word: str) -> bool:
        if self._case == "ablt" and is_object(word):
            return False
        if has_case(word, "gent") or (len(word) > 1 and word[-2:].isupper()):
            return True
        return not is_adverb(word) and (
            _is_foreign(word) or self._is_governed_noun(word) or self._names_territory(word)
        )

    def _names_territory(self, word: str) -> bool:
        """Tell a proper name that stays in the nominative («городского округа Песковск»)."""
        if not (word[0].isupper() and has_case(word, "nomn")):
            return False
        place = self._place - 1
        if self._first < place and _is_proper_adjective(self._phrase.tokens[place]):
            place -= 1
        before = self._phrase.tokens[place]
        return before.kind == "word" and bool(lemmas(before.text) & TERRITORIES)

    def _is_governed_noun(self, word: str) -> bool:
        heads = self._phrase.tokens[self._start : self._place]
        return has_case(word, "ablt") and any(
            lemmas(one.text) & GOVERNING for one in heads if one.kind == "word"
        )

    # --- what a dash, a comma or «и» is followed by ---------------------------------------------

    def _goes_on_behind_dash(self) -> bool:
        """Tell an apposition («учреждениям – победителям конкурса») from the dash before the task."""
        following = self._place + 1
        if self._doubles_territory(following):
            return True
        word = self._plain_word(following)
        if word is None or is_function_word(word):
            return False
        second = find_agreement(self._phrase.words(following), self._case)
        if second:
            self._sure_until = following + second.head
        behind = self._phrase.word(following + 1)
        is_object_first = behind is not None and is_infinitive(behind.text)
        return second is not None or (has_case(word, "gent") and not is_object_first)

    def _doubles_territory(self, following: int) -> bool:
        """Tell «Республики Северная Осетия – Алания» from the dash before the task."""
        token, before = self._phrase.word(following), self._phrase.at(self._place - 1)
        if token is None or before is None or not (token.text[0].isupper() and has_case(token.text, "nomn")):
            return False
        heads = self._phrase.tokens[max(self._first, self._place - 3) : self._place]
        named = any(lemmas(one.text) & TERRITORIES for one in heads if one.kind == "word")
        proper = before.text[0].isupper() and has_case(before.text, "nomn")
        return self._keep(following, keep=named and proper and is_known_noun(token.text))

    def _goes_on_behind_comma(self) -> bool:
        """Tell a list in the tail («труда, занятости и защиты») from the end of the name."""
        following = self._place + 1
        word = self._plain_word(following)
        if word is None or self._place == self._first or is_participle(word):
            return False
        if not (has_case(word, "gent") or self._shares_case(word)):
            return False
        if has_case(word, self._case) and self._heads_somebody(following):
            return False
        ahead = self._phrase.tokens[following : following + _LIST_LENGTH]
        return self._keep(following, keep=any(one.folded in _AND for one in ahead))

    def _goes_on_behind_and(self) -> bool:
        following = self._place + 1
        token = self._phrase.word(following)
        if token is None or self._head is None or self._ends_name(following):
            return False
        word = token.text
        if is_abbreviation(word) and is_abbreviation(self._phrase.tokens[self._start].text):
            return False
        if len(word) > 1 and word.isupper():
            return True
        if has_case(word, self._case):
            return self._keep(following, keep=self._coordinates(word, following))
        return self._keep(following, keep=has_case(word, "gent") or self._shares_case(word))

    def _coordinates(self, word: str, following: int) -> bool:
        """Tell whether a word that could be in the head's own case goes on with the same name."""
        begins = word[0].isupper() or self._heads_somebody(following)
        if self._shares_case(word) and not begins:
            return True
        singular = self._head is not None and self._head.reading.number == "sing"
        if has_case(word, "gent"):
            return not (singular and begins)
        return self._is_second_head(word, following) and not singular

    def _is_second_head(self, word: str, following: int) -> bool:
        """Tell «главам и руководителям поселений», one class, from two bodies."""
        second = find_agreement(self._phrase.words(following), self._case)
        if self._place != self._first or word[0].isupper() or second is None:
            return False
        self._sure_until = following + second.head
        return True

    def _keep(self, place: int, *, keep: bool) -> bool:
        if keep:
            self._sure_until = max(self._sure_until, place)
        return keep

    def _plain_word(self, place: int) -> str | None:
        """Return a word that may go on with a name: small letters, no verb, no term."""
        token = self._phrase.word(place)
        if token is None or token.text[0].isupper() or self._ends_name(place):
            return None
        return None if is_adverb(token.text) else token.text

    def _ends_name(self, place: int) -> bool:
        return self._phrase.starts_clause(place) or is_infinitive(self._phrase.tokens[place].text)

    def _shares_case(self, word: str) -> bool:
        """Tell whether a word can stand behind the tail's preposition («по физкультуре и спорту»)."""
        return any(one.case in self._cases_behind for one in readings(word) if one.part in {"NOUN", "ADJF"})

    def _heads_somebody(self, place: int) -> bool:
        found = find_agreement(self._phrase.words(place), self._case)
        return found is not None and bool(
            lemmas(self._phrase.tokens[place + found.head].text) & (BODIES | POSTS)
        )


def _dangles(token: Token) -> bool:
    return token.kind in {"dash", "mark"} or (token.kind == "word" and is_function_word(token.text))


def _is_proper_adjective(token: Token) -> bool:
    """Tell the first word of «Северная Осетия», a name of two words in the nominative."""
    capital = token.kind == "word" and token.text[0].isupper()
    return capital and any(one.part == "ADJF" and one.case == "nomn" for one in readings(token.text))


def _is_foreign(word: str) -> bool:
    return word[0].isupper() and word.isascii()
