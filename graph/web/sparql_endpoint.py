"""The SPARQL endpoint: SPARQL 1.1 Protocol over the register, each query in a child process.

A result is whole before its first byte is sent: what goes over a limit is an error with its own status,
never a shorter table. Only so many children run at once, and only so many requests wait for one; the
other pages of the application do not wait for them at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import partial

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..errors import ObligraphError, QueryError, QueryLimitError
from ..rdf.terms import PREFIXES
from ..rdf.vocabulary import known_terms
from ..sandbox import QueryLimits, QueryResult, run_query
from .cross_origin import answer_preflight, intrudes, share
from .negotiation import choose, prefers
from .opened import Opened
from .service_description import PREFIXES as DESCRIBING
from .service_description import describe_service
from .sparql_protocol import GRAPH_FORMS, ROW_FORMS, Operation, ProtocolError, read_get, read_post
from .triple_forms import from_turtle, write_triples

LIMITS = QueryLimits()
HINTS = "Obligraph-Hints"
"""The header that tells, as a list in JSON, what in a query is slow or unknown here."""

_MOST_HINTS = 20
"""More are left out: proxies take headers of 4 to 8 KB."""
_WAITING = 16
_HTML = "text/html"


class Children:
    """The queries that run at once and those that wait for their turn; used on the event loop alone."""

    def __init__(self, most: int) -> None:
        """Let so many run."""
        self._limiter = anyio.CapacityLimiter(most)
        self._inside = 0

    async def run(self, work: Callable[[], QueryResult]) -> QueryResult:
        """Return what the work gives, in a thread; raise `ProtocolError` where too many wait already."""
        if self._inside >= self._limiter.total_tokens + _WAITING:
            raise ProtocolError(503, "too many queries at once: try again in some seconds")
        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1


async def sparql(request: Request) -> Response:
    """Answer a query, describe the service, or lead a browser to the editor."""
    if request.method == "OPTIONS":
        return answer_preflight(request, "GET, POST, OPTIONS")
    if intrudes(request):
        return share(request, refuse(403, "pages of other origins are not answered: see `serve --cors`"))
    return share(request, await _answer(request))


async def _answer(request: Request) -> Response:
    try:
        return await _asked(request)
    except ProtocolError as error:
        return refuse(error.status, error.sentence)
    except ObligraphError as error:
        return refuse(status_of(error), str(error))


async def _asked(request: Request) -> Response:
    accept = request.headers.get("accept")
    operation = await _read(request)
    if prefers(accept, _HTML, [media for media, _ in (*ROW_FORMS, *GRAPH_FORMS)]):
        return RedirectResponse(_editor(request), status_code=303, headers={"Vary": "Accept"})
    if operation is None:
        return await anyio.to_thread.run_sync(_describe, request, accept)
    return _written(accept, await run_asked(request, operation, accept))


def status_of(error: ObligraphError) -> int:
    """Return the status of a failure: a limit, a query that is wrong or refused, a register in trouble."""
    if isinstance(error, QueryLimitError):
        return 422
    return 400 if isinstance(error, QueryError) else 500


def refuse(status: int, sentence: str) -> Response:
    """Answer with one plain line that says what is wrong."""
    headers = {"Vary": "Accept"} | ({"Retry-After": "5"} if status == 503 else {})
    return Response(f"{sentence}\n", status, headers, "text/plain")


async def _read(request: Request) -> Operation | None:
    address = request.query_params.multi_items()
    if request.method != "POST":
        return read_get(address)
    return read_post(request.headers.get("content-type", ""), await request.body(), address)


def _editor(request: Request) -> str:
    target = request.url_for("sparql").path
    return f"{target}?{request.url.query}" if request.url.query and request.method != "POST" else target


async def run_asked(request: Request, operation: Operation, accept: str | None) -> QueryResult:
    """Return the whole result of a query, rows as JSON unless another form is wished for.

    Raises `QueryError` for a query that is wrong or refused, `QueryLimitError` for one over a limit, and
    `ProtocolError` where too many wait.
    """
    opened: Opened = request.app.state.opened
    return await _children(request).run(partial(_run, opened, operation, accept))


def _children(request: Request) -> Children:
    state = request.app.state
    if not hasattr(state, "children"):
        state.children = Children(max(2, (os.cpu_count() or 2) // 2))
    children: Children = state.children
    return children


def _run(opened: Opened, operation: Operation, accept: str | None) -> QueryResult:
    wished = choose(accept, ROW_FORMS)
    store = opened.store()  # kept until the child has ended: its generation is then not swept
    return run_query(
        store.snapshot(),
        operation.query,
        form=wished[1] if wished else "json",
        limits=LIMITS,
        prefixes=PREFIXES,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        terms=known_terms(),
    )


def _written(accept: str | None, result: QueryResult) -> Response:
    """Answer with a result in the form wished for; 406 where a result of its kind has none such."""
    if result.kind == "triples":
        wished = choose(accept, GRAPH_FORMS)
        if wished is not None:
            return _whole(from_turtle(result.body, wished[1]), wished[0], result.hints)
    elif (chosen := choose(accept, ROW_FORMS)) is not None:
        return _whole(result.body, chosen[0], result.hints)
    offered = GRAPH_FORMS if result.kind == "triples" else ROW_FORMS
    return refuse(406, f"this result is sent as {', '.join(media for media, _ in offered)}")


def _whole(body: bytes, media: str, hints: Sequence[str] = ()) -> Response:
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    headers = {"Vary": "Accept", "Content-Type": media + charset}
    if hints:
        headers[HINTS] = json.dumps(hints[:_MOST_HINTS])  # a header holds no letters beyond ASCII
    return Response(body, 200, headers)


def _describe(request: Request, accept: str | None) -> Response:
    """Answer with the description of the service: what a GET without a query asks for."""
    wished = choose(accept, GRAPH_FORMS)
    if wished is None:
        return refuse(406, f"the description is sent as {', '.join(media for media, _ in GRAPH_FORMS)}")
    base = str(request.base_url).rstrip("/")
    triples = describe_service(request.app.state.opened.store(), base)
    return _whole(write_triples(triples, wished[1], DESCRIBING), wished[0])


async def void(request: Request) -> Response:
    """Answer with the description of the data set, at the place where crawlers look for one."""
    return share(request, await anyio.to_thread.run_sync(_describe, request, request.headers.get("accept")))


routes = [
    Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"], name="sparql-endpoint"),
    Route("/.well-known/void", void, name="void"),
]
