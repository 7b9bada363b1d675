"""Documents named in prose, as mentions: a kind word, the body behind it, then numbers and dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..model import DocumentKind
from .document_lists import FROM, SIGN, UNSIGNED, Item, Words, read_items
from .gates import places_of
from .lexicon_references import (
    AGREEMENT_WORDS,
    KIND_STEMS,
    KIND_WORDS,
    MEETING_WORDS,
    NO_ISSUER_BEFORE,
    NUMBERED_THINGS,
    ORDINAL_KINDS,
    OWN_BEFORE,
    VAGUE_BODIES,
)
from .lexicon_terms import INFINITIVE
from .quoted import foreign_words, is_within
from .written_dates import date_at

_KINDS: tuple[tuple[str, DocumentKind], ...] = (*KIND_WORDS, (AGREEMENT_WORDS, "other"))
_KIND = re.compile("|".join(f"(?P<k{n}>{words})(?![а-я])" for n, (words, _) in enumerate(_KINDS)))
_AGREEMENT = re.compile(AGREEMENT_WORDS)
_ORDINAL_KIND = re.compile(ORDINAL_KINDS)
_OWN = re.compile(rf"(?<![а-я])(?:{OWN_BEFORE})[а-я]{{0,4}}\s{{1,4}}$")
_LINE_START = re.compile(r"(?:^|\n)[\s*]{0,4}$")
_IDENTIFIER = re.compile(rf"{SIGN.pattern}|{FROM.pattern}")
_HINT = re.compile("[№n]|номер|за|исх|вх|рег|от")
"""What every identifier begins with."""

_VERB = re.compile(rf"(?<![а-я]){INFINITIVE}")
_QUOTE = re.compile(r"[«\"][^«»\"]{0,300}[»\"]?")
_STOP = re.compile(
    r"[;:|\n.!?](?:(?<=[;:|])|(?<=\n)\s{0,4}\n|(?<=[.!?])(?<![А-ЯЁ].)(?<!\s[гпс].)(?<!\s[гпс]\s.)\s{1,4}(?=[А-ЯЁ]))"
)
_COLON = re.compile(rf"\s{{0,3}}:\s{{0,4}}(?={_IDENTIFIER.pattern})")
"""«протоколов: № 1 от …»: the colon of a list ends nothing."""

_ABOUT = re.compile(r"\s{0,3}об?\s")
_NUMBERED_THING = re.compile(rf"(?<![а-я])(?:{NUMBERED_THINGS})[а-я]{{0,4}}\s{{0,3}}$")
_MEETING = re.compile(rf"(?:\s{{0,3}}(?:{MEETING_WORDS})(?![а-я])){{0,5}}\s{{0,3}}")
_NO_ISSUER = re.compile(rf"(?:{NO_ISSUER_BEFORE})\s|поручени")
_VAGUE = re.compile(rf"(?:{VAGUE_BODIES})[а-я]{{0,2}}")
_ISSUER_END = re.compile(r"[«\",(]")
_PROTOCOL_ASIDE = re.compile(r"\s{0,3}\(протокол[а-я]{0,2}\s{1,3}(?=№|n)")
_REACH = 300
"""How far behind its kind word a document's number or date may stand."""


class Citation(NamedTuple):
    """A kind word on [start, word_end) and the documents that it introduces; `issuer` is a span."""

    start: int
    word_end: int
    kind: DocumentKind
    issuer: tuple[int, int] | None
    items: tuple[Item, ...]


def find_citations(words: Words, start: int) -> Iterator[Citation]:
    """Yield the documents named from `start` on, a list of them as one citation."""
    kinds = kind_words(words, start)
    if not kinds:
        return
    quoted = foreign_words(words.folded, start, words.end)
    after = start
    for index, kind in enumerate(kinds):
        if kind.start() < after:
            continue
        citation = _citation(words, kind, _limit(words, kinds, index, quoted))
        if citation:
            after = citation.items[-1].full_end
            yield citation


def listed_citation(words: Words, lead: tuple[int, int], start: int) -> Citation | None:
    """Return the documents that an item of a list names without their kind, which the lead-in names.

    «Признать утратившими силу решения Комитета: 1) от 12.05.2021 № 6-к; …».
    """
    kinds = kind_words(words._replace(end=lead[1]), lead[0])
    while start < words.end and words.folded[start].isspace():
        start += 1
    if not kinds or words.folded[lead[0] : lead[1]].rstrip()[-1:] != ":":
        return None
    identified = _IDENTIFIER.match(words.folded, start, words.end)
    items = tuple(read_items(words, start)) if identified else ()
    if not items or _IDENTIFIER.search(words.folded, kinds[-1].end(), lead[1]):
        return None
    return Citation(start, start, _kind_of(kinds[-1]), None, items)


def _kind_of(word: re.Match[str]) -> DocumentKind:
    return _KINDS[int((word.lastgroup or "k0")[1:])][1]


def kind_word_at(folded: str, position: int, end: int) -> re.Match[str] | None:
    """Return the kind word that begins at `position`, if one does."""
    inside = position > 0 and folded[position - 1].isalpha()
    return None if inside else _KIND.match(folded, position, end)


def names_kind(folded: str, text: str, start: int, end: int) -> bool:
    """Tell whether a kind word stands within [start, end)."""
    _, starts, ends = _document_kind_words(folded, text)
    first = bisect_left(starts, start)
    return first < len(ends) and ends[first] <= end


