"""One task for several, each with a term of its own: «Отделу А – до 1 июня, Отделу Б – до 15 июня».

It is one point with one deadline; that is the last of the terms, so that nothing is overdue too early.
"""

from __future__ import annotations

import re

from .points import Stretch
from .sentences import has_infinitive
from .word_readings import has_case

_DASHED_TERM = re.compile(r"\s-\s{1,3}(?=(?:в\s{1,3}срок\s{1,3})?(?:до|к|по|не\s{1,3}позднее)\s{1,3}[0-9«])")
_SEPARATOR = re.compile(r"[:,;]\s{0,3}(?:(?:а|и)\s{1,3})?")
_WORD = re.compile(r"[А-Яа-яЁё-]+")
_CLAUSES = re.compile(r";\s{1,6}(?:(?:а|и)\s{1,3})?(?=[А-Яа-яЁё])")
_DASHED_TASK = re.compile(
    r"[,;]\s{1,3}(?:а\s{1,3})?([А-ЯЁ][а-яё]{1,30}\s{1,2}[А-ЯЁ]\.\s?[А-ЯЁ]\.\s{0,3}[–—-]\s{1,3}[а-яё]{3,30}(?:ть|ти|чь)(?:ся)?)\s"
)
_LONGEST_TURNS = 6000
_LONGEST = 160
_FEWEST = 2


def each_told(text: str, folded: str, start: int, end: int) -> tuple[Stretch, ...]:
    """Return where each of several is named, up to the dash before the term; () for fewer than two."""
    if folded.count(" - ", start, end) < _FEWEST:
        return ()
    dashes = list(_DASHED_TERM.finditer(folded, start, end))
    if len(dashes) < _FEWEST:
        return ()
    found = []
    behind = start
    for dash in dashes:
        low = max(behind, dash.start() - _LONGEST)
        signs = list(_SEPARATOR.finditer(folded, low, dash.start()))
        begin = signs[-1].end() if signs else low
        found.append((begin, dash.end()))
        behind = dash.end()
    return tuple(found) if all(_is_told(text, *one) for one in found) else ()


def told_in_turn(text: str, folded: str, start: int, end: int) -> tuple[Stretch, ...]:
    """Return the clauses that each tell somebody something else; () for fewer than two.

    «Отделу А до 1 июня завершить …; отделу Б до 5 июня создать …», «Осину О.О. – составить …,
    Шпалко В.В. – проверить …».
    """
    end = min(end, start + _LONGEST_TURNS)
    edges = (
        [one.end() for one in _CLAUSES.finditer(text, start, end)]
        if folded.find(";", start, end) >= 0
        else []
    )
    if not edges and folded.find(" - ", start, end) >= 0:
        edges = [one.start(1) for one in _DASHED_TASK.finditer(text, start, end)]
    begins = [start, *(one for one in edges if _is_told(text, one, end))]
    if len(begins) < _FEWEST:
        return ()
    found = list(zip(begins, [*begins[1:], end], strict=True))
    return tuple(found) if all(has_infinitive(folded, *one) for one in found) else ()


def _is_told(text: str, start: int, end: int) -> bool:
    """Tell «Отделу связи – …» from «отчёт – …»."""
    first = _WORD.match(text, start, end)
    return first is not None and has_case(first[0], "datv") and not has_case(first[0], "nomn")
