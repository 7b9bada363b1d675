"""Numbers and dates in a row: «от D № N, от D № N и № N от D», commas and signs lost or not."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexicon_dates import GENITIVES
from .lexicon_references import SHORT_WORDS
from .point_names import NamedPoints, points_behind
from .quoted import foreign_words
from .written_dates import WrittenDate, date_at

SIGN = re.compile(
    r"(?:(?:(?<![а-я])(?:за|исх|вх|рег)\.?\s?)?№\s?№?|(?<![а-яa-z])n[oо°º]?\.?(?=\s{0,3}[0-9а-яa-z])|(?<![а-я])номер(?:ом|а)?(?![а-я]))\s{0,3}"
)
FROM = re.compile(r"(?<![а-я])от\s{0,3}(?=[«\"]?\s{0,3}[0-9]{1,4}(?:[^0-9]|$)|[«\"]?\s{0,2}_)")
_DASH = "[-\u2010-\u2015\u2212]"
_PART = r"(?:[0-9]{1,12}(?=от[\s0-9«])|[0-9A-Za-zА-Яа-яЁё_]{1,24})"
_LETTER = "[A-Za-zА-Яа-яЁё]"
_SIGN_WITHIN = (
    rf"(?:\s{{0,2}}[/\u2215\u2044]\s{{0,2}}|{_DASH}(?:[ \t]{{0,2}}\r?\n\s{{0,4}})?|\.(?=[0-9]|{_LETTER}))"
)
_SPACED_DASH = rf"[ \t\u00a0]{{1,2}}{_DASH}[ \t\u00a0]{{1,2}}"
_WRAPPED = (
    rf"[ \t]{{0,2}}\r?\n[ \t]{{0,2}}{_DASH}[ \t]{{0,2}}(?:[A-ZА-ЯЁ]{{2,3}}|рп|пр|од|ос|дк|п|р)(?!{_LETTER})"
)
_NUMBER = re.compile(
    rf"(?:{_LETTER}{{1,5}}\s{{1,4}}{_DASH}\s{{1,4}}[0-9]{{1,6}}|{_PART})(?:{_WRAPPED}|{_SIGN_WITHIN}(?!от\s){_PART}"
    rf"|{_SPACED_DASH}(?:[0-9]{{1,6}}(?![.:][0-9]|\s{{1,3}}(?:{'|'.join(GENITIVES)}))|(?P<tail>{_LETTER}{{1,3}}))(?![0-9]|{_LETTER})){{0,8}}"
)
UNSIGNED = re.compile(
    r"(?=[^\s,;]{0,24}[0-9])(?:Пр|[A-ZА-ЯЁ]{1,6}[0-9]{0,4}|[0-9]{1,6})"
    r"(?:[-/][0-9A-Za-zА-Яа-яЁё]{1,12}){1,5}(?![.0-9])"
)
_BARE_NUMBER = re.compile(r"[0-9]{1,6}(?![.0-9])(?=\s{0,3}(?:,|и\s|;|\.|$|\n|от\s))")
_SEPARATOR = re.compile(
    r"\s{0,4}(?:[,;]\s{0,4}(?:а\s{1,4}также\s{1,4}|и\s{1,4})?|и\s{1,4}|а\s{1,4}также\s{1,4})?"
)
_FIGURE = re.compile("[0-9]")
_TITLE = re.compile(r"\s{0,3}\(?(?=[«\"])")
_NOTE = re.compile(r"\s{0,3}\((?:далее|с\s(?:изм|учет)|в\sред|рег)[^()]{0,200}\)")
_LONGEST_LIST = 300
_LONGEST_TITLE = 600


class Words(NamedTuple):
    """The text in both spellings, as stored and folded, up to `end`.

    A tuple, since many are made for each document.
    """

    folded: str
    text: str
    end: int


class Item(NamedTuple):
    """One document of a list on [start, end): its number as printed, its day, points named behind.

    `close` says that nothing but blanks stands before it, `many` that a doubled sign («№№») opened it.

    A tuple, since many are made for each document.
    """

    start: int
    end: int
    number: str | None = None
    written: WrittenDate | None = None
    points: NamedPoints | None = None
    close: bool = True
    many: bool = False

    @property
    def full_end(self) -> int:
        """Where the item ends, the points behind it included."""
        return self.points.end if self.points else self.end


def read_items(words: Words, start: int) -> list[Item]:
    """Return the documents listed from `start` on, where the first number or date stands."""
    tokens = _tokens(words, start)
    items: list[Item] = []
    for token in tokens:
        last = items[-1] if items else None
        if last and _completes(last, token, len(tokens)):
            number, written = last.number or token.number, last.written or token.written
            items[-1] = Item(last.start, token.end, number, written, token.points, token.close, token.many)
        else:
            items.append(token)
    return _sharing_date(items)


def _completes(last: Item, token: Item, count: int) -> bool:
    """Whether a token is the other half of the one before: no comma between, or nothing else listed."""
    halves = (last.number is None) != (last.written is None)
    differ = (last.number is None) != (token.number is None)
    return halves and differ and last.points is None and (token.close or count == 2)


def _sharing_date(items: list[Item]) -> list[Item]:
    """«от 5 мая 2024 г. №№ 3, 4»: the numbers behind a doubled sign share the date."""
    if not any(item.many for item in items):
        return items
    dated = next((item.written for item in items if item.written), None)
    return [item if item.written else item._replace(written=dated) for item in items]


def _tokens(words: Words, start: int) -> list[Item]:
    tokens: list[Item] = []
    at, close = start, True
    while len(tokens) < _LONGEST_LIST:
        last = tokens[-1] if tokens else None
        token = _date_token(words, at, last, close=close) or _number_token(words, at, last, close=close)
        if token is None:
            break
        tokens.append(token)
        after = _past_title(words, token.full_end)
        separator = _SEPARATOR.match(words.folded, after, words.end)
        if separator is None:
            break
        at, close = separator.end(), not separator[0].strip() and after == token.full_end
    return tokens


def _past_title(words: Words, position: int) -> int:
    """Return where a bracket, a title in quotation marks or «(далее – …)» behind a number ends."""
    at = position + 1 if words.folded[position : position + 1] == ")" else position
    title = _TITLE.match(words.folded, at, words.end)
    if title:
        pairs = foreign_words(words.folded, title.end(), min(words.end, title.end() + _LONGEST_TITLE))
        at = pairs[0][1] + 1 if pairs and pairs[0][0] == title.end() else at
        at += words.folded.startswith(")", at) and "(" in title[0]
    note = _NOTE.match(words.folded, at, words.end)
    return note.end() if note else at


def _date_token(words: Words, at: int, last: Item | None, *, close: bool) -> Item | None:
    """Read «от 5 мая 2024 г.»; without «от» only right behind the kind word or a number."""
    origin = FROM.match(words.folded, at, words.end)
    if origin is None and (not close or (last and last.written)):
        return None
    written = date_at(words.folded, origin.end() if origin else at, words.end)
    if written is None:
        return None
    points = points_behind(words.folded, words.text, written.end, words.end)
    return Item(at, written.end, written=written, points=points, close=close)


def _number_token(words: Words, at: int, last: Item | None, *, close: bool) -> Item | None:
    sign = SIGN.match(words.folded, at, words.end)
    number = _signed(words, sign) if sign else _unsigned(words, at, last, close=close)
    if number is None:
        return None
    points = points_behind(words.folded, words.text, number.end(), words.end)
    many = sign[0].count("№") > 1 if sign else bool(last and last.many)
    return Item(at, number.end(), number[0], points=points, close=close, many=many)


def _signed(words: Words, sign: re.Match[str]) -> re.Match[str] | None:
    """Return the number behind «№» without a last word that is no part of it: «№ 5 - на контроле»."""
    number = _NUMBER.match(words.text, sign.end(), words.end)
    if number is None or not _FIGURE.search(number[0]):
        return None
    followed = words.folded[number.end() : number.end() + 8].lstrip()[:1].isalnum()
    if followed and number["tail"] and number["tail"].lower() in SHORT_WORDS:
        return _NUMBER.match(words.text, number.start(), min(words.end, number.start("tail") - 2))
    return number


def _unsigned(words: Words, at: int, last: Item | None, *, close: bool) -> re.Match[str] | None:
    """Read «КЧ-41/24» without its sign, and the later numbers of «№ 5, 6 и 7»."""
    listed = last is not None and last.number is not None and not close
    if last and listed and (last.many or last.written is None):
        bare = _BARE_NUMBER.match(words.text, at, words.end)
        if bare and date_at(words.folded, at, words.end) is None:
            return bare
    return UNSIGNED.match(words.text, at, words.end) if close or listed else None
