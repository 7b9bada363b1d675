"""The production calendar: its days, its counting, and its data against their source."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from graph import calendar

FIRST_YEAR = 2015


def days_of(year: int) -> list[date]:
    """Return all days of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2023-11-03", True),
        ("2023-11-04", False),
        ("2023-11-06", False),  # transferred from Saturday 4 November
        ("2024-11-02", True),  # a Saturday that is worked
        ("2024-12-28", True),
        ("2024-12-30", False),
        ("2025-06-12", False),
        ("2016-02-20", True),
    ],
)
def test_is_working_day(day: str, worked: bool) -> None:  # noqa: FBT001 - a column of the table
    """Weekends, holidays and transferred days are told apart."""
    assert worked is calendar.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2023-11-03", 5, "2023-11-13"),
        ("2024-12-03", 20, "2025-01-09"),
        ("2024-06-05", 5, "2024-06-13"),
        ("2024-10-25", 10, "2024-11-08"),
        ("2024-10-26", 1, "2024-10-28"),
        ("2025-03-07", 0, "2025-03-07"),
    ],
)
def test_add_working_days(day: str, count: int, last: str) -> None:
    """Counting begins on the day after and passes over days off."""
    assert date.fromisoformat(last) == calendar.add_working_days(date.fromisoformat(day), count)


def test_neighbours() -> None:
    """The nearest working days stand before and after, never on the day itself."""
    assert date(2024, 11, 2) == calendar.previous_working_day(date(2024, 11, 4))
    assert date(2024, 11, 5) == calendar.next_working_day(date(2024, 11, 4))
    assert date(2025, 3, 12) == calendar.next_working_day(date(2025, 3, 11))


def test_unpublished_years_keep_the_labour_code() -> None:
    """Without a decree, weekends and statutory holidays are off and nothing is transferred."""
    year = calendar.NEWEST_YEAR + 10
    assert not calendar.covers(year)
    assert not calendar.is_working_day(date(year, 1, 3))
    assert {True} == {
        calendar.is_working_day(day) for day in days_of(year) if day.month == 7 and day.weekday() < 5
    }


def test_every_published_year_is_covered() -> None:
    """The shipped years have no gap."""
    years = range(FIRST_YEAR, calendar.NEWEST_YEAR + 1)
    assert len(years) > 10
    assert all(map(calendar.covers, years))
    assert not calendar.covers(FIRST_YEAR - 1)


@pytest.mark.parametrize("year", range(FIRST_YEAR, calendar.NEWEST_YEAR + 1))
def test_data_agrees_with_its_source(year: int) -> None:
    """The shipped file says what the package that it was written from says."""
    official = holidays.country_holidays("RU", years=[year])
    expected = [day for day in days_of(year) if official.is_working_day(day)]
    assert len(expected) > 240
    assert expected == [day for day in days_of(year) if calendar.is_working_day(day)]
