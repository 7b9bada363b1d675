"""A user's query, run where it can do no harm and stopped when it takes too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast

from ..errors import QueryError, QueryLimitError
from .child import Ended, run_child
from .limits import MIB, QueryLimits
from .wire import pack, raise_told, unpack

Form = Literal["json", "csv", "tsv", "xml", "ttl", "nt"]
ResultKind = Literal["rows", "answer", "triples"]

_LESS = "ask for less: add LIMIT, name the document or the cohort"
_FASTER = (
    "narrow it; for FILTER NOT EXISTS over two patterns write OPTIONAL { … } FILTER(!BOUND(?x)), "
    "or use the status periods that the register holds"
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A whole result: what it is, how many rows or triples, and its bytes in the form asked for.

    `graphs` are those that the query named by FROM and FROM NAMED.
    """

    kind: ResultKind
    count: int
    body: bytes
    graphs: tuple[str, ...] = ()


def run_query(  # noqa: PLR0913  each is a setting of its own
    data: Path | bytes,
    query: str,
    *,
    form: Form = "json",
    limits: QueryLimits | None = None,
    source: str = "query",
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> QueryResult:
    """Answer a read-only SPARQL query over a generation's folder or over N-Quads.

    `prefixes` are known to the query undeclared. `default_graphs` and `named_graphs`, where given, take the
    place of the query's own FROM and FROM NAMED, as the SPARQL Protocol says. CONSTRUCT and DESCRIBE give
    Turtle (or N-Triples), SELECT and ASK the other forms. Raises `QueryError`, its source set to `source`,
    for a query that is wrong or refused and `QueryLimitError` for one over a limit: never a shorter result.
    """
    most = limits or QueryLimits()
    if len(query) > most.length:
        raise QueryError(f"the query is longer than {most.length} signs", source=source, advice=_LESS)
    where, quads = (str(data), b"") if isinstance(data, Path) else (None, data)
    head = {
        "path": where,
        "query": query,
        "form": form,
        "source": source,
        "prefixes": dict(prefixes or {}),
        "dataset": [list(default_graphs), list(named_graphs)],
        "limits": asdict(most),
        "seconds": most.seconds,
        "memory": most.memory,
    }
    ended = run_child("query_child", pack(head, quads), seconds=most.seconds)
    answer = unpack(ended.output) if ended.code == 0 else None
    if answer is None:
        raise _failure(ended, most, source)
    told, body = answer
    raise_told(told)
    return QueryResult(cast("ResultKind", told["kind"]), told["count"], body, tuple(told["graphs"]))


def _failure(ended: Ended, limits: QueryLimits, source: str) -> QueryError:
    if ended.late:
        return QueryLimitError(
            f"the query takes more than {limits.seconds:g} s", source=source, advice=_FASTER
        )
    if ended.stack_full or "RecursionError" in ended.complaint:
        return QueryError("the query is nested too deep", source=source, advice="write it flatter")
    if ended.out_of_memory or ended.crashed:
        problem = f"the query takes more than {limits.memory // MIB} MB of memory"
        return QueryLimitError(problem, source=source, advice=_FASTER)
    lines = ended.complaint.splitlines() or [f"exit {ended.code}"]
    return QueryError(f"the query stopped the engine ({lines[-1]})", source=source, advice=_LESS)
