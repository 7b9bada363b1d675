"""The picture as a page, in a real browser: nothing is asked for, nothing executes, all can be reached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Triple

from graph.errors import InvalidValueError
from graph.messages import LANGUAGES, Language, theme
from graph.model import MOSCOW
from graph.network import to_networkx
from graph.picture import (
    Ground,
    Part,
    PictureEdge,
    PictureNode,
    PictureView,
    Quote,
    Slice,
    Status,
    Term,
    picture_of,
)
from graph.render import page
from graph.render.page import page as render_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIS = Path(page.__file__).parent / "static" / "vis-network-10.1.5.min.js"
VIS_SHA256 = "b427322ad953d70ab75d1b798ebb8349863502f244e02de3e12a4ab7dfeddf2c"
LATER = datetime(2031, 4, 1, tzinfo=MOSCOW)
TITLE = "Протокол № Л-7/2пр от 03.03.2031"
HOSTILE = (
    "<script>window.executed=1</script>",
    "</script><script>window.executed=1</script>",
    "<!--<script>window.executed=1</script>-->",
    "<img src=x onerror=window.executed=1>",
    "<svg onload=window.executed=1>",
    "\"'><img src=x onerror=window.executed=1>",
    "' onmouseover='window.executed=1",
    "javascript:window.executed=1",
    "{{7*7}}{% raw %}${window.executed=1}`",
    "]]></style><style>body{display:none}</style>&lt;b&gt;\u2028",
)


@dataclass
class Opened:
    """A page in the browser and what it did: requests, console messages, errors."""

    page: Page
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits."""
        return self.page.text_content(selector) or ""

    def spot(self, key: str) -> tuple[float, float]:
        """Return where on the screen a node stands."""
        x, y = self.page.evaluate(
            "key => { const at = network.canvasToDOM(network.getPosition(key));"
            "const box = document.getElementById('picture').getBoundingClientRect();"
            "return [at.x + box.x, at.y + box.y]; }",
            key,
        )
        return x, y

    def key_of(self, label: str) -> str:
        """Return the key of the node that is called so."""
        keys: list[str] = self.page.evaluate(
            "label => nodes.get().filter(node => node.label === label).map(node => node.id)", label
        )
        assert len(keys) == 1
        return keys[0]

    def click(self, label: str) -> None:
        """Click on a node of the picture."""
        self.page.mouse.click(*self.spot(self.key_of(label)))


