"""Decisions that Roman numbers count: «II. Отделу осей … представить смету», and leads above «1. … 2. …»."""

from __future__ import annotations

import re

from .headings import is_topic
from .lines import Line
from .lookahead import talk_ahead
from .numbering import Marker, read_roman
from .party_lexicon import BODIES, FORMS, POSTS
from .sentences import has_infinitive
from .structure_words import DIRECTIVE_PATTERN
from .walk import Walk
from .word_readings import has_case, lemmas

_DIRECTIVE = re.compile(DIRECTIVE_PATTERN)
_WORD = re.compile("[А-Яа-яЁё-]{2,40}")
_NAME_BEHIND = re.compile(r"\([^()\n]{4,120}\)\s{0,3}[:;]?$")
_LEAD_ONLY = re.compile(r"[^:\n]{3,160}:$")


def take_roman_point(walk: Walk, roman: str, start: int, line: Line) -> int:
    """Take a decision, or whom the decisions below tell; 0 where the line is a section's title."""
    if walk.zone != "decisions" or not _orders(walk, start, line):
        return 0
    if talk_ahead(walk, walk.index + 1):
        return 0
    if _leads_numbers(walk):
        walk.begin_section(roman, None, line.start)
        walk.tree.add(None, start, line.end)
    else:
        _leave_roman_section(walk, line)
        walk.tree.current = None
        walk.tree.add(Marker("number", (roman,), start), start, line.end)
    walk.content = walk.index
    return 1


def _orders(walk: Walk, start: int, line: Line) -> bool:
    """Tell words that order something or address somebody from the title of a section."""
    if is_topic(walk.folded, start, line.end):
        return False
    if has_infinitive(walk.folded, start, line.end) or _DIRECTIVE.match(walk.folded, start, line.end):
        return True
    return _addresses(walk, start, line)


def _addresses(walk: Walk, start: int, line: Line) -> bool:
    """Tell «Администрации округа (Плотва Н.В.)» from «Организационные вопросы»."""
    found = _WORD.match(walk.text, start, line.end)
    word = found.group() if found else ""
    if word in FORMS:
        return True
    if not has_case(word, "datv"):
        return False
    sure = _NAME_BEHIND.search(walk.text, start, line.end) or _LEAD_ONLY.match(walk.text, start, line.end)
    return not has_case(word, "nomn") or (bool(sure) and bool(lemmas(word) & (BODIES | POSTS)))


def _leads_numbers(walk: Walk) -> bool:
    following = walk.following(1)
    marker = walk.marker(following[0]) if following else None
    return marker is not None and marker.is_list_number and marker.ordinal == 1 and len(marker.parts) == 1


def _leave_roman_section(walk: Walk, line: Line) -> None:
    """Go back from «I. Отделу осей: 1. … 2. …»: the next Roman number stands beside it."""
    section = walk.section
    if section and read_roman(f"{section}.", 0, len(section) + 1):
        walk.begin_section(None, None, line.start)
