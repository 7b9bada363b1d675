"""Terms of a point: what is one, when it ends, what it repeats, what is assumed, and what is none."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given as sampled
from hypothesis import strategies as st

from graph.extract.deadlines import Terms, find_terms, read_term
from graph.messages import LANGUAGES, theme
from graph.model import Deadline, Recurrence, Source

FRIDAY = date(2025, 3, 14)
"""The date of every document here, where none is said."""


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


def terms(text: str, given: date | None = FRIDAY, **options: object) -> Terms:
    """Return the terms of a point with these words."""
    return find_terms(source_of(text), 0, len(text), given=given, **options)  # type: ignore[arg-type]


def term(text: str, given: date | None = FRIDAY) -> Deadline | None:
    """Return the point's own deadline."""
    found = terms(text, given).deadline
    return found.value if found else None


def labelled(text: str, given: date | None = FRIDAY) -> Deadline | None:
    """Return the deadline of a label's value."""
    found = read_term(source_of(text), 0, len(text), given=given).deadline
    return found.value if found else None


def shown(deadline: Deadline | None) -> tuple[str, str, str | None] | None:
    """Return text, kind and the end in short: a bare day is the last one included."""
    if deadline is None:
        return None
    end = deadline.end.isoformat() if deadline.end else None
    return deadline.text, deadline.kind, end


def last_day(iso: str) -> str:
    """Return the exclusive end of a last day in Moscow."""
    day = date.fromisoformat(iso)
    following = date.fromordinal(day.toordinal() + 1)
    return f"{following.isoformat()}T00:00:00+03:00"


@pytest.mark.parametrize(
    ("words", "last", "text"),
    [
        ("до 24 апреля 2025 г.", "2025-04-24", "Отделу до 24 апреля 2025 г. представить отчёт."),
        ("до 24 апреля 2025 года", "2025-04-24", "Отделу в срок до 24 апреля 2025 года представить отчёт."),
        ("не позднее 15.04.2025", "2025-04-15", "Обновить реестр не позднее 15.04.2025."),
        ("не позже 15.04.25", "2025-04-15", "Обновить реестр не позже 15.04.25."),
        ("по 30.04.2025", "2025-04-30", "Обеспечить приём заявок по 30.04.2025."),
        ("к 1 апреля т.г.", "2025-04-01", "Службе к 1 апреля т.г. завершить ремонт."),
        ("до «15» апреля 2025 г.", "2025-04-15", "Отделу в срок до «15» апреля 2025 г. сообщить."),
        ("до 16 мая", "2025-05-16", "Передать акты до 16 мая."),
        ("к 20 февраля", "2026-02-20", "Подготовить сани к 20 февраля."),
        ("до 20 июня текущего года", "2025-06-20", "Осветить сходни до 20 июня текущего года."),
        ("до 14 феврала 2026 г.", "2026-02-14", "Направить образцы до 14 феврала 2026 г."),
        ("до 1 мaрта 2026 г.", "2026-03-01", "Опечатать чердаки до 1 мaрта 2026 г., акты сдать."),
        (
            "до конца рабочего дня 20 марта 2025 г.",
            "2025-03-20",
            "до конца рабочего дня 20 марта 2025 г. сдать",
        ),
        ("до пятницы, 21 марта 2025 г.", "2025-03-21", "Сообщить до пятницы, 21 марта 2025 г., отделу."),
        ("1 августа 2025 г.", "2025-08-01", "Запросить предложения. Срок – 1 августа 2025 г."),
        ("10 декабря", "2025-12-10", "Установить вешки вдоль переправ, срок — 10 декабря."),
        ("до 21 мая 2025 г.", "2025-05-21", "Представить перечень.\nСрок -до 21 мая 2025 г."),
        (
            "на 14 мая 2025 г.",
            "2025-05-14",
            "Перенести срок исполнения пункта 4 с 20 марта 2025 г. на 14 мая 2025 г.",
        ),
        (
            "до 30.04.2025",
            "2025-04-30",
            "Продлить срок исполнения пункта 2 протокола от 01.02.2025 № 4 до 30.04.2025.",
        ),
        (
            "до 3 июня 2025 г.",
            "2025-06-03",
            "В пункте 5 слова «до 1 апреля 2025 г.» заменить словами «до 3 июня 2025 г.».",
        ),
        ("28 мая", "2025-05-28", "В пункте 3 слова «1 апреля» заменить словами «28 мая»."),
        (
            "до 14 июня 2025 г.",
            "2025-06-14",
            "Пункт 2 изложить в редакции: «2. Отделу до 14 июня 2025 г. сдать реестр.».",
        ),
        ("30 апреля 2025 г.", "2025-04-30", "Установить новый срок исполнения пункта 4 – 30 апреля 2025 г."),
    ],
)
def test_named_day(words: str, last: str, text: str) -> None:
    """A named day is included and quoted with its preposition."""
    assert (words, "day", last_day(last)) == shown(term(text))


