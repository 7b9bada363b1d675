"""The reports: a page to choose one on, and each as a file to take along."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..answers import what_binds
from ..report import (
    FORMS,
    Asked,
    Contents,
    ReportForm,
    due_after,
    file_name,
    gather,
    media_type,
    overdue_among,
    render_report,
)
from ..report.printable import policy
from ..store import Store
from .asked import read_question
from .board import choices
from .languages import language_of
from .pages import show


def reports(request: Request) -> Response:
    """Show what can be had, for the cohort or addressee and the moments of the address."""
    store, asked = request.app.state.opened.store(), read_question(request)
    answer = what_binds(store, asked.whom, asked.at, asked.known_at, language_of(request))
    overdue, due = overdue_among(answer["orders"]), due_after(answer["orders"], asked.at)
    return show(
        request,
        "reports.html",
        asked=asked,
        answer=answer,
        counts={**answer["counts"], "overdue": len(overdue), "due": len(due)},
        forms=FORMS,
        **choices(store),
    )


def report(request: Request) -> Response:
    """Answer with a report; the printable one opens in the browser, the others are files to save."""
    form = _form(request)
    store: Store = request.app.state.opened.store()
    contents = gather(store, _asked(request), store.manifest.digest)
    base = str(request.base_url).rstrip("/")
    body = render_report(form, contents, base=base)
    return Response(body, 200, _headers(form, contents), media_type(form))


def _asked(request: Request) -> Asked:
    asked = read_question(request)
    return Asked(asked.whom, asked.at, asked.known_at, language_of(request))


def _form(request: Request) -> ReportForm:
    for form in FORMS:
        if request.path_params["form"] == form:
            return form
    raise HTTPException(404)


def _headers(form: ReportForm, contents: Contents) -> dict[str, str]:
    if form == "html":
        return {"Content-Security-Policy": policy()}
    return {"Content-Disposition": f'attachment; filename="{file_name(form, contents)}"'}


routes = [
    Route("/reports", reports, name="reports"),
    Route("/reports/control-list.{form}", report, name="report"),
]
