"""Documents named in prose: their numbers, days and points, what is done to them, what looks wrong."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.references import find_references, lint_references
from graph.model import Reference, Source
from graph.resources import sample_folder

SEED = "2023-11-08_D05-124-05pr.txt"


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


def references(text: str, lead: tuple[int, int] | None = None, start: int = 0) -> list[Reference]:
    """Return the references of the words."""
    return [fact.value for fact in find_references(source_of(text), start, len(text), lead=lead)]


def named(text: str) -> list[tuple[str | None, str | None]]:
    """Return number and day of each reference."""
    return [(one.number, one.date.isoformat() if one.date else None) for one in references(text)]


@pytest.mark.parametrize(
    ("number", "day", "text"),
    [
        ("10", "2024-10-21", "( протокол от 21 октября 2024 года № 10 )"),
        ("275", "2024-05-05", "(протокол № 275 от 5 мая 2024 г.)"),
        ("ДР-0043-СЗ", "2024-09-11", "протокола селекторного совещания от 11.09.2024 №ДР-0043-СЗ"),
        ("1522-п", "2021-11-13", "постановления администрации Тихого района № 1522 - п от 13.11.2021"),
        (
            "44-п",
            "2021-02-03",
            "постановление администрации Тихого района от 03.02.2021 N 44 - п « О вывозе »",
        ),
        ("88-ЛЗ", "2019-06-14", "с Законом Тихой области от 14 июня 2019 года № 88 - ЛЗ « О снеге »"),
        ("Пр-96", "2024-04-08", "перечня поручений от 8 апреля 2024 г. № Пр - 96"),
        ("309", "2024-05-07", "Указом Главы Тихой области от 7 мая 2024 г. № 309 «О целях»"),
        ("Т-96/3", "2024-05-05", "поручения Главы области от 5 мая 2024 г. № Т-96/3"),
        ("01-15/77", "2024-05-05", "письмом от 05.05.2024 исх. № 01-15/77"),
        ("33", "2024-05-05", "письмо школы № 12 от 5 мая 2024 г. № 33"),
        ("15-од", "2024-05-05", "приказ «О порядке ведения протокола» от 5 мая 2024 г. № 15-од"),
        ("КЧ-5/25", "2024-05-05", "протокол КЧ-5/25 от 5 мая 2024 г."),
        ("12", "2024-05-15", "протоколом от 15 мая 2024 г. за № 12"),
        ("5-пр", "2024-07-24", "протокол от 24.07.2024 г.№5-пр"),
        ("7", "2024-05-05", "решение комиссии от 5 мая 2024 г. № 7"),
        ("3-пр", "2024-05-05", "поручений прото-\nкола от 5 мая 2024 г. № 3-пр"),
        ("Д7-119/07пр", "2023-10-18", "протокола от 18 октября 2023 г. №\nД7-\n119/07пр в сроки"),
        ("291", "2016-12-05", "приказа от 05 декабря 2016 г . / N291".replace("/ ", "")),
        ("31-оп", None, "(пункт 4 протокола от 00.08.2025 № 31-оп)"),
        ("4", None, "на основании протокола заседания №4"),
        ("7", None, "протокол от 5 сентября № 7"),
        (None, "2024-05-05", "в соответствии с протоколом совещания от 5 мая 2024 г."),
        ("8", "2024-05-05", "по договору от 5 мая 2024 г. № 8"),
        ("5", None, "по протоколу № 5 - на контроле"),
    ],
)
def test_one_document(number: str | None, day: str | None, text: str) -> None:
    """Kind word, number and day are found in either order and spelling."""
    assert [(number, day)] == named(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (
            [("3-пр", "2024-05-05"), ("4-пр", "2024-05-06"), ("5-пр", "2024-05-07")],
            "протоколов от 5 мая 2024 г. № 3-пр, от 6 мая 2024 г. №4-пр и № 5-пр от 7 мая 2024 г. в сроки",
        ),
        ([("3", "2024-07-05"), ("4", "2024-07-05")], "протоколов от 05.07.2024 №№ 3, 4"),
        ([("5", None), ("6", None), ("7", None)], "протоколы № 5, 6 и 7"),
        (
            [("226", "2024-05-05"), ("12-р", "2024-05-06")],
            'приказом Минснега от 5 мая 2024 г. N 226 " О плане " , распоряжением от 6 мая 2024 г. № 12-р',
        ),
        (
            [("15", "2024-05-05"), ("16", "2024-05-06")],
            "постановлений от 5 мая 2024 г. № 15 «О снеге», от 6 мая 2024 г. № 16 «О дожде»",
        ),
    ],
)
def test_lists(expected: list[tuple[str | None, str | None]], text: str) -> None:
    """Every document of a list counts, with its own day."""
    assert expected == named(text)


@pytest.mark.parametrize(
    "text",
    [
        "маршрут № 4, понтоны № 7 и посты № 1–6, телефон № 555-55-55",
        "Контроль за исполнением настоящего протокола от своего имени оставляю за собой.",
        "Направить настоящий протокол до 5 мая 2024 г.",
        "Подготовить приказ и направить его в отдел № 5",
        "Подготовить постановление о ремонте моста № 3",
        "Поручение № 9 | Подготовить проект",
        "протокол от ______ № ____",
        "договор № 9",
        "Протоколы подъёмов направить на почту",
        "ПРОТОКОЛ № 6\nзаседания правления",
        "указанные в списке № 5 дома",
    ],
)
def test_no_document(text: str) -> None:
    """Numbers of things, the document itself and bare kind words name nothing."""
    assert [] == references(text)


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (["3"], "пункта 3 протокола от 5 мая 2024 г. № 3"),
        (["1", "2", "4.1"], "пункты 1, 2 и 4.1 протокола от 5 мая 2024 г. № 3"),
        (["1", "2", "3"], "Пункты 1–3 протокола от 5 мая 2024 г. № 3"),
        (["2.4"], "подпункта 2.4 протокола от 5 мая 2024 г. № 3"),
        (["III/2.1"], "пункт 2.1 раздела III протокола от 5 мая 2024 г. № 3"),
        (["III/2.1", "V/4"], "пункт 2.1 раздела III и пункт 4 раздела V протокола от 5 мая 2024 г. № 3"),
        (["2.а"], "подпункт «а» пункта 2 перечня поручений от 5 мая 2024 г. № 3"),
        (["2.а", "2.б"], "подпункты «а», «б» пункта 2 приказа от 5 мая 2024 г. № 3"),
        (["4.1"], "подпункт 1 пункта 4 постановления от 5 мая 2024 г. № 3"),
        (["3"], "абзац второй пункта 3 протокола от 5 мая 2024 г. № 3"),
        (["3"], "п. 3 протокола от 5 мая 2024 г. № 3"),
        (["2", "3"], "пп. 2, 3 протокола от 5 мая 2024 г. № 3"),
        (["1.3"], "взамен поручения, данного пунктом 1.3 протокола от 5 мая 2024 г. № 3"),
        (["2.а"], "поручение от 5 мая 2024 г. № Пр - 996 (подпункт «а» пункта 2)"),
        (["3"], "протокол N 12/3 от 5 мая 2024 г., п. 3"),
        (["1", "2", "5"], "протоколов от 5 мая 2024 г. № 3 (пункты 1, 2), от 6 мая 2024 г. № 4 (пункт 5)"),
        ([None, "4"], "протокола от 5 мая 2024 г. № 3 и пункта 4 приказа от 6 мая 2024 г. № 4"),
        ([None], "Отделу, указанному в пункте 3 справки, представить протокол от 5 мая 2024 г. № 3"),
    ],
)
def test_points(points: list[str | None], text: str) -> None:
    """Each named point gives one reference, with its path as other rooms write it."""
    assert points == [one.point for one in references(text)]


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        ("continues", "Членам комиссии продолжить исполнение поручений {p} в установленные сроки."),
        ("continues", "Работу по исполнению поручений {p} продолжить."),
        ("implements", "Во исполнение пункта 2 {p} Отделу доложить о буях."),
        ("implements", "Сверить карты (во исполнение пункта 2 {p})"),
        ("implements", "В целях исполнения {p} Отделу представить список."),
        ("repeals", "Отменить пункт 7 {p}."),
        ("repeals", "Признать утратившим силу пункт 7 {p}."),
        ("repeals", "Пункт 3 {p} считать утратившим силу с 01.01.2025 года ."),
        ("repeals", "Снять с контроля пункт 2 {p} в связи с утратой актуальности."),
        ("repeals", "Снять с контроля пункт 2 {p} как нецелесообразный."),
        ("repeals", "Отменить поручение (пункт 3 {p})."),
        ("fulfils", "Снять с контроля пункты 1 и 2 {p} в связи с исполнением."),
        ("fulfils", "Снять с контроля пункт 2 {p}."),
        ("fulfils", "Считать исполненным пункт 4 {p}"),
        ("fulfils", "Пункт 6 {p} считать исполненным."),
        ("fulfils", "Признать пункт 3 {p} исполненным."),
        ("extends", "Продлить срок исполнения пункта 3 {p} до 28 февраля 2025 г."),
        ("extends", "Перенести срок исполнения подпункта 2.4 {p} с 20 января 2025 г. на 14 марта 2025 г."),
        ("extends", "Срок исполнения пункта 3 {p} продлить до 5 июня 2025 г."),
        ("extends", "В пункте 5 {p} слова «до 1 февраля 2025 г.» заменить словами «до 3 марта 2025 г.»."),
        ("amends", "В пункте 5 {p} слова «отдел печати» заменить словами «отдел связи»."),
        ("amends", "Пункт 2.2 {p} изложить в следующей редакции: «2.2. Отделу сдать.»."),
        ("amends", "Внести в приложение к {p} следующие изменения:"),
        ("amends", "Отделу стропил взамен поручения, данного пунктом 1.3 {p}, представить перечень."),
        ("cites", "Утвердить смету, одобренную комиссией ({p})."),
        ("cites", "В соответствии с пунктом 3 {p} утвердить порядок."),
        ("cites", "Отменить дежурство, о котором говорилось ранее ({p})."),
        ("cites", "Минпричалов представить отчёт (поручение дано пунктом 3 {p})."),
    ],
)
def test_relation(relation: str, text: str) -> None:
    """The words around a reference tell what is done to it."""
    words = text.format(p="протокола от 5 мая 2024 г. № 3-пр")
    assert [relation] == sorted({one.relation for one in references(words)})


def test_two_relations_in_one_sentence() -> None:
    """Each reference takes the words nearest to it."""
    text = "Во исполнение протокола от 5 мая 2024 г. № 3 отменить приказ от 6 мая 2024 г. № 4 (протокол № 5)."
    assert ["implements", "repeals", "cites"] == [one.relation for one in references(text)]


def test_relation_from_the_lead() -> None:
    """A list takes its relation from the lead-in, given or standing above."""
    lead, item = (
        "4. Признать утратившими силу :\n",
        "1) постановление от 12.11.2019 № 511 - п « Об уборке » ;\n",
    )
    text = lead + item + "2) постановление от 03.02.2021 N 44 - п « О вывозе » ."
    assert ["repeals", "repeals"] == [one.relation for one in references(text)]
    assert ["repeals", "repeals"] == [
        one.relation for one in references(text, lead=(0, len(lead)), start=len(lead))
    ]
    assert ["cites"] == [one.relation for one in references(item)]


@pytest.mark.parametrize(
    ("kind", "issuer", "text"),
    [
        (
            "decree",
            "администрации Тихого района",
            "постановление администрации Тихого района от 12.11.2019 № 511-п",
        ),
        ("order", "Минснега Тихой области", "приказом Минснега Тихой области от 5 мая 2024 г. № 5"),
        ("letter", "Министерства волн", "согласно письму Министерства волн от 05.05.2024 № 5"),
        ("protocol", None, "протокола селекторного совещания от 05.05.2024 № 5"),
        ("protocol", None, "протокола заседания комиссии от 05.05.2024 № 5"),
        ("protocol", None, "протокол совещания у директора от 05.05.2024 № 5"),
        ("list", None, "перечня поручений от 05.05.2024 № 5"),
        ("memo", None, "служебной запиской от 05.05.2024 № 5"),
        ("other", None, "Федерального закона от 05.05.2024 № 5-ФЗ"),
    ],
)
def test_kind_and_issuer(kind: str, issuer: str | None, text: str) -> None:
    """The kind comes from the kind word, the issuer only where a body of its own is named."""
    assert [(kind, issuer)] == [(one.document_kind, one.issuer) for one in references(text)]


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (
            ["foreign-number"],
            "протоколов от 5 мая 2024 г. № Т5-1/05пр, от 6 мая 2024 г. № 05-30, от 7 мая 2024 г. № Т5-2/05пр",
        ),
        (["plural-mismatch"], "поручений протокола от 5 мая 2024 г. № 3, от 6 мая 2024 г. № 4"),
        (["impossible-date"], "пункта 4 протокола от 00.08.2025 № 31-оп"),
        (["lookalike-letters"], "протокола от 29.11.2024 № KЧ-44/24"),
        ([], "протоколов от 5 мая 2024 г. № 3, от 6 мая 2024 г. № 4"),
        ([], "протокола от 5 мая 2024 г. № ТСА-4/24"),
    ],
)
def test_lints(codes: list[str], text: str) -> None:
    """What a reader should check is told, and nothing else."""
    assert codes == [notice.code for notice in lint_references(source_of(text), 0, len(text))]


def test_the_sample_document() -> None:
    """The shipped protocol names fourteen documents in eighteen places."""
    text = (sample_folder() / "protocols" / SEED).read_text(encoding="utf-8")
    found = find_references(source_of(text), 0, len(text))
    assert (18, 14) == (len(found), len({fact.value.number for fact in found}))
    years = Counter(str(fact.value.number) for fact in found)
    assert ["Д05-120/05пр", "Д05-123/05пр"] == sorted(number for number, count in years.items() if count == 3)
    notices = lint_references(source_of(text), 0, len(text))
    assert ["foreign-number", "plural-mismatch"] == [notice.code for notice in notices]


PIECES = [
    "протоколов ",
    "от ",
    "5 мая 2024 г. ",
    "№ 3-пр",
    "№",
    ", ",
    " и ",
    "пункт 2 ",
    "(",
    ")",
    "«а» ",
    "раздела III ",
    "отменить ",
    "\n",
    "1) ",
    "приказ ",
    "KЧ-4/2",
    ": ",
    "«О снеге» ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_words_are_read(text: str) -> None:
    """No words are refused, and each span quotes them."""
    for fact in find_references(source_of(text), 0, len(text)):
        assert text[fact.span.start : fact.span.end] == fact.span.text
        assert fact.value.number or fact.value.date
    lint_references(source_of(text), 0, len(text))


def test_only_the_stretch_is_read() -> None:
    """Words outside [start, end) do not count."""
    text = "протокол от 5 мая 2024 г. № 3. Протокол от 6 мая 2024 г. № 4."
    found = find_references(source_of(text), text.index("Протокол"), len(text))
    assert [date(2024, 5, 6)] == [fact.value.date for fact in found]
