"""Words divided at a line's end: whether the hyphen was only the line's, or the word's own.

PDF readers mark both alike, with U+FFFE («информационно￾телекоммуникационный», «испол￾нение»). The
rest of the document decides: the form that it has elsewhere; else, whether it divides words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

CUT: Final = "\ufffe"
"""What stands in a text for a hyphen at a line's end and the line break behind it."""

FEWEST_DIVIDED: Final = 2
"""Cuts that can't be those of a compound from which on a document is seen to divide words."""

_DIVIDED = re.compile(f"([^\\W\\d_]+){CUT}\\s*([^\\W\\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER_CUT = re.compile(r"\w[-/]$")
_ADDRESS_CUT = re.compile(r"(?:@|://)\S*$")
_ADDRESS_GOES_ON = re.compile(r"(?!https?:)[a-zA-Z0-9/_.-]+(?:\s|$|[./_-])")
_LINKING_VOWELS: Final = ("о", "е")
"""What the first half of a Russian compound ends with: «образовательно-производственный»."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How a document writes: its undivided words, the first halves of its compounds, its habit."""

    words: frozenset[str]
    halves: frozenset[str]
    divides: bool


def usage_of(texts: Iterable[str]) -> Usage:
    """Return how a document writes; it divides words where a cut can't be that of a compound."""
    divided: list[tuple[str, str]] = []
    words: set[str] = set()
    for text in texts:
        divided += _DIVIDED.findall(text)
        words.update(word.lower() for word in _WORD.findall(_DIVIDED.sub(" ", text)))
    halves = frozenset(word.rpartition("-")[0] for word in words if "-" in word)
    usage = Usage(frozenset(words), halves, divides=False)
    sure = sum(_only_divided(left, right, usage) for left, right in divided)
    return replace(usage, divides=sure >= FEWEST_DIVIDED)


def mend(text: str, usage: Usage) -> str:
    """Return the text with every cut word whole: its hyphen dropped, or kept where it is its own."""
    if CUT not in text:
        return text
    whole = _DIVIDED.sub(lambda match: _joined(match[1], match[2], usage), text)
    return re.sub(f"{CUT}\\s*", "-", whole)


def is_cut(text: str, following: str) -> bool:
    """Tell whether a line's end cuts a number («М07-» «18/31») or an address: no space stands there."""
    if _NUMBER_CUT.search(text):
        return True
    return bool(_ADDRESS_CUT.search(text) and _ADDRESS_GOES_ON.match(following))


def _joined(left: str, right: str, usage: Usage) -> str:
    both = f"{left}{right}".lower()
    if both in usage.words:
        return left + right
    if _is_compound(left, right, usage) or not usage.divides:
        return f"{left}-{right}"
    return left + right


def _is_compound(left: str, right: str, usage: Usage) -> bool:
    return right[0].isupper() or left.lower() in usage.halves or f"{left}-{right}".lower() in usage.words


def _only_divided(left: str, right: str, usage: Usage) -> bool:
    return not _is_compound(left, right, usage) and not left.lower().endswith(_LINKING_VOWELS)
