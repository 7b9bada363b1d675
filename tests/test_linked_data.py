"""Addresses of things: every IRI of the register has a page here, in the form that is wished for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.build import ready
from graph.rdf import iri
from graph.register import open_register
from graph.web.things import address_of, find_thing

from .accessibility import grave_faults
from .winds import FIRST_HEAD, KEY, register_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POINT = f"document/{KEY}/1"
TEXT = f"""{FIRST_HEAD}\
1. Руководителям ветряных кластеров, созданных в 2030 году, направить <b>карты</b> \
на адрес a.b+c@example.org и заполнить таблицу по ссылке: https://example.org/d/a%20b.html?x=1&y=2.

Срок – до 20 марта 2031 г.
"""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register of one invented protocol with a mailbox and a link."""
    made = register_of(tmp_path_factory.mktemp("things"), TEXT)
    ready(made)
    return made.folder


def triples(response: httpx.Response) -> set[Triple]:
    """Return what an answer says."""
    media = response.headers["content-type"].partition(";")[0]
    return {quad.triple for quad in parse(response.content, format=FORMS[media])}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml"),
    ],
)
def test_form_is_the_one_wished_for(client: httpx.Client, accept: str | None, media: str) -> None:
    """One address answers a browser with a page and a program with triples."""
    response = client.get(f"/resource/{POINT}", headers={"Accept": accept} if accept else {})
    assert (200, media) == (response.status_code, response.headers["content-type"].partition(";")[0])
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("suffix", "media"),
    [
        (".html", "text/html"),
        (".ttl", "text/turtle"),
        (".jsonld", "application/ld+json"),
        (".nt", "application/n-triples"),
        (".rdf", "application/rdf+xml"),
    ],
)
def test_ending_of_the_address_counts_before_the_wish(client: httpx.Client, suffix: str, media: str) -> None:
    """An address with an ending gives that form, whatever else is accepted."""
    response = client.get(f"/resource/{POINT}{suffix}", headers={"Accept": "image/png"})
    assert (200, media) == (response.status_code, response.headers["content-type"].partition(";")[0])


def test_all_forms_say_the_same(client: httpx.Client) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML of a thing are the same triples, its parts included."""
    said = [triples(client.get(f"/resource/{POINT}", headers={"Accept": media})) for media in FORMS]
    assert len(said[0]) > 20
    assert all(said[0] == other for other in said)
    subjects = {str(triple.subject) for triple in said[0]}
    assert {f"<{iri.ROOT}{POINT}>", f"<{iri.ROOT}{POINT}#obligation>"} <= subjects


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/resource/document/nothing", 404),
        ("/resource/nothing.ttl", 404),
        ("/resource/", 404),
        ("/resource/../etc/passwd", 404),
        ("/resource/%00", 404),
        ("/resource/a%3Cb%3E", 404),
        (f"/resource/{POINT}.png", 404),
    ],
)
def test_unknown_thing_is_not_found(client: httpx.Client, path: str, status: int) -> None:
    """What the register does not know has no page."""
    for accept in (BROWSER, "text/turtle"):
        assert status == client.get(path, headers={"Accept": accept}).status_code


def test_no_form_that_is_accepted(client: httpx.Client) -> None:
    """A thing that is known, in a form that is not: 406."""
    assert 406 == client.get(f"/resource/{POINT}", headers={"Accept": "image/png"}).status_code


def test_every_iri_of_the_register_is_found(register: Path, client: httpx.Client) -> None:
    """Each IRI that the triples hold leads by its address back to itself, addresses within it included."""
    store = ready(open_register(register))
    iris = {
        term.value
        for quad in store.quads()
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(iri.ROOT)
    }
    assert len(iris) > 30
    assert any("example.org" in one and "?" in one for one in iris)
    for one in sorted(iris):
        path, _, query = (address_of(one) or "").partition("#")[0].removeprefix("/resource/").partition("?")
        found = find_thing(store, path, query)
        assert one.partition("#")[0] == getattr(found, "value", None)
    hardest = next(one for one in sorted(iris) if "link/" in one and "%" in one)
    response = client.get(address_of(hardest) or "", headers={"Accept": "text/turtle"})
    assert NamedNode(hardest) in {triple.subject for triple in triples(response)}


def test_iri_whose_beginning_was_replaced_is_found(register: Path) -> None:
    """Whoever swaps only the beginning of an IRI for this server's gets the same thing."""
    store = ready(open_register(register))
    link = next(
        quad.object.value
        for quad in store.quads()
        if isinstance(quad.object, NamedNode) and "/link/" in quad.object.value
    )
    path, _, query = link.removeprefix(iri.ROOT).partition("?")
    assert link == getattr(find_thing(store, path, query), "value", None)


def test_vocabulary_is_served(client: httpx.Client) -> None:
    """The terms of our own have a page, and the ontology as triples."""
    page = client.get("/ns", headers={"Accept": BROWSER, "Accept-Language": "ru"})
    assert 'id="Decision"' in page.text
    assert "Пункт" in page.text or "пункт" in page.text
    for path, headers in (("/ns", {"Accept": "text/turtle"}), ("/ns.ttl", {}), ("/ns.jsonld", {})):
        response = client.get(path, headers=headers)
        subjects = {triple.subject for triple in triples(response)}
        assert NamedNode("https://w3id.org/obligraph/ns#Decision") in subjects


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [f"/resource/{POINT}?lang=ru", "/ns?lang=en"])
def test_pages_in_the_browser(browser: Browser, address: str, path: str, width: int) -> None:
    """A page has no serious fault, no message in the console, nothing remote, and fits its window."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    page.goto(f"{address}{path}")
    found = grave_faults(page)
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
    assert ([], [], True) == (found, wrong, fits)


def test_links_lead_to_pages(browser: Browser, address: str, client: httpx.Client) -> None:
    """Every link of a thing's page to this server is answered; words of the document are words."""
    page = browser.new_page()
    page.goto(f"{address}/resource/{POINT}")
    links = page.locator("main a").evaluate_all("found => found.map((one) => one.getAttribute('href'))")
    text = page.inner_text("main")
    page.close()
    assert "<b>карты</b>" in text
    own = {urljoin(f"{address}/", link).partition("#")[0] for link in links if link.startswith("/")}
    assert len(own) > 8
    for link in sorted(own):
        assert 200 == client.get(link).status_code, link
