"""The program of the child that answers one query."""

from __future__ import annotations

import re
import sys
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store

from ..errors import DamagedIndexError, QueryError, QueryLimitError, RegisterError
from .boundary import serve_once
from .guard import READ_ONLY, Asked, check_query
from .limits import QueryLimits, leave_network
from .results import write_answer, write_rows, write_triples

Found = QueryBoolean | QuerySolutions | QueryTriples

_PLACE = re.compile(r"error at ([0-9]+):([0-9]+): expected (.*)", re.DOTALL)
_UPDATE = re.compile(r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|#[^\n]*\n|(?:prefix|base)\b[^<]*<[^>]*>)*", re.IGNORECASE)
_PREFIXED = re.compile(r"([\w.-]*):[^\s:]*$")
_RECURSION = 20_000
_LONGEST_REASON = 120


def main() -> None:
    """Answer one task of `run_query`."""
    sys.setrecursionlimit(_RECURSION)
    serve_once(_answer)


def _answer(head: dict[str, Any], quads: bytes) -> tuple[dict[str, Any], bytes]:
    leave_network()
    limits, source = QueryLimits(**head["limits"]), head["source"]
    asked = check_query(head["query"], limits, source, head["prefixes"])
    store = _open(head["path"], quads)
    try:
        found = _ask(store, asked, head)
        told, body = _write(found, head, limits)
    except SyntaxError as error:
        raise _told_wrong(str(error), asked.text, source) from error
    except (OSError, RuntimeError) as error:
        if "Corruption" in str(error):
            advice = "`obligraph index --rebuild` makes it anew"
            raise DamagedIndexError("the index is damaged", source=head["path"], advice=advice) from error
        raise QueryError(f"the query failed ({error})", source=source, advice=READ_ONLY) from error
    return {**told, "graphs": asked.graphs}, body


def _open(path: str | None, quads: bytes) -> Store:
    if path is None:
        store = Store()
        store.load(quads, format=RdfFormat.N_QUADS)
        return store
    try:
        return Store.read_only(path)
    except (OSError, RuntimeError) as error:
        advice = "`obligraph index --rebuild` makes it anew"
        raise RegisterError(f"the index can't be opened ({error})", source=path, advice=advice) from error


def _ask(store: Store, asked: Asked, head: dict[str, Any]) -> Found:
    """Start the query; the graphs of FROM and of the protocol's dataset must be the register's own.

    A dataset of the protocol takes the place of the query's own, and holds what it names and no more.
    """
    default, named = head["dataset"]
    for graph in asked.graphs:
        _check_held(store, graph, f"FROM <{graph}>", head["source"])
    for graph in (*default, *named):
        _check_held(store, graph, f"the dataset's graph <{graph}>", head["source"])
    if not default and not named:
        return store.query(asked.text, prefixes=head["prefixes"])
    return store.query(
        asked.text,
        prefixes=head["prefixes"],
        default_graph=[NamedNode(graph) for graph in default],
        named_graphs=[NamedNode(graph) for graph in named],
    )


def _check_held(store: Store, graph: str, shown: str, source: str) -> None:
    try:
        held = store.contains_named_graph(NamedNode(graph))
    except ValueError:
        held = False
    if not held:
        advice = "name one of its graphs: SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
        raise QueryError(f"{shown}: the register has no such graph", source=source, advice=advice)


def _write(found: Found, head: dict[str, Any], limits: QueryLimits) -> tuple[dict[str, Any], bytes]:
    form = head["form"]
    if isinstance(found, QueryTriples):
        triples = _within(found, limits, head["source"])
        return {"kind": "triples", "count": len(triples)}, write_triples(triples, form, head["prefixes"])
    if form in ("ttl", "nt"):
        advice = "write CONSTRUCT or DESCRIBE, or choose json, csv, tsv or xml"
        raise QueryError(
            f"{form} is a form for triples, and this gives none", source=head["source"], advice=advice
        )
    if isinstance(found, QueryBoolean):
        return {"kind": "answer", "count": 1}, write_answer(bool(found), form)
    columns = [variable.value for variable in found.variables]
    rows = [tuple(row) for row in _within(found, limits, head["source"])]
    return {"kind": "rows", "count": len(rows)}, write_rows(columns, rows, form)


def _within(found: Any, limits: QueryLimits, source: str) -> list[Any]:  # noqa: ANN401  two iterators
    """Return everything found; raise `QueryLimitError` where that is more than may be."""
    taken = list(islice(found, limits.rows + 1))
    if len(taken) > limits.rows:
        advice = "add LIMIT, or count with COUNT"
        raise QueryLimitError(f"the query gives more than {limits.rows} rows", source=source, advice=advice)
    return taken


def _told_wrong(said: str, text: str, source: str) -> QueryError:
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
        problem, advice = f"the prefix {prefix[1]}: is not declared", f"write PREFIX {prefix[1]}: <…> above"
    else:
        problem, advice = f"not understood from here on: {_rest(text, line, column)}", _wanted(place[3])
    return QueryError(problem, source=source, line=line, column=column, advice=advice)


def _rest(text: str, line: int, column: int) -> str:
    rest = text.split("\n")[line - 1][column - 1 :].strip()
    return f"{rest[:30]!r}" if rest else "the end of the line"


def _wanted(expected: str) -> str:
    words = " ".join(expected.removeprefix("one of ").split())
    return f"expected {words}" if len(words) <= _LONGEST_REASON else "check what stands before it"
