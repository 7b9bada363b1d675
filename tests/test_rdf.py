"""Documents as triples and back: exact, without blank nodes, the same bytes in any order."""

from __future__ import annotations

import random
import string
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from graph.errors import RegisterError
from graph.identity import document_key
from graph.model import (
    MOSCOW,
    AgendaItem,
    Capacity,
    Card,
    Cohort,
    Deadline,
    DeadlineKind,
    Decision,
    DocumentKind,
    Event,
    EventKind,
    Fact,
    Filed,
    Frequency,
    Head,
    Landmark,
    Notice,
    Organisation,
    Party,
    PartyKind,
    Person,
    PointId,
    PointKind,
    Protocol,
    Recurrence,
    Reference,
    Relation,
    Role,
    Shift,
    Span,
)
from graph.rdf import from_turtle, read_document, read_event, to_turtle, write_document, write_event

# --- any document at all -------------------------------------------------------------------------

WORDS = st.text(
    st.sampled_from('абвгд АБВ ё-«»./№"\\\n\t' + string.ascii_letters + string.digits + "\x00\u2028😀"),
    max_size=12,
)
NAMES = st.sampled_from(["Совет", "совет", "Отдел связи", "Бобров Б.Б.", "Бобров Б. Б.", "!", "№"]) | WORDS
PATHS = st.sampled_from(["I/1", "I/2.1", "2.а", "2.a", "Блок 2/~1", "~4", "I", "1/1.1"])
ZONES = st.sampled_from(
    [MOSCOW, UTC, timezone(timedelta(hours=10)), timezone(-timedelta(hours=3, minutes=30))]
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - zone given
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
KEYS = st.sampled_from(["2023-03-04_K07-11-3pr", "undated_10~sovet", "2024-01-01_nn-0123abcd"])
NUMBERS = st.sampled_from(["К07-11/3пр", "10", "05-3045", "703-п", "Ж-1"])


def kinds(closed: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a Literal type
    """Return any value of a closed set."""
    return st.sampled_from(get_args(closed))


def few(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a short tuple of values, with repetitions."""
    return st.lists(values, max_size=3).map(tuple)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Return a place in some text."""
    start = draw(st.integers(0, 50))
    return Span(start, start + draw(st.integers(1, 20)), draw(WORDS))


def facts(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Fact[Any]]:
    """Return a value with evidence."""
    rules, confidences = st.sampled_from(["label", "words"]), st.just(1.0) | st.floats(0, 1)
    return st.builds(Fact, values, spans(), rules, confidences)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a value or None."""
    return st.none() | values


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Return a recurrence as the model describes it."""
    frequency = draw(kinds(Frequency))
    hour = draw(maybe(st.integers(0, 23)))
    return Recurrence(
        frequency,
        draw(maybe(st.integers(1, 7 if frequency == "weekly" else 31))),
        draw(maybe(st.integers(1, 12))),
        draw(st.integers(0, 2)),
        hour,
        0 if hour is None else draw(st.integers(0, 59)),
    )


DEADLINES = st.builds(
    Deadline,
    WORDS,
    kinds(DeadlineKind),
    maybe(MOMENTS),
    maybe(MOMENTS),
    maybe(recurrences()),
    few(st.sampled_from(["year-assumed", "zone-assumed", "moved-to-working-day"])),
    maybe(st.builds(Shift, st.integers(0, 3700), st.integers(0, 120), st.booleans())),
)
PARTIES = st.builds(Party, NAMES, kinds(PartyKind), maybe(WORDS), maybe(WORDS))
REFERENCES = st.builds(
    Reference,
    maybe(NUMBERS),
    maybe(DAYS),
    kinds(Relation),
    maybe(PATHS),
    maybe(kinds(DocumentKind)),
    maybe(NAMES),
)
COHORTS = st.builds(Cohort, NAMES.map(str.capitalize), st.integers(2000, 2030))
"""Programmes whose names differ by case alone are one."""

DECISIONS = st.builds(
    Decision,
    path=PATHS,
    item=maybe(PATHS),
    span=spans(),
    kind=facts(kinds(PointKind)),
    addressees=few(facts(PARTIES)),
    responsible=few(facts(PARTIES)),
    joint_with=few(facts(PARTIES)),
    cohorts=few(facts(COHORTS)),
    every_cohort=maybe(facts(st.booleans())),
    deadline=maybe(facts(DEADLINES)),
    report_deadline=maybe(facts(DEADLINES)),
    condition=maybe(facts(WORDS)),
    references=few(facts(REFERENCES)),
    emails=few(facts(WORDS)),
    urls=few(facts(WORDS)),
    information=few(spans()),
    effective=maybe(facts(DAYS)),
    lead=maybe(spans()),
)
HEADS = st.builds(
    Head,
    kind=facts(kinds(DocumentKind)),
    number=maybe(facts(NUMBERS)),
    date=maybe(facts(DAYS)),
    place=maybe(facts(WORDS)),
    issuer=maybe(facts(NAMES)),
    unit=maybe(facts(NAMES)),
    chair=maybe(facts(NAMES)),
    title=maybe(facts(WORDS)),
    programme=maybe(facts(NAMES)),
)
PEOPLE = st.builds(Person, NAMES, kinds(Role), maybe(WORDS), maybe(NAMES), few(NAMES), maybe(PATHS))
NOTICES = st.builds(
    Notice, st.just("some-code"), maybe(spans()), few(st.tuples(st.sampled_from(["a", "b"]), WORDS))
)


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Return any protocol; its references are the points' and some of its own, shuffled."""
    points = draw(few(DECISIONS))
    references = [fact for point in points for fact in point.references] + list(draw(few(facts(REFERENCES))))
    titles = draw(few(st.tuples(PATHS, WORDS, spans())))
    return Protocol(
        head=draw(HEADS),
        items=tuple(AgendaItem(path, place, *rest) for place, (path, *rest) in enumerate(titles, start=1)),
        points=points,
        people=draw(few(facts(PEOPLE))),
        attendees=draw(few(facts(NAMES))),
        organisations=draw(few(facts(st.builds(Organisation, NAMES, maybe(NAMES), few(NAMES))))),
        references=tuple(draw(st.permutations(references))),
        unread=draw(few(spans())),
        notices=draw(few(NOTICES)),
    )


@st.composite
def filed_documents(draw: st.DrawFn) -> Filed:
    """Return any document of a register."""
    protocol = draw(protocols())
    head = protocol.head
    key = document_key(
        head.number.value if head.number else None,
        head.date.value if head.date else None,
        head.issuer.value if head.issuer else None,
        "0123abcd" * 8,
    )
    marks = st.builds(Landmark, st.integers(0, 9), st.just("page"), st.integers(1, 9))
    card = Card(
        key=key,
        file=f"protocols/{key}.txt",
        sent_as=draw(WORDS),
        media_type="text/plain",
        sha256="ab" * 32,
        text_sha256="cd" * 32,
        recorded=draw(MOMENTS),
        reader="0.1.0",
        encoding=draw(maybe(st.just("cp1251"))),
        landmarks=tuple(
            sorted(draw(st.sets(marks, max_size=3)), key=lambda mark: (mark.offset, mark.number))
        ),
        rendition_of=draw(maybe(st.just("2020-01-01_K-1"))),
        supersedes=draw(maybe(st.just("undated_nn-00000000"))),
    )
    return Filed(card, protocol)


@given(filed_documents())
@settings(deadline=None, max_examples=150)
def test_reading_undoes_writing(filed: Filed) -> None:
    """What was written of any document comes back equal, in any order of the triples."""
    triples = list(write_document(filed))
    random.Random(0).shuffle(triples)  # noqa: S311 - an order, not a secret
    assert not any(isinstance(triple.object, BlankNode) for triple in triples)
    assert filed == read_document(triples)


@given(filed_documents())
@settings(deadline=None, max_examples=50)
def test_turtle_keeps_every_triple(filed: Filed) -> None:
    """Turtle holds the same set, and the same set in another order gives the same bytes."""
    triples = list(write_document(filed))
    content = to_turtle(triples)
    random.Random(1).shuffle(triples)  # noqa: S311 - an order, not a secret
    assert content == to_turtle(triples + triples[:3])
    assert set(triples) == set(from_turtle(content))


POINT_IDS = st.builds(PointId, KEYS, PATHS)
EVENTS = st.builds(
    Event,
    id=st.just("2024-01-10T12-00-00-0a1b2c3d") | WORDS.filter(bool),
    kind=kinds(EventKind),
    effective=MOMENTS,
    recorded=MOMENTS,
    document=maybe(KEYS),
    point=maybe(PATHS),
    by=maybe(NAMES),
    capacity=maybe(kinds(Capacity)),
    cohorts=st.sets(st.integers(2000, 2030), max_size=3).map(lambda years: tuple(sorted(years))),
    member=maybe(NAMES),
    instance=maybe(st.just("2024-03")),
    ends_order=st.booleans(),
    deadline=maybe(MOMENTS),
    successor=maybe(POINT_IDS),
    withdraws=maybe(WORDS),
    evidence=WORDS,
    evidence_sha256=maybe(st.just("ef" * 32)),
    declared_by=maybe(POINT_IDS),
    note=WORDS,
)


@given(EVENTS)
@settings(deadline=None)
def test_an_event_comes_back_as_recorded(event: Event) -> None:
    """What was written of any event comes back equal, through Turtle."""
    assert event == read_event(from_turtle(to_turtle(write_event(event))))


def test_damaged_turtle_names_the_line() -> None:
    """A cut file gives an error with its name, line and column."""
    with pytest.raises(RegisterError, match=r"triples/x\.ttl:2:\d+: not Turtle"):
        from_turtle(b"<http://a/b> <http://a/c> 1 .\n<http://a/b> <http", source="triples/x.ttl")


def test_incomplete_triples_are_refused() -> None:
    """A set of triples without a held document is an error, not an empty document."""
    with pytest.raises(RegisterError, match="0 held documents"):
        read_document(())
