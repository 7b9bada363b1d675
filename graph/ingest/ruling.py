"""Ruled tables of a page: drawn strokes → grids, and the text in their cells → rows.

A grid is a group of strokes that touch, with two columns at least. Where the stroke between two
cells is missing they are one cell: its text counts for its first row and its first column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from .blocks import line_of
from .hyphens import CUT, is_cut
from .reflow import Line

THIN: Final = 3.0
"""Points up to which a drawn shape is a stroke, and up to which two strokes touch or are one."""

SHORTEST: Final = 6.0
"""Points from which on a stroke can be a cell's border."""

MOST_STROKES: Final = 4000
"""Strokes of a page beyond which it is a drawing, and no tables are looked for."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

Cell = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight border: at `at` on one axis, from `start` to `end` along the other."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its column borders from the left, its row borders from the top, whose place is whose.

    `homes` gives, for each place of the grid, the first cell of the merged cell it belongs to.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    homes: dict[Cell, Cell]

    def cell_at(self, across: float, up: float) -> Cell | None:
        """Return the cell that a place of the page lies in, None outside."""
        column = bisect_right(self.columns, across) - 1
        row = bisect_right([-border for border in self.rows], -up) - 1
        return self.homes.get((row, column))


@dataclass(frozen=True, slots=True)
class Piece:
    """What one printed line has in one cell, `first` being the width of its first sign.

    `ended` tells that a space stood behind it in the file: then no word is cut there.
    """

    text: str
    left: float
    right: float
    first: float
    ended: bool


@dataclass(slots=True)
class Table:
    """The text of one grid, growing line by line; `number` counts the page's tables from 1."""

    number: int
    grid: Grid
    pieces: dict[Cell, list[Piece]] = field(default_factory=dict)

    def add(self, text: str, boxes: Sequence[Box]) -> None:
        """Take in one printed line, divided among the cells that the middles of its signs lie in."""
        cells = list(self._cells_of(text, boxes))
        for cell, group in groupby(range(len(text)), key=cells.__getitem__):
            places = [place for place in group if not text[place].isspace() and text[place] != CUT]
            if cell is not None and places:
                self.pieces.setdefault(cell, []).append(_piece(text, boxes, places[0], places[-1]))

    def _cells_of(self, text: str, boxes: Sequence[Box]) -> Iterator[Cell | None]:
        """Yield the cell of each sign; a space belongs to the sign before it."""
        last: Cell | None = None
        for sign, (left, bottom, right, top) in zip(text, boxes, strict=True):
            if not sign.isspace() and sign != CUT:
                last = self.grid.cell_at((left + right) / 2, (bottom + top) / 2) or last
            yield last

    def lines(self) -> Iterator[Line]:
        """Yield the rows as lines; a place that a wide cell covers leaves nothing, a tall one its bar."""
        left, right = self.grid.columns[0], self.grid.columns[-1]
        for row, foot in enumerate(self.grid.rows[1:]):
            cells = tuple(self._row(row))
            if any(cells):
                yield Line(line_of(cells), left, right, foot, foot, 0.0, self.number, cells)

    def _row(self, row: int) -> Iterator[str]:
        for column in range(len(self.grid.columns) - 1):
            home = self.grid.homes[row, column]
            if home[1] == column:
                yield self._text((row, column)) if home == (row, column) else ""

    def _text(self, cell: Cell) -> str:
        """Return a cell's text; its lines are joined without a space inside a number or a cut word."""
        pieces = self.pieces.get(cell, [])
        last = max(column for (_, column), home in self.grid.homes.items() if home == cell)
        right = self.grid.columns[last + 1]
        parts = [piece.text for piece in pieces[:1]]
        for piece, following in pairwise(pieces):
            cut = _is_cut(piece, following, right - (pieces[0].left - self.grid.columns[cell[1]]))
            parts += ["" if cut else " ", following.text]
        return "".join(parts)


