"""Every view of a picture in a real browser: it opens for everybody, and shows what it is for."""

from __future__ import annotations

import re

import pytest

from graph.answers import Whom, find_subjects, what_binds
from graph.messages import LANGUAGES, Language, theme
from graph.moments import Moment
from graph.network import to_networkx
from graph.picture import PictureView, ViewKind, needed, picture_of
from graph.render.page import page as render_page
from graph.store import Store

from .accessibility import grave_faults
from .pictures import DOCUMENTS, LATER, NOVEMBER, QUESTIONS, SEED, Open, View, overlaps

LEGIBLE = 9.0
"""The smallest words at the opening view, in pixels of the screen."""


# --- every view --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_opens_alone_and_apart(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """A view asks for nothing, says nothing, shows its boxes apart from one another, in legible words."""
    opened = open_view(views[kind])
    boxes = opened.boxes()
    assert len(boxes) > 2
    assert [] == overlaps(boxes)
    assert LEGIBLE <= 12 * opened.page.evaluate("network.getScale()")
    whole = opened.page.evaluate("picture.camera.isWhole()")
    assert whole == opened.page.is_hidden("#part")
    assert [opened.page.url] == opened.requests
    assert [] == opened.said


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_view_is_open_to_everybody(
    open_view: Open, views: dict[ViewKind, PictureView], kind: ViewKind
) -> None:
    """The accessibility checker finds no serious fault, with the card and a list of choices open."""
    opened = open_view(views[kind])
    opened.click(opened.shown()[0])
    if opened.page.locator("#filters summary").count():
        opened.page.click("#filters details:first-child summary")
    assert [] == grave_faults(opened.page)


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
