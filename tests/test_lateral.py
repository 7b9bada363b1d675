"""Queries said in the embedded engine's quickest words: the same rows, whatever the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.queries import Query, catalogue, part, run_query
from graph.queries.catalogue import read_query
from graph.rdf.lateral import with_lateral
from graph.rdf.plain import Cell, plain_value
from graph.resources import ontology_folder
from graph.store import Store

from .ferries import ferries

QUERIES = sorted((ontology_folder() / "queries").rglob("*.rq"))
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


class Plain:
    """A store that is asked in the words as they are written."""

    def __init__(self, store: Store) -> None:
        """Wrap a store."""
        self._triples = store.triples

    def select(self, query: str) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        """Return the columns and the rows of a query that has no other wording."""
        found = self._triples.query(query)
        assert isinstance(found, ox.QuerySolutions)
        rows = [tuple(plain_value(term) for term in row) for row in found]
        return tuple(variable.value for variable in found.variables), rows


@pytest.fixture(scope="module", params=["ferries", "sample"])
def store(request: pytest.FixtureRequest, sample: Store) -> Store:
    """Give the stores of the invented register and of the sample."""
    return ferries() if request.param == "ferries" else sample


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_both_wordings_of_a_query_give_the_same_rows(path: Path, store: Store) -> None:
    """Whatever the year and the document, each query and part finds the same in plain words."""
    query = read_query(path)
    for values in _cases(store, query):
        plain, lateral = (run_query(asked, query, values).rows for asked in (Plain(store), store))
        assert Counter(map(str, plain)) == Counter(map(str, lateral))


def _cases(store: Store, query: Query) -> Iterator[dict[str, str | None]]:
    """Give parameters as in the registers: moments while orders bind, with and without the rest."""
    papers = [str(row[0]) for row in run_query(store, part("things"), {}).rows]
    years = [str(row[0]) for row in run_query(store, part("cohorts"), {}).rows]
    names = [str(row[0]) for row in run_query(store, part("parties"), {}).rows]
    assert papers
    assert years
    given = {"cohort": years[0], "document": papers[0], "paper": papers[-1]}
    named = {"addressee": (names or ["–"])[0]}
    kinds = {parameter.name for parameter in query.parameters}
    for moment in ("2023-11-15", "2030-03-01", "2100-01-01"):
        least: dict[str, str | None] = {name: moment for name in ("at", "known_at") if name in kinds}
        least |= {name: named[name] for name in named if name in kinds}
        yield least
        yield least | {name: given[name] for name in given if name in kinds}
