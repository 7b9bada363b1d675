"""Answers for programs: the JSON of the command line under addresses, and the description of all of them.

An answer here has the same form as that of the command with `--format json`; a failure is JSON too:
`{"error": "…"}` with the line that the command would print.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .. import __version__
from ..answers import answer_query, prove, what_binds
from ..answers.conflicts import conflicts
from ..answers.discipline import discipline
from ..errors import IdentityError, InvalidValueError, ObligraphError, RegisterError, UnknownNameError
from ..queries import Rows, find_query
from ..render.table import render_json
from .asked import read_moment, read_question, words_of
from .cross_origin import share

_DESCRIPTION = Path(__file__).resolve().parent / "openapi.json"
_MOMENTS = ("at", "known_at")
Record = dict[str, Any]


def _answered(make: Callable[[Request], Record]) -> Callable[[Request], Response]:
    """Return an endpoint that answers with a record, or with what is wrong with the request."""

    def endpoint(request: Request) -> Response:
        try:
            body, status = render_json(make(request)), 200
        except RegisterError:
            body, status = (
                render_json({"error": "the register can't be read: its server's log says why"}),
                500,
            )
        except ObligraphError as error:
            body, status = render_json({"error": str(error)}), _status(error)
        return share(request, Response(f"{body}\n", status, media_type="application/json"))

    return endpoint


def _status(error: ObligraphError) -> int:
    if isinstance(error, UnknownNameError):
        return 404
    return 409 if isinstance(error, IdentityError) else 400


def _binding(request: Request) -> Record:
    asked = read_question(request)
    if asked.cohort and asked.addressee:
        raise InvalidValueError("both a cohort and an addressee", advice="say whom once")
    return what_binds(request.app.state.opened.store(), asked.whom, asked.at, asked.known_at)


def _why(request: Request) -> Record:
    order = words_of(request, "id")
    if not order:
        raise InvalidValueError("no order is named", advice="give its ID as the parameter `id`")
    at, known_at = (read_moment(words_of(request, name)) for name in _MOMENTS)
    return prove(request.app.state.opened.store(), order, at, known_at)


def _query(request: Request) -> Record:
    name = request.path_params["name"]
    known = {parameter.name for parameter in find_query(name).parameters}
    given = {key: value for key, value in request.query_params.items() if value.strip() or key not in known}
    return rows_record(answer_query(request.app.state.opened.store(), name, dict(given)))


def _discipline(request: Request) -> Record:
    at, known_at = (read_moment(words_of(request, name)) for name in _MOMENTS)
    start, end = (words_of(request, name) for name in ("from", "to"))
    period = (read_moment(words) if words else None for words in (start, end))
    return rows_record(discipline(request.app.state.opened.store(), at, known_at, *period))


def _conflicts(request: Request) -> Record:
    at, known_at = (read_moment(words_of(request, name)) for name in _MOMENTS)
    return rows_record(conflicts(request.app.state.opened.store(), at, known_at))


def rows_record(rows: Rows) -> Record:
    """Return rows as the JSON object that the command line prints."""
    return {
        "query": rows.query,
        "parameters": rows.parameters,
        "columns": list(rows.columns),
        "rows": rows.as_dicts(),
        "assumptions": list(rows.assumptions),
    }


@cache
def description() -> Record:
    """Return the OpenAPI description of the addresses that are made for programs."""
    described: Record = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))
    described["info"]["version"] = __version__
    return described


def openapi(request: Request) -> Response:
    """Answer with the description."""
    body = json.dumps(description(), ensure_ascii=False, indent=1)
    return share(request, Response(body, media_type="application/json"))


routes = [
    Route("/openapi.json", openapi, name="openapi"),
    Route("/api/binding", _answered(_binding), name="api-binding"),
    Route("/api/why", _answered(_why), name="api-why"),
    Route("/api/query/{name}", _answered(_query), name="api-query"),
    Route("/api/discipline", _answered(_discipline), name="api-discipline"),
    Route("/api/conflicts", _answered(_conflicts), name="api-conflicts"),
]
