"""Mailboxes and links as printed: punctuation off, Cyrillic look-alikes in a Latin name put right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Fact, Source, Span

_LOOKALIKES = str.maketrans("АВСЕНКМОРТХУасеорхук", "ABCEHKMOPTXYaceopxyk")
_LATIN = re.compile("[A-Za-z]")
_NO_TWIN = re.compile("[А-Яа-яЁё]")
_LOCAL = re.compile(r"[0-9A-Za-zА-Яа-яЁё._%+'-]{1,64}$")
_DOMAIN = re.compile(r"(?:[0-9A-Za-zА-Яа-яЁё](?:[0-9A-Za-zА-Яа-яЁё-]{0,62})\.){1,6}[A-Za-zА-Яа-яЁё]{2,24}")
_LINK_SIGN = re.compile(r"[/wW](?:(?<=/)|[wW]{2}\.)")
_LINK_HEAD = re.compile(
    r"(?:[hнНH][tтТT]{2}[pрРP][sѕS]?\s?://|www\.|(?<![\w.@/-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,12}/)$",
    re.IGNORECASE,
)
_LINK_REST = re.compile(r"[^\s<>«»\"“”|]{3,2000}|(?<=/)")
_HEAD_REACH = 330
_SCHEME = re.compile(r"\S{4,5}\s?://", re.IGNORECASE)
_TRAILING = ".,;:!?'’…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find_emails(source: Source, start: int, end: int) -> list[Fact[str]]:
    """Return the mailboxes printed within [start, end); Cyrillic domains («почта@школа.рф») stay."""
    return [Fact(_latin(span.text), span, "email") for span in _email_spans(source, start, end)]


def _email_spans(source: Source, start: int, end: int) -> Iterator[Span]:
    text = source.text
    at = text.find("@", start, end)
    while at >= 0:
        local = _LOCAL.search(text[max(start, at - 64) : at])
        domain = _DOMAIN.match(text, at + 1, end)
        if local and domain:
            name = local[0].lstrip(".-'")
            yield source.span(at - len(name), domain.end())
        at = text.find("@", at + 1, end)


def find_urls(source: Source, start: int, end: int) -> list[Fact[str]]:
    """Return the links printed within [start, end), with their scheme where one is printed."""
    facts = []
    for first, last in _links(source.text, start, end):
        words = _without_trailing(source.text[first:last])
        facts.append(Fact(_latin_host(words), source.span(first, first + len(words)), "url"))
    return facts


def _links(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the links around each «/» and «www.»: signs that prose seldom has."""
    behind = start
    for sign in _LINK_SIGN.finditer(text, start, end):
        if sign.start() < behind:
            continue
        stop = sign.end() + text.startswith("//", sign.start(), end)
        left = max(behind, text.rfind(" ", behind, stop), text.rfind("\n", behind, stop), stop - _HEAD_REACH)
        hosted = text.find(".", left, stop) >= 0 or text.find(":", left, stop) >= 0
        head = _LINK_HEAD.search(text, left, stop) if hosted else None
        rest = _LINK_REST.match(text, stop, end) if head else None
        if head and rest:
            behind = rest.end()
            yield head.start(), behind


def _without_trailing(words: str) -> str:
    """Take off the signs of the sentence: stops, commas, brackets that nothing in the link opens."""
    while words:
        last = words[-1]
        opening = _BRACKETS.get(last)
        if last not in _TRAILING and not (opening and words.count(last) > words.count(opening)):
            break
        words = words[:-1]
    return words


def _latin_host(words: str) -> str:
    scheme = _SCHEME.match(words)
    head = scheme.end() if scheme else 0
    host, slash, path = words[head:].partition("/")
    return _latin(words[:head]).replace(" ", "") + _latin(host) + slash + path


def _latin(words: str) -> str:
    """Return the words with look-alikes replaced where nothing Cyrillic remains, else unchanged."""
    latin = words.translate(_LOOKALIKES)
    return latin if _LATIN.search(words) and not _NO_TWIN.search(latin) else words
