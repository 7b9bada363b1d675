"""What several tests share: one browser, servers, registers and stores that no test changes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Triple

from graph.archive import backup
from graph.build import ready
from graph.model import MOSCOW, Filed
from graph.rdf import write_document, write_periods
from graph.register import Register, create, open_register
from graph.store import Store

from .engines import Engine, oxigraph_server, virtuoso_server
from .forest import CARD, PERIODS, PROTOCOL
from .lighthouses import fill
from .programs import Needs, path_of

if TYPE_CHECKING:
    import httpx
    from playwright.sync_api import Browser

    from graph.picture import PictureView, ViewKind

    from .pictures import Open, View
    from .served import Served


@pytest.fixture(scope="session", autouse=True)
def hearing_interrupts() -> None:
    """Let the programs that tests start hear Ctrl-C: what a shell starts in the background ignores it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Give `needs(program, package)`: the program's path, or a skip that names the Debian package.

    With OBLIGRAPH_TEST_ALL=1 a lacking program fails the test instead.
    """
    return path_of


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


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register with the sample protocol, its index made; no test changes it."""
    made = create(tmp_path_factory.mktemp("register") / "data", sample=True)
    ready(made)
    return made.folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a register of the test's own, with the sample protocol."""
    return create(tmp_path / "own", sample=True).folder


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give the application that only shows."""
    from .served import serving, towers

    with serving(towers(tmp_path_factory.mktemp("reading")), write=False) as served:
        yield served


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give the application that takes changes."""
    from .served import serving, towers

    with serving(towers(tmp_path_factory.mktemp("writing"))) as served:
        yield served


@pytest.fixture(scope="module")
def address(register: Path) -> Iterator[str]:
    """Give the address of the application over `register`, really served."""
    from .served_app import served

    with served(register) as base:
        yield base


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """Give a client of that address that follows no redirect."""
    import httpx

    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give the register that reports are made of."""
    from .reported import make_register

    return make_register(tmp_path_factory.mktemp("reported"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with something of every kind, its index made; no test changes it."""
    folder = tmp_path_factory.mktemp("filled")
    register = create(folder / "register")
    fill(register, folder / "inbox")
    ready(register)
    return register


@pytest.fixture(scope="session")
def saved(filled: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give its backup."""
    path = tmp_path_factory.mktemp("saved") / "register.zip"
    backup(filled, path)
    return path


@pytest.fixture(scope="session")
def sample(register: Path) -> Store:
    """Give the store of the sample register."""
    return ready(open_register(register))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give the store of invented protocols that continue one another, with two events."""
    from .pictures import many_protocols

    return many_protocols(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="session")
def sample_view(sample: Store) -> View:
    """Give `sample_view(kind, …)`: a view of the sample register."""
    from .pictures import NOVEMBER, viewer

    return viewer(sample, NOVEMBER)


@pytest.fixture(scope="session")
def many_view(many: Store) -> View:
    """Give `many_view(kind, …)`: a view of the invented register, at its end."""
    from .pictures import viewer

    return viewer(many, datetime(2032, 1, 1, tzinfo=MOSCOW))


@pytest.fixture(scope="session")
def views(sample: Store, sample_view: View) -> dict[ViewKind, PictureView]:
    """Give each kind of view of the sample register."""
    from .pictures import every_view

    return every_view(sample, sample_view)


@pytest.fixture
def open_view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Give `open_view(view)`: the picture opened in the browser from a file."""
    from .pictures import opening

    with opening(browser, tmp_path) as opened:
        yield opened


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the environment know no server and no credentials."""
    for name in ("USER", "PASSWORD", "TOKEN", "UPDATE", "STORE"):
        monkeypatch.delenv(f"OBLIGRAPH_ENGINE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
