"""Questions with a slip of the fingers: one letter of one word exchanged for a neighbouring key."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.ask.spelling import keys_beside  # noqa: E402  the checkout first

_WORD = re.compile(r"(?<![\w@/.:~-])[^\W\d_]{4,}(?![\w@/:~-]|\.\w)")
"""A word of four letters or more that is no part of a number, a link or a key."""


def with_a_slip(question: str, chance: random.Random) -> str | None:
    """Return the question with a slip in one of its longer words, None where it has none."""
    words = list(_WORD.finditer(question))
    if not words:
        return None
    word = chance.choice(words)
    place = chance.randrange(*word.span())
    beside = sorted(pair[1] for pair in keys_beside() if pair[0] == question[place].lower())
    hit = chance.choice(beside) if beside else ""  # a letter off the keyboards is left out
    return question[:place] + hit + question[place + 1 :]
