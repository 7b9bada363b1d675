"""People's names: where they stand, what a document declares, and what they are in the nominative."""

from __future__ import annotations

import pytest

from graph.extract.names import NameRegistry, find_names, scan_names
from graph.extract.surnames import surname_forms, surname_to_nominative
from graph.extract.word_readings import Case
from graph.model import Source


def source_of(text: str) -> Source:
    """Return a document of nothing but these words."""
    return Source("words.txt", "text/plain", text, "0" * 64)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Качелин А.С."], "Директор А.С. Качелин"),
        (["Качелину А.С."], "поручить Качелину А.С. Срок до пятницы"),
        (["Качелин А.С.", "Песков Б.Б."], "Качелин А.С. Песков Б.Б."),
        (["Песков Б.Б.", "Качелин А.С."], "Б.Б.Песков, А. С. Качелин"),
        (["Дворова-Садова К.С."], "Дворова-Садова К. С. спросила"),
        (["Горкин И.И."], "ГОРКИН И.И."),
        (["Горкин И.И."], "Горкин И . И . ответил"),
        (["Горкин И.И."], "слушали Горкин\nИ.И. о песке"),
        (["Горкина И.П."], "заслушав Горкина Ивана Петровича"),
        (["Горкин И.П."], "директор Иван Петрович Горкин"),
        (["Горкин А.С."], "Горкин A.C. молчал"),
        ([], "И.О. директора"),
        ([], "Блок А. Тепло"),
        ([], "г. Качелинск, ул. Садовая"),
        ([], ""),
    ],
)
def test_names_in_a_text(expected: list[str], text: str) -> None:
    """Initials stand before or behind; a post or a heading is no surname."""
    assert expected == [f"{name.surname} {name.initials}" for name in scan_names(text)]


@pytest.mark.parametrize(
    ("nominative", "case", "written"),
    [
        ("Качелин", "datv", "Качелину"),
        ("Качелина", "datv", "Качелиной"),
        ("Песков", "gent", "Пескова"),
        ("Пескова", "accs", "Пескову"),
        ("Волнистая", "datv", "Волнистой"),
        ("Лунная", "accs", "Лунную"),
        ("Дворовский", "datv", "Дворовскому"),
        ("Дворовская", "ablt", "Дворовской"),
        ("Песочный", "datv", "Песочному"),
        ("Бондарь", "datv", "Бондарь"),
        ("Бондарь", "datv", "Бондарю"),
        ("Песошвили", "ablt", "Песошвили"),
        ("Горчук", "datv", "Горчуку"),
        ("Кравец", "datv", "Кравцу"),
        ("Морозевич", "ablt", "Морозевичем"),
        ("Соловей", "gent", "Соловья"),
        ("Дворова-Садова", "datv", "Дворовой-Садовой"),
        ("Черных", "datv", "Черных"),
        ("Качалко", "gent", "Качалко"),
    ],
)
def test_surnames_by_their_endings(nominative: str, case: Case, written: str) -> None:
    """A known case decides between a man's and a woman's surname."""
    assert nominative == surname_to_nominative(written, case)[0]


@pytest.mark.parametrize(
    "surname", ["Качелин", "Пескова", "Дворовский", "Песочная", "Горчук", "Грицай", "Шульга"]
)
def test_forms_are_turned_round(surname: str) -> None:
    """What declension makes of a surname, its inverse makes the surname of."""
    forms = [
        (form, case) for form, case in surname_forms(surname) if form != surname.lower() and case != "loct"
    ]

    assert forms
    for form, case in forms:
        assert surname == surname_to_nominative(form.capitalize(), case)[0], (form, case)


DOCUMENT = """Председательствовал:

В.С. Горкин

Присутствовали:

от Института качелей

Бондарь О.А.
Соколов А.С.
Песошвили Д.Г., Лунная Е.П.

Волнистой И.Г. – обеспечить тишину.

Заслушав Соколова А.С., решили.

Директор                 Я.Я. Последний"""


def test_declared_names() -> None:
    """Only names that can stand in nothing but the nominative are declared."""
    declared = NameRegistry.of(source_of(DOCUMENT)).declared

    assert (
        "Горкин В.С.",
        "Бондарь О.А.",
        "Соколов А.С.",
        "Песошвили Д.Г.",
        "Лунная Е.П.",
        "Последний Я.Я.",
    ) == declared


@pytest.mark.parametrize(
    ("expected", "rule", "case", "written"),
    [
        ("Соколов А.С.", "name.declared", "gent", "Соколова А.С."),
        ("Соколов А.С.", "name.declared", None, "А.С. Соколову"),
        ("Бондарь О.А.", "name.declared", "datv", "Бондарь О.А."),
        ("Песошвили Д.Г.", "name.declared", "ablt", "Песошвили Д.Г."),
        ("Лунная Е.П.", "name.declared", "gent", "Лунной Е.П."),
        ("Соколов Б.Б.", "name.by-ending", "gent", "Соколова Б.Б."),
        ("Соколова Б.Б.", "name.as-printed", None, "Соколова Б.Б."),
        ("комиссия", "name.as-printed", "gent", "комиссия"),
    ],
)
def test_declared_names_come_first(expected: str, rule: str, case: Case | None, written: str) -> None:
    """A declared name with the same initials wins; then the ending; else the name as printed."""
    shown, sure, how = NameRegistry.of(source_of(DOCUMENT)).nominative(written, case_hint=case)

    assert (expected, rule) == (shown, how)
    assert 0 < sure <= 1


def test_found_names_keep_their_spans() -> None:
    """A fact's span is the name as printed."""
    source = source_of(DOCUMENT)
    start = source.text.index("Заслушав")

    found = find_names(source, start, len(source.text))

    assert [("Соколов А.С.", "Соколова А.С."), ("Последний Я.Я.", "Я.Я. Последний")] == [
        (fact.value, fact.span.text) for fact in found
    ]
    assert all(source.text[one.span.start : one.span.end] == one.span.text for one in found)
