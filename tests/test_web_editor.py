"""The SPARQL editor and the reports' page in a real browser: what is clicked does what it says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import icalendar
import pytest

from graph.build import ready
from graph.register import open_register
from graph.sandbox import run_query
from graph.web.result_picture import named_by

from .accessibility import grave_faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

KEY = "2023-11-08_D05-124-05pr"
ORDER = f"https://w3id.org/obligraph/id/document/{KEY}/III/2.1"


class Watched:
    """A browser's context and what went wrong in it: requests to elsewhere, console messages, errors."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Watch every page of the context."""
        self.context = context
        self.wrong: list[str] = []
        context.on("request", lambda request: self._asked(request.url, address))
        context.on("console", lambda message: self.wrong.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((f"{address}/", "data:", "blob:", "about:")):
            self.wrong.append(url)

    def open(self, url: str) -> Page:
        """Open a page."""
        page = self.context.new_page()
        page.goto(url)
        return page


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Give a context in which nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    watching = Watched(context, address)
    yield watching
    context.close()
    assert [] == watching.wrong


EDITORS_OWN = ("#editor .tabsList",)
"""The vendored editor's row of tabs has a button in it that is no tab: a fault of its own."""


def test_editor_tells_what_is_slow_or_unknown(watched: Watched, address: str) -> None:
    """A term that nobody knows is named beside the result, until a query without one is run."""
    page = watched.open(f"{address}/editor?query={quote('SELECT ?s { ?s a og:Obligaton }')}")
    hint = page.locator("#hints li")
    hint.wait_for()
    assert ["no term here is called og:Obligaton; did you mean og:Obligation?"] == hint.all_inner_texts()
    page.select_option("#example", index=1)
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#hints:empty", state="attached")


def test_editor_runs_an_example(watched: Watched, address: str) -> None:
    """An example is chosen and run: a table appears, and the address holds the query."""
    page = watched.open(f"{address}/editor?lang=ru")
    page.select_option("#example", label="Какие поручения действуют сейчас для всех?")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results tbody tr")
    assert 22 == page.locator(".yasr_results tbody tr").count()
    assert "query=" in page.url
    assert 0 == page.locator("#editor a[href*=triply]:visible").count()
    again = watched.open(page.url)
    again.wait_for_selector(".yasr_results tbody tr")


def test_every_example_runs(client: httpx.Client) -> None:
    """Each query of the catalogue, as the editor offers it, is answered."""
    page = client.get("/editor", params={"lang": "en"}).text
    texts = [html.unescape(found) for found in re.findall(r'<option value="([^"]+)"', page)]
    assert len(texts) > 15
    for text in texts:
        response = client.post("/sparql", data={"query": text})
        assert 200 == response.status_code, f"{text}\n{response.text}"


def test_editor_completes_our_terms(watched: Watched, address: str) -> None:
    """Typing one of our prefixes declares it, and its terms are completed."""
    page = watched.open(f"{address}/editor")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('')")
    page.click(".CodeMirror")
    page.keyboard.type("SELECT * { ?s a og:Coh", delay=20)
    page.keyboard.press("Control+Space")
    page.wait_for_function(
        "document.querySelector('.CodeMirror').CodeMirror.getValue().includes('PREFIX og:')"
    )
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(300)
    shown = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    offered = page.locator(".CodeMirror-hints li").all_inner_texts()
    assert "og:Cohort" in [*offered, *shown.split()]


def test_editor_says_what_is_wrong(browser: Browser, address: str) -> None:
    """A wrong query shows the server's line below it."""
    page = browser.new_page()
    page.goto(f"{address}/editor?query={quote('SELECT * { ?s ?p }')}")
    page.wait_for_selector(".yasr .errorResult")
    assert "not understood from here on" in page.inner_text(".yasr .errorResult")
    page.close()


def test_editor_leads_to_the_things_it_names(watched: Watched, address: str) -> None:
    """A click on an IRI of the register opens its page here."""
    query = f"SELECT ?s {{ VALUES ?s {{ <{ORDER}> }} ?s a og:Decision }}"
    page = watched.open(f"{address}/editor?query={quote(query)}")
    link = page.locator(".yasr_results a.iri").first
    link.wait_for()
    with watched.context.expect_page() as opened:
        link.click()
    assert opened.value.url.startswith(f"{address}/resource/document/{KEY}/III/2.1")


def test_result_as_a_picture(watched: Watched, address: str) -> None:
    """The result of the query in the editor is drawn with what is connected to it."""
    page = watched.open(
        f"{address}/editor?lang=ru&query={quote(f'SELECT ?s {{ VALUES ?s {{ <{ORDER}> }} }}')}"
    )
    with watched.context.expect_page() as opened:
        page.click("#picture button")
    picture = opened.value
    picture.wait_for_load_state()
    assert "Картина результата запроса" in picture.title()
    assert "III/2.1" in picture.content()


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 303), ("SELECT ?x { VALUES ?x { 1 } }", 404), ("SELECT", 400), ("CLEAR ALL", 400)],
)
def test_picture_of_nothing(client: httpx.Client, query: str, status: int) -> None:
    """A query that names nothing, or is none, gets a page that says so."""
    assert status == client.get("/editor/picture", params={"query": query}).status_code


