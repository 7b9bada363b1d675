"""Where decisions stand and how they are numbered, in documents of many makes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .read_texts import HEAD, codes, kinds, paths, read, read_decisions

HEADINGS = [
    "РЕШИЛИ:",
    "Р Е Ш И Л И :",
    "Решили:",
    "Решение:",
    "Приняли решение:",
    "Принято решение:",
    "ПОСТАНОВИЛИ:",
    "постановляет :",
    "П О С Т А Н О В Л Я Ю :",
    "ПРИКАЗЫВАЮ:",
    "п р и к а з ы в а ю:",
    "РАСПОРЯЖАЮСЬ:",
    "ПОРУЧИТЬ:",
    "Поручения:",
    "Решения комиссии",
    "Заслушав доклад, комиссия РЕШИЛА:",
    "По итогам обсуждения решили:",
    "## РЕШИЛИ:",
    "1. РЕШИЛИ:",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_decisions_stand_behind_any_of_their_headings(heading: str) -> None:
    """Spacing, case and the word itself vary."""
    protocol = read(f"{HEAD}Говорили о качелях.\n\n{heading}\n\n1. Отделу качелей смазать оси.\n")
    assert ["Отделу качелей смазать оси."] == [point.span.text for point in protocol.points]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["1", "2"], "1. Смазать оси.\n2. Покрасить столбы."),
        (["1", "2"], "1) Смазать оси.\n2) Покрасить столбы."),
        (["1", "2"], "1 Смазать оси.\n2 Покрасить столбы."),
        (["1.1", "1.2"], "1.1 Смазать оси.\n1.2. Покрасить столбы."),
        (["2.1", "2.2"], "2. Отделу качелей:\n2.1. смазать оси;\n2.2. покрасить столбы."),
        (["2.1", "2.2.а", "2.2.б", "3"], "2. Отделу:\n1) мыть;\n2) обеспечить:\nа) лак;\nб) мел.\n3. Мыть."),
        (["1.а", "1.б"], "1. Отделу качелей:\nа) смазать оси;\nб) покрасить столбы."),
        (["2.1.1", "2.1.2"], "2. Отделу:\n2.1. Смене:\n2.1.1. мыть оси;\n2.1.2. мыть столбы."),
        (["~1", "~2"], "- Смазать оси.\n- Покрасить столбы."),
        (["~1", "~2"], "• Смазать оси\n• Покрасить столбы"),
        (["~1", "~2"], "Смазать оси.\n\nПокрасить столбы."),
        (["~1", "~2"], "Смазать оси.\nСрок: 20.03.2026\nПокрасить столбы.\nСрок: 21.03.2026"),
        (["~1"], "Смазать оси и столбы."),
        (["1", "3", "4"], "1. Смазать оси.\n3. Мыть столбы.\n4. Красить."),
        (["1", "2", "~3"], "1. Смазать оси.\n2. Мыть.\n\nКонтроль возложить на Осина О.О."),
        (["1.1", "1.2"], "1. Признать утратившими силу: 1) приказ № 3; 2) приказ № 4."),
        (["1", "2", "3"], "1. Смазать оси. 2. Мыть столбы. 3. Красить."),
        (["1", "2"], "1\n) Смазать оси.\n2\n) Мыть столбы."),
        (["1", "2"], "1.\nСмазать оси.\n2.\nМыть столбы."),
    ],
)
def test_paths_are_what_is_printed(expected: list[str], body: str) -> None:
    """A point without a number is counted; levels nest by style and by figures."""
    assert expected == paths(read_decisions(body))


def test_a_repeated_number_gives_another_path_and_a_notice() -> None:
    """Two points never share a path."""
    protocol = read_decisions("1. Смазать оси.\n2. Мыть столбы.\n2. Красить.")
    assert ["1", "2", "2~2"] == paths(protocol)
    assert "number-repeated" in codes(protocol)


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("Смазать оси,\nа потом столбы.", "1. Смазать оси,\nа потом столбы."),
        ("Выделить\n1.5 тысячи рублей.", "1. Выделить\n1.5 тысячи рублей."),
        (
            "Направить письмо на адрес:\n\nosi@kacheli.example.",
            "1. Направить письмо на адрес:\n\nosi@kacheli.example.",
        ),
        (
            "Создать комиссию в составе:\n1) Осин О.О.;\n2) Столбов С.С.",
            "1. Создать комиссию в составе:\n1) Осин О.О.;\n2) Столбов С.С.",
        ),
        (
            "Представить сведения:\n- об осях;\n- о столбах.",
            "1. Представить сведения:\n- об осях;\n- о столбах.",
        ),
        ("Смазать оси.\n\nСрок – до 20 марта 2026 г.", "1. Смазать оси.\n\nСрок – до 20 марта 2026 г.\n"),
        (
            "Мыть.\nОтветственные:\nОсин О.О.\nСтолбов С.С.",
            "1. Мыть.\nОтветственные:\nОсин О.О.\nСтолбов С.С.",
        ),
    ],
)
def test_a_point_runs_to_its_last_labelled_line(expected: str, body: str) -> None:
    """What goes on belongs to it: wrapped lines, an address, things listed, labels."""
    protocol = read_decisions(body)
    assert [expected] == [point.span.text for point in protocol.points]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["I/1", "II/1"], "I. Об осях\n(Осин О.О.)\nРЕШИЛИ:\n1. Мыть.\nII. О столбах\nРЕШИЛИ:\n1. Красить."),
        (["I/1", "II/1"], "РЕШИЛИ:\nI. Об осях\n1. Мыть оси.\nII. О столбах\n1. Красить столбы."),
        (["1/1", "2/1"], "По первому вопросу:\nРЕШИЛИ:\n1. Мыть.\nПо второму вопросу:\nРЕШИЛИ:\n1. Красить."),
        (["1/1", "2/1"], "По первому вопросу:\nРЕШИЛИ:\n1. Мыть.\nПо первому вопросу:\nРЕШИЛИ:\n1. Красить."),
        (["1/1", "2/~1"], "Вопрос № 1. Об осях\nРЕШИЛИ:\n1. Мыть.\nВопрос № 2\nРЕШИЛИ: Красить."),
        (
            ["1/1.1", "2/2.1"],
            "1. СЛУШАЛИ: Осина.\nРЕШИЛИ:\n1.1. Мыть.\n2. СЛУШАЛИ: Осина.\nРЕШИЛИ:\n2.1. Красить.",
        ),
        (["1/1.1", "2/2.1"], "Заслушав,\n1. РЕШИЛИ:\n1.1. Мыть.\nЗаслушав,\n2. РЕШИЛИ:\n2.1. Красить."),
        (["Блок 1/~1", "Блок 2/~1"], "РЕШИЛИ:\nБлок 1. Оси\n- Мыть оси.\nБлок 2. Столбы\n- Красить столбы."),
        (["#Оси/~1", "#Столбы/~1"], "#Оси\n- Мыть оси.\n#Столбы\n- Красить столбы."),
        (["~1", "~2"], "Об осях\nРешение:\n• Мыть оси.\nО столбах\nРешение:\n• Красить столбы."),
        (["1/1", "2/1"], "Об осях\nРешение:\n1. Мыть оси.\nО столбах\nРешение:\n1. Красить столбы."),
    ],
)
def test_sections_come_before_the_numbers(expected: list[str], body: str) -> None:
    """Roman numbers, questions, blocks; a wrong ordinal counts by its place."""
    assert expected == paths(read(HEAD + body + "\n"))


def test_an_agenda_and_speeches_are_no_decisions() -> None:
    """Titles repeated in the body open their sections."""
    protocol = read(
        HEAD + "ПОВЕСТКА ДНЯ:\n1. Об осях.\nДокладывает: Осин О.О.\n2. О столбах.\n\n"
        "1. Об осях.\nСЛУШАЛИ: Осина О.О. об осях.\nВЫСТУПИЛИ: Столбов С.С. предложил мыть.\n"
        "ОТМЕТИЛИ: 1. Оси скрипят.\nПОСТАНОВИЛИ:\n1.1. Мыть оси.\n"
        "2. О столбах.\nПОСТАНОВИЛИ:\n2.1. Красить столбы.\n"
    )
    assert ["1/1.1", "2/2.1"] == paths(protocol)
    assert [("1", "Об осях."), ("2", "О столбах.")] == [(item.path, item.title) for item in protocol.items]


@pytest.mark.parametrize(
    "tail",
    [
        "Разослано:\n1. Отдел осей – 1 экз.",
        "Приложение № 1\nк протоколу\n1. Мыть оси ежедневно.",
        "С протоколом ознакомлены:\n1. Осин О.О.",
        "Председатель комиссии          О.О. Осин\n\n1. Отдел осей",
        "Директор Департамента\nосей и столбов\n\n\nО.О. Осин\n\n1. Мыть.",
    ],
)
def test_nothing_behind_the_decisions_is_one(tail: str) -> None:
    """Mailing lists, annexes, acquaintance sheets and signatures end the operative part."""
    assert ["1"] == paths(read_decisions(f"1. Мыть оси.\n\n{tail}"))


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["rejected"], "1. Купить ось.\nГОЛОСОВАЛИ: «за» – 2, «против» – 3. Решение НЕ ПРИНЯТО."),
        (["rejected"], "1. Купить ось.\nГолосовали: за 1 против 4 воздержались 0"),
        (["order"], "1. Купить ось.\nГОЛОСОВАЛИ: «за» – 3, «против» – 2. Решение принято."),
        (
            ["order", "order", "rejected"],
            "1. Мыть.\n2. Мести.\nГолосовали: единогласно.\n3. Красить.\nНЕ ПРИНЯТО",
        ),
    ],
)
def test_a_vote_is_about_the_points_since_the_last_one(expected: list[str], body: str) -> None:
    """The printed result decides, the counted hands without it."""
    assert expected == kinds(read_decisions(body))


def test_what_was_proposed_stands_when_it_was_adopted() -> None:
    """«Предложено: … / Решение – ПРИНЯТО.»: the decision is what was proposed."""
    protocol = read(
        HEAD + "Предложено: Осину О.О. мыть оси.\nПроголосовали: за 3 против 0.\nРешение – ПРИНЯТО.\n"
        "Предложено: купить слона.\nПроголосовали: за 0 против 3.\nРешение – НЕ ПРИНЯТО.\n"
    )
    assert ["order", "rejected"] == kinds(protocol)


def test_rows_of_a_table_are_points() -> None:
    """Columns by their headings, the term and the executor by their looks, cells that go on below."""
    protocol = read(
        HEAD + "№ | Участник | Должность\n1 | Осин О.О. | мастер\n\nРешения\n\n"
        "№ п/п | Поручение | Исполнитель | Срок\n"
        "1 | Мыть оси | Осин О.О. | 20.03.2026\n"
        "2 | Красить столбы | до 25 марта 2026 г. | Столбов С.С.,\n"
        " | | | Осин О.О.\n"
        "Поручение № 3 | Подать заявку\nСрок | 30.03.2026\nИсполнитель | Столбов С.С.\n\n"
        "Председатель | | О.О. Осин\n"
    )
    assert ["1", "2", "3"] == paths(protocol)
    assert [["Осин О.О."], ["Столбов С.С.", "Осин О.О."], ["Столбов С.С."]] == [
        [party.value.name for party in point.responsible] for point in protocol.points
    ]
    assert ["20.03.2026", "до 25 марта 2026 г.", "30.03.2026"] == [
        point.deadline.value.text for point in protocol.points if point.deadline
    ]


def test_a_new_wording_in_quotation_marks_is_one_point() -> None:
    """Numbers inside it are no points; whom it tells and by when are read from within."""
    protocol = read_decisions(
        "1. Пункт 3 протокола от 1 февраля 2026 г. № 5-к изложить в следующей редакции:\n"
        "«3. Отделу осей:\n1) мыть оси;\n2) мыть столбы.\nСрок – до 1 апреля 2026 г.».\n2. Мести двор."
    )
    assert ["1", "2"] == paths(protocol)
    point = protocol.points[0]
    assert ["Отдел осей"] == [party.value.name for party in point.addressees]
    assert point.deadline is not None
    assert "до 1 апреля 2026 г." == point.deadline.value.text
    assert [("5-к", "3", "amends")] == [
        (fact.value.number, fact.value.point, fact.value.relation) for fact in point.references
    ]


def test_children_inherit_their_lead_in() -> None:
    """Addressee, head, joint performers, cohorts and term come from above unless the child has its own."""
    protocol = read_decisions(
        "1. Руководителям дворов совместно с Отделом осей, созданных в 2025 году, до 1 мая 2026 г.:\n"
        "1.1. мыть оси;\n1.2. красить столбы до 1 июня 2026 г.;\n1.3. Отделу лавок убрать двор."
    )
    named = [[party.value.name for party in point.addressees] for point in protocol.points]
    assert [["Руководители дворов"], ["Руководители дворов"], ["Отдел лавок"]] == named
    terms = [point.deadline.value.text if point.deadline else None for point in protocol.points]
    assert ["до 1 мая 2026 г.", "до 1 июня 2026 г.", "до 1 мая 2026 г."] == terms
    assert all(point.lead is not None for point in protocol.points)


def test_a_statement_inside_an_order_is_information() -> None:
    """It gives no second point and no term."""
    protocol = read_decisions(
        "1. Осину О.О. заполнить карту осей. Форма карты размещена до 1 мая 2026 г. на странице osi.example."
    )
    assert ["order"] == kinds(protocol)
    point = protocol.points[0]
    assert ["Форма карты размещена до 1 мая 2026 г. на странице osi.example."] == [
        span.text for span in point.information
    ]
    assert point.deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Слова, из которых ничего не следует.",
        "УВЕДОМЛЕНИЕ\nо заседании\n\nПовестка дня:\n1. Об осях.\n2. Провести перекличку.",
        "ОТЧЁТ за март\n1. Смазать оси удалось.\nСрок: 1 мая",
        "Уважаемый Осин О.О.!\nПросим представить:\n1. Список осей.",
    ],
)
def test_a_text_that_orders_nothing_has_no_points_and_says_so(text: str) -> None:
    """A notice, a report, a letter, nothing at all."""
    protocol = read(text)
    assert () == protocol.points
    assert "no-operative-part" in codes(protocol)


def test_a_list_of_orders_needs_no_heading() -> None:
    """The kind of the document announces them."""
    protocol = read(
        "ПЕРЕЧЕНЬ ПОРУЧЕНИЙ\nот 12.03.2026 № 5\n\n"
        "1. Осину О.О. мыть оси.\n2. Красить столбы.\nСрок: 1.04.2026"
    )
    assert ["1", "2"] == paths(protocol)


_LINES = st.lists(
    st.sampled_from(
        [
            "РЕШИЛИ:",
            "1. Мыть оси.",
            "1.1. Осину О.О. мыть",
            "а) мести;",
            "- красить",
            "Срок: 1 мая",
            "Ответственный:",
            "Осин О.О.",
            "I. Об осях",
            "№ | Решение | Срок",
            "1 | Мыть | 1 мая",
            " | | до 5 мая",
            "«1. Мыть",
            "».",
            "",
            "СЛУШАЛИ: Осина",
            "ГОЛОСОВАЛИ: не принято",
            "По второму вопросу:",
            "Блок 1. Оси",
            "изложить в редакции:",
            "Приложение № 1",
            "ПРОТОКОЛ № 5",
            "Председатель     О.О. Осин",
            "1",
            ") мыть",
            "Повестка дня:",
            "2. РЕШИЛИ:",
        ]
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_any_heap_of_lines_is_read_with_exact_spans_and_distinct_paths(lines: list[str]) -> None:
    """A reader never refuses text."""
    text = "\n".join(lines)
    protocol = read(text)
    assert len(paths(protocol)) == len(set(paths(protocol)))
    for point in protocol.points:
        assert text[point.span.start : point.span.end] == point.span.text
