"""An invented series of six protocols and eight events, and the answers that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

import pytest

from graph.binding import status_periods
from graph.model import Cohort, Deadline, Decision, Event, EventKind, Filed, Party, Reference
from graph.moments import end_of_day

from .filed_values import Author, by_day, by_instant, filed, moment, naming, point, the_class, window
from .period_lookup import look_up
from .reference_evaluator import Line, Verdict, every_life

Judge = Callable[[tuple[Filed, ...], tuple[Event, ...], datetime, datetime], dict[Line, Verdict]]
Name = tuple[str, str]
"""A document's number and date."""


def by_periods(
    documents: tuple[Filed, ...], events: tuple[Event, ...], at: datetime, known_at: datetime
) -> dict[Line, Verdict]:
    """Return what the status periods say at (T, K)."""
    return look_up(status_periods(documents, events), at, known_at)


JUDGES = pytest.mark.parametrize("judge", [by_periods, every_life], ids=["periods", "reference"])


def end_of(day: str) -> datetime:
    """Return the last instant of a day."""
    return end_of_day(date.fromisoformat(day)).value


# --- the documents -------------------------------------------------------------------------------

BOG = Author("Министерство болот", "Отдел кочек")
STATIONS = [the_class("инициаторы создания клюквенных станций")]
A, B, C = (Cohort("Клюква", year) for year in (2051, 2052, 2053))
CHECKER = Party("Ершова А.А.", "person")

X, Y = ("Б3-1/03пр", "2050-12-20"), ("Б3-2/03пр", "2051-01-15")
D1, D2, D3 = ("Б3-5/03пр", "2051-02-03"), ("Б3-9/03пр", "2051-03-02"), ("Б3-14/03пр", "2051-04-05")
D4, D5, D6 = ("Б3-20/03пр", "2051-05-04"), ("Б3-27/03пр", "2051-06-22"), ("Б3-33/03пр", "2051-08-01")
HELD = dict(zip("123456", (D1, D2, D3, D4, D5, D6), strict=True))


def go_on(path: str, cohort: Cohort, *names: Name) -> Decision:
    """Return the clause that tells a cohort to go on with the orders of some documents."""
    named = [naming("continues", *name) for name in names]
    return point(path, "continuation", to=STATIONS, cohorts=[cohort], references=named)


def order(
    path: str,
    cohorts: Sequence[Cohort],
    due: Deadline,
    *,
    condition: str | None = None,
    instead_of: Reference | None = None,
) -> Decision:
    """Return an order to cohorts of the class; without cohorts, to all of it."""
    named = [instead_of] if instead_of else []
    to_all = not cohorts
    return point(
        path,
        "order",
        to=STATIONS,
        cohorts=cohorts,
        everyone=to_all,
        due=due,
        condition=condition,
        references=named,
    )


def held(name: Name, recorded: str, *points: Decision) -> Filed:
    """Return one protocol of the series."""
    return filed(*name, recorded, BOG, points)


PROTOCOLS = (
    held(
        D1,
        "2051-02-06T10:00",
        go_on("II/2", A, X),
        go_on("II/3", B, X, Y),
        order("III/2.1", [B], by_day("2051-02-28")),
        order("III/2.2", [B], by_instant("2051-02-20T12:00"), condition="при необходимости"),
        order("III/2.3", [B], window("2051-03-10", "2051-03-12")),
        order("III/3", [A, B], by_day("2051-03-05")),
    ),
    held(
        D2,
        "2051-03-04T12:00",
        go_on("II/2", A, X, D1),
        go_on("II/3", B, Y, D1),
        point("III/2", "extension", due=by_day("2051-03-25"), references=[naming("extends", *D1, "III/2.1")]),
        order("IV/2", [], by_day("2051-03-20")),
        order("V/2.1", [C], by_day("2051-04-01")),
        order("V/2.2", [C], by_day("2051-04-10")),
        point("V/3", "control", responsible=[CHECKER]),
    ),
    held(
        D3,
        "2051-05-12T09:00",
        go_on("II/2", C, D2),
        point("II/3", "repeal", references=[naming("fulfils", *D1, "III/3")]),
        order("III/2", [B], by_day("2051-05-02")),
        order("III/3", [C], by_day("2051-05-20")),
    ),
    held(
        D4,
        "2051-05-06T15:00",
        go_on("II/2", A, X, D2),
        go_on("II/3", B, Y, D1, D3),
        go_on("II/4", C, D2, D3),
        order("III/2", [B, C], by_day("2051-06-10")),
        order("III/3", [A], by_day("2051-05-20")),
    ),
    held(
        D5,
        "2051-06-23T11:00",
        go_on("II/2", A, D2, D4),
        go_on("II/3", B, Y, D1, D3, D4),
        point("III/2", "repeal", references=[naming("fulfils", *D1, "III/2.1")]),
        order("III/3", [C], by_day("2051-07-10"), instead_of=naming("amends", *D2, "V/2.1")),
    ),
    held(
        D6,
        "2051-08-04T10:00",
        go_on("II/2", B, Y, D3),
        point("II/3", "repeal", references=[naming("repeals", *D2, "V/2.2")]),
        point("II/4", "extension", due=by_day("2051-08-20"), references=[naming("extends", *D3, "III/3")]),
        order("II/5", [A], by_day("2051-10-31"), instead_of=naming("amends", *D4, "III/3")),
        point("II/6", "repeal", references=[naming("fulfils", *D4, "III/2")]),
        order("III/2", [A, C], window("2051-08-25", "2051-08-28")),
    ),
)
KEYS = dict(zip(HELD, (protocol.card.key for protocol in PROTOCOLS), strict=True))
ALIASES = {key: name for name, key in KEYS.items()} | {
    "2050-12-20_B3-1-03pr": "X",
    "2051-01-15_B3-2-03pr": "Y",
}


