"""Finding the signature: lines with a post, and a name at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import label_words as words
from .lines import Line

_LONGEST = 10
_POST = re.compile("|".join(re.escape(start) for start in words.POST_STARTS))
_NAME = re.compile(
    r"(?:[А-ЯЁ]\s?\.\s?(?:[А-ЯЁ]\s?\.\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\s?\.\s?(?:[А-ЯЁ]\s?\.)?)$"
)
_TOLD = re.compile(
    r"(?:[а-я-]{3,20}(?:ому|ему)\s{1,3})?[а-я-]{2,20}(?:телю|тору|нику|стру|арю|щему|главе)(?![а-я])"
)
"""«Заместителю … Осину О.О.»: who is told something, and does not sign."""

_FAR_APART = re.compile(
    rf"[А-ЯЁ][А-Яа-яЁё «»\"–-]{{3,80}}?(?:[ \u00a0]{{6,}}|\t+|\s?_{{3,}}[ /]{{0,3}})(?:{_NAME.pattern})"
)
_LAST_LINES = 8
_ENDED = ".:;,"
_WIDEST = 160


def signature_end(text: str, folded: str, lines: Sequence[Line], index: int) -> int | None:
    """Return the index behind the signature that begins at `index`, or None where none does.

    A signature is a post and a name on one line, or a post over a few lines that ends with a line
    holding only a name; none of its lines ends like a sentence.
    """
    if not _POST.match(folded, lines[index].start, lines[index].end):
        return index + 1 if _closes(text, lines, index) else None
    if _TOLD.match(folded, lines[index].start, lines[index].end):
        return None
    for place in range(index, min(index + _LONGEST, len(lines))):
        line = lines[place]
        name = _NAME.search(text, max(line.start, line.end - 60), line.end)
        if name and (place > index or _is_apart(text, line, name.start())):
            return place + 1
        if (text[line.end - 1] in _ENDED and not _goes_on(text, folded, lines, place)) or (
            line.end - line.start > _WIDEST
        ):
            return None
        if place > index and line.gap and not name and _POST.match(folded, line.start, line.end):
            return None
    return None


def _goes_on(text: str, folded: str, lines: Sequence[Line], place: int) -> bool:
    """Tell «Председатель комиссии,» above «заместитель главы округа … А.А. Осин», two posts of one."""
    if text[lines[place].end - 1] != "," or place + 1 == len(lines):
        return False
    following = lines[place + 1]
    return not following.gap and bool(_POST.match(folded, following.start, following.end))


def _closes(text: str, lines: Sequence[Line], index: int) -> bool:
    """Tell whatever post and a name far apart from it, near the end of the text, from a sentence.

    On the last line of all a name alone signs.
    """
    line = lines[index]
    if index + 1 == len(lines) and line.gap and _NAME.fullmatch(text, line.start, line.end):
        return True
    near_end = len(lines) - index <= _LAST_LINES
    return near_end and not line.cells and bool(_FAR_APART.fullmatch(text, line.start, line.end))


def _is_apart(text: str, line: Line, name: int) -> bool:
    """Tell a post and a name set apart by blanks or a rule from a sentence that ends with a name."""
    before = text[max(line.start, name - 12) : name]
    if bool(line.cells) or before.endswith(("  ", "\t", "_")) or "__" in before or "/" in before:
        return True
    return len(text[line.start : name].split()) <= 6
