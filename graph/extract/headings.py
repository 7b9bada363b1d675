"""Telling what a line announces: decisions, speeches, a question, a block, a vote, the end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from . import structure_words as words
from .gates import has_any
from .numbering import read_roman, roman_value
from .sentences import has_infinitive

Zone = Literal["head", "agenda", "talk", "decisions", "tail"]
"""What the lines around are: the top, the agenda, what was said, what was decided, the end."""

_LONGEST_TITLE = 700
_LONGEST_LEAD = 1500
_BLANKS = " \n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""What `\\s` matches in a folded text."""


def spelt_alternation(phrases: Iterable[str]) -> str:
    """Return an alternation of phrases, each also spelt with blanks between its letters."""
    ordered = sorted(phrases, key=len, reverse=True)
    plain = [re.escape(phrase).replace(r"\ ", r"\s{1,4}") for phrase in ordered]
    spaced = [
        r"\s{1,6}".join(" {1,2}".join(word) for word in phrase.split())
        for phrase in ordered
        if len(phrase) > 3
    ]
    return "|".join([*plain, *spaced])


def _beginnings(*phrases: str) -> frozenset[str]:
    """Return the two letters that phrases begin with, also spelt apart; a phrase of one sign is its own."""
    pairs = {phrase[0] + sign for phrase in phrases if len(phrase) > 1 for sign in _seconds(phrase)}
    return frozenset({*pairs, *(phrase for phrase in phrases if len(phrase) == 1)})


def _seconds(phrase: str) -> str:
    return _BLANKS if phrase[1] == " " else f"{phrase[1]} "


def _begins(folded: str, start: int, beginnings: frozenset[str]) -> bool:
    """Tell whether a line may begin with one of the phrases: one that begins otherwise needs no pattern."""
    return folded[start : start + 2] in beginnings or folded[start : start + 1] in beginnings


