"""Where the boxes of a picture stand: lanes from left to right, computed in one pass, the same every time.

Lengths are canvas units (pixels at zoom 1), y grows downwards, a place is a box's centre. A lane that
would be too tall breaks into columns; no two boxes ever overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

GAP = 12
"""Between two boxes of one column."""
COLUMN_GAP = 36
"""Between two columns of one lane."""
LANE_GAP = 168
"""Between two lanes: room for the arrows."""
ONE_COLUMN = 16_000
"""Where no lane is taller, about 150 boxes, each stays one column: it is read downwards."""
_SIDE_MARGIN = 18
_ASPECT = 1.6


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be placed: its lane's name and its size."""

    id: str
    lane: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """A box with its centre."""

    box: Box
    x: int
    y: int

    @property
    def left(self) -> float:
        """The x of the left side."""
        return self.x - self.box.width / 2

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.box.width / 2

    @property
    def top(self) -> float:
        """The y of the upper side."""
        return self.y - self.box.height / 2

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.box.height / 2


@dataclass(frozen=True, slots=True)
class Band:
    """The strip behind one lane; sides, not centres."""

    lane: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow from one box's side to another's: it starts and ends level.

    It stays level as far as `leave` and is level again from `arrive` on: between them it changes
    its height, in a gap between boxes.
    """

    x1: int
    y1: int
    leave: int
    arrive: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Every box's place by its id, and the bands of the lanes that have any."""

    places: Mapping[str, Place]
    bands: tuple[Band, ...]


def lay_out(boxes: Sequence[Box], lanes: Sequence[str], pulls: Mapping[str, Sequence[str]]) -> Layout:
    """Place boxes in their lanes, in the order given.

    `pulls` names for a box the boxes that it should stand level with; it counts for a lane that is
    one column. The first lane of `lanes` is the leftmost; a lane without boxes takes no room.
    """
    by_lane = {lane: [box for box in boxes if box.lane == lane] for lane in lanes}
    limit = _column_limit(by_lane.values())
    columns = {lane: _columns(members, limit) for lane, members in by_lane.items() if members}
    tallest = max((_height(column) for parts in columns.values() for column in parts), default=0)
    lefts = _lane_lefts(columns)
    places: dict[str, Place] = {}
    for lane in _free_last(columns, pulls):
        places |= _place_lane(columns[lane], lefts[lane], tallest, pulls, places)
    bands = (_band(lane, columns[lane], lefts[lane], tallest) for lane in columns)
    return Layout(places, tuple(bands))


def _column_limit(lanes: Collection[list[Box]]) -> float:
    """Return the height at which a lane breaks, so that a large picture is a wide rectangle."""
    if all(_height(lane) <= ONE_COLUMN for lane in lanes):
        return ONE_COLUMN
    area = sum((box.height + GAP) * (box.width + COLUMN_GAP) for lane in lanes for box in lane)
    return sqrt(area / _ASPECT)


def _columns(members: list[Box], limit: float) -> list[list[Box]]:
    count = ceil(_height(members) / limit)
    share = _height(members) / count
    columns: list[list[Box]] = [[]]
    filled = 0
    for box in members:
        if filled >= share and len(columns) < count:
            columns.append([])
            filled = 0
        columns[-1].append(box)
        filled += box.height + GAP
    return columns


def _height(column: Sequence[Box]) -> int:
    return sum(box.height + GAP for box in column) - GAP


def _width(column: Sequence[Box]) -> int:
    return max(box.width for box in column)


def _lane_width(columns: list[list[Box]]) -> int:
    return sum(_width(column) + COLUMN_GAP for column in columns) - COLUMN_GAP


def _lane_lefts(columns: Mapping[str, list[list[Box]]]) -> dict[str, int]:
    lefts = {}
    left = 0
    for lane, parts in columns.items():
        lefts[lane] = left
        left += _lane_width(parts) + LANE_GAP
    return lefts


