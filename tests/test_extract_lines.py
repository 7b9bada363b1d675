"""The small recognisers of structure: folding, lines, numbers, labels, sentences, infinitives, votes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.folding import fold
from graph.extract.headings import Zone, decision_heading, question_heading, vote_line
from graph.extract.labels import inline_labels, line_labels
from graph.extract.lines import split_lines
from graph.extract.numbering import read_marker, read_roman, roman_value
from graph.extract.sentences import split_sentences
from graph.extract.verbs import is_infinitive
from graph.extract.votes import is_rejected


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("ось", "ОСЬ"),
        ("еж", "Ёж"),
        ("кч-44/24", "KЧ‑44/24"),
        ("с 19 по 20", "c 19 по 20"),
        ("отделу", "Oтделу"),
        ("a.b@c.example", "a.b@c.example"),
        ("до 5", "до\u00a05"),
    ],
)
def test_folding_makes_the_same_words_look_the_same(expected: str, written: str) -> None:
    """Case, ё, dashes, blanks, Latin look-alikes inside Russian words."""
    assert expected == fold(written)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    """The folded text is as long as the text."""
    assert len(text) == len(fold(text))


@given(st.text(alphabet=" \n\t|*1.)аб", max_size=60))
def test_lines_hold_all_words_and_no_blanks_around_them(text: str) -> None:
    """Lines do not overlap and stand in order."""
    behind = 0
    for line in split_lines(text):
        assert behind <= line.start < line.end
        assert text[line.start : line.end] == text[line.start : line.end].strip()
        behind = line.end


@pytest.mark.parametrize(
    ("style", "label", "line"),
    [
        ("number", "1", "1. Мыть"),
        ("number", "1", "1.Мыть"),
        ("number", "2.1", "2.1. Мыть"),
        ("number", "2.1", "2.1 Мыть"),
        ("number", "2", "2 . Мыть"),
        ("bare", "1", "1 Мыть"),
        ("bracket", "1", "1) мыть"),
        ("bracket", "1", "1 ) мыть"),
        ("letter", "а", "а) мыть"),
        ("letter", "а", "а. мыть"),
        ("bullet", "", "- мыть"),
        ("bullet", "", "• Мыть"),
        ("bullet", "", "–мыть"),
        (None, None, "30.09.2025"),
        (None, None, "30 . 09 . 2025 г."),
        (None, None, "14.05.26 мыть"),
        (None, None, "5 рабочих дней"),
        (None, None, "А.О. Осин"),
        (None, None, "2026 год"),
        (None, None, "Мыть"),
    ],
)
def test_a_number_is_told_from_a_date_and_from_initials(
    style: str | None, label: str | None, line: str
) -> None:
    """What opens a point, and what only looks like it."""
    marker = read_marker(line, fold(line), 0, len(line))
    assert (style, label) == ((marker.style, marker.label) if marker else (None, None))


@pytest.mark.parametrize(
    ("expected", "line"),
    [("I", "I. Об осях"), ("IV", "IV О столбах"), ("X", "Х. О лавках"), (None, "И. Осин"), (None, "Иван")],
)
def test_a_roman_number_opens_a_section(expected: str | None, line: str) -> None:
    """Cyrillic letters that look Roman count as Roman."""
    found = read_roman(line, 0, len(line))
    assert expected == (found[0] if found else None)


def test_roman_numbers_have_their_values() -> None:
    """Up to thirty-nine."""
    assert [1, 4, 9, 14, 39] == [roman_value(one) for one in ("I", "IV", "IX", "XIV", "XXXIX")]


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ([("term", "до 5 мая")], "Срок – до 5 мая"),
        ([("term", "до 5 мая")], "Срок -до 5 мая"),
        ([("term", "14.05.26")], "Срок выполнения 14.05.26"),
        ([("term", "до 5 мая")], "Сорк: до 5 мая"),
        ([("term", "")], "Срок исполнения:"),
        ([("report", "5 мая")], "Срок доклада – 5 мая"),
        ([("executor", "Осин О.О.")], "Отвественный: Осин О.О."),
        ([("executor", "Осин О.О.")], "Ответственный за оси: Осин О.О."),
        ([("executor", "")], "Ответственные"),
        ([("co-executor", "Осин О.О.")], "Соисполнитель: Осин О.О."),
        ([("executor", "Осин О.О. "), ("term", "5 мая")], "Исполнитель: Осин О.О. Срок: 5 мая"),
        ([], "Срок действия договора продлить"),
        ([], "Ответственным назначить Осина О.О."),
        ([], "Контроль за исполнением возложить на Осина О.О."),
    ],
)
def test_a_label_begins_its_line(expected: list[tuple[str, str]], line: str) -> None:
    """With or without a sign, misspelt by one letter, several on a line."""
    found = line_labels(line, fold(line), 0, len(line))
    assert expected == [(label.role, line[label.value_start : label.value_end]) for label in found]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ([("term", "5 мая.")], "Мыть оси, срок — 5 мая."),
        ([("term", "до 5 мая.")], "Мыть оси. Срок – до 5 мая. Потом сушить."),
        ([("executor", "Осин О.О., "), ("term", "5 мая")], "Мыть оси (отв. Осин О.О., срок – 5 мая)."),
        ([], "В срок до 5 мая мыть оси."),
        ([], "Продлить срок исполнения пункта 3 до 5 мая."),
    ],
)
def test_a_label_inside_a_sentence_stands_apart(expected: list[tuple[str, str]], sentence: str) -> None:
    """Behind a sign, or with a capital and a sign of its own."""
    found = inline_labels(sentence, fold(sentence), 0, len(sentence))
    assert expected == [(label.role, sentence[label.value_start : label.value_end]) for label in found]


@pytest.mark.parametrize(
    "marked",
    [
        "Мыть оси.|Красить столбы.",
        "Осину О.О. мыть оси.|О результатах доложить.",
        "Мыть до 5 мая 2026 г.|Форма размещена на сайте.",
        "Мыть до 5 мая 2026 г. № 5 не трогать.",
        "Мыть на ул. Осевой, д. 5, к. Столбов.",
    ],
)
def test_a_sentence_does_not_end_at_an_abbreviation(marked: str) -> None:
    """A bar stands where one ends."""
    text = marked.replace("|", " ")
    assert marked.split("|") == [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "word", ["мыть", "нести", "пройти", "обеспечить", "беречь", "собраться", "учесть", "принять"]
)
def test_infinitives_are_known_by_their_ending(word: str) -> None:
    """Verbs in -ть, -ти, -чь."""
    assert is_infinitive(word)


@pytest.mark.parametrize(
    "word", ["область", "деятельность", "часть", "путь", "ночь", "пять", "печать", "сети", "почти", "доклад"]
)
def test_nouns_with_the_same_ending_are_no_infinitives(word: str) -> None:
    """And numerals, and adverbs."""
    assert not is_infinitive(word)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (True, "Решение НЕ ПРИНЯТО."),
        (True, "«за» – 2, «против» – 3"),
        (True, "За 20% Против 75% не принято"),
        (False, "«за» – 5, «против» – нет. Решение принято единогласно."),
        (False, "единогласно"),
        (False, "за 3 против 2"),
        (False, "за – 60, против – 80. Решение принято."),
    ],
)
def test_the_printed_result_of_a_vote_decides(words: str, *, expected: bool) -> None:
    """Hands are counted only where nothing is printed."""
    assert expected == is_rejected(fold(words))


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("talk", "Решение принято единогласно."),
        ("talk", "Решение – ПРИНЯТО."),
        ("decisions", "Главе района поручить:"),
        ("decisions", "2. Поручить:"),
        ("talk", "Поручить Отделу осей мыть."),
        ("head", "ПОСТАНОВЛЕНИЕ"),
        ("talk", "Решения по осям и столбам изменить до 1 мая"),
    ],
)
def test_what_only_looks_like_a_heading_of_decisions(zone: Zone, line: str) -> None:
    """Results of votes, titles, lead-ins and sentences."""
    assert decision_heading(line, fold(line), 0, len(line), zone=zone) is None


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        (1, "По первому вопросу:"),
        (2, "ПО ВОПРОСУ № 2 ПОВЕСТКИ ДНЯ"),
        (3, "Вопрос 3. Об осях"),
        (4, "4-й вопрос повестки дня"),
        (2, "Второй вопрос: Об осях"),
        (None, "Вопрос отложить."),
        (None, "Пункт 3 постановления отменить."),
    ],
)
def test_a_question_is_opened_by_its_number(expected: int | None, line: str) -> None:
    """In words or figures, before or behind."""
    found = question_heading(fold(line), 0, len(line))
    assert expected == (found.ordinal if found else None)


def test_votes_are_told_from_decisions() -> None:
    """By how the line begins."""
    assert [True, True, False] == [
        vote_line(fold(line), 0, len(line))
        for line in ("ГОЛОСОВАЛИ: единогласно", "НЕ ПРИНЯТО", "Провести голосование.")
    ]
