"""Documents named in prose, as mentions: a kind word, then numbers and dates in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..identity import normalise_number
from ..model import DocumentKind
from .lexicon_references import (
    AGREEMENT_WORDS,
    KIND_WORDS,
    MEETING_WORDS,
    NO_ISSUER_BEFORE,
    NUMBERED_THINGS,
    OWN_BEFORE,
    SHORT_WORDS,
)
from .point_names import NamedPoints, points_behind
from .quoted import foreign_words
from .written_dates import WrittenDate, date_at

_KINDS: tuple[tuple[str, DocumentKind, bool], ...] = (
    *((words, kind, False) for words, kind in KIND_WORDS),
    (AGREEMENT_WORDS, "other", True),
)
_KIND = re.compile("|".join(f"(?P<k{n}>{words})(?![а-я])" for n, (words, _, _) in enumerate(_KINDS)))
_ORDINAL_KIND = re.compile("поручени|решени|указани|предписани|представлени")
"""Kinds that number themselves within one document: «Поручение № 9» alone is none cited."""

_OWN = re.compile(rf"(?<![а-я])(?:{OWN_BEFORE})[а-я]{{0,4}}\s{{1,3}}$")
_SIGN = re.compile(
    r"(?:рег\.\s?)?(?:№\s?№|№|(?<![а-яa-z])n[oо°º]?\.?(?=\s{0,3}[0-9а-яa-z])|(?<![а-я])номер(?:ом|а)?)\s{0,3}"
)
_FROM = re.compile(r"(?<![а-я])от\s{0,3}(?=[«\"]?\s{0,3}[0-9]{1,4}(?:[^0-9]|$)|[«\"]?\s{0,2}_)")
_IDENTIFIER = re.compile(rf"{_SIGN.pattern}|{_FROM.pattern}")
_PART = r"(?:[0-9]{1,12}(?=от[\s0-9«])|[0-9A-Za-zА-Яа-яЁё_]{1,24})"
_DASH = "[-\u2010-\u2015\u2212]"
_NUMBER = re.compile(
    rf"{_PART}(?:(?:\s{{0,2}}[/\u2215\u2044]\s{{0,2}}|{_DASH}(?:[ \t]{{0,2}}\r?\n\s{{0,4}})?|\.(?=[0-9A-Za-zА-Яа-яЁё]))(?!от\s){_PART}"
    rf"|[ \t\u00a0]{{1,2}}{_DASH}[ \t\u00a0]{{1,2}}(?:[0-9]{{1,6}}(?![.:][0-9])|(?P<tail>[A-Za-zА-Яа-яЁё]{{1,3}}))(?![0-9A-Za-zА-Яа-яЁё])){{0,8}}"
)
_UNSIGNED = re.compile(
    rf"(?=[^\s,;]{{0,24}}[0-9])(?:[A-ZА-ЯЁ]{{1,6}}[0-9]{{0,4}}|[0-9]{{1,6}})(?:[-/][0-9A-Za-zА-Яа-яЁё]{{1,12}}){{1,5}}(?![.0-9])"
)
_BARE_NUMBER = re.compile(r"[0-9]{1,6}(?![.0-9])(?=\s{0,3}(?:,|и\s|;|\.|$|\n|от\s))")
_BLANK = re.compile(r"(?:№|n|от)\s{0,3}[«\"]?_[_\s»\"]{1,40}(?:20_{1,4}\s?г?\.?)?")
_SEPARATOR = re.compile(
    r"\s{0,4}(?:[,;]\s{0,4}(?:а\s{1,3}также\s{1,3}|и\s{1,3})?|и\s{1,3}|а\s{1,3}также\s{1,3})?"
)
_TITLE = re.compile(r"\s{0,3}\(?[«\"]")
_VERB = re.compile(r"(?<![а-я])[а-я]{2,20}(?:ать|ять|ить|еть|уть|вести|нести|йти)(?:ся)?(?![а-я])")
_STOP = re.compile(r";|\n\s{0,4}\n|:|\||(?<![А-ЯЁ])(?<!\s[гпс])[.!?]\s{1,4}(?=[А-ЯЁ])")
_ABOUT = re.compile(r"\s{0,3}(?:об?|о)\s")
_NUMBERED_THING = re.compile(rf"(?<![а-я])(?:{NUMBERED_THINGS})[а-я]{{0,4}}\s{{0,3}}$")
_MEETING = re.compile(rf"(?:\s{{0,3}}(?:{MEETING_WORDS})(?![а-я]))*\s{{0,3}}")
_NO_ISSUER = re.compile(rf"(?:{NO_ISSUER_BEFORE})\s")
_REACH = 300
_LONGEST_LIST = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a list on [start, end): its number as printed, its day, points named behind."""

    start: int
    end: int
    number: str | None = None
    written: WrittenDate | None = None
    points: NamedPoints | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A kind word on [start, word_end) and the documents that it introduces."""

    start: int
    word_end: int
    kind: DocumentKind
    issuer: tuple[int, int] | None
    items: tuple[Item, ...] = field(default=())


def find_citations(folded: str, text: str, start: int, end: int) -> Iterator[Citation]:
    """Yield the documents named within [start, end), a list of them as one citation."""
    quoted = foreign_words(folded, start, end)
    words = [word for word in _KIND.finditer(folded, start, end) if _is_kind_word(folded, text, word)]
    after = start
    for index, word in enumerate(words):
        if word.start() < after:
            continue
        limit = _limit(text, word, words[index + 1 :], quoted, end)
        citation = _citation(folded, text, word, limit, end)
        if citation:
            after = citation.items[-1].end
            yield citation


def _is_kind_word(folded: str, text: str, word: re.Match[str]) -> bool:
    """Whether it stands alone, means another document, and is no document's own head."""
    if word.start() and folded[word.start() - 1].isalpha():
        return False
    if _OWN.search(folded[max(0, word.start() - 24) : word.start()]):
        return False
    printed = text[word.start() : word.end()]
    line_start = not folded[max(0, word.start() - 4) : word.start()].strip(" *")[-1:].strip()
    return not (
        printed.isupper()
        and (word.start() == 0 or (line_start and "\n" in folded[max(0, word.start() - 4) : word.start()]))
    )


