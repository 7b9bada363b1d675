"""A network for GraphML and GEXF: flat attributes, and names that people know in Russian."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..network import flatten, short_name
from ..rdf.vocabulary import russian_names

if TYPE_CHECKING:
    import networkx as nx


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("network_words.toml").read_text(encoding="utf-8"))


def labelled(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph as `flatten` makes it, the kind of each node and the label of each edge in Russian.

    An edge keeps its predicate's prefixed name as `predicate`; without a Russian name that is its label.
    """
    flat = flatten(graph)
    own = {short_name(iri): name for iri, name in russian_names().items()}
    names = {**own, **_words()["edges"]}
    for _, data in flat.nodes(data=True):
        data["kind_label"] = _words()["kinds"][data["kind"]]
    for _, _, data in flat.edges(data=True):
        data["predicate"] = data["label"]
        data["label"] = names.get(data["predicate"], data["predicate"])
    return flat
