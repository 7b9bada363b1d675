"""Recording events by form, and the list of those recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..answers.telling import TOLD_KINDS, Told, event_told
from ..build import changing, record
from ..errors import InvalidValueError, ObligraphError
from ..model import Capacity
from ..moments import Moment, parse_moment
from ..queries import Cell, Rows, part, run_query
from .asked import words_of
from .languages import language_of, sentence_of
from .pages import show
from .tables import show_rows
from .uploads import files_of, kept_files

FIELDS = (
    "kind", "id", "on", "by", "capacity", "cohort", "member", "instance", "ends", "to", "with", "holds",
    "evidence", "recorded",
)  # fmt: skip
_SHOWN = (
    "recorded", "effective", "kind", "document", "date", "point", "by", "due", "evidence",
    "fact", "verdict", "value", "event", "withdrawn_by",
)  # fmt: skip


def record_page(request: Request) -> Response:
    """Show the form of an event; the address may fill in some of it."""
    given = {name: words_of(request, name) for name in FIELDS}
    session = request.app.state.gate.session(request)
    return _form(request, {**given, "by": given["by"] or (session.author if session else "")}, None)


def _form(request: Request, given: Mapping[str, str], fault: str | None, status: int = 200) -> Response:
    capacities = get_args(Capacity)
    kinds = tuple(TOLD_KINDS)
    return show(
        request, "record.html", status=status, given=given, fault=fault, kinds=kinds, capacities=capacities
    )


async def record_event(request: Request) -> Response:
    """Record an event and lead to the list of events, or show the form again with what is wrong."""
    form = await request.form(max_files=1, max_fields=40)
    try:
        return await run_in_threadpool(_record, request, form)
    finally:
        await form.close()


def _record(request: Request, form: FormData) -> Response:
    given = {name: " ".join(str(form.get(name, "")).split()) for name in FIELDS}
    opened = request.app.state.opened
    try:
        event = event_told(opened.store(), _told(given))
        with kept_files(files_of(form, "file")) as paths, changing(opened.register):
            recorded = record(opened.register, event, paths[0] if paths else None)
    except ObligraphError as error:
        return _form(request, given, sentence_of(error, request), 400)
    opened.renew()
    target = request.url_for("events").include_query_params(done=recorded.id)
    return RedirectResponse(f"{target.path}?{target.query}", status_code=303)


def _told(given: Mapping[str, str]) -> Told:
    return Told(
        kind=given["kind"],
        target=given["id"],
        effective=_day(given["on"]),
        recorded=_moment(given["recorded"]),
        by=given["by"] or None,
        capacity=_capacity(given["capacity"]),
        cohorts=_years(given["cohort"]),
        member=given["member"] or None,
        instance=given["instance"] or None,
        ends=given["ends"] == "yes",
        deadline=_moment(given["to"]),
        successor=given["with"] or None,
        holds={"yes": True, "no": False}.get(given["holds"]),
        evidence=given["evidence"],
    )


def _moment(words: str) -> Moment | None:
    return parse_moment(words) if words else None


def _day(words: str) -> Moment:
    if not words:
        raise InvalidValueError("an event has a day", advice="say when it took effect")
    return parse_moment(words)


def _capacity(words: str) -> Capacity | None:
    if words and words not in get_args(Capacity):
        known = ", ".join(get_args(Capacity))
        raise InvalidValueError("no capacity: {words!r}", advice="one of {known}", words=words, known=known)
    return cast("Capacity", words) if words else None


def _years(words: str) -> tuple[int, ...]:
    years = words.replace(",", " ").split()
    if not all(year.isdecimal() and len(year) == 4 for year in years):
        raise InvalidValueError(
            "no years of cohorts: {words!r}", advice="write each in four digits", words=words
        )
    return tuple(int(year) for year in years)


def events(request: Request) -> Response:
    """List the recorded events, the latest first."""
    store = request.app.state.opened.store()
    found = run_query(store, part("events"), {})
    rows = tuple(tuple(row[name] for name in _SHOWN) for row in map(_short, found.as_dicts()))
    shown = Rows("events", {}, _SHOWN, rows)
    return show_rows(
        request, "events.html", shown, language_of(request), done=words_of(request, "done"), events=rows
    )


def _short(row: dict[str, Cell]) -> dict[str, Cell]:
    """Return a row whose events are named by their ids."""
    ids: dict[str, Cell] = {
        name: str(row[name]).rsplit("/id/event/", 1)[-1] for name in ("event", "withdrawn_by") if row[name]
    }
    return {**row, **ids}


routes = [
    Route("/record", record_page, name="record"),
    Route("/record", record_event, methods=["POST"]),
    Route("/events", events, name="events"),
]
