"""The catalogue in the browser: each question as a form with its typed parameters, and its answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..answers import answer_query
from ..errors import ObligraphError
from ..queries import Rows, catalogue, find_query
from .board import choices
from .languages import language_of, sentence_of
from .pages import show
from .tables import show_rows


def queries(request: Request) -> Response:
    """List the questions."""
    return show(request, "queries.html", queries=catalogue().values())


def query(request: Request) -> Response:
    """Show one question's form and, where its needs are met, its answer."""
    asked = find_query(request.path_params["name"])
    opened = request.app.state.opened
    given = {parameter.name: request.query_params.get(parameter.name, "") for parameter in asked.parameters}
    values = {name: words.strip() for name, words in given.items() if words.strip()}
    rows, fault = None, None
    if all(name in values for name in asked.needs):
        try:
            rows = answer_query(opened.store(), asked, values)
        except ObligraphError as error:
            fault = sentence_of(error, request)
    language = language_of(request)
    form = {"query": asked, "given": given, "fault": fault, "answered": rows is not None}
    shown = rows or Rows(asked.name, {}, asked.columns, ())
    return show_rows(request, "query.html", shown, language, **form, **choices(opened.store()))


routes = [
    Route("/queries", queries, name="queries"),
    Route("/queries/{name}", query, name="query"),
]