_HASH = re.compile(r"#{1,6}\s{0,8}")
_MARK = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\s?[.)]\s{0,8})?"
_VERB = spelt_alternation(words.DECISION_VERBS)
_VERB_FIRST = re.compile(rf"{_MARK}({_VERB})(?![а-я])\s{{0,4}}(следующее)?\s{{0,4}}([:.-]|$)\s{{0,20}}")
_VERB_BEGINS = _beginnings(*words.DECISION_VERBS, *"0123456789")
_VERB_LAST = re.compile(rf"(?:(?<=\s)|(?<=,))({_VERB})\s{{0,4}}(следующее)?\s{{0,4}}(:?)$")
_VERB_INSIDE = re.compile(
    rf"[\s,]({'|'.join(words.RUN_ON_VERBS)})(?:\s{{1,3}}следующее)?\s{{0,3}}:\s{{1,4}}(?=\S)"
)
_NOUN = spelt_alternation(words.DECISION_NOUNS)
_NOUN_FIRST = re.compile(
    rf"({_NOUN})(?![а-я])((?:\s{{1,4}}[^\s:.;]{{1,40}}){{0,8}}?)\s{{0,4}}(:|$)\s{{0,20}}"
)
_NOUN_BEGINS = _beginnings(*words.DECISION_NOUNS)
_PLURAL = re.compile(r"решени\s?я|поручени\s?я|приняты|протокольны|проект решени")
_PROSE = re.compile(rf"{_MARK}({spelt_alternation(words.PROSE_HEADINGS)})(?![а-я])")
_PROSE_LABEL = re.compile(rf"(?:{'|'.join(words.PROSE_LABELS)})\s{{0,3}}:(?!\s{{0,3}}(?:до|не|[0-9]))")
_PROSE_BEGINS = _beginnings(*words.PROSE_HEADINGS, *words.PROSE_LABELS, *"0123456789")
_AGENDA = re.compile(
    rf"{_MARK}({spelt_alternation(words.AGENDA_HEADINGS)})(?![а-я])((?:\s{{1,4}}[^\s:.;]{{1,30}}){{0,5}}?)\s{{0,4}}([:.]|$)"
)
_TAIL = re.compile(
    rf"({spelt_alternation(words.TAIL_HEADINGS)})(?![а-я])\s{{0,4}}(?:[:№(]|[0-9]|к\s|n\s?[0-9]|$)"
)
_DRAWN_UP = re.compile(words.DRAWN_UP_PATTERN)
_TAIL_BEGINS = _beginnings(*words.TAIL_HEADINGS, "совершено", "подписано", "настоящий", "протокол")
_VOTE = re.compile(rf"({spelt_alternation(words.VOTE_STARTS)})(?![а-я])")
_VOTE_BEGINS = _beginnings(*words.VOTE_STARTS)
_VOTE_RESULT = re.compile(
    r"\s{0,4}[:-]?\s{0,4}[«\"]?(?:не\s{1,3})?(?:принят|отклон|утвержден|единогласн)[а-я]{0,4}(?![а-я])"
)
_ORDINAL_WORD = "|".join(words.ORDINALS)
_BEHIND_QUESTION = r"(?:\s{1,4}повестки(?:\s{1,4}дня)?)?"
_QUESTION = re.compile(
    "|".join(
        f"(?:{pattern}{_BEHIND_QUESTION}(?![а-я0-9])\\s{{0,4}}[:.,-]?\\s{{0,20}})"
        for pattern in (
            rf"(?:по|о)\s{{1,4}}({_ORDINAL_WORD})[а-я]{{1,4}}\s{{1,4}}вопросу",
            rf"({_ORDINAL_WORD})(?:ый|ий|ой)\s{{1,4}}вопрос",
            rf"вопрос\s{{1,4}}({_ORDINAL_WORD})(?:ый|ий|ой)",
            r"по\s{1,4}([0-9]{1,2})(?:\s?-\s?[а-я]{1,3})?\s{1,4}вопросу",
            r"(?:по\s{1,4})?вопросу?\s{0,4}(?:№|n)?\s{0,4}([0-9]{1,2})(?=\s{1,4}(?:повестки|[«\"])|\s{0,4}[:.,-]|\s{0,4}$)",
            r"(?:по\s{1,4})?пункту?\s{0,4}(?:№|n)?\s{0,4}([0-9]{1,2})(?=\s{1,4}повестки)",
            r"([0-9]{1,2})(?:\s?-\s?[а-я]{1,2})?\s{1,4}вопрос",
        )
    )
)
_QUESTION_BEGINS = _beginnings("по", "о ", "вопрос", "пункт", *words.ORDINALS, *"0123456789")
_QUESTION_STEMS = ("вопрос", "пункт")
_LONGEST_QUESTION = 80
_BLOCK = re.compile(
    rf"((?:{'|'.join(words.BLOCK_WORDS)})\s{{0,4}}(?:№\s{{0,3}})?(?:[0-9]{{1,2}}|[ivxхі]{{1,5}}(?![а-я])|[а-я](?=\s?[.:])|«[^»\n]{{1,80}}»))"
    r"\s{0,4}(?:[.:-]\s{0,8}|$|(?=[а-я]))"
)
_BLOCK_BEGINS = _beginnings(*words.BLOCK_WORDS, "#")
_TOPIC = re.compile(rf"(?:{spelt_alternation(words.TOPIC_STARTS)})(?![а-я]|\.\s?[а-я])")
_SPEAKER = re.compile(r"\([^()]{2,300}\)\.?$")
_INITIALS = re.compile(r"(?<![а-я])[а-я]\.\s?(?:[а-я]\.)?")


@dataclass(frozen=True, slots=True)
class Question:
    """A heading «По второму вопросу»: its number, whether in figures, and where the rest begins."""

    ordinal: int
    printed: bool
    rest: int


def skip_hashes(folded: str, start: int, end: int) -> int:
    """Return where a line's words begin behind the signs of a Markdown heading."""
    found = _HASH.match(folded, start, end) if folded.startswith("#", start) else None
    return found.end() if found else start


def decision_heading(text: str, folded: str, start: int, end: int, *, zone: Zone) -> int | None:
    """Return where the decisions begin in a line that announces them («РЕШИЛИ: …»), else None.

    The offset is the line's end where nothing follows. Among decisions a sentence that ends in
    «поручить:» is a lead-in, no heading; a bare «Решение» is a heading only behind the talk.
    """
    first = _VERB_FIRST.match(folded, start, end) if _begins(folded, start, _VERB_BEGINS) else None
    if first and _announces(text, first, end, zone=zone):
        return first.end()
    if _closing_verb(text, folded, start, end, zone=zone):
        return end
    limit = min(end, start + _LONGEST_LEAD)
    may_run_on = zone != "decisions" and folded.find(":", start, limit) >= 0
    inside = _VERB_INSIDE.search(folded, start, limit) if may_run_on else None
    if inside:
        return inside.end()
    return _noun_heading(folded, start, end, zone)


