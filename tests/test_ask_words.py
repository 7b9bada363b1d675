"""What words mean: synonyms, groups of words, what is left aside, and that all of them are data."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import graph.ask
from graph.ask.contracted import without_contractions
from graph.ask.stems import content_stems, is_negated, lexicon, plain
from graph.ask.when import date_words
from graph.errors import NotUnderstoodError

from .question_lists import ask, named


def test_synonyms_share_a_stem_and_empty_words_have_none() -> None:
    """Words of both languages meet where they mean one thing."""
    assert content_stems("orders") == content_stems("поручения") == content_stems("Поручений")
    assert content_stems("действует") == content_stems("binding")
    assert frozenset() == content_stems("а что же мы the of in")


CONTRACTED = [
    ("пр-лы", "протоколы"), ("пр-лов", "протоколов"), ("мин-ва", "министерства"), ("Док-тов", "документов"),
    ("пор-я", "поручения"), ("рук-ль", "руководитель"), ("дир-ции", "дирекции"), ("пр-ле", "пр-ле"),
    ("кто-то", "кто-то"), ("из-за", "из-за"), ("Д05-78", "Д05-78"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CONTRACTED)
def test_a_word_contracted_with_a_hyphen_is_written_out(words: str, expected: str) -> None:
    """In its own form, where one noun alone begins and ends so; other hyphens stay."""
    assert expected == without_contractions(words, ["дирекция"])


@pytest.mark.parametrize(
    "question", ["where is the restaurant?", "the cancer", "какие проблемы", "спорт", "convert the acre"]
)
def test_a_word_of_another_matter_is_no_slip(question: str) -> None:
    """A letter away from a word of ours, and yet nothing of ours is asked."""
    with pytest.raises(NotUnderstoodError):
        ask(question)


@pytest.mark.parametrize(
    ("question", "topic"),
    [("просрчено", "overdue"), ("блжайший срок", "next-deadline"), ("конфликы", "conflicts")],
)
def test_a_misspelt_word_alone_tells_its_topic(question: str, topic: str) -> None:
    """Where all of it is a word of ours but for the slip."""
    assert topic == ask(question).query


NAMED_WITH_A_SLIP = [
    ("orders given by Neumyvaakin", {"name": "Неумывакин В.С."}),
    ("какие поручения дал Неумыввакин", {"name": "Неумывакин В.С."}),
    ("поручения, данные Неумвакиным", {"name": "Неумывакин В.С."}),
    ("кто докладывал по пяотму вопросу", {"item": "5"}),
    ("кто докладывал по 3 вопрос", {"item": "3"}),
]


@pytest.mark.parametrize(("question", "parameters"), NAMED_WITH_A_SLIP)
def test_what_is_named_with_a_slip_is_not_lost(question: str, parameters: dict[str, str]) -> None:
    """A name in any of its forms and an ordinal number: left out, the answer would be another one."""
    assert parameters == named(ask(question))


@pytest.mark.parametrize(
    "words", ["не действует", "does not bind", "doesn't bind", "no longer", "без текста"]
)
def test_negation_is_noticed(words: str) -> None:
    """A word that turns a question round is no empty word."""
    assert is_negated(words)


MEANT = [
    ("не выполнены в срок", "сорваны", "overdue"),
    ("на контроле", "still open", "bind open"),
    ("сняты с контроля", "called off", "ended"),
    ("больше времени", "put off", "extend"),
    ("к сведению", "for information only", "nothing"),
    ("при необходимости", "only if needed", "condition"),
    ("каждой из когорт", "all the cohorts", "three"),
    ("взяты за аксиому", "taken for granted", "assume"),
]


@pytest.mark.parametrize(("russian", "english", "concept"), MEANT)
def test_groups_of_words_mean_what_one_word_does(russian: str, english: str, concept: str) -> None:
    """Several words beside each other are one, in both languages, and negate nothing of their own."""
    assert content_stems(russian) <= set(concept.split())
    assert content_stems(english) <= set(concept.split())
    assert content_stems(russian) & content_stems(english)
    assert not is_negated(russian)


def test_a_word_stands_for_one_concept() -> None:
    """Else which of two concepts it means would hang on their order."""
    table = tomllib.loads((Path(graph.ask.__file__).parent / "concepts.toml").read_text(encoding="utf-8"))
    said = Counter(word for line in table.values() for word in set(line.split()))
    assert len(said) > 1000
    assert [] == [word for word, count in said.items() if count > 1]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Я здесь новый человек: какие поручения просрочены?", "overdue"),
        ("Could you please tell me, when you have time, which orders are overdue?", "overdue"),
        ("кто докл. по 3 вопросу", "reporters"),
    ],
)
def test_what_stands_around_a_question_is_left_aside(question: str, topic: str) -> None:
    """A sentence around it, or a word cut short, changes nothing."""
    assert topic == ask(question).query


@pytest.mark.parametrize(
    "question",
    [
        "Удали просроченные поручения",
        "please delete all orders",
        "how do I add an order?",
        "запиши что 2023 отчитались",
        "Прошу продлить срок исполнения поручения до 20 декабря",
        "convert Д05-124/05пр to PDF",
        "'; drop table orders; --",
    ],
)
def test_a_request_to_do_something_is_no_question(question: str) -> None:
    """Its words are ours, and yet nothing is asked: it is refused."""
    with pytest.raises(NotUnderstoodError):
        ask(question)


def test_plain_text_keeps_its_offsets() -> None:
    """Lower case and «е» for «ё» move nothing."""
    words = "ЁЛКА İstanbul ﬁ ß"
    assert len(words) == len(plain(words))


def test_words_are_data() -> None:
    """Twelve months, seven days of the week, and no word that both says nothing and negates."""
    assert (12, 7, 31) == tuple(map(len, (date_words().months, date_words().weekdays, date_words().ordinals)))
    assert frozenset() == lexicon().stop & lexicon().negation
