"""The catalogue: one question, one `.rq` file with a header, checked parameters, rows.

The header is TOML behind `#+`: `title.ru`, `title.en`, `columns` (those in
`lists` hold several values joined by ", "), `[parameters.<name>]` with
`type`, `default` and `about`, and `phrases` that people ask the question with. A parameter is
written `$name` in the query and bound only by the rows of `VALUES ($name …) { (UNDEF …) }`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

from .errors import InvalidValueError, UnknownNameError
from .moments import now, parse_day, parse_moment
from .resources import ontology_folder

Kind = Literal["year", "moment", "day", "text", "integer", "iri"]
Cell = str | int | float | bool | list[Any] | None

_VALUES = re.compile(r"VALUES\s*\(((?:\s*\$\w+)+)\s*\)\s*\{\s*\((?:\s*UNDEF)+\s*\)\s*\}")
_PARAMETER = re.compile(r"\$(\w+)")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Selects(Protocol):
    """What runs a SELECT: a store over the register."""

    def select(self, query: str) -> tuple[tuple[str, ...], Sequence[tuple[Cell, ...]]]:
        """Return the columns and the rows, plain values."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query: its type, its default as text, what it means."""

    name: str
    kind: Kind
    default: str | None
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the catalogue."""

    name: str
    title: Mapping[str, str]
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    phrases: Mapping[str, tuple[str, ...]]
    lists: frozenset[str]
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a catalogue query; `parameters` as they were understood."""

    query: str
    parameters: dict[str, Cell]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    assumptions: tuple[str, ...] = ()

    def as_dicts(self) -> list[dict[str, Cell]]:
        """Return each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@cache
def catalogue() -> dict[str, Query]:
    """Return all questions by name, read from the ontology's folder."""
    folder = ontology_folder() / "queries"
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


@cache
def part(name: str) -> Query:
    """Return a query that answers are put together from; people do not ask it by itself."""
    return read_query(ontology_folder() / "queries" / "parts" / f"{name}.rq")


def read_query(path: Path) -> Query:
    """Read one `.rq` file; raise `InvalidValueError` where header and text disagree."""
    text = path.read_text(encoding="utf-8")
    lines = [line[2:].strip() for line in text.splitlines() if line.startswith("#+")]
    header: dict[str, Any] = tomllib.loads("\n".join(lines))
    parameters = tuple(
        Parameter(name, entry["type"], entry.get("default"), entry.get("about", {}))
        for name, entry in header.get("parameters", {}).items()
    )
    query = Query(
        name=path.stem,
        title=header["title"],
        columns=tuple(header["columns"]),
        parameters=parameters,
        phrases={language: tuple(said) for language, said in header.get("phrases", {}).items()},
        lists=frozenset(header.get("lists", ())),
        text=text,
        path=path,
    )
    _compare_parameters(query)
    return query


def _compare_parameters(query: Query) -> None:
    body = "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))
    used = set(_PARAMETER.findall(body))
    bound = {name for block in _VALUES.finditer(body) for name in _PARAMETER.findall(block[1])}
    declared = {parameter.name for parameter in query.parameters}
    if used != declared or used != bound:
        wrong = ", ".join(sorted((used ^ declared) | (used ^ bound)))
        raise InvalidValueError(
            f"parameters declared, used and bound differ: {wrong}",
            source=str(query.path),
            advice="declare each in the header, use it as $name and bind it in VALUES",
        )


def find_query(name: str) -> Query:
    """Return the query of that name; raise `UnknownNameError` with the nearest names."""
    from difflib import get_close_matches

    queries = catalogue()
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=3)
    advice = f"did you mean {' or '.join(near)}?" if near else "`obligraph queries` lists them"
    raise UnknownNameError(f"no query is named {name!r}", advice=advice)


def run_query(store: Selects, asked: str | Query, values: Mapping[str, str | None]) -> Rows:
    """Answer a catalogue query; `values` are parameters as text, None where not given.

    Raises `UnknownNameError` for an unknown query or parameter and `InvalidValueError` for a value
    of another type.
    """
    query = find_query(asked) if isinstance(asked, str) else asked
    understood = _understand(query, values)
    _, rows = store.select(_bind(query, understood))
    return Rows(
        query=query.name,
        parameters={key: shown for key, (_, shown) in understood.items()},
        columns=query.columns,
        rows=tuple(_with_lists(query, row) for row in rows),
    )


def _with_lists(query: Query, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row whose list columns, joined by the query in no certain order, are sorted lists."""
    if not query.lists:
        return row
    return tuple(
        sorted(filter(None, str(cell or "").split(", "))) if column in query.lists else cell
        for column, cell in zip(query.columns, row, strict=True)
    )


def shown_parameters(query: Query, values: Mapping[str, str | None]) -> dict[str, Cell]:
    """Return the parameters given, as values of their types; raises as `run_query`."""
    return {name: shown for name, (_, shown) in _understand(query, values).items() if name in values}


def _understand(query: Query, values: Mapping[str, str | None]) -> dict[str, tuple[str, Cell]]:
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            advice = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise UnknownNameError(f"query {query.name!r} has no parameter {name!r}", advice=advice)
    return {parameter.name: _term(parameter, values.get(parameter.name)) for parameter in query.parameters}


def _term(parameter: Parameter, given: str | None) -> tuple[str, Cell]:
    """Return a value as a SPARQL term and as it is shown."""
    words = parameter.default if given is None else given
    if words is None:
        return "UNDEF", None
    if parameter.kind in ("year", "integer"):
        if not re.fullmatch(r"-?[0-9]{1,9}", words.strip()):
            raise InvalidValueError(f"{parameter.name} is a whole number, not {words!r}")
        return str(int(words)), int(words)
    if parameter.kind == "moment":
        moment = now() if words == "now" else parse_moment(words)
        return f'"{moment.value.isoformat()}"^^<{_XSD}dateTime>', str(moment)
    if parameter.kind == "day":
        day = parse_day(words).isoformat()
        return f'"{day}"^^<{_XSD}date>', day
    if parameter.kind == "iri":
        return quote_iri(words), words
    return quote_literal(words), words


def quote_iri(words: str) -> str:
    """Return an IRI as a SPARQL term; a sign that could end it is refused."""
    if _NO_IRI.search(words):
        raise InvalidValueError(f"not an IRI: {words!r}")
    return f"<{words}>"


def quote_literal(words: str) -> str:
    """Return a string as a SPARQL literal, every sign that could end it escaped."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _bind(query: Query, understood: Mapping[str, tuple[str, Cell]]) -> str:
    def fill(block: re.Match[str]) -> str:
        names = _PARAMETER.findall(block[1])
        terms = " ".join(understood[name][0] for name in names)
        return f"VALUES ({' '.join('$' + name for name in names)}) {{ ({terms}) }}"

    return _VALUES.sub(fill, query.text)
