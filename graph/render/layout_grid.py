"""Boxes in the cells of a grid, time from left to right: chains of documents, lives of orders.

In a chain a document keeps its row until the last document that acts on it, so that an arrow runs
along its target's row without crossing a box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from .layout import Band, Box, Place, Route, ports

COLUMN_GAP = 96
ROW_GAP = 18
STACK_GAP = 12
LINE = 6
"""Half the room that an arrow takes."""
LEAST = 24
"""Between the middles of two rows at least."""
TALLEST = 16
"""So many documents stand in one column of a chain at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A box with its column and row; boxes of one cell stand one under another."""

    box: Box
    column: int
    row: int


def place_cells(cells: Sequence[Cell], lines: Collection[tuple[int, int]] = ()) -> dict[str, Place]:
    """Return the places of boxes: a column is as wide as its widest box, the boxes of a row stand level.

    `lines` are the columns and rows that an arrow passes: there it has room to itself.
    """
    stacks: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for cell in cells:
        stacks[cell.column, cell.row].append(cell.box)
    widths: dict[int, int] = defaultdict(int)
    for (column, _), boxes in stacks.items():
        widths[column] = max(widths[column], *(box.width for box in boxes))
    halves = dict.fromkeys(lines, LINE) | {spot: _height(boxes) // 2 for spot, boxes in stacks.items()}
    lefts, middles = _starts(widths, COLUMN_GAP), _middles(halves)
    places: dict[str, Place] = {}
    for (column, row), boxes in stacks.items():
        top = middles[row] - _height(boxes) // 2
        for box in boxes:
            places[box.id] = Place(box, lefts[column] + widths[column] // 2, top + box.height // 2)
            top += box.height + STACK_GAP
    return places


def _height(boxes: Sequence[Box]) -> int:
    return sum(box.height + STACK_GAP for box in boxes) - STACK_GAP


def _middles(halves: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Return the y of each row: as high as the rows above it leave room for in every column."""
    last: dict[int, int] = {}
    middles: dict[int, int] = {}
    before = -LEAST
    rows = groupby(sorted(halves, key=lambda spot: (spot[1], spot[0])), lambda spot: spot[1])
    for row, spots in rows:
        columns = [(column, halves[column, row]) for column, _ in spots]
        reach = (last.get(column, -ROW_GAP) + ROW_GAP + half for column, half in columns)
        middles[row] = before = max(before + LEAST, *reach)
        last |= {column: before + half for column, half in columns}
    return middles


def _starts(sizes: Mapping[int, int], gap: int) -> dict[int, int]:
    order = sorted(sizes)
    ends = accumulate((sizes[one] + gap for one in order), initial=0)
    return dict(zip(order, ends, strict=False))


def column_bands(cells: Sequence[Cell], places: Mapping[str, Place]) -> tuple[Band, ...]:
    """Return a strip behind each column; its lane is the column's number."""
    bottom = max((round(place.bottom) for place in places.values()), default=0)
    bands = []
    for column, members in groupby(sorted(cells, key=lambda cell: cell.column), lambda cell: cell.column):
        found = [places[cell.box.id] for cell in members]
        left, right = min(one.left for one in found), max(one.right for one in found)
        bands.append(Band(str(column), round(left), 0, round(right), bottom))
    return tuple(bands)


def chain_cells(boxes: Sequence[Box], links: Iterable[tuple[str, str]]) -> list[Cell]:
    """Return documents in the order given, each right of what it acts on; links go from the later one."""
    earlier: dict[str, list[str]] = defaultdict(list)
    later: dict[str, list[str]] = defaultdict(list)
    for source, target in links:
        earlier[source].append(target)
        later[target].append(source)
    columns = _columns(boxes, {one: {*earlier[one], *later[one]} for one in {*earlier, *later}})
    rows: dict[str, int] = {}
    busy: dict[int, int] = {}
    for box in boxes:
        column = columns[box.id]
        wish = _mean([rows[one] for one in earlier[box.id] if one in rows])
        rows[box.id] = row = _free_row(busy, column, wish)
        busy[row] = max([column + 1, *(columns[one] for one in later[box.id])])
    return [Cell(box, columns[box.id], rows[box.id]) for box in boxes]


def passed(cells: Sequence[Cell], links: Iterable[tuple[str, str]]) -> set[tuple[int, int]]:
    """Return the columns and rows that arrows pass: from a document to the last that acts on it."""
    spots = {cell.box.id: cell for cell in cells}
    return {
        (column, spots[target].row)
        for source, target in links
        for column in range(spots[target].column + 1, spots[source].column)
    }


def _columns(boxes: Sequence[Box], related: Mapping[str, set[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    column, members = 0, set[str]()
    for box in boxes:
        if len(members) == TALLEST or members & related.get(box.id, set()):
            column, members = column + 1, set()
        members.add(box.id)
        columns[box.id] = column
    return columns


def _mean(rows: Sequence[int]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def _free_row(busy: Mapping[int, int], column: int, wish: float) -> int:
    """Return the row nearest to the wish that is free from this column on."""
    rows = range(len(busy) + 1)
    return min((row for row in rows if busy.get(row, 0) <= column), key=lambda row: (abs(row - wish), row))


def route_back(links: Sequence[tuple[str, str]], places: Mapping[str, Place]) -> list[Route]:
    """Return the course of each arrow: it changes its height beside its source, then keeps its target's row.

    Where source and target stand in one column it is drawn beside them.
    """
    found = []
    for (source, target), ((x1, y1), (x2, y2)) in zip(links, ports(links, places), strict=True):
        aside = abs(places[source].x - places[target].x) < places[source].box.width
        reach = COLUMN_GAP - 12 if x2 >= x1 else 12 - COLUMN_GAP
        found.append(Route(x1, y1, x1, x2 if aside else x1 + reach, x2, y2))
    return found


def life_cells(boxes: Sequence[Box], steps: Mapping[str, Hashable], rows: Sequence[Hashable]) -> list[Cell]:
    """Return the boxes of a life: a column for each different step in their order, a row for each lane.

    `steps` gives what a box's column is sorted by; `rows` are the lanes from the top down.
    """
    order = {step: place for place, step in enumerate(sorted({*steps.values()}, key=str))}
    rank = {row: place for place, row in enumerate(rows)}
    return [Cell(box, order[steps[box.id]], rank[box.lane]) for box in boxes]
