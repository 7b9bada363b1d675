"""Cohorts: years of creation and nothing else, the project's name, a class without a year."""

from __future__ import annotations

import pytest

from graph.extract.cohorts import find_cohorts, find_every_cohort, find_programme
from graph.model import Source


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


@pytest.mark.parametrize(
    ("years", "words", "text"),
    [
        ([2023], "созданных в 2023 году", "Руководителям маячных кластеров, созданных в 2023 году, сдать"),
        ([2023], "созданные в 2023 году", "кластеры, созданные в 2023 году"),
        (
            [2021, 2022],
            "образованных в 2021 и 2022 годах",
            "поселений, образованных в 2021 и 2022 годах, в срок",
        ),
        ([2022, 2023, 2024], "созданных в 2022 г., 2023 и 2024 гг.", "созданных в 2022 г., 2023 и 2024 гг."),
        ([2021, 2022, 2023], "открытых в 2021–2023 годах", "станциям, открытых в 2021–2023 годах"),
        ([2021, 2022, 2023], "созданным с 2021 по 2023 год", "центрам, созданным с 2021 по 2023 год, сдать"),
        ([2021, 2022], "созданные в период 2021-2022 гг.", "созданные в период 2021-2022 гг. центры"),
        (
            [2023],
            "созданных в рамках проекта «Свет» в 2023 году",
            "созданных в рамках проекта «Свет» в 2023 году",
        ),
        ([2019, 2020], "2019 и 2020 годов создания", "питомников 2019 и 2020 годов создания"),
        ([2024], "сформированных в 2024 г.", "отрядов, сформированных в 2024 г."),
    ],
)
def test_years_of_creation(years: list[int], words: str, text: str) -> None:
    """Each year gives one cohort, proved by the whole phrase."""
    found = find_cohorts(source_of(text), 0, len(text), head="центры")
    assert years == [fact.value.year for fact in found]
    assert {words} == {fact.span.text for fact in found}


@pytest.mark.parametrize(
    "text",
    [
        "о ходе ремонта образовательных кластеров в 2023 году",
        "Порядок сбережения снега на 2024-2026 годы",
        "создать в 2025 году новый причал",
        "победители отбора, проведённого в 2023 году",
        "смету на 2025 год",
        "созданных ранее",
    ],
)
def test_other_years(text: str) -> None:
    """Years of repairs, plans and programmes name no cohort."""
    assert [] == find_cohorts(source_of(text), 0, len(text), head="центры")


@pytest.mark.parametrize(
    ("programme", "text"),
    [
        ("Светлый берег", "из числа участников проекта «Светлый берег», созданных в 2023 году"),
        ("Профмастер", "из числа участников федерального проекта «Профмастер», созданных в 2023 году"),
        ("Школа «Росток»", "участникам программы «Школа «Росток»», созданным в 2023 году"),
        ("Светлый берег", 'участников проекта "Светлый\nберег" , созданных в 2023 году'),
        ("Высота", "созданных в 2023 году в рамках республиканского проекта «Высота» программы «Небо»"),
        ("центры", "центрам «Восток» и «Запад», созданным в 2023 году"),
    ],
)
def test_programme(programme: str, text: str) -> None:
    """The programme is the project named, else the head of the addressee."""
    assert [(programme, 2023)] == [
        (fact.value.programme, fact.value.year)
        for fact in find_cohorts(source_of(text), 0, len(text), head="центры")
    ]


def test_nothing_to_name_it_by() -> None:
    """Without a project and without a head there is no cohort."""
    text = "созданных в 2023 году"
    assert [] == find_cohorts(source_of(text), 0, len(text), head=None)
    assert find_programme(source_of(text), 0, len(text)) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            "независимо от года их создания",
            "Всем руководителям кластеров независимо от года их создания сдать",
        ),
        ("независимо от года создания", "Руководителям кластеров независимо от года создания сдать"),
        ("вне зависимости от даты открытия", "Станциям вне зависимости от даты открытия сдать"),
        ("Всем инициаторам", "Всем инициаторам создания центров сдать отчёт"),
        ("Всем маячным кластерам", "2. Всем маячным кластерам сдать отчёт"),
        (None, "Всем центрам, созданным в 2023 году, сдать отчёт"),
        (None, "Руководителям кластеров представить сведения обо всех маяках"),
        (None, "Отделу разослать протокол всем членам комиссии"),
    ],
)
def test_every_cohort(words: str | None, text: str) -> None:
    """A class without a year reaches all its cohorts; «всем» elsewhere in the task means nothing."""
    found = find_every_cohort(source_of(text), 0, len(text))
    assert words == (found.span.text if found else None)
