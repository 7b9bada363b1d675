"""The endpoint and its data described in triples: SPARQL service description, VoID."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..rdf.iri import ROOT
from ..rdf.terms import BASE, LABEL, TYPE, XSD_INTEGER
from ..store import Store

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
PREFIXES = {"sd": _SD, "void": _VOID}
"""Prefix to namespace of what a description is written with."""

_FORMATS = "http://www.w3.org/ns/formats/"
_SERVICE_FEATURES = ("UnionDefaultGraph",)
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(store: Store, base: str) -> Iterator[Triple]:
    """Yield what the endpoint at `base`/sparql is, knows and holds; `base` has no slash at its end."""
    service, data, whole = (
        BlankNode("service"),
        NamedNode(f"{base}/.well-known/void#data"),
        BlankNode("union"),
    )
    endpoint = NamedNode(f"{base}/sparql")
    yield Triple(service, TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _SERVICE_FEATURES:
        yield Triple(service, _sd("feature"), _sd(name))
    for name in _RESULT_FORMATS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("defaultDataset"), data)
    yield Triple(data, TYPE, _sd("Dataset"))
    yield Triple(data, _sd("defaultGraph"), whole)
    yield Triple(whole, TYPE, _sd("Graph"))
    yield from _describe_data(store, data, endpoint)


def _describe_data(store: Store, data: NamedNode, endpoint: NamedNode) -> Iterator[Triple]:
    yield Triple(data, TYPE, _void("Dataset"))
    yield Triple(data, LABEL, Literal("Реестр поручений", language="ru"))
    yield Triple(data, LABEL, Literal("Register of orders", language="en"))
    yield Triple(data, _void("sparqlEndpoint"), endpoint)
    yield Triple(data, _void("uriSpace"), Literal(ROOT))
    yield Triple(data, _void("vocabulary"), NamedNode(f"{BASE}ns#"))
    # the default graph repeats every triple of the named ones, and each triple stands there once
    _, rows = store.select("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")
    yield Triple(data, _void("triples"), Literal(str(rows[0][0]), datatype=XSD_INTEGER))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