def _announces(text: str, found: re.Match[str], end: int, *, zone: Zone) -> bool:
    if found[1].startswith("поручить"):
        numbered = found.start(1) > found.start()
        return not (numbered or found[3] != ":") and not (zone == "decisions" and found.end() < end)
    if found[1].startswith(("принят", "предложен")) and found[3] != ":":
        return found[3] == "" and text[found.start(1)].isupper() and zone != "decisions"
    if found[3] == "-" and _VOTE_RESULT.match(found.string, found.end(1), end):
        return False
    return found[3] != "." or found[1].startswith("протокольно") or found.end() >= end


def _closing_verb(text: str, folded: str, start: int, end: int, *, zone: Zone) -> bool:
    sign = folded[end - 1 : end]
    last = _VERB_LAST.search(folded, max(start, end - 80), end) if sign == ":" or sign.isalpha() else None
    if not last or (last[1].startswith("поруч") and zone == "decisions"):
        return False
    return bool(last[3]) or (text[last.start(1) : last.end(1)].isupper() and zone != "decisions")


def _noun_heading(folded: str, start: int, end: int, zone: Zone) -> int | None:
    found = _NOUN_FIRST.match(folded, start, end) if _begins(folded, start, _NOUN_BEGINS) else None
    if not found or has_infinitive(folded, found.end(1), found.end(2)) or words.VOTING in found[2]:
        return None
    if _VOTE_RESULT.match(folded, found.end(1), end) or _VOTE_RESULT.match(folded, found.end(), end):
        return None
    if found[3] == ":":
        return None if found[1].startswith("по ") and found.end() < end else found.end()
    short = end - start < 90 and found.end() >= end
    return found.end() if short and (_PLURAL.match(found[1]) or (zone == "talk" and not found[2])) else None


def prose_heading(folded: str, start: int, end: int) -> bool:
    """Tell whether a line begins to tell what was heard, said or noted."""
    if not _begins(folded, start, _PROSE_BEGINS):
        return False
    return bool(_PROSE.match(folded, start, end) or _PROSE_LABEL.match(folded, start, end))


def agenda_heading(folded: str, start: int, end: int) -> bool:
    """Tell whether a line announces the agenda."""
    return bool(_AGENDA.match(folded, start, end))


def tail_heading(folded: str, start: int, end: int) -> bool:
    """Tell whether a line begins what stands behind the decisions: mailing list, annex, approvals."""
    if not _begins(folded, start, _TAIL_BEGINS):
        return False
    return bool(_TAIL.match(folded, start, end) or _DRAWN_UP.match(folded, start, end))


def vote_line(folded: str, start: int, end: int) -> bool:
    """Tell whether a line gives the result of a vote."""
    return _begins(folded, start, _VOTE_BEGINS) and bool(_VOTE.match(folded, start, end))


def question_heading(folded: str, start: int, end: int) -> Question | None:
    """Return the question that a line opens: «По первому вопросу», «Вопрос № 2. …», or None."""
    if not _begins(folded, start, _QUESTION_BEGINS):
        return None
    near = min(end, start + _LONGEST_QUESTION)
    found = _QUESTION.match(folded, start, end) if has_any(folded, start, near, _QUESTION_STEMS) else None
    if not found:
        return None
    number = found[found.lastindex or 0]
    printed = number.isdecimal()
    return Question(int(number) if printed else words.ORDINALS.index(number) + 1, printed, found.end())


def roman_heading(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the Roman number of a section and where its title begins, or None."""
    found = read_roman(text, start, end)
    if not found or found[1] >= end or roman_value(found[0]) == 0:
        return None
    return found


def block_heading(text: str, folded: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the name of a block as printed («Блок 1», «#Тепло») and where its title begins, or None."""
    if not _begins(folded, start, _BLOCK_BEGINS):
        return None
    words_start = skip_hashes(folded, start, end)
    if words_start > start:
        return text[start:end].strip()[:_LONGEST_TITLE], words_start
    found = _BLOCK.match(folded, start, end)
    if not found or end - start > _LONGEST_TITLE or has_infinitive(folded, found.end(), end):
        return None
    return re.sub(r"\s+", " ", text[found.start(1) : found.end(1)]), found.end()


def is_topic(folded: str, start: int, end: int) -> bool:
    """Tell whether words look like the title of a question: «О готовности маяков», «Разное»."""
    if end - start > _LONGEST_TITLE or folded[end - 1] in ":;" or not _TOPIC.match(folded, start, end):
        return False
    return not has_infinitive(folded, start, end) and "к сведению" not in folded[start:end]


def is_speaker(folded: str, start: int, end: int) -> bool:
    """Tell whether a line only names a speaker in brackets: «(Соколов А.С.)»."""
    found = _SPEAKER.match(folded, start, end) if folded.startswith("(", start) else None
    return bool(found) and bool(_INITIALS.search(folded, start, end))
