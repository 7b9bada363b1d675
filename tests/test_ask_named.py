"""What a question names: moments, periods, documents, points, people and bodies."""

from __future__ import annotations

import re

import pytest

from graph.ask.slots import find_name, find_slots

from .question_lists import NAMES, TODAY

MOMENTS = [
    ("на 15 ноября 2023 года", "at 2023-11-15"),
    ("по состоянию на 15 ноября 2023 г.", "at 2023-11-15"),
    ("as of 15 November 2023", "at 2023-11-15"),
    ("on the 15th of November, 2023", "at 2023-11-15"),
    ("on Nov. 15, 2023", "at 2023-11-15"),
    ("на 15.11.2023", "at 2023-11-15"),
    ("на 15.11.23", "at 2023-11-15"),
    ("on 15/11/2023", "at 2023-11-15"),
    ("на 15-11-2023", "at 2023-11-15"),
    ("on 2023-11-15", "at 2023-11-15"),
    ("на 1 мая", "at 2023-05-01"),
    ("на сегодня", "at 2023-12-01"),
    ("на сегодняшний день", "at 2023-12-01"),
    ("today", "None 2023-12-01"),
    ("вчера", "None 2023-11-30"),
    ("позавчера", "None 2023-11-29"),
    ("tomorrow", "None 2023-12-02"),
    ("сейчас", ""),
    ("now", ""),
    ("10 дней назад", "None 2023-11-21"),
    ("3 days ago", "None 2023-11-28"),
    ("до 13 ноября 12:00", "to 2023-11-13T12:00"),
    ("до 12:00 (мск) 13 ноября 2023 г.", "to 2023-11-13T12:00"),
    ("by 12:00 on 13 November 2023", "to 2023-11-13T12:00"),
    ("не позднее 24.11.2023", "to 2023-11-24"),
    ("before 24 November 2023 at 9:30", "to 2023-11-24T09:30"),
    ("до 13 ноября 12 00", "to 2023-11-13T12:00"),
    ("к 5 декабря в 18-30", "to 2023-12-05T18:30"),
    ("10-15 декабря", "from 2023-12-10, to 2023-12-15"),
    ("подлежит исполнению в срок до 20 декабря", "to 2023-12-20"),
    ("с 9 ноября 2023 по 15 ноября 2023", "from 2023-11-09, to 2023-11-15"),
    ("с 9 по 15 ноября 2023 года", "from 2023-11-09, to 2023-11-15"),
    ("между 9.11.2023 и 15.11.2023", "from 2023-11-09, to 2023-11-15"),
    ("between 9 November 2023 and 15 November 2023", "from 2023-11-09, to 2023-11-15"),
    ("from 2023-11-09 to 2023-11-15", "from 2023-11-09, to 2023-11-15"),
    ("за ноябрь 2023", "from 2023-11-01, to 2023-11-30"),
    ("in February 2024", "from 2024-02-01, to 2024-02-29"),
    ("за 2023 год", "from 2023-01-01, to 2023-12-31"),
    ("на этой неделе", "from 2023-11-27, to 2023-12-03"),
    ("next week", "from 2023-12-04, to 2023-12-10"),
    ("в этом месяце", "from 2023-12-01, to 2023-12-31"),
    ("next month", "from 2024-01-01, to 2024-01-31"),
    ("было известно на 10.11.2023", "known_at 2023-11-10"),
    ("по сведениям на 10 ноября 2023 года", "known_at 2023-11-10"),
    ("as known on 10 November 2023", "known_at 2023-11-10"),
    ("о положении на 15.11.2023, известном на 10.11.2023", "at 2023-11-15, known_at 2023-11-10"),
    ("5 мало, 2 may be", "None 2023-05-02"),
    ("пункт 2.10", ""),
    ("пятнадцатого ноября 2023 года", "None 2023-11-15"),
    ("by the fifteenth of November 2023", "to 2023-11-15"),
    ("до полудня 13 ноября", "to 2023-11-13T12:00"),
    ("before noon on 13 November 2023", "to 2023-11-13T12:00"),
    ("на конец ноября 2023 года", "at 2023-11-30"),
    ("за IV квартал 2023 года", "from 2023-10-01, to 2023-12-31"),
    ("in the second quarter of 2024", "from 2024-04-01, to 2024-06-30"),
    ("Q1 2024", "from 2024-01-01, to 2024-03-31"),
    ("между 20 марта и 20 апреля 2021", "from 2021-03-20, to 2021-04-20"),
    ("на 15-Nov-2023", "at 2023-11-15"),
    ("on 2023.11.15", "at 2023-11-15"),
    ("15 нояб. 23 г.", "None 2023-11-15"),
    ("на 15.11", "at 2023-11-15"),
    ("from 9 to 15 November 2023", "from 2023-11-09, to 2023-11-15"),
    ("between November 9 and 15, 2023", "from 2023-11-09, to 2023-11-15"),
    ("к 18 часам 5 декабря", "to 2023-12-05T18:00"),
    ("by 6 pm on 5 December", "to 2023-12-05T18:00"),
    ("by 12 am on 5 December", "to 2023-12-05T00:00"),
    ("по состоянию на конец года", "at 2023-12-31"),
    ("at the end of 2024", "at 2024-12-31"),
    ("в начале ноября", "at 2023-11-01"),
    ("mid-November", "None 2023-11-15"),
    ("до конца следующей недели", "to 2023-12-10"),
    ("by the end of next month", "to 2024-01-31"),
    ("к концу текущего квартала", "to 2023-12-31"),
    ("к Новому году", "to 2023-12-31"),
    ("к новому году 2025", "to 2024-12-31"),
    ("с начала года", "from 2023-01-01"),
    ("since the beginning of November", "from 2023-11-01"),
    ("до декабря", "to 2023-11-30"),
    ("с октября", "from 2023-10-01"),
    ("за прошлый месяц", "from 2023-11-01, to 2023-11-30"),
    ("last quarter", "from 2023-07-01, to 2023-09-30"),
    ("за прошлую неделю", "from 2023-11-20, to 2023-11-26"),
    ("за первое полугодие 2023", "from 2023-01-01, to 2023-06-30"),
    ("в третьем полугодии", ""),
    ("H2 2023", "from 2023-07-01, to 2023-12-31"),
    ("в первой половине декабря", "from 2023-12-01, to 2023-12-15"),
    ("через неделю", "None 2023-12-08"),
    ("two weeks from now", "None 2023-12-15"),
    ("месяц назад", "None 2023-11-01"),
    ("за последнюю неделю", "from 2023-11-24, to 2023-12-01"),
    ("в последнем квартале", "from 2023-07-01, to 2023-09-30"),
    ("за последние 30 дней", "from 2023-11-01, to 2023-12-01"),
    ("within 10 days", "from 2023-12-01, to 2023-12-11"),
    ("к понедельнику", "to 2023-12-04"),
    ("last Friday", "None 2023-11-24"),
    ("до понедельника 12:00", "to 2023-12-04T12:00"),
    ("by noon on Monday", "to 2023-12-04T12:00"),
    ("tomorrow by 6 pm", "None 2023-12-02T18:00"),
    ("since Monday", "from 2023-11-27"),
    ("до 20-го", "to 2023-12-20"),
    ("by the 20th", "to 2023-12-20"),
    ("may the 4th", "None 2023-05-04"),
    ("в 3 пункте", ""),
    ("меньше чем за 3 дня", ""),
    (
        "as of 10 Nov 2023, what did we believe was binding on 15 Nov 2023",
        "known_at 2023-11-10, at 2023-11-15",
    ),
    ("state of 15.11.2023 as we knew it on 10.11.2023", "None 2023-11-15, known_at 2023-11-10"),
]


