"""What a document is about, by its head."""

from __future__ import annotations

import re

from ..model import Fact
from . import head_words as words
from .document_kind import Title
from .head_identity import Frame, is_identity
from .headings import is_topic
from .lines import Line

_OWN_NUMBER = re.compile(
    rf"{words.NUMBER_SIGN}\s{{0,4}}[^\s]{{1,30}}\s{{0,4}}|от\s{{1,4}}[0-9«\"][^а-я]{{0,12}}\s{{0,3}}(?:{words.MONTHS}|)[^а-я]{{0,10}}(?:г\.|года?)?\s{{0,4}}"
)
_OWN_DATE = re.compile(
    rf"\s(?:от|за)\s[«\"]?\s?[0-9]{{1,2}}[^а-яА-Я]{{0,12}}(?:(?:{words.MONTHS})\s[0-9]{{4}})?\s?(?:г\.?|года)?$"
)
_SHORT = 60


def read_title(frame: Frame, topic: tuple[int, int] | None, place: Fact[str] | None) -> Fact[str] | None:
    """Return what the document is about: the words behind its kind, without number, date and place."""
    block: list[tuple[int, int]] = []
    acts = frame.title is not None and frame.title.kind in ("order", "decree")
    topics = [
        k for k, line in enumerate(frame.below) if acts and is_topic(frame.folded, line.start, line.end)
    ]
    if acts and topic and not topics:
        return _title_fact(frame, topic)
    for line in frame.below[topics[0] if topics else 0 :]:
        start, end = _title_words(frame, line)
        if place and start <= place.span.start < end and end - start < _SHORT:
            start = end
        if start >= end or (block and line.gap and block[-1][1] < line.start):
            if block:
                break
            continue
        block.append((start, end))
    stretch = (block[0][0], block[-1][1]) if block else topic
    return _title_fact(frame, stretch) if stretch else None


def _title_fact(frame: Frame, stretch: tuple[int, int]) -> Fact[str]:
    span = frame.source.span(*stretch)
    shown = _OWN_DATE.sub("", " ".join(span.text.split()))
    return Fact(shown.rstrip(" ."), span, "title")


def _title_words(frame: Frame, line: Line) -> tuple[int, int]:
    if is_identity(frame, line):
        return line.end, line.end
    title: Title | None = frame.title
    start = (
        title.end if title and title.rule == "named" and line.start <= title.start < line.end else line.start
    )
    own = _OWN_NUMBER.match(frame.folded, start, line.end)
    while own or (start < line.end and frame.source.text[start] in " .:–—-"):
        start = own.end() if own else start + 1
        own = _OWN_NUMBER.match(frame.folded, start, line.end)
    rest = Line(start, line.end, gap=False)
    if start >= line.end or is_identity(frame, rest) or frame.source.text[start] == "(":
        return line.end, line.end
    return start, line.end
