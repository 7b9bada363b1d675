"""What a document does to another that it names: continues, implements, repeals, amends, extends, fulfils."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..model import Relation
from .kind_words import DOCUMENT_WORD
from .lexicon_references import (
    CANCELLING_REASONS,
    RELATION_LETTERS,
    RELATION_WORDS,
    RELATION_WORDS_BEHIND,
)
from .lexicon_terms import INFINITIVE
from .quoted import foreign_words

_BEFORE = re.compile("|".join(f"(?P<{relation}>{words})" for relation, words in RELATION_WORDS))
_WORD_START = re.compile(rf"[{RELATION_LETTERS}](?<![^\W\d_][а-я])")
_BEHIND = re.compile(
    r"(?:\s{0,3}\(?[«\"][^«»\"]{1,300}[»\"]\)?)?\s{0,3}(?:\([^()]{0,200}\)|\))?[\s,]{0,4}-?\s{0,3}(?:срок[а-я]{0,2}\s{1,4}(?:[а-я]{4,12}\s{1,4})?)?"
    r"(?:" + "|".join(f"(?P<{relation}>{words})" for relation, words in RELATION_WORDS_BEHIND) + ")"
)
_BREAK = re.compile(
    r"[.!?\n](?:(?<=[.!?])(?<![A-ZА-ЯЁ].)(?<!\s[гпсN].)(?<!\s[гпсN]\s.)\s{1,4}(?=[A-ZА-ЯЁ«\"])|(?<=\n)\s{0,4}\n"
    r"|(?<=\n)(?=\s{0,4}(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|[а-я]\)|[-•])\s{1,4}))"
)
_LIST_ITEM = re.compile(
    r"\s{0,6}(?:(?:[0-9]{1,2}\s{0,3}\)|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?|[а-я]\s{0,3}\)|[-•])\s{1,4}"
    rf"|{DOCUMENT_WORD})"
)
_VERB = re.compile(rf"(?<![а-я]){INFINITIVE}")
_REPLACED = re.compile(
    r"слов[ао]?\s{0,3}[«\"][^»\"]{1,200}[»\"]\s{0,3}замен|цифр[а-я]{1,2}\s{0,3}[«\"][^»\"]{1,60}[»\"]\s{0,3}замен|замен[а-я]{2,4}\s{1,4}"
)
_REPLACE_FIRST = re.compile(r"(?<![а-я])заменить\s[^«\"]{1,300}[«\"]")
_QUOTED = re.compile(r"[«\"]([^«»\"]{1,200})[»\"]")
_TERM = re.compile(
    r"\s{0,3}в\s{1,3}[а-я0-9-]{4,24}\s{1,3}срок\s{0,3}|\s{0,3}(?:до|не позднее|по|к|в срок до)?\s{0,3}"
    r"(?:[0-9]{1,2}[\s.][0-9а-я.\s]{3,30}|[0-9.]{8,10})\s{0,3}(?:г\.?|года)?\s{0,3}"
)
_CANCELLING = re.compile(CANCELLING_REASONS)
_OBJECT = re.compile(
    r"(?:поручени|задани|пункт|решени|мероприяти|распоряжени|приказ)[а-я]{0,3}(?:\s{1,3}комиссии|\s{1,3}совета)?"
    r"(?:,?\s{1,3}(?:принят|данн|указанн|содержащ)[а-я]{1,4}(?:\s{1,3}[а-я0-9-]{1,20}){0,6},?)?\s{0,3}(?=\()"
)
_AMENDING = re.compile("изменени|дополнени|поправк")
_PART_STRUCK = re.compile(r"(?<![а-я])(?:слов[ао]?|цифр[уы]|абзац[ы]?|предложени[ея])\s[^;]{1,300}исключить")
_REACH = 2000
_OBJECT_REACH = 120


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a stretch, for asking in which one a place lies."""

    folded: str
    start: int
    end: int
    breaks: tuple[int, ...]
    quoted: tuple[tuple[int, int], ...]

    def around(self, position: int) -> tuple[int, int]:
        """Return the sentence around a place, at most a page to either side."""
        index = bisect_right(self.breaks, position)
        left = self.breaks[index - 1] if index else self.start
        right = self.breaks[index] if index < len(self.breaks) else self.end
        return max(left, position - _REACH), min(right, position + _REACH)

    def is_quoted(self, position: int) -> bool:
        """Tell whether a place lies within quoted words."""
        index = bisect_left(self.quoted, (position, position)) - 1
        return index >= 0 and position < self.quoted[index][1]


def split_sentences(folded: str, text: str, start: int, end: int) -> Sentences:
    """Return the sentences of [start, end); list items are sentences of their own."""
    breaks = _breaks(text)
    within = breaks[bisect_right(breaks, start) : bisect_right(breaks, end)]
    return Sentences(folded, start, end, within, tuple(foreign_words(folded, start, end)))


