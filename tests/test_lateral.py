"""Queries said in the embedded engine's quickest words: the same rows, whatever the words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.queries import catalogue
from graph.store.lateral import with_lateral

CASES = [
    ("{ ?a ?b ?c }", "{ ?a ?b ?c }"),
    ("{ ?a ?b ?c OPTIONAL { ?c ?d ?e } }", "{ ?a ?b ?c LATERAL { OPTIONAL { ?c ?d ?e } } }"),
    ("{ ?a ?b ?c { ?c ?d 1 } UNION { ?c ?d 2 } }", "{ ?a ?b ?c LATERAL { { ?c ?d 1 } UNION { ?c ?d 2 } } }"),
    ("{ {} UNION {} UNION {} }", "{ LATERAL { {} UNION {} UNION {} } }"),
    ("{ optional { optional { } } }", "{ LATERAL { optional { LATERAL { optional { } } } } }"),
    ('{ ?a ?b "OPTIONAL { x }" } # OPTIONAL {', '{ ?a ?b "OPTIONAL { x }" } # OPTIONAL {'),
    ("{ ?a <x:OPTIONAL> ?c . ?c ?optional ?d }", "{ ?a <x:OPTIONAL> ?c . ?c ?optional ?d }"),
    ("{ OPTIONAL ", "{ OPTIONAL "),
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_optional_parts_and_alternatives_become_lateral(written: str, expected: str) -> None:
    """Only what is an optional part or a chain of alternatives is wrapped; words in texts are not."""
    assert expected == with_lateral(written)


def test_every_query_of_the_catalogue_can_be_said_so() -> None:
    """The engine's grammar takes each of them in these words too."""
    queries = catalogue()
    assert queries
    store = ox.Store()
    for query in queries.values():
        assert isinstance(store.query(with_lateral(query.text.replace("$", "?"))), ox.QuerySolutions)
