"""People, groups and bodies: out of the top of a document, its questions and its signature."""

from __future__ import annotations

import pytest

from graph.extract import read_protocol
from graph.extract.bodies import body_name, issuer
from graph.extract.posts import read_post
from graph.extract.word_readings import Case
from graph.model import Person, Protocol, Source

MEETING = """МИНИСТЕРСТВО ПЕСКА И ДВОРОВ
ПЕСОЧНОЙ РЕСПУБЛИКИ
(МИНПЕСДВОР)

ПРОТОКОЛ

« 14 » марта 2026 г.

№ П02-17/02пр

Председательствовал:

В.С. Горкин

Присутствовали:

от ГБУ «Институт качелей»

Бондарь О.А.
Соколов А.С.

от Комитета по паркам - Песков А.А., Дворова Б.Б.

от садовников - 6 человек

Смотрители дворов – победителей

конкурса дворов (список прилагается)

I. О качелях.

(Соколов А.С.)

Заслушав выступление начальника отдела качелей Управления «Дворы» Дирекции развития и управления
парками ГБУ «Институт качелей» Соколова А.С. о качелях,

РЕШИЛИ:

1. Принять информацию Соколова А.С. к сведению.

II. О песке.

СЛУШАЛИ: Дворову Б.Б. и директора Департамента песка Минпесдвора Горкина В.С. о песке.

ВЫСТУПИЛИ:
Песков А.А. – предложил подождать.

РЕШИЛИ:

1. Отделу песка до 1 мая 2026 г. просеять песок.

Директор Департамента
песка



В.С. Горкин
"""


def read(text: str) -> Protocol:
    """Return what a whole text says."""
    return read_protocol(Source("made-up.txt", "text/plain", text, "0" * 64))


def people(role: str) -> list[Person]:
    """Return the people of the meeting in one role."""
    return [fact.value for fact in read(MEETING).people if fact.value.role == role]


def test_roles() -> None:
    """Everyone is named in the nominative, in the role in which the document names them."""
    expected = {
        "chair": ["Горкин В.С."],
        "attendee": ["Бондарь О.А.", "Соколов А.С.", "Песков А.А.", "Дворова Б.Б."],
        "speaker": ["Соколов А.С.", "Дворова Б.Б.", "Горкин В.С."],
        "signer": ["Горкин В.С."],
    }

    assert expected == {role: [person.name for person in people(role)] for role in expected}


def test_speakers_and_their_units() -> None:
    """A speaker has a question, a post, and a chain of units from the narrowest to the body."""
    first, *others = people("speaker")

    assert ("I", "начальник отдела качелей") == (first.item, first.post)
    assert ("отдел качелей", "Управление «Дворы»", "Дирекция развития и управления парками") == first.units
    assert "ГБУ «Институт качелей»" == first.organisation
    assert {"II"} == {person.item for person in others}


def test_issuer_by_its_abbreviation() -> None:
    """A body that the head abbreviates is shown by its full name, and its units belong to it."""
    name = "Министерство песка и дворов Песочной республики"
    found = {(one.value.name, one.value.parent) for one in read(MEETING).organisations}

    assert [name] == [person.organisation for person in people("signer")]
    assert (name, None) in found
    assert ("Департамент песка", name) in found
    assert ("Управление «Дворы»", "Дирекция развития и управления парками") in found


def test_groups_without_names() -> None:
    """Groups stand as worded, joined over a blank line."""
    expected = [
        "Садовники - 6 человек",
        "Смотрители дворов – победителей конкурса дворов (список прилагается)",
    ]

    assert expected == [fact.value for fact in read(MEETING).attendees]


def test_spans_quote_the_source() -> None:
    """Every person, group and body is proved by its words."""
    found = read(MEETING)
    facts = [*found.people, *found.attendees, *found.organisations]

    assert facts
    assert all(fact.span.text == MEETING[fact.span.start : fact.span.end] != "" for fact in facts)


