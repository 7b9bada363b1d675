"""Cutting a stretch of text into sentences, and telling statements from orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .verbs import is_infinitive

_STOP = re.compile(r"[.!?…][»\")\]]{0,3}(?=\s)")
_NEXT = re.compile(r"\s{1,400}(?=[А-ЯЁA-Z0-9«\"(<–—-])")
_ABBREVIATIONS = frozenset(
    {
        "n",
        "no",
        "абз",
        "акад",
        "вр",
        "врио",
        "г",
        "га",
        "гг",
        "гл",
        "гор",
        "д",
        "дер",
        "доц",
        "др",
        "е",
        "ед",
        "зам",
        "и",
        "и.о",
        "им",
        "исп",
        "канд",
        "кв",
        "кг",
        "км",
        "коп",
        "корп",
        "край",
        "л",
        "м",
        "мин",
        "млн",
        "млрд",
        "мм",
        "н",
        "наб",
        "напр",
        "нач",
        "о",
        "обл",
        "отв",
        "п",
        "пгт",
        "пер",
        "пл",
        "подп",
        "пос",
        "пп",
        "пр",
        "прил",
        "просп",
        "проф",
        "проч",
        "пункт",
        "р-н",
        "разд",
        "респ",
        "рис",
        "рн",
        "руб",
        "с",
        "св",
        "сек",
        "см",
        "ср",
        "ст",
        "стр",
        "т",
        "т.д",
        "т.е",
        "т.п",
        "т.ч",
        "табл",
        "тел",
        "тыс",
        "ул",
        "факс",
        "ч",
        "час",
        "чел",
        "шт",
        "экз",
    }
)
_WORD = re.compile(r"[а-яa-z][а-яa-z.\-]{0,30}$")
_INFINITIVE_END = re.compile(r"(?:ть|ти|чь)(?:ся|сь)?(?!-?[а-яa-z])")
_LAST_WORD = re.compile(r"[а-яa-z]++(?:-[а-яa-z]++)?$")
_LONGEST_WORD = 60
_YEAR_BEFORE = re.compile(r"[0-9]{4}\s{0,2}г{1,2}$")
_STATEMENT = re.compile(
    r"(?<![а-я])(?:размещ|опубликов|представлен|указан|направлен|приведен|изложен|определен|утвержден|содерж|наход|доступ"
    r"|прилага|явля|имее|состо|выложен|предусмотр|отмече|отмеча|провод|осуществл|действу|получ|составл|выявл|включ|обсуд"
    r"|рассмотр|поступ|согласован|выполнен|исполнен|принят|подготовл|сдан|закрыт|открыт|завершен|отсутств|остае|считае"
    r"|необходим|следует|целесообраз)[а-я]{0,12}(?![а-я])|(?<![а-я])[а-я]{2,20}(?:ены|аны|яны|ено|ано|яно|ена|ана|яна|ится|ется|атся|ятся|ются|утся)(?![а-я])"
)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in [start, end), without the blanks between them."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= begin or not _is_boundary(text, start, stop.start(), stop.end(), end):
            continue
        yield begin, stop.end()
        behind = _NEXT.match(text, stop.end(), end)
        begin = behind.end() if behind else stop.end()
    if begin < end:
        yield begin, end


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence that begins at `start` ends, its full stop included."""
    return next(split_sentences(text, start, end), (start, end))[1]


def _is_boundary(text: str, start: int, stop: int, behind: int, end: int) -> bool:
    if not _NEXT.match(text, behind, min(end + 1, behind + 402)):
        return False
    if text[stop] != "." or behind - stop > 1:
        return True
    tail = text[max(start, stop - 32) : stop].lower()
    word = _WORD.search(tail)
    if not word:
        return True
    if _YEAR_BEFORE.search(tail):
        return _opens_sentence(text, behind)
    return len(word[0]) > 1 and word[0] not in _ABBREVIATIONS and not _is_initials(word[0])


def _is_initials(word: str) -> bool:
    return len(word) == 3 and word[1] == "."


def _opens_sentence(text: str, behind: int) -> bool:
    """Behind «2024 г.» a sentence begins with a capital letter; «№» or a digit goes on."""
    following = text[behind : behind + 8].lstrip()
    return following[:1].isupper()


def has_infinitive(folded: str, start: int, end: int) -> bool:
    """Tell whether a word of the folded text in [start, end) is an infinitive."""
    return first_infinitive(folded, start, end) is not None


def first_infinitive(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the first infinitive in [start, end), or None."""
    return next(infinitives(folded, start, end), None)


def infinitives(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the infinitives in [start, end)."""
    for ending in _INFINITIVE_END.finditer(folded, start, end):
        word = _LAST_WORD.search(folded, max(start, ending.end() - _LONGEST_WORD), ending.end())
        if word and is_infinitive(word[0]):
            yield word.span()


def is_statement(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence only states something: a finite verb or participle, no infinitive."""
    return bool(_STATEMENT.search(folded, start, end)) and not has_infinitive(folded, start, end)