@pytest.mark.parametrize(
    ("words", "end", "text"),
    [
        (
            "до 12:00 (мск) 13 ноября 2025 г.",
            "2025-11-13T12:00:00+03:00",
            "до 12:00 (мск) 13 ноября 2025 г. сдать",
        ),
        (
            "до 10:00 (МСК+7) 3 июня 2025 г.",
            "2025-06-03T10:00:00+10:00",
            "до 10:00 (МСК+7) 3 июня 2025 г. включить",
        ),
        (
            "не позднее 9:00 (UTC+5) 28 мая 2025 г.",
            "2025-05-28T09:00:00+05:00",
            "не позднее 9:00 (UTC+5) 28 мая 2025 г.",
        ),
        ("до 17-00 18 апреля 2025 г.", "2025-04-18T17:00:00+03:00", "до 17-00 18 апреля 2025 г. направить"),
        ("до 24:00 31 мая 2025 г.", "2025-06-01T00:00:00+03:00", "Смене до 24:00 31 мая 2025 г. перевести"),
        (
            "до 12 часов 30 минут 20.03.2025",
            "2025-03-20T12:30:00+03:00",
            "до 12 часов 30 минут 20.03.2025 сдать",
        ),
        ("до 18 ч. 21 марта 2025 г.", "2025-03-21T18:00:00+03:00", "до 18 ч. 21 марта 2025 г. сообщить"),
        ("до 10.00 21.03.2025", "2025-03-21T10:00:00+03:00", "до 10.00 21.03.2025 сообщить"),
        (
            "до 20 марта 2025 г. 15:00 МСК+2",
            "2025-03-20T15:00:00+05:00",
            "до 20 марта 2025 г. 15:00 МСК+2 сдать",
        ),
        ("до 20.03.2025 до 15:00 (мск)", "2025-03-20T15:00:00+03:00", "до 20.03.2025 до 15:00 (мск) сдать"),
        (
            "до 16:00 20.03.2025 (по московскому времени)",
            "2025-03-20T16:00:00+03:00",
            "до 16:00 20.03.2025 (по московскому времени) сдать",
        ),
        (
            "25 марта 2025 г. к 10:00",
            "2025-03-25T10:00:00+03:00",
            "Комиссии прибыть 25 марта 2025 г. к 10:00.",
        ),
        (
            "до 10:00 (по омскому времени) 21 марта 2025 г.",
            "2025-03-21T10:00:00+06:00",
            "до 10:00 (по омскому времени) 21 марта 2025 г. сообщить",
        ),
    ],
)
def test_instant(words: str, end: str, text: str) -> None:
    """A clock time makes an instant in the zone named, Moscow's otherwise."""
    assert (words, "instant", end) == shown(term(text))


@pytest.mark.parametrize(
    ("words", "start", "last", "text"),
    [
        ("с 19 по 20 мая 2025 г.", "2025-05-19", "2025-05-20", "с 19 по 20 мая 2025 г. провести учения"),
        ("с 22.09.2025 по 26.09.2025", "2025-09-22", "2025-09-26", "осмотр с 22.09.2025 по 26.09.2025"),
        (
            "с 31 декабря 2025 г. по 8 января 2026 г.",
            "2025-12-31",
            "2026-01-08",
            "обеспечить связь с 31 декабря 2025 г. по 8 января 2026 г.",
        ),
        ("с 25 декабря по 8 января", "2025-12-25", "2026-01-08", "Отделу с 25 декабря по 8 января дежурить."),
        (
            "с 28 марта по 3 апреля 2025 года",
            "2025-03-28",
            "2025-04-03",
            "Отделу в период с 28 марта по 3 апреля 2025 года дежурить.",
        ),
        (
            "с 20 декабря 2025 г. по 5 января",
            "2025-12-20",
            "2026-01-05",
            "с 20 декабря 2025 г. по 5 января дежурить",
        ),
        ("19-20 мая 2025 г.", "2025-05-19", "2025-05-20", "Провести 19-20 мая 2025 г. сбор"),
    ],
)
def test_window(words: str, start: str, last: str, text: str) -> None:
    """A window has its first moment and the midnight after its last day."""
    found = term(text)
    assert (words, "window", last_day(last)) == shown(found)
    assert found is not None
    assert datetime.fromisoformat(f"{start}T00:00:00+03:00") == found.start


