"""The SPARQL endpoint as its protocol says, asked by clients that are not ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import httpx
import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from graph.build import ready
from graph.cli.app import obligraph
from graph.register import create
from graph.sandbox import QueryLimits
from graph.web import sparql_endpoint
from graph.web.negotiation import choose, prefers
from graph.web.sparql_protocol import GRAPH_FORMS, ROW_FORMS

from .served_app import served

ELSEWHERE = "https://pages.example"
KEY = "2023-11-08_D05-124-05pr"
ONTOLOGY = "https://w3id.org/obligraph/id/graph/ontology"
ROWS = "SELECT ?s ?label { ?s a og:Cohort ; rdfs:label ?label } ORDER BY ?s"
TRIPLES = "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a og:Cohort ; rdfs:label ?label }"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register with the sample protocol, its index made."""
    made = create(tmp_path_factory.mktemp("sparql") / "data", sample=True)
    ready(made)
    return made.folder


@pytest.fixture(scope="module")
def address(register: Path) -> Iterator[str]:
    """Give the address of the application, really served."""
    with served(register, frozenset({ELSEWHERE})) as base:
        yield base


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """Give a client that follows no redirect."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


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


# --- the protocol --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"method": "GET", "params": {"query": ROWS}}, 200),
        ({"method": "HEAD", "params": {"query": ROWS}}, 200),
        ({"method": "POST", "data": {"query": ROWS}}, 200),
        ({"method": "POST", "content": ROWS, "headers": {"Content-Type": "application/sparql-query"}}, 200),
        (
            {
                "method": "POST",
                "content": ROWS,
                "headers": {"Content-Type": "Application/SPARQL-Query; charset=UTF-8"},
            },
            200,
        ),
        ({"method": "GET", "params": {"query": [ROWS, ROWS]}}, 400),
        ({"method": "POST", "data": {"query": [ROWS, ROWS]}}, 400),
        ({"method": "POST", "data": {"query": ""}}, 400),
        ({"method": "POST", "data": {}}, 415),
        ({"method": "GET", "params": {"query": " "}}, 400),
        ({"method": "POST", "params": {"query": ROWS}, "data": {"query": ROWS}}, 400),
        (
            {
                "method": "POST",
                "params": {"query": ROWS},
                "content": ROWS,
                "headers": {"Content-Type": "application/sparql-query"},
            },
            400,
        ),
        ({"method": "GET", "params": {"query": "SELECT"}}, 400),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": {"query": "CLEAR ALL"}}, 400),
        ({"method": "POST", "content": "x", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ({"method": "POST", "content": ROWS, "headers": {"Content-Type": "text/plain"}}, 415),
        (
            {"method": "POST", "content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}},
            400,
        ),
        (
            {
                "method": "POST",
                "content": "query=%FF",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            },
            400,
        ),
        (
            {
                "method": "POST",
                "content": ROWS.encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=utf-16"},
            },
            415,
        ),
        ({"method": "PUT"}, 405),
        ({"method": "DELETE"}, 405),
        ({"method": "GET", "params": {"query": ROWS}, "headers": {"Accept": "image/png"}}, 406),
        ({"method": "GET", "params": {"query": TRIPLES}, "headers": {"Accept": "text/csv"}}, 406),
        ({"method": "GET", "params": {"query": ROWS}, "headers": {"Accept": "text/turtle"}}, 406),
        ({"method": "GET", "headers": {"Accept": "text/csv"}}, 406),
    ],
)
def test_protocol(client: httpx.Client, how: dict[str, Any], status: int) -> None:
    """Each operation of the protocol is answered; what is none is refused with one plain line."""
    method = how.pop("method")
    response = client.request(method, "/sparql", **how)
    how["method"] = method
    assert status == response.status_code or (status == 405 and response.status_code == 403)
    if status in {400, 403, 406, 415} and method != "PUT":
        assert "text/plain" in response.headers["content-type"]
        assert 1 == response.text.count("\n")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "SELECT * { " + "{" * 200 + "}" * 200 + " }",
        "SELECT * { ?s ?p " + "1" * 9000 + " }",
    ],
)
def test_what_reaches_outside_is_refused(client: httpx.Client, query: str) -> None:
    """A query that would reach other servers or files, change the register or break the engine gets a 4xx."""
    assert 400 <= client.post("/sparql", data={"query": query}).status_code < 500


def test_dataset_of_the_protocol(client: httpx.Client) -> None:
    """The graphs that the request names are all that is asked; graphs outside the register are refused."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def ask(query: str, **more: str) -> int:
        body = client.get("/sparql", params={"query": query, **more}).json()
        return int(body["results"]["bindings"][0]["n"]["value"])

    whole, ontology = ask(count), ask(count, **{"default-graph-uri": ONTOLOGY})
    assert 0 < ontology < whole
    assert 0 == ask(count, **{"named-graph-uri": ONTOLOGY})
    assert ontology == ask(named, **{"named-graph-uri": ONTOLOGY})
    assert 0 == ask(named, **{"default-graph-uri": ONTOLOGY})
    overridden = count.replace("{", f"FROM <https://w3id.org/obligraph/id/graph/document/{KEY}> {{", 1)
    assert ontology == ask(overridden, **{"default-graph-uri": ONTOLOGY})
    for graph in ("file:///etc/passwd", "http://127.0.0.1:9/", "no iri", ""):
        response = client.get("/sparql", params={"query": count, "default-graph-uri": graph})
        assert 400 == response.status_code, graph


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


