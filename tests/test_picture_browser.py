"""Every view of a picture in a real browser: what is clicked does what it says, at every day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from benchmarks.generated import protocols
from graph.answers import Whom, find_subjects, what_binds
from graph.build import ready, record, take_in
from graph.messages import LANGUAGES, Language, theme
from graph.model import MOSCOW, Event
from graph.moments import Moment, end_of_day
from graph.network import to_networkx
from graph.picture import PictureView, ViewKind, needed, picture_of
from graph.register import create, open_register
from graph.render.page import page as render_page
from graph.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
AXE = Path(__file__).parent / "vendored" / "axe-4.14.1.min.js"
SEED = "2023-11-08_D05-124-05pr"
NOVEMBER = end_of_day(date(2023, 11, 15)).value
LATER = datetime(2040, 1, 1, tzinfo=MOSCOW)
DOCUMENTS = 14
LEGIBLE = 9.0
"""The smallest words at the opening view, in pixels of the screen."""


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


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give the store of the sample register."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("index"))
    return ready(open_register(folder))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give the store of invented protocols that continue one another, with two events."""
    folder = tmp_path_factory.mktemp("many")
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


@pytest.fixture(scope="module")
def sample_view(sample: Store) -> View:
    """Give `sample_view(kind, …)`: a view of the sample register."""
    return _views(sample, NOVEMBER)


@pytest.fixture(scope="module")
def many_view(many: Store) -> View:
    """Give `many_view(kind, …)`: a view of the invented register, at its end."""
    return _views(many, datetime(2032, 1, 1, tzinfo=MOSCOW))


def _views(store: Store, at: datetime) -> View:
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


@pytest.fixture(scope="module")
def views(sample: Store, sample_view: View) -> dict[ViewKind, PictureView]:
    """Give each kind of view of the sample register."""
    found = {}
    for kind, question in QUESTIONS.items():
        order = find_subjects(sample, question["about"]).iri if kind == "order" else None
        found[kind] = sample_view(kind, **question, order=order)
    return found


@pytest.fixture
def open_view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Give `open_view(view)`: the picture opened from a file, with no network, 1500 × 920 unless said."""
    contexts = []

    def opened(
        view: PictureView, language: Language = "ru", size: tuple[int, int] = (1500, 920), **options: str
    ) -> Opened:
        path = tmp_path / "picture.html"
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

    yield opened
    for context in contexts:
        context.close()


# --- every view --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_opens_alone_and_apart(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """A view asks for nothing, says nothing, shows its boxes apart from one another, in legible words."""
    opened = open_view(views[kind])
    boxes = opened.boxes()
    assert len(boxes) > 2
    assert [] == _overlaps(boxes)
    assert LEGIBLE <= 12 * opened.page.evaluate("network.getScale()")
    whole = opened.page.evaluate("picture.camera.isWhole()")
    assert whole == opened.page.is_hidden("#part")
    assert [opened.page.url] == opened.requests
    assert [] == opened.said


def _overlaps(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    """Return the pairs of boxes that lie on each other."""
    return [
        (one, two)
        for number, one in enumerate(boxes)
        for two in boxes[number + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_is_open_to_everybody(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """The accessibility checker finds no serious fault, with the card and a list of choices open."""
    opened = open_view(views[kind])
    opened.click(opened.shown()[0])
    if opened.page.locator("#filters summary").count():
        opened.page.click("#filters details:first-child summary")
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run()")
    assert found["passes"]
    serious = [
        (fault["id"], [node["target"] for node in fault["nodes"]][:3])
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert [] == serious


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_gives_the_same_bytes(views: dict[ViewKind, PictureView], kind: ViewKind) -> None:
    """The same view is the same page."""
    assert render_page(views[kind], "en") == render_page(views[kind], "en")


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_box_opens_its_card(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """A row of the table opens the card with its title, wherever its box is."""
    opened = open_view(views[kind])
    rows = opened.page.locator("tbody tr:not(.later)")
    assert rows.count() > 2
    for number in range(0, rows.count(), 4):
        rows.nth(number).locator("th button").click()
        key = rows.nth(number).get_attribute("id")
        label = opened.page.evaluate("key => picture.painter.node(key).label", key)
        assert label == opened.page.inner_text("#card-title")
    assert [] == opened.said


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_fits_a_narrow_window(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """In a narrow window nothing needs scrolling sideways but the table's own part."""
    opened = open_view(views[kind], "en", size=(400, 800))
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert opened.page.evaluate("document.getElementById('picture').clientHeight") > 250


@pytest.mark.parametrize("kind", QUESTIONS)
def test_what_is_needed_is_enough(sample: Store, views: dict[ViewKind, PictureView], kind: ViewKind) -> None:
    """The triples chosen for pictures give the same view as all that the register holds."""
    order = find_subjects(sample, QUESTIONS[kind]["about"]).iri if kind == "order" else None
    whole = to_networkx(sample)
    view = picture_of(whole, kind, at=NOVEMBER, known_at=LATER, **QUESTIONS[kind], order=order)
    assert len(to_networkx(needed(sample))) < len(whole)
    assert views[kind] == view


# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [None, 0, 1, 2])
def test_the_counts_of_a_day_are_those_of_binding(
    open_view: Open, many: Store, many_view: View, year: int | None
) -> None:
    """At every day the counts beside the slider equal what `binding` counts."""
    cohorts = sorted({one for node in many_view("register").nodes for one in node.years})
    assert len(cohorts) > 3
    cohort = None if year is None else cohorts[year]
    view = many_view("register") if cohort is None else many_view("cohort", cohort=cohort)
    opened = open_view(view)
    known = Moment(LATER)
    turns = {one.start.date() for node in view.nodes for one in node.slices}
    days = sorted(day + timedelta(days=step) for day in sorted(turns)[::3][:12] for step in (0, 1))
    answers = []
    for day in days:
        opened.day(day)
        answers.append(opened.counts())
        assert (day, what_binds(many, Whom(cohort), end_of_day(day), known)["counts"]) == (day, answers[-1])
    assert len(answers) > 3
    assert any(answer["orders"] for answer in answers)


def test_the_slider_lets_orders_appear_fall_due_and_end(open_view: Open, sample_view: View) -> None:
    """An order appears with its protocol, is in force, then overdue: in picture, card and table."""
    opened = open_view(sample_view("cohort", cohort=2023))
    order = "Д05-124/05пр V/2"
    row = opened.page.locator("tr", has_text="предоставить письмо").first
    opened.day(date(2023, 11, 7))
    assert order not in opened.shown()
    row.wait_for(state="hidden")
    for day, state in ((date(2023, 11, 9), "действует"), (date(2023, 11, 10), "просрочено")):
        opened.day(day)
        opened.click(order)
        assert state == opened.page.inner_text("#card dd.state")
        row.locator("td[data-column=state]", has_text=state).wait_for()
        assert state == row.locator("td[data-column=state]").inner_text()
        assert f"{day:%d.%m.%Y}" == opened.page.inner_text("#day-words")


def test_the_slider_goes_from_change_to_change(open_view: Open, sample_view: View) -> None:
    """The buttons beside the slider, and the brackets, go to the nearest day at which something changes."""
    opened = open_view(sample_view("cohort", cohort=2023))
    found = []
    for press in ("[", "["):
        opened.page.focus("#picture")
        opened.page.keyboard.press(press)
        found.append(opened.page.inner_text("#day-words"))
    opened.page.click("#after")
    assert ["13.11.2023", "10.11.2023", "13.11.2023"] == [*found, opened.page.inner_text("#day-words")]
    opened.page.focus("#day")
    opened.page.keyboard.press("ArrowLeft")
    assert "12.11.2023" == opened.page.inner_text("#day-words")


# --- folding, filters, search, keys ------------------------------------------------------------


def test_a_click_unfolds_a_document(open_view: Open, many_view: View) -> None:
    """A folded document shows its points on a click and hides them on the next; nothing lies on anything."""
    opened = open_view(many_view("register"))
    folded = opened.shown()
    name = folded[-1]
    opened.click(name)
    unfolded = opened.shown()
    assert len(folded) < len(unfolded)
    assert [] == _overlaps(opened.boxes())
    opened.page.click("#unfold-all")
    assert len(unfolded) < len(opened.shown())
    assert [] == _overlaps(opened.boxes())
    opened.page.click("#fold-all")
    assert folded == opened.shown()
    opened.page.focus("#picture")
    opened.page.keyboard.press(" ")
    assert unfolded == opened.shown()


def test_a_search_unfolds_what_it_finds(open_view: Open, many_view: View) -> None:
    """A jump to a point opens its document."""
    opened = open_view(many_view("register"))
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("осмотр оборудования")
    assert opened.page.inner_text("#found").startswith("1 ")
    label = opened.page.evaluate("picture.painter.node(picture.state.selected).label")
    assert label in opened.shown()


def test_filters_leave_out(open_view: Open, sample_view: View) -> None:
    """What is not chosen is in neither picture nor table; the start view brings all back."""
    opened = open_view(sample_view("cohort"))
    everything = opened.shown()
    cases = {
        ("kind", "continuation"): "Д05-124/05пр II/3",
        ("state", "overdue"): "Д05-124/05пр V/2",
        ("cohort", "2022"): "Участники 2022 года",
    }
    for (group, code), label in cases.items():
        assert label in opened.shown()
        choice = opened.page.locator(f"input[data-group={group}][value='{code}']")
        opened.page.locator("details", has=choice).locator("summary").click()
        choice.uncheck()
        assert label not in opened.shown()
        assert opened.page.locator("tr.left-out").count() > 0
        opened.page.click("#reset")
        assert everything == opened.shown()


