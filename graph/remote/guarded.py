"""A user's own query asked of a server: refused for the same reasons, printed in the same forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ..errors import QueryLimitError
from ..sandbox import QueryLimits, QueryResult, run_query
from ..sandbox.forms import Form
from ..sandbox.guard import one_spelling
from ..sandbox.results import write_answer, write_rows, write_triples
from .store import RemoteStore

T = TypeVar("T")

_STUB = "<urn:stub:s> <urn:stub:p> <urn:stub:o>"


def run_guarded(  # noqa: PLR0913  each is a setting of its own
    store: RemoteStore,
    text: str,
    *,
    form: Form,
    limits: QueryLimits,
    source: str,
    prefixes: Mapping[str, str],
    terms: Iterable[str] = (),
) -> QueryResult:
    """Answer a read-only query as `graph.sandbox.run_query` does, from a server.

    The query first runs over one triple for each of the register's graphs, in a child process:
    what is refused there, or wrong, never leaves this machine. Hints are as there. Raises `QueryError` for
    it, `QueryLimitError` for a result over the limit of rows, `EngineError` where the server fails.
    """
    stub = "".join(f"{_STUB} <{graph}> .\n" for graph in store.graphs).encode()
    checked = run_query(stub, text, form=form, limits=limits, source=source, prefixes=prefixes, terms=terms)
    query, own_dataset = _declared(one_spelling(text), prefixes), bool(checked.graphs)
    if checked.kind == "answer":
        count, body = 1, write_answer(store.ask(query, own_dataset=own_dataset), form)
    elif checked.kind == "triples":
        triples = _within(store.construct(query, own_dataset=own_dataset), limits, source)
        count, body = len(triples), write_triples(triples, form, prefixes)
    else:
        columns, rows = store.rows(query, own_dataset=own_dataset)
        count, body = len(rows), write_rows(columns, _within(rows, limits, source), form)
    return replace(checked, count=count, body=body)


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """Return the query with the prefixes that it uses undeclared declared on its first line."""
    used = [name for name in prefixes if re.search(rf"(?<![\w-]){name}:", text)]
    said = [name for name in used if re.search(rf"prefix\s+{name}:", text, re.IGNORECASE)]
    return " ".join([*(f"PREFIX {name}: <{prefixes[name]}>" for name in used if name not in said), text])


def _within(found: Sequence[T], limits: QueryLimits, source: str) -> Sequence[T]:
    if len(found) > limits.rows:
        advice = "add LIMIT, count with COUNT, or allow more by --max-rows"
        raise QueryLimitError(f"the query gives more than {limits.rows} rows", source=source, advice=advice)
    return found
