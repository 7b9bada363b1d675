"""Boxes on shelves: a group beside a group, each broken into columns that are read downwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import sqrt

from .layout import Band, Box, Layout, Place

GAP = 12
COLUMN_GAP = 30
GROUP_GAP = 70
LOWEST = 560
"""A column is broken no sooner: about two thirds of a screen."""
_ASPECT = 1.7


def lay_out_shelves(boxes: Sequence[Box]) -> Layout:
    """Place boxes in the order given; those of one lane, which stand together, make a group."""
    limit = max(LOWEST, sqrt(sum((box.height + GAP) * (box.width + COLUMN_GAP) for box in boxes) / _ASPECT))
    places: dict[str, Place] = {}
    spans: list[tuple[str, int, int]] = []
    left = 0
    for lane, group in groupby(boxes, lambda box: box.lane):
        start = left
        for column in _columns(list(group), limit):
            width = max(box.width for box in column)
            top = 0
            for box in column:
                places[box.id] = Place(box, left + width // 2, top + box.height // 2)
                top += box.height + GAP
            left += width + COLUMN_GAP
        spans.append((lane, start, left - COLUMN_GAP))
        left += GROUP_GAP - COLUMN_GAP
    bottom = max((round(place.bottom) for place in places.values()), default=0)
    return Layout(places, tuple(Band(lane, start, 0, end, bottom) for lane, start, end in spans))


def _columns(boxes: Sequence[Box], limit: float) -> list[list[Box]]:
    columns: list[list[Box]] = [[]]
    filled = 0
    for box in boxes:
        if columns[-1] and filled + box.height > limit:
            columns.append([])
            filled = 0
        columns[-1].append(box)
        filled += box.height + GAP
    return columns
