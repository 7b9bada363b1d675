"""One point in a small protocol: how wordings of change, of addressees and of terms are read."""

from __future__ import annotations

from typing import Any, cast

import pytest

from graph.extract import read_protocol
from graph.ingest import read_bytes
from graph.render.parsed import to_record

_HEAD = "ПРОТОКОЛ № 9\nсовещания у директора\nг. Осинск                      13 марта 2024 г.\n\n"
_PEOPLE = "Присутствовали: Осин О.О., Кадрова К.К., Смолин С.С.\n\n"
_END = "\n\nДиректор       Р.Р. Рулёв\n"


def _read(decisions: str) -> list[dict[str, Any]]:
    source = read_bytes("протокол.txt", f"{_HEAD}{_PEOPLE}{decisions}{_END}".encode())
    return cast("list[dict[str, Any]]", to_record(source, read_protocol(source))["points"])


def _one(words: str) -> dict[str, Any]:
    points = _read(f"РЕШИЛИ:\n1. Информацию принять к сведению.\n2. {words}\n3. Утвердить план.")
    assert ["1", "2", "3"] == [point["path"] for point in points]
    return points[1]


@pytest.mark.parametrize(
    ("kind", "relation", "words"),
    [
        ("extension", "extends", (
            "Оставить на контроле пункт 4 протокола от 01.02.2024 № 5, установив срок – 1 мая "
            "2024 года."
        )),
        ("extension", "extends", (
            "Согласиться с предложением отдела осей о переносе срока исполнения п. 4 протокола "
            "от 01.02.2024 № 5 на 01.05.2024."
        )),
        ("extension", "extends", (
            "Срок исполнения пункта 4 протокола от 01.02.2024 № 5 считать 1 мая 2024 года."
        )),
        ("extension", "extends", "Срок реализации п. 4 протокола № 5 от 01.02.2024 продлён до 01.05.2024."),
        ("extension", "extends", (
            "Срок исполнения пункта 4 протокола от 01.02.2024 № 5 продлевается до 1 мая 2024 г."
        )),
        ("extension", "extends", (
            "Внести изменение в пункт 4 протокола от 01.02.2024 № 5, заменив слова «до 1 апреля» "
            "словами «до 1 мая»."
        )),
        ("note", "cites", "Не снимать с контроля пункт 4 протокола от 01.02.2024 № 5."),
        ("approval", "cites", "Отказать в продлении срока исполнения пункта 4 протокола от 01.02.2024 № 5."),
        ("repeal", "repeals", (
            "Исполнение пункта 4 протокола от 01.02.2024 № 5 снять с контроля как утратившего "
            "актуальность."
        )),
        ("repeal", "fulfils", (
            "Информацию об исполнении пункта 4 протокола от 01.02.2024 № 5 принять к сведению, "
            "поручение снять с контроля."
        )),
    ],
)  # fmt: skip
def test_a_change_is_told_by_many_wordings(kind: str, relation: str, words: str) -> None:
    """The kind of the point, what it does to the point named, and the new day of an extension."""
    point = _one(words)
    assert (kind, [("5", "4", relation)]) == (
        point["kind"],
        [(one["number"], one["point"], one["relation"]) for one in point["references"]],
    )
    assert ("2024-05-02" if kind == "extension" else None) == (
        point["deadline"]["end"][:10] if point["deadline"] else None
    )


@pytest.mark.parametrize(
    ("addressees", "others", "words"),
    [
        (["Высшие должностные лица районов"], [], "Высшим должностным лицам районов представить отчёт."),
        (["Рабочая группа"], [], "Рабочей группе под руководством Осина О.О. подготовить план."),
        (["Осин О.О.", "Смолин С.С."], [], "Осину О.О. (отв.), Смолину С.С. – подготовить план."),
        (["Библиотека имени А.С. Рулёва"], ["Осин О.О."], (
            "Библиотеке имени А.С. Рулёва (Осин О.О.) провести выставку."
        )),
        (["Кадрова К.К."], ["Осин О.О."], "Кадровой К.К. (совместно с Осиным О.О.) подготовить план."),
        (["Органы власти края"], [], "Органам власти края при формировании бюджетных заявок учесть расходы."),
        ([], ["Кадрова К.К."], "Разослать протокол (Кадрова К.К., до 02.04.2024)."),
        ([], ["Осин О.О.", "Главы округов"], "Провести проверку.\nОтветственные: Осин О.О., главы округов."),
    ],
)  # fmt: skip
def test_who_is_told_and_who_takes_part(addressees: list[str], others: list[str], words: str) -> None:
    """The addressees, then those who answer or take part."""
    point = _one(words)
    assert (addressees, others) == (point["addressees"], [*point["responsible"], *point["joint_with"]])


