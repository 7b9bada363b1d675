"""Verdicts on facts that were read: applied to every reading, kept as events, withdrawn by events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from graph.binding import status_periods
from graph.binding.reviews import apply_reviews, check_review, editions, named_facts, standing_reviews
from graph.errors import InvalidValueError, UnknownNameError
from graph.model import MOSCOW, OPEN, Cohort, Event, Filed, Party, Review
from graph.rdf import read_event, write_event

from .forest import CARD, KEY, PROTOCOL

FILED = Filed(CARD, PROTOCOL)
LATER = datetime(2031, 3, 6, 9, tzinfo=MOSCOW)


def name_of(point: str | None, field: str, number: int = 0) -> str:
    """Return the name of a fact of the invented protocol."""
    found = [fact.name for fact in named_facts(FILED) if (fact.point, fact.field) == (point, field)]
    return found[number]


def review(point: str | None, field: str, verdict: Any, value: str | None = None, **more: Any) -> Event:  # noqa: ANN401
    """Return the event of a verdict."""
    found = Review(name_of(point, field, more.pop("number", 0)), verdict, value)
    given = {"id": f"{point}-{field}", "recorded": LATER, **more}
    return Event(kind="correction", effective=LATER, document=KEY, point=point, review=found, **given)


def test_every_fact_has_a_name_of_its_own() -> None:
    """Facts of head and points are named, no two alike within one point."""
    names = [(fact.point, fact.name) for fact in named_facts(FILED)]
    assert len(names) > 12
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("point", "field", "value", "expected"),
    [
        (None, "number", "Л-7/3пр", "Л-7/3пр"),
        (None, "date", "04.03.2031", date(2031, 3, 4)),
        ("I/3", "kind", "recommendation", "recommendation"),
        ("I/3", "addressees", "лесничества края", Party("лесничества края", "class")),
        ("I/3", "cohorts", "«Чистый лес» 2031", Cohort("Чистый лес", 2031)),
    ],
)
def test_a_corrected_value_takes_the_place_of_the_read_one(
    point: str | None, field: str, value: str, expected: object
) -> None:
    """The reading has the value given, sure of it, with the words that were read."""
    applied = apply_reviews(FILED, [review(point, field, "corrected", value)])
    before = next(f for f in named_facts(FILED) if (f.point, f.field) == (point, field))
    after = next(f for f in named_facts(applied) if (f.point, f.field) == (point, field))
    assert (expected, "reviewed", 1.0) == (after.fact.value, after.fact.rule, after.fact.confidence)
    assert before.fact.span == after.fact.span


def test_a_corrected_term_ends_with_the_day_named() -> None:
    """A bare day is included in the term."""
    applied = apply_reviews(FILED, [review("I/3", "deadline", "corrected", "2031-03-25")])
    deadline = applied.protocol.points[2].deadline
    assert deadline is not None
    assert datetime(2031, 3, 26, tzinfo=MOSCOW) == deadline.value.end


def test_what_is_rejected_is_left_out() -> None:
    """Of two cohorts the rejected one goes, the other stays; a single fact becomes nothing."""
    events = [review("I/3", "cohorts", "rejected", number=1), review("I/3", "deadline", "rejected")]
    point = apply_reviews(FILED, events).protocol.points[2]
    assert ([Cohort("Чистый лес", 2029)], None) == ([fact.value for fact in point.cohorts], point.deadline)


def test_what_is_accepted_is_sure() -> None:
    """Acceptance raises the confidence and changes nothing else."""
    doubtful = replace(PROTOCOL.points[2].addressees[0], confidence=0.4)
    point = replace(PROTOCOL.points[2], addressees=(doubtful,))
    points = (*PROTOCOL.points[:2], point, *PROTOCOL.points[3:])
    filed = replace(FILED, protocol=replace(PROTOCOL, points=points))
    assert apply_reviews(filed, [review("I/3", "addressees", "accepted")]) == FILED


def test_the_last_verdict_counts_in_any_order_and_a_withdrawn_one_does_not() -> None:
    """Verdicts are ordered by when they were recorded; a withdrawal brings back the one before."""
    first = review("I/3", "deadline", "rejected", id="a")
    second = review("I/3", "deadline", "accepted", id="b", recorded=LATER + timedelta(hours=1))
    third = Event("c", "withdrawal", LATER, LATER + timedelta(hours=2), withdraws="b")
    fourth = Event("d", "withdrawal", LATER, LATER + timedelta(hours=3), withdraws="c")
    name = ("I/3", name_of("I/3", "deadline"))
    for events, expected in (
        ((first, second), "b"),
        ((first, second, third), "a"),
        ((first, second, third, fourth), "b"),
    ):
        found = {standing_reviews(KEY, order)[name].id for order in permutations(events)}
        assert {expected} == found


def test_before_it_was_known_a_verdict_changes_nothing() -> None:
    """Each moment of knowledge has its edition; the first is the reading as it was."""
    rejected = review("I/3", "deadline", "rejected", id="a")
    back = Event("c", "withdrawal", LATER, LATER + timedelta(hours=2), withdraws="a")
    found = editions(FILED, [back, rejected])
    assert [CARD.recorded, LATER, LATER + timedelta(hours=2)] == [one.card.recorded for one in found]
    assert [FILED.protocol, FILED.protocol] == [found[0].protocol, found[2].protocol]
    assert found[1].protocol.points[2].deadline is None
    assert 3 == len({one.card.sha256 for one in found})


def test_status_before_a_verdict_stays_and_follows_it_afterwards() -> None:
    """A term that was rejected makes nobody overdue once that is known; as known before, all is as it was."""
    rejected = review("I/3", "deadline", "rejected", id="a")
    before = {period for period in status_periods([FILED], [], ()) if period.point == "I/3"}
    after = {
        period
        for period in status_periods(editions(FILED, [rejected]), [rejected], ())
        if period.point == "I/3"
    }
    assert {"in-force", "overdue"} == {period.state for period in before}
    assert {"in-force"} == {period.state for period in after if period.known_until == OPEN}
    assert before == {replace(period, known_until=OPEN) for period in after if period.known_from < LATER}


def test_a_document_without_verdicts_is_itself() -> None:
    """Nothing is copied where nothing was reviewed."""
    assert (FILED,) == editions(FILED, [replace(review("I/3", "deadline", "rejected"), document="other")])


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (review("I/3", "kind", "rejected"), InvalidValueError),
        (review("I/3", "kind", "corrected", "приказ"), InvalidValueError),
        (review("I/3", "deadline", "corrected", "31.11.2031"), InvalidValueError),
        (review("I/3", "deadline", "corrected", ""), InvalidValueError),
        (review("I/2", "references", "corrected", "№ 45"), InvalidValueError),
        (replace(review("I/3", "deadline", "accepted"), point="I/4"), UnknownNameError),
    ],
)
def test_an_impossible_verdict_is_refused(event: Event, fault: type[Exception]) -> None:
    """What can't be applied is not recorded."""
    with pytest.raises(fault):
        check_review(event, FILED)


def test_a_verdict_that_can_not_be_applied_changes_nothing() -> None:
    """A register from a stranger may hold any words; its index is made all the same."""
    events = [review("I/3", "deadline", "corrected", "31.11.2031"), review("I/3", "kind", "rejected")]
    assert FILED == apply_reviews(FILED, events)


def test_a_review_is_written_and_read_back() -> None:
    """The event's triples hold the verdict; reading them is the inverse."""
    event = review(
        "I/3", "deadline", "corrected", "2031-03-25", id="20310306T060000Z-0123abcd", by="Ёлкина В.В."
    )
    assert event == read_event(write_event(event))
