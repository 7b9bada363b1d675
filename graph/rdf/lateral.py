"""A query in the words that the embedded engine is quickest at.

The engine joins `OPTIONAL` and `UNION` by reading all that their patterns match in the whole register,
however few rows stand on their left. Under `LATERAL` (SPARQL's community proposal 6, which it knows) it
looks up what fits each row. Where a query says nothing that depends on the difference the rows are the
same; one that may not be said so is refused by the engine's grammar, and then asked as it was.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*|\w+|.',
    re.DOTALL,
)


@lru_cache(maxsize=256)
def with_lateral(query: str) -> str:
    """Return a query whose optional parts and alternatives are looked up row by row."""
    if "OPTIONAL" not in query.upper() and "UNION" not in query.upper():
        return query
    tokens = _TOKEN.findall(query)
    written = list(tokens)
    words = [place for place, token in enumerate(tokens) if not token.isspace() and token[0] != "#"]
    ends = _matching(tokens, words)
    following = dict(pairwise(words))
    for place in words:
        if _is(tokens, place, "OPTIONAL") and following.get(place) in ends:
            _wrap(written, place, ends[following[place]])
    for place in _chains(tokens, ends, following):
        _wrap(written, place, _chain_end(tokens, place, ends, following))
    return "".join(written)


def _matching(tokens: list[str], words: list[int]) -> dict[int, int]:
    """Return the place of the closing brace of each opening one."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place in words:
        if tokens[place] == "{":
            waiting.append(place)
        elif tokens[place] == "}" and waiting:
            found[waiting.pop()] = place
    return found


def _chain_end(tokens: list[str], place: int, ends: dict[int, int], following: dict[int, int]) -> int:
    """Return where the last of several alternatives ends."""
    end = ends[place]
    while _is(tokens, following.get(end), "UNION") and following.get(following[end]) in ends:
        end = ends[following[following[end]]]
    return end


def _chains(tokens: list[str], ends: dict[int, int], following: dict[int, int]) -> list[int]:
    """Return where chains of alternatives begin."""
    further = {following[place] for place in following if _is(tokens, place, "UNION")}
    return [
        place for place in ends if place not in further and _is(tokens, following.get(ends[place]), "UNION")
    ]


def _is(tokens: list[str], place: int | None, word: str) -> bool:
    return place is not None and tokens[place].upper() == word


def _wrap(tokens: list[str], start: int, end: int) -> None:
    """Put a part under `LATERAL`, unless it gives values to variables, which may have some on its left."""
    if any(token.upper() == "VALUES" for token in tokens[start:end]):
        return
    tokens[start] = f"LATERAL {{ {tokens[start]}"
    tokens[end] = f"{tokens[end]} }}"