def event(name: str, kind: EventKind, on: str, moments: tuple[str, str], by: str | None) -> Event:
    """Return an event on a point, named as `1:III/3`; its moments are the effective and the recorded."""
    alias, _, path = on.partition(":")
    effective, recorded = map(moment, moments)
    return Event(name, kind, effective, recorded, KEYS.get(alias), path or None, by)


UNIT = "Отдел кочек"
EVENTS = (
    event("E1", "report", "1:III/3", ("2051-03-04T16:00", "2051-03-08T10:00"), "клюквенные станции"),
    event("E2", "report", "1:III/2.1", ("2051-03-24T11:30", "2051-03-25T09:00"), None),
    event("E3", "condition-false", "1:III/2.2", ("2051-03-03", "2051-04-12T12:00"), UNIT),
    event("E4", "cancellation", "2:IV/2", ("2051-05-25", "2051-05-26T10:00"), "Союз лодочников"),
    event("E5", "acceptance", "3:III/2", ("2051-05-18T12:00", "2051-05-19T17:00"), UNIT),
    replace(event("E6", "withdrawal", "", ("2051-05-18T12:00", "2051-05-30T10:00"), UNIT), withdraws="E5"),
    replace(
        event("E7", "extension", "4:III/2", ("2051-06-08T10:00", "2051-06-12T10:00"), UNIT),
        deadline=moment("2051-07-01"),
    ),
    event("E8", "acceptance", "2:IV/2", ("2051-08-20T15:00", "2051-08-21T09:00"), "ЕРШОВА А.А."),
)

# --- the answers ---------------------------------------------------------------------------------

