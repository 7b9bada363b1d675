"""Some triples to ask, and the error that a query gives."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.sandbox import MIB, QueryLimits, run_query

TRIPLES = [
    ('<x:a> <x:p> "маяк,\\n\\"семь\\""', "<x:g1>"),
    ('<x:b> <x:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer>', "<x:g2>"),
    ('<x:c> <x:p> "lamp"@en', "<x:g2>"),
]
QUADS = "".join(f"{triple} {graph} .\n{triple} .\n" for triple, graph in TRIPLES).encode()
MANY = "".join(f'<x:{n}> <x:q> "{n}" .\n' for n in range(3000)).encode()
QUICK = QueryLimits(seconds=5, memory=512 * MIB)


def refusal(query: str, quads: bytes = QUADS, limits: QueryLimits = QUICK) -> QueryError:
    """Return the error that a query gives."""
    with pytest.raises(QueryError) as caught:
        run_query(quads, query, limits=limits, source="my.rq")
    return caught.value
