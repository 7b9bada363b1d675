"""Which nodes and edges a picture shows, at which moment, for whom."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pyoxigraph import Triple

from graph.model import MOSCOW
from graph.network import to_networkx
from graph.picture import PictureView, Status, Term, picture_of

LATER = datetime(2031, 4, 1, tzinfo=MOSCOW)
EARLIER = datetime(2031, 3, 10, tzinfo=MOSCOW)
KEY = "2031-03-03_L-7-2pr"


def view_of(forest: tuple[Triple, ...], at: datetime = LATER, **limits: object) -> PictureView:
    """Return the picture of the invented register as known in April."""
    return picture_of(to_networkx(forest), "cohort", at=at, known_at=LATER, **limits)  # type: ignore[arg-type]


def numbers(view: PictureView, lane: str) -> list[str | None]:
    """Return the numbers, or else the names, of the nodes of a lane, in order."""
    return [node.number or node.name for node in view.nodes if node.lane == lane]


def test_lanes(forest: tuple[Triple, ...]) -> None:
    """Orders and continuations stand between documents and addressees; a note is not shown."""
    view = view_of(forest)
    assert ["Л-7/1пр", "44"] == numbers(view, "prior")
    assert ["Л-7/2пр"] == numbers(view, "documents")
    assert ["I/2", "I/3", "I/4"] == numbers(view, "points")
    assert ["2029", "2030", "Отдел карт"] == numbers(view, "addressees")


def test_edges(forest: tuple[Triple, ...]) -> None:
    """A document contains its points, a continuation leads to documents, a point to its addressees."""
    view = view_of(forest)
    names = {node.id: node.number or node.name for node in view.nodes}
    edges = {(names[edge.source], edge.kind, names[edge.target], edge.dashed) for edge in view.edges}
    expected = {
        ("Л-7/2пр", "contains", "I/2", False),
        ("Л-7/2пр", "contains", "I/3", False),
        ("Л-7/2пр", "contains", "I/4", False),
        ("I/2", "continues", "Л-7/1пр", True),
        ("I/2", "continues", "44", True),
        ("I/2", "addresses", "2029", False),
        ("I/3", "addresses", "2029", False),
        ("I/3", "addresses", "2030", False),
        ("I/4", "addresses", "Отдел карт", False),
    }
    assert expected == edges


@pytest.mark.parametrize(
    ("at", "statuses"),
    [
        (EARLIER, (Status("in-force"),)),
        (datetime(2031, 3, 15, tzinfo=MOSCOW), (Status("in-force", "2029"), Status("fulfilled", "2030"))),
        (LATER, (Status("overdue", "2029"), Status("fulfilled", "2030"))),
    ],
)
def test_states_follow_the_moment(
    forest: tuple[Triple, ...], at: datetime, statuses: tuple[Status, ...]
) -> None:
    """A point has the states of the moment asked about; where they differ, each says whose it is."""
    found = [node.statuses for node in view_of(forest, at).nodes if node.number == "I/3"]
    assert [statuses] == found


def test_a_point_has_its_facts(forest: tuple[Triple, ...]) -> None:
    """An order has its document, date, words with offsets, term and reasons."""
    node = next(node for node in view_of(forest).nodes if node.number == "I/3")
    assert ("Л-7/2пр", date(2031, 3, 3), "order") == (node.document, node.day, node.kind)
    assert Term(datetime(2031, 3, 21, tzinfo=MOSCOW), None, "до 20 марта 2031 г.") == node.term
    assert node.quote
    assert node.quote.text.startswith("Лесничествам 2029 и 2030")
    assert len(node.quote.text) == (node.quote.end or 0) - (node.quote.start or 0)
    assert f"protocols/{KEY}.txt" == node.quote.source
    assert [("given", "Л-7/2пр I/3")] == [(ground.rule, ground.point) for ground in node.because]


def test_a_box_leaves_out_the_address(forest: tuple[Triple, ...]) -> None:
    """What opens with an address is summed up by the words behind it."""
    summaries = {node.number: node.summary for node in view_of(forest).nodes if node.lane == "points"}
    assert "обновить карту кварталов." == summaries["I/4"]
    assert "представить перечень просек до 20 марта 2031 г." == summaries["I/3"]


def test_a_cited_document_has_the_states_of_its_bundles(forest: tuple[Triple, ...]) -> None:
    """A document without a text is of the kind `cited` and says whom its bundle binds."""
    found = {node.number: node.statuses for node in view_of(forest).nodes if node.kind == "cited"}
    assert {"Л-7/1пр": (Status("text-not-held", "2029"),), "44": ()} == found


def test_a_cohort_limits_the_picture(forest: tuple[Triple, ...]) -> None:
    """Only what is addressed to the cohort is shown, and what that continues."""
    view = view_of(forest, cohort=2030)
    assert ["I/3"] == numbers(view, "points")
    assert [] == numbers(view, "prior")
    assert ["2030"] == numbers(view, "addressees")
    assert (Status("fulfilled"),) == next(node.statuses for node in view.nodes if node.number == "I/3")


def test_a_document_limits_the_picture(forest: tuple[Triple, ...]) -> None:
    """A document without a text is shown with the points that cite it."""
    assert ["I/2", "I/3", "I/4"] == numbers(view_of(forest, document=KEY), "points")
    assert ["I/2"] == numbers(view_of(forest, document="2031-02-01_L-7-1pr"), "points")


def test_nothing_before_it_is_known(forest: tuple[Triple, ...]) -> None:
    """Before a document was taken in there is nothing to show."""
    early = datetime(2031, 3, 4, tzinfo=MOSCOW)
    view = picture_of(to_networkx(forest), "cohort", at=LATER, known_at=early)
    assert ((), ()) == (view.nodes, view.edges)


def test_what_comes_later_says_when(forest: tuple[Triple, ...]) -> None:
    """Before a document's date its points are in the picture, to appear with it, and have no state."""
    points = [
        node for node in view_of(forest, datetime(2031, 3, 2, tzinfo=MOSCOW)).nodes if node.lane == "points"
    ]
    assert len(points) == 3
    assert [((), datetime(2031, 3, 3, tzinfo=MOSCOW))] * 3 == [(node.statuses, node.since) for node in points]
