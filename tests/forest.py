"""An invented protocol of a forest: two orders, a continuation, a note; and their periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from graph.model import (
    MOSCOW,
    OPEN,
    Binds,
    Card,
    Cohort,
    Deadline,
    Decision,
    Fact,
    Head,
    Party,
    PointId,
    PointKind,
    Protocol,
    Reason,
    Reference,
    Span,
    State,
    StatusPeriod,
)

T = TypeVar("T")


def _fact(value: T, words: str) -> Fact[T]:
    at = TEXT.index(words)
    return Fact(value, Span(at, at + len(words), words), "invented")


def _point(path: str, kind: PointKind, words: str, **more: Any) -> Decision:  # noqa: ANN401
    at = TEXT.index(words)
    return Decision(path, "I", Span(at, at + len(words), words), _fact(kind, words), **more)


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=MOSCOW)


TEXT = (
    "ПРОТОКОЛ № Л-7/2пр от 3 марта 2031 г.\n"
    "1. Принять к сведению.\n"
    "2. Лесничествам 2029 года продолжить исполнение поручений протоколов № Л-7/1пр и № 44.\n"
    "3. Лесничествам 2029 и 2030 годов представить перечень просек до 20 марта 2031 г.\n"
    "4. Отделу карт обновить карту кварталов.\n"
)
KEY = "2031-03-03_L-7-2pr"
OLD = Cohort("Чистый лес", 2029)
NEW = Cohort("Чистый лес", 2030)
CARD = Card(
    key=KEY,
    file=f"protocols/{KEY}.txt",
    sent_as="протокол.txt",
    media_type="text/plain",
    sha256="00",
    text_sha256="00",
    recorded=_moment(2031, 3, 5),
    reader="1",
)
PROTOCOL = Protocol(
    Head(
        _fact("protocol", "ПРОТОКОЛ"),
        number=_fact("Л-7/2пр", "№ Л-7/2пр"),
        date=_fact(date(2031, 3, 3), "3 марта 2031 г."),
    ),
    points=(
        _point("I/1", "note", "Принять к сведению."),
        _point(
            "I/2",
            "continuation",
            "Лесничествам 2029 года продолжить исполнение поручений протоколов № Л-7/1пр и № 44.",
            cohorts=(_fact(OLD, "2029"),),
            references=(
                _fact(Reference("Л-7/1пр", date(2031, 2, 1), "continues"), "№ Л-7/1пр"),
                _fact(Reference("44", None, "continues"), "№ 44"),
            ),
        ),
        _point(
            "I/3",
            "order",
            "Лесничествам 2029 и 2030 годов представить перечень просек до 20 марта 2031 г.",
            addressees=(_fact(Party("лесничества", "class"), "Лесничествам 2029 и 2030 годов"),),
            cohorts=(_fact(OLD, "2029 и 2030 годов"), _fact(NEW, "2030 годов")),
            deadline=_fact(
                Deadline("до 20 марта 2031 г.", "day", end=_moment(2031, 3, 21)), "до 20 марта 2031 г."
            ),
        ),
        _point(
            "I/4",
            "order",
            "Отделу карт обновить карту кварталов.",
            addressees=(_fact(Party("Отдел карт", "body"), "Отделу карт"),),
        ),
    ),
)


def _periods(
    document: str, point: str | None, cohort: Cohort | None, *states: tuple[State, datetime, datetime]
) -> Iterator[StatusPeriod]:
    because = (Reason("continued" if point is None else "given", PointId(KEY, point or "I/2")),)
    whose = None if cohort else "Отдел карт"
    for state, start, end in states:
        binds: Binds = "no" if state == "fulfilled" else "yes"
        known = (CARD.recorded, OPEN)
        yield StatusPeriod(document, point, cohort, whose, state, binds, start, end, *known, because=because)


GIVEN, DUE, DONE = _moment(2031, 3, 3), _moment(2031, 3, 21), _moment(2031, 3, 12)
PERIODS = (
    *_periods(KEY, "I/3", OLD, ("in-force", GIVEN, DUE), ("overdue", DUE, OPEN)),
    *_periods(KEY, "I/3", NEW, ("in-force", GIVEN, DONE), ("fulfilled", DONE, OPEN)),
    *_periods(KEY, "I/4", None, ("in-force", GIVEN, OPEN)),
    *_periods("2031-02-01_L-7-1pr", None, OLD, ("text-not-held", GIVEN, OPEN)),
)
