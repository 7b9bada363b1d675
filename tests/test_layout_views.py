"""The places of chains, lives, trees and shelves: nothing on anything, time to the right."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.render.layout import Box, Layout, Place
from graph.render.layout_grid import (
    COLUMN_GAP,
    TALLEST,
    Cell,
    chain_cells,
    life_cells,
    passed,
    place_cells,
    route_back,
)
from graph.render.layout_shelves import lay_out_shelves
from graph.render.layout_tree import lay_out_tree, place_beside

HEIGHTS = st.lists(st.integers(20, 200), min_size=1, max_size=60)
WIDE = 200


def boxes_of(heights: list[int], lane: str = "") -> list[Box]:
    """Return a box for each height, named b0, b1 and so on."""
    return [Box(f"b{number}", lane, WIDE, height) for number, height in enumerate(heights)]


def apart(places: list[Place]) -> bool:
    """Return whether no two boxes lie on each other."""
    return not any(
        one.left < two.right and two.left < one.right and one.top < two.bottom and two.top < one.bottom
        for number, one in enumerate(places)
        for two in places[number + 1 :]
    )


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Box], list[tuple[str, str]]]:
    """Draw documents in the order of time, each acting on some of those before it."""
    boxes = boxes_of(draw(HEIGHTS))
    links = [
        (boxes[number].id, boxes[number - step].id)
        for number in range(1, len(boxes))
        for step in draw(st.sets(st.integers(1, 9), max_size=4))
        if step <= number
    ]
    return boxes, links


@given(chains())
@settings(deadline=None)
def test_a_chain_runs_to_the_right(chain: tuple[list[Box], list[tuple[str, str]]]) -> None:
    """A document stands right of all that it acts on, and no box lies on another."""
    boxes, links = chain
    places = place_cells(chain_cells(boxes, links))
    assert {box.id for box in boxes} == set(places)
    assert all(places[source].left - places[target].right >= COLUMN_GAP for source, target in links)
    assert apart(list(places.values()))


@given(chains())
@settings(deadline=None)
def test_an_arrow_of_a_chain_crosses_no_box(chain: tuple[list[Box], list[tuple[str, str]]]) -> None:
    """On its level way along its target's row an arrow has the row to itself."""
    boxes, links = chain
    cells = chain_cells(boxes, links)
    places = place_cells(cells, passed(cells, links))
    for (_, target), course in zip(links, route_back(links, places), strict=True):
        y = places[target].y
        between = [one for one in places.values() if course.x2 < one.left and one.right < course.arrive]
        assert not any(one.top < y < one.bottom for one in between)


def test_a_chain_fills_a_column_before_the_next() -> None:
    """Documents that have nothing to do with one another share columns, up to a height."""
    cells = chain_cells(boxes_of([40] * (TALLEST + 2)), [])
    assert [0] * TALLEST + [1, 1] == [cell.column for cell in cells]


def test_a_life_has_a_column_for_each_step() -> None:
    """Boxes of one step share a column, boxes of one lane a row, in the order of the lanes."""
    boxes = [
        Box("given", "clauses", WIDE, 40),
        Box("state", "lives", WIDE, 40),
        Box("late", "lives", WIDE, 40),
    ]
    cells = life_cells(
        boxes, {"given": "2031-01", "state": "2031-02", "late": "2031-03"}, ["clauses", "lives"]
    )
    assert [(0, 0), (1, 1), (2, 1)] == [(cell.column, cell.row) for cell in cells]


def test_boxes_of_one_cell_stand_below_one_another() -> None:
    """Two events of one moment are both seen."""
    places = place_cells([Cell(box, 0, 0) for box in boxes_of([40, 60])])
    assert places["b0"].bottom < places["b1"].top
    assert places["b0"].x == places["b1"].x


@given(HEIGHTS, st.data())
@settings(deadline=None)
def test_a_tree_keeps_families_together(heights: list[int], data: st.DataObject) -> None:
    """A child stands a column right of its parent, never above it; no box lies on another."""
    boxes = boxes_of(heights)
    parents = {
        box.id: f"b{data.draw(st.integers(0, number - 1))}"
        for number, box in enumerate(boxes)
        if number and data.draw(st.booleans())
    }
    layout = lay_out_tree(boxes, parents)
    places = layout.places
    assert apart(list(places.values()))
    for child, parent in parents.items():
        assert places[parent].right < places[child].left
        assert places[parent].top <= places[child].top + 1


def test_a_ring_of_parents_is_no_tree() -> None:
    """What stands under itself stands alone, and every box has a place."""
    layout = lay_out_tree(boxes_of([40, 40, 40]), {"b0": "b1", "b1": "b0", "b2": "b1"})
    assert {"b0", "b1", "b2"} == set(layout.places)
    assert apart(list(layout.places.values()))


def test_what_is_named_stands_beside_the_tree() -> None:
    """A lane beside a tree is level with what names it."""
    tree = lay_out_tree(boxes_of([40] * 6), {f"b{number}": "b0" for number in range(1, 6)})
    layout = place_beside(tree, [Box("cited", "prior", WIDE, 40)], {"cited": ["b4"]})
    assert layout.places["b4"].y == layout.places["cited"].y
    assert layout.places["b4"].right < layout.places["cited"].left
    assert tree == place_beside(tree, [], {})


@given(st.lists(st.tuples(st.integers(2015, 2025), st.integers(20, 200)), max_size=200))
def test_shelves_hold_a_year_each(documents: list[tuple[int, int]]) -> None:
    """Years stand from left to right, the documents of each inside its band, none on another."""
    boxes = [
        Box(f"b{number}", str(year), WIDE, height) for number, (year, height) in enumerate(sorted(documents))
    ]
    layout = lay_out_shelves(boxes)
    bands = {band.lane: band for band in layout.bands}
    assert sorted(bands) == list(bands)
    assert all(left.right < right.left for left, right in pairwise(layout.bands))
    for box in boxes:
        place, band = layout.places[box.id], bands[box.lane]
        assert band.left <= place.left < place.right <= band.right


def test_no_boxes_give_no_shelves() -> None:
    """Nothing gives no places and no bands."""
    assert Layout({}, ()) == lay_out_shelves([])
