"""One sentence each: whom it tells, what it changes, how it may be worded."""

from __future__ import annotations

import pytest

from graph.model import Decision

from .read_texts import read

_HEAD = (
    "МИНИСТЕРСТВО ОСЕЙ КРУТОГО КРАЯ\n\nПРОТОКОЛ\nзаседания комиссии по осям\n\nот 12 марта 2024 г. № 7-к\n\n"
    "Председатель комиссии – Колесов К.К.\nПрисутствовали: Осин О.О., Столбова С.С.\n\nРЕШИЛИ:\n\n"
)
_SIGNED = "\n\nПредседатель комиссии                 К.К. Колесов\n"

ADDRESSED = [
    ("Отдел осей", "Во исполнение пункта 2 протокола от 01.02.2024 №3-к отделу осей доложить о ремонте."),
    ("Администрация г. Качелинска", "Администрации г. Качелинска обеспечить уборку."),
    ("Отдел осей", "Отделу осей через две недели доложить о ремонте."),
    ("Отдел осей", "Отдел осей: подготовить предложения."),
    ("Осин О.О.", "Осину подготовить слайды."),
    ("Осин О.О.", "Зам. директора Осину О.О. подготовить слайды."),
    ("Осин О.О.", "Осин О.О. – подготовить слайды."),
    ("ФГБУ «Центр осей»", "ФГБУ «Центр осей» сформировать реестр."),
    ("Минобр", "Минобру перевести школы на резервное питание."),
    ("Осин О.О., Столбова С.С.", "Начальнику Осину О.О. (по согласованию), Столбовой С.С. выехать на место."),
    ("Ответственные лица", "Ответственным лицам обеспечить осмотр."),
    ("Отдел осей", "Поручается отделу осей подготовить предложения."),
    ("Классные руководители 1–11 классов", "Классным руководителям 1–11 классов провести беседы."),
    ("Минздрав России, Росстат", "Минздраву России (В.А.Лекарев), Росстату внести предложения."),
]

COHORTS = [
    ([2021, 2022, 2023], "Центрам, открытым в 2021–2023 годах, направить отчёты."),
    ([2024], "Ректорам вузов, вошедших в программу в 2024 году, представить отчёты."),
    ([2023], "Директорам техникумов, на базе которых в 2023 году созданы кластеры, направить фотографии."),
    ([2023], "Центрам, которые созданы в 2023 году, направить отчёты."),
    ([2022, 2023], "Центрам (2022 и 2023 годов создания) направить отчёты."),
    ([2024, 2025], "Центрам, введённым в эксплуатацию в 2024 и 2025 годах, направить отчёты."),
    ([2023], "Центрам, открывшимся в 2023 году, направить отчёты."),
    ([], "Операторам (за исключением операторов, созданных в 2024 году) обеспечить вывоз."),
    ([], "Центрам направить отчёты за 2023 год."),
]

