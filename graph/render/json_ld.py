"""Quads as JSON-LD with a context of our own: short names, one object a node, the same bytes each time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ..resources import ontology_folder

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_THING = "@id"

Nodes = Mapping[str, Mapping[str, list[Any]]]


@dataclass(frozen=True, slots=True)
class Context:
    """The context as it is written, and what it means: the name of each IRI, the kind of its values."""

    written: Mapping[str, Any]
    names: Mapping[str, str]
    kinds: Mapping[str, str]


@cache
def read_context() -> Context:
    """Return the context that lies beside the ontology."""
    text = (ontology_folder() / "context.jsonld").read_text(encoding="utf-8")
    written: dict[str, Any] = json.loads(text)["@context"]
    spaces = {name: iri for name, iri in written.items() if isinstance(iri, str) and "://" in iri}
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for name, meant in written.items():
        prefixed = meant["@id"] if isinstance(meant, dict) else meant
        if name.startswith("@") or name in spaces or not isinstance(prefixed, str) or ":" not in prefixed:
            continue
        iri = _whole(prefixed, spaces)
        names[iri] = name
        if isinstance(meant, dict):
            kinds[iri] = meant["@type"] if meant["@type"] == _THING else _whole(meant["@type"], spaces)
    return Context(written, names, kinds)


def _whole(prefixed: str, spaces: Mapping[str, str]) -> str:
    prefix, _, local = prefixed.partition(":")
    return spaces[prefix] + local


def write_json_ld(quads: Iterable[Quad]) -> bytes:
    """Return quads as a JSON-LD document with our context; each graph, node and value stands in order."""
    context = read_context()
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = defaultdict(lambda: defaultdict(dict))
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)
        assert isinstance(quad.subject, NamedNode)  # noqa: S101  nothing here has blank nodes
        name, value = _said(quad, context)
        graphs[graph][quad.subject.value].setdefault(name, []).append(value)
    written = [_graph(graph, nodes) for graph, nodes in sorted(graphs.items())]
    document = {"@context": context.written, "@graph": [part for graph in written for part in graph]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _graph(graph: str, nodes: Nodes) -> list[dict[str, Any]]:
    """Return a named graph as one object; the default graph's nodes stand by themselves."""
    content = [{"id": subject, **_properties(said)} for subject, said in sorted(nodes.items())]
    return [{"id": graph, "@graph": content}] if graph else content


def _properties(said: Mapping[str, list[Any]]) -> dict[str, Any]:
    ordered = {name: sorted(values, key=json.dumps) for name, values in sorted(said.items())}
    return {name: values[0] if len(values) == 1 else values for name, values in ordered.items()}


def _said(quad: Quad, context: Context) -> tuple[str, Any]:
    """Return the name of a predicate and its value as short as the context lets it be."""
    predicate, value = quad.predicate.value, quad.object
    if predicate == _TYPE and isinstance(value, NamedNode):
        return "type", context.names.get(value.value, value.value)
    name, kind = context.names.get(predicate, predicate), context.kinds.get(predicate)
    if isinstance(value, NamedNode):
        return name, value.value if kind == _THING else {"id": value.value}
    assert isinstance(value, Literal)  # noqa: S101  quoted triples are not written here
    if value.language:
        return name, {"@value": value.value, "@language": value.language}
    plain = kind == value.datatype.value or (kind is None and value.datatype.value == _STRING)
    return name, value.value if plain else {"@value": value.value, "type": value.datatype.value}
