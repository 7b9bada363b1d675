"""What a point is, by its words (semantics, section 2), and what follows from its kind."""

from __future__ import annotations

from datetime import date

import pytest

from .read_texts import codes, kinds, read_decisions

KINDS = [
    ("note", "Принять информацию Осина О.О. к сведению."),
    ("note", "Информацию принять к сведению."),
    ("note", "Вопрос о столбах отложить."),
    ("note", "Рассмотрение вопроса перенести на следующее заседание."),
    ("order", "Информацию принять к сведению. Поручить Осину О.О. мыть оси."),
    ("order", "Осину О.О. до 20 марта 2026 г. мыть оси."),
    ("order", "Провести семинар о качелях."),
    ("order", "Отделу осей – отчёт о мойке до 20 марта 2026 г."),
    ("order", "Создать рабочую группу и представить её состав председателю."),
    ("order", "Принять меры к ремонту осей."),
    ("order", "Отделу осей утвердить график мойки."),
    ("order", "Утвердить график мойки. Срок: 1 апреля 2026 г."),
    ("order", "Отделу осей во исполнение пункта 3 протокола от 01.02.2026 № 5-к продолжить наблюдения."),
    ("order", "Пункт 3 протокола от 01.02.2026 № 5-к изложить в редакции: «3. Осину О.О. мыть оси.»."),
    ("order", "Осину О.О. взамен поручения, данного пунктом 3 протокола от 01.02.2026 № 5-к, мыть оси."),
    ("continuation", "Отделу осей продолжить исполнение поручений протокола от 01.02.2026 № 5-к."),
    ("recommendation", "Рекомендовать дворам мыть оси."),
    ("recommendation", "Предложить жителям красить столбы до 1 мая 2026 г."),
    ("recommendation", "Просить Отдел осей мыть оси."),
    ("recommendation", "Главам дворов рекомендовать мыть оси."),
    ("approval", "Утвердить план мойки на 2026 год."),
    ("approval", "Согласовать режим качелей."),
    ("approval", "Определить местом мойки двор."),
    ("approval", "Назначить Осина О.О. ответственным за оси."),
    ("approval", "Внести изменения в приказ от 01.02.2026 № 5-к."),
    ("approval", "В пункте 3 слова «Отделу осей» заменить словами «Отделу столбов»."),
    ("control", "Контроль за исполнением настоящего протокола возложить на Осина О.О."),
    ("control", "Возложить контроль за исполнением протокола на Осина О.О."),
    ("repeal", "Признать утратившим силу приказ от 01.02.2026 № 5-к."),
    ("repeal", "Приказ от 01.02.2026 № 5-к считать утратившим силу с 1 апреля 2026 года."),
    ("repeal", "Отменить пункт 3 протокола от 01.02.2026 № 5-к."),
    ("repeal", "Снять с контроля пункты 1 и 2 протокола от 01.02.2026 № 5-к в связи с исполнением."),
    ("repeal", "Пункт 3 протокола от 01.02.2026 № 5-к снять с контроля."),
    ("repeal", "Считать исполненным пункт 3 протокола от 01.02.2026 № 5-к."),
    ("extension", "Продлить срок исполнения пункта 3 протокола от 01.02.2026 № 5-к до 1 мая 2026 г."),
    ("extension", "Перенести срок исполнения пункта 3 протокола от 01.02.2026 № 5-к на 1 мая 2026 г."),
    ("extension", "Срок исполнения пункта 3 протокола от 01.02.2026 № 5-к продлить до 1 мая 2026 г."),
    (
        "extension",
        "В пункте 3 протокола от 01.02.2026 № 5-к слова «1 апреля» заменить словами «1 мая 2026 г.».",
    ),
    ("information", "Форма карты осей размещена на странице osi.example."),
    ("information", "Отметить, что оси скрипят."),
    ("in-force", "Настоящий приказ вступает в силу со дня подписания."),
    ("in-force", "Постановление вступает в силу с 1 мая 2026 г."),
]


@pytest.mark.parametrize(("expected", "words"), KINDS)
def test_a_point_is_what_its_words_make_it(expected: str, words: str) -> None:
    """An approval with an addressee, an executor or a term of its own is an order."""
    assert [expected] == kinds(read_decisions(f"1. {words}"))


@pytest.mark.parametrize(
    ("expected", "lead", "child"),
    [
        ("repeal", "Признать утратившими силу:", "приказ от 01.02.2026 № 5-к;"),
        ("recommendation", "Рекомендовать дворам:", "мыть оси;"),
        ("order", "Отделу осей обеспечить:", "мойку осей;"),
        ("approval", "Утвердить:", "план мойки;"),
        ("control", "Отделу осей:", "контроль за исполнением возложить на Осина О.О."),
    ],
)
def test_a_lead_in_tells_what_its_children_are(expected: str, lead: str, child: str) -> None:
    """Control stays control wherever it stands."""
    assert [expected] == kinds(read_decisions(f"1. {lead}\n1) {child}"))


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("при необходимости", "Осину О.О. при необходимости мыть оси."),
        ("В случае скрипа осей", "В случае скрипа осей, Осину О.О. мыть их."),
        ("При наличии мыла", "При наличии мыла мыть оси."),
        (None, "Осину О.О. мыть оси. При необходимости окна открыты и закрыты."),
    ],
)
def test_a_condition_is_kept_with_its_words(expected: str | None, words: str) -> None:
    """What a mere statement is conditional on makes no order conditional."""
    point = read_decisions(f"1. {words}").points[0]
    assert expected == (point.condition.value if point.condition else None)


def test_a_repeal_says_from_when() -> None:
    """The day stands behind «силу с»."""
    point = read_decisions("1. Приказ № 5-к считать утратившим силу с 1 апреля 2026 года.").points[0]
    assert point.effective is not None
    assert date(2026, 4, 1) == point.effective.value


def test_a_second_term_is_the_report_s() -> None:
    """Do by one day, report by another."""
    point = read_decisions(
        "1. Осину О.О. до 1 апреля 2026 г. вымыть оси, о результатах доложить до 5 апреля 2026 г."
    ).points[0]
    assert point.deadline is not None
    assert point.report_deadline is not None
    assert ("до 1 апреля 2026 г.", "до 5 апреля 2026 г.") == (
        point.deadline.value.text,
        point.report_deadline.value.text,
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("no-addressee", "Мыть оси."),
        ("deadline-short", "Осину О.О. до 14 марта 2026 г. мыть оси."),
        ("deadline-before-document", "Осину О.О. до 1 марта 2026 г. мыть оси."),
        ("cited-later", "Отменить приказ от 1 мая 2026 г. № 5-к."),
        ("label-misspelt", "Осину О.О. мыть оси.\nСорк: 1 апреля 2026 г."),
    ],
)
def test_what_looks_wrong_is_noted(code: str, words: str) -> None:
    """The document is of 12 March 2026."""
    assert code in codes(read_decisions(f"1. {words}"))


def test_a_sound_order_is_not_noted() -> None:
    """No notice without a reason."""
    assert set() == codes(read_decisions("1. Осину О.О. до 1 апреля 2026 г. мыть оси."))
