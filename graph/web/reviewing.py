"""Verdicts on facts that were read: accepted, rejected or corrected, each an event with its author."""

from __future__ import annotations

from typing import cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..build import changing, record
from ..errors import InvalidValueError
from ..model import Event, Review, Verdict
from ..moments import now
from .gate import Gate


async def review(request: Request) -> Response:
    """Record a verdict, and lead back to the card of the fact."""
    form = await request.form(max_files=0, max_fields=20)
    await run_in_threadpool(_record, request, form)
    back = request.url_for("document", key=request.path_params["key"]).path
    return RedirectResponse(f"{back}#{form.get('card', '')}", status_code=303)


def _record(request: Request, form: FormData) -> None:
    gate: Gate = request.app.state.gate
    session, opened = gate.session(request), request.app.state.opened
    moment = now().value
    event = Event(
        id="",
        kind="correction",
        effective=moment,
        recorded=moment,
        document=request.path_params["key"],
        point=_words(form, "point") or None,
        by=session.author if session else None,
        evidence=_words(form, "evidence"),
        review=_review(form),
    )
    with changing(opened.register):
        record(opened.register, event)
    opened.renew()


def _review(form: FormData) -> Review:
    verdict = _words(form, "verdict")
    if verdict not in get_args(Verdict):
        raise InvalidValueError(f"no verdict: {verdict!r}", advice=f"one of {', '.join(get_args(Verdict))}")
    value = _words(form, "value") if verdict == "corrected" else ""
    return Review(_words(form, "fact"), cast("Verdict", verdict), value or None)


def _words(form: FormData, name: str) -> str:
    return " ".join(str(form.get(name, "")).split())


routes = [Route("/documents/{key}/review", review, methods=["POST"], name="review")]
