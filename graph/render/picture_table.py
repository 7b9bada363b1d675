"""The table under a picture, its legend and its filters: the same content for those who do not see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ..messages import say
from ..model import State
from ..picture import LANES, EdgeKind, NodeKind
from .picture_words import CHANGING, COLUMNS, WordedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..messages import Language
    from ..picture import Lane, PictureView

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one lane in parts of at most `_CHUNK`; columns that are never filled are left out."""

    lane: Lane
    columns: tuple[str, ...]
    parts: tuple[tuple[WordedNode, ...], ...]


Entries = list[tuple[str, str]]


def tables_of(nodes: Sequence[WordedNode]) -> list[Table]:
    """Return a table for each lane that has any nodes."""
    tables = []
    for lane in LANES:
        rows = [node for node in nodes if node.node.lane == lane]
        columns = tuple(column for column in COLUMNS if any(_ever(row, column) for row in rows))
        parts = tuple(tuple(rows[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK))
        if rows:
            tables.append(Table(lane, columns, parts))
    return tables


def _ever(row: WordedNode, column: str) -> bool:
    """Return whether a row says something in a column at any day."""
    return bool(row.cells[column]) or (column in CHANGING and any(one.cells[column] for one in row.slices))


def legend_of(view: PictureView, language: Language) -> dict[str, Entries]:
    """Return what the picture uses of each kind of sign, as pairs of a code and its words."""
    kinds = _used(NodeKind, (node.kind for node in view.nodes))
    edges = _used(EdgeKind, (edge.kind for edge in view.edges))
    dashed = any(edge.dashed for edge in view.edges)
    return {
        "kinds": [(kind, say(f"picture.kind-{kind}", language)) for kind in kinds],
        "edges": [(kind, say(f"picture.edge-{kind}", language)) for kind in edges],
        "dashed": [("dashed", say("picture.edge-dashed", language))] if dashed else [],
        "states": [(state, say(f"states.{state}", language)) for state in _states(view)],
    }


def filters_of(view: PictureView, language: Language) -> dict[str, Entries]:
    """Return what can be left out of the picture: kinds, states, cohorts; a choice of one is no choice."""
    legend = legend_of(view, language)
    years = sorted({year for node in view.nodes for year in node.years})
    found = {"kind": legend["kinds"], "state": legend["states"], "cohort": [(str(y), str(y)) for y in years]}
    return {name: entries for name, entries in found.items() if len(entries) > 1}


def _states(view: PictureView) -> list[str]:
    now = (status.state for node in view.nodes for status in node.statuses)
    ever = (status.state for node in view.nodes for one in node.slices for status in one.statuses)
    return _used(State, (*now, *ever))


def _used(closed_set: object, values: Iterable[str]) -> list[str]:
    """Return those values of a closed set that occur, in the set's own order."""
    occurring = set(values)
    return [value for value in get_args(closed_set) if value in occurring]
