"""A server made equal to the register: only what changed is sent, whatever was interrupted before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.build.publish import Publication, compare, graph_states, publish
from graph.errors import EngineError, ObligraphError
from graph.remote import (
    EVERYTHING,
    GraphState,
    GraphWriter,
    Published,
    RemoteStore,
    Transport,
    connect,
    read_address,
)
from graph.remote.published import FORMAT, UNFINISHED, WHOLE, say_state
from graph.store import Manifest, Store, store_in_memory

from .engines import Engine, may_write
from .ferries import EVENTS, MEMBERS, documents, ferries, store_of

FOREIGN = "https://harbour.example/graph/of-others"
NOTE = Triple(NamedNode("urn:a"), NamedNode("urn:says"), Literal("чужое"))


@pytest.fixture(params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give a real server that may be written, with a graph of others and none of ours."""
    running: Engine = request.getfixturevalue(request.param)
    with prepared(running):
        yield running


@pytest.fixture
def quick(oxigraph: Engine) -> Iterator[Engine]:
    """Give the same on the quicker server, for what does not hang on the server."""
    with prepared(oxigraph):
        yield oxigraph


@contextmanager
def prepared(running: Engine) -> Iterator[None]:
    """Empty a server of what is ours; afterwards see that what is others' is still there."""
    with may_write(running):
        publish(store_in_memory([], Manifest("by hand", 0)), running.filled_by)
        with writing(running) as writer:
            writer.replace(FOREIGN, [f"{NOTE} .".encode()])
            writer.update(say_state(WHOLE))
        yield
        assert {FOREIGN: 1}.items() <= counts(running).items()


@pytest.fixture(scope="module")
def small() -> Store:
    """Give a register of two protocols."""
    return store_of(documents()[:2], EVENTS[:1], MEMBERS)


@pytest.fixture(scope="module")
def large() -> Store:
    """Give the same with a protocol and two events more."""
    return ferries()


@contextmanager
def writing(engine: Engine) -> Iterator[GraphWriter]:
    """Give what writes a server; it has noted that a publish began."""
    transport = Transport(read_address(engine.filled_by))
    try:
        yield GraphWriter(transport)
    finally:
        transport.close()


def counts(engine: Engine) -> dict[str, int]:
    """Return how many triples each graph of a server has."""
    transport = Transport(read_address(engine.query))
    found = RemoteStore(transport).counts()
    transport.close()
    return found


def check_equal(engine: Engine, store: Store) -> None:
    """Compare a server with a store: each graph, and the graph of all triples."""
    remote = connect(engine.query)
    assert set(store.quads()) == set(remote.quads())
    everything = {Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads()}
    assert everything == set(remote.triples_of(EVERYTHING))
    remote.close()


def figures(done: Publication) -> tuple[int, int, int]:
    """Return how many graphs were sent, removed and left."""
    return done.sent, done.removed, done.left


def test_only_what_changed_is_sent(engine: Engine, small: Store, large: Store) -> None:
    """The first publish sends all, the next nothing, then what came and what went."""
    before, after = graph_states(small), graph_states(large)
    changed = [name for name in after if after[name] != before.get(name)]
    assert 0 < len(changed) < len(after)
    assert (len(before), 0, 0) == figures(publish(small, engine.filled_by))
    check_equal(engine, small)
    assert (0, 0, len(before)) == figures(publish(small, engine.filled_by))
    assert (len(changed), 0, len(after) - len(changed)) == figures(publish(large, engine.filled_by))
    check_equal(engine, large)
    gone = len(after.keys() - before.keys())
    returned = len(changed) - gone
    assert (returned, gone, len(before) - returned) == figures(publish(small, engine.filled_by))
    check_equal(engine, small)


def test_a_triple_of_two_graphs_stays_until_both_are_gone(engine: Engine) -> None:
    """What one graph no longer says is still said by the other, and counts once."""
    both, one = (
        store_in_memory(
            [
                Quad(NOTE.subject, NOTE.predicate, NOTE.object, NamedNode(f"urn:g{place}"))
                for place in range(many)
            ],
            Manifest("by hand", 0),
        )
        for many in (2, 1)
    )
    none = store_in_memory([], Manifest("by hand", 0))
    for store, expected in ((both, 1), (one, 1), (none, 0)):
        publish(store, engine.filled_by)
        assert expected == counts(engine).get(EVERYTHING, 0)


class CableError(Exception):
    """A connection that breaks where a test wants it."""


