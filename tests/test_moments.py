"""A day means its last instant; what is no date is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from graph.errors import InvalidValueError
from graph.model import MOSCOW
from graph.moments import check_period, end_of_day, next_midnight, parse_day, parse_moment


@pytest.mark.parametrize(
    "words",
    [
        "2023-11-15",
        "15.11.2023",
        " 15.11.2023 г.",
        "15 ноября 2023",
        "15 ноября 2023 г.",
        "15 НОЯБРЯ 2023 года",
        "15 November 2023",
        "NOVEMBER 15, 2023",
    ],
)
def test_a_bare_day_is_its_last_instant(words: str) -> None:
    """The answer for a day counts everything before the next midnight."""
    moment = parse_moment(words)
    assert moment.bare_day
    assert "2023-11-15T23:59:59+03:00" == str(moment)
    assert timedelta(microseconds=1) == next_midnight(date(2023, 11, 15)) - moment.value


@pytest.mark.parametrize(
    ("beginning", "end", "words"),
    [
        ("2023-11-15T00:00:00+03:00", "2023-11-16T00:00:00+03:00", "2023-11-15"),
        ("2023-11-15T12:30:00+03:00", "2023-11-15T12:30:00+03:00", "2023-11-15T12:30"),
    ],
)
def test_a_day_bounds_a_period_by_its_midnights(beginning: str, end: str, words: str) -> None:
    """The day itself lies within; a moment bounds it where it is."""
    moment = parse_moment(words)
    assert (beginning, end) == (moment.beginning.isoformat(), moment.end.isoformat())


def test_a_period_begins_before_it_ends() -> None:
    """Open ends and a day that is both are periods."""
    day = parse_moment("2023-11-15")
    for first, last in (
        (None, day.end),
        (day.beginning, None),
        (day.beginning, day.value),
        (day.end, day.end),
    ):
        check_period(first, last)
    with pytest.raises(InvalidValueError, match=r"ends before it begins: 16\.11\.2023 – 15\.11\.2023"):
        check_period(day.end, day.value)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (datetime(2023, 11, 13, 12, 0, tzinfo=MOSCOW), "2023-11-13T12:00"),
        (datetime(2023, 11, 13, 12, 0, tzinfo=MOSCOW), "13.11.2023 12:00"),
        (datetime(2023, 11, 13, 12, 0, tzinfo=timezone(timedelta(hours=7))), "2023-11-13T12:00:00+07:00"),
        (datetime(2023, 11, 13, 9, 0, tzinfo=UTC), "2023-11-13T09:00Z"),
    ],
)
def test_a_clock_time_without_a_zone_is_moscow_time(expected: datetime, words: str) -> None:
    """A named zone is kept."""
    moment = parse_moment(words)
    assert expected == moment.value
    assert not moment.bare_day


@pytest.mark.parametrize(
    "words",
    [
        "2023-02-29",
        "31.11.2023",
        "2023-13-01",
        "0023-11-08",
        "9999-01-01",
        "tomorrowish",
        "31 ноября 2023 г.",
        "15 ноябрь 2023",
        "15 ноября",
        "",
        "2023",
        "2023-11-15T25:00",
        "T",
        "٢٠٢٣-١١-١٥",
    ],
)
def test_what_is_no_date_is_refused(words: str) -> None:
    """An impossible day, a year out of range, other digits: one clear error."""
    with pytest.raises(InvalidValueError):
        parse_moment(words)


def test_a_day_ends_at_the_next_midnight() -> None:
    """The exclusive end of «до 24 ноября» is 25 November, 00:00."""
    assert "2023-11-25T00:00:00+03:00" == next_midnight(parse_day("2023-11-24")).isoformat()
    assert end_of_day(date(2023, 11, 24)).value < next_midnight(date(2023, 11, 24))
