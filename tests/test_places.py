"""A quotation also says on which page or in which paragraph it stands, where the format has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers import prove
from graph.build import ready, take_in
from graph.model import Landmark, place_among
from graph.moments import parse_moment
from graph.register import create

FILES = Path(__file__).resolve().parent / "files"
MARKS = (Landmark(0, "page", 1), Landmark(40, "page", 2), Landmark(45, "table", 1))


@pytest.mark.parametrize(
    ("expected", "offset"),
    [({"page": 1}, 0), ({"page": 1}, 39), ({"page": 2}, 40), ({"page": 2, "table": 1}, 50)],
)
def test_the_last_landmark_before_an_offset_counts(expected: dict[str, int], offset: int) -> None:
    """Each kind by itself."""
    assert expected == place_among(MARKS, offset)


@pytest.mark.parametrize(("expected", "name"), [("page", "mayak.pdf"), ("paragraph", "mayak.docx")])
def test_a_proof_names_the_place(expected: str, name: str, tmp_path: Path) -> None:
    """Every quoted step of a document that came as an office file has its place."""
    register = create(tmp_path / "register")
    (row,) = take_in(register, [FILES / name], recorded=parse_moment("2031-09-15T10:00").value)
    assert row.orders
    now = parse_moment("2031-12-31")
    number = register.filed(register.keys()[0]).protocol.head.number
    assert number is not None
    (life, *_) = prove(ready(register), f"{number.value} 5", now, now)["lives"]
    places = [step["place"] for step in life["steps"] if step["span"]]
    assert places
    assert all(expected in place for place in places)