CHANGED = [
    ("extension", "2", "extends", "Продлить срок исполнения пункта 2 протокола {} до 1 мая 2024 г."),
    (
        "extension",
        "2",
        "extends",
        "Срок исполнения пункта 2 протокола {} считать продлённым до 1 мая 2024 г.",
    ),
    ("extension", "2", "extends", "Установить новый срок исполнения пункта 2 протокола {} – 1 мая 2024 г."),
    ("extension", "2", "extends", "Продлить исполнение пункта 2 протокола {} на 10 рабочих дней."),
    (
        "extension",
        "2",
        "extends",
        "Согласиться с переносом срока исполнения пункта 2 протокола {} на 1 мая 2024 г.",
    ),
    (
        "extension",
        "2",
        "extends",
        "Заменить в пункте 2 протокола {} слова «1 апреля» словами «1 мая 2024 г.».",
    ),
    (
        "extension",
        "2",
        "extends",
        "В пункте 2 протокола {} слова «в месячный срок» заменить словами «до 1 мая».",
    ),
    (
        "extension",
        "2",
        "extends",
        "Изменить срок исполнения пункта 2 протокола {} с «1 апреля» на «1 мая 2024 г.».",
    ),
    ("extension", "2", "extends", "В пункте 2 протокола {} изменить срок с 1 апреля на 1 мая 2024 г."),
    ("extension", "2", "extends", "Продлить срок исполнения пункта 2 протокола {} на месяц."),
    ("repeal", "2", "fulfils", "Поручение по пункту 2 протокола {} исполнено, снять с контроля."),
    ("repeal", "2", "fulfils", "Закрыть пункт 2 протокола {}."),
    ("repeal", "2", "repeals", "Признать пункт 2 протокола {} неактуальным и снять с контроля."),
    ("repeal", "2", "repeals", "Прекратить исполнение пункта 2 протокола {}."),
    ("repeal", "2", "repeals", "Исключить пункт 2 из протокола {}."),
    ("repeal", "3/2", "fulfils", "Снять с контроля поручение, данное в пункте 2 вопроса 3 протокола {}."),
    ("repeal", None, "repeals", "Считать не действующим протокол {}."),
    ("approval", "2", "amends", "Дополнить пункт 2 протокола {} словами «и столбов»."),
    ("approval", "2", "amends", "Пункт 2 протокола {} после слова «осей» дополнить словами «и столбов»."),
    (
        "order",
        "2",
        "amends",
        "Изложить пункт 2 протокола {} в следующей редакции: «2. Отделу осей мыть оси.».",
    ),
    ("note", "2", "cites", "Оставить на контроле пункт 2 протокола {}."),
    ("continuation", None, "continues", "Центрам продолжить исполнение поручений, указанных в протоколе {}."),
    ("continuation", None, "continues", "Центрам продолжить исполнение поручений протоколов: {}."),
]

DAYS = [
    ("instant", "2024-03-12T18:00", "сегодня до 18:00", "Отделу осей сегодня до 18:00 направить сводку."),
    ("instant", "2024-03-13T12:00", "до завтра, 12:00", "Отделу осей до завтра, 12:00, подать заявку."),
    ("instant", "2024-03-14T10:00", "послезавтра к 10:00", "Отделу осей послезавтра к 10:00 доложить."),
    ("day", "2024-03-14T00:00", "завтра", "Отделу осей завтра представить график."),
    ("day", "2024-03-13T00:00", "до конца рабочего дня", "Отделу осей до конца рабочего дня закрыть заявки."),
    ("day", "2024-03-14T00:00", "к утру завтрашнего дня", "Отделу осей к утру завтрашнего дня собрать оси."),
    ("day", "2024-03-13T00:00", "сегодня", "Отделу осей смазать оси.\nСрок: сегодня"),
    (None, None, None, "Отделу осей собрать сведения по состоянию на сегодня."),
    (None, None, None, "Отделу осей изменить порядок работы с завтрашнего дня."),
]

POINTED = [
    (
        "3-к",
        "4",
        "amends",
        "Изложить пункт 4 того же протокола в новой редакции: «4. Отделу осей мыть оси.».",
    ),
    ("3-к", "5", "fulfils", "Снять с контроля пункт 5 указанного протокола."),
    ("3-к", "2", "extends", "Продлить срок исполнения названного пункта до 1 мая 2024 г."),
    ("8-р", None, "repeals", "Считать утратившим силу вышеуказанное распоряжение."),
]

KINDS = [
    ("approval", "Установить, что оси смазываются ежегодно."),
    ("recommendation", "Просьба к операторам связи усилить мониторинг сетей."),
    ("control", "Контроль за выполнением решений оставить за секретариатом комиссии."),
    ("note", "Вопрос о столбах перенести на следующее заседание."),
    ("order", "Рассмотреть вопрос о столбах на следующем заседании."),
    ("information", "Форма заявки размещена на сайте osi.example."),
]

