"""Where status periods are looked up: whatever the moment, each is found where one looks, and once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from graph.binding import status_periods
from graph.model import OPEN, StatusPeriod
from graph.rdf import bucket_names
from graph.rdf.buckets import buckets

from .period_lookup import covers
from .registers import Register, moments_at, moments_known, registers

_ZONES = [timezone(timedelta(hours=hours)) for hours in (-12, 0, 3, 14)]
_AT = datetime.fromisoformat
_MOMENTS = st.datetimes(_AT("0001-01-03"), _AT("9999-12-28"), timezones=st.sampled_from(_ZONES))
_KNOWN = _AT("2024-05-06T00:00:00+03:00")


@given(registers(), st.data())
def test_a_period_that_holds_is_found_in_one_bucket(register: Register, data: st.DataObject) -> None:
    """Among all and under its cohort's year, as what binds or as what has ended."""
    at = data.draw(st.sampled_from(moments_at(register)))
    known_at = data.draw(st.sampled_from(moments_known(register)))
    for period in status_periods(register.documents, register.events):
        if covers(period, at, known_at) and period.state != "not-yet":
            for year in {None, period.cohort.year if period.cohort else None}:
                assert 1 == _times_found(period, year, at, known_at)


def _times_found(period: StatusPeriod, year: int | None, at: datetime, known_at: datetime) -> int:
    names = bucket_names(year, at, known_at, ended=period.binds == "no")
    return len(set(names).intersection(buckets(period)))


@given(_MOMENTS, _MOMENTS)
@example(_AT("1990-01-01T00:00:00+14:00"), _AT("1989-12-30T22:00:00-12:00"))
@example(_AT("2101-01-01T00:00:00+14:00"), _AT("2100-12-30T22:00:00-12:00"))
@example(_AT("2026-01-01T00:00:00+14:00"), _AT("2025-12-30T22:00:00-12:00"))
def test_what_has_no_end_is_found_from_its_beginning_on(start: datetime, at: datetime) -> None:
    """In any year, in whatever zones the two are written; what begins in a later year is not looked at."""
    period = StatusPeriod("1", "I/1", None, "Маяк", "in-force", "yes", start, OPEN, _KNOWN, OPEN)
    found = _times_found(period, None, at, _KNOWN)
    assert found == 1 if start <= at else found <= 1
    if 1991 < start.year < 2100 and at.year + 1 < start.year:
        assert found == 0


def test_a_period_is_in_no_bucket_twice() -> None:
    """Else a query would give its rows twice."""
    at = known_at = _KNOWN
    names = bucket_names(None, at, known_at)
    assert names
    assert len(names) == len(set(names))
