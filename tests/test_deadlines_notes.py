"""Two terms in one point, what is assumed and said of a term, and that any words are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as sampled
from hypothesis import strategies as st

from graph.extract.deadlines import find_terms, read_term
from graph.messages import LANGUAGES, theme

from .read_terms import FRIDAY, last_day, shown, term, terms
from .read_texts import source_of


@pytest.mark.parametrize(
    ("action", "report", "text"),
    [
        (
            "до 1 апреля 2025 г.",
            "до 5 апреля 2025 г.",
            "Исполнить до 1 апреля 2025 г., доложить до 5 апреля 2025 г.",
        ),
        (
            "До 1 апреля 2025 г.",
            "до 10 апреля 2025 г.",
            "До 1 апреля 2025 г. провести проверку, о результатах доложить до 10 апреля 2025 г.",
        ),
        (
            "до 1 апреля 2025 г.",
            "до 10 апреля 2025 г.",
            "Провести осмотр до 1 апреля 2025 г. и до 10 апреля 2025 г. представить отчёт.",
        ),
        (
            "в месячный срок",
            "до 20 мая 2025 г.",
            "Отделу в месячный срок закончить опись, отчитаться до 20 мая 2025 г.",
        ),
    ],
)
def test_two_terms(action: str, report: str, text: str) -> None:
    """The deadline is the action's; the report's is kept apart."""
    found = terms(text)
    assert found.deadline is not None
    assert found.report_deadline is not None
    assert (action, report) == (found.deadline.value.text, found.report_deadline.value.text)


def test_a_report_may_be_the_action() -> None:
    """Where reporting is all that is ordered, its term is the deadline."""
    found = terms("Отделу до 31 мая 2025 г. доложить об установке буёв.")
    assert found.deadline is not None
    assert ("до 31 мая 2025 г.", None) == (found.deadline.value.text, found.report_deadline)


@pytest.mark.parametrize(
    ("assumed", "text"),
    [
        (("zone-assumed",), "до 24 апреля 2025 г. сдать"),
        ((), "до 12:00 (мск) 24 апреля 2025 г. сдать"),
        (("zone-assumed",), "до 12:00 24 апреля 2025 г. сдать"),
        (("year-assumed", "zone-assumed"), "до 24 апреля сдать"),
        (("year-of-document", "zone-assumed"), "до 24 апреля текущего года сдать"),
        (("named-day-not-working", "zone-assumed"), "до 26 апреля 2025 г. сдать"),
        (("moved-to-working-day", "zone-assumed"), "в течение 8 дней сдать"),
        (("period-end-assumed", "zone-assumed"), "до конца месяца сдать"),
        (("month-assumed", "zone-assumed"), "до 20 числа сдать"),
        (("week-assumed", "zone-assumed"), "до пятницы сдать"),
    ],
)
def test_assumptions(assumed: tuple[str, ...], text: str) -> None:
    """What was not written is named, by a code that has its message in both languages."""
    found = term(text)
    assert found is not None
    assert assumed == found.assumptions
    for language in LANGUAGES:
        assert set(assumed) <= set(theme("assumptions", language))


def test_rule_for_days_off() -> None:
    """A computed last day moves back, or forward where that rule is set; a named one never moves."""
    text = "в течение 8 дней сдать"  # 22 March 2025 is a Saturday
    back, forward = terms(text).deadline, terms(text, rule="after").deadline
    assert back is not None
    assert forward is not None
    assert last_day("2025-03-21") == shown(back.value)[2]  # type: ignore[index]
    assert last_day("2025-03-24") == shown(forward.value)[2]  # type: ignore[index]


def test_beyond_the_published_calendar() -> None:
    """Working days of a year without an official calendar are counted and said to be unsure."""
    found = terms("в течение 5 рабочих дней сдать", date(2041, 3, 15))
    assert found.deadline is not None
    assert "calendar-not-published" in found.deadline.value.assumptions
    assert ["calendar-not-published"] == [notice.code for notice in found.notices]


@pytest.mark.parametrize(
    "text", ["до 31 ноября 2025 г. сдать", "до 29.02.2026 сдать", "с 30 по 31 июня 2025 г. провести"]
)
def test_impossible_day(text: str) -> None:
    """A day that no calendar has keeps its words, has no end and gives a notice."""
    found = terms(text)
    assert found.deadline is not None
    assert found.deadline.value.end is None
    assert ["impossible-date"] == [notice.code for notice in found.notices]


@pytest.mark.parametrize(
    "text", ["в течение 10 дней сдать", "до 16 мая сдать", "до конца года сдать", "до пятницы сдать"]
)
def test_undated_document(text: str) -> None:
    """Without the document's date nothing is computed, but the term is kept."""
    found = term(text, None)
    assert found is not None
    assert found.end is None


def test_notices_have_messages() -> None:
    """Every notice of this room is worded in both languages."""
    codes = {
        "impossible-date", "year-assumed", "month-assumed", "week-assumed", "calendar-not-published",
        "foreign-number", "plural-mismatch", "lookalike-letters",
    }  # fmt: skip
    for language in LANGUAGES:
        assert codes <= set(theme("notices", language))


PIECES = [
    "до ",
    "с ",
    "по ",
    "5 мая",
    " 2025 г.",
    "12:00 ",
    "(мск) ",
    "ежегодно ",
    "в течение ",
    "10 ",
    "рабочих дней ",
    "срок – ",
    "«",
    "»",
    "\n",
    "31 ноября ",
    "в 2026 году ",
    "доложить, ",
    "постоянно ",
    "№ 4 ",
    "-",
]


@sampled(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_words_are_read(text: str) -> None:
    """No words are refused, and each span quotes them."""
    for read in (find_terms, read_term):
        found = read(source_of(text), 0, len(text), given=FRIDAY)
        for fact in (found.deadline, found.report_deadline):
            if fact:
                assert fact.value.text == fact.span.text == text[fact.span.start : fact.span.end]
                assert not (fact.value.start and fact.value.end) or fact.value.start < fact.value.end