Open = Callable[[str], Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Give `open_page(html)`: the page opened from a file, with no network, in a window of 1500 × 920."""
    context = browser.new_context(
        viewport={"width": 1500, "height": 920}, offline=True, reduced_motion="reduce"
    )

    def opened(html: str) -> Opened:
        path = tmp_path / "picture.html"
        path.write_text(html, encoding="utf-8")
        result = Opened(context.new_page())
        result.page.on("request", lambda request: result.requests.append(request.url))
        result.page.on("console", lambda message: result.said.append(message.text))
        result.page.on("pageerror", lambda error: result.said.append(str(error)))
        result.page.on("dialog", lambda dialog: result.said.append(dialog.message))
        result.page.goto(path.as_uri())
        result.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return result

    yield opened
    context.close()


@pytest.fixture(scope="module")
def view(forest: tuple[Triple, ...]) -> PictureView:
    """Give the picture of the invented register."""
    return picture_of(to_networkx(forest), "cohort", at=LATER, known_at=LATER)


@pytest.fixture(scope="module")
def html(view: PictureView) -> str:
    """Give the page of the invented register in Russian."""
    return render_page(view, "ru", title=TITLE)


# --- the text of the page ----------------------------------------------------------------------


def test_the_library_is_the_published_one() -> None:
    """The vendored vis-network is byte for byte what its authors published, with its licences beside it."""
    assert VIS_SHA256 == hashlib.sha256(VIS.read_bytes()).hexdigest()
    assert all((VIS.parent / f"vis-network.LICENSE-{name}.txt").is_file() for name in ("MIT", "APACHE-2.0"))


def test_the_page_refers_to_nothing(html: str) -> None:
    """Outside the library's script no tag or style names anything to load."""
    ours = html.replace(VIS.read_text(encoding="utf-8").rpartition("\n//#")[0].strip(), "")
    ours = ours.replace('xmlns="http://www.w3.org/2000/svg"', "")  # a name, not an address
    assert len(ours) < len(html) / 2
    assert [] == re.findall(r"""<link|<iframe|\ssrc=|@import|url\(|fetch\(|XMLHttpRequest|https?://""", ours)
    assert "sourceMappingURL" not in html


def test_the_policy_is_strict(html: str) -> None:
    """Everything is forbidden but the page's own script and style, by their hashes."""
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[0].replace(
        "&#39;", "'"
    )
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert "'none'" == parts["default-src"]
    assert all(re.fullmatch("'sha256-[^' ]+'", parts[name]) for name in ("script-src", "style-src"))
    assert "unsafe" not in policy


def test_the_same_view_gives_the_same_bytes(view: PictureView, html: str) -> None:
    """Rendering is a pure function."""
    assert html == render_page(view, "ru", title=TITLE)


def test_both_languages_say_the_same_things() -> None:
    """The Russian and the English messages have the same keys and blanks."""
    russian, english = theme("picture", "ru"), theme("picture", "en")
    assert len(russian) > 40
    assert sorted(russian) == sorted(english)
    blanks = [{key: re.findall(r"{\w+}", text) for key, text in said.items()} for said in (russian, english)]
    assert blanks[0] == blanks[1]


def test_no_identity_is_shown(view: PictureView, html: str) -> None:
    """The IRIs of things do not occur in the page: its keys are opaque."""
    assert view.nodes
    assert [] == [node.id for node in view.nodes if node.id in html]


# --- the page in a browser ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_nothing(open_page: Open, view: PictureView, language: Language) -> None:
    """Opening and using the page asks for no other file and says nothing on the console."""
    opened = open_page(render_page(view, language, title=TITLE))
    opened.click("Л-7/2пр I/3")
    opened.page.click("#fit")
    assert [opened.page.url] == opened.requests
    assert [] == opened.said
    assert language == opened.page.get_attribute("html", "lang")


def test_a_click_shows_the_card(open_page: Open, view: PictureView, html: str) -> None:
    """The card of an order has its kind, document, date, words, offsets, term, states, addressees."""
    opened = open_page(html)
    assert opened.page.is_hidden("#card")
    opened.click("Л-7/2пр I/3")
    assert opened.page.is_visible("#card")
    card = opened.page.inner_text("#card")
    quote = next(node.quote for node in view.nodes if node.number == "I/3" and node.quote)
    expected = (
        "поручение",
        "Л-7/2пр I/3",
        "03.03.2031",
        "«Лесничествам 2029 и 2030 годов представить перечень просек до 20 марта 2031 г.»",
        f"знаки {quote.start}–{quote.end}, protocols/2031-03-03_L-7-2pr.txt",
        "до 20.03.2031",
        "2029: просрочено",
        "2030: исполнено",
        "поручено пунктом Л-7/2пр I/3",
        "обращено к: Участники 2029 года; Участники 2030 года",
    )
    assert [] == [words for words in expected if words not in card]
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#card")


def test_a_click_beside_closes_the_card(open_page: Open, html: str) -> None:
    """A click on the empty ground closes the card."""
    opened = open_page(html)
    opened.click("Л-7/2пр I/4")
    opened.page.click("#picture", position={"x": 4, "y": 4})
    assert opened.page.is_hidden("#card")


def test_the_table_opens_the_card_by_key(open_page: Open, html: str) -> None:
    """Enter on a row of the table opens the card and takes the focus there."""
    opened = open_page(html)
    opened.page.focus(f"#{opened.key_of('Л-7/2пр I/2')} button")
    opened.page.keyboard.press("Enter")
    assert "Л-7/2пр I/2" == opened.text("#card-title")
    assert "card" == opened.page.evaluate("document.activeElement.id")


def test_the_table_holds_every_node(open_page: Open, view: PictureView, html: str) -> None:
    """The table has one row a node, under headings, with the words of each point."""
    opened = open_page(html)
    assert len(view.nodes) == opened.page.locator("tbody tr").count()
    table = opened.page.inner_text("#table")
    quotes = [node.quote.text for node in view.nodes if node.quote]
    assert len(quotes) == 3
    assert [] == [quote for quote in quotes if quote not in table]


def test_arrow_keys_walk_along_arrows(open_page: Open, html: str) -> None:
    """From the picture itself: down the lane, right along an arrow, Enter for the card."""
    opened = open_page(html)
    opened.click("Л-7/2пр I/3")
    opened.page.keyboard.press("Escape")
    opened.page.focus("#picture")
    for key in ("ArrowRight", "ArrowLeft", "Enter"):
        opened.page.keyboard.press(key)
    start = opened.text("#card-title")
    opened.page.keyboard.press("ArrowDown")
    assert "Документ № Л-7/1пр" == start
    assert "Документ № 44" == opened.text("#card-title")


@pytest.mark.parametrize(
    ("words", "found", "first"),
    [
        ("просек", "1 из 1", "Л-7/2пр I/3"),
        ("ПРОСРОЧЕНО", "1 из 1", "Л-7/2пр I/3"),
        ("Л-7/2пр I/4", "1 из 3", "Л-7/2пр I/4"),
        ("лесничествам", "1 из 2", "Л-7/2пр I/2"),
        ("нет такого", "не найдено", ""),
    ],
)
def test_search(open_page: Open, html: str, words: str, found: str, first: str) -> None:
    """Search looks through all that the table says, any case, any order of words."""
    opened = open_page(html)
    opened.page.fill("#search", words)
    assert (found, first) == (opened.text("#found"), opened.text("#said").split(",")[0])


def test_the_legend_tells_kinds_and_states(open_page: Open, html: str) -> None:
    """The legend names every kind, arrow and state that occurs, each with a sign that is drawn."""
    opened = open_page(html)
    legend = opened.page.inner_text(".legend")
    expected = (
        "поручение",
        "продолжение прежних поручений",
        "просрочено",
        "исполнено",
        "текст не представлен",
    )
    assert [] == [words for words in expected if words not in legend]
    drawn = "sign => sign.getContext('2d').getImageData(0, 0, sign.width, sign.height).data.some(Boolean)"
    assert [True] * 14 == [sign.evaluate(drawn) for sign in opened.page.locator(".sign").all()]


def test_no_two_boxes_overlap_on_the_screen(open_page: Open, html: str) -> None:
    """The boxes of the browser stand where the layout put them, apart from one another."""
    opened = open_page(html)
    boxes = opened.page.evaluate(
        "nodes.get().map(({ id }) => { const { x, y } = network.getPosition(id);"
        "const [w, h] = picture.painter.node(id).box;"
        "return [x - w / 2, y - h / 2, x + w / 2, y + h / 2]; })"
    )
    apart = [
        one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]
        for number, one in enumerate(boxes)
        for two in boxes[number + 1 :]
    ]
    assert len(apart) == len(boxes) * (len(boxes) - 1) / 2
    assert all(apart)