@pytest.mark.parametrize(("words", "expected"), MOMENTS)
def test_moments_and_what_they_are(words: str, expected: str) -> None:
    """A moment is what the words before it say; a day without a year is one of today's."""
    found = find_slots(words, today=TODAY).moments
    assert expected == ", ".join(f"{moment.role} {moment.value}" for moment in found)


NAMED = [
    ("когорта 2023", "years", ["2023"]),
    ("2022, 2023 и 2024", "years", ["2022", "2023", "2024"]),
    ("2022–2024", "years", ["2022", "2023", "2024"]),
    ("2023-го года", "years", ["2023"]),
    ("кластеры 23 года", "years", ["2023"]),
    ("кластеры-2023", "years", ["2023"]),
    ("когорта двадцать четвёртого года", "years", ["2024"]),
    ("the class of '22", "years", ["2022"]),
    ("когорта2023года", "years", ["2023"]),
    ("короче недели", "days", ["5"]),
    ("less than two working weeks", "days", ["10"]),
    ("короче 5 раб. дней", "days", ["5"]),
    ("по 2 вопросу", "items", ["2"]),
    ("на 15 ноября 2023 года", "years", []),
    ("на что ссылается протокол 124", "documents", ["124"]),
    ("which documents does protocol 999 cite", "documents", ["999"]),
    ("протокол 2023 года", "documents", []),
    ("протокол 5.2", "documents", []),
    ("протокола от 8 ноября 2023 г.", "documents", ["2023-11-08"]),
    ("the minutes of 8 November 2023", "documents", ["2023-11-08"]),
    ("протокол Д05-124/05пр", "documents", ["Д05-124/05пр"]),
    ("Д05-78/05пр - what makes it binding", "documents", ["Д05-78/05пр"]),
    ("протокол № Д05 - 124 / 05 пр", "documents", ["№ Д05 - 124 / 05 пр"]),
    ("протокол д05 124/05пр", "documents", ["д05-124/05пр"]),
    ("протокол М4 11 02пр", "documents", ["М4-11/02пр"]),
    ("п2 3/4", "documents", ["3/4"]),
    ("d05-124/05np", "documents", ["d05-124/05np"]),
    ("protocol No. 05-3045", "documents", ["No. 05-3045"]),
    ("распоряжение № 15", "documents", ["№ 15"]),
    ("2023-11-08_D05-124-05pr", "documents", ["2023-11-08_D05-124-05pr"]),
    ("протокол от 8 ноября 2023 г. № Д05-124/05пр", "documents", ["№ Д05-124/05пр от 2023-11-08"]),
    ("Д05-124/05пр от 08.11.2023", "documents", ["Д05-124/05пр от 2023-11-08"]),
    ("III/2.1", "points", ["III/2.1"]),
    ("iii / 2.1", "points", ["III/2.1"]),
    ("пункт 2.1", "points", ["2.1"]),
    ("point 2.1.", "points", ["2.1"]),
    ("почему п 2.1", "points", ["2.1"]),
    ("Д05-120/05пр @2023", "points", ["@2023"]),
    ("по вопросу III", "items", ["III"]),
    ("докладчик по III", "items", ["III"]),
    ("item iv", "items", ["IV"]),
    ("вопрос 3", "items", ["3"]),
    ("по III вопросу", "items", ["III"]),
    ("may I ask", "items", []),
    ("ссылка https://reka.example/a_b.", "links", ["https://reka.example/a_b"]),
    ("почта <Vesla@reka.example>", "links", ["Vesla@reka.example"]),
    ("что на disk.reka.example/d/xyz?", "links", ["disk.reka.example/d/xyz"]),
    ("www.reka.example", "links", ["www.reka.example"]),
    ("сайт Д05.124/05пр", "links", []),
    ("проект «Паром»", "quoted", ["Паром"]),
]


