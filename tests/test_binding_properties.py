"""What holds of status periods for any register, and that they agree with the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations, groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from graph.binding import declared_events, status_periods
from graph.model import MOSCOW, Event, EventKind, StatusPeriod

from .busy_orders import busy_orders
from .period_lookup import by_life, covers, line_of, look_up
from .reference_evaluator import Line, Verdict, every_life
from .registers import (
    PAIRS,
    Register,
    moments_at,
    moments_known,
    quick,
    registers,
    thorough,
)


def _asked(register: Register, pairs: list[tuple[int, int]]) -> Iterator[tuple[datetime, datetime]]:
    ats, knowns = moments_at(register), moments_known(register)
    return ((ats[one % len(ats)], knowns[other % len(knowns)]) for one, other in pairs)


def _periods(register: Register) -> tuple[StatusPeriod, ...]:
    return status_periods(register.documents, register.events)


def _binding(found: dict[Line, Verdict]) -> set[Line]:
    return {line for line, verdict in found.items() if verdict.binds == "yes"}


@thorough
@given(registers(), PAIRS)
def test_periods_agree_with_the_reference(register: Register, pairs: list[tuple[int, int]]) -> None:
    """The periods computed once say at every (T, K) what replaying everything says."""
    periods = _periods(register)
    for at, known_at in _asked(register, pairs):
        expected = every_life(register.documents, register.events, at, known_at)
        assert expected == look_up(periods, at, known_at), f"at {at}, known at {known_at}"


@thorough
@given(busy_orders())
def test_one_busy_order_agrees_with_the_reference(register: Register) -> None:
    """Where much happens to one order within days, the periods agree at every T and many a K."""
    periods = _periods(register)
    for known_at in moments_known(register)[1::4]:
        for at in moments_at(register):
            expected = every_life(register.documents, register.events, at, known_at)
            assert expected == look_up(periods, at, known_at), f"at {at}, known at {known_at}"


@quick
@given(registers())
def test_time_alone_ends_nothing(register: Register) -> None:
    """Property 1: where a life stops binding, an event or a document known by then takes effect."""
    declared = [event for filed in register.documents for event in declared_events(filed)]
    turns = {(event.effective, event.recorded) for event in [*register.events, *declared]}
    for life in by_life(_periods(register)).values():
        for before, after in combinations(life, 2):
            if before.end == after.start and before.binds == "yes" != after.binds:
                shared = min(before.known_until, after.known_until)
                if before.known_from < shared and after.known_from < shared:
                    assert any(moment == after.start and known < shared for moment, known in turns)


def _added(register: Register, kind: EventKind, place: int, by: Event) -> Register | None:
    """Return the register with one more event on one of its orders; None where it has no order."""
    orders = sorted({(period.document, period.point) for period in _periods(register) if period.point})
    if not orders:
        return None
    document, point = orders[place % len(orders)]
    event = replace(by, id="added", kind=kind, document=document, point=point)
    return replace(register, events=(*register.events, event))


AUTHORSHIP = st.builds(
    lambda moment, capacity, ends: Event("", "report", moment, moment, capacity=capacity, ends_order=ends),
    st.datetimes(datetime(2041, 3, 1), datetime(2041, 4, 15)).map(  # noqa: DTZ001 - the zone is added
        lambda day: day.replace(minute=0, second=0, microsecond=0, tzinfo=MOSCOW)
    ),
    st.sampled_from(("issuer", "superior", "controller", "addressee", "other")),
    st.booleans(),
)


@quick
@given(registers(), PAIRS, st.integers(0, 99), AUTHORSHIP)
def test_a_report_releases_nobody(
    register: Register, pairs: list[tuple[int, int]], place: int, by: Event
) -> None:
    """Property 2: one more report never makes the set of what binds smaller."""
    more = _added(register, "report", place, by)
    if more is not None:
        before, after = _periods(register), _periods(more)
        for at, known_at in _asked(more, pairs):
            assert _binding(look_up(before, at, known_at)) <= _binding(look_up(after, at, known_at))


@quick
@given(registers(), PAIRS, st.integers(0, 99), AUTHORSHIP, st.sampled_from(("acceptance", "cancellation")))
def test_an_ending_binds_nobody(
    register: Register, pairs: list[tuple[int, int]], place: int, by: Event, kind: EventKind
) -> None:
    """Property 2: one more acceptance or cancellation never makes the set of what binds greater."""
    more = _added(register, kind, place, by)
    if more is not None:
        before, after = _periods(register), _periods(more)
        for at, known_at in _asked(more, pairs):
            assert _binding(look_up(before, at, known_at)) >= _binding(look_up(after, at, known_at))


@quick
@given(registers(), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(register: Register, chance: Random) -> None:
    """Property 3: what was taken in in another order, and twice, gives the same periods."""
    documents, events = (
        [*register.documents, *register.documents[:2]],
        [*register.events, *register.events[:2]],
    )
    chance.shuffle(documents)
    chance.shuffle(events)
    assert _periods(register) == status_periods(documents, events)


@quick
@given(registers(), PAIRS, st.integers(0, 99))
def test_what_is_recorded_later_changes_no_earlier_answer(
    register: Register, pairs: list[tuple[int, int]], place: int
) -> None:
    """Property 4: an answer as known at K is the same without everything recorded after K."""
    knowns = moments_known(register)
    limit = knowns[place % len(knowns)]
    then = status_periods(
        [filed for filed in register.documents if filed.card.recorded <= limit],
        [event for event in register.events if event.recorded <= limit],
    )
    now = _periods(register)
    for at, known_at in _asked(register, pairs):
        if known_at <= limit:
            assert look_up(then, at, known_at) == look_up(now, at, known_at)
        assert look_up(then, at, limit) == look_up(now, at, limit)


@quick
@given(registers())
def test_each_verdict_has_its_ground(register: Register) -> None:
    """Property 5: a `yes` rests on a point that is held, a `no` on an event that had taken effect."""
    declared = [event for filed in register.documents for event in declared_events(filed)]
    events = {event.id: event for event in [*register.events, *declared]}
    points = {
        (filed.card.key, point.path): filed for filed in register.documents for point in filed.protocol.points
    }
    for period in _periods(register):
        grounds = [reason.point for reason in period.because if reason.point is not None]
        assert any((ground.document, ground.path) in points for ground in grounds)
        if period.binds != "yes":
            named = [events[reason.event] for reason in period.because if reason.event is not None]
            assert any(
                event.effective <= period.start and event.recorded <= period.known_from for event in named
            )


@quick
@given(registers())
def test_a_bundle_is_no_order(register: Register) -> None:
    """Property 6: what has a point is an order of a held document; what has none is of one not held."""
    orders = {
        (filed.card.key, point.path)
        for filed in register.documents
        for point in filed.protocol.points
        if point.kind.value == "order"
    }
    for period in _periods(register):
        if period.point is not None:
            assert (period.document, period.point) in orders
            assert period.state != "text-not-held"
        else:
            assert period.state in {"text-not-held", "contested", "cancelled", "fulfilled"}


@quick
@given(registers())
def test_one_life_has_one_verdict_at_a_time(register: Register) -> None:
    """The rectangles of one life are not empty, do not overlap, and stand in order, life after life."""
    periods = _periods(register)
    lives = [line for line, _ in groupby(periods, line_of)]
    assert len(set(lives)) == len(lives)
    for life in by_life(periods).values():
        assert sorted(life, key=lambda period: (period.known_from, period.start)) == life
        assert all(period.start < period.end and period.known_from < period.known_until for period in life)
        for one, other in combinations(life, 2):
            corner = max(one.start, other.start), max(one.known_from, other.known_from)
            assert not (covers(one, *corner) and covers(other, *corner))
