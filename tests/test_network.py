"""The triples as a networkx graph: the same content, both ways."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.errors import InvalidValueError
from graph.network import flatten, short_name, to_networkx, to_triples
from graph.rdf import terms

A, B, C = (NamedNode(f"https://example.org/{letter}") for letter in "abc")
XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def test_every_triple_is_there_and_back(forest: tuple[Triple, ...]) -> None:
    """A document and its periods come back from the graph as the same set of triples."""
    assert len(forest) > 100
    assert set(forest) == to_triples(to_networkx(forest))


@pytest.mark.parametrize(
    "literal",
    [
        Literal("7"),
        Literal("7", datatype=XSD_INTEGER),
        Literal("7", language="ru"),
        Literal('<b>"\n'),
        Literal(""),
    ],
)
def test_a_literal_keeps_its_type_and_language(literal: Literal) -> None:
    """Text, type and language of a literal survive."""
    triples = {Triple(A, B, literal), Triple(A, B, A)}
    assert triples == to_triples(to_networkx(triples))


def test_edges_are_keyed_by_predicate() -> None:
    """Two predicates between two things are two edges; one triple in two named graphs is one edge."""
    quads = [Quad(A, B, C, A), Quad(A, B, C, B), Quad(A, C, C)]
    graph = to_networkx(quads)
    assert {(A.value, C.value, B.value), (A.value, C.value, C.value)} == set(graph.edges(keys=True))


def test_nodes_are_told_by_kind_and_label(forest: tuple[Triple, ...]) -> None:
    """Kinds come from the classes, labels from what things are called."""
    graph = to_networkx(forest)
    kinds = {data["kind"]: data["label"] for _, data in graph.nodes(data=True)}
    assert "Протокол № Л-7/2пр от 03.03.2031" in {data["label"] for _, data in graph.nodes(data=True)}
    assert {"document", "point", "obligation", "bundle", "cohort", "deadline", "period", "reason"} <= set(
        kinds
    )


def test_a_blank_node_is_refused() -> None:
    """What has no name of its own can't be a node."""
    with pytest.raises(InvalidValueError, match="without a name"):
        to_networkx([Triple(BlankNode(), A, B)])


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_flat_copy_can_be_written(forest: tuple[Triple, ...], tmp_path: Path, ending: str) -> None:
    """GraphML and GEXF take the flat copy, and read it back with as many nodes and edges."""
    flat = flatten(to_networkx(forest))
    path = tmp_path / f"forest.{ending}"
    getattr(nx, f"write_{ending}")(flat, path)
    back = getattr(nx, f"read_{ending}")(path)
    assert (flat.number_of_nodes(), flat.number_of_edges()) == (
        back.number_of_nodes(),
        back.number_of_edges(),
    )


@pytest.mark.parametrize(
    ("iri", "short"),
    [(terms.DECISION.value, "og:Decision"), (terms.LABEL.value, "rdfs:label"), (A.value, A.value)],
)
def test_short_names(iri: str, short: str) -> None:
    """A known namespace gives its prefix."""
    assert short == short_name(iri)