@lru_cache(maxsize=4)
def _breaks(text: str) -> tuple[int, ...]:
    """Return where the sentences of a whole text begin, kept for the stretches read from it."""
    return tuple([match.end() for match in _BREAK.finditer(text)])


def relation_of(sentences: Sentences, start: int, end: int, lead: tuple[int, int] | None) -> Relation:
    """Return what is done to the document named on [start, end).

    Words right behind it decide first («… считать исполненным»), then the nearest words before it
    in its sentence, then those of the lead-in (given, or the line above a list that ends in a colon).
    """
    left, right = sentences.around(start)
    folded = sentences.folded
    if sentences.is_quoted(start):
        return "cites"
    before = _last_before(folded, left, start)
    if before and _leads_straight(folded, before, start):
        return "implements"
    behind = _BEHIND.match(folded, end, right)
    if behind and not _in_brackets(folded, left, start):
        return _settled(folded, left, right, _relation(behind), end)
    if before:
        return _judged(folded, (left, right), before, start)
    if lead is None:
        lead = _lead_line(sentences, left)
    above = _last_before(folded, lead[0], lead[1]) if lead else None
    if above and lead:
        return _settled(folded, lead[0], max(right, lead[1]), _relation(above), above.start())
    return "cites"


def _leads_straight(folded: str, word: re.Match[str], start: int) -> bool:
    """Whether «во исполнение» stands right before a reference, no verb and no other document between."""
    between = folded[word.end() : start]
    return word.lastgroup == "implements" and "№" not in between and not _VERB.search(between)


def _relation(match: re.Match[str]) -> Relation:
    return match.lastgroup or "cites"  # type: ignore[return-value]  # the groups are named after relations


def _last_before(folded: str, left: int, position: int) -> re.Match[str] | None:
    last = None
    for hint in _WORD_START.finditer(folded, left, position):
        if last is None or hint.start() >= last.end():
            last = _BEFORE.match(folded, hint.start(), position) or last
    return last


def _judged(folded: str, sentence: tuple[int, int], word: re.Match[str], start: int) -> Relation:
    """Return the relation of the nearest word, unless verbs or brackets stand between."""
    relation = _relation(word)
    between = folded[word.end() : start]
    if relation in ("implements", "cites"):
        return "cites" if _VERB.search(between) else relation
    if _in_brackets(folded, word.end(), start):
        bracket = folded.rindex("(", 0, start)
        if not _OBJECT.search(folded, max(0, bracket - _OBJECT_REACH), bracket + 1):
            return "cites"
    return _settled(folded, *sentence, relation, word.start())


def _in_brackets(folded: str, left: int, position: int) -> bool:
    return folded.rfind("(", left, position) > folded.rfind(")", left, position)


def _settled(folded: str, left: int, right: int, relation: Relation, at: int) -> Relation:
    """Tell apart what one word may mean: a changed date extends, a lapsed order is cancelled."""
    sentence = folded[left:right]
    if relation == "fulfils" and "снят" in sentence + folded[at : at + 10] and _CANCELLING.search(sentence):
        return "repeals"
    if relation == "repeals" and _PART_STRUCK.search(sentence):
        return "amends"
    if relation == "amends":
        return _amended(folded, at, right, sentence)
    if relation == "extends" and "отказать" in sentence:
        return "cites"
    if relation == "extends" and "срок" not in sentence and not re.search("исполнени|действи", sentence):
        return "cites"
    return relation


def _amended(folded: str, at: int, right: int, sentence: str) -> Relation:
    words = folded[at:right]
    if words.startswith(("внес", "внос")) and not _AMENDING.search(sentence):
        return "cites"
    replaced = _REPLACED.search(words) or _REPLACE_FIRST.search(sentence)
    if replaced:
        quotes = _QUOTED.findall(replaced.string, replaced.start())
        if quotes and all(_TERM.fullmatch(quote) for quote in quotes):
            return "extends"
    return "amends"


def _lead_line(sentences: Sentences, left: int) -> tuple[int, int] | None:
    """Return the line that ends in a colon above the list whose item begins at `left`."""
    folded = sentences.folded
    at = left
    while at > sentences.start and left - at < _REACH:
        item_end = folded.rfind(
            "\n", sentences.start, max(sentences.start, at - 1 if folded[at - 1] == "\n" else at)
        )
        line = folded[item_end + 1 : at].strip()
        if line.endswith(":"):
            return item_end + 1, at
        if line and not _LIST_ITEM.match(folded, at) and at == left:
            return None
        if item_end < 0 or (line and not _LIST_ITEM.match(folded, item_end + 1)):
            return None
        at = item_end + 1
    return None
