"""What is said of a query that is right and yet may not do what its writer wants.

Two kinds of hint: a shape that the engine is slow at, with the rewriting that helps, and a term of a
vocabulary that is known here which that vocabulary does not have. The shapes were found by measuring
Oxigraph 0.5 (`benchmarks/shapes.py`): each takes the outer rows times the inner ones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from .shapes import Group, Pattern, read_shape

_NOT_TERMS = re.compile(
    r'(<[^<>"{}|^`\\\x00-\x20]*>)|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
"""Strings and comments; IRIs are taken with them, since they may hold a `#`, and kept."""

_DECLARED = re.compile(r"\bprefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_IRI = re.compile(r"<([^<>\"{}|^`\\\x00-\x20]*)>")
_PREFIXED = re.compile(r"(?<![\w:?$<])([A-Za-z][\w.-]*|):([\w%-](?:[\w.%-]*[\w%-])?)")
_LIKE = 0.6
_OWN = "og"
_FEW = 2

_NOT_EXISTS = (
    "FILTER NOT EXISTS over several patterns is tried for each row: "
    "write OPTIONAL { … } FILTER(!BOUND(?x)) with an ?x from inside, or MINUS { … }"
)
_EXISTS = (
    "FILTER EXISTS over several patterns is tried for each row: "
    "write the patterns themselves and SELECT DISTINCT"
)
_NOT_JOINED = (
    "{} and {} share no variable, so that each row of one is paired with each of the other: join them"
)
_JOINED_BY_FILTER = (
    "{} and {} meet only in a FILTER, which is tried on every pair of their rows: "
    "write the same variable in both patterns"
)
_FREE_OPTIONAL = (
    "an OPTIONAL shares no variable with what stands before it: every row is paired with each of its rows"
)
_FIRST_OPTIONAL = "an OPTIONAL stands before the patterns: put it behind them"
_CHAINED_OPTIONAL = (
    "an OPTIONAL hangs on {}, which only another OPTIONAL binds: put both patterns into one OPTIONAL, "
    "or the second into the first"
)
_FREE_MINUS = "a MINUS shares no variable with what stands before it, and takes nothing away"
_FREE_PATH = (
    "a path of any length stands between {} and {}, and nothing else binds either: bind one of them first"
)


def shape_hints(text: str) -> tuple[str, ...]:
    """Return what to say of the shape of a query, each hint once, in the order of the text."""
    whole = read_shape(text)
    found = (hint for group in whole.groups() for hint in _of_group(group))
    return tuple(dict.fromkeys(found))


def _of_group(group: Group) -> Iterator[str]:
    if group.kind == "union":
        return
    if group.kind in {"exists", "not exists"} and group.triples() >= _FEW:
        yield _NOT_EXISTS if group.kind == "not exists" else _EXISTS
    yield from _apart(group)
    yield from _hanging(group)
    yield from _paths(group)


def _apart(group: Group) -> Iterator[str]:
    """Yield what is said of statements that no variable connects."""
    islands: list[frozenset[str]] = []
    joining = [part for part in group.parts if _joins(part)]
    for variables in (*map(_variables_of, joining), frozenset(group.given)):
        if variables:
            touched = [island for island in islands if island & variables]
            islands = [island for island in islands if not island & variables]
            islands.append(variables.union(*touched))
    matched = frozenset[str]().union(*map(_variables_of, joining))
    islands = [island for island in islands if island & matched]
    if len(islands) > 1:
        first, second = sorted(min(island & matched) for island in islands)[:2]
        filtered = any(sum(bool(island & said) for island in islands) > 1 for said in group.filters)
        yield (_JOINED_BY_FILTER if filtered else _NOT_JOINED).format(first, second)


def _joins(part: Pattern | Group) -> bool:
    """Whether a part adds rows that are joined with the others."""
    return isinstance(part, Pattern) or part.kind in {"group", "union", "select"}


def _variables_of(part: Pattern | Group) -> frozenset[str]:
    return part.variables if isinstance(part, Pattern) else part.variables()


def _hanging(group: Group) -> Iterator[str]:
    """Yield what is said of OPTIONAL and MINUS by what stands before them."""
    sure, unsure = frozenset(group.given), frozenset[str]()
    for place, part in enumerate(group.parts):
        if _joins(part):
            sure |= _variables_of(part)
        elif isinstance(part, Group) and part.kind in {"optional", "minus"}:
            inner = part.variables()
            yield from _hanging_part(group, place, part, sure, unsure)
            unsure |= inner - sure if part.kind == "optional" else frozenset()


def _hanging_part(
    group: Group, place: int, part: Group, sure: frozenset[str], unsure: frozenset[str]
) -> Iterator[str]:
    inner = part.variables()
    if inner & sure or not inner:
        return
    if part.kind == "minus":
        if not inner & unsure:
            yield _FREE_MINUS
    elif inner & unsure:
        yield _CHAINED_OPTIONAL.format(min(inner & unsure))
    elif any(_joins(other) for other in group.parts[:place]):
        yield _FREE_OPTIONAL
    elif any(_joins(other) for other in group.parts[place + 1 :]):
        yield _FIRST_OPTIONAL


def _paths(group: Group) -> Iterator[str]:
    for pattern in group.patterns:
        others = [_variables_of(part) for part in group.parts if part is not pattern and _joins(part)]
        elsewhere = frozenset(group.given).union(*others)
        if (
            pattern.far
            and pattern.triples == 1
            and len(pattern.variables) == _FEW
            and not pattern.variables & elsewhere
        ):
            yield _FREE_PATH.format(*sorted(pattern.variables))


def term_hints(text: str, prefixes: Mapping[str, str], known: Iterable[str]) -> tuple[str, ...]:
    """Return what to say of terms that a query uses and no vocabulary has.

    `known` are the IRIs of all terms known here; only a term in the namespace of one of `prefixes` is
    looked at. Of our own namespace all terms are known; of a published one something is said only of what
    looks like a slip.
    """
    terms = frozenset(known)
    plain = _NOT_TERMS.sub(lambda found: found[1] or " ", text)
    spaces = {**prefixes, **dict(_DECLARED.findall(plain))}
    used = dict.fromkeys((*_iris(plain), *_prefixed(plain, spaces)))
    found = (
        _unknown(prefix, iri.removeprefix(space), terms, space)
        for iri in used
        for prefix, space in prefixes.items()
        if iri.startswith(space) and iri != space and iri not in terms and prefix != "xsd"
    )
    return tuple(hint for hint in found if hint)


def _iris(text: str) -> Iterator[str]:
    return (found[1] for found in _IRI.finditer(_DECLARED.sub(" ", text)))


def _prefixed(text: str, spaces: Mapping[str, str]) -> Iterator[str]:
    body = _IRI.sub(" ", _DECLARED.sub(" ", text))
    return (spaces[prefix] + name for prefix, name in _PREFIXED.findall(body) if prefix in spaces)


def _unknown(prefix: str, name: str, terms: Collection[str], space: str) -> str | None:
    near = nearest(name, [term.removeprefix(space) for term in terms if term.startswith(space)])
    if near:
        return f"no term here is called {prefix}:{name}; did you mean {prefix}:{near}?"
    return f"no term here is called {prefix}:{name}; docs/ontology.md lists them" if prefix == _OWN else None


def nearest(word: str, known: Iterable[str], *, like: float = _LIKE) -> str | None:
    """Return the known word most like this one, whatever the case; None where none is like it."""
    from difflib import get_close_matches  # 10 ms, for those who misspell

    low: dict[str, str] = {}
    for name in sorted(known):
        low.setdefault(name.lower(), name)
    near = get_close_matches(word.lower(), low, n=1, cutoff=like)
    return low[near[0]] if near else None