@pytest.mark.parametrize(
    ("chair", "head"),
    [
        (("Качелин Б.П.", None), "Председательствовал:\n\nБ.П. Качелин"),
        (("Качелин Б.П.", "глава двора"), "ПРЕДСЕДАТЕЛЬСТВОВАЛ:\nГлава двора\nБ.П. Качелин"),
        (
            ("Качелин Б.П.", "председатель правления"),
            "Председательствующий – Качелин Б.П., председатель правления",
        ),
        (("Качелин Б.П.", "глава края"), "Вёл совещание глава края Качелин Б.П."),
        (("Качелин Б.П.", None), "Председателя комиссии – Качелин Б.П."),
        (("Качелин Б.П.", "директор"), "Председатель: Качелин Борис Петрович, директор"),
    ],
)
def test_chairs(chair: tuple[str, str | None], head: str) -> None:
    """The chair stands behind many words, with or without a post."""
    found = read(f"ПРОТОКОЛ № 3\nсовещания\n12 марта 2026 г.\n\n{head}\n\nРЕШИЛИ:\n\n1. Вопрос отложить.\n")

    assert [chair] == [(one.value.name, one.value.post) for one in found.people if one.value.role == "chair"]
    assert found.head.chair is not None
    assert chair[0] == found.head.chair.value


@pytest.mark.parametrize(
    ("title", "units", "organisation", "case", "words"),
    [
        ("проректор", [], "ГБОУ ДПО «Двор»", "gent", "проректора ГБОУ ДПО «Двор»"),
        (
            "председатель Комитета по паркам",
            [],
            "Комитет по паркам",
            "gent",
            "председателя Комитета по паркам",
        ),
        (
            "директор Департамента песка",
            ["Департамент песка"],
            "Минпесков",
            "gent",
            "директора Департамента песка Минпесков",
        ),
        ("секретарь комиссии", [], None, "gent", "секретаря комиссии"),
        ("заведующая складом", [], None, "gent", "заведующей складом"),
        ("Глава двора", [], None, "nomn", "Глава двора"),
    ],
)
def test_posts(title: str, units: list[str], organisation: str | None, case: Case, words: str) -> None:
    """A post ends with its narrowest unit; what has a name of its own is the organisation."""
    found = read_post(words, case)

    assert found is not None
    assert (title, units) == (found.title, [unit.name for unit in found.units])
    assert organisation == (found.organisation.name if found.organisation else None)


@pytest.mark.parametrize(
    ("name", "shorts", "lines"),
    [
        (
            "Министерство песка Российской Федерации",
            ("Минпесков России",),
            ["**МИНИСТЕРСТВО ПЕСКА", "РОССИЙСКОЙ ФЕДЕРАЦИИ", "(МИНПЕСКОВ РОССИИ)**"],
        ),
        ("Комиссия по дворам Песочной губернии", (), ["КОМИССИЯ ПО ДВОРАМ", "ПЕСОЧНОЙ ГУБЕРНИИ"]),
        ("Администрация города Москвы", (), ["АДМИНИСТРАЦИЯ ГОРОДА МОСКВЫ"]),
        ("Правительство Республики Крым", (), ["ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КРЫМ"]),
        ("ГБУ «Институт качелей»", (), ["ГБУ «ИНСТИТУТ КАЧЕЛЕЙ»"]),
        ("Администрация Дворового района", (), ["Администрация Дворового района"]),
    ],
)
def test_issuers_in_capitals(name: str, shorts: tuple[str, ...], lines: list[str]) -> None:
    """Proper names keep their capitals, abbreviations stand apart."""
    found = issuer(lines)

    assert found is not None
    assert (name, shorts) == (found.name, found.alternatives)


def test_bodies_in_other_cases() -> None:
    """A body's name is turned into the nominative, with a capital letter."""
    assert "Правление Товарищества «Двор»" == body_name("правления Товарищества «Двор»", "gent")
    assert issuer(["***"]) is None
