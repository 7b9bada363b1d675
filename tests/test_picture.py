"""Which nodes and edges a picture shows, at which moment, for whom."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pyoxigraph import Triple

from graph.model import MOSCOW
from graph.network import to_networkx
from graph.picture import NOTHING, Counts, PictureView, Status, Term, ViewKind, picture_of, view_for

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


# --- views by question -------------------------------------------------------------------------


def asked(forest: tuple[Triple, ...], kind: ViewKind, **question: object) -> PictureView:
    """Return a view of the invented register in April."""
    return picture_of(to_networkx(forest), kind, at=LATER, known_at=LATER, **question)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ({}, "register"),
        ({"cohort": 2029}, "cohort"),
        ({"document": KEY, "cohort": 2029}, "document"),
        ({"order": "IRI", "document": KEY}, "order"),
    ],
)
def test_the_question_tells_the_view(question: dict[str, object], kind: ViewKind) -> None:
    """What is asked about tells what is drawn; nothing means the whole register."""
    assert kind == view_for(**question)  # type: ignore[arg-type]


def test_the_register_folds_points_into_documents(forest: tuple[Triple, ...]) -> None:
    """A document tallies the states of its points and counts only its own bundles."""
    view = asked(forest, "register")
    (own,) = [node for node in view.nodes if node.kind == "document"]
    assert [("I/2", own.id), ("I/3", own.id), ("I/4", own.id)] == [
        (node.number, node.parent) for node in view.nodes if node.parent
    ]
    tally = {(status.state, status.count) for status in own.statuses}
    assert {("in-force", 1), ("overdue", 1), ("fulfilled", 1)} == tally
    assert {NOTHING} == {one.counts for one in own.slices}


def test_the_chain_leads_from_document_to_document(forest: tuple[Triple, ...]) -> None:
    """Two documents are joined once for each thing that one does to the other."""
    view = asked(forest, "chain")
    names = {node.id: node.number for node in view.nodes}
    edges = [(names[edge.source], edge.kind, names[edge.target]) for edge in view.edges]
    assert [("Л-7/2пр", "continues", "44"), ("Л-7/2пр", "continues", "Л-7/1пр")] == sorted(edges)
    assert ["Л-7/1пр", "Л-7/2пр"] == sorted(
        str(node.number) for node in asked(forest, "chain", document="2031-02-01_L-7-1pr").nodes
    )


def test_a_life_shows_each_state_in_its_time(forest: tuple[Triple, ...]) -> None:
    """A life has a box for each state, in a row for each addressee, behind the point that gave it."""
    order = f"https://w3id.org/obligraph/id/document/{KEY}/I/3#obligation"
    view = asked(forest, "order", order=order)
    lives = [(node.row, node.statuses[0].state, node.since) for node in view.nodes if node.kind == "life"]
    given, due, done = (datetime(2031, 3, day, tzinfo=MOSCOW) for day in (3, 21, 12))
    assert [
        ("2029", "in-force", given),
        ("2029", "overdue", due),
        ("2030", "in-force", given),
        ("2030", "fulfilled", done),
    ] == lives
    assert ["I/3"] == [node.number for node in view.nodes if node.lane == "clauses"]


def test_a_document_has_its_tree(forest: tuple[Triple, ...]) -> None:
    """A held document has all its points, notes too, and beside them what they name and whom."""
    view = asked(forest, "document", document=KEY)
    assert ["I/1", "I/2", "I/3", "I/4"] == numbers(view, "points")
    assert all(node.parent for node in view.nodes if node.lane == "points")
    assert ["Л-7/1пр", "44"] == numbers(view, "prior")
    assert ["2029", "2030", "Отдел карт"] == numbers(view, "addressees")


def test_bodies_carry_what_is_ordered_of_them(forest: tuple[Triple, ...]) -> None:
    """A body that is an addressee by name has the states of those orders."""
    (body,) = asked(forest, "people").nodes
    assert ("Отдел карт", (Status("in-force"),)) == (body.name, body.statuses)


def test_slices_cover_all_changes(forest: tuple[Triple, ...]) -> None:
    """Every day that changes a state begins a slice; the counts are those of the periods that bind."""
    node = next(node for node in view_of(forest).nodes if node.number == "I/3")
    found = [(one.start.day, one.counts) for one in node.slices]
    assert [(3, Counts(orders=2)), (12, Counts(orders=1)), (21, Counts(orders=1, overdue=1))] == found
