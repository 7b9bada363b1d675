"""Where status periods are looked up: whatever the moment, each is found where one looks, and once."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from graph.binding import status_periods
from graph.model import StatusPeriod
from graph.rdf import bucket_names
from graph.rdf.buckets import buckets

from .period_lookup import covers
from .registers import Register, moments_at, moments_known, registers


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


def test_a_period_is_in_no_bucket_twice() -> None:
    """Else a query would give its rows twice."""
    at = known_at = datetime.fromisoformat("2024-05-06T00:00:00+03:00")
    names = bucket_names(None, at, known_at)
    assert names
    assert len(names) == len(set(names))
