"""What continuation lists stop to mention: taken in one by one, they say what they say taken in together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.binding import Chain, Document, Shelf
from graph.binding.chains import List, Target
from graph.binding.flags import Flags
from graph.identity import document_key
from graph.model import OPEN, Cohort, Reference

from .registers import thorough

COHORT = Cohort("Парус", 2041)
ISSUER = "Министерство туманов"
SERIES = (("министерство туманов", "#/пр"), ("министерство туманов", "#/рг"))
START = datetime(2041, 1, 1, tzinfo=UTC)
KNOWN = 100
"""The day on which the first document may be taken in; all of them are given before."""
DAYS = 9

Told = list[tuple[Document, tuple[int, ...], int]]
"""Documents with the numbers of those that each names, and which series it belongs to."""


def day(number: int) -> datetime:
    """Return a moment so many days after the start."""
    return START + timedelta(days=number)


def document(number: int, effective: int, recorded: int, retired: int | None) -> Document:
    """Return a document of which nothing counts but its number and its moments."""
    key = document_key(f"{number}/пр", None, ISSUER)
    moments = day(effective), day(KNOWN + recorded), OPEN if retired is None else day(KNOWN + retired)
    return Document(
        key, key, key, f"{number}/пр", None, ISSUER, None, *moments, False, None, *[()] * 8
    )  # fmt: skip


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Draw documents taken in at any moment in any order; some name others, held or not, some are retired."""
    count = draw(st.integers(2, 8))
    found = []
    for number in range(count):
        recorded = draw(st.integers(0, DAYS))
        retired = draw(st.none() | st.integers(recorded + 1, DAYS + 2))
        one = document(number, draw(st.integers(0, DAYS)), recorded, retired)
        names = draw(st.lists(st.integers(0, count + 1), unique=True, max_size=4))
        found.append((one, tuple(names), draw(st.integers(0, 1))))
    return found


def lists_of(documents: Told) -> list[List]:
    """Return the lists of those documents that name any."""
    lists = []
    for one, names, series in documents:
        known = ((one.recorded, one.retired),)
        references = (Reference(f"{name}/пр", None, "continues", issuer=ISSUER) for name in names)
        targets = tuple(Target(reference, known) for reference in references)
        lists += [List(one, COHORT, SERIES[series], targets, known)] if targets else []
    return lists


def flags_of(documents: Told) -> dict[str, Flags]:
    """Return the flags that the lists make."""
    return Chain(lists_of(documents), Shelf(one for one, _, _ in documents)).flags()


def together(documents: Told, known_at: datetime) -> Told:
    """Return what was held at a moment as if it had been taken in at one time, never to be replaced."""
    return [
        (replace(one, recorded=START, retired=OPEN), names, series)
        for one, names, series in documents
        if one.recorded <= known_at < one.retired
    ]


@thorough
@given(told())
def test_one_by_one_is_as_all_together(documents: Told) -> None:
    """At every T and K the flags are those that follow from what was held then."""
    found = flags_of(documents)
    for known_at in map(day, range(KNOWN - 1, KNOWN + DAYS + 4)):
        expected = flags_of(together(documents, known_at))
        for key in found.keys() | expected.keys():
            for at in map(day, range(-1, DAYS + 2)):
                since = expected[key].since(at, known_at) if key in expected else None
                assert since == (found[key].since(at, known_at) if key in found else None)


@st.composite
def one_after_another(draw: st.DrawFn) -> Told:
    """Draw documents taken in as they were given, several at one moment perhaps; each names earlier ones."""
    recorded = sorted(draw(st.lists(st.integers(0, DAYS), min_size=2, max_size=9)))
    found = []
    for number, moment in enumerate(recorded):
        names = draw(st.lists(st.integers(-1, number - 1), unique=True, max_size=4))
        found.append((document(number, number, moment, None), tuple(names), draw(st.integers(0, 1))))
    return found


def in_two_parts(documents: Told, data: st.DataObject) -> tuple[Chain, Chain]:
    """Return the lists of the first documents, and those of the others after the tail of these."""
    place = data.draw(st.integers(1, len(documents) - 1))
    shelf = Shelf(one for one, _, _ in documents)
    before = Chain(lists_of(documents[:place]), shelf)
    return before, Chain(lists_of(documents[place:]), shelf, before.tail())


def told_by(before: Chain, after: Chain) -> dict[str, Flags]:
    """Return what two parts tell: of each document what the first told, and what the second did since."""
    told = {key: flags.told for key, flags in before.flags().items()}
    for key, news in after.flags().items():
        kept = tuple(one for one in told.get(key, ()) if one[0] < news.told[0][0])
        told[key] = kept + news.told
    return {key: Flags(one) for key, one in told.items()}


@thorough
@given(one_after_another(), st.data())
def test_lists_that_follow_are_judged_by_the_tail(documents: Told, data: st.DataObject) -> None:
    """What documents taken in as they were given tell after those before is what all of them tell."""
    before, after = in_two_parts(documents, data)
    everything = Chain(lists_of(documents), Shelf(one for one, _, _ in documents))
    assert after.follows()
    assert everything.flags() == told_by(before, after)
    assert everything.tail() == after.tail()


@thorough
@given(told(), st.data())
def test_lists_follow_only_where_that_tells_the_same(documents: Told, data: st.DataObject) -> None:
    """In whatever order documents come, where some are said to follow others they tell what all do."""
    before, after = in_two_parts(documents, data)
    if after.follows():
        everything = Chain(lists_of(documents), Shelf(one for one, _, _ in documents))
        assert everything.flags() == told_by(before, after)
