"""What the engine says of a wrong query, with its place, in fewer words, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..errors import QueryError
from .guard import READ_ONLY
from .hints import nearest

_PLACE = re.compile(r"error at ([0-9]+):([0-9]+): expected (.*)", re.DOTALL)
_UPDATE = re.compile(r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|#[^\n]*\n|(?:prefix|base)\b[^<]*<[^>]*>)*", re.IGNORECASE)
_PREFIXED = re.compile(r"([\w.-]*):[^\s:]*$")
_LONGEST_REASON = 120
_WORD = re.compile(r"[A-Za-z]{3,}")
_NEARLY = 0.75
_KEYWORDS = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "WHERE", "FILTER", "OPTIONAL", "MINUS",
    "UNION", "GRAPH", "VALUES", "BIND", "EXISTS", "DISTINCT", "REDUCED", "ORDER", "GROUP", "HAVING",
    "LIMIT", "OFFSET", "FROM", "NAMED", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT",
    "SEPARATOR", "BOUND", "COALESCE", "CONCAT", "CONTAINS", "DATATYPE", "LANG", "LANGMATCHES", "LCASE",
    "REGEX", "REPLACE", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLEN", "STRSTARTS", "SUBSTR",
    "UCASE", "UNDEF", "YEAR", "MONTH", "DAY",
]  # fmt: skip


def told_wrong(said: str, text: str, source: str, prefixes: Mapping[str, str]) -> QueryError:
    """Return what the engine said of a query's text, with its place and in fewer words."""
    prologue = _PROLOGUE.match(text)
    if prologue and _UPDATE.match(text, prologue.end()):
        return QueryError("the register is only read here", source=source, advice=READ_ONLY)
    place = _PLACE.match(said)
    if place is None:
        return QueryError(said, source=source, advice=READ_ONLY)
    line, column = int(place[1]), int(place[2])
    before = text.split("\n")[line - 1][: column - 1]
    prefix = _PREFIXED.search(before)
    if "Prefix not found" in place[3] and prefix:
        near = nearest(prefix[1], prefixes)
        meant = f"did you mean {near}:? Else " if near else ""
        problem, advice = (
            f"the prefix {prefix[1]}: is not declared",
            f"{meant}write PREFIX {prefix[1]}: <…> above",
        )
    else:
        problem, advice = (
            f"not understood from here on: {_rest(text, line, column)}",
            _meant(text, line, column) or _wanted(place[3]),
        )
    return QueryError(problem, source=source, line=line, column=column, advice=advice)


def _rest(text: str, line: int, column: int) -> str:
    rest = text.split("\n")[line - 1][column - 1 :].strip()
    return f"{rest[:30]!r}" if rest else "the end of the line"


def _wanted(expected: str) -> str:
    words = " ".join(expected.removeprefix("one of ").split())
    return f"expected {words}" if len(words) <= _LONGEST_REASON else "check what stands before it"


def _meant(text: str, line: int, column: int) -> str | None:
    """Return the keyword that a word at the place, or the last before it, looks like."""
    lines = text.split("\n")
    behind = _WORD.match(lines[line - 1], column - 1)
    before = _WORD.findall("\n".join((*lines[: line - 1], lines[line - 1][: column - 1])))[-1:]
    for word in (*([behind[0]] if behind else []), *before):
        near = nearest(word, _KEYWORDS, like=_NEARLY)
        if near and near != word.upper():
            return f"did you mean {near}?"
    return None
