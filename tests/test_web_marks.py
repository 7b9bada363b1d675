"""A text cut along its marks: nothing lost, nothing doubled, every mark where it belongs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.web.marks import Mark, cut

TEXT = "Отделу карт до 5 мая сдать карту."
SPANS = st.tuples(st.integers(-2, 36), st.integers(-2, 36))


@given(st.lists(SPANS, max_size=8), st.lists(st.integers(-1, 40), max_size=3))
def test_pieces_join_to_the_text(spans: list[tuple[int, int]], points: list[int]) -> None:
    """Whatever nests and overlaps: each sign comes once, under exactly the marks that cover it."""
    marks = [Mark(start, end, "kind", f"m{number}") for number, (start, end) in enumerate(spans)]
    pieces = cut(TEXT, marks, [(start, f"p{start}") for start in points])
    assert TEXT == "".join(piece.text for piece in pieces)
    offset = 0
    for piece in pieces:
        over = {m.name for m in marks if 0 <= m.start <= offset < m.end <= len(TEXT)}
        assert over == {mark.name for mark in piece.marks}
        offset += len(piece.text)
    kept = [mark.name for mark in marks if 0 <= mark.start < mark.end <= len(TEXT)]
    assert sorted(kept) == sorted(name for piece in pieces for name in piece.anchors)


def test_the_narrowest_mark_stands_first() -> None:
    """Of nested marks the inner one gives the colour, the outer one goes around."""
    pieces = cut(TEXT, [Mark(0, 20, "outer", "a"), Mark(12, 20, "inner", "b")], [(12, "1.2")])
    assert [
        ("Отделу карт ", ["outer"], None),
        ("до 5 мая", ["inner", "outer"], "1.2"),
        (" сдать карту.", [], None),
    ] == [(piece.text, [mark.kind for mark in piece.marks], piece.point) for piece in pieces]
