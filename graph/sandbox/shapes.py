"""The shape of a query: its groups, and which variables each pattern has. Terms are not looked at.

This is no parser: the engine is. What it reads is text that the guard let pass, so that groups are
nested few deep; a text that is no query gives some shape, and never an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

GroupKind = Literal["group", "union", "optional", "minus", "exists", "not exists", "select"]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*|[?$]\w+|@[A-Za-z-]+|\^\^|[\w-]*:[\w.%-]*[\w%-]|[\w-]*:|[0-9][\w.]*|\w+|\S",
    re.DOTALL,
)
_CLOSING = {"{": "}", "(": ")", "[": "]"}
_INNER: dict[str, GroupKind] = {"{": "group", "OPTIONAL": "optional", "MINUS": "minus"}
_CLAUSES = frozenset({"FILTER", "BIND", "VALUES", "OPTIONAL", "MINUS", "GRAPH", "UNION", "SERVICE"})


@dataclass(slots=True)
class Pattern:
    """A statement of a group: its variables, how many triples it has, whether it has a path of any length."""

    variables: frozenset[str]
    triples: int
    far: bool = False


@dataclass(slots=True)
class Group:
    """What stands in braces; `parts` are in the order of the text."""

    kind: GroupKind = "group"
    parts: list[Pattern | Group] = field(default_factory=list)
    filters: list[frozenset[str]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)

    @property
    def patterns(self) -> list[Pattern]:
        """The statements that stand in this very group."""
        return [part for part in self.parts if isinstance(part, Pattern)]

    def triples(self) -> int:
        """Return how many triples are to be matched, those of inner groups included."""
        return sum(part.triples if isinstance(part, Pattern) else part.triples() for part in self.parts)

    def variables(self) -> frozenset[str]:
        """Return the variables that matching this group may bind."""
        found = [part.variables if isinstance(part, Pattern) else part.variables() for part in self.parts]
        return frozenset(self.given).union(*found)

    def groups(self) -> Iterator[Group]:
        """Yield this group and all inside it."""
        yield self
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.groups()


def read_shape(text: str) -> Group:
    """Return the outermost group of a query, an empty one where it has none."""
    tokens = [token for token in _TOKEN.findall(text) if not token.startswith("#")]
    start = _where(tokens)
    return _Reader(tokens).group(start, "group")[0] if start is not None else Group()


def _where(tokens: list[str]) -> int | None:
    """Return where the braces of WHERE begin, None where there are none; a template stands before them."""
    depths = accumulate((sign == "{") - (sign == "}") for sign in tokens)
    outer = [place for place, depth in enumerate(depths) if depth == 1 and tokens[place] == "{"]
    said = [place for place in outer if tokens[place - 1].upper() == "WHERE"]
    template = any(sign.upper() == "CONSTRUCT" for sign in tokens[: outer[0]]) if outer else False
    return next(iter(said or outer[template:]), None)


@dataclass(slots=True)
class _Reader:
    tokens: list[str]

    def group(self, place: int, kind: GroupKind) -> tuple[Group, int]:
        """Read the group whose brace is at `place`; return it and the place behind it."""
        found = Group(kind)
        place += 1
        while place < len(self.tokens) and self.tokens[place] != "}":
            place = self._part(found, place)
        return found, place + 1

    def _part(self, into: Group, place: int) -> int:
        word = self.tokens[place].upper()
        if word in _INNER:
            return self._inner(into, place + (word != "{"), _INNER[word])
        if word == "UNION":
            return self._union(into, self._brace_behind(place))
        if word in {"GRAPH", "SERVICE"}:
            return self._brace_behind(place)
        if word in {".", ";"}:
            return place + 1
        clauses = {"FILTER": self._filter, "BIND": self._bind, "VALUES": self._values}
        return clauses[word](into, place + 1) if word in clauses else self._statement(into, place)

    def _inner(self, into: Group, place: int, kind: GroupKind) -> int:
        if place >= len(self.tokens) or self.tokens[place] != "{":
            return place
        if self._word(place + 1) == "SELECT":
            return self._subselect(into, place)
        inner, behind = self.group(place, kind)
        into.parts.append(inner)
        return behind

    def _union(self, into: Group, place: int) -> int:
        """Read the alternative to the part before; both are one part."""
        before = into.parts.pop() if into.parts else Group()
        behind = self._inner(into, place, "group")
        after = into.parts.pop() if into.parts and behind > place else Group()
        into.parts.append(Group("union", [before, after]))
        return behind

    def _subselect(self, into: Group, place: int) -> int:
        """Read a SELECT in braces as a group with the variables that it gives."""
        end = self._closing(place)
        brace = self._brace_behind(place + 1)
        inner, _ = self.group(brace, "select")
        shown = _variables(self.tokens[place:brace])
        if "*" not in self.tokens[place:brace]:
            inner.parts = [Pattern(shown, inner.triples())]
        into.parts.append(inner)
        return end + 1

    def _filter(self, into: Group, place: int) -> int:
        """Read a filter: the variables that it compares, and the groups of EXISTS in it."""
        end = place
        while end < len(self.tokens) and self.tokens[end] not in {"(", "{"}:
            end += 1
        if self._word(end) == "{":
            return self._inner(into, end, self._exists_kind(end))
        closing = self._closing(end)
        into.filters.append(_variables(self.tokens[end:closing]))
        for brace in range(end, closing):
            if self.tokens[brace] == "{" and self._word(brace - 1) == "EXISTS":
                self._inner(into, brace, self._exists_kind(brace))
        return closing + 1

    def _exists_kind(self, brace: int) -> GroupKind:
        return "not exists" if self._word(brace - 2) == "NOT" else "exists"

    def _bind(self, into: Group, place: int) -> int:
        closing = self._closing(place)
        into.given |= _variables(self.tokens[place:closing])
        return closing + 1

    def _values(self, into: Group, place: int) -> int:
        brace = self._brace_behind(place)
        into.given |= _variables(self.tokens[place:brace])
        return self._closing(brace) + 1

    def _statement(self, into: Group, place: int) -> int:
        """Read triples of one subject, to the full stop or whatever ends them."""
        start, triples, far = place, 1, False
        while place < len(self.tokens) and not self._ends(place):
            sign = self.tokens[place]
            triples += sign in {";", ","} and self._goes_on(place + 1)
            far = far or (sign in {"+", "*"} and place > start)
            place += 1
        into.parts.append(Pattern(_variables(self.tokens[start:place]), triples, far))
        return place

    def _goes_on(self, place: int) -> bool:
        return place < len(self.tokens) and not self._ends(place) and self.tokens[place] not in {";", "]"}

    def _ends(self, place: int) -> bool:
        return self.tokens[place] in {".", "{", "}"} or self._word(place) in _CLAUSES

    def _word(self, place: int) -> str:
        return self.tokens[place].upper() if 0 <= place < len(self.tokens) else ""

    def _brace_behind(self, place: int) -> int:
        while place < len(self.tokens) and self.tokens[place] != "{":
            place += 1
        return place

    def _closing(self, place: int) -> int:
        """Return where the bracket at `place` closes; the last token where it does not."""
        if place >= len(self.tokens):
            return len(self.tokens)
        opening, closing, depth = self.tokens[place], _CLOSING.get(self.tokens[place]), 0
        while place < len(self.tokens):
            depth += (self.tokens[place] == opening) - (self.tokens[place] == closing)
            if depth == 0:
                return place
            place += 1
        return place


def _variables(tokens: list[str]) -> frozenset[str]:
    return frozenset("?" + token[1:] for token in tokens if token[0] in "?$" and len(token) > 1)