def _free_last(columns: Mapping[str, list[list[Box]]], pulls: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the lanes with those that are pulled after those that are not."""
    return sorted(columns, key=lambda lane: any(pulls.get(box.id) for box in columns[lane][0]))


def _place_lane(
    columns: list[list[Box]],
    left: int,
    tallest: int,
    pulls: Mapping[str, Sequence[str]],
    placed: Mapping[str, Place],
) -> dict[str, Place]:
    places = {}
    for column in columns:
        centre = left + _width(column) // 2
        wishes = _wishes(column, pulls, placed) if len(columns) == 1 else None
        slack = tallest - _height(column) if len(columns) == 1 else 0
        tops = _stack(column, slack // 2) if wishes is None else level(column, wishes, slack)
        for box, top in zip(column, tops, strict=True):
            places[box.id] = Place(box, centre, top + box.height // 2)
        left += _width(column) + COLUMN_GAP
    return places


def _stack(column: Sequence[Box], top: int) -> list[int]:
    """Return the tops of boxes one under another from `top` on."""
    tops = []
    for box in column:
        tops.append(top)
        top += box.height + GAP
    return tops


def _wishes(
    column: Sequence[Box], pulls: Mapping[str, Sequence[str]], placed: Mapping[str, Place]
) -> list[float] | None:
    """Return the y that each box would like, or None where no box of the column has a wish."""
    found = [[placed[other].y for other in pulls.get(box.id, ()) if other in placed] for box in column]
    if not any(found):
        return None
    levels = [y for one in found for y in one]
    middle = sum(levels) / len(levels)
    return [sum(one) / len(one) if one else middle for one in found]


def level(column: Sequence[Box], wishes: Sequence[float], slack: int) -> list[int]:
    """Return the tops nearest to the wishes (least squares) that keep order and gaps: pooled averages.

    `slack` is the height that the column leaves free.
    """
    offsets = [0]
    for box in column[:-1]:
        offsets.append(offsets[-1] + box.height + GAP)
    pools: list[tuple[float, int]] = []
    for box, wish, offset in zip(column, wishes, offsets, strict=True):
        total, count = wish - box.height / 2 - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    starts = [round(min(max(total / count, 0), slack)) for total, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _band(lane: str, columns: list[list[Box]], left: int, tallest: int) -> Band:
    return Band(lane, left, 0, left + _lane_width(columns), tallest)


def route(links: Sequence[tuple[str, str]], layout: Layout) -> list[Route]:
    """Return the course of each arrow, in the order given.

    An arrow leaves by the side that faces its target; the arrows of one side are spread over it in
    the order of their other ends, so that they do not cross near the box.
    """
    places = layout.places
    bends = _bends(layout.bands)
    found = []
    for (source, target), ((x1, y1), (x2, y2)) in zip(links, ports(links, places), strict=True):
        found.append(Route(x1, y1, _bend(places[source], places[target], bends), x2, x2, y2))
    return found


def ports(
    links: Sequence[tuple[str, str]], places: Mapping[str, Place]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where each arrow leaves its source and where it meets its target.

    An arrow leaves by the side that faces its target; the arrows of one side are spread over it in
    the order of their other ends.
    """
    ends: dict[tuple[str, bool], list[tuple[int, int, bool]]] = defaultdict(list)
    for index, (source, target) in enumerate(links):
        rightwards = places[source].x <= places[target].x
        ends[source, rightwards].append((places[target].y, index, True))
        ends[target, not rightwards].append((places[source].y, index, False))
    points: dict[tuple[int, bool], tuple[int, int]] = {}
    for (box_id, right_side), members in ends.items():
        place = places[box_id]
        x = round(place.right if right_side else place.left)
        for y, (_, index, starts) in zip(_heights(place, len(members)), sorted(members), strict=True):
            points[index, starts] = (x, y)
    return [(points[index, True], points[index, False]) for index in range(len(links))]


def _bends(bands: Sequence[Band]) -> dict[str, tuple[int, int]]:
    """Return for each lane the right side of the lane before it and the left side of the one behind it."""
    befores = (bands[max(at - 1, 0)] for at in range(len(bands)))
    behinds = (*bands[1:], *bands[-1:])
    return {
        band.lane: (before.right, behind.left)
        for band, before, behind in zip(bands, befores, behinds, strict=True)
    }


def _bend(source: Place, target: Place, bends: Mapping[str, tuple[int, int]]) -> int:
    """Return where an arrow between lanes may leave its level: at the gap beside its target's lane."""
    before, behind = bends[target.box.lane]
    if source.box.lane == target.box.lane:
        return round(source.right if source.x <= target.x else source.left)
    return max(before, round(source.right)) if source.x <= target.x else min(behind, round(source.left))


def _heights(place: Place, count: int) -> list[int]:
    """Return the heights of `count` arrow ends, evenly spread about the middle of a side."""
    room = max(place.box.height - 2 * _SIDE_MARGIN, 0)
    step = min(room / max(count - 1, 1), 12.0)
    return [round(place.y + (number - (count - 1) / 2) * step) for number in range(count)]