@pytest.mark.parametrize(
    ("words", "last", "text"),
    [
        ("в течение 10 дней", "2025-03-24", "в течение 10 дней представить"),
        ("в 10-дневный срок", "2025-03-24", "Канцелярии в 10-дневный срок передать"),
        ("в десятидневный срок", "2025-03-24", "в десятидневный срок передать"),
        ("в 3-х дневный срок", "2025-03-17", "в 3-х дневный срок ответить"),
        ("в двухнедельный срок", "2025-03-28", "Начальникам в двухнедельный срок подать"),
        ("в двадцатипятидневный срок", "2025-04-08", "в двадцатипятидневный срок подать"),
        ("в недельный срок", "2025-03-21", "в недельный срок подать"),
        ("в месячный срок", "2025-04-14", "в месячный срок проверить"),
        ("в течение месяца", "2025-04-14", "в течение месяца проверить"),
        (
            "в течение трёх месяцев",
            "2025-06-11",
            "в течение трёх месяцев отремонтировать",
        ),  # 14 June is a Saturday
        ("в течение двух недель", "2025-03-28", "в течение двух недель ответить"),
        ("в течение полутора месяцев", "2025-04-29", "в течение полутора месяцев ответить"),
        ("в течение тридцати пяти дней", "2025-04-18", "в течение тридцати пяти дней ответить"),
        ("в течение 5 рабочих дней", "2025-03-21", "в течение 5 рабочих дней разослать"),
        (
            "в течение 5 (пяти) рабочих дней с даты подписания",
            "2025-03-21",
            "в течение 5 (пяти) рабочих дней с даты подписания сдать",
        ),
        (
            "не позднее 5-ти рабочих дней со дня заседания",
            "2025-03-21",
            "не позднее 5-ти рабочих дней со дня заседания сдать",
        ),
        (
            "не позднее 3 рабочих дней со дня подписания настоящего распоряжения",
            "2025-03-19",
            "не позднее 3 рабочих дней со дня подписания настоящего распоряжения подготовить проект",
        ),
        (
            "в течение одного рабочего дня после подписания протокола",
            "2025-03-17",
            "в течение одного рабочего дня после подписания протокола направить",
        ),
        (
            "в срок, не превышающий 7 календарных дней",
            "2025-03-21",
            "в срок, не превышающий 7 календарных дней, ответить",
        ),
        ("не позднее следующего рабочего дня", "2025-03-17", "не позднее следующего рабочего дня сообщить"),
        (
            "в течение 5 дней со дня подписания протокола",
            "2025-03-19",
            "в течение 5 дней со дня подписания протокола Отделу связи представить",
        ),
    ],
)
def test_counted_from_the_document(words: str, last: str, text: str) -> None:
    """Days are counted from the day after the document's date; the last one is a working day."""
    assert (words, "relative", last_day(last)) == shown(term(text))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            "в течение 5 рабочих дней со дня получения настоящего распоряжения",
            "в течение 5 рабочих дней со дня получения настоящего распоряжения подтвердить",
        ),
        ("в течение 10 дней после подписания договора", "в течение 10 дней после подписания договора внести"),
        (
            "не позднее чем через 3 (три) дня со дня получения запроса",
            "не позднее чем через 3 (три) дня со дня получения запроса дать ответ",
        ),
        (
            "не позднее чем за 5 дней до очередного заседания",
            "не позднее чем за 5 дней до очередного заседания направить",
        ),
        ("К очередному заседанию", "К очередному заседанию подготовить доклад."),
        ("незамедлительно", "Отделу незамедлительно сообщить."),
        ("в кратчайшие сроки", "Отделу в кратчайшие сроки устранить."),
        ("на 10 дней", "Продлить срок исполнения пункта 4 на 10 дней."),
    ],
)
def test_not_computable(words: str, text: str) -> None:
    """A term that hangs on something else is relative and has no end."""
    assert (words, "relative", None) == shown(term(text))


