"""A query's result as a picture: what it names of the register, with what is directly connected."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import anyio
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ..errors import ObligraphError
from ..messages import Language, say
from ..network import to_networkx
from ..picture import PictureView
from ..sandbox import QueryResult
from ..store import Store
from .languages import language_of, sentence_of
from .pages import show
from .sparql_endpoint import run_asked, status_of
from .sparql_protocol import Operation, ProtocolError

_ONE = anyio.CapacityLimiter(1)
"""Pictures made at once: each takes the whole register through networkx."""


async def result_picture(request: Request) -> Response:
    """Run the query of the address and draw what its result names."""
    query = request.query_params.get("query", "").strip()
    if not query:
        return RedirectResponse(request.url_for("sparql").path, status_code=303)
    try:
        result = await run_asked(request, Operation(query), None)
    except ProtocolError as error:
        return show(request, "fault.html", status=error.status, sentence=error.sentence)
    except ObligraphError as error:
        return show(
            request,
            "fault.html",
            status=status_of(error),
            sentence=sentence_of(error, request),
        )
    store, language = request.app.state.opened.store(), language_of(request)
    named = named_by(result)
    drawn = await anyio.to_thread.run_sync(_draw, store, named, language, limiter=_ONE)
    if drawn is None:
        sentence = say("web-sparql.picture-empty", language)
        return show(request, "fault.html", status=404, sentence=sentence)
    page, policy = drawn
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


def named_by(result: QueryResult) -> frozenset[str]:
    """Return the IRIs that a result names: in its rows, or as subjects and objects of its triples."""
    if result.kind == "triples":
        quads = parse(result.body, format=RdfFormat.TURTLE)
        terms = (term for quad in quads for term in (quad.subject, quad.object))
        return frozenset(term.value for term in terms if isinstance(term, NamedNode))
    rows = json.loads(result.body).get("results", {}).get("bindings", ())
    cells = (cell for row in rows for cell in row.values())
    return frozenset(cell["value"] for cell in cells if cell["type"] == "uri")


def _draw(store: Store, named: frozenset[str], language: Language) -> tuple[str, str] | None:
    from ..picture import needed, picture_of
    from ..render.page import page, policy

    view = about(picture_of(to_networkx(needed(store)), "cohort"), named)
    if not view.nodes:
        return None
    title = say("web-sparql.picture-title", language)
    return page(view, language, title=title, app_url="/"), policy()


def about(view: PictureView, named: Iterable[str]) -> PictureView:
    """Return the part of a view that shows what is named, and what an arrow joins with it."""
    wanted = {iri.removesuffix("#obligation") for iri in named}
    kept = {node.id for node in view.nodes if node.id in wanted}
    near = {
        end for edge in view.edges if {edge.source, edge.target} & kept for end in (edge.source, edge.target)
    }
    shown = kept | near
    return replace(
        view,
        nodes=tuple(node for node in view.nodes if node.id in shown),
        edges=tuple(edge for edge in view.edges if edge.source in shown and edge.target in shown),
    )


routes = [Route("/editor/picture", result_picture, name="sparql-picture")]