def _limit(
    text: str, word: re.Match[str], later: list[re.Match[str]], quoted: list[tuple[int, int]], end: int
) -> int:
    """Return how far the first number or date may stand: before the next kind word and the sentence's end."""
    following = next(
        (
            other.start()
            for other in later
            if not any(a < other.start() < b for a, b in quoted if a > word.start())
        ),
        end,
    )
    limit = min(end, following, word.end() + _REACH)
    for stop in _STOP.finditer(text, word.end(), limit):
        if not any(a < stop.start() < b for a, b in quoted):
            return stop.start()
    return limit


def _citation(folded: str, text: str, word: re.Match[str], limit: int, end: int) -> Citation | None:
    name = next(int(key[1:]) for key, value in word.groupdict().items() if value)
    _, kind, both_needed = _KINDS[name]
    first = _first_identifier(folded, text, word.end(), limit, end)
    if first is None:
        return None
    items = tuple(_items(folded, text, first, end))
    if both_needed:
        items = tuple(item for item in items if item.number and item.written)
    elif _ORDINAL_KIND.match(word[0]):
        items = tuple(item for item in items if item.written or not (item.number or "").isdigit())
    if not items:
        return None
    return Citation(word.start(), word.end(), kind, _issuer(folded, text, word.end(), first), items)


def _first_identifier(folded: str, text: str, start: int, limit: int, end: int) -> int | None:
    """Return where the first number or date behind a kind word stands."""
    at = start
    while at < limit and folded[at].isspace():
        at += 1
    if at > start and (date_at(folded, at, end) or _UNSIGNED.match(text, at, end)):
        return at
    for found in _IDENTIFIER.finditer(folded, start, limit):
        gap = folded[start : found.start()]
        if _VERB.search(_without_quotes(gap)):
            return None
        if _NUMBERED_THING.search(gap) or (
            _ABOUT.match(gap) and "«" not in gap and '"' not in gap and not _dated(folded, found, end)
        ):
            continue
        return found.start()
    return None


def _dated(folded: str, found: re.Match[str], end: int) -> bool:
    return found[0].startswith("от") and date_at(folded, found.end(), end) is not None


def _without_quotes(gap: str) -> str:
    return re.sub(r"[«\"][^«»\"]{0,300}[»\"]?", "", gap)