ANSWERS = """
B at 2051-02-02 known 2051-02-10

B at 2051-02-05 known 2051-02-04

B at 2051-02-10 known 2051-02-10
1: III/2.1 in-force, III/2.2 conditional, III/2.3 in-force, III/3 in-force
X: bundle
Y: bundle

B at 2051-03-01 known 2051-03-01
1: III/2.1 overdue, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 in-force
X: bundle
Y: bundle

B at 2051-03-01 known 2051-04-13
1: III/2.1 overdue, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 in-force
X: bundle
Y: bundle

B at 2051-03-03 known 2051-03-03
1: III/2.1 overdue, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 in-force
X: bundle
Y: bundle

B at 2051-03-03 known 2051-03-04
1: III/2.1 in-force, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 in-force
2: IV/2 in-force
X: bundle
Y: bundle

B at 2051-03-06 known 2051-03-06
1: III/2.1 in-force, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 overdue
2: IV/2 in-force
X: bundle
Y: bundle

B at 2051-03-06 known 2051-03-09
1: III/2.1 in-force, III/2.2 condition-unconfirmed, III/2.3 in-force, III/3 reported
2: IV/2 in-force
X: bundle
Y: bundle

A at 2051-03-15 known 2051-03-15
1: III/3 reported
2: IV/2 in-force
X: bundle

B at 2051-03-26 known 2051-04-13
1: III/2.1 reported, III/2.2 not-applicable, III/2.3 window-passed, III/3 reported
2: IV/2 overdue
X: bundle
Y: bundle

B at 2051-05-05 known 2051-05-07
1: III/2.1 reported, III/2.2 not-applicable, III/2.3 window-passed, III/3 reported
2: IV/2 overdue
3: bundle
4: III/2 in-force
X: bundle
Y: bundle

B at 2051-05-05 known 2051-05-13
1: III/2.1 reported, III/2.2 not-applicable, III/2.3 window-passed, III/3 fulfilled
2: IV/2 overdue
3: III/2 overdue
4: III/2 in-force
X: bundle
Y: bundle

C at 2051-05-05 known 2051-05-07
2: IV/2 overdue, V/2.1 overdue, V/2.2 overdue
3: bundle
4: III/2 in-force

A at 2051-05-05 known 2051-05-13
1: III/3 fulfilled
2: IV/2 overdue
4: III/3 in-force
X: bundle

B at 2051-05-20 known 2051-05-20
1: III/2.1 reported, III/2.2 not-applicable, III/2.3 window-passed, III/3 fulfilled
2: IV/2 overdue
3: III/2 fulfilled-late
4: III/2 in-force
X: bundle
Y: bundle

B at 2051-05-27 known 2051-06-01
1: III/2.1 reported, III/2.2 not-applicable, III/2.3 window-passed, III/3 fulfilled
2: IV/2 contested
3: III/2 overdue
4: III/2 in-force
X: bundle
Y: bundle

C at 2051-06-11 known 2051-06-11
2: IV/2 contested, V/2.1 overdue, V/2.2 overdue
3: III/3 overdue
4: III/2 overdue

C at 2051-06-11 known 2051-06-12
2: IV/2 contested, V/2.1 overdue, V/2.2 overdue
3: III/3 overdue
4: III/2 in-force

C at 2051-07-15 known 2051-07-15
2: IV/2 contested, V/2.1 replaced, V/2.2 overdue
3: III/3 overdue
4: III/2 overdue
5: III/3 overdue

A at 2051-08-03 known 2051-08-03
1: III/3 fulfilled
2: IV/2 contested
4: III/3 overdue
X: bundle

A at 2051-08-05 known 2051-08-05
1: III/3 fulfilled
2: IV/2 contested
4: III/3 replaced
6: II/5 in-force, III/2 in-force
X: bundle

C at 2051-08-05 known 2051-08-05
2: IV/2 contested, V/2.1 replaced, V/2.2 cancelled
3: III/3 in-force
4: III/2 fulfilled-late
5: III/3 overdue
6: III/2 in-force

C at 2051-08-30 known 2051-08-30
2: IV/2 fulfilled-late, V/2.1 replaced, V/2.2 cancelled
3: III/3 overdue
4: III/2 fulfilled-late
5: III/3 overdue
6: III/2 window-passed

B at 2051-09-01 known 2051-09-01
1: III/2.1 fulfilled, III/2.2 not-applicable, III/2.3 window-passed left out 2051-08-01, III/3 fulfilled
2: IV/2 fulfilled-late
3: III/2 overdue
4: III/2 fulfilled-late
X: bundle left out 2051-08-01
Y: bundle

C at 2051-12-31 known 2051-08-05
2: IV/2 contested, V/2.1 replaced, V/2.2 cancelled
3: III/3 overdue
4: III/2 fulfilled-late
5: III/3 overdue
6: III/2 window-passed
"""
"""Cohort, T, K; then, document by document, every life that has begun."""

ROWS = [row.partition("\n") for row in ANSWERS.strip().split("\n\n")]


def shown(found: dict[Line, Verdict], cohort: Cohort) -> str:
    """Return the verdicts on one cohort's lives as they stand in the table."""
    mine = sorted(
        (ALIASES[line.document], line.path or "", verdict)
        for line, verdict in found.items()
        if line.cohort == cohort
    )
    documents = groupby(mine, key=lambda one: one[0])
    return "\n".join(
        f"{name}: {', '.join(_row(path, verdict) for _, path, verdict in lives)}" for name, lives in documents
    )


def _row(path: str, verdict: Verdict) -> str:
    flag = f" left out {verdict.not_mentioned_since}" if verdict.not_mentioned_since else ""
    if not path:
        assert ("text-not-held", "yes") == (verdict.state, verdict.binds)
    return f"{path} {verdict.state}{flag}" if path else f"bundle{flag}"


@JUDGES
@pytest.mark.parametrize(("asked", "_", "expected"), ROWS, ids=[asked for asked, _, _ in ROWS])
def test_the_series_is_answered(judge: Judge, asked: str, _: str, expected: str) -> None:
    """Each answer holds every order and bundle of the cohort in its state, and nothing else."""
    cohort, _, at, _, known = asked.split()
    found = judge(PROTOCOLS, EVENTS, end_of(at), end_of(known))
    assert expected == shown(found, {"A": A, "B": B, "C": C}[cohort])


def test_the_table_is_there() -> None:
    """Each of the three cohorts is asked about, at several moments."""
    assert 26 == len(ROWS)
    assert {"A", "B", "C"} == {asked[0] for asked, _, _ in ROWS}


@JUDGES
@pytest.mark.parametrize(
    ("binds", "state"),
    [("yes", "reported"), ("yes", "window-passed"), ("unknown", "contested"), ("no", "cancelled")],
)
def test_states_bind_as_they_should(judge: Judge, binds: str, state: str) -> None:
    """A state says by itself whether the order binds."""
    days = ("2051-03-26", "2051-07-15", "2051-08-30")
    answers = [judge(PROTOCOLS, EVENTS, end_of(day), end_of(day)) for day in days]
    verdicts = [verdict for found in answers for verdict in found.values() if verdict.state == state]
    assert verdicts
    assert {binds} == {verdict.binds for verdict in verdicts}
