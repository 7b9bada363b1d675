"""One task for several, each with a term of its own: «Отделу А – до 1 июня, Отделу Б – до 15 июня».

It is one point with one deadline; that is the last of the terms, so that nothing is overdue too early.
"""

from __future__ import annotations

import re

from .points import Stretch
from .word_readings import has_case

_DASHED_TERM = re.compile(r"\s-\s{1,3}(?=(?:в\s{1,3}срок\s{1,3})?(?:до|к|по|не\s{1,3}позднее)\s{1,3}[0-9«])")
_SEPARATOR = re.compile(r"[:,;]\s{0,3}(?:(?:а|и)\s{1,3})?")
_WORD = re.compile(r"[А-Яа-яЁё-]+")
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


def _is_told(text: str, start: int, end: int) -> bool:
    """Tell «Отделу связи – …» from «отчёт – …»."""
    first = _WORD.match(text, start, end)
    return first is not None and has_case(first[0], "datv") and not has_case(first[0], "nomn")
