"""Why it binds: proofs from an invented register, and moments as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from graph.answers import prove
from graph.answers.reasons import shown_end, shown_moment
from graph.messages import LANGUAGES, Language, theme
from graph.moments import parse_moment
from graph.store import Store

from .ferries import ferries

AT = parse_moment("2031-03-12")


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


# --- proofs --------------------------------------------------------------------------------------


def life(store: Store, order: str, at: str = "2031-03-12") -> dict[str, Any]:
    """Return the one life of a proof."""
    (one,) = prove(store, order, parse_moment(at), parse_moment("2031-12-31"))["lives"]
    return dict(one)


PROOFS = [
    ("Р-1/1пр I/2.2", "2031-02-10", "in-force", "yes", ["given", "deadline-ahead"]),
    ("Р-1/1пр I/2.2", "2031-02-25", "in-force", "yes", ["given", "extended", "deadline-ahead"]),
    ("Р-1/1пр I/2.2", "2031-03-12", "overdue", "yes", ["given", "extended", "deadline-passed", "continued"]),
    ("Р-1/1пр I/2.10", "2031-02-20", "in-force", "yes", ["given", "deadline-ahead"]),
    ("Р-1/1пр IX/1", "2031-03-09", "in-force", "yes", ["given", "no-deadline"]),
    ("Р-1/1пр IX/1", "2031-03-12", "cancelled", "no", ["given", "cancellation"]),
    ("Р-1/0пр @2030", "2031-03-12", "text-not-held", "yes", ["continued"]),
    ("Р-1/1пр I/2.2", "2031-02-01", "not-yet", "no", ["not-given-yet"]),
    ("Р-1/1пр I/1", "2031-03-12", None, "no", ["orders-nothing"]),
    ("Р-1/2пр I/1", "2031-03-12", None, "no", ["continues-others"]),
]


@pytest.mark.parametrize(("order", "at", "state", "binds", "rules"), PROOFS)
def test_a_proof_goes_rule_by_rule(  # noqa: PLR0917  a table of five columns
    order: str, at: str, state: str | None, binds: str, rules: list[str], store: Store
) -> None:
    """Its steps are the rules applied, each as a sentence."""
    found = life(store, order, at)
    assert (state, binds) == (found["state"], found["binds"])
    assert rules == [step["rule"] for step in found["steps"]]
    assert all(step["text"] for step in found["steps"])


def test_a_proof_of_two_cohorts_has_two_lives(store: Store) -> None:
    """An order to several cohorts is one obligation with one life for each."""
    proof = prove(store, "Р-1/1пр V/1", AT, AT)
    assert [2029, 2030] == [one["cohort"] for one in proof["lives"]]
    assert ("Р-1/1пр V/1", "Р-1/1пр", "V/1") == (proof["id"], proof["document"], proof["point"])


CHANGES = [
    ("Р-1/1пр I/2.2", ["accept", "cancel", "extend", "depart"]),
    ("Р-1/1пр IX/1", ["withdraw"]),
    ("Р-1/0пр @2030", ["text", "whole"]),
    ("Р-1/1пр I/1", []),
]


@pytest.mark.parametrize(("order", "expected"), CHANGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proof_says_what_would_change_it(
    order: str, expected: list[str], language: Language, store: Store
) -> None:
    """One event or document each; for what has ended, the withdrawal of what ended it."""
    (one,) = prove(store, order, AT, AT, language)["lives"]
    blanks = {"document": "Р-1/0пр", "event": "e-3"}
    assert [theme("proof", language)[name].format(**blanks) for name in expected] == one["would_change"]


def test_every_rule_has_its_sentence_in_both_languages() -> None:
    """The codes of rules, states and proofs are the same in Russian and English."""
    for name in ("rules", "states", "proof", "assumptions", "answer", "kinds", "ask"):
        assert set(theme(name, "ru")) == set(theme(name, "en"))
        assert theme(name, "ru")


# --- moments as people read them -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("2031-03-15T00:00:00+03:00", False, "14.03.2031"),
        ("2031-03-15T00:00:00+03:00", True, "15.03.2031"),
        ("2031-03-15T12:00:00+03:00", False, "15.03.2031 12:00"),
    ],
)
def test_an_exclusive_end_is_shown_as_its_last_day(text: str, after: bool, expected: str) -> None:  # noqa: FBT001
    """Midnight is the end of the day before; a beginning at midnight is its own day."""
    assert expected == shown_end(text, after=after)


def test_moments_are_shown_with_a_foreign_zone() -> None:
    """Moscow time needs no name, another zone has one; nothing is a dash."""
    assert "15.03.2031 12:00" == shown_moment("2031-03-15T12:00:00+03:00")
    assert "15.03.2031 12:00 UTC+0700" == shown_moment("2031-03-15T12:00:00+07:00")
    assert "—" == shown_moment(None)
