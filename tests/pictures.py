"""Pictures of two registers, and what a browser shows of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from benchmarks.generated import protocols
from graph.answers import find_subjects
from graph.build import ready, record, take_in
from graph.messages import Language
from graph.model import MOSCOW, Event
from graph.moments import end_of_day
from graph.network import to_networkx
from graph.picture import PictureView, ViewKind, needed, picture_of
from graph.register import create
from graph.render.page import page as render_page
from graph.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


SEED = "2023-11-08_D05-124-05pr"
NOVEMBER = end_of_day(date(2023, 11, 15)).value
LATER = datetime(2040, 1, 1, tzinfo=MOSCOW)
DOCUMENTS = 14


@dataclass
class Opened:
    """A picture in the browser and what it did: requests, console messages, errors."""

    page: Page
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Return the titles of the boxes that are seen, in the order of the data."""
        script = "picture.data.nodes.filter(one => picture.shown.has(one.id)).map(one => one.label)"
        found: list[str] = self.page.evaluate(script)
        return found

    def click(self, label: str, number: int = 0) -> None:
        """Click on the box that is called so."""
        script = (
            "([label, number]) => {"
            "const named = picture.data.nodes.filter(one => one.label === label);"
            "const found = named.filter(one => picture.shown.has(one.id));"
            "const at = network.canvasToDOM(picture.state.place(found[number].id));"
            "const box = document.getElementById('picture').getBoundingClientRect();"
            "return [at.x + box.x, at.y + box.y]; }"
        )
        self.page.mouse.click(*self.page.evaluate(script, [label, number]))

    def boxes(self) -> list[list[float]]:
        """Return the sides of all boxes that are seen: left, top, right, bottom."""
        script = (
            "nodes.getIds().map(id => { const { x, y } = network.getPosition(id);"
            "const [w, h] = picture.painter.node(id).box;"
            "return [x - w / 2, y - h / 2, x + w / 2, y + h / 2]; })"
        )
        found: list[list[float]] = self.page.evaluate(script)
        return found

    def day(self, day: date) -> None:
        """Move the slider to a day."""
        script = (
            "iso => { const day = document.getElementById('day'); day.value = picture.days.dayOfIso(iso);"
            "day.dispatchEvent(new Event('input'));"
            "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"
        )
        self.page.evaluate(script, day.isoformat())

    def counts(self) -> dict[str, int]:
        """Return the counts beside the slider."""
        numbers = [int(one) for one in re.findall("[0-9]+", self.page.inner_text("#counts"))]
        return dict(zip(("orders", "bundles", "contested"), numbers, strict=False))


Open = Callable[..., Opened]
View = Callable[..., PictureView]


def many_protocols(folder: Path) -> Store:
    """Return the store of invented protocols that continue one another, with two events."""
    files = folder / "files"
    files.mkdir()
    for name, text in protocols(DOCUMENTS):
        (files / name).write_text(text, encoding="utf-8")
    register = create(folder / "register")
    take_in(register, [files], recorded=datetime(2036, 1, 1, tzinfo=MOSCOW))
    key = register.keys()[3]
    at = datetime(2035, 6, 1, tzinfo=MOSCOW)
    said = Event("", "report", at, LATER, document=key, point="I/2", by="Ветрова А.Б.", capacity="addressee")
    for event in (said, replace(said, kind="acceptance", capacity="controller")):
        record(register, event)
    return ready(register)


def viewer(store: Store, at: datetime) -> View:
    """Return what gives views of a store as of a moment: `view(kind, …)`."""
    graph: nx.MultiDiGraph[str] = to_networkx(needed(store))

    def view(kind: ViewKind | None = None, **question: Any) -> PictureView:  # noqa: ANN401
        return picture_of(graph, kind, at=at, known_at=LATER, **question)

    return view


QUESTIONS: dict[ViewKind, dict[str, Any]] = {
    "cohort": {"cohort": 2023},
    "chain": {},
    "order": {"about": "Д05-124/05пр III/2.1"},
    "people": {},
    "document": {"document": SEED},
    "register": {},
}


def every_view(store: Store, view: View) -> dict[ViewKind, PictureView]:
    """Return each kind of view of the sample register."""
    found = {}
    for kind, question in QUESTIONS.items():
        order = find_subjects(store, question["about"]).iri if kind == "order" else None
        found[kind] = view(kind, **question, order=order)
    return found


@contextmanager
def opening(browser: Browser, folder: Path) -> Iterator[Open]:
    """Give `open_view(view)`: the picture opened from a file, with no network, 1500 × 920 unless said."""
    contexts = []

    def opened(
        view: PictureView, language: Language = "ru", size: tuple[int, int] = (1500, 920), **options: str
    ) -> Opened:
        path = folder / "picture.html"
        path.write_text(render_page(view, language, **options), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
        )
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("request", lambda request: result.requests.append(request.url))
        result.page.on("console", lambda message: result.said.append(message.text))
        result.page.on("pageerror", lambda error: result.said.append(str(error)))
        result.page.goto(path.as_uri())
        result.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return result

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()


def overlaps(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    """Return the pairs of boxes that lie on each other."""
    return [
        (one, two)
        for number, one in enumerate(boxes)
        for two in boxes[number + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]
