"""The SPARQL endpoint's forms: which one is chosen, and that all say the same."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from graph.web.negotiation import choose, prefers
from graph.web.sparql_protocol import GRAPH_FORMS, ROW_FORMS

from .served_app import BROWSER, ROWS, TRIPLES

# --- negotiation ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "tsv"),
        ("*/*;q=0.1, text/csv", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("application/json", "json"),
        ("text/csv;q=0, text/*;q=0.3, */*;q=0.2", "tsv"),
        ("text/csv; header=present; q=0.9, application/xml;q=0.95", "xml"),
        ("image/png", None),
        ("text/csv;q=nonsense", None),
        ("text/csv;q=0", None),
        ("nonsense, ,;", None),
    ],
)
def test_form_wished_for_most_is_chosen(accept: str | None, form: str | None) -> None:
    """Weights, wildcards and precision count as RFC 9110 says; what is no media type is passed over."""
    chosen = choose(accept, ROW_FORMS)
    assert form == (chosen[1] if chosen else None)


@pytest.mark.parametrize(
    ("accept", "html"),
    [(BROWSER, True), (None, False), ("*/*", False), ("text/turtle, text/html;q=0.9", False)],
)
def test_only_browsers_prefer_a_page(accept: str | None, html: bool) -> None:  # noqa: FBT001  the answer
    """A page is for those who ask for one before anything else."""
    assert html == prefers(accept, "text/html", [media for media, _ in (*ROW_FORMS, *GRAPH_FORMS)])


# --- the forms -----------------------------------------------------------------------------------


def _solutions(body: bytes, form: QueryResultsFormat) -> list[tuple[str | None, ...]]:
    found = parse_query_results(body, format=form)
    assert isinstance(found, QuerySolutions)
    return [tuple(None if term is None else str(term) for term in row) for row in found]


def test_rows_say_the_same_in_every_form(client: httpx.Client) -> None:
    """JSON, XML and TSV are read by another parser and hold the same rows; CSV is RFC 4180."""
    said = {}
    for media, form in (
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ):
        response = client.get("/sparql", params={"query": ROWS}, headers={"Accept": media})
        assert media == response.headers["content-type"].partition(";")[0]
        assert "Accept" in response.headers["vary"]
        said[media] = _solutions(response.content, form)
    first, *others = said.values()
    assert 3 == len(first)
    assert all(first == other for other in others)
    csv = client.get("/sparql", params={"query": ROWS}, headers={"Accept": "text/csv"})
    assert 4 == csv.content.count(b"\r\n")
    assert csv.content.startswith(b"s,label\r\n")


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_yes_or_no(client: httpx.Client, media: str) -> None:
    """An ASK is answered in the forms of its own."""
    response = client.get("/sparql", params={"query": "ASK { ?s a og:Cohort }"}, headers={"Accept": media})
    form = QueryResultsFormat.JSON if media.endswith("json") else QueryResultsFormat.XML
    found = parse_query_results(response.content, format=form)
    assert isinstance(found, QueryBoolean)
    assert bool(found)


def test_triples_say_the_same_in_every_form(client: httpx.Client) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same triples."""
    said = []
    for media, form in (
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ):
        response = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": media})
        assert media == response.headers["content-type"].partition(";")[0]
        said.append({quad.triple for quad in parse(response.content, format=form)})
    assert 3 == len(said[0])
    assert all(said[0] == other for other in said)


def test_service_describes_itself(client: httpx.Client, address: str) -> None:
    """A GET without a query answers with the service's description; VoID's place has it too."""
    for path in ("/sparql", "/.well-known/void"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        triples = [quad.triple for quad in parse(response.content, format=RdfFormat.TURTLE)]
        said = {triple.predicate.value.rsplit("#", 1)[-1]: triple.object for triple in triples}
        assert NamedNode(f"{address}/sparql") == said["endpoint"] == said["sparqlEndpoint"]
        assert "SPARQL11Query" in str(said["supportedLanguage"])
        assert 1000 < int(getattr(said["triples"], "value", 0))


def test_browser_is_led_to_the_editor(client: httpx.Client) -> None:
    """Who would rather have a page gets the editor, with the query that was asked."""
    response = client.get("/sparql", params={"query": ROWS}, headers={"Accept": BROWSER})
    assert (303, f"/editor?{urlencode({'query': ROWS})}") == (
        response.status_code,
        response.headers["location"].replace("%20", "+").replace("*", "%2A"),
    )
