"""The text that every rule of terms and references is matched against: folded, words made whole.

Holds afterwards, beside what `folding` promises: a word hyphenated over a line stands in one piece,
the signs of the break moved behind it as fillers (which count as white space); so every offset that
is not inside such a word still means the same place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .folding import fold_document

FILLER = "\x1f"
"""What stands for the moved signs of a break: `\\s` matches it, no document holds it."""

_BROKEN_WORD = re.compile(r"([а-я]{2,30})(-[ ]{0,3}\r?\n[ ]{0,8})([а-я]{2,30})")


_LINE_END_DASH = re.compile("-[ ]{0,3}\r?\n")


@lru_cache(maxsize=4)
def wording(text: str) -> str:
    """Return the text as the rules read it: equally long, offsets kept."""
    folded = fold_document(text)
    return _BROKEN_WORD.sub(_mend, folded) if _LINE_END_DASH.search(folded) else folded


def _mend(broken: re.Match[str]) -> str:
    return broken[1] + broken[3] + FILLER * len(broken[2])


def past_fillers(folded: str, end: int) -> int:
    """Return `end` moved behind the fillers of a mended word that stops there."""
    while folded[end : end + 1] == FILLER:
        end += 1
    return end
