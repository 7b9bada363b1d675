"""An invented register of one protocol, served on loopback as people have it: with and without writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from graph.build import ready, take_in
from graph.model import MOSCOW
from graph.register import Register, create
from graph.web import create_app

from .running import running, url_of

if TYPE_CHECKING:
    from starlette.applications import Starlette

NUMBER, KEY = "Т-5/2пр", "2021-05-12_T-5-2pr"
AT = "2021-05-25"
SCRIPT = "<script>window.executed=1</script>"
IMAGE = '"><img src=x onerror=window.executed=1>'
TEXT = f"""МИНИСТЕРСТВО ТУМАНОВ ПРИОЗЁРЬЯ

ПРОТОКОЛ

совещания с инициаторами создания наблюдательных вышек в рамках проекта «Ясность»

12 мая 2021 г.

№ {NUMBER}

г. Кочки

Председательствовал: директор департамента Росин Р.Р.

I. О линзах

(Росин Р.Р.)

1. Принять к сведению доклад о линзах.

2. Инициаторам создания наблюдательных вышек из числа участников проекта «Ясность», созданных в 2020 году, \
продолжить исполнение поручений протоколов от 3 февраля 2021 г. № Т-5/1пр, от 10 марта 2021 г. № 44 \
в установленные сроки.

II. О вышках

(Инеева И.И.)

1. Инициаторам создания наблюдательных вышек из числа участников проекта «Ясность», созданных в 2020 году:

1.1. Представить перечень линз {SCRIPT} на адрес linza@tuman.example.

Срок – до 20 мая 2021 г.

1.2. При необходимости уточнить список смотрителей {IMAGE}.

Срок – до 12:00 (мск) 30 июня 2021 г.

2. Отделу карт Министерства туманов Приозёрья обновить карту вышек. Срок – с 1 по 5 августа 2021 г.

Секретарь                                                        Мглова М.М.
"""
RECORDED = datetime(2021, 5, 13, 10, tzinfo=MOSCOW)
AUTHOR = "Ёлкина В.В."
BOARD = f"/board?cohort=2020&at={AT}"
PAGES = (
    BOARD,
    "/board?cohort=&at=2021-05-25",
    f"/proof?id={NUMBER} II/1.1&at={AT}",
    "/timeline?cohort=2020&at=2021-05-25",
    "/due?from=2021-05-01",
    "/ask",
    "/ask?q=which orders bind the 2020 cohort",
    "/changes?from=2021-05-01&to=2021-05-25",
    "/documents",
    f"/documents/{KEY}",
    "/documents/2021-02-03_T-5-1pr",
    f"/documents/{KEY}/picture",
    "/missing",
    "/intake",
    "/record",
    "/events",
    "/discipline",
    "/conflicts",
    "/short-terms",
    "/draft?cohort=2020&at=2021-05-25",
    "/check",
    "/pictures",
    "/picture",
    "/queries",
    "/queries/send",
    "/queries/chain?cohort=2020",
    "/enter",
)


@dataclass(frozen=True, slots=True)
class Served:
    """A running application: where it answers, over which register, with which token."""

    url: str
    register: Register
    app: Starlette
    plain: httpx.Client

    def get(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401  what the client takes
        """Return the answer to one who comes without cookies, for the first time."""
        answer = self.plain.get(path, **more)
        self.plain.cookies.clear()
        return answer

    @property
    def token(self) -> str:
        """Return the token that lets one write."""
        return str(self.app.state.gate.token)

    def client(self, **headers: str) -> httpx.Client:
        """Return a client that keeps cookies and names the origin, as a browser does."""
        return httpx.Client(base_url=self.url, headers={"Origin": self.url, **headers}, timeout=20)

    @contextmanager
    def entered(self) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
        """Give a client that entered, and the form key as parameters of an address."""
        with self.client() as client:
            answer = client.post("/enter", data={"token": self.token, "author": AUTHOR})
            assert 303 == answer.status_code
            found = re.search(r'form_key=([^"]+)"', client.get("/intake").text)
            assert found is not None
            yield client, {"form_key": found[1]}


def towers(folder: Path) -> Register:
    """Make the register of the invented protocol, its index included."""
    register = create(folder / "towers")
    path = folder / "протокол.txt"
    path.write_text(TEXT, encoding="utf-8")
    rows = take_in(register, [path], recorded=RECORDED)
    assert ["added"] == [row.outcome for row in rows], rows
    ready(register)
    return register


@contextmanager
def serving(register: Register, *, write: bool = True) -> Iterator[Served]:
    """Give the application while it runs in a thread."""
    app = create_app(register.folder, write=write)
    with running(app) as address, httpx.Client(base_url=url_of(address), timeout=20) as plain:
        yield Served(url_of(address), register, app, plain)
