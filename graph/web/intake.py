"""Taking in: files by drag and drop or by a form, a report for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..answers import find_document
from ..build import Row, changing, take_in
from ..errors import ObligraphError
from ..messages import Language, say, translation
from ..moments import parse_moment
from ..register import Register
from .languages import language_of, sentence_of
from .pages import show, wants_fragment
from .uploads import files_of, kept_files

_MOST = 200
"""Files in one form; dropped ones come one by one."""
_OPTIONS = ("recorded", "as_rendition_of", "supersede")


def intake_page(request: Request) -> Response:
    """Show where files are dropped."""
    return show(request, "intake.html", reports=[], given=dict.fromkeys(_OPTIONS, ""), fault=None)


async def intake(request: Request) -> Response:
    """Take the files in and report on each; one bad file stops none of the others."""
    form = await request.form(max_files=_MOST, max_fields=20)
    try:
        return await run_in_threadpool(_report, request, form)
    finally:
        await form.close()


def _report(request: Request, form: FormData) -> Response:
    files = files_of(form, "files")
    given = {name: str(form.get(name, "")).strip() for name in _OPTIONS}
    reports, fault = list[tuple[Row, list[str]]](), None
    try:
        reports = _take(request, files, given) if files else []
        if reports:
            request.app.state.opened.renew()
    except ObligraphError as error:
        fault = sentence_of(error, request)
    status = 400 if fault or not files else 200
    if not files:
        fault = say("web-intake.no-files", language_of(request))
    template = "_intake_report.html" if wants_fragment(request) else "intake.html"
    return show(request, template, status=status, reports=reports, given=given, fault=fault)


def _take(
    request: Request, files: Sequence[UploadFile], given: dict[str, str]
) -> list[tuple[Row, list[str]]]:
    opened, language = request.app.state.opened, language_of(request)
    keys = {
        name: (
            find_document(opened.store(), given[name], whole=True)[0].rsplit("/", 1)[-1]
            if given[name]
            else None
        )
        for name in ("as_rendition_of", "supersede")
    }
    recorded = parse_moment(given["recorded"]).value if given["recorded"] else None
    rendition, supersede = keys["as_rendition_of"], keys["supersede"]
    with kept_files(files) as paths, changing(opened.register):
        rows = take_in(
            opened.register,
            paths,
            recorded=recorded,
            as_rendition_of=rendition,
            supersede=supersede,
            spoken=translation(language),
        )
    named = [_named(row, paths) for row in rows]
    return [(row, _remarks(opened.register, row, language)) for row in named]


def _named(row: Row, paths: Sequence[Path]) -> Row:
    """Return a row that names its file as it was sent: where it lay meanwhile concerns nobody."""
    path = next(path for path in paths if str(path) == row.file)
    message = row.message.replace(str(path), path.name) if row.message else None
    return replace(row, file=path.name, message=message)


def _remarks(register: Register, row: Row, language: Language) -> list[str]:
    """Return what reading a document taken in just now gives cause to look at."""
    if row.document is None or row.outcome not in {"added", "superseding"}:
        return []
    notices = register.filed(row.document).protocol.notices
    return [say(f"notices.{notice.code}", language, **dict(notice.details)) for notice in notices]


routes = [
    Route("/intake", intake_page, name="intake"),
    Route("/intake", intake, methods=["POST"]),
]
