"""Labelled values: «Срок – …», «Ответственный: …», at the start of a line or inside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from . import label_words as words
from .gates import places_of
from .sentences import sentence_end

LabelRole = Literal["term", "report", "executor", "co-executor", "controller", "other"]

_ROLES: dict[str, LabelRole] = {
    **dict.fromkeys(words.OTHER_LABELS, "other"),
    **dict.fromkeys(words.CONTROLLER_LABELS, "controller"),
    **dict.fromkeys(words.CO_EXECUTOR_LABELS, "co-executor"),
    **dict.fromkeys(words.EXECUTOR_LABELS, "executor"),
    **dict.fromkeys(words.REPORT_LABELS, "report"),
    **dict.fromkeys(words.TERM_LABELS, "term"),
}
_NEEDS_DATE: frozenset[LabelRole] = frozenset({"term", "report"})
_ANY_LABEL = "|".join(
    re.escape(label).replace(r"\ ", r"\s{1,3}") for label in sorted(_ROLES, key=len, reverse=True)
)
_SIGN = r"\s{0,20}(?:\([^()\n]{0,40}\)\s{0,5})?[:-]{1,2}\s{0,20}"
_LABEL = re.compile(rf"({_ANY_LABEL})(?![а-я])(?:\([а-я]{{1,3}}\))?")
_LONG_LABEL = re.compile(rf"(сроки?|ответственн(?:ый|ые|ая))({words.LABEL_OBJECT_PATTERN})(?={_SIGN})")
_SEPARATOR = re.compile(_SIGN)
_BLANKS = re.compile(r"\s{0,20}")
_TERM_VALUE = re.compile(words.TERM_VALUE_PATTERN)
_MISSPELT = re.compile(rf"([а-я]{{4,16}})(?:\s{{1,3}}[а-я]{{4,14}})?(?={_SIGN})")
_INSIDE = re.compile(
    rf"(?<![а-я])(?:{_ANY_LABEL})(?![а-я])|(?<![а-я])(?:сроки?|ответственн(?:ый|ые|ая))(?![а-я])"
    r"|(?<=[.;]\s)[а-я]{4,16}(?=\s?[:-]\s)"
)
_SIGNED = tuple(re.compile(rf"{sign}\s([а-я]{{4,16}})(?=\s?[:-]\s)") for sign in (r"\.", ";"))
"""Apart by sign: a pattern that begins with one sign is searched for seven times as fast as with two."""

_SIGNS = (".", ";", ",", "(", ":", "|")
_CAPITALS = frozenset("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WIDEST_GAP = 21
_REPORTING = re.compile("доклад|отчет|информац")
_DOUBLED = re.compile(r"(.)\1")
_LONG_WORD = 9
_CUT = re.compile(r"[.;,(:|]\s{0,20}$|\s{2}$|^$")


class Label(NamedTuple):
    """A labelled value: what it is, where the label begins, and the span of the value.

    `misspelt` marks a label recognised in spite of one wrong letter.
    """

    role: LabelRole
    start: int
    value_start: int
    value_end: int
    misspelt: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the value is still to come on the lines below."""
        return self.value_start >= self.value_end


def line_labels(text: str, folded: str, start: int, end: int) -> tuple[Label, ...]:
    """Return the labels of a line that begins with one («Исполнитель: … Срок: …»), else nothing."""
    first = _read_label(text, folded, start, end) or _read_misspelt(folded, start, end)
    if not first:
        return ()
    rest = _inside(text, folded, first.value_start, end)
    return _closed((first, *rest), end)


def inline_labels(text: str, folded: str, start: int, end: int) -> tuple[Label, ...]:
    """Return the labels inside a sentence: «…, срок — 10 декабря»; a value ends with its sentence."""
    found = _closed(tuple(_inside(text, folded, start, end)), end)
    return tuple(label._replace(value_end=_sentence_limit(text, label)) for label in found)


def _sentence_limit(text: str, label: Label) -> int:
    stop = sentence_end(text, label.value_start, label.value_end)
    closing = text.find(")", label.value_start, stop)
    opened = text.find("(", label.value_start, stop)
    inside_brackets = closing >= 0 and not 0 <= opened < closing
    return closing if inside_brackets else stop


def _closed(labels: tuple[Label, ...], end: int) -> tuple[Label, ...]:
    ends = [*(label.start for label in labels), end][1:]
    return tuple(label._replace(value_end=stop) for label, stop in zip(labels, ends, strict=True))


def _inside(text: str, folded: str, start: int, end: int) -> list[Label]:
    found: list[Label] = []
    place = start
    for word in _words_apart(text, folded, start, end):
        if word.start() < place:
            continue
        label = _read_label(text, folded, word.start(), end) or _read_misspelt(folded, word.start(), end)
        if label and _stands_apart(text, folded, start, label):
            found.append(label)
            place = label.value_start
    return found


