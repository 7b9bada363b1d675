"""The SPARQL endpoint and its neighbours asked by clients that are not ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from graph.cli.app import obligraph

from .served_app import ROWS, TRIPLES


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