def test_names_of_a_result(register: Path) -> None:
    """A picture shows what rows and triples name by IRIs."""
    snapshot = ready(open_register(register)).snapshot()
    rows = run_query(snapshot, f"SELECT * {{ VALUES (?a ?b) {{ (<{ORDER}> 1) }} }}")
    triples = run_query(snapshot, f"CONSTRUCT {{ <{ORDER}> <a:b> <a:c> }} WHERE {{}}", form="ttl")
    assert frozenset({ORDER}) == named_by(rows)
    assert frozenset({ORDER, "a:c"}) == named_by(triples)


@pytest.mark.parametrize("width", [1280, 390])
def test_editor_has_no_serious_fault(watched: Watched, address: str, width: int) -> None:
    """Wide and narrow, axe-core finds no serious fault in what is ours, and nothing hangs over the edge."""
    page = watched.open(f"{address}/editor?lang=ru&query={quote('SELECT * { ?s a og:Cohort }')}")
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_selector(".yasr_results tbody tr")
    assert [] == grave_faults(page, EDITORS_OWN)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/reports?cohort=2023&at=2023-11-15", "/reports?lang=ru"])
def test_reports_page(watched: Watched, address: str, path: str, width: int) -> None:
    """The reports' page offers each form, and each link gives its file."""
    page = watched.open(f"{address}{path}")
    page.set_viewport_size({"width": width, "height": 800})
    assert [] == grave_faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    links = page.locator(".reports a").evaluate_all("found => found.map((one) => one.href)")
    assert 3 == len(links)
    for link, begins in zip(links, (b"PK", b"BEGIN:VCALENDAR", b"<!doctype html>"), strict=True):
        assert page.request.get(link).body().startswith(begins)


def test_calendar_entries_lead_here(client: httpx.Client) -> None:
    """Each entry of the calendar file links to the page of its order on this server."""
    body = client.get("/reports/control-list.ics", params={"cohort": "2023", "at": "2023-11-09"}).content
    read = icalendar.Calendar.from_ical(body)
    assert isinstance(read, icalendar.Calendar)
    links = [str(entry["url"]) for entry in read.events]
    assert 4 == len(links)
    assert [200] * 4 == [client.get(link).status_code for link in links]


def test_printable_report_in_the_browser(watched: Watched, address: str) -> None:
    """The control list opens under a policy of its own, styled, without a fault."""
    page = watched.open(f"{address}/reports/control-list.html?cohort=2023&at=2023-11-15&lang=ru")
    assert "collapse" == page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse")
    assert [] == grave_faults(page)
