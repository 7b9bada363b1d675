"""The result of a vote: adopted or not, by the printed word, else by the counted hands."""

from __future__ import annotations

import re

from . import structure_words as words

_REJECTED = re.compile(words.REJECTED_PATTERN)
_ADOPTED = re.compile(words.ADOPTED_PATTERN)
_FOR = re.compile(words.FOR_PATTERN)
_AGAINST = re.compile(words.AGAINST_PATTERN)


def is_rejected(folded: str) -> bool:
    """Tell whether the words of a vote say that the proposal was not adopted.

    What is printed decides («НЕ ПРИНЯТО»); without it, as many voices against as for reject.
    """
    if _REJECTED.search(folded):
        return True
    if _ADOPTED.search(folded):
        return False
    pro, contra = _count(_FOR, folded), _count(_AGAINST, folded)
    return pro is not None and contra is not None and contra >= pro and contra > 0


def _count(pattern: re.Pattern[str], folded: str) -> int | None:
    found = pattern.search(folded)
    if not found or found[1] == "единогласно":
        return None
    return 0 if found[1] == "нет" else int(found[1])