HEADS = [
    ("5", "2022-03-16", None, "ПРОТОКОЛ\n16.03.2022 № 5\nсовещания по вопросу осей"),
    (None, None, None, "Протокол совещания от 5 сентября"),
    ("М-026/26", "2026-05-04", None, "МЕМО М-026/26\nО запуске осей\n4 мая 2026 г."),
    ("179-а", "2017-07-21", None, "КАРАР               ПОСТАНОВЛЕНИЕ\nот « 21 » июля 2017 года № 179-а"),
    ("890-п", "2014-10-07", None, "АДМИНИСТРАЦИЯ РАЙОНА\nПОСТАНОВЛЕНИЕ\nот 07\nоктября\n2014 г. № 890 - п"),
    (None, None, None, "АДМИНИСТРАЦИЯ РАЙОНА\nПОСТАНОВЛЕНИЕ\nот ______ № ____"),
    (None, None, None, "АДМИНИСТРАЦИЯ РАЙОНА\nПОСТАНОВЛЕНИЕ\n00.00.2016 № 00"),
    ("3", "2015-01-12", None, "ПОСТАНОВЛЕНИЕ\n(в редакции от 29.01.2015 г. № 8)\nот 12.01.2015 г. № 3"),
    ("12/3", "2024-05-04", "Осевое", "РЕШЕНИЕ\nот 4 мая 2024 года          № 12/3          с. Осевое"),
    (
        None,
        "2024-05-04",
        "Осевск",
        "Протокол\nзаседания рабочей группы №3\nДата: 4 мая 2024 г.\nМесто: г. Осевск",
    ),
    ("15-УП", "2024-05-04", None, "УКАЗ\nПрезидента Осевой Республики\nот 4 мая 2024 года № 15-УП"),
    ("26", "2024-07-11", None, "ПРОТОКОЛ\nпроизводственного совещания от 11.07.2024 № 26"),
    ("7", "2024-05-04", None, "ПРОТОКОЛ № 7\nсовещания\n«04» 05 2024"),
    ("7", "2024-05-04", None, "ПРОТОКОЛ № 7\nсовещания\n«04» 05.2024 г."),
    ("7", "2024-05-04", None, "Регистрационный № 145 от 06.05.2024\nПРОТОКОЛ\nкомиссии от 04.05.2024 № 7"),
]


def _point(sentence: str) -> Decision:
    """Return the only point of a protocol that decides one sentence."""
    (point,) = read(f"{_HEAD}1. {sentence}{_SIGNED}").points
    return point


@pytest.mark.parametrize(("number", "day", "place", "head"), HEADS)
def test_heads_say_number_date_and_place(
    number: str | None, day: str | None, place: str | None, head: str
) -> None:
    """Whatever else stands around them; blanks and other documents' dates do not count."""
    found = read(f"{head}\n\nРЕШИЛИ:\n\n1. Отделу осей смазать оси.{_SIGNED}").head
    assert number == (found.number.value if found.number else None)
    assert day == (found.date.value.isoformat() if found.date else None)
    assert place == (found.place.value if found.place else None)


@pytest.mark.parametrize(("expected", "sentence"), ADDRESSED)
def test_addressees_stand_in_many_forms(expected: str, sentence: str) -> None:
    """The nominative of whoever is told."""
    assert expected == ", ".join(party.value.name for party in _point(sentence).addressees)


@pytest.mark.parametrize(("expected", "sentence"), COHORTS)
def test_cohorts_are_told_by_years_of_creation_alone(expected: list[int], sentence: str) -> None:
    """However the creation is worded; years of reports and of those left out do not count."""
    point = _point(sentence)
    assert expected == sorted({fact.value.year for fact in point.cohorts})
    assert point.deadline is None


@pytest.mark.parametrize(("kind", "path", "relation", "sentence"), CHANGED)
def test_changes_of_other_documents_are_told_apart(
    kind: str, path: str | None, relation: str, sentence: str
) -> None:
    """Extended, fulfilled, cancelled, amended, continued."""
    point = _point(sentence.format("от 01.02.2024 № 3-к"))
    found = [(one.value.number, one.value.point, one.value.relation) for one in point.references]
    assert (kind, [("3-к", path, relation)]) == (point.kind.value, found)
    assert (kind == "extension") is (point.deadline is not None)