def _piece(text: str, boxes: Sequence[Box], start: int, last: int) -> Piece:
    left, _, end_of_first, _ = boxes[start]
    ended = text[last + 1 : last + 2].isspace()
    return Piece(text[start : last + 1], left, boxes[last][2], end_of_first - left, ended)


def _is_cut(piece: Piece, following: Piece, right: float) -> bool:
    """Tell whether two lines of a cell divide a word: one too long for the cell, or a number or address.

    `right` is the inner edge. A word is cut in its middle only where it fills its line to the last sign.
    """
    if is_cut(piece.text, following.text):
        return True
    fills = not piece.ended and " " not in piece.text and right - piece.right < following.first
    return fills and not following.text[0].isupper()


def strokes_of(boxes: Iterable[Box]) -> list[Stroke]:
    """Return the strokes that drawn shapes give; a large box gives its four sides."""
    found: list[Stroke] = []
    for left, bottom, right, top in boxes:
        wide, high = right - left, top - bottom
        if wide >= SHORTEST and high <= THIN:
            found.append(Stroke(upright=False, at=(bottom + top) / 2, start=left, end=right))
        elif high >= SHORTEST and wide <= THIN:
            found.append(Stroke(upright=True, at=(left + right) / 2, start=bottom, end=top))
        elif wide >= SHORTEST and high >= SHORTEST:
            found += [Stroke(upright=False, at=at, start=left, end=right) for at in (bottom, top)]
            found += [Stroke(upright=True, at=at, start=bottom, end=top) for at in (left, right)]
    return found


def grids_of(strokes: Sequence[Stroke]) -> list[Grid]:
    """Return the tables of a page, from the top; one column is a frame and no table."""
    if len(strokes) > MOST_STROKES:
        return []
    grids = [_grid(group) for group in _groups(strokes)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: -grid.rows[0])


def _grid(strokes: Sequence[Stroke]) -> Grid | None:
    columns = _merged(stroke.at for stroke in strokes if stroke.upright)
    rows = tuple(reversed(_merged(stroke.at for stroke in strokes if not stroke.upright)))
    if len(columns) < 3 or len(rows) < 2:
        return None
    homes: dict[Cell, Cell] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            across, up = _middle(columns, column), _middle(rows, row)
            if column and not _divides(strokes, Stroke(True, columns[column], up, up)):
                homes[row, column] = homes[row, column - 1]
            elif row and not _divides(strokes, Stroke(False, rows[row], across, across)):
                homes[row, column] = homes[row - 1, column]
            else:
                homes[row, column] = row, column
    return Grid(columns, rows, homes)


def _middle(borders: Sequence[float], place: int) -> float:
    return (borders[place] + borders[place + 1]) / 2


def _divides(strokes: Sequence[Stroke], wanted: Stroke) -> bool:
    """Tell whether a stroke lies where one is wanted."""
    return any(
        stroke.upright == wanted.upright
        and abs(stroke.at - wanted.at) <= THIN
        and stroke.start <= wanted.start <= stroke.end
        for stroke in strokes
    )


def _merged(places: Iterable[float]) -> tuple[float, ...]:
    """Return places in rising order, those that are nearly one as one."""
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > THIN:
            merged.append(place)
    return tuple(merged)


def _groups(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Yield the groups of strokes that touch, directly or through others."""
    waiting = list(strokes)
    while waiting:
        group = [waiting.pop()]
        for stroke in group:
            group += [other for other in waiting if _touch(stroke, other)]
            waiting = [other for other in waiting if not _touch(stroke, other)]
        yield group


def _touch(one: Stroke, other: Stroke) -> bool:
    if one.upright == other.upright:
        return (
            abs(one.at - other.at) <= THIN and one.start <= other.end + THIN and other.start <= one.end + THIN
        )
    return one.start - THIN <= other.at <= one.end + THIN and other.start - THIN <= one.at <= other.end + THIN
