"""What a user's query may not ask for, seen on its parse and not on its words.

Two parsers read the same text here: the engine's, which can't say what it saw, and rdflib's, which
can. So the text is first brought to one spelling (`one_spelling`), after which both see the same
signs. Only a text with one of the words in it at all pays for the second parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ..errors import QueryError
from .limits import QueryLimits

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Prologue

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_GUARDED = re.compile("service|from", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:^|[\s({,;.|/])(?:[?$][0-9A-Za-z_]*|[A-Za-z][0-9A-Za-z_-]*:[0-9A-Za-z_-]*)\Z")
_NO_BRACKETS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*',
    re.DOTALL,
)
READ_ONLY = "SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for besides its pattern: the graphs of FROM and FROM NAMED."""

    text: str
    graphs: tuple[str, ...] = ()


def one_spelling(text: str) -> str:
    r"""Return the query with `\uXXXX` decoded and lines ended by a line feed.

    Holds afterwards: no `\uXXXX` and no `\UXXXXXXXX` anywhere, no carriage return. SPARQL decodes
    them before anything else; whoever decodes again changes nothing.
    """
    decoded = _ESCAPE.sub(_sign, text)
    while decoded != text:
        text, decoded = decoded, _ESCAPE.sub(_sign, decoded)
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def _sign(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise QueryError(f"{escape[0]} is no character", advice="write the character itself")
    return chr(code)


def check_query(
    text: str, limits: QueryLimits, source: str, prefixes: Mapping[str, str] | None = None
) -> Asked:
    """Return what the query asks for, in one spelling; raise `QueryError` where it is refused.

    `prefixes` are known undeclared. A wrong query may pass: the engine says what is wrong with it.
    """
    size = len(text)
    if size > limits.length:
        advice = "ask for less at once, or use the catalogue"
        raise QueryError(f"the query is longer than {limits.length} signs", source=source, advice=advice)
    spelled = one_spelling(text)
    if "\x00" in spelled:
        raise QueryError("the query holds a NUL", source=source, advice="take it out")
    if nesting(spelled) > limits.depth:
        advice = "write it flatter"
        raise QueryError(f"brackets are nested deeper than {limits.depth}", source=source, advice=advice)
    if not any(_may_be_keyword(spelled, found) for found in _GUARDED.finditer(spelled)):
        return Asked(spelled)
    return Asked(spelled, _graphs(spelled, source, prefixes or {}))


def nesting(text: str) -> int:
    """Return how deep the brackets go, those in strings, IRIs and comments left out."""
    depth = deepest = 0
    for sign in _NO_BRACKETS.sub("", text):
        if sign in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "})]":
            depth -= 1
    return deepest


def _may_be_keyword(text: str, found: re.Match[str]) -> bool:
    """Whether the word may be more than a part of a variable's or a term's name.

    In doubt it may: `?dueFrom` and `og:from` after a space are names for every parser.
    """
    before = text[max(0, found.start() - _LONGEST_NAME) : found.start()]
    return _NAME_BEFORE.search(before) is None


def _graphs(text: str, source: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the graphs of FROM; raise `QueryError` for SERVICE and for what is no query."""
    from pyparsing import ParseBaseException  # 0.2 s, for the few that need it
    from rdflib.plugins.sparql.algebra import translatePrologue
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        parsed = parseQuery(text)
    except ParseBaseException as error:
        raise QueryError(
            "this is no query that can be read",
            source=source,
            line=error.lineno,
            column=error.column,
            advice=READ_ONLY,
        ) from error
    parts = [part for part in _nodes(parsed) if isinstance(part, CompValue)]
    if any(part.name == "ServiceGraphPattern" for part in parts):
        advice = "fetch the other data first, ask this register alone"
        raise QueryError("SERVICE is refused: a query reaches nothing outside", source=source, advice=advice)
    prologue = translatePrologue(parsed[0], None)
    known = {**prefixes, **{name: str(space) for name, space in prologue.namespace_manager.namespaces()}}
    clauses = [part for part in parts if part.name == "DatasetClause"]
    return tuple(_absolute(iri, known, prologue, source) for clause in clauses for iri in clause.values())


def _absolute(iri: object, prefixes: Mapping[str, str], prologue: Prologue, source: str) -> str:
    """Return the IRI of a FROM, written in full or by a prefix."""
    if isinstance(iri, str):
        return str(prologue.absolutize(iri))
    prefix = getattr(iri, "prefix", None) or ""
    if prefix not in prefixes:
        advice = "declare it by PREFIX above"
        raise QueryError(f"the prefix {prefix}: is not declared", source=source, advice=advice)
    return prefixes[prefix] + (getattr(iri, "localname", None) or "")


def _nodes(parsed: object) -> Iterator[object]:
    """Yield every node of a parse, without recursion."""
    waiting = [parsed]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple)) or hasattr(node, "as_list"):
            waiting.extend(cast("Iterable[object]", node))
