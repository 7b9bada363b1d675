"""Lists of executors: the value behind «Ответственный:», or a table cell.

The items are people or bodies in the nominative, separated by commas, semicolons, lines, cell bars
or «и»; a comma inside a body's own name separates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Fact, Party, Source
from .folding import fold
from .names import NameRegistry, WrittenName, scan_names
from .noun_tails import is_remark
from .party_facts import PartyMaker, tidy
from .party_lexicon import BODIES, NOBODY, POSTS
from .word_readings import fold_twins, has_case, lemmas, readings

_LONGEST_VALUE = 4000
_SEPARATOR = re.compile(r"\s*(?:[;|]|,(?![0-9])|\n|(?<=\s)и(?=\s))\s*")
_EDGES = " \t\n\xa0.,;:|–—-•*"
_BRACKET = re.compile(r"\([^()]*\)")
_LETTERS = re.compile("[A-Za-zА-Яа-яЁё]{2}")
_SHORT_NAME = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) ([А-ЯЁ]\.)")
_FIRST_WORD = re.compile(r"[A-Za-zА-Яа-яЁё-]+")


def read_party_list(source: Source, start: int, end: int, registry: NameRegistry) -> tuple[Fact[Party], ...]:
    """Return the people and bodies of a label's value or a cell at [start, end); «–» is nobody."""
    text = source.text[start : min(end, start + _LONGEST_VALUE)]
    if NOBODY.fullmatch(fold(text)):
        return ()
    make = PartyMaker(source, start, registry)
    read = fold_twins(text)
    found: list[Fact[Party]] = []
    for begin, stop in _items(read):
        found.extend(_parties(read, begin, stop, make, known=bool(found)))
    return tuple(found)


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items, those that belong to the name before them joined to it."""
    names = [(name.start, name.end) for name in scan_names(text)]
    closed = [match.span() for match in re.finditer(r"«[^»]*»|\([^()]*\)", text)]
    begin = 0
    for match in _SEPARATOR.finditer(text):
        place = match.start() + len(match.group()) - len(match.group().lstrip())
        if any(low < place < high for low, high in (*names, *closed)):
            continue
        if _goes_on(text, match, begin):
            continue
        yield _trimmed(text, begin, match.start())
        begin = match.end()
    yield _trimmed(text, begin, len(text))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] in _EDGES:
        begin += 1
    while end > begin and text[end - 1] in _EDGES and not re.search(r"[А-ЯЁ]\.$", text[begin:end]):
        end -= 1
    return begin, end


def _goes_on(text: str, match: re.Match[str], begin: int) -> bool:
    """Tell whether what follows a separator belongs to the same name."""
    sign = match.group().strip()
    word = _FIRST_WORD.match(text, match.end())
    if not text[begin : match.start()].strip(_EDGES):
        return False
    if sign in {";", "|"} or word is None:
        return False
    if next((one.start for one in scan_names(text[match.end() : match.end() + 80])), None) == 0:
        return False
    if not word.group()[0].islower():
        return not sign and not _heads(word.group())
    if _heads(word.group()):
        return sign == "" and has_case(word.group(), "gent")
    return True


def _heads(word: str) -> bool:
    return bool(lemmas(word) & (BODIES | POSTS)) and (has_case(word, "nomn") or has_case(word, "datv"))


def _parties(text: str, begin: int, end: int, make: PartyMaker, *, known: bool) -> Iterator[Fact[Party]]:
    """Yield what one item names: a person, or a body and the people in brackets behind it."""
    item = text[begin:end]
    names = list(scan_names(item)) or _short_name(item)
    outside = [name for name in names if not _in_brackets(item, name)]
    if outside:
        for name in outside:
            yield make.listed_person(begin, item, name)
        return
    body = _body_words(item)
    if _LETTERS.search(body) and not (known and _is_post_remark(body)):
        yield make.named(begin, begin + _body_end(item), body)
    for name in names:
        yield make.listed_person(begin, "", name)


def _short_name(item: str) -> list[WrittenName]:
    """Return «Пенников С.», which in prose might be a thing and its letter («Корпус А.»)."""
    match = _SHORT_NAME.fullmatch(item)
    return [WrittenName(match[1], match[2], 0, len(item))] if match else []


def _in_brackets(item: str, name: WrittenName) -> bool:
    return any(match.start() < name.start < match.end() for match in _BRACKET.finditer(item))


def _body_end(item: str) -> int:
    """Return where a body's own words end: before the first remark in brackets."""
    remark = next((match.start() for match in _BRACKET.finditer(item) if is_remark(match.group())), len(item))
    return len(item[:remark].rstrip()) or len(item)


def _body_words(item: str) -> str:
    """Return the words of a body without remarks and people in brackets."""
    kept = _BRACKET.sub(lambda match: "" if is_remark(match.group()) else match.group(), item)
    return tidy(kept)


def _is_post_remark(words: str) -> bool:
    """Tell the post of the person before («Иванов И.И., начальник отдела») from a party of its own."""
    found = _FIRST_WORD.match(words)
    first = found.group() if found else ""
    return first[:1].islower() and bool(lemmas(first) & POSTS) and not _are_many(first)


def _are_many(word: str) -> bool:
    """Tell «главы городских округов», a party of its own, from the post of one person."""
    cases = {(one.case, one.number) for one in readings(word) if one.part == "NOUN"}
    return ("nomn", "plur") in cases and ("nomn", "sing") not in cases
