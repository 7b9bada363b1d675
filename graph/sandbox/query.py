"""A user's query, run where it can do no harm and stopped when it takes too much."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast

from ..errors import QueryError, QueryLimitError
from .child import Ended
from .forms import Form
from .limits import MIB, QueryLimits
from .stream import converse
from .wire import Message, pack, raise_told

ResultKind = Literal["rows", "answer", "triples"]

_LESS = "ask for less: add LIMIT, name the document or the cohort"
_FASTER = (
    "narrow it; for FILTER NOT EXISTS over two patterns write OPTIONAL { … } FILTER(!BOUND(?x)), "
    "or use the status periods that the register holds"
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A whole result: what it is, how many rows or triples, and its bytes in the form asked for.

    `graphs` are those that the query named by FROM and FROM NAMED; `hints` say what in the query is slow or
    unknown here.
    """

    kind: ResultKind
    count: int
    body: bytes
    graphs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


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
    terms: Iterable[str] = (),
) -> QueryResult:
    """Answer a read-only SPARQL query over a generation's folder or over N-Quads.

    `prefixes` are known to the query undeclared. `default_graphs` and `named_graphs`, where given, take the
    place of the query's own FROM and FROM NAMED, as the SPARQL Protocol says. `terms` are the IRIs of the
    vocabulary, for hints at others. CONSTRUCT and DESCRIBE give
    Turtle (or another form of triples), SELECT and ASK the other forms. Raises `QueryError`, its source set
    to `source`, for a query that is wrong or refused and `QueryLimitError` for one over a limit: never a
    shorter result.
    """
    dataset = (default_graphs, named_graphs)
    task = _task(data, query, form, limits or QueryLimits(), source, prefixes or {}, dataset, terms)
    told: dict[str, Any] = {}
    body = bytearray()
    for head, piece in _answer(task, limits or QueryLimits(), source):
        told |= head
        body += piece
    kind, graphs, hints = cast("ResultKind", told["kind"]), tuple(told["graphs"]), tuple(told["hints"])
    return QueryResult(kind, told["count"], bytes(body), graphs, hints)


def stream_query(  # noqa: PLR0913  each is a setting of its own
    data: Path | bytes,
    query: str,
    *,
    form: Form = "json",
    limits: QueryLimits | None = None,
    source: str = "query",
    prefixes: Mapping[str, str] | None = None,
    terms: Iterable[str] = (),
    tell: Callable[[str], object] = str,
) -> Generator[bytes, None, None]:
    """Yield the same result's bytes as they are found; the child is stopped when nobody takes them.

    Hints are told before the query runs.

    Where the limit allows no more rows than usual, nothing comes before all is found. With a higher one
    rows come at once, N-Triples unsorted, and an error may come behind bytes that were yielded: what
    there was until then is no whole document in JSON and XML.
    """
    task = _task(data, query, form, limits or QueryLimits(), source, prefixes or {}, ((), ()), terms)
    for head, piece in _answer(task, limits or QueryLimits(), source):
        for hint in head.get("hints", ()):
            tell(hint)
        if piece:
            yield piece


def _task(  # noqa: PLR0913, PLR0917  each is a setting of its own
    data: Path | bytes,
    query: str,
    form: Form,
    limits: QueryLimits,
    source: str,
    prefixes: Mapping[str, str],
    dataset: tuple[Sequence[str], Sequence[str]],
    terms: Iterable[str],
) -> bytes:
    """Return what the child is told."""
    if len(query) > limits.length:
        raise QueryError(f"the query is longer than {limits.length} signs", source=source, advice=_LESS)
    head: dict[str, Any] = {
        "path": str(data) if isinstance(data, Path) else None,
        "query": query,
        "form": form,
        "source": source,
        "prefixes": dict(prefixes),
        "dataset": [list(graphs) for graphs in dataset],
        "terms": sorted(terms),
        "limits": asdict(limits),
        "seconds": limits.seconds,
        "memory": limits.memory,
    }
    return pack(head, b"" if isinstance(data, Path) else data)


def _answer(task: bytes, limits: QueryLimits, source: str) -> Iterator[Message]:
    """Yield what the child says: hints, the kind, pieces of the result, the count last."""
    hints, last = tuple[str, ...](), dict[str, Any]()
    with converse("query_child", task, seconds=limits.seconds) as talk:
        for last, piece in talk.messages():
            raise_told(last)
            hints = hints or tuple(last.get("hints", ()))
            yield last, piece
    if "count" not in last:
        raise _failure(talk.ended, limits, source, hints)


def _failure(ended: Ended, limits: QueryLimits, source: str, hints: Sequence[str]) -> QueryError:
    faster = "; ".join(hints) or _FASTER
    if ended.late:
        return QueryLimitError(
            f"the query takes more than {limits.seconds:g} s", source=source, advice=faster
        )
    if ended.stack_full or "RecursionError" in ended.complaint:
        return QueryError("the query is nested too deep", source=source, advice="write it flatter")
    if ended.out_of_memory or ended.crashed:
        problem = f"the query takes more than {limits.memory // MIB} MB of memory"
        return QueryLimitError(problem, source=source, advice=faster)
    lines = ended.complaint.splitlines() or [f"exit {ended.code}"]
    return QueryError(f"the query stopped the engine ({lines[-1]})", source=source, advice=_LESS)
