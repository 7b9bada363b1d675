"""Rare and ill-formed histories: each has one defined outcome, and both judges give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.identity import document_key
from graph.model import (
    Cohort,
    Deadline,
    Decision,
    Event,
    EventKind,
    Filed,
    Organisation,
    Party,
    Recurrence,
    Shift,
)

from .filed_values import Author, by_day, filed, moment, naming, point, the_class
from .test_binding_series import JUDGES, Judge, end_of

HERONS = Author("Министерство цапель", "Отдел гнёзд")
NEST = Cohort("Гнездо", 2061)
HEAD = "инициаторы создания гнездовий"
KEY = document_key("Ц1-1/02пр", date(2061, 4, 1), HERONS.issuer)
CITED = document_key("Ц1-0/02пр", date(2061, 1, 9), HERONS.issuer)
END = end_of("2061-12-31")


def order(path: str = "I/1", due: Deadline | None = None, *, cohorts: Sequence[Cohort] = (NEST,)) -> Decision:
    """Return an order to the cohort of 2061, by 20 April unless another term is given."""
    return point(path, "order", to=[the_class(HEAD)], cohorts=cohorts, due=due or by_day("2061-04-20"))


def document(*points: Decision, number: str = "Ц1-1/02пр", day: str = "2061-04-01") -> Filed:
    """Return a protocol of the department, taken in at the midnight of its date."""
    parents = [
        Organisation("Отдел гнёзд", "Министерство цапель"),
        Organisation("Отдел яиц", "Министерство цапель"),
    ]
    return filed(number, day, day, HERONS, points, organisations=parents)


def event(name: str, kind: EventKind, day: str, on: str | None = "I/1") -> Event:
    """Return an event by the department, recorded when it took effect."""
    return Event(name, kind, moment(day), moment(day), KEY, on, "Отдел гнёзд")


def withdrawal(name: str, day: str, withdraws: str) -> Event:
    """Return a withdrawal by nobody named, as the command line records it."""
    when = moment(day)
    return Event(name, "withdrawal", when, when, withdraws=withdraws, capacity="issuer")


ACCEPTED = event("A", "acceptance", "2061-04-10")
HISTORIES = {
    "an event on a point that does not exist changes nothing": ("overdue", [replace(ACCEPTED, point="IX/9")]),
    "a point that several sections have is not guessed": ("overdue", [replace(ACCEPTED, point="1")]),
    "an event far in the future has not happened": (
        "overdue",
        [replace(ACCEPTED, effective=moment("2099-01-01"))],
    ),
    "of two acceptances the earlier one ends": (
        "fulfilled",
        [ACCEPTED, event("B", "acceptance", "2061-05-10")],
    ),
    "a withdrawn acceptance ends nothing": ("overdue", [ACCEPTED, withdrawal("W", "2061-04-11", "A")]),
    "the withdrawal of a withdrawal restores": (
        "fulfilled",
        [ACCEPTED, withdrawal("W", "2061-04-11", "A"), withdrawal("V", "2061-04-12", "W")],
    ),
    "a term may be moved to an earlier day, and a report be late by it": (
        "fulfilled-late",
        [
            replace(event("X", "extension", "2061-04-02"), deadline=moment("2061-04-05")),
            event("R", "report", "2061-04-06"),
            ACCEPTED,
        ],
    ),
    "of two extensions the later one moves what the earlier one left": (
        "in-force",
        [
            replace(event("X", "extension", "2061-04-02"), deadline=moment("2061-12-01")),
            replace(event("Y", "extension", "2061-04-03"), shift=Shift(days=60)),
        ],
    ),
    "a day of its own takes the place of what was moved": (
        "overdue",
        [
            replace(event("X", "extension", "2061-04-02"), shift=Shift(days=600)),
            replace(event("Y", "extension", "2061-04-03"), deadline=moment("2061-12-01")),
        ],
    ),
    "an extension after the end revives nothing": (
        "fulfilled",
        [ACCEPTED, replace(event("X", "extension", "2061-06-01"), deadline=moment("2063-01-01"))],
    ),
    "one member's acceptance is not the cohort's": ("overdue", [replace(ACCEPTED, member="Кочка")]),
    "one member's contested cancellation is not the cohort's": (
        "overdue",
        [replace(event("C", "cancellation", "2061-04-10"), by="Союз выпей", member="Кочка")],
    ),
    "another year's acceptance is not this one's": ("overdue", [replace(ACCEPTED, cohorts=(2060,))]),
    "a sibling unit is no issuer": (
        "contested",
        [replace(event("C", "cancellation", "2061-04-10"), by="Отдел яиц")],
    ),
    "the ministry is": (
        "cancelled",
        [replace(event("C", "cancellation", "2061-04-10"), by="МИНИСТЕРСТВО цапель")],
    ),
}


@JUDGES
@pytest.mark.parametrize(("expected", "events"), HISTORIES.values(), ids=HISTORIES)
def test_a_history_has_one_outcome(judge: Judge, expected: str, events: list[Event]) -> None:
    """At the year's end the order I/1 is in the expected state."""
    found = judge((document(order(), order("II/1")),), tuple(events), END, END)
    assert [expected] == [verdict.state for line, verdict in found.items() if line.path == "I/1"]


