"""The timeline of deadlines: for each binding order a band from its document's day to its term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .. import answers
from ..messages import Language, say
from ..model import MOSCOW
from .asked import Asked, first_of, read_question
from .board import choices
from .languages import language_of
from .pages import show
from .papers import papers_of
from .terms import Record, Term, term_of

WIDTH, LEFT, ROW, HEAD = 1000, 190, 26, 34
"""The drawing in its own units: widths of the whole and of the names, heights of a row and of the head."""
_MOST = 120
_DAY = timedelta(days=1)
_BEFORE, _AFTER = timedelta(days=10), timedelta(days=10)
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Band:
    """One order's band: where it begins, where its term ends and where it runs on overdue, in units."""

    line: Record
    term: Term
    y: int
    start: float
    end: float
    late: float
    open_start: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that the scale names, and where it is."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    now: float
    height: int


def timeline(request: Request) -> Response:
    """Show the bands of what binds whom the address names, and the same as a table."""
    store, language = request.app.state.opened.store(), language_of(request)
    asked = read_question(request)
    answer = answers.what_binds(store, asked.whom, asked.at, asked.known_at, language)
    termed = [(line, term_of(line, asked.at, language)) for line in answer["orders"]]
    dated = [(line, term) for line, term in termed if term.last_day is not None]
    first = first_of(request, len(dated))
    return show(
        request,
        "timeline.html",
        asked=asked,
        answer=answer,
        chart=chart_of(dated[first : first + _MOST], _today(asked), language),
        dated=dated[first : first + _MOST],
        undated=len(termed) - len(dated),
        count=len(dated),
        first=first,
        most=_MOST,
        papers=papers_of(store),
        **choices(store),
    )


def _today(asked: Asked) -> date:
    return asked.at.value.astimezone(MOSCOW).date()


def chart_of(dated: Sequence[tuple[Record, Term]], today: date, language: Language) -> Chart:
    """Return the drawing of orders with terms as seen on a day; one too far off is cut at the edge."""
    begin, end = _span(
        [*(_given(line) or today for line, _ in dated)], [_last(term) for _, term in dated], today
    )
    scale = (WIDTH - LEFT) / max((end - begin).days, 1)

    def place(day: date) -> float:
        return round(LEFT + (min(max(day, begin), end) - begin).days * scale, 1)

    bands = tuple(
        Band(
            line,
            term,
            HEAD + number * ROW,
            place(_begins(line, today)),
            place(_last(term) + _DAY),
            place(max(_last(term) + _DAY, today + _DAY)) if line["state"] == "overdue" else 0,
            _begins(line, today) < begin,
        )
        for number, (line, term) in enumerate(dated)
    )
    ticks = tuple(Tick(place(day), _tick_words(day, begin, end, language)) for day in _tick_days(begin, end))
    return Chart(bands, ticks, place(today), HEAD + max(len(dated), 1) * ROW + 8)


def _given(line: Record) -> date | None:
    return date.fromisoformat(line["date"]) if line["date"] else None


def _begins(line: Record, today: date) -> date:
    """Return where a band begins: a window at its own first day, else at the document's."""
    if line.get("due_from"):
        return datetime.fromisoformat(line["due_from"]).astimezone(MOSCOW).date()
    return _given(line) or today


def _last(term: Term) -> date:
    assert term.last_day is not None  # noqa: S101  chosen by the caller
    return term.last_day


def _span(starts: Sequence[date], ends: Sequence[date], today: date) -> tuple[date, date]:
    """Return the first and the last day drawn: around today and the terms, at most a year to either side."""
    first = max(min([*starts, today]), today - _LONGEST)
    last = min(max([*ends, today]), today + _LONGEST)
    return first - _BEFORE, last + _AFTER


def _tick_days(begin: date, end: date) -> Iterator[date]:
    """Yield the days that the scale names: Mondays of a short span, firsts of months of a long one."""
    days = (end - begin).days
    for step in range(days):
        day = begin + timedelta(days=step)
        if (days <= 75 and day.weekday() == 0) or (days > 75 and day.day == 1 and _fits(day, days)):
            yield day


def _fits(day: date, days: int) -> bool:
    return days <= 400 or day.month % 2 == 1


def _tick_words(day: date, begin: date, end: date, language: Language) -> str:
    if (end - begin).days <= 75:
        return f"{day:%d.%m}"
    return say(f"web-board.month-{day.month}", language) + (f" {day.year}" if day.month == 1 else "")


routes = [Route("/timeline", timeline, name="timeline")]