@pytest.mark.parametrize(("number", "path", "relation", "sentence"), POINTED)
def test_what_points_back_means_the_nearest_document_named(
    number: str, path: str | None, relation: str, sentence: str
) -> None:
    """Of a document the nearest of its kind, of a point the nearest point."""
    named = "1. Отменить распоряжение от 03.02.2024 № 8-р и пункт 2 протокола от 01.02.2024 № 3-к."
    point = read(f"{_HEAD}{named}\n2. {sentence}{_SIGNED}").points[-1]
    found = [(one.value.number, one.value.point, one.value.relation) for one in point.references]
    assert [(number, path, relation)] == found


def test_what_points_back_to_several_documents_means_none() -> None:
    """«Указанный протокол» behind two protocols named together is left open."""
    named = "1. Исполнить протоколы от 01.02.2024 № 3-к, от 02.02.2024 № 4-к."
    point = read(f"{_HEAD}{named}\n2. Снять с контроля пункт 5 указанного протокола.{_SIGNED}").points[-1]
    assert () == point.references


@pytest.mark.parametrize(
    "sentence",
    [
        "Представить отчёты: Отделу осей – до 1 июня, Отделу столбов – до 15 июня 2024 г.",
        "Отделу осей – до 1 июня, а Отделу столбов – до 15 июня 2024 г. представить отчёты.",
    ],
)
def test_a_task_with_a_term_for_each_is_due_by_the_last(sentence: str) -> None:
    """Both are told; the term is one that nobody's own comes after."""
    point = _point(sentence)
    assert ["Отдел осей", "Отдел столбов"] == [party.value.name for party in point.addressees]
    assert point.deadline
    assert ("до 15 июня 2024 г.", None) == (point.deadline.value.text, point.report_deadline)


def test_a_caption_between_two_numbers_belongs_to_neither() -> None:
    """«По ремонту столбов» alone on its line is a topic."""
    first, second = read(
        f"{_HEAD}1. Отделу осей смазать оси.\nПо ремонту столбов\n2. Отделу столбов красить столбы.{_SIGNED}"
    ).points
    assert ("1", "Отделу осей смазать оси.") == (first.path, first.span.text)
    assert ("2", "Отделу столбов красить столбы.") == (second.path, second.span.text)


@pytest.mark.parametrize("above", ["", ":", " необходимо:"])
def test_whom_a_line_above_the_numbers_names_is_told_all_of_them(above: str) -> None:
    """With a colon, with a word of duty, or with nothing behind the class."""
    body = f"Руководителям мастерских{above}\n1. Смазать оси до 1 мая 2024 г.\n2. Провести осмотр."
    points = read(f"{_HEAD}{body}{_SIGNED}").points
    assert ["1", "2"] == [point.path for point in points]
    assert [["Руководители мастерских"]] * 2 == [[one.value.name for one in p.addressees] for p in points]


@pytest.mark.parametrize(("kind", "end", "words", "sentence"), DAYS)
def test_days_are_told_from_the_document_s_own(
    kind: str | None, end: str | None, words: str | None, sentence: str
) -> None:
    """«Завтра» is the day behind the meeting; what only tells a state sets no term."""
    point = _point(sentence)
    found = point.deadline.value if point.deadline else None
    assert (kind, words) == ((found.kind, found.text) if found else (None, None))
    assert end == (f"{found.end:%Y-%m-%dT%H:%M}" if found and found.end else None)
    assert ["Отдел осей"] == [party.value.name for party in point.addressees]


@pytest.mark.parametrize(("expected", "sentence"), KINDS)
def test_kinds_do_not_hang_on_one_wording(expected: str, sentence: str) -> None:
    """Each is told by more than its usual verb."""
    assert expected == _point(sentence).kind.value