def _issuer(folded: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the body named between the kind word and its number, if there is one."""
    meeting = _MEETING.match(folded, start, end)
    at = meeting.end() if meeting else start
    quote = min(
        (
            n
            for n in (folded.find("«", at, end), folded.find('"', at, end), folded.find(",", at, end))
            if n >= 0
        ),
        default=end,
    )
    stop = at + len(folded[at:quote].rstrip())
    words = folded[at:stop]
    if len(words) < 4 or not words[0].isalpha() or _NO_ISSUER.match(words) or words.startswith("поручени"):
        return None
    return at, stop


# --- numbers and dates in a row ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """A number or a date; `glued` says that no comma and no «и» stands before it."""

    start: int
    end: int
    glued: bool
    number: str | None = None
    written: WrittenDate | None = None
    points: NamedPoints | None = None
    many: bool = False


def _items(folded: str, text: str, start: int, end: int) -> list[Item]:
    tokens = _tokens(folded, text, start, end)
    items: list[Item] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        behind = tokens[index + 1] if index + 1 < len(tokens) else None
        if behind and _complete(token, behind, len(tokens)):
            items.append(
                Item(
                    token.start,
                    behind.end,
                    token.number or behind.number,
                    token.written or behind.written,
                    behind.points,
                )
            )
            index += 2
        else:
            items.append(Item(token.start, token.end, token.number, token.written, token.points))
            index += 1
    return _sharing_date(items, tokens)


def _complete(token: _Token, behind: _Token, count: int) -> bool:
    """Whether two tokens are one document: a number and a date without a comma, or the only two."""
    differ = (token.number is None) != (behind.number is None)
    return differ and token.points is None and (behind.glued or count == 2)


def _sharing_date(items: list[Item], tokens: list[_Token]) -> list[Item]:
    """«от 5 мая 2024 г. №№ 3, 4»: the numbers behind a doubled sign share the date."""
    if not any(token.many for token in tokens):
        return items
    dated = next((item.written for item in items if item.written), None)
    return [item if item.written else replace(item, written=dated) for item in items]


def _tokens(folded: str, text: str, start: int, end: int) -> list[_Token]:
    tokens: list[_Token] = []
    at = start
    glued = True
    while len(tokens) < _LONGEST_LIST:
        token = _token(folded, text, at, end, tokens, glued=glued)
        if token is None:
            break
        tokens.append(token)
        at = _past_title(folded, token.points.end if token.points else token.end, end)
        separator = _SEPARATOR.match(folded, at, end)
        if separator is None:
            break
        at, glued = separator.end(), not separator[0].strip()
        repeated = None if glued else _KIND.match(folded, at, end)
        if (
            repeated
            and tokens
            and folded[repeated.end() : repeated.end() + 1].isspace()
            and not _is_other_kind(folded, start, repeated)
        ):
            at = repeated.end() + 1
    return tokens


def _is_other_kind(folded: str, start: int, repeated: re.Match[str]) -> bool:
    """Whether the word names another kind of document than the one before the list."""
    before = folded[max(0, start - _REACH) : start]
    return repeated[0][:6] not in before


def _past_title(folded: str, position: int, end: int) -> int:
    """Return where a title in quotation marks behind a number ends, if the list goes on there."""
    closed = position + 1 if folded[position : position + 1] == ")" else position
    if not _TITLE.match(folded, closed, end):
        return closed
    opening = next(n for n in range(closed, end) if folded[n] in '«"')
    pairs = foreign_words(folded, opening, min(end, opening + 600))
    return pairs[0][1] + 1 if pairs and pairs[0][0] == opening else closed


def _token(folded: str, text: str, at: int, end: int, before: list[_Token], *, glued: bool) -> _Token | None:
    origin = _FROM.match(folded, at, end)
    if origin or glued:
        written = date_at(folded, origin.end() if origin else at, end)
        if written and (origin or not before or before[-1].written is None):
            return _Token(
                at, written.end, glued, written=written, points=points_behind(folded, text, written.end, end)
            )
    sign = _SIGN.match(folded, at, end)
    number = _number_at(folded, text, at, end, sign, before, glued=glued)
    if number is None:
        return None
    doubled = bool(sign and sign[0].count("№") > 1)
    return _Token(
        at,
        number.end(),
        glued,
        number=number[0],
        points=_own_points(folded, text, number.end(), end),
        many=doubled or bool(before and before[-1].many),
    )


def _own_points(folded: str, text: str, position: int, end: int) -> NamedPoints | None:
    """Return the points behind a number unless they belong to the next document («, пункта 4 приказа»)."""
    points = points_behind(folded, text, position, end)
    if points is None or "(" in folded[position : points.start]:
        return points
    following = _KIND.search(folded, points.end, min(end, points.end + 60))
    belongs = following and _SEPARATOR.fullmatch(folded, points.end, following.start())
    return None if belongs else points


def _number_at(
    folded: str,
    text: str,
    at: int,
    end: int,
    sign: re.Match[str] | None,
    before: list[_Token],
    *,
    glued: bool,
) -> re.Match[str] | None:
    if sign:
        number = _NUMBER.match(text, sign.end(), end)
        return _shortened(text, number, end) if number and re.search("[0-9]", number[0]) else None
    listed = bool(before) and before[-1].number is not None and not glued
    if listed and (before[-1].many or before[-1].written is None):
        bare = _BARE_NUMBER.match(text, at, end)
        if bare and date_at(folded, at, end) is None:
            return bare
    return _UNSIGNED.match(text, at, end) if glued or listed else None


def _shortened(text: str, number: re.Match[str], end: int) -> re.Match[str] | None:
    """Return the number without a last word that is no part of it: «№ 5 - на контроле»."""
    if number["tail"] and number["tail"].lower() in SHORT_WORDS:
        return _NUMBER.match(text, number.start(), min(end, number.start("tail") - 2))
    return number


def number_of(item: Item) -> str | None:
    """Return the item's number as identity wants it."""
    return normalise_number(item.number) if item.number else None