def kind_words(words: Words, start: int) -> list[re.Match[str]]:
    """Return the kind words from `start` on, up to the first that goes beyond the end."""
    kinds, starts, ends = _document_kind_words(words.folded, words.text)
    first = bisect_left(starts, start)
    last = first
    while last < len(kinds) and ends[last] <= words.end:
        last += 1
    return kinds[first:last]


@lru_cache(maxsize=4)
def _document_kind_words(folded: str, text: str) -> tuple[list[re.Match[str]], list[int], list[int]]:
    """Return the kind words of a whole text, their starts and ends, kept for all stretches of it."""
    words = Words(folded, text, len(text))
    found = [kind_word_at(folded, place, words.end) for place in places_of(folded, KIND_STEMS)]
    kinds = [kind for kind in found if kind and not _is_own(words, kind)]
    return kinds, [kind.start() for kind in kinds], [kind.end() for kind in kinds]


def _is_own(words: Words, kind: re.Match[str]) -> bool:
    """Whether the word means this document: «настоящего протокола», or its own head in capitals."""
    before = words.folded[max(0, kind.start() - 24) : kind.start()]
    heading = words.text[kind.start() : kind.end()].isupper() and _LINE_START.search(before)
    return bool(heading or _OWN.search(before))


def _limit(words: Words, kinds: list[re.Match[str]], index: int, quoted: list[tuple[int, int]]) -> int:
    """Return how far the first number or date may stand: the next kind word, the sentence's end.

    Neither counts inside a title that is quoted behind the kind word.
    """
    kind = kinds[index]
    limit = min(words.end, kind.end() + _REACH)
    for other in kinds[index + 1 : index + 12]:
        if not _in_title(quoted, kind.end(), other.start()):
            limit = min(limit, other.start())
            break
    colon = _COLON.match(words.folded, kind.end(), limit)
    for stop in _STOP.finditer(words.text, colon.end() if colon else kind.end(), limit):
        if not _in_title(quoted, kind.end(), stop.start()):
            return stop.start()
    return limit


def _in_title(quoted: list[tuple[int, int]], start: int, position: int) -> bool:
    return is_within(position, quoted) and not is_within(start, quoted)


def _citation(words: Words, kind: re.Match[str], limit: int) -> Citation | None:
    first = _first_identifier(words, kind.end(), limit)
    if first is None:
        return None
    items = _numbered_in_brackets(
        words, tuple(item for item in read_items(words, first) if _counts(kind[0], item))
    )
    if not items:
        return None
    return Citation(kind.start(), kind.end(), _kind_of(kind), _issuer(words.folded, kind.end(), first), items)


def _numbered_in_brackets(words: Words, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give «решение правления от 14.06.2015 (протокол № 5)» the number that stands in its brackets."""
    last = items[-1] if items else None
    if last is None or last.number or not last.written:
        return items
    opened = _PROTOCOL_ASIDE.match(words.folded, last.full_end, words.end)
    aside = read_items(words, opened.end()) if opened else []
    if len(aside) != 1 or aside[0].written:
        return items
    return *items[:-1], last._replace(number=aside[0].number, end=aside[0].end, points=aside[0].points)


def _counts(kind: str, item: Item) -> bool:
    """Whether a number alone is enough: not for agreements, nor for «Поручение № 9»."""
    if _AGREEMENT.match(kind):
        return item.number is not None and item.written is not None
    if _ORDINAL_KIND.match(kind):
        return item.written is not None or not (item.number or "").isdigit()
    return True


def _first_identifier(words: Words, start: int, limit: int) -> int | None:
    """Return where the first number or date behind a kind word stands."""
    folded, at = words.folded, start
    while at < limit and folded[at].isspace():
        at += 1
    if start < at < limit and (date_at(folded, at, words.end) or UNSIGNED.match(words.text, at, words.end)):
        return at
    opened = words.text.startswith("(", at) and words.text[at + 1 : at + 2].isupper()
    if opened and UNSIGNED.match(words.text, at + 1, words.end):
        return at + 1
    for found in _identifiers(folded, start, limit):
        gap = folded[start : found.start()]
        if _VERB.search(_QUOTE.sub("", gap)):
            return None
        dated = found[0].startswith("от") and date_at(folded, found.end(), words.end)
        if dated or not (_NUMBERED_THING.search(gap) or (_ABOUT.match(gap) and not _QUOTE.search(gap))):
            return found.start()
    return None


def _identifiers(folded: str, start: int, limit: int) -> Iterator[re.Match[str]]:
    """Yield the signs of a number and the «от» of a date within [start, limit)."""
    after = start
    for hint in _HINT.finditer(folded, start, limit):
        found = _IDENTIFIER.match(folded, hint.start(), limit) if hint.start() >= after else None
        if found:
            after = found.end()
            yield found


def _issuer(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the body named between the kind word and its number, if there is one."""
    meeting = _MEETING.match(folded, start, end)
    at = meeting.end() if meeting else start
    cut = _ISSUER_END.search(folded, at, end)
    name = folded[at : cut.start() if cut else end].rstrip()
    if len(name) < 4 or not name[0].isalpha() or _NO_ISSUER.match(name) or _VAGUE.fullmatch(name):
        return None
    return at, at + len(name)
