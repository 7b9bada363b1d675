"""Kind, number, date, place, issuer and title, from heads of many makes."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Head

from .read_texts import read

_BODY = "\n\nРЕШИЛИ:\n1. Мыть оси.\n"
_DAY = date(2026, 5, 5)

HEADS = [
    ("protocol", "229", _DAY, "Протокол № 229\nзаседания комиссии\n\nг. Осинск        «05» мая 2026 г."),
    ("protocol", "37/04-ПРОТ", _DAY, "ПРОТОКОЛ\n5 мая 2026 г. №37/04-ПРОТ\nсовещания по вопросу осей"),
    ("protocol", "12", _DAY, "ПРОТОКОЛ\nот 05.05.2026 № 12\nзаседания комиссии"),
    ("protocol", "5", _DAY, "Выписка из протокола № 5 заседания комиссии от 05.05.2026 г."),
    ("protocol", "3", _DAY, "Заседание правления\nпротокол №3 от 05.05.2026"),
    ("protocol", None, None, "Протокол совещания от 5 сентября"),
    ("protocol", None, None, "ПРОТОКОЛ\nот «00» мая 2026 г. № ______"),
    ("protocol", None, None, "ПРОТОКОЛ\nот ______ № ____"),
    ("protocol", None, None, "ПРОТОКОЛ\n31.11.2026"),
    ("protocol", None, _DAY, "Совещание у главы\n5 мая 2026 года"),
    ("protocol", "4", _DAY, "П Р О Т О К О Л  № 4\nг. Осинск\t05.05.2026"),
    ("memo", "М-026/26", _DAY, "МЕМО М-026/26\n\nИТОГИ\nрабочей встречи\nот 05.05.2026"),
    ("order", "179-а", _DAY, "П Р И К А З\n\n« 05 » мая 2026 года № 179-а"),
    ("order", "15-р", _DAY, "РАСПОРЯЖЕНИЕ\nот 5 мая 2026 г. N 15-р\n(в редакции от 29.05.2026 г. № 8-р)"),
    ("decree", "890-п", _DAY, "П О С Т А Н О В Л Е Н И Е\n05.05.2026 № 890 - п"),
    (
        "list",
        "Пр-214",
        _DAY,
        "УТВЕРЖДАЮ\nГлава района\n____ О.О. Осин\n5 мая 2026 г.\n№ Пр-214\n\nПЕРЕЧЕНЬ ПОРУЧЕНИЙ",
    ),
    ("protocol", "Д05-1/05пр", _DAY, "ПРОТОКОЛ\n\n« 05 »\nмая 2026 г.\n\n№ Д05-1/05пр\n\nОсинск"),
]


@pytest.mark.parametrize(("kind", "number", "day", "head"), HEADS)
def test_kind_number_and_date_are_the_document_s_own(
    kind: str, number: str | None, day: date | None, head: str
) -> None:
    """A blank or an impossible day is none; dates of redactions are not its own."""
    found = read(head + _BODY).head
    assert (kind, number, day) == (
        found.kind.value,
        found.number.value if found.number else None,
        found.date.value if found.date else None,
    )


def _place(head: Head) -> str | None:
    return head.place.value if head.place else None


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("Осинск", "г. Осинск"),
        ("Нижние Оси", "с. Нижние Оси"),
        ("Осинск", "Осинск"),
        ("Осинск", "ОСИНСК"),
        ("Осинск", "г. Осинск                      05.05.2026"),
        (None, "в кабинете директора"),
    ],
)
def test_the_place_is_shown_without_its_sort(expected: str | None, line: str) -> None:
    """«г.», «с.» and capitals are set aside."""
    assert expected == _place(read(f"ПРОТОКОЛ № 5\nзаседания комиссии\n\n{line}{_BODY}").head)


@pytest.mark.parametrize(
    ("expected", "head"),
    [
        ("Комиссия по осям Лунной области", "КОМИССИЯ ПО ОСЯМ\nЛУННОЙ ОБЛАСТИ\n\nПРОТОКОЛ № 5"),
        ("Администрация Осинского района", "**АДМИНИСТРАЦИЯ\nОСИНСКОГО РАЙОНА**\n\nПОСТАНОВЛЕНИЕ\n№ 5"),
        ("Правление Товарищества «Ось»", "ПРОТОКОЛ № 5\nзаседания правления Товарищества «Ось»"),
        ("Правительство Лунного края", "Оперативное совещание в Правительстве Лунного края"),
        ("Глава Лунной автономии", "УТВЕРЖДАЮ\nГлава Лунной автономии\n____ О.О. Осин\n\nПЕРЕЧЕНЬ ПОРУЧЕНИЙ"),
        ("Глава района", "ПОСТАНОВЛЕНИЕ Главы района\nот 05.05.2026 № 5"),
    ],
)
def test_the_issuer_is_in_the_nominative(expected: str, head: str) -> None:
    """From capital lines, a stamp, the meeting's name or the title."""
    found = read(head + _BODY).head.issuer
    assert expected == (found.value if found else None)


def test_the_unit_is_the_one_whose_head_signed() -> None:
    """The issuer itself is no unit of its own."""
    signed = "\n\nДиректор Департамента\nосей и столбов\n\n\nО.О. Осин\n"
    found = read("МИНИСТЕРСТВО КАЧЕЛЕЙ\n\nПРОТОКОЛ № 5" + _BODY + signed).head
    assert found.unit is not None
    assert "Департамент осей и столбов" == found.unit.value
    own = "\n\nРуководитель Управления                      О.О. Осин\n"
    assert read("УПРАВЛЕНИЕ КАЧЕЛЕЙ\n\nПРИКАЗ № 5" + _BODY + own).head.unit is None


@pytest.mark.parametrize(
    ("expected", "head"),
    [
        ("заседания комиссии по осям", "ПРОТОКОЛ № 5\nзаседания комиссии\nпо осям\n\n05.05.2026"),
        ("О мойке осей", "ПРИКАЗ\n05.05.2026 № 5\nг. Осинск\n\nО мойке\nосей"),
        ("О мойке осей", "ПОСТАНОВЛЕНИЕ Главы района\n\nО мойке осей"),
        (None, "ПРОТОКОЛ № 5\n05.05.2026"),
    ],
)
def test_the_title_is_what_the_document_is_about(expected: str | None, head: str) -> None:
    """On one line, without number, date and place."""
    found = read(head + _BODY).head.title
    assert expected == (found.value if found else None)
