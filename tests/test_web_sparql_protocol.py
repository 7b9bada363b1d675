"""The SPARQL endpoint as its protocol says: what it answers and refuses, its limits, other origins."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.sandbox import QueryLimits
from graph.web import sparql_endpoint

from .served_app import BROWSER, ROWS, TRIPLES, served

ELSEWHERE = "https://pages.example"
KEY = "2023-11-08_D05-124-05pr"
ONTOLOGY = "https://w3id.org/obligraph/id/graph/ontology"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def address(register: Path) -> Iterator[str]:
    """Give the address of the application, with leave for one other origin."""
    with served(register, frozenset({ELSEWHERE})) as base:
        yield base


# --- the protocol --------------------------------------------------------------------------------


def test_hints_come_in_a_header(address: str) -> None:
    """What is slow or unknown in a query stands beside its result; of others nothing is said."""
    hinted = httpx.get(f"{address}/sparql", params={"query": "SELECT ?s { ?s a og:Obligaton }"})
    expected = ["no term here is called og:Obligaton; did you mean og:Obligation?"]
    assert (200, expected) == (hinted.status_code, json.loads(hinted.headers["Obligraph-Hints"]))
    assert "Obligraph-Hints" not in httpx.get(f"{address}/sparql", params={"query": ROWS}).headers


def test_many_hints_fit_a_header(address: str) -> None:
    """A proxy takes some kilobytes: of a hundred unknown terms the first twenty are told."""
    unknown = " ".join(f"OPTIONAL {{ ?s og:nothing{number} ?o{number} }}" for number in range(100))
    text = f"PREFIX og: <https://w3id.org/obligraph/ns#> SELECT ?s {{ ?s a og:Deadline . {unknown} }} LIMIT 1"
    answer = httpx.post(f"{address}/sparql", data={"query": text}, timeout=30)
    assert 200 == answer.status_code, answer.text
    assert 20 == len(json.loads(answer.headers["Obligraph-Hints"]))


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
