"""Terms in words alone: «постоянно», «в установленные сроки», «незамедлительно»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Deadline, DeadlineKind
from .gates import has_any
from .lexicon_terms import (
    BY_EVENT,
    ESTABLISHED,
    ESTABLISHED_STEMS,
    OPEN_STEMS,
    OPEN_TERMS,
    SELDOM,
    SELDOM_STEMS,
    UNTIED,
    UNTIED_STEMS,
)
from .term_values import Reading, Term, spaced

_RULES: tuple[tuple[DeadlineKind, re.Pattern[str], tuple[str, ...]], ...] = (
    ("established", re.compile(f"(?:{spaced(ESTABLISHED)})(?![а-я])"), ESTABLISHED_STEMS),
    ("open", re.compile(f"(?:{spaced(OPEN_TERMS)})(?![а-я])"), OPEN_STEMS),
    ("relative", re.compile(f"(?:{spaced(UNTIED)})(?![а-я])"), UNTIED_STEMS),
    ("recurring", re.compile(f"(?:{spaced(SELDOM)})(?![а-я])"), SELDOM_STEMS),
)
WORDED_STEMS = (*ESTABLISHED_STEMS, *OPEN_STEMS, *UNTIED_STEMS, *SELDOM_STEMS)
_ESTABLISHED_ALONE = re.compile(r"(?:ранее\s{1,4})?(?:установлен|определен|указан)н(?:ый|ые)(?![а-я])")
_BY_EVENT = re.compile(rf"(?P<words>{spaced(BY_EVENT)}(?:\s{{1,4}}[^\s.;,()]{{1,30}}){{0,8}})")
_DAY = re.compile(r"(?<![0-9/])[0-9]{1,2}(?:\.[0-9]{2}|\s{1,3}[а-я]{3,8}(?:\s|$))")
_PARTICIPLE = re.compile(
    r"\s{1,4}[а-я]{2,20}(?:ющ|ящ|ем|им|вш)(?:ий|ая|ее|ие|его|ей|их|ему|им|ими|ую|юю|ой|ого|ых|ый|ые)"
)


def worded_terms(reading: Reading) -> Iterator[Term]:
    """Yield the terms that no day belongs to; a count by «незамедлительно» stays not computable."""
    alone = _ESTABLISHED_ALONE.match(reading.folded, reading.start, reading.end) if reading.bare else None
    if alone:
        yield Term(alone.start(), alone.end(), Deadline("", "established"), "worded-established")
    event = _BY_EVENT.match(reading.folded, reading.start, reading.end) if reading.bare else None
    if event and not _DAY.search(reading.folded, event.end(), reading.end):
        yield Term(event.start(), event.end("words"), Deadline("", "relative"), "worded-event")
    for kind, pattern, stems in _RULES:
        if not has_any(reading.folded, reading.start, reading.end, stems):
            continue
        for match in pattern.finditer(reading.folded, reading.start, reading.end):
            inside = match.start() > 0 and reading.folded[match.start() - 1].isalnum()
            if inside or (kind == "open" and _PARTICIPLE.match(reading.folded, match.end(), reading.end)):
                continue
            yield Term(match.start(), match.end(), Deadline("", kind), f"worded-{kind}")