def test_the_card_leads_to_neighbours(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """From a card one goes to the boxes that its arrows lead to, and back."""
    opened = open_view(views["cohort"])
    opened.click("Д05-124/05пр V/2")
    for name in ("Участники 2023 года", "Д05-124/05пр III/2.2", "Протокол № Д05-124/05пр"):
        opened.page.locator("#card-links button", has_text=name).click()
        assert name == opened.page.inner_text("#card-title")
    assert [] == opened.said


def test_the_keyboard_alone(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """Arrows walk to neighbours, Enter opens the card, Escape closes it, and the focus is seen."""
    opened = open_view(views["document"])
    opened.page.focus("#picture")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        opened.page.keyboard.press(key)
    assert "Д05-124/05пр II/1" == opened.page.inner_text("#card-title")
    assert "solid" == opened.page.evaluate(outline)
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#card")


# --- what single views show --------------------------------------------------------------------


def test_the_chain_runs_along_time(open_view: Open, many_view: View) -> None:
    """Every document stands right of those that it continues."""
    view = many_view("chain")
    opened = open_view(view)
    edges = opened.page.evaluate(
        "picture.data.edges.map(({ from, to }) => [from, to].map(id => picture.painter.node(id).x))"
    )
    assert len(edges) == len(view.edges) > DOCUMENTS
    assert all(source > target for source, target in edges)


def test_the_life_of_an_order_has_its_events(open_view: Open, many: Store, many_view: View) -> None:
    """What was recorded stands before the state that rests on it."""
    documents = sorted(row.split()[0] for row in _ids(many))
    assert documents
    subject = find_subjects(many, f"{documents[0]} I/2")
    opened = open_view(many_view("order", order=subject.iri, about=subject.id))
    labels = opened.shown()
    assert [] == opened.said
    assert any("действует" in label for label in labels)


def _ids(store: Store) -> list[str]:
    answer = what_binds(store, Whom(), Moment(LATER), Moment(LATER))
    return [line["id"] for line in answer["orders"]]


def test_the_people_stand_under_their_bodies(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """A person's card names the body and the parts taken."""
    opened = open_view(views["people"])
    opened.click("Бондарь О.А.")
    card = opened.page.inner_text("#card")
    words = ("ФГБОУ ДПО «Институт развития профессионального образования»", "докладчик: Д05-124/05пр II")
    assert [] == [one for one in words if one not in card]


@pytest.mark.parametrize(
    ("app_url", "address"),
    [("http://127.0.0.1:8321", f"http://127.0.0.1:8321/documents/{SEED}"), ("/", f"/documents/{SEED}")],
)
def test_the_card_leads_to_the_application(
    open_view: Open, views: dict[ViewKind, PictureView], app_url: str, address: str
) -> None:
    """With the application's address the card links to the document's page."""
    opened = open_view(views["document"], app_url=app_url)
    opened.click("Д05-124/05пр II")
    assert address == opened.page.get_attribute("#card a", "href")


def test_without_an_application_the_file_is_named(
    open_view: Open, views: dict[ViewKind, PictureView]
) -> None:
    """Without one the card names the stored original and has no link."""
    opened = open_view(views["document"])
    opened.click("Д05-124/05пр II")
    assert f"protocols/{SEED}.txt" in opened.page.inner_text("#card")
    assert 0 == opened.page.locator("#card a").count()


# --- paper and files ---------------------------------------------------------------------------


def test_print_has_table_and_legend_alone(open_view: Open, views: dict[ViewKind, PictureView]) -> None:
    """On paper there are the table and the legend, and no controls."""
    opened = open_view(views["cohort"])
    opened.page.emulate_media(media="print")
    for selector in ("#tools", ".view-tools", "#filters", "#date", "#day", "#card"):
        assert opened.page.is_hidden(selector)
    for selector in (".legend", "#table", "#day-words"):
        assert opened.page.is_visible(selector)
    pages = re.findall(rb"/Type\s*/Page\b", opened.page.pdf(prefer_css_page_size=True))
    assert 2 <= len(pages) <= 9


@pytest.mark.parametrize(("button", "start"), [("#save-svg", b"<svg"), ("#save-png", b"\x89PNG")])
def test_the_picture_can_be_saved(
    open_view: Open, views: dict[ViewKind, PictureView], button: str, start: bytes
) -> None:
    """The picture is saved as a file of its own, named after its title."""
    opened = open_view(views["cohort"])
    with opened.page.expect_download() as download:
        opened.page.click(button)
    assert download.value.suggested_filename.startswith("Что обязывает участников 2023 года")
    assert download.value.path().read_bytes().startswith(start)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_one_language(
    open_view: Open, views: dict[ViewKind, PictureView], language: Language
) -> None:
    """Controls, headings and states are said in the language asked for."""
    opened = open_view(views["cohort"], language)
    words = theme("picture", language)
    text = opened.page.inner_text("body")
    for name in ("search-next", "fit", "reset", "filter-kind", "legend", "kind-order", "lane-points"):
        assert words[name] in text
    assert theme("states", language)["overdue"] in text
