"""The program of the child that answers one query."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store

from ..errors import DamagedIndexError, QueryError, QueryLimitError, RegisterError
from .boundary import serve_stream
from .faults import told_wrong
from .forms import TRIPLE_FORMS
from .guard import READ_ONLY, Asked, check_query
from .hints import shape_hints, term_hints
from .limits import USUAL_ROWS, QueryLimits, leave_network
from .results import row_pieces, triple_lines, write_answer, write_triples
from .wire import Message

T = TypeVar("T")
Found = QueryBoolean | QuerySolutions | QueryTriples

_RECURSION = 20_000
_FULL = 32 * 1024
"""Bytes that are sent together."""
_IMPATIENT = 0.1
"""Seconds after which what is there is sent, however little it is."""


def main() -> None:
    """Answer one task of `run_query`."""
    sys.setrecursionlimit(_RECURSION)
    serve_stream(_answer)


def _answer(head: dict[str, Any], quads: bytes) -> Iterator[Message]:
    """Yield what kind of result it is, its bytes in pieces, and how many rows or triples it has.

    Up to the usual limit of rows nothing is said before all is found: a result is whole or an error.
    """
    leave_network()
    limits, source = QueryLimits(**head["limits"]), head["source"]
    asked = check_query(head["query"], limits, source, head["prefixes"])
    yield {"hints": _hints(asked.text, head)}, b""
    store = _open(head["path"], quads)
    try:
        found = _ask(store, asked, head)
        kind, pieces, counted = _written(found, head, limits)
        whole = limits.rows <= USUAL_ROWS or kind == "answer"
        first = b"".join(pieces) if whole else b""
        yield {"kind": kind, "graphs": asked.graphs}, first
        yield from (({"more": True}, piece) for piece in _together(pieces))
    except SyntaxError as error:
        raise told_wrong(str(error), asked.text, source, head["prefixes"]) from error
    except (OSError, RuntimeError) as error:
        if "Corruption" in str(error):
            advice = "`obligraph index --rebuild` makes it anew"
            raise DamagedIndexError("the index is damaged", source=head["path"], advice=advice) from error
        raise QueryError(f"the query failed ({error})", source=source, advice=READ_ONLY) from error
    yield {"count": counted.count}, b""


def _hints(text: str, head: dict[str, Any]) -> list[str]:
    terms = term_hints(text, head["prefixes"], head["terms"]) if head["terms"] else ()
    shallow = head["limits"]["depth"] <= QueryLimits().depth
    return [*terms, *(shape_hints(text) if shallow else ())]


def _together(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces joined into larger ones; the first at once, and none kept long."""
    kept, size, sent = list[bytes](), 0, 0.0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= _FULL or time.monotonic() - sent > _IMPATIENT:
            yield b"".join(kept)
            kept, size, sent = [], 0, time.monotonic()
    if kept:
        yield b"".join(kept)


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


def _written(
    found: Found, head: dict[str, Any], limits: QueryLimits
) -> tuple[str, Iterator[bytes], _Counted[Any]]:
    """Return the kind of a result, its bytes in pieces, and what counts it while they are taken."""
    form, source = head["form"], head["source"]
    if isinstance(found, QueryTriples):
        triples = _Counted(found, limits.rows, source)
        return "triples", _triple_pieces(triples, head, limits), triples
    if form in TRIPLE_FORMS:
        advice = "write CONSTRUCT or DESCRIBE, or choose json, csv, tsv or xml"
        raise QueryError(f"{form} is a form for triples, and this gives none", source=source, advice=advice)
    if isinstance(found, QueryBoolean):
        return "answer", iter([write_answer(bool(found), form)]), _Counted((), 0, source, 1)
    rows = _Counted(found, limits.rows, source)
    columns = [variable.value for variable in found.variables]
    return "rows", row_pieces(columns, (tuple(row) for row in rows), form), rows


def _triple_pieces(triples: _Counted[Any], head: dict[str, Any], limits: QueryLimits) -> Iterator[bytes]:
    """Yield triples sorted and each once; N-Triples of more than the usual limit as they come."""
    if head["form"] == "nt" and limits.rows > USUAL_ROWS:
        yield from triple_lines(triples)
    else:
        yield write_triples(triples, head["form"], head["prefixes"])


class _Counted(Iterable[T]):
    """What is found, counted; more than may be is a `QueryLimitError`."""

    def __init__(self, found: Iterable[T], most: int, source: str, count: int = 0) -> None:
        self._found, self._most, self._source = found, most, source
        self.count = count

    def __iter__(self) -> Iterator[T]:
        for one in self._found:
            self.count += 1
            if self.count > self._most:
                problem = f"the query gives more than {self._most} rows"
                advice = "add LIMIT, count with COUNT, or allow more by --max-rows"
                raise QueryLimitError(problem, source=self._source, advice=advice)
            yield one
