"""Pages over the whole register: what changed, what falls due, discipline, conflicts, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..answers import answer_query, check_cohort
from ..answers.conflicts import conflicts
from ..answers.discipline import discipline
from ..answers.drafting import draft_continuation
from ..answers.history import changes_between
from ..answers.short_terms import short_terms
from ..errors import InvalidValueError
from ..model import MOSCOW
from ..moments import Moment, parse_moment
from ..queries import Rows, run_query
from ..store import Store
from .asked import read_cohort, read_moment, words_of
from .board import choices
from .languages import language_of
from .pages import show
from .tables import show_rows

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class View:
    """One page of rows: its name, the fields of its form, and what makes the rows of a request."""

    name: str
    fields: tuple[str, ...]
    make: Callable[[Request, Store], Rows]


def _optional(request: Request, name: str) -> Moment | None:
    words = words_of(request, name)
    return parse_moment(words) if words else None


def _moments(request: Request) -> tuple[Moment, Moment]:
    return read_moment(words_of(request, "at")), read_moment(words_of(request, "known_at"))


def _year(request: Request, store: Store) -> int | None:
    year, _ = read_cohort(words_of(request, "cohort"))
    if year is not None:
        check_cohort(store, year)
    return year


def _missing(request: Request, store: Store) -> Rows:
    at, known_at = _moments(request)
    return run_query(store, "missing", {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()})


def _changes(request: Request, store: Store) -> Rows:
    start, end = read_moment(words_of(request, "from")), read_moment(words_of(request, "to"))
    return changes_between(store, start, end, _moments(request)[1], _year(request, store))


def _discipline(request: Request, store: Store) -> Rows:
    return discipline(store, *_moments(request), _optional(request, "from"), _optional(request, "to"))


def _conflicts(request: Request, store: Store) -> Rows:
    return conflicts(store, *_moments(request))


def _short_terms(request: Request, store: Store) -> Rows:
    words = words_of(request, "days") or "3"
    if not words.isdecimal() or len(words) > 3 or not 0 < int(words) < 400:
        raise InvalidValueError("no number of days: {words!r}", advice="write one from 1 to 399", words=words)
    return short_terms(store, int(words), *_moments(request), _year(request, store))


def _due(request: Request, store: Store) -> Rows:
    given = {name: words_of(request, name) or None for name in ("from", "to", "at", "known_at")}
    year = _year(request, store)
    start = given["from"] or (None if given["to"] else _moments(request)[0].value.isoformat())
    return answer_query(store, "due", {**given, "from": start, "cohort": str(year) if year else None})


VIEWS = (
    View("missing", ("at", "known_at"), _missing),
    View("changes", ("from", "to", "cohort", "known_at"), _changes),
    View("discipline", ("from", "to", "at", "known_at"), _discipline),
    View("conflicts", ("at", "known_at"), _conflicts),
    View("due", ("from", "to", "cohort", "at", "known_at"), _due),
    View("short-terms", ("days", "cohort", "at", "known_at"), _short_terms),
)


def rows_page(request: Request, *, view: View) -> Response:
    """Show the rows of one view with the form of its question."""
    store = request.app.state.opened.store()
    if view.name == "changes" and not words_of(request, "from"):
        last = read_moment(words_of(request, "to")).value.astimezone(MOSCOW).date()
        bounds = {"from": last - _MONTH, "to": words_of(request, "to") or last}
        url = request.url.include_query_params(**bounds)
        return RedirectResponse(f"{url.path}?{url.query}", status_code=303)
    rows = view.make(request, store)
    given = {name: words_of(request, name) for name in view.fields}
    form = {"view": view.name, "fields_asked": view.fields, "given": given, **choices(store)}
    return show_rows(request, "rows.html", rows, language_of(request), **form)


def draft(request: Request) -> Response:
    """Show the wording of the next continuation for a cohort."""
    store = request.app.state.opened.store()
    year = _year(request, store)
    made = draft_continuation(store, year, *_moments(request)) if year is not None else None
    given = {name: words_of(request, name) for name in ("cohort", "at", "known_at")}
    return show(request, "draft.html", made=made, given=given, **choices(store))


def _endpoint(view: View) -> Callable[[Request], Response]:
    return partial(rows_page, view=view)


routes = [
    *(Route(f"/{view.name}", _endpoint(view), name=view.name) for view in VIEWS),
    Route("/draft", draft, name="draft"),
]
