"""Answers and proofs as text that a person reads in a terminal."""

from __future__ import annotations

import pytest

from graph.answers import Whom, prove, what_binds
from graph.messages import LANGUAGES, Language, say
from graph.model import Event
from graph.moments import parse_moment
from graph.render.prose import answer_text, proof_text, shown_day
from graph.store import Store

from .ferries import KEY, documents, ferries, store_of
from .filed_values import moment

AT = parse_moment("2031-03-12T12:00")


@pytest.fixture(scope="module")
def store() -> Store:
    """Give the store of the invented register."""
    return ferries()


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show everything as on a terminal of a hundred columns."""
    monkeypatch.setenv("COLUMNS", "100")


def answered(store: Store, whom: Whom, language: Language = "en") -> str:
    """Return the text of an answer."""
    return answer_text(what_binds(store, whom, AT, AT, language), language)


EXPECTED = """What binds the 2029 cohort
at 2031-03-12T12:00:00+03:00, as known at 2031-03-12T12:00:00+03:00

1 orders, 1 bundles (documents continued whose text is not held), 0 contested

Orders

Р-1/1пр V/1  03.02.2031  «Паром» 2029
    term passed, need not confirmed; due by 10.02.2031 12:00
    «Заменить канат при необходимости.»
    protocols/2031-02-03_R-1-1pr.txt [10, 43)
    - ordered by Р-1/1пр V/1, in force from 03.02.2031 00:00
    - it has a condition, and nobody has recorded whether it holds
    - the term was 10.02.2031 12:00; a passed term ends no order

Bundles: orders of documents whose text the register lacks

Р-1/0пр  13.01.2031  «Паром» 2029  in force, text not held
    continued by Р-1/2пр I/2, protocols/2031-03-03_R-1-2pr.txt [10, 42)
    «Продолжить исполнение поручения.»

Assumptions
* terms without a named zone are read in Moscow time"""


def test_an_answer_is_read_from_top_to_bottom(store: Store) -> None:
    """Heading, moments, counts, each line with its words and grounds, the assumptions last."""
    assert EXPECTED.splitlines() == answered(store, Whom(cohort=2029)).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_is_named_in_the_language_of_the_answer(language: Language, store: Store) -> None:
    """Everybody, an addressee, a cohort: each has its heading, its states and its counts."""
    for whom, heading in (
        (Whom(), say("answer.heading-all", language)),
        (Whom(addressee="Отдел карт"), say("answer.heading-addressee", language, addressee="Отдел карт")),
        (Whom(cohort=2030), say("answer.heading-cohort", language, cohort=2030)),
    ):
        text = answered(store, whom, language)
        assert heading == text.splitlines()[0]
        assert say("answer.orders", language) in text
    assert say("states.overdue", language) in answered(store, Whom(cohort=2030), language)


def test_what_binds_nobody_has_its_counts_alone(store: Store) -> None:
    """Nothing binds is an answer."""
    early = parse_moment("2031-01-01T12:00")
    text = answer_text(what_binds(store, Whom(cohort=2030), early, AT), "en")
    assert "0 orders, 0 bundles" in text
    assert 4 == len(text.splitlines())


def test_contested_orders_stand_under_their_own_heading() -> None:
    """They are shown apart from those that bind."""
    foreign = Event(
        "e-9", "cancellation", moment("2031-02-10"), moment("2031-02-11"), KEY, "I/2.2",
        by="Союз лодочников", capacity="other", cohorts=(2030,),
    )  # fmt: skip
    lines = answered(store_of(documents(), (foreign,)), Whom(cohort=2030)).splitlines()
    assert (
        lines.index("Orders")
        < lines.index("Contested")
        < lines.index("Р-1/1пр I/2.2  03.02.2031  «Паром» 2030")
    )


def test_bundles_of_one_clause_stand_together(store: Store) -> None:
    """The clause and its words are printed once for all that rest on it."""
    text = answered(store, Whom())
    assert 1 == text.count("«Продолжить исполнение поручения.»")
    assert "Р-1/0пр  13.01.2031  «Паром» 2030" in text


PROOF = """Р-1/1пр I/2.2
at 2031-03-12T12:00:00+03:00, as known at 2031-03-12T12:00:00+03:00

«Паром» 2030: binds (overdue)
  <- ordered by Р-1/1пр I/2.2, in force from 03.02.2031 00:00
       «Покрасить борта.»
       protocols/2031-02-03_R-1-1pr.txt [10, 26)
       file SHA-256 {sha256}
  <- term extended to 28.02.2031 by e-1
  <- the term was 28.02.2031; a passed term ends no order
  <- continued by Р-1/2пр I/1 on 03.03.2031 00:00
       «Продолжить исполнение поручений.»
       protocols/2031-03-03_R-1-2pr.txt [10, 42)
       file SHA-256 {other}
  What would change it:
    * its acceptance by the issuer, a superior or the controller would end it
    * its cancellation by the issuer or a body above it would end it
    * an extension by the issuer would move the term
    * the cohort's leaving would end it"""


def test_a_proof_is_a_tree(store: Store) -> None:
    """Verdict, rules, quoted words once each, the file's hash, what would change it."""
    first, second, _ = documents()
    expected = PROOF.format(sha256=first.card.sha256, other=second.card.sha256)
    assert expected.splitlines() == proof_text(prove(store, "Р-1/1пр I/2.2", AT, AT), "en").splitlines()


def test_a_point_that_orders_nothing_has_no_verdict(store: Store) -> None:
    """It is said what it is instead."""
    lines = proof_text(prove(store, "Р-1/1пр I/1", AT, AT, "ru"), "ru").splitlines()
    assert "  <- вид пункта — «принято к сведению»: он ничего не поручает" in lines
    assert not any("действует (" in line for line in lines)


@pytest.mark.parametrize("columns", ["40", "100", "300"])
def test_lines_keep_to_the_width_of_the_terminal(
    columns: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sentences are wrapped at the terminal's width, at 110 columns at most."""
    monkeypatch.setenv("COLUMNS", columns)
    grounds = [line for line in answered(store, Whom()).splitlines() if line.startswith("    - ")]
    assert grounds
    assert max(len(line) for line in grounds) <= min(int(columns), 110)


def test_days() -> None:
    """As people write them in Russia; nothing for nothing."""
    assert ("13.11.2023", "") == (shown_day("2023-11-13"), shown_day(None))
