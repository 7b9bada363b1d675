"""The board: what binds whom on a day, as known on another; and the proof behind each line."""

from __future__ import annotations

import weakref
from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .. import answers
from ..model import MOSCOW
from ..queries import part, run_query
from ..store import Store
from .asked import Asked, first_of, read_moment, read_question, words_of
from .languages import language_of
from .pages import show, wants_fragment
from .papers import papers_of
from .terms import Record, by_stretch

_CHOICES: weakref.WeakKeyDictionary[Store, dict[str, Any]] = weakref.WeakKeyDictionary()
_MOST = 400
"""Lines on one page; a day's board of one cohort has far fewer."""


def board(request: Request) -> Response:
    """Show what binds; an address that says nothing leads to the newest cohort, today."""
    store = request.app.state.opened.store()
    if not {"cohort", "addressee", "at"} & set(request.query_params):
        return RedirectResponse(f"{request.url.path}?{_opening(request, store)}", status_code=303)
    asked, language = read_question(request), language_of(request)
    answer = answers.what_binds(store, asked.whom, asked.at, asked.known_at, language)
    states = Counter(str(line["state"]) for line in answer["orders"])
    orders = _chosen(answer["orders"], words_of(request, "state"), words_of(request, "q"))
    first = first_of(request, len(orders))
    return show(
        request,
        "board.html",
        asked=asked,
        answer=answer,
        states=states,
        state=words_of(request, "state"),
        sought=words_of(request, "q"),
        stretches=by_stretch(orders[first : first + _MOST], asked.at, language),
        shown=len(orders),
        first=first,
        most=_MOST,
        papers=papers_of(store),
        pinned=_pinned(asked),
        **choices(store),
    )


def choices(store: Store) -> dict[str, Any]:
    """Return what the form of a question offers, looked up once: the known cohorts and addressees."""
    if store not in _CHOICES:
        _CHOICES[store] = _offered(store)
    return _CHOICES[store]


def _offered(store: Store) -> dict[str, Any]:
    cohorts = run_query(store, part("cohorts"), {}).rows
    several = {year for year, _ in cohorts if sum(other == year for other, _ in cohorts) > 1}
    offered: list[tuple[str, str]] = []
    for year, programme in reversed(cohorts):
        named = f"{year} «{programme}»"
        if year in several and not any(value == str(year) for value, _ in offered):
            offered.append((str(year), str(year)))
        offered.append((named if year in several else str(year), named))
    names = run_query(store, part("parties"), {}).rows
    return {
        "cohorts": offered,
        "years": [str(year) for year in sorted({year for year, _ in cohorts}, key=str, reverse=True)],
        "addressees": [str(name) for (name,) in names],
    }


def _opening(request: Request, store: Store) -> str:
    """Return the address of the board of today: the newest cohort's, everybody's where none is known."""
    years = [int(str(year)) for year, _ in run_query(store, part("cohorts"), {}).rows]
    chosen = {"cohort": str(max(years)) if years else "", "at": f"{datetime.now(MOSCOW):%Y-%m-%d}"}
    return urlencode({**chosen, **request.query_params})


def _chosen(orders: list[Record], state: str, sought: str) -> list[Record]:
    """Return the orders in a state, if one is asked for, whose words, number or addressee hold the words."""
    words = sought.casefold().split()
    found = [order for order in orders if state in {"", order["state"]}]
    return [order for order in found if all(word in _searched(order) for word in words)]


def _searched(order: Record) -> str:
    named = (order["id"], order["quote"], order["addressee"], order["programme"], order["due_text"])
    return " ".join(str(part) for part in named if part).casefold()


def _pinned(asked: Asked) -> dict[str, str]:
    """Return both moments as they were evaluated: an address with them shows the same for ever."""
    at = asked.at_words or str(asked.at)
    return {"at": at, "known_at": asked.known_words or str(asked.known_at)}


def proof(request: Request) -> Response:
    """Show why an order is in its state, as a page or, asked for by the board, as a part of it."""
    at, known_at = words_of(request, "at"), words_of(request, "known_at")
    store = request.app.state.opened.store()
    proved = answers.prove(
        store, words_of(request, "id"), read_moment(at), read_moment(known_at), language_of(request)
    )
    template = "_proof.html" if wants_fragment(request) else "proof.html"
    return show(request, template, proof=proved, papers=papers_of(store), at=at, known_at=known_at)


routes = [
    Route("/board", board, name="board"),
    Route("/proof", proof, name="proof"),
]