@JUDGES
@pytest.mark.parametrize(("expected", "known"), [("cancelled", "2061-05-04"), ("overdue", "2061-05-06")])
def test_what_a_superseded_text_declared_is_forgotten(judge: Judge, expected: str, known: str) -> None:
    """The corrected text of a protocol repeals nothing; from its recording on the order binds again."""
    first = document(
        point("I/1", "repeal", references=[naming("repeals", "Ц1-1/02пр", "2061-04-01", "I/1")]),
        number="Ц1-2/02пр",
        day="2061-05-01",
    )
    name = first.card.key
    card = replace(
        first.card, file=f"protocols/{name}.2.txt", sha256="2", recorded=moment("2061-05-05"), supersedes=name
    )
    corrected = Filed(card, replace(first.protocol, points=()))
    found = judge((document(order()), first, corrected), (), END, end_of(known))
    assert [expected] == [verdict.state for line, verdict in found.items() if line.document == KEY]


@JUDGES
@pytest.mark.parametrize(
    ("expected", "kind", "by"),
    [
        ("text-not-held", "replacement", "Союз выпей"),
        ("contested", "cancellation", "Союз выпей"),
        ("cancelled", "cancellation", "Министерство цапель"),
        ("fulfilled", "acceptance", "Министерство цапель"),
        ("text-not-held", "acceptance", "Союз выпей"),
        ("text-not-held", "report", "Министерство цапель"),
    ],
)
def test_events_on_a_document_that_is_only_cited(
    judge: Judge, expected: str, kind: EventKind, by: str
) -> None:
    """Its issuer is whoever cites it; only the whole of it can end, by repeal or by acceptance."""
    clause = point(
        "I/1",
        "continuation",
        to=[the_class(HEAD)],
        cohorts=[NEST],
        references=[naming("continues", "Ц1-0/02пр", "2061-01-09")],
    )
    change = replace(event("E", kind, "2061-04-10", None), document=CITED, by=by)
    found = judge((document(clause),), (change,), END, END)
    assert {(CITED, expected)} == {(line.document, verdict.state) for line, verdict in found.items()}


@JUDGES
def test_each_addressee_has_its_own_bundle(judge: Judge) -> None:
    """A clause to two bodies gives a bundle to each, so that a later clause to one of them adds nothing."""
    one, other = Party("Дирекция гнёзд", "body"), Party("Дирекция яиц", "body")
    cited = [naming("continues", "Ц1-0/02пр", "2061-01-09")]
    both = point("I/1", "continuation", to=[one, other], references=cited)
    again = point("I/2", "continuation", to=[one], references=cited)
    found = judge((document(both, again),), (), END, END)
    assert {"Дирекция гнёзд", "Дирекция яиц"} == {line.addressee for line in found}


@JUDGES
@pytest.mark.parametrize(("expected", "known"), [(None, "2061-04-02"), (NEST, "2061-05-01")])
def test_a_class_reaches_the_cohorts_that_are_known(
    judge: Judge, expected: Cohort | None, known: str
) -> None:
    """An order to all has no cohort until a document names one, and keeps none for those who ask before."""
    to_all = replace(document(replace(order(cohorts=()), every_cohort=None)), card=document(order()).card)
    naming_it = document(order("II/1"), number="Ц1-2/02пр", day="2061-05-01")
    found = judge((to_all, naming_it), (), END, end_of(known))
    assert {expected} == {line.cohort for line in found if line.document == KEY}


@JUDGES
def test_an_instance_moved_forward_falls_due_first(judge: Judge) -> None:
    """Of the open instances the one that ends first sets the deadline, whatever period it is of."""
    monthly = Deadline("ежемесячно до 25 числа", "recurring", recurrence=Recurrence("monthly", day=25))
    moved = replace(event("X", "extension", "2061-04-02"), instance="2061-06", deadline=moment("2061-04-05"))
    at = moment("2061-04-05")
    found = judge((document(order(due=monthly)),), (moved,), at, END)
    assert [("overdue", at)] == [(verdict.state, verdict.due_until) for verdict in found.values()]
    before = judge((document(order(due=monthly)),), (moved,), at - timedelta(seconds=1), END)
    assert ["in-force"] == [verdict.state for verdict in before.values()]