@pytest.mark.parametrize(
    "step", ["replace 0", "replace 1", "add 0", "add 1", "take 0", "update 1", "update 2"]
)
def test_an_interrupted_publish_is_repaired(
    step: str, quick: Engine, small: Store, large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a publish breaks off, nobody is answered from the half, and the next one finishes it."""
    publish(small, quick.filled_by)
    name, survived = step.split()
    left = [int(survived)]
    whole = getattr(GraphWriter, name)

    def break_off(self: GraphWriter, *arguments: object) -> None:
        if left[0] == 0:
            raise CableError
        left[0] -= 1
        whole(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(GraphWriter, name, break_off)
        with pytest.raises(CableError):
            publish(large, quick.filled_by)
    with pytest.raises(EngineError, match="not published to the end"):
        connect(quick.query)
    publish(large, quick.filled_by)
    check_equal(quick, large)


HARM = [
    "DELETE WHERE {{ GRAPH <{graph}> {{ ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?o }} }}",
    "DROP GRAPH <{graph}>",
    "DROP GRAPH <{everything}>",
    "INSERT DATA {{ GRAPH <{everything}> {{ <urn:a> <urn:b> 'c' }} }}",
]


@pytest.mark.parametrize("harm", HARM)
def test_what_others_harmed_is_counted_and_repaired(harm: str, quick: Engine, small: Store) -> None:
    """A publish compares counts before it says that nothing is to do."""
    publish(small, quick.filled_by)
    graph = next(name for name in graph_states(small) if "/document/" in name)
    with writing(quick) as writer:
        writer.update(harm.format(graph=graph, everything=EVERYTHING))
        writer.update(say_state(WHOLE))
    publish(small, quick.filled_by)
    check_equal(quick, small)


def test_an_older_format_is_sent_anew(quick: Engine, small: Store) -> None:
    """What another version published is not built upon."""
    publish(small, quick.filled_by)
    with writing(quick) as writer:
        writer.update(say_state(WHOLE).replace(f"#format> {FORMAT}", f"#format> {FORMAT + 1}"))
    publish(small, quick.filled_by)
    check_equal(quick, small)


def test_a_server_without_graph_store_gets_updates(
    engine: Engine, large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where whole graphs are not taken, batches of triples are."""
    monkeypatch.setenv("OBLIGRAPH_ENGINE_STORE", engine.filled_by.rsplit("/", 1)[0] + "/nonesuch")
    publish(large, engine.filled_by)
    check_equal(engine, large)


def test_progress_is_told(quick: Engine, small: Store) -> None:
    """A bar gets nearer to its end, and there."""
    told: list[tuple[int, int]] = []
    publish(small, quick.filled_by, progress=lambda done, total, _: told.append((done, total)))
    assert len(told) > 2
    assert sorted(told) == told
    assert told[-1][0] == told[-1][1]


def test_who_may_not_write_is_told(virtuoso: Engine) -> None:
    """Virtuoso's public address refuses updates, and its own words come through on one line."""
    with pytest.raises(ObligraphError, match=r"No permission.*ask as somebody who may") as caught:
        publish(store_of(documents()[2:]), virtuoso.query)
    assert "\n" not in str(caught.value)
    assert 2 == caught.value.exit_code


A, B = GraphState("aa", 2), GraphState("bb", 3)
COMPARED: list[tuple[dict[str, GraphState], dict[str, GraphState], dict[str, int], str]] = [
    ({}, {}, {}, ""),
    ({"g": A}, {"g": A}, {"g": 2, EVERYTHING: 2}, ""),
    ({"g": A}, {}, {}, "+g renew"),
    ({"g": A}, {"g": B}, {"g": 2, EVERYTHING: 2}, "+g renew"),
    ({"g": A}, {"g": A}, {"g": 1, EVERYTHING: 2}, "+g renew"),
    ({"g": A}, {"g": A}, {"g": 2, EVERYTHING: 9}, "renew"),
    ({}, {"g": A}, {"g": 2, EVERYTHING: 2}, "-g"),
    ({"g": A, "h": B, "i": B}, {"g": B, "h": B, "i": B}, {"g": 3, "h": 3, "i": 3, EVERYTHING: 9}, "+g"),
    ({"g": A}, {"g": A}, {"g": 2, EVERYTHING: 2, FOREIGN: 7}, ""),
]


@pytest.mark.parametrize(("wanted", "known", "found", "expected"), COMPARED)
def test_what_is_to_do_follows_from_list_and_counts(
    wanted: dict[str, GraphState], known: dict[str, GraphState], found: dict[str, int], expected: str
) -> None:
    """Digests say what changed, counts what somebody else did; others' graphs are none of ours."""
    everything = sum(state.triples for state in wanted.values())
    todo = compare(wanted, Published(WHOLE, FORMAT, "", known), found, everything, trusted=True)
    shown = [
        *(f"+{name}" for name in todo.sent),
        *(f"-{name}" for name in todo.gone),
        *["renew"] * todo.renew,
    ]
    assert expected == " ".join(shown)
    assert bool(expected) == bool(todo)


def test_a_list_that_was_left_unfinished_is_not_trusted() -> None:
    """The graph of all triples is made anew behind an interrupted publish."""
    published = Published(UNFINISHED, FORMAT, "", {"g": A})
    assert compare({"g": A}, published, {"g": 2, EVERYTHING: 2}, 2, trusted=published.usable).renew
