"""Noun groups in the nominative: the head changes, the tail and what stands in quotation marks stay."""

from __future__ import annotations

import pytest

from graph.extract.morphology import capitalised, find_agreement, to_nominative, uncapitalised
from graph.extract.word_readings import Case, fold_twins, has_case, is_clipped, is_infinitive, readings


@pytest.mark.parametrize(
    ("nominative", "case", "written"),
    [
        ("Смотрители качельных кластеров (дворов)", "datv", "Смотрителям качельных кластеров (дворов)"),
        ("Главы островных поселений", "datv", "Главам островных поселений"),
        ("Хозяйственная служба", "datv", "Хозяйственной службе"),
        ("Федеральный Центр качелей", "gent", "Федерального Центра качелей"),
        ("Академия болотных наук", "ablt", "Академией болотных наук"),
        ("представители исполнительных органов", "ablt", "представителями исполнительных органов"),
        ("Все дворники города", "datv", "Всем дворникам города"),
        ("Комиссия по делам дворов", "accs", "Комиссию по делам дворов"),
        ("Контрольное управление Главы", "accs", "Контрольное управление Главы"),
        ("Правительство Песочного края", "loct", "Правительстве Песочного края"),
        ("исполняющий обязанности директора", "gent", "исполняющего обязанности директора"),
        ("временно исполняющий обязанности главы", "datv", "временно исполняющему обязанности главы"),
        ("И.о. директора", "datv", "И.о. директора"),
        ("Уполномоченный по делам дворов", "datv", "Уполномоченному по делам дворов"),
        ("Главы и руководители поселений", "datv", "Главам и руководителям поселений"),
        ("учреждения – получатели грантов", "datv", "учреждениям – получателям грантов"),
        ("учреждения-получатели грантов", "datv", "учреждениям-получателям грантов"),
        ("Совет «Дворам и паркам»", "datv", "Совету «Дворам и паркам»"),
        ("МЧС России", "datv", "МЧС России"),
        ("Минздрав", "datv", "Минздраву"),
        ("Школа № 5", "datv", "Школе № 5"),
        ("Отдел качелей", "datv", "Oтделу качелей"),
        (None, "datv", "Минпесков"),
        (None, "gent", "Минпесков"),
        (None, "datv", "ГБУ «Двор»"),
        (None, "datv", "представить отчёт"),
        (None, "datv", ""),
    ],
)
def test_groups_in_the_nominative(nominative: str | None, case: Case, written: str) -> None:
    """Adjectives agree with the head; what can't be read in that case stays to the caller."""
    assert nominative == to_nominative(written, case)


def test_head_stands_behind_its_adjectives() -> None:
    """The head's place and its agreeing adjectives are told apart from the tail."""
    found = find_agreement(("Большому", "песочному", "двору", "города"), "datv")

    assert found is not None
    assert (2, [0, 1]) == (found.head, [place for place, _ in found.modifiers])


@pytest.mark.parametrize(
    ("expected", "word"),
    [(True, "представить"), (True, "напрвить"), (True, "беречь"), (False, "область"), (False, "Качелькить")],
)
def test_infinitives(expected: bool, word: str) -> None:  # noqa: FBT001 - a column of the table
    """A misspelt infinitive is one still; a noun or an unknown name is none."""
    assert expected == is_infinitive(word)


@pytest.mark.parametrize(
    ("expected", "word"), [(True, "Минпесков"), (True, "Минздрав"), (False, "Главам"), (False, "России")]
)
def test_clipped_names(expected: bool, word: str) -> None:  # noqa: FBT001 - a column of the table
    """A clipped name begins like a common word and is none."""
    assert expected == is_clipped(word)


def test_look_alike_letters() -> None:
    """Latin letters change only inside a Russian word, and the length stays."""
    assert "Отделу WiFi мая" == fold_twins("Oтделу WiFi мaя")


def test_hostile_words() -> None:
    """A very long word is not looked up, and a foreign one has no reading."""
    assert () == readings("а" * 5000)
    assert () == readings("swing")
    assert not has_case("а" * 5000, "gent")


@pytest.mark.parametrize(
    ("large", "small", "phrase"),
    [("Глава двора", "глава двора", "глава двора"), ("МЧС края", "МЧС края", "МЧС края"), ("", "", "")],
)
def test_first_letters(large: str, small: str, phrase: str) -> None:
    """A phrase begins with a capital or a small letter; abbreviations stay."""
    assert (large, small) == (capitalised(phrase), uncapitalised(phrase))