def test_an_empty_picture_says_so(open_page: Open) -> None:
    """Nothing to show is said, without an error."""
    opened = open_page(render_page(PictureView(), "en", title="Nothing"))
    assert theme("picture", "en")["empty"] in opened.page.inner_text("main")
    assert [] == opened.said


# --- hostile text ------------------------------------------------------------------------------


def hostile_view(text: str) -> PictureView:
    """Return a picture with the text in every field that can hold one."""
    status, ground = Status("overdue", text), Ground(text, text, text)
    slice_ = Slice(datetime(2031, 1, 1, tzinfo=MOSCOW), (status,), (ground,), Term(words=text))
    node = PictureNode(
        text,
        "points",
        "order",
        number=text,
        name=text,
        day=date(2031, 1, 1),
        document=text,
        quote=Quote(text, 1, 2, text),
        term=Term(words=text),
        statuses=(status,),
        because=(ground,),
    )
    others = (
        replace(node, id=f"a{text}", lane="prior", kind="cited"),
        replace(node, id=f"b{text}", lane="documents", kind="document"),
        replace(node, id=f"c{text}", lane="addressees", kind="cohort"),
        replace(node, id=f"d{text}", lane="addressees", kind="party"),
        replace(node, id=f"e{text}", lane="events", kind="event", whom=(text,)),
        replace(node, id=f"f{text}", lane="people", kind="person", parts=(Part("chair", text, text),)),
        replace(node, id=f"g{text}", lane="lives", kind="life", slices=(slice_,), since=slice_.start),
        replace(node, id=f"h{text}", lane="items", kind="item", key=text, file=text, whom=(text,)),
    )
    edges = tuple(PictureEdge(node.id, other.id, "cites") for other in others)
    return PictureView((node, *others), edges)


@pytest.mark.parametrize("app_url", [None, "http://127.0.0.1:8321"])
@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_documents_never_execute(open_page: Open, text: str, app_url: str | None) -> None:
    """Whatever a document says is shown as text: in boxes, table, card, heading and search."""
    opened = open_page(render_page(hostile_view(text), "ru", title=text, app_url=app_url))
    keys = opened.page.evaluate("nodes.getIds()")
    for key in keys:
        opened.page.click(f"#{key} button")
        opened.page.hover("#card")
    opened.page.fill("#search", text)
    assert 9 == len(keys)
    assert text == opened.text("h1")
    assert text in opened.text("#card-facts")
    assert opened.page.evaluate("window.executed === undefined && document.scripts.length === 2")
    assert [opened.page.url] == opened.requests
    assert [] == opened.said


@pytest.mark.parametrize(
    "app_url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere", "http:///x", "files"]
)
def test_cards_lead_to_an_application_only(app_url: str) -> None:
    """An address by which a click could do anything else is refused."""
    with pytest.raises(InvalidValueError, match="no address"):
        render_page(PictureView(), "en", app_url=app_url)
