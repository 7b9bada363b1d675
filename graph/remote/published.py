"""What a server says it holds: one small graph that lists the others with their digests.

It is what makes a publish send only what changed, and what tells a half-published server from a
whole one. The default graph of a question is the graph `EVERYTHING`, which holds each triple once:
servers disagree on what their own default graph is, and agree on a graph that is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..rdf.iri import ROOT
from ..rdf.plain import Cell

FORMAT: Final = 1
"""Of what is published; another one is sent anew."""

EVERYTHING: Final = f"{ROOT}graph/everything"
PUBLISHED: Final = f"{ROOT}graph/published"

_STATE = f"{PUBLISHED}#state"
_FORMAT = f"{PUBLISHED}#format"
_CODE = f"{PUBLISHED}#code"
_DIGEST = f"{PUBLISHED}#sha256"
_COUNT = f"{PUBLISHED}#triples"
WHOLE, UNFINISHED = "whole", "unfinished"

SELECT_PUBLISHED: Final = f"SELECT ?thing ?said ?value {{ GRAPH <{PUBLISHED}> {{ ?thing ?said ?value }} }}"
SELECT_STATE: Final = (
    f"SELECT ?state ?format ?code {{ GRAPH <{PUBLISHED}> "
    f"{{ <{PUBLISHED}> <{_STATE}> ?state ; <{_FORMAT}> ?format ; <{_CODE}> ?code }} }}"
)
SELECT_NAMES: Final = f"SELECT ?graph {{ GRAPH <{PUBLISHED}> {{ ?graph <{_DIGEST}> ?digest }} }}"


@dataclass(frozen=True, slots=True)
class GraphState:
    """A graph's content: the SHA-256 of its sorted N-Triples, and how many triples it has."""

    sha256: str
    triples: int


@dataclass(frozen=True, slots=True)
class Published:
    """A server's list: whether a publish came to its end, in which format, and each graph's state.

    `code` is the digest of the code that made the triples: queries of other code may ask for others.
    """

    state: str | None = None
    format: int | None = None
    code: str = ""
    graphs: Mapping[str, GraphState] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Say whether the list can be built upon."""
        return self.state == WHOLE and self.format == FORMAT


def read_published(rows: Iterable[tuple[Cell, ...]]) -> Published:
    """Return the list that the rows of `SELECT_PUBLISHED` make; half an entry is none."""
    said: dict[str, dict[str, Cell]] = {}
    for thing, predicate, value in rows:
        said.setdefault(str(thing), {})[str(predicate)] = value
    own = said.pop(PUBLISHED, {})
    graphs = {
        name: GraphState(str(entry[_DIGEST]), int(str(entry[_COUNT])))
        for name, entry in said.items()
        if _DIGEST in entry and _COUNT in entry
    }
    state, form = own.get(_STATE), own.get(_FORMAT)
    return Published(
        None if state is None else str(state),
        form if isinstance(form, int) else None,
        str(own.get(_CODE, "")),
        graphs,
    )


def say_state(state: str, form: int = FORMAT, code: str = "") -> str:
    """Return the update that says how far a publish is, in which format, made by which code."""
    node = f"<{PUBLISHED}>"
    return (
        f"DELETE WHERE {{ GRAPH {node} {{ {node} ?said ?value }} }} ;\n"
        f'INSERT DATA {{ GRAPH {node} {{ {node} <{_STATE}> "{state}" ; '
        f'<{_FORMAT}> {form} ; <{_CODE}> "{code}" }} }}'
    )


def say_graphs(states: Mapping[str, GraphState | None]) -> str:
    """Return the update that says what graphs hold now; None for those that are gone."""
    node = f"<{PUBLISHED}>"
    forget = [f"DELETE WHERE {{ GRAPH {node} {{ <{name}> ?said ?value }} }}" for name in states]
    lines = [
        f'<{name}> <{_DIGEST}> "{state.sha256}" ; <{_COUNT}> {state.triples} .'
        for name, state in states.items()
        if state is not None
    ]
    said = [f"INSERT DATA {{ GRAPH {node} {{\n" + "\n".join(lines) + "\n} }"] if lines else []
    return " ;\n".join([*forget, *said])
