"""Words that a line's end cuts in two, made whole again where the dictionary knows the whole.

Holds afterwards: the length is unchanged; the signs of the cut stand behind the word as fillers, which
count as white space. «образовательно-/производственных» keeps its hyphen: the dictionary has no such word.
"""

from __future__ import annotations

import re

from .word_readings import is_known
from .wording import FILLER

_CUT = re.compile(r"([А-Яа-яЁё]{2,30})(-[ \t]{0,3}\r?\n[ \t]{0,8})([а-яё]{2,30})")

_LINE_END_DASH = re.compile("-[ \\t]{0,3}\r?\n")


def whole_words(text: str) -> str:
    """Return a short text with its cut words made whole."""
    return _CUT.sub(_join, text) if _LINE_END_DASH.search(text) else text


def _join(cut: re.Match[str]) -> str:
    whole = cut[1] + cut[3]
    return whole + FILLER * len(cut[2]) if is_known(whole) else cut[0]
