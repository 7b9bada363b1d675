"""Questions read from their files: a header of TOML behind `#+`, then SPARQL.

The header has `title.ru`, `title.en`, `columns` (those in `lists` hold several values joined by
", "; those in `spans` a moment, shown as the time from `at` to it), `sort` (columns, a `-` before
one that falls), `[parameters.<name>]` with `type`, `default` and `about`, `phrases` that people ask
the question with, and `needs`: parameters without which the question in words can't be answered. A
parameter is bound by the rows of `VALUES ($name …) { (UNDEF …) }`. Elsewhere `$name` stands for its
value and `?name` for the variable that holds it: what is selected, grouped by, or may be unbound.
`VALUES ?bucket { UNDEF }` takes the buckets of what binds at the moments that the query asks about, and
`VALUES ?ended { UNDEF }` of what has ended (see `graph.rdf.buckets`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from ..errors import InvalidValueError, UnknownNameError
from ..resources import ontology_folder

Kind = Literal[
    "year", "cohort", "moment", "begin", "end", "day", "text", "item", "integer", "iri", "iris", "document"
]
"""What a parameter holds: a `cohort` is a year, and a `document` a number, that the register knows.

`iris` are any number of IRIs with spaces between them; they stand alone in `VALUES $name { UNDEF }`.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)
VALUES = re.compile(r"VALUES\s*\(((?:\s*\$\w+)+)\s*\)\s*\{\s*\((?:\s*UNDEF)+\s*\)\s*\}")
"""Where parameters are bound."""
AMONG = re.compile(r"VALUES\s*\$(\w+)\s*\{\s*UNDEF\s*\}")
"""Where a parameter of several values is bound."""
PARAMETER = re.compile(r"\$(\w+)")


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
    spans: frozenset[str]
    sort: tuple[str, ...]
    needs: tuple[str, ...]
    text: str
    path: Path


@cache
def catalogue() -> dict[str, Query]:
    """Return all questions by name, read from the ontology's folder."""
    folder = ontology_folder() / "queries"
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


@cache
def part(name: str) -> Query:
    """Return a query that answers are put together from; people do not ask it by itself."""
    return read_query(ontology_folder() / "queries" / "parts" / f"{name}.rq")


def find_query(name: str) -> Query:
    """Return the query of that name; raise `UnknownNameError` with the nearest names."""
    from difflib import get_close_matches

    queries = catalogue()
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, n=3)
    advice = "did you mean {near}?" if near else "`obligraph queries` lists them"
    raise UnknownNameError("no query is named {name!r}", advice=advice, name=name, near=", ".join(near))


def read_query(path: Path) -> Query:
    """Read one `.rq` file; raise `InvalidValueError` where header and text disagree."""
    text = path.read_text(encoding="utf-8")
    lines = [line[2:].strip() for line in text.splitlines() if line.startswith("#+")]
    header: dict[str, Any] = tomllib.loads("\n".join(lines))
    query = Query(
        name=path.stem,
        title=header["title"],
        columns=tuple(header["columns"]),
        parameters=tuple(_parameter(*entry) for entry in header.get("parameters", {}).items()),
        phrases={language: tuple(said) for language, said in header.get("phrases", {}).items()},
        lists=frozenset(header.get("lists", ())),
        spans=frozenset(header.get("spans", ())),
        sort=tuple(header.get("sort", ())),
        needs=tuple(header.get("needs", ())),
        text=text,
        path=path,
    )
    _compare_parameters(query)
    _compare_columns(query)
    return query


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    return Parameter(name, entry["type"], entry.get("default"), entry.get("about", {}))


def _compare_parameters(query: Query) -> None:
    body = "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))
    used = set(PARAMETER.findall(body))
    bound = {name for block in VALUES.finditer(body) for name in PARAMETER.findall(block[1])}
    bound |= set(AMONG.findall(body))
    declared = {parameter.name for parameter in query.parameters}
    if used != declared or used != bound:
        wrong = ", ".join(sorted((used ^ declared) | (used ^ bound)))
        advice = "declare each in the header, use it as $name and bind it in VALUES"
        raise _mismatch(query, f"parameters declared, used and bound differ: {wrong}", advice)
    unknown = {parameter.kind for parameter in query.parameters}.difference(KINDS)
    if unknown:
        raise _mismatch(query, f"no such type: {', '.join(sorted(unknown))}", f"one of {', '.join(KINDS)}")


def _compare_columns(query: Query) -> None:
    sorted_by = {name.removeprefix("-") for name in query.sort}
    lacking = (query.lists | query.spans | sorted_by).difference(query.columns)
    if lacking:
        wrong = ", ".join(sorted(lacking))
        raise _mismatch(query, f"the header names columns that it lacks: {wrong}", "add them to columns")


def _mismatch(query: Query, problem: str, advice: str) -> InvalidValueError:
    return InvalidValueError(problem, source=str(query.path), advice=advice)
