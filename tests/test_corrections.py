"""A term that was read wrong is put right by an event, never by an edit; before that the old one counts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from graph.answers import Whom, prove, what_binds
from graph.build import ready, record
from graph.model import MOSCOW, Event
from graph.moments import parse_moment
from graph.register import Register

from .winds import register_of


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a register whose order's term was put right on 25 March."""
    made = register_of(tmp_path)
    moment = datetime(2031, 3, 25, 10, tzinfo=MOSCOW)
    due = datetime(2031, 4, 21, tzinfo=MOSCOW)
    event = Event("", "correction", moment, moment, made.keys()[0], "1", by="канцелярия", deadline=due)
    record(made, event)
    return made


@pytest.mark.parametrize(
    ("expected", "at", "known_at"),
    [
        (("overdue", "2031-03-21T00:00:00+03:00"), "2031-03-24", "2031-03-24"),
        (("in-force", "2031-04-21T00:00:00+03:00"), "2031-03-24", "2031-03-26"),
        (("overdue", "2031-04-21T00:00:00+03:00"), "2031-04-21", "2031-04-21"),
    ],
)
def test_a_correction_counts_from_the_beginning_once_it_is_known(
    expected: tuple[str, str], at: str, known_at: str, register: Register
) -> None:
    """What was known before stays as it was."""
    answer = what_binds(ready(register), Whom(cohort=2030), parse_moment(at), parse_moment(known_at))
    assert [expected] == [(line["state"], line["due_until"]) for line in answer["orders"]]


def test_the_proof_names_the_correction(register: Register) -> None:
    """The reader sees that a person, not the document, set this term."""
    now = parse_moment("2031-04-01")
    (life,) = prove(ready(register), "В03-7/03пр 1", now, now)["lives"]
    assert "corrected" in [step["rule"] for step in life["steps"]]