def _words_apart(text: str, folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the words of labels behind a sign or with a capital: elsewhere none stands apart."""
    places = _places(folded)
    after = start
    for place in places[bisect_left(places, start) : bisect_left(places, end)]:
        likely = place >= after and _is_apart(text, start, place)
        word = _INSIDE.match(folded, place, end) if likely else None
        if word:
            after = word.end()
            yield word


@lru_cache(maxsize=4)
def _places(folded: str) -> list[int]:
    """Return where labels may begin in a whole text, kept for all the stretches that are read from it."""
    signed = [word.start(1) for pattern in _SIGNED for word in pattern.finditer(folded)]
    return sorted({*places_of(folded, words.LABEL_BEGINNINGS), *signed})


def _is_apart(text: str, start: int, place: int) -> bool:
    """Tell what begins a stretch, has a capital, or stands behind a sign or a wide gap."""
    if place == start or text[place] in _CAPITALS:
        return True
    before = text[max(start, place - _WIDEST_GAP) : place]
    bare = before.rstrip()
    return len(before) - len(bare) > 1 or bare.endswith(_SIGNS)


def _stands_apart(text: str, folded: str, start: int, label: Label) -> bool:
    """Tell a label from the same word in a sentence: a sign before it, or a capital and a sign behind."""
    if label.value_start >= label.value_end:
        return False
    before = folded[max(start, label.start - 22) : label.start]
    signed = folded[label.value_start - 2 : label.value_start].strip(" ")[-1:] in (":", "-")
    capital = text[label.start].isupper()
    shortened = label.role == "executor" and folded[label.start : label.value_start].rstrip().endswith(".")
    apart = signed or capital or shortened or label.role == "term" or before.rstrip().endswith("(")
    return (capital and signed) or (apart and bool(_CUT.search(before)))


def _read_label(text: str, folded: str, start: int, end: int) -> Label | None:
    found = _LABEL.match(folded, start, end)
    if not found:
        return _read_long(folded, start, end)
    role = _ROLES[re.sub(r"\s+", " ", found[1])]
    sign = _SEPARATOR.match(folded, found.end(), end)
    if sign:
        speech = role == "report" and " " not in found[1] and not _TERM_VALUE.match(folded, sign.end(), end)
        return None if speech else Label(role, start, sign.end(), end)
    value = _BLANKS.match(folded, found.end(), end)
    place = value.end() if value else found.end()
    if _may_go_unsigned(role, text, found, place, end):
        return Label(role, start, place, end)
    return _read_long(folded, start, end)


def _may_go_unsigned(role: LabelRole, text: str, found: re.Match[str], place: int, end: int) -> bool:
    if role in _NEEDS_DATE:
        if found[1] in words.REPORT_NOUNS:
            return found[1] == "доклад" and place >= end
        return place >= end or bool(_TERM_VALUE.match(found.string, place, end))
    if role in ("executor", "co-executor"):
        bracketed = found[1].endswith(".") and text[found.start() - 1 : found.start()] == "("
        named = place < end and (text[place].isupper() or (bracketed and text[place] != ")"))
        return named or (place >= end and not found[1].endswith("."))
    return False


def _read_long(folded: str, start: int, end: int) -> Label | None:
    found = _LONG_LABEL.match(folded, start, end)
    sign = found and _SEPARATOR.match(folded, found.end(), end)
    if not found or not sign:
        return None
    if found[1].startswith("отв"):
        return Label("executor", start, sign.end(), end)
    if not _TERM_VALUE.match(folded, sign.end(), end):
        return None
    return Label("report" if _REPORTING.search(found[2]) else "term", start, sign.end(), end)


def _read_misspelt(folded: str, start: int, end: int) -> Label | None:
    """Read a label with one letter wrong, missing, doubled or out of place («Сорк –», «Отвественный:»)."""
    found = _MISSPELT.match(folded, start, end)
    sign = found and _SEPARATOR.match(folded, found.end(), end)
    if not found or not sign:
        return None
    label = next((label for label in _MAIN_LABELS if _is_slip(found[1], label)), None)
    if not label:
        return None
    role = _ROLES[label]
    if role == "term" and not _TERM_VALUE.match(folded, sign.end(), end):
        return None
    return Label(role, start, sign.end(), end, misspelt=True)


_MAIN_LABELS = tuple(
    label for label, role in _ROLES.items() if label.isalpha() and role in ("term", "executor", "co-executor")
)


def _is_slip(word: str, label: str) -> bool:
    """Tell whether a word is a label misspelt; doubled letters of a long one may be single besides."""
    if word == label:
        return False
    single = _DOUBLED.sub(r"\1", label)
    return _one_slip(word, label) or (len(single) > _LONG_WORD and _one_slip(word, single))


def _one_slip(word: str, label: str) -> bool:
    """Tell whether two different words differ by one letter put in, left out, changed or swapped."""
    if word == label or abs(len(word) - len(label)) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(word, label, strict=False)) if a != b), min(len(word), len(label))
    )
    left, right = word[same:], label[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped
