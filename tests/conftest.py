"""What several tests share: programs that the system may lack, one browser, one invented document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from pyoxigraph import Triple

from graph.model import (
    MOSCOW,
    OPEN,
    Binds,
    Card,
    Cohort,
    Deadline,
    Decision,
    Fact,
    Filed,
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
from graph.rdf import write_document, write_periods

from .engines import Engine, oxigraph_server, virtuoso_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Needs = Callable[[str, str], str]
T = TypeVar("T")


def _path_of(program: str, package: str) -> str:
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed: it comes with the Debian package {package}"
        if os.environ.get("OBLIGRAPH_TEST_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Give `needs(program, package)`: the program's path, or a skip that names the Debian package.

    With OBLIGRAPH_TEST_ALL=1 a lacking program fails the test instead.
    """
    return _path_of


@pytest.fixture(scope="session")
def browser(needs: Needs) -> Iterator[Browser]:
    """Give a running Chromium; it is also started as root, hence without its sandbox."""
    from playwright.sync_api import sync_playwright

    chromium = needs("chromium", "chromium")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=switches)
        yield running
        running.close()


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Engine]:
    """Give a running Oxigraph server."""
    with oxigraph_server() as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso(needs: Needs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Give a running Virtuoso."""
    program = needs("virtuoso-t", "virtuoso-opensource-7-bin")
    with virtuoso_server(program, tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@pytest.fixture(scope="session")
def forest() -> tuple[Triple, ...]:
    """Give the triples of an invented protocol: two orders, a continuation, a note; and their periods."""
    return (*write_document(Filed(CARD, PROTOCOL)), *write_periods(PERIODS))


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
