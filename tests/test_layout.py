"""The places of a picture's boxes: lanes, columns, levels and the courses of arrows."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.render.layout import COLUMN_GAP, GAP, LANE_GAP, Box, Layout, Place, lay_out, route

LANES = ("left", "middle", "right")
BOXES = st.lists(
    st.tuples(st.sampled_from(LANES), st.integers(20, 200)).map(lambda pair: Box("", pair[0], 200, pair[1])),
    max_size=400,
).map(lambda boxes: [Box(f"b{at}", box.lane, box.width, box.height) for at, box in enumerate(boxes)])


def columns_of(layout: Layout) -> dict[int, list[Place]]:
    """Return the places of each column, from the top down."""
    columns: dict[int, list[Place]] = defaultdict(list)
    for place in layout.places.values():
        columns[place.x].append(place)
    return {x: sorted(column, key=lambda place: place.y) for x, column in columns.items()}


def test_lanes_stand_from_left_to_right() -> None:
    """Three lanes of one box each stand at the width of a lane and a gap from one another."""
    layout = lay_out([Box(lane, lane, 200, 40) for lane in LANES], LANES, {})
    step = 200 + LANE_GAP
    assert [100, 100 + step, 100 + 2 * step] == [layout.places[lane].x for lane in LANES]


def test_an_empty_lane_takes_no_room() -> None:
    """A lane without boxes leaves neither a band nor a gap."""
    layout = lay_out([Box("a", "left", 200, 40), Box("b", "right", 200, 40)], LANES, {})
    assert ["left", "right"] == [band.lane for band in layout.bands]
    assert 300 + LANE_GAP == layout.places["b"].x


def test_nothing_gives_nothing() -> None:
    """No boxes give no places and no bands."""
    assert Layout({}, ()) == lay_out([], LANES, {})


def test_a_pulled_box_stands_level() -> None:
    """A box stands level with the box that it is pulled to, or between several."""
    rows = [Box(f"r{at}", "middle", 200, 40) for at in range(5)]
    pulls = {"one": ["r3"], "between": ["r0", "r2"]}
    layout = lay_out([*rows, Box("one", "right", 100, 40), Box("between", "left", 100, 40)], LANES, pulls)
    assert layout.places["r3"].y == layout.places["one"].y
    assert layout.places["r1"].y == layout.places["between"].y


def test_pulled_boxes_make_room_for_one_another() -> None:
    """Two boxes that are pulled to one level stand above and below it, a gap apart, in their order."""
    rows = [Box(f"r{at}", "middle", 200, 40) for at in range(5)]
    twins = [Box("upper", "right", 100, 40), Box("lower", "right", 100, 40)]
    layout = lay_out([*rows, *twins], LANES, {"upper": ["r2"], "lower": ["r2"]})
    middle = layout.places["r2"].y
    assert (middle - 26, middle + 26) == (layout.places["upper"].y, layout.places["lower"].y)


def test_a_tall_lane_breaks_into_columns() -> None:
    """Two thousand boxes stand in several columns of about one height."""
    layout = lay_out([Box(f"b{at}", "left", 200, 88) for at in range(2000)], LANES, {})
    columns = columns_of(layout)
    assert len(columns) > 3
    assert {200 + COLUMN_GAP} == {right - left for left, right in pairwise(sorted(columns))}
    assert all(column[-1].bottom <= 25_000 for column in columns.values())


@given(BOXES)
def test_no_two_boxes_touch(boxes: list[Box]) -> None:
    """In every column the boxes keep their gap, and columns keep clear of one another."""
    pulls = {box.id: [boxes[0].id, boxes[-1].id] for box in boxes if box.lane == "right"}
    layout = lay_out(boxes, LANES, pulls)
    assert {box.id for box in boxes} == set(layout.places)
    for column in columns_of(layout).values():
        assert all(upper.bottom + GAP - 1 <= lower.top for upper, lower in pairwise(column))
    assert all(right - left >= 200 + COLUMN_GAP for left, right in pairwise(sorted(columns_of(layout))))


@given(BOXES)
def test_order_and_bands_hold(boxes: list[Box]) -> None:
    """Boxes keep the order given, column by column, inside the band of their lane."""
    layout = lay_out(boxes, LANES, {})
    bands = {band.lane: band for band in layout.bands}
    for lane in LANES:
        places = [layout.places[box.id] for box in boxes if box.lane == lane]
        assert sorted(places, key=lambda place: (place.x, place.y)) == places
        assert all(bands[lane].left <= place.left and place.right <= bands[lane].right for place in places)


def test_an_arrow_goes_from_side_to_side() -> None:
    """An arrow to the right leaves by the right side, one back by the left, both at the box's middle."""
    layout = lay_out([Box("a", "left", 200, 40), Box("b", "middle", 200, 40)], LANES, {})
    there, back = route([("a", "b")], layout)[0], route([("b", "a")], layout)[0]
    assert (200, 20, 200 + LANE_GAP, 20) == (there.x1, there.y1, there.x2, there.y2)
    assert (200 + LANE_GAP, 20, 200, 20) == (back.x1, back.y1, back.x2, back.y2)


def test_an_arrow_leaps_over_a_lane_level() -> None:
    """An arrow over the middle lane bends only behind it."""
    layout = lay_out([Box(lane, lane, 200, 40) for lane in LANES], LANES, {})
    bands = {band.lane: band for band in layout.bands}
    forth, back = route([("left", "right")], layout)[0], route([("right", "left")], layout)[0]
    assert (bands["middle"].right, bands["middle"].left) == (forth.leave, back.leave)


def test_arrows_of_one_side_do_not_cross_at_the_box() -> None:
    """The ends at one side stand in the order of the other ends, whatever the order of the links."""
    rows = [Box(f"r{at}", "middle", 200, 40) for at in range(4)]
    layout = lay_out([Box("a", "left", 200, 90), *rows], LANES, {})
    links = [("a", "r2"), ("a", "r0"), ("a", "r3"), ("a", "r1")]
    starts = {target: course.y1 for (_, target), course in zip(links, route(links, layout), strict=True)}
    assert ["r0", "r1", "r2", "r3"] == sorted(starts, key=lambda target: starts[target])
    assert 4 == len(set(starts.values()))
