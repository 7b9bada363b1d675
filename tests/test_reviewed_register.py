"""A verdict recorded in a register turns its answers from when it is known; withdrawn, back again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from graph import answers
from graph.archive import verify
from graph.binding.reviews import named_facts
from graph.build import ready, rebuild, record
from graph.model import MOSCOW, Event, Review
from graph.moments import Moment, parse_moment
from graph.register import Register

from .served import AT, KEY, NUMBER, towers

FIRST = datetime(2021, 6, 1, 12, tzinfo=MOSCOW)


def judge(register: Register, verdict: Any, **more: Any) -> Event:  # noqa: ANN401
    """Record a verdict on the term of the first order."""
    found = [
        one for one in named_facts(register.filed(KEY)) if (one.point, one.field) == ("II/1.1", "deadline")
    ]
    review = Review(found[0].name, verdict, more.pop("value", None))
    given = {"effective": FIRST, "recorded": FIRST, **more}
    return record(register, Event("", "correction", document=KEY, point="II/1.1", review=review, **given))


def line(register: Register, known_at: datetime) -> tuple[str, str | None, str | None]:
    """Return state, end and words of the first order's term, from the index as it stands and as made anew."""
    whom, known = answers.Whom(cohort=2020), Moment(known_at)
    found = [answers.what_binds(make(register), whom, parse_moment(AT), known) for make in (ready, rebuild)]
    assert found[0] == found[1]
    order = next(order for order in found[0]["orders"] if order["id"] == f"{NUMBER} II/1.1")
    return order["state"], order["due_until"], order["due_text"]


def test_a_verdict_counts_since_it_is_known(tmp_path: Path) -> None:
    """Corrected, rejected, withdrawn: each from its recording on, and never before."""
    register = towers(tmp_path)
    read = ("overdue", "2021-05-21T00:00:00+03:00", "до 20 мая 2021 г.")
    before = FIRST - timedelta(seconds=1)
    assert read == line(register, FIRST)
    judge(register, "corrected", value="2021-06-20")
    assert ("in-force", "2021-06-21T00:00:00+03:00") == line(register, FIRST)[:2]
    assert read[:2] == line(register, before)[:2]
    later = FIRST + timedelta(days=1)
    rejected = judge(register, "rejected", recorded=later)
    assert ("in-force", None, None) == line(register, later)
    assert ("in-force", "2021-06-21T00:00:00+03:00") == line(register, FIRST)[:2]
    last = later + timedelta(days=1)
    record(register, Event("", "withdrawal", last, last, withdraws=rejected.id))
    assert ("in-force", "2021-06-21T00:00:00+03:00") == line(register, last)[:2]
    assert ("in-force", None) == line(register, later)[:2]


def test_an_index_with_verdicts_is_what_the_files_give(tmp_path: Path) -> None:
    """Going over the register, the verdicts are applied as the index does it."""
    register = towers(tmp_path)
    judge(register, "corrected", value="2021-06-20")
    ready(register)
    assert [] == verify(register)


def test_a_document_that_goes_takes_its_verdicts_with_it(tmp_path: Path) -> None:
    """Nothing of what verdicts made of a text stays when its files are gone, as if made anew."""
    register = towers(tmp_path)
    judge(register, "corrected", value="2021-06-20")
    ready(register)
    stem = register.triples_path(KEY).stem
    for file in register.folder.glob(f"*/{stem}.*"):
        file.unlink()
    after = Register(register.folder)
    assert KEY not in set(after.keys())
    step_by_step = ready(after).content_digest()
    assert rebuild(after).content_digest() == step_by_step


def test_withdrawals_that_withdraw_each_other_end(tmp_path: Path) -> None:
    """Written by hand, past all checks: the index is made, and the term stays as read."""
    register = towers(tmp_path)
    for name, other in (("one", "two"), ("two", "one")):
        register.add_event(Event(name, "withdrawal", FIRST, FIRST, document=KEY, withdraws=other))
    assert "до 20 мая 2021 г." == line(register, FIRST)[2]
