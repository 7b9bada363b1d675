"""What is read for a picture of one document, order or cohort shows the same as the whole register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.build import ready
from graph.build.publish import publish
from graph.moments import parse_moment
from graph.network import to_networkx
from graph.picture import ViewKind, needed, picture_of
from graph.rdf import terms
from graph.register import open_register
from graph.remote import RemoteStore, connect
from graph.store import Store

from .engines import Engine, may_write
from .ferries import EVENTS, MEMBERS, documents, ferries, store_of
from .pictures import many_protocols
from .registers import Register, moments_at, moments_known, quick, registers
from .test_binding_series import EVENTS as SERIES_EVENTS
from .test_binding_series import PROTOCOLS

Question = tuple[ViewKind | None, dict[str, Any]]
Moments = tuple[datetime, datetime]

LATER = parse_moment("2060-01-01").value
NEVER_TAKEN_IN = "2030-01-01_never"


def _nodes(store: Store, pattern: str) -> list[str]:
    prefixes = "".join(f"PREFIX {name}: <{address}> " for name, address in terms.PREFIXES.items())
    _, rows = store.select(f"{prefixes} SELECT DISTINCT ?found WHERE {{ {pattern} }} ORDER BY ?found")
    return [str(found) for (found,) in rows]


def _keys(store: Store) -> list[str]:
    """Return the keys of all documents, held or only named."""
    return [iri.rsplit("/", 1)[-1] for iri in _nodes(store, "?found a og:Document")]


def _years(store: Store) -> list[int]:
    return [int(year) for year in _nodes(store, "?cohort og:creationYear ?found")]


def questions(store: Store) -> Iterator[Question]:
    """Yield what can be asked of each document, order, bundle and cohort."""
    years = _years(store)
    for key in (*_keys(store), NEVER_TAKEN_IN):
        yield "document", {"document": key}
        yield None, {"document": key, "cohort": years[-1] if years else 2031}
        yield "cohort", {"document": key, "cohort": years[0] if years else 2031}
    for order in _nodes(store, "{ ?found a og:Obligation } UNION { ?found a og:OrderBundle }"):
        yield "order", {"order": order}
    for year in (*years, 1999):
        yield "cohort", {"cohort": year}


def shown(graph: nx.MultiDiGraph[str], question: Question, moments: Moments) -> object:
    """Return what a picture of a graph shows."""
    kind, subject = question
    return picture_of(graph, kind, at=moments[0], known_at=moments[1], **subject)


def check(store: Store, asked: Store | RemoteStore, moments: list[Moments], every: int = 1) -> int:
    """Compare pictures with those from the whole register; return how many are not empty."""
    whole, filled = to_networkx(needed(store)), 0
    for question in islice(questions(store), 0, None, every):
        kind, subject = question
        near = to_networkx(needed(asked, kind, **subject))
        for each in moments:
            expected = picture_of(whole, kind, at=each[0], known_at=each[1], **subject)
            assert expected == shown(near, question, each), f"{question} at {each}"
            filled += bool(expected.nodes)
    return filled


def _known_moments(store: Store, at: str) -> list[Moments]:
    """Return a moment long after all is recorded, and one before each text or event is."""
    recorded = [parse_moment(one).value for one in _nodes(store, "?thing og:recordedAt ?found")]
    before = [one - timedelta(microseconds=1) for one in recorded]
    return [(parse_moment(at).value, known) for known in (*sorted({*before})[1::8], LATER)]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give invented protocols, taken in as files."""
    return many_protocols(tmp_path_factory.mktemp("generated"))


def test_documents_of_two_series() -> None:
    """Every document, order, bundle and cohort has the same picture, whatever was known."""
    events = [replace(one, evidence="Отчёт № 5 о вёслах") for one in EVENTS]
    store = store_of((*documents(), *PROTOCOLS), (*events, *SERIES_EVENTS), MEMBERS)
    assert check(store, store, _known_moments(store, "2036-01-01")) > len(_keys(store))


def test_a_generated_register(generated: Store) -> None:
    """Many protocols that go on with one another, taken in as files."""
    moments = [(parse_moment("2036-01-01").value, LATER)]
    assert check(generated, generated, moments, every=4) > len(_keys(generated))


def test_the_sample_register(register: Path) -> None:
    """Every picture of the sample is the same, on the day of its protocol and now."""
    store = ready(open_register(register))
    days = [(parse_moment(day).value, LATER) for day in ("2023-11-15", "2051-09-01")]
    assert check(store, store, days) > len(_keys(store))


@quick
@given(registers(), st.integers(0, 99), st.integers(0, 99))
def test_any_register_at_any_moment(register: Register, one: int, other: int) -> None:
    """Documents that speak of each other in any way, and events: no picture misses what it shows."""
    ats, knowns = moments_at(register), moments_known(register)
    store = store_of(register.documents, register.events)
    check(store, store, [(ats[one % len(ats)], knowns[other % len(knowns)])], every=4)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Iterator[RemoteStore]:
    """Give a real server that holds the ferries."""
    engine: Engine = request.getfixturevalue(request.param)
    with may_write(engine):
        publish(ferries(), engine.filled_by)
    store = connect(engine.query)
    yield store
    store.close()


def test_pictures_of_a_server(server: RemoteStore) -> None:
    """A server's pictures are those of the index."""
    assert check(ferries(), server, [(parse_moment("2031-03-12").value, LATER)], every=2)


def test_little_is_read(generated: Store) -> None:
    """For one order far fewer triples are read than for the register."""
    (order, *_) = _nodes(generated, "?found a og:Obligation")
    near = set(needed(generated, "order", order=order))
    assert 0 < 10 * len(near) < len(set(needed(generated)))
