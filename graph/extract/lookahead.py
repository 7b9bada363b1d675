"""What the next lines will be: speeches, decisions, another question."""

from __future__ import annotations

import re

from . import structure_words as words
from .headings import (
    decision_heading,
    is_speaker,
    prose_heading,
    question_heading,
    roman_heading,
    skip_hashes,
    vote_line,
)
from .labels import line_labels
from .lines import Line
from .sentences import has_infinitive
from .verbs import is_infinitive
from .walk import Walk

_FAR = 15
_BELOW_ADDRESSEE = 2
_FIRST = re.compile(r"[а-я]+")
_DATIVE = re.compile(words.DATIVE_PATTERN)
_DIRECTIVE = re.compile(words.DIRECTIVE_PATTERN)


def talk_ahead(walk: Walk, index: int) -> bool:
    """Tell whether speeches or a heading of decisions come before the first point or section."""
    for line in walk.lines[index : index + _FAR]:
        if announces_talk(walk, line):
            return True
        if _is_other_heading(walk, line):
            return False
    return False


def announces_talk(walk: Walk, line: Line) -> bool:
    """Tell whether a line names a speaker, begins a speech or announces decisions."""
    start, end = skip_hashes(walk.folded, line.start, line.end), line.end
    if prose_heading(walk.folded, start, end) or is_speaker(walk.folded, start, end):
        return True
    return decision_heading(walk.text, walk.folded, start, end, zone="talk") is not None


def _is_other_heading(walk: Walk, line: Line) -> bool:
    start, end = line.start, line.end
    if roman_heading(walk.text, start, end) or question_heading(walk.folded, start, end):
        return True
    if line.cells or line_labels(walk.text, walk.folded, start, end):
        return True
    return bool(walk.marker(line))


def continues_title(walk: Walk, line: Line, following: Line) -> bool:
    """Tell whether a heading goes on in the line below it."""
    start, end = following.start, following.end
    if following.gap or following.cells or announces_talk(walk, following):
        return False
    if walk.marker(following) or vote_line(walk.folded, start, end):
        return False
    if has_infinitive(walk.folded, start, end):
        return False
    return not (walk.text[line.end - 1] == "." and walk.text[start].isupper())


def _tells_below(walk: Walk, line: Line) -> bool:
    """Tell «Министерству связи (Осин О.О.)» alone above a term and the task on lines of their own."""
    if not line.gap or line.cells or not _DATIVE.match(walk.folded, line.start, line.end):
        return False
    if has_infinitive(walk.folded, line.start, line.end):
        return False
    for below in walk.following(_BELOW_ADDRESSEE):
        first = _FIRST.match(walk.folded, below.start, below.end)
        if below.gap or below.cells or not first:
            return False
        if is_infinitive(first[0]):
            return True
    return False


def opens_list(walk: Walk, line: Line) -> bool:
    """Tell whether a list of orders begins here, though nothing announced it."""
    marker = walk.marker(line)
    if not marker or marker.end >= line.end:
        near = min(line.end, line.start + 80)
        if _tells_below(walk, line):
            return True
        return bool(_DIRECTIVE.match(walk.folded, line.start, line.end)) and has_infinitive(
            walk.folded, line.start, near
        )
    if has_infinitive(walk.folded, marker.end, line.end) or "к сведению" in walk.words(marker.end, line.end):
        return True
    if walk.folded[line.end - 1] == ":" and _DATIVE.match(walk.folded, marker.end, line.end):
        return True
    return any(line_labels(walk.text, walk.folded, one.start, one.end) for one in walk.following(1))
