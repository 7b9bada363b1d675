"""The calendar file read back by programs that are not ours."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from graph.build import ready, record
from graph.model import MOSCOW, Event
from graph.register import Register
from graph.report import Contents, render_report
from graph.store import Store

from .programs import Needs
from .reported import asked, gather, make_register
from .winds import KEY


@pytest.fixture(scope="module")
def store(reported: Register) -> Store:
    """Give the store over the register."""
    return ready(reported)


def calendar(contents: Contents, upcoming: int = 366) -> list[Any]:
    """Return the entries of the calendar file."""
    read = icalendar.Calendar.from_ical(render_report("ics", contents, upcoming=upcoming))
    assert isinstance(read, icalendar.Calendar)
    return list(read.events)


def test_calendar_has_days_as_days_and_hours_with_their_zone(store: Store) -> None:
    """A day is a day, a clock time stands in Moscow's zone, a window has its length, each has an alarm."""
    entries = calendar(gather(store, asked()), upcoming=0)
    assert [
        (date(2031, 3, 20), date(2031, 3, 21)),
        (datetime(2031, 3, 25, 15, tzinfo=MOSCOW), None),
        (date(2031, 4, 1), date(2031, 4, 4)),
        (date(2031, 4, 5), date(2031, 4, 6)),
    ] == [(entry["dtstart"].dt, entry["dtend"].dt if "dtend" in entry else None) for entry in entries]
    assert "Europe/Moscow" == entries[1]["dtstart"].params["TZID"]
    assert [
        timedelta(hours=-15),
        timedelta(days=-1),
        timedelta(days=-1, hours=-15),
        timedelta(hours=-15),
    ] == [entry.alarms.times[0].alarm.TRIGGER for entry in entries]
    assert "представить отчёт о ветре" in entries[0]["description"]
    assert f"protocols/{KEY}.txt [" in entries[0]["description"]


def test_recurring_order_has_its_instances(store: Store) -> None:
    """A monthly order is in the calendar month by month, each instance with an identifier of its own."""
    entries = calendar(gather(store, asked(addressee="Отдел бурь")), upcoming=100)
    days = [date(2031, 4, 5), date(2031, 5, 5), date(2031, 6, 5)]
    assert days == [entry["dtstart"].dt for entry in entries]
    assert 3 == len({entry["uid"] for entry in entries})


def test_identifiers_stay_when_a_term_moves(tmp_path: Path) -> None:
    """An extension moves the entry and keeps its identifier; a report on an instance leaves the others."""
    made = make_register(tmp_path)
    before = calendar(gather(ready(made), asked()), upcoming=100)
    moment = datetime(2031, 3, 15, 12, tzinfo=MOSCOW)
    extended = datetime(2031, 3, 29, tzinfo=MOSCOW)
    for event in (
        Event("longer", "extension", moment, moment, KEY, "1", capacity="issuer", deadline=extended),
        Event("told", "report", moment, moment, KEY, "4", capacity="addressee", instance="2031-03"),
    ):
        record(made, event)
    after = calendar(gather(ready(made), asked()), upcoming=100)
    moved = {entry["uid"]: entry["dtstart"].dt for entry in after}
    assert date(2031, 3, 28) == moved[before[0]["uid"]]
    monthly = {entry["uid"]: entry["dtstart"].dt for entry in before if "В03-7/03пр 4" in entry["summary"]}
    kept = {uid: day for uid, day in moved.items() if uid in monthly}
    assert len(kept) in {len(monthly) - 1, len(monthly)}
    assert all(monthly[uid] == day for uid, day in kept.items())


def test_words_end_no_entry(store: Store) -> None:
    """Words with line ends and the calendar's own words stay inside their property."""
    contents = gather(store, asked())
    words = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:x\\,;"
    lines = [{**contents.orders[0], "quote": words}]
    forged = replace(contents, answer={**contents.answer, "orders": lines})
    body = render_report("ics", forged)
    assert 1 == len(calendar(forged))
    assert 1 == body.count(b"\r\nEND:VEVENT")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_calendar_program_reads_the_file(store: Store, tmp_path: Path, needs: Needs) -> None:
    """Khal takes the file in, twice without doubling, and lists the terms on their days."""
    khal = needs("khal", "khal")
    (tmp_path / "terms").mkdir()
    (tmp_path / "config").write_text(_KHAL.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "terms.ics").write_bytes(render_report("ics", gather(store, asked()), upcoming=50))

    def run(*words: str) -> str:
        command = [khal, "-c", str(tmp_path / "config"), *words]
        done = subprocess.run(command, check=True, capture_output=True, timeout=60)
        return done.stdout.decode("utf-8")

    for _ in range(2):
        run("import", "--batch", "-a", "terms", str(tmp_path / "terms.ics"))
    form = "{start-long} {title}"
    listed = run("list", "2031-03-01", "2031-05-30", "--once", "--day-format", "", "--format", form)
    lines = [line for line in listed.splitlines() if line]
    assert 5 == len(lines)
    starts = ["2031-03-20", "2031-03-25 15:00", "2031-04-01", "2031-04-05", "2031-05-05"]
    assert all(line.startswith(start) for start, line in zip(starts, lines, strict=True))


_KHAL = """[calendars]
[[terms]]
path = {folder}/terms
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Moscow
default_timezone = Europe/Moscow
[sqlite]
path = {folder}/khal.db
"""