# --- limits --------------------------------------------------------------------------------------


def test_result_over_a_limit_is_no_result(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many rows and too much time are errors that say so; nothing of the result is sent."""
    monkeypatch.setattr(sparql_endpoint, "LIMITS", QueryLimits(seconds=1, rows=100))
    for query, words in (("SELECT * { ?a ?b ?c }", "more than 100 rows"), (HEAVY, "more than 1 s")):
        response = client.post("/sparql", data={"query": query})
        assert 422 == response.status_code
        assert words in response.text
        assert "bindings" not in response.text


def test_heavy_queries_stall_nobody(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """While heavy queries fill all children, pages and the description answer at once; a crowd gets a 503."""
    monkeypatch.setattr(sparql_endpoint, "LIMITS", QueryLimits(seconds=1.5))
    monkeypatch.setattr(sparql_endpoint, "_WAITING", 2)
    codes: list[int] = []

    def ask() -> None:
        codes.append(client.post("/sparql", data={"query": HEAVY}).status_code)

    crowd = [threading.Thread(target=ask) for _ in range(8)]
    for one in crowd:
        one.start()
    time.sleep(0.4)
    start = time.monotonic()
    assert 200 == client.get("/sparql", headers={"Accept": "text/turtle"}).status_code
    assert 200 == client.get("/ns", headers={"Accept": "text/turtle"}).status_code
    taken = time.monotonic() - start
    for one in crowd:
        one.join()
    assert taken < 1.0
    assert {422, 503} == set(codes)


# --- other origins -------------------------------------------------------------------------------


def test_other_origins_are_refused_unless_named(register: Path, client: httpx.Client) -> None:
    """Without leave no answer names another origin; with it only the named one is."""
    preflight = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    with served(register) as closed:
        for response in (
            httpx.get(f"{closed}/sparql", params={"query": ROWS}, headers={"Origin": ELSEWHERE}),
            httpx.options(f"{closed}/sparql", headers=preflight),
        ):
            assert "access-control-allow-origin" not in response.headers
        assert 403 == httpx.post(f"{closed}/sparql", data={"query": ROWS}, headers=preflight).status_code
        hidden = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert 403 == httpx.get(f"{closed}/sparql", params={"query": ROWS}, headers=hidden).status_code
        followed = {**hidden, "Sec-Fetch-Mode": "navigate", "Accept": BROWSER}
        assert 303 == httpx.get(f"{closed}/sparql", params={"query": ROWS}, headers=followed).status_code
    for origin, allowed in ((ELSEWHERE, ELSEWHERE), ("https://other.example", None)):
        response = client.get("/sparql", params={"query": ROWS}, headers={"Origin": origin})
        assert allowed == response.headers.get("access-control-allow-origin")
        assert "Origin" in response.headers["vary"]
    assert "POST" in client.options("/sparql", headers=preflight).headers["access-control-allow-methods"]


# --- public clients ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_unchanged(address: str, method: Literal["GET", "POST", "POST_FORM"]) -> None:
    """The SPARQLStore of rdflib asks, constructs and decides over this endpoint by each of its ways."""
    remote = Graph(SPARQLStore(f"{address}/sparql", method=method))
    prefix = (
        "PREFIX og: <https://w3id.org/obligraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    )
    labels = [str(row[1]) for row in remote.query(prefix + ROWS)]  # type: ignore[index]
    assert [f"Профессионалитет, {year}" for year in (2022, 2023, 2024)] == labels
    assert remote.query(prefix + "ASK { ?s a og:Cohort }").askAnswer
    assert 3 == len(remote.query(prefix + TRIPLES).graph or ())


@pytest.mark.parametrize(("method", "how"), [("GET", URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_unchanged(address: str, method: str, how: str) -> None:
    """SPARQLWrapper reads JSON, XML and Turtle from this endpoint by each of its ways."""
    wrapper: Any = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setQuery(ROWS)
    wrapper.setReturnFormat(JSON)
    assert 3 == len(wrapper.queryAndConvert()["results"]["bindings"])
    wrapper.setReturnFormat(XML)
    assert 3 == len(wrapper.queryAndConvert().getElementsByTagName("result"))
    wrapper.setQuery(TRIPLES)
    wrapper.setReturnFormat(TURTLE)
    assert 3 == len(list(parse(wrapper.queryAndConvert(), format=RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/binding?cohort=2023", ["binding", "--cohort", "2023"]),
        ("/api/binding", ["binding", "--all"]),
        ("/api/why?id=Д05-124/05пр III/2.1", ["why", "Д05-124/05пр III/2.1"]),
        ("/api/query/missing", ["query", "missing"]),
        ("/api/discipline", ["discipline"]),
        ("/api/conflicts", ["conflicts"]),
    ],
)
def test_json_is_that_of_the_commands(
    client: httpx.Client, register: Path, path: str, words: list[str]
) -> None:
    """What programs get here is byte for byte what the command prints."""
    joint = "&" if "?" in path else "?"
    at = ["--at", "2023-11-15", "--known-at", "2026-01-01"]
    if words[0] == "query":
        at = ["--at", "2023-11-15", "--known_at", "2026-01-01"]
    command = ["--data", str(register), *words, *at, "--format", "json"]
    printed = CliRunner().invoke(obligraph, command)
    assert 0 == printed.exit_code
    assert printed.output == client.get(f"{path}{joint}at=2023-11-15&known_at=2026-01-01").text


OPERATIONS = (
    "GET /sparql",
    "POST /sparql",
    "GET /.well-known/void",
    "GET /resource/{path}",
    "GET /ns",
    "GET /reports/control-list.{form}",
    "GET /api/binding",
    "GET /api/why",
    "GET /api/query/{name}",
    "GET /api/discipline",
    "GET /api/conflicts",
)
CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance)


@pytest.fixture(scope="module")
def operations(address: str) -> dict[str, Any]:
    """Give the operations that the application's own description names."""
    schema: Any = schemathesis.openapi.from_url(f"{address}/openapi.json")
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.label: operation for operation in found}


def test_description_names_all_operations(operations: dict[str, Any]) -> None:
    """What is described is what is tested below."""
    assert sorted(OPERATIONS) == sorted(operations)


@pytest.mark.parametrize("name", OPERATIONS)
def test_description_holds(operations: dict[str, Any], name: str) -> None:
    """What the description promises of statuses, media types and bodies holds for generated requests."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operations[name].as_strategy())
    def check(case: Any) -> None:  # noqa: ANN401  schemathesis makes it
        case.call_and_validate(checks=CHECKS, timeout=30)

    check()