@pytest.mark.parametrize(("words", "kind", "expected"), NAMED)
def test_what_a_question_names(words: str, kind: str, expected: list[str]) -> None:
    """Years, documents in any spelling, points, items, links: as the question spelt them."""
    assert expected == list(getattr(find_slots(words, today=TODAY), kind))


def test_what_is_named_is_no_word_of_the_question() -> None:
    """The words that remain are those that say what is asked."""
    rest = find_slots("Кто докладывал по вопросу III протокола № Д05-124/05пр 8.11.2023?", today=TODAY).rest
    assert ["Кто", "докладывал", "по", "протокола"] == [
        word.replace("кто", "Кто") for word in re.findall(r"\w+", rest)
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("для отдела карт", "Отдел карт"),
        ("для дирекции пристаней", "Дирекция пристаней"),
        ("для инициаторов создания лесничеств", "Инициаторы создания лесничеств"),
        ("для отдела", None),
        ("for Otdel kart", "Отдел карт"),
        ("для инициаторов создания", "Инициаторы создания лесничеств"),
        ("карт", None),
    ],
)
def test_a_name_is_known_in_any_of_its_forms(question: str, expected: str | None) -> None:
    """All words of a name must be there; the longest of those that fit counts."""
    assert expected == find_name(question, NAMES.addressees)