@pytest.mark.parametrize(
    ("kind", "end", "words"),
    [
        ("relative", "2024-03-21", "Отделу осей в теч. 5 раб. дней представить отчёт."),
        ("recurring", None, "Отделу осей ежедекадно представлять отчёт."),
        ("day", "2024-07-01", "Отделу осей провести семинар в июне 2024 года."),
        ("day", "2024-08-01", "Отделу осей завершить ремонт до конца июля."),
        ("day", "2024-05-11", "Отделу осей в первой декаде мая 2024 года провести семинар."),
        ("day", "2024-05-01", "Отделу осей провести семинар.\nСрок: III декада апреля 2024 г."),
        ("established", None, "Отделу осей представить отчёты в установленные в них сроки."),
        ("recurring", None, (
            "Отделу осей ежеквартально, не позднее 30 дней после окончания отчётного квартала, "
            "представлять отчёт."
        )),
        ("relative", None, (
            "Отделу осей разместить итоги в течение двух рабочих дней после подписания протокола "
            "жюри."
        )),
        ("day", "2024-04-03", "Разослать план.\nИсп. Кадрова К.К. до 02.04.2024"),
    ],
)  # fmt: skip
def test_terms_of_rarer_wordings(kind: str, end: str | None, words: str) -> None:
    """The kind of the term and the first day behind it."""
    deadline = _one(words)["deadline"]
    assert (kind, end) == (deadline["kind"], deadline["end"] and deadline["end"][:10])


@pytest.mark.parametrize(
    ("expected", "decisions"),
    [
        (
            [("I", "approval", []), ("II", "order", ["Отдел осей"]), ("III", "control", [])],
            "РЕШИЛИ:\nI. Утвердить план.\nII. Отделу осей обновить реестр.\nIII. Контроль оставляю за собой.",
        ),
        (
            [("I/1", "order", ["МУП «Ось»"]), ("II/1", "recommendation", ["Директора школ"])],
            (
                "РЕШИЛИ:\nI. МУП «Ось» (Осин О.О.)\n1. Обновить реестр.\nII. Рекомендовать:\n1. "
                "Директорам школ провести субботник."
            ),
        ),
        (
            [("1", "recommendation", ["Отдел осей"])],
            "Общественный совет РЕКОМЕНДУЕТ:\n1. Отделу осей обновить реестр.",
        ),
        (
            [("1", "order", ["Отдел осей"]), ("2", "approval", [])],
            "РЕШИЛИ:\nПункт 1. Отделу осей обновить реестр.\nПункт 2. Утвердить план.",
        ),
        (
            [("1/1", "approval", []), ("2/1", "rejected", [])],
            (
                "Вопрос первый. О плане.\nВопрос, поставленный на голосование:\n1. Утвердить "
                "план.\nРЕШЕНИЕ ПРИНЯТО.\nВопрос второй. О сделке.\nВопрос, поставленный на "
                "голосование:\n1. Одобрить сделку.\nРЕШЕНИЕ НЕ ПРИНЯТО."
            ),
        ),
        (
            [("1", "note", []), ("2", "order", ["Отдел осей"]), ("3", "approval", [])],
            (
                "РЕШИЛИ: 1. Доклад принять к сведению. 2. Отделу осей обновить реестр до 1 мая 2024 "
                "г. 3. Утвердить план."
            ),
        ),
    ],
)  # fmt: skip
def test_points_that_are_counted_or_led_in_another_way(
    expected: list[tuple[str, str, list[str]]], decisions: str
) -> None:
    """Paths, kinds and addressees of all points."""
    assert expected == [(point["path"], point["kind"], point["addressees"]) for point in _read(decisions)]


@pytest.mark.parametrize(
    ("paths", "decisions"),
    [
        (["1", "2"], (
            "РЕШИЛИ:\n\n1 | Обновить реестр | Осин О.О. | 01.04.2024\n2 | Провести проверку | "
            "Осин О.О. | 01.04.2024"
        )),
        (["1", "2"], (
            "№\tПоручение\tОтветственный\tСрок\n1\tОбновить реестр\tОсин "
            "О.О.\t01.04.2024\n2\tПровести проверку\tОсин О.О.\t01.04.2024"
        )),
        (["1", "2"], (
            "Поручения:\n\n№ | Поручение | Срок, ответственный\n1 | Обновить реестр | "
            "01.04.2024, Осин О.О.\n2 | Провести проверку | до 01.04.2024, Осин О.О."
        )),
        (["1.1", "1.2"], (
            "№ | Вопрос | Решение | Ответственный | Срок\n1 | О реестре | 1.1. Обновить реестр | "
            "Осин О.О. | 01.04.2024\n | | 1.2. Провести проверку | Осин О.О. | 01.04.2024"
        )),
    ],
)  # fmt: skip
def test_tables_of_other_shapes(paths: list[str], decisions: str) -> None:
    """Without a header, with tabs, with two things in a column, with two decisions of a question."""
    assert [(path, ["Осин О.О."], "2024-04-02") for path in paths] == [
        (point["path"], point["responsible"], point["deadline"]["end"][:10]) for point in _read(decisions)
    ]
