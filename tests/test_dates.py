"""Dates as people write them: every form gives a day, its words, or a notice that there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract import lexicon_dates
from graph.extract.dates import find_dates, lint_dates
from graph.extract.wording import wording
from graph.model import Source

GIVEN = date(2024, 6, 5)
MONTHS = [forms[0] for forms in lexicon_dates.MONTHS]


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


@pytest.mark.parametrize(
    ("day", "words", "text"),
    [
        ("2023-11-08", "«08» ноября 2023 г.", "от «08» ноября 2023 г. № 7"),
        ("2017-07-21", "« 21 » июля 2017 года", "от « 21 » июля 2017 года № 179-а"),
        ("2023-11-08", "08.11.2023", "Принято 08.11.2023."),
        ("2026-05-14", "14.05.26", "Срок выполнения 14.05.26"),
        ("2024-10-30", "30 . 10 . 2024 г .", "от 30 . 10 . 2024 г .  № 703"),
        ("2017-02-20", "20.02.2017 г", "от 20.02.2017 г № 119"),
        ("2025-01-01", "01.01.2025года", "с 01.01.2025года"),
        ("2025-05-15", "15/05/2025", "срок 15/05/2025"),
        ("2025-03-14", "2025-03-14", "записано 2025-03-14 утром"),
        ("2025-03-01", "1-го марта 2025", "до 1-го марта 2025"),
        ("2023-07-05", "05\nиюля\n2023 г.", "от 05\nиюля\n2023 г. №"),
        ("2023-11-05", "5 но-\nября 2023 г.", "от 5 но-\nября 2023 г."),
        ("2025-02-14", "14 феврала 2025 г.", "до 14 феврала 2025 г."),
        ("2025-09-03", "3 сентбяря 2025", "до 3 сентбяря 2025 включительно"),
        ("2025-03-01", "1 мaрта 2025 г.", "до 1 мaрта 2025 г."),  # a Latin «a»
        ("2024-06-20", "20 июня текущего года", "до 20 июня текущего года"),
        ("2024-09-01", "1 сентября с.г.", "к 1 сентября с.г. открыть"),
        ("2025-02-10", "10 февраля следующего года", "до 10 февраля следующего года"),
        ("2024-08-16", "16 августа", "передать до 16 августа."),
        ("2025-05-16", "16 мая", "передать до 16 мая."),
        ("2024-06-05", "5 июня", "сегодня, 5 июня"),
        ("2025-02-12", "12 февр. 2025 г.", "12 февр. 2025 г."),
        ("2025-05-05", "5 мая 25 г.", "до 5 мая 25 г. сдать"),
        ("2025-05-05", "5 мая", "до 5 мая 2000 рублей внести"),
    ],
)
def test_one_date(day: str, words: str, text: str) -> None:
    """Each way of writing gives its day, and the span quotes exactly the words."""
    found = find_dates(source_of(text), 0, len(text), given=GIVEN)
    assert [(date.fromisoformat(day), words)] == [(fact.value, fact.span.text) for fact in found]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (["2023-12-19", "2023-12-20"], "с 19 по 20 декабря 2023 г."),
        (["2024-12-02", "2024-12-04"], "02.12.2024 – 04.12.2024"),
        (["2024-12-02", "2024-12-04"], "02-04.12.2024"),
        (["2025-05-15", "2025-05-16"], "15 и 16 мая 2025 года"),
        (["2024-12-31", "2025-01-08"], "с 31 декабря 2024 г. по 8 января 2025 г."),
        (["2015-01-29", "2016-03-24"], "(в редакции от 29.01.2015 г. № 8, от 24.03.2016 г. № 46)"),
    ],
)
def test_several_dates(days: list[str], text: str) -> None:
    """A range gives both its days, a list all of them."""
    assert days == [fact.value.isoformat() for fact in find_dates(source_of(text), 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "понтонов № 4 и № 7",
        "10 марок и 5 карт",
        "10.11.12. Отделу печати",
        "2.10.3 и 12:00",
        "https://page.example/2023-05-01/x",
        "№ 31-12-2024",
        "до 16 мая",  # no year, and no document's date
        "5 сентября",
    ],
)
def test_no_date(text: str) -> None:
    """Numbers of points, things and links are no days; without a year nothing is invented."""
    assert [] == find_dates(source_of(text), 0, len(text))
    assert [] == lint_dates(source_of(text), 0, len(text))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("31 ноября 2025 г.", "до 31 ноября 2025 г. прочистить"),
        ("00.00.2016", "от 00.00.2016 № 00"),
        ("«00» сентября 2025 г.", "от «00» сентября 2025 г. № __"),
        ("29.02.2023", "до 29.02.2023"),
        ("08.11.0023", "от 08.11.0023"),
        ("31 июня", "до 31 июня"),
    ],
)
def test_impossible_day(written: str, text: str) -> None:
    """A day that no calendar has gives no date and one notice with its words."""
    source = source_of(text)
    assert [] == find_dates(source, 0, len(text), given=GIVEN)
    notices = lint_dates(source, 0, len(text))
    assert [("impossible-date", (("written", written),))] == [(one.code, one.details) for one in notices]


def test_history_is_no_mistake() -> None:
    """A real day of the last century sets no term and needs no notice."""
    text = "в память о 9 мая 1945 года"
    assert [] == find_dates(source_of(text), 0, len(text))
    assert [] == lint_dates(source_of(text), 0, len(text))


@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["{d} {m} {y} г.", "«{d:02}» {m} {y} года"]),
)
def test_what_is_written_is_read(day: date, form: str) -> None:
    """Any day of our time written out is read back."""
    text = "от " + form.format(d=day.day, m=MONTHS[day.month - 1], y=day.year)
    assert [day] == [fact.value for fact in find_dates(source_of(text), 0, len(text))]


@given(st.text(alphabet='0123456789 .-/«»"№абвгдемортянюлисьфкч\nНоябМTaeo', max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text is refused, and each span quotes its words."""
    source = source_of(text)
    assert len(text) == len(wording(text))
    for fact in find_dates(source, 0, len(text), given=GIVEN):
        assert text[fact.span.start : fact.span.end] == fact.span.text
    lint_dates(source, 0, len(text))


def test_only_the_stretch_is_read() -> None:
    """Dates outside [start, end) do not count."""
    text = "1 мая 2024 г. и 2 мая 2024 г."
    assert [date(2024, 5, 2)] == [fact.value for fact in find_dates(source_of(text), 14, len(text))]
