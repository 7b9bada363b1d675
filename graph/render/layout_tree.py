"""Trees from left to right: a column for each depth, every box level with the first of its children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .layout import LANE_GAP, Band, Box, Layout, Place, level

GAP = 12
COLUMN_GAP = 84
GROUP_GAP = 30
"""Between two trees, and between the families of one."""


@dataclass(frozen=True, slots=True)
class _Family:
    """The children of each box, and the depth of each."""

    children: Mapping[str | None, Sequence[str]]
    depths: Mapping[str, int]


def lay_out_tree(boxes: Sequence[Box], parents: Mapping[str, str]) -> Layout:
    """Place boxes in the order given, each tree below the one before it.

    A parent that is not among the boxes, or that would close a ring, does not count. The lane of a
    placed box is its depth, as is that of its band.
    """
    family = _family(boxes, parents)
    by_id = {box.id: replace(box, lane=str(family.depths[box.id])) for box in boxes}
    centres = _centres(by_id, family)
    bands = _bands(list(by_id.values()), centres)
    lefts = {band.lane: band for band in bands}
    places = {
        one: Place(box, (lefts[box.lane].left + lefts[box.lane].right) // 2, centres[one])
        for one, box in by_id.items()
    }
    return Layout(places, bands)


def _family(boxes: Sequence[Box], parents: Mapping[str, str]) -> _Family:
    known = {box.id for box in boxes}
    depths: dict[str, int] = {}
    above = {one: parent for one, parent in parents.items() if one in known and parent in known}
    for box in boxes:
        depths[box.id] = len(_line(box.id, above))
    children: dict[str | None, list[str]] = defaultdict(list)
    for box in boxes:
        children[above.get(box.id) if depths[box.id] else None].append(box.id)
    return _Family(children, depths)


def _line(one: str, above: Mapping[str, str]) -> list[str]:
    """Return the parents of a box from the nearest on; a box on a ring has none."""
    line: list[str] = []
    step = above.get(one)
    while step is not None and step not in line:
        line.append(step)
        step = above.get(step)
    return [] if one in line else line


def _centres(boxes: Mapping[str, Box], family: _Family) -> dict[str, int]:
    """Return the y of each box: leaves one under another, a parent level with the top of its family."""
    centres: dict[str, int] = {}
    below = 0
    ahead = [(one, 0, False) for one in reversed(family.children.get(None, ()))]
    while ahead:
        one, top, seen = ahead.pop()
        height, children = boxes[one].height, family.children.get(one, ())
        if not seen:
            centres[one] = below + height // 2
            ahead.append((one, below, True))
            ahead += [(child, 0, False) for child in reversed(children)]
            continue
        below = max(below, top + height + GAP)
        if children:
            below += GROUP_GAP - GAP
    return centres


def _bands(boxes: Sequence[Box], centres: Mapping[str, int]) -> tuple[Band, ...]:
    bottom = max((centres[box.id] + box.height // 2 for box in boxes), default=0)
    bands: list[Band] = []
    left = 0
    for lane in sorted({box.lane for box in boxes}, key=int):
        width = max(box.width for box in boxes if box.lane == lane)
        bands.append(Band(lane, left, 0, left + width, bottom))
        left += width + COLUMN_GAP
    return tuple(bands)


def place_beside(layout: Layout, boxes: Sequence[Box], pulls: Mapping[str, Sequence[str]]) -> Layout:
    """Return the layout with one lane more at its right; each box stands level with what pulls it."""
    if not boxes:
        return layout
    left = max((band.right for band in layout.bands), default=-LANE_GAP) + LANE_GAP
    wishes = {box.id: _wish([layout.places[one].y for one in pulls.get(box.id, ())]) for box in boxes}
    column = sorted(boxes, key=lambda box: wishes[box.id])
    height = sum(box.height + GAP for box in column) - GAP
    bottom = max([height, *(band.bottom for band in layout.bands)])
    tops = level(column, [wishes[box.id] for box in column], bottom - height)
    width = max(box.width for box in column)
    places = {
        box.id: Place(box, left + width // 2, top + box.height // 2)
        for box, top in zip(column, tops, strict=True)
    }
    bands = (*layout.bands, Band(column[0].lane, left, 0, left + width, bottom))
    return Layout({**layout.places, **places}, tuple(replace(band, bottom=bottom) for band in bands))


def _wish(heights: Sequence[int]) -> float:
    return sum(heights) / len(heights) if heights else 0.0