@pytest.mark.parametrize(
    ("words", "recurrence", "text"),
    [
        ("ежедневно до 7:00", Recurrence("daily", hour=7), "Публиковать прогноз ежедневно до 7:00"),
        ("до 9:30 ежедневно", Recurrence("daily", hour=9, minute=30), "до 9:30 ежедневно передавать сводку"),
        ("еженедельно по пятницам", Recurrence("weekly", 5), "еженедельно по пятницам направлять прогноз"),
        ("еженедельно (по средам)", Recurrence("weekly", 3), "еженедельно (по средам) докладывать"),
        (
            "каждый понедельник до 12:00",
            Recurrence("weekly", 1, hour=12),
            "каждый понедельник до 12:00 передавать",
        ),
        (
            "ежедневно (кроме выходных) до 8-00 мск",
            Recurrence("daily", hour=8),
            "ежедневно (кроме выходных) до 8-00 мск передавать",
        ),
        ("ежемесячно до 5 числа", Recurrence("monthly", 5), "измерение снега ежемесячно до 5 числа"),
        ("до 5 числа ежемесячно", Recurrence("monthly", 5), "до 5 числа ежемесячно измерять снег"),
        ("до 10 числа каждого месяца", Recurrence("monthly", 10), "до 10 числа каждого месяца передавать"),
        (
            "ежемесячно до 5 числа месяца, следующего за отчётным",
            Recurrence("monthly", 5, lag=1),
            "ежемесячно до 5 числа месяца, следующего за отчётным, представлять",
        ),
        ("ежеквартально", Recurrence("quarterly"), "ежеквартально представлять отчёт"),
        (
            "ежеквартально, до 10-го числа месяца, следующего за отчётным кварталом",
            Recurrence("quarterly", 10, 1, 1),
            "Срок – ежеквартально, до 10-го числа месяца, следующего за отчётным кварталом.",
        ),
        (
            "ежеквартально до 15 числа последнего месяца квартала",
            Recurrence("quarterly", 15, 3),
            "ежеквартально до 15 числа последнего месяца квартала передавать",
        ),
        ("ежегодно до 1 марта", Recurrence("yearly", 1, 3), "ежегодно до 1 марта представлять"),
        (
            "ежегодно до 1 марта года, следующего за отчётным",
            Recurrence("yearly", 1, 3, 1),
            "ежегодно до 1 марта года, следующего за отчётным, представлять",
        ),
        (
            "ежегодно при формировании бюджета района",
            Recurrence("yearly"),
            "ежегодно при формировании бюджета района предусматривать средства",
        ),
        ("не реже одного раза в год", Recurrence("yearly"), "не реже одного раза в год проверять колокола"),
        ("раз в полгода", Recurrence("half-yearly"), "раз в полгода проверять колокола"),
        ("два раза в год", Recurrence("half-yearly"), "два раза в год проверять колокола"),
        ("на ежемесячной основе", Recurrence("monthly"), "на ежемесячной основе передавать"),
    ],
)
def test_recurring(words: str, recurrence: Recurrence, text: str) -> None:
    """A repeated term has its frequency and, where named, day, month, lag and clock."""
    found = term(text)
    assert (words, "recurring", None) == shown(found)
    assert found is not None
    assert recurrence == found.recurrence


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("постоянно", "open", "обеспечить сохранность щитов постоянно"),
        ("на постоянной основе", "open", "на постоянной основе следить за уровнем"),
        ("в установленные сроки", "established", "продолжить исполнение поручений в установленные сроки."),
        ("в установленные\nсроки", "established", "продолжить исполнение в установленные\nсроки."),
        ("в срок, установленный регламентом", "established", "Ответить в срок, установленный регламентом."),
    ],
)
def test_words_alone(words: str, kind: str, text: str) -> None:
    """Open and established terms have no day of their own."""
    assert (words, kind, None) == shown(term(text))


