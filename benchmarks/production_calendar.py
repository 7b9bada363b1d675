"""Write `graph/production_calendar.txt` anew from the package `holidays`: run once a year.

The Government transfers days off by a decree each autumn; `holidays` (https://pypi.org/project/holidays/)
carries those decrees. A year counts as published when the package knows a transfer of it.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

import holidays
from holidays.countries.russia import RussiaStaticHolidays

FIRST_YEAR = 2015
TARGET = Path(__file__).resolve().parent.parent / "graph" / "production_calendar.txt"
HEADER = """\
# Production calendar of the Russian Federation (Labour Code art. 112, yearly decrees on transfers).
# Written by benchmarks/production_calendar.py from the package "holidays", https://pypi.org/project/holidays/
# Year, then MMDD: weekdays off bare, weekend days that are worked with "+".
"""


def exceptions_of(year: int) -> list[str]:
    """Return the days of a year that break the five-day week, in the file's notation."""
    known = holidays.country_holidays("RU", years=[year])
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return [
        ("+" if known.is_working_day(day) else "") + f"{day:%m%d}"
        for day in days
        if day.year == year and known.is_working_day(day) != (day.weekday() < 5)
    ]


def newest_published(first: int = FIRST_YEAR) -> int:
    """Return the last year whose transfers the package knows, counted without a gap from `first`."""
    year = first
    while year + 1 in RussiaStaticHolidays.special_public_holidays:
        year += 1
    return year


def rendered(newest: int) -> str:
    """Return the whole file for the years up to `newest`, included."""
    lines = [f"{year} {' '.join(exceptions_of(year))}\n" for year in range(FIRST_YEAR, newest + 1)]
    return HEADER + "".join(lines)


def main() -> None:
    """Write the file; `--newest` overrides what the package suggests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newest", type=int, default=newest_published())
    TARGET.write_text(rendered(parser.parse_args().newest), encoding="utf-8", newline="\n")
    print(f"{TARGET.name} written")


if __name__ == "__main__":
    main()
