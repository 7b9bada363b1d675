"""Who is told, who answers, who takes part, who controls."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.names import NameRegistry
from graph.extract.parties import read_controllers, read_parties, read_party_list
from graph.model import Source

REGISTRY = NameRegistry.of(
    Source("head.txt", "text/plain", "Присутствовали: Лунная Е.П., Горкин В.С.", "0" * 64)
)


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


@pytest.mark.parametrize(
    ("addressees", "text"),
    [
        (["Отдел качелей"], "Отделу качелей до 1 мая представить отчёт"),
        (
            ["Отдел качелей", "Служба песка Дворового края"],
            "Отделу качелей, Службе песка Дворового края сдать",
        ),
        (["Министерство труда, занятости и тишины"], "Министерству труда, занятости и тишины сдать"),
        (["Министерство по делам дворов и парков"], "Министерству по делам дворов и парков сдать"),
        (["Минпесков", "Минволн"], "Поручить Минпесков и Минволн составить график"),
        (["Минпесков"], "Минпесков — до 20 декабря проверить"),
        (["Минздрав", "МЧС края"], "Минздраву, МЧС края обеспечить"),
        (["ГБУ «Двор»"], "ГБУ «Двор» провести"),
        (["Дирекция дворов"], "Поручить до 1 мая Дирекции дворов подготовить"),
        (["Главы хозяйств"], "Рекомендовать главам хозяйств до 1 мая заготовить"),
        (["Министерство песка"], "Просить Министерство песка рассмотреть"),
        (["Руководители клубов"], "Обязать руководителей клубов представить"),
        (["Отдел качелей"], "Во исполнение пункта 2 протокола от 11.02.2024 № 5 Отделу качелей доложить"),
        (["Отдел качелей"], "В случае отсутствия песка Отделу качелей заключить договор"),
        (
            ["Главы поселений", "Комитет по песку"],
            "В целях тишины главам поселений и Комитету по песку принять меры",
        ),
        (["Смотрители качелей и песочных дворов"], "Смотрителям качелей и песочных дворов сдать"),
        (["Главы и дворники поселений"], "Главам и дворникам поселений сдать"),
        (["Все смотрители дворов"], "Всем смотрителям дворов независимо от года их создания сдать"),
        (["Смотрители дворов"], "Смотрителям дворов, созданных в 2023 году, ежегодно сдавать"),
        (["Смотрители дворов"], "Смотрителям дворов из числа участников проекта «Двор» сдать"),
        (["Учреждения – получатели песка"], "Учреждениям – получателям песка до 1 мая сдать"),
        (["Отдел качелей администрации"], "Отделу качелей администрации ( Горкин В.С. ) :"),
        (["Школа № 5"], "Школе № 5 до 10.05 сдать"),
        (["Отдел качелей"], "Oтделу качелей напрвить песок"),
        (["Горкин В.С."], "Горкину В.С. составить акты"),
        (["Лунная Е.П."], "казначею Лунной Е.П. запросить"),
        ([], "Провести семинар с участием глав районов"),
        ([], "Информацию комиссии принять к сведению"),
        ([], "Вопрос отложить"),
        ([], "Пункт 3 постановления считать утратившим силу"),
        ([], "Контроль за исполнением оставляю за собой"),
        ([], "Настоящее решение вступает в силу 1 мая"),
        ([], "Направить в Отдел качелей отчёт"),
        ([], ""),
    ],
)
def test_addressees(addressees: list[str], text: str) -> None:
    """The dative at the start is the addressee; terms, clauses and verbs end its name."""
    found = read_parties(source_of(text), 0, len(text), REGISTRY)

    assert addressees == [fact.value.name for fact in found.addressees]


@pytest.mark.parametrize(
    ("kind", "head", "post", "text"),
    [
        ("body", None, None, "Отделу качелей сдать"),
        (
            "class",
            "смотрители качельных дворов",
            None,
            "Смотрителям качельных дворов (площадок) и парков сдать",
        ),
        ("class", "смотрители дворов", None, "Всем смотрителям дворов сдать"),
        ("post", None, None, "Главному смотрителю качелей сдать"),
        ("person", None, "главный смотритель", "Главному смотрителю Горкину В.С. сдать"),
        (
            "person",
            None,
            "заместитель главы – начальник отдела",
            "Заместителю главы – начальнику отдела Горкину В.С. сдать",
        ),
    ],
)
def test_kinds_of_parties(kind: str, head: str | None, post: str | None, text: str) -> None:
    """A class keeps the head it is known by, a person the post before the name."""
    (found,) = read_parties(source_of(text), 0, len(text), REGISTRY).addressees

    assert (kind, head, post) == (found.value.kind, found.value.head, found.value.post)


@pytest.mark.parametrize(
    ("responsible", "joint", "text"),
    [
        (["Горкин В.С."], [], "Отделу качелей (Горкин В.С.) до 1 мая сдать"),
        (["Лунная Е.П."], [], "Отделу качелей (Лунной Е.П.) до 1 мая сдать"),
        (["Песков А.А.", "Дворова Б.Б."], [], "Минпесков (Песков А.А.), Минволн (Дворова Б.Б.) сдать"),
        ([], ["Академия дворов"], "Отделу качелей совместно с Академией дворов сдать"),
        ([], ["Отдел песка"], "Отделу качелей совместно с Отделом песка (соисполнитель) сдать"),
        (
            [],
            ["Минздрав", "органы самоуправления"],
            "Отделу качелей совместно с Минздравом, органами самоуправления сдать",
        ),
        (
            [],
            ["представители дворов"],
            "Смотрителям совместно с представителями дворов из числа участников, сдать",
        ),
        ([], ["Горкин В.С."], "Лунной Е.П. совместно с Горкиным В.С. сдать"),
        ([], ["Комитет по песку"], "Подготовить совместно с Комитетом по песку график"),
        ([], [], "Утвердить план, разработанный совместно с Комитетом по песку"),
        ([], [], "Горкину В.С. (созыв), Лунной Е.П. сдать"),
    ],
)
def test_heads_and_joint_performers(responsible: list[str], joint: list[str], text: str) -> None:
    """A name in brackets answers for its body; «совместно с» names who takes part."""
    found = read_parties(source_of(text), 0, len(text), REGISTRY)

    assert responsible == [fact.value.name for fact in found.responsible]
    assert joint == [fact.value.name for fact in found.joint_with]


def test_action_begins_behind_the_addressees() -> None:
    """The words behind the addressees begin with the term or the verb."""
    text = "2.1. Отделу качелей (Горкин В.С.), Минпесков – до 1 мая сдать песок"

    found = read_parties(source_of(text), 0, len(text), REGISTRY)

    assert "до 1 мая сдать песок" == text[found.action_start :]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Песков А.А.", "Дворова Б.Б."], "Песков А.А.; Дворова Б.Б."),
        (["Песков А.А.", "Дворова Б.Б."], "Песков А.А.\nДворова Б.Б."),
        (["Песков А.А.", "Дворова Б.Б."], "Песков А.А.,\n | Б.Б. Дворова"),
        (["Песков А.А.", "Дворова Б.Б.", "Горкин В.С."], "Песков А.А., Дворова Б.Б. и Горкин В.С."),
        (["Песков А.А."], "Пескову А.А."),
        (["Песков А.А.", "Горкин В.С."], "Песков А.А., начальник отдела, Горкин В.С."),
        (["Отдел качелей", "Отдел песка"], "Отдел качелей, Отдел песка"),
        (
            ["Министерство труда, занятости и тишины", "Отдел песка"],
            "Министерство труда, занятости и тишины, Отдел песка",
        ),
        (["Министерство песка Дворового края"], "Министерство песка\nДворового края"),
        (["Отдел качелей", "Горкин В.С."], "Отдел качелей (Горкин В.С.)"),
        (["Отдел качелей"], "Отделу качелей"),
        (["Минпесков", "Минволн"], "Минпесков, Минволн"),
        ([], "–"),
        ([], "нет"),
        ([], " "),
    ],
)
def test_lists_of_executors(names: list[str], text: str) -> None:
    """A label's value is cut at commas, lines and bars, but not inside a body's name."""
    assert names == [fact.value.name for fact in read_party_list(source_of(text), 0, len(text), REGISTRY)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([("Лунная Е.П.", "заместитель главы двора")], "возложить на заместителя главы двора Е.П. Лунную."),
        ([("Горкин В.С.", None)], "Контроль за исполнением протокола возложить на Горкина В.С."),
        ([("Контрольное управление Главы", None)], "Контроль возложить на Контрольное управление Главы."),
        ([("Заместитель начальника по тылу", None)], "Контроль возложить на заместителя начальника по тылу."),
        (
            [("Горкин В.С.", None), ("Лунная Е.П.", None)],
            "Контроль пунктов 1–3 возложить на Горкина В.С., пункта 4 – на Лунную Е.П.",
        ),
        ([("Горкин В.С.", None)], "Контроль за исполнением поручить Горкину В.С."),
        ([("Горкин В.С.", "директор")], "Контроль осуществляет директор Горкин В.С."),
        ([], "Контроль за исполнением приказа оставляю за собой."),
        ([], "Контроль возлагаю на себя."),
    ],
)
def test_controllers(expected: list[tuple[str, str | None]], text: str) -> None:
    """A post with a name gives the name; «за собой» is left to who knows the signer."""
    found = read_controllers(source_of(text), 0, len(text), REGISTRY)

    assert expected == [(fact.value.name, fact.value.post) for fact in found]


@settings(max_examples=60, deadline=None)
@given(st.text('абвАБ ,.()«»—:;№01\n|"И.О. до и с отделу', max_size=120))
def test_any_text_is_read(text: str) -> None:
    """No text is refused, and every span quotes its source."""
    source = source_of(text)
    parties = read_parties(source, 0, len(text), REGISTRY)
    listed = read_party_list(source, 0, len(text), REGISTRY)
    controllers = read_controllers(source, 0, len(text), REGISTRY)

    for fact in (*parties.addressees, *parties.responsible, *parties.joint_with, *listed, *controllers):
        assert fact.span.text
        assert fact.span.text == source.text[fact.span.start : fact.span.end]