@pytest.mark.parametrize(
    ("words", "last", "text"),
    [
        ("до конца месяца", "2025-03-31", "до конца месяца сверить списки"),
        ("до конца года", "2025-12-31", "В срок до конца года сверить списки"),
        ("до конца 2026 года", "2026-12-31", "до конца 2026 года завершить"),
        ("до конца I полугодия 2025 года", "2025-06-30", "до конца I полугодия 2025 года завершить"),
        ("во II квартале 2026 г.", "2026-06-30", "во II квартале 2026 г. провести проверку"),
        ("в III квартале", "2025-09-30", "в III квартале провести проверку"),
        ("в I квартале следующего года", "2026-03-31", "в I квартале следующего года провести проверку"),
        ("в 2026 году", "2026-12-31", "Отделу в 2026 году провести проверку"),
        ("в мае 2025 года", "2025-05-31", "Отделу в мае 2025 года завершить замену"),
        ("в течение апреля 2025 года", "2025-04-30", "в течение апреля 2025 года завершить замену"),
        ("в 2025-2026 годах", "2026-12-31", "Отделу в 2025-2026 годах обеспечить ремонт"),
        ("до пятницы", "2025-03-14", "до пятницы сверить списки"),
        ("до среды", "2025-03-19", "до среды сверить списки"),
        ("до 20 числа", "2025-03-20", "до 20 числа сверить списки"),
        ("до 5 числа", "2025-04-05", "до 5 числа сверить списки"),
        ("до 5 числа следующего месяца", "2025-04-05", "до 5 числа следующего месяца сверить"),
    ],
)
def test_period_ends(words: str, last: str, text: str) -> None:
    """A period ends with its last day; a nameless day is the next such day."""
    assert (words, "day", last_day(last)) == shown(term(text))


@pytest.mark.parametrize(
    "text",
    [
        "Утвердить Порядок сбережения снега на 2025-2027 годы.",
        "Руководителям питомников, созданных в 2026 году, собраться.",
        "Настоящее постановление вступает в силу с 1 июля 2025 года.",
        "Настоящее постановление вступает в силу через 10 дней после опубликования.",
        "Повысить взнос до 500 рублей с 1 января 2026 года.",
        "Назначить Ряскину М.М. заместителем на срок до 31 декабря 2026 г.",
        "Направить материалы к смотру, который состоится 5 мая 2025 г.",
        "Обследовать дома, построенные до 1 января 2000 года.",
        "Рассмотреть Стратегию «Снег до 1 мая 2030 года».",
        "Поручение дано протоколом от 5 ноября 2024 года № 41-ос.",
        "Представить план мероприятий на 2026 год.",
        "Постоянно действующей комиссии собраться.",
        "Готовить ежемесячный отчёт.",
        "Подготовить сведения за период с 1 января по 28 февраля 2025 г.",
        "Провести 20 марта 2025 г. учебный выезд.",
        "Обеспечить приём граждан с 9:00 до 18:00.",
        "Проверить посты № 1–6 и дома № 2–18.",
        "Согласовать образец.",
    ],
)
def test_no_term(text: str) -> None:
    """Facts, names, events, powers and entry into force set no term."""
    assert shown(term(text)) is None


@pytest.mark.parametrize(
    ("words", "kind", "last", "value"),
    [
        ("12.09.2025", "day", "2025-09-12", "12.09.2025"),
        ("19.09.25", "day", "2025-09-19", " 19.09.25"),
        ("1 июля 2025 г.", "day", "2025-07-01", "1 июля 2025 г."),
        ("до 15 мая 2025 г.", "day", "2025-05-15", "– до 15 мая 2025 г."),
        ("20 апреля", "day", "2025-04-20", "20 апреля"),
        ("25.12", "day", "2025-12-25", "25.12."),
        ("до 25.12", "day", "2025-12-25", "до 25.12"),
        ("II квартал 2026 года", "day", "2026-06-30", "II квартал 2026 года"),
        ("май 2025 г.", "day", "2025-05-31", "май 2025 г."),
        ("март-апрель 2025 г.", "day", "2025-04-30", "март-апрель 2025 г."),
        ("I–II кварталы 2026 г.", "day", "2026-06-30", "I–II кварталы 2026 г."),
        ("10 дней", "relative", "2025-03-24", "10 дней"),
        ("1 месяц", "relative", "2025-04-14", "1 месяц"),
        ("5 рабочих дней", "relative", "2025-03-21", "5 рабочих дней"),
    ],
)
def test_value_of_a_label(words: str, kind: str, last: str, value: str) -> None:
    """Behind «Срок» a day needs no preposition."""
    assert (words, kind, last_day(last)) == shown(labelled(value))


def test_window_as_a_value() -> None:
    """Two days with a dash are a window."""
    assert ("02.12.2025 – 04.12.2025", "window", last_day("2025-12-04")) == shown(
        labelled("02.12.2025 – 04.12.2025")
    )


@pytest.mark.parametrize("value", ["–", "", "нет", "в рабочем порядке"])
def test_empty_value(value: str) -> None:
    """A dash in a table's cell is no term."""
    assert Terms() == read_term(source_of(value), 0, len(value), given=FRIDAY)


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
