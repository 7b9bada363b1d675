"""What a document is: by the word it calls itself, else by what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import DocumentKind
from . import head_words as words
from .headings import skip_hashes, spelt_alternation
from .lines import Line, last_column

_REACH = 60
_TITLES = tuple(
    (kind, re.compile(rf"({spelt_alternation(names)})(?![а-яa-z])")) for kind, names in words.KINDS
)
_TITLE_LETTERS = frozenset(name[0] for _, names in words.KINDS for name in names)
_NOT_A_TITLE = re.compile(words.NOT_A_TITLE)
_MEETING = re.compile(words.MEETING)
_SALUTATION = re.compile(words.SALUTATION)
_IDENTIFIED = re.compile(rf"[а-я]{{4,14}}\s{{1,4}}(?:{words.NUMBER_SIGN}|от\s{{1,4}}[0-9«\"])")
_LONGEST_TITLE = 220
_NEXT_LINE = 40
_DECIDING: frozenset[DocumentKind] = frozenset({"protocol", "order", "decree", "list", "memo"})


@dataclass(frozen=True, slots=True)
class Title:
    """The line where a document names its kind: the kind, the line's index, the words' span."""

    kind: DocumentKind
    index: int
    start: int
    end: int
    rule: str
    informs: bool = False


def find_title(text: str, folded: str, lines: tuple[Line, ...], head_end: int) -> Title | None:
    """Return the line that names the document's kind; a protocol's word wins over others above it."""
    found = [
        title
        for index, line in enumerate(lines[:_REACH])
        if line.start < max(head_end, 1) and (title := _title(text, folded, line, index))
    ]
    named = [title for title in found if title.kind != "other"] or found
    return named[0] if named else None


def _title(text: str, folded: str, line: Line, index: int) -> Title | None:
    """Return the title at a line's start, or in its right column («КАРАР      ПОСТАНОВЛЕНИЕ»)."""
    start = skip_hashes(folded, line.start, line.end)
    title = _title_at(text, folded, line, start, index)
    if title or line.end - start > _LONGEST_TITLE:
        return title
    column = last_column(text, line).start if _is_loud(text, line) else start
    return _title_at(text, folded, line, column, index) if column > start else None


def _is_loud(text: str, line: Line) -> bool:
    return text[line.start : line.end].isupper()


def _title_at(text: str, folded: str, line: Line, start: int, index: int) -> Title | None:
    if not 0 < line.end - start <= _LONGEST_TITLE or not (
        text[start].isupper() or _IDENTIFIED.match(folded, start)
    ):
        return None
    for kind, pattern in _TITLES if folded[start] in _TITLE_LETTERS else ():
        found = pattern.match(folded, start, line.end + (_NEXT_LINE if kind == "list" else 0))
        if found and not _NOT_A_TITLE.match(folded, found.end(), line.end):
            if kind in ("other", "list") and not _stands_out(text, found.start(), found.end(), line):
                continue
            informs = kind == "letter" or found[0] in words.INFORMING
            return Title(kind, index, found.start(), found.end(), "named", informs)
    return None


def _stands_out(text: str, start: int, end: int, line: Line) -> bool:
    """Tell a title «РЕШЕНИЕ» from a sentence that begins with the word: capitals, or alone on its line."""
    return text[start:end].isupper() or end >= line.end or (text[end] in " №" and line.end - end < _REACH)


def implied_kind(folded: str, lines: tuple[Line, ...], *, decides: bool) -> Title | None:
    """Return the kind of a document that does not name it: a meeting that decides is a protocol."""
    for index, line in enumerate(lines[:_REACH]):
        if _SALUTATION.match(folded, line.start, line.end):
            return Title("letter", index, line.start, line.end, "salutation")
        meeting = _MEETING.search(folded, line.start, min(line.end, line.start + _LONGEST_TITLE))
        if meeting and (decides or index < 3):
            return Title("protocol" if decides else "other", index, line.start, line.end, "meeting")
    return None


def may_decide(folded: str, lines: tuple[Line, ...], title: Title | None) -> bool:
    """Tell whether a list of orders may stand in a document though nothing announces it."""
    if title:
        return title.kind in _DECIDING
    meeting = implied_kind(folded, lines, decides=True)
    return meeting is not None and meeting.kind == "protocol"


def kind_by_decisions(folded: str, index: int, lines: tuple[Line, ...]) -> DocumentKind:
    """Return the kind that the verb announcing the decisions in line `index` speaks for."""
    line = lines[index]
    announced = re.sub(r"\s+", "", folded[line.start : line.end])[-200:]
    return next((kind for verb, kind in words.DECISION_KINDS if verb in announced), "protocol")
