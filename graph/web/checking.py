"""What `check` finds, looked for once in each state of the register."""

from __future__ import annotations

import threading
import weakref

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..messages import Language
from ..queries import Rows
from ..register import Register
from ..store import Store
from ..validate import check_register
from .languages import language_of
from .papers import papers_of
from .tables import show_rows

_COLUMNS = ("severity", "document", "date", "point", "message", "code")
_FOUND: weakref.WeakKeyDictionary[Store, dict[Language, Rows]] = weakref.WeakKeyDictionary()
_ONE = threading.Lock()
"""One check at a time: it reads the whole register."""


def check(request: Request) -> Response:
    """Show what is wrong and what deserves a look."""
    opened, language = request.app.state.opened, language_of(request)
    store = opened.store()
    with _ONE:
        kept = _FOUND.setdefault(store, {})
        if language not in kept:
            kept[language] = _found(opened.register, store, language)
        rows = kept[language]
    errors = sum(row[0] == "error" for row in rows.rows)
    return show_rows(request, "check.html", rows, language, errors=errors, checked=len(rows.rows))


def _found(register: Register, store: Store, language: Language) -> Rows:
    names = papers_of(store).names
    rows = []
    for row in check_register(register, language):
        number, date = names.get(row.document or "", (row.document, None))
        rows.append((row.severity, number, date, row.point, row.message, row.code))
    return Rows("check", {}, _COLUMNS, tuple(rows))


routes = [Route("/check", check, name="check")]
