"""Questions in words, in two languages and many wordings: the topic of each, and its parameters."""

from __future__ import annotations

import re

import pytest

from graph.ask import topics
from graph.ask.spelling import Spelling
from graph.errors import InvalidValueError, NotUnderstoodError
from graph.messages import LANGUAGES, Language
from graph.queries import catalogue

from .question_lists import LISTS, NOTHING, answered, ask, named, read_questions

LISTED = read_questions("questions")
CASES = [(one.topic, one.question, one.parameters) for one in LISTED if one.topic != NOTHING]
STRANGE = [
    one.question
    for name in LISTS
    for one in read_questions(name)
    if one.topic == NOTHING and not one.asked_back
]

SAMPLES = {
    "cohort": "2023", "at": "15.11.2023", "known_at": "10.11.2023", "by": "13.11.2023", "from": "1.11.2023",
    "to": "30.11.2023", "document": "Д05-124/05пр", "point": "III/2.1", "item": "III",
    "link": "https://reka.example/a", "addressee": "Отдел карт", "name": "Неумывакин", "days": "3",
}  # fmt: skip


@pytest.mark.parametrize(("topic", "question", "parameters"), CASES, ids=[case[1] for case in CASES])
def test_a_question_leads_to_its_topic(topic: str, question: str, parameters: dict[str, str]) -> None:
    """In whatever order and form its words stand, with the moments, years and names that it has."""
    understood = ask(question)
    assert (topic, parameters) == (understood.query, named(understood))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_understood(name: str) -> None:
    """Of the questions written without a look at the matcher nine in ten lead where they should."""
    asked = read_questions(name)
    right = sum((one.topic, one.parameters) == answered(one.question) for one in asked)
    assert len(asked) > 50
    assert right / len(asked) >= 0.9


@pytest.mark.parametrize(("language", "letters"), [("ru", "[а-я]{4}"), ("en", "[a-z]{4}")])
def test_every_topic_is_asked_about_in_both_languages(language: Language, letters: str) -> None:
    """The table leaves no topic out."""
    without_links = ((topic, re.sub(r"\S+[/@]\S+", "", question)) for topic, question, _ in CASES)
    assert set() == set(topics()) - {topic for topic, asked in without_links if re.search(letters, asked)}
    assert len(CASES) > 2 * len(topics()), language


@pytest.mark.parametrize("name", sorted(topics()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_and_each_phrase_lead_to_their_topic(name: str, language: Language) -> None:
    """What the catalogue itself calls a question is understood as that question."""
    topic = topics()[name]
    whole = [said for said in topic.phrases[language] if all(f"{{{need}}}" in said for need in topic.needs)]
    assert whole
    assert {name} == {ask(said.format(**SAMPLES)).query for said in whole}


def test_topics_have_titles_and_phrases_in_both_languages() -> None:
    """A command among the topics is described as whole as a query."""
    commands = {name: topic for name, topic in topics().items() if topic.command}
    assert {"why", "changes", "discipline", "conflicts", "draft", "short-terms"} == set(commands)
    assert set(catalogue()) == set(topics()) - set(commands)
    for topic in topics().values():
        assert set(LANGUAGES) == set(topic.title) == set(topic.phrases)
        assert set(topic.needs) <= topic.parameters


@pytest.mark.parametrize("question", STRANGE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_question_of_ours_is_not_understood(question: str, language: Language) -> None:
    """Nonsense, another matter, another language: no guess, exit 1, and the nearest questions."""
    with pytest.raises(NotUnderstoodError) as caught:
        ask(question, language)
    assert 1 == caught.value.exit_code
    assert any(topic.title[language] in str(caught.value) for topic in topics().values())


def test_where_no_word_is_known_the_writing_tells_what_is_near() -> None:
    """Topics whose words fit equally badly are offered by how alike their phrases are written."""
    with pytest.raises(NotUnderstoodError) as caught:
        ask("что там с бюджетом", "ru")
    assert "Какие поручения действуют сейчас для всех?" in str(caught.value)
    assert topics()["assumptions"].title["ru"] not in str(caught.value)  # the first by name


LACKING = [
    ("Какие поручения действуют для когорты?", "which cohort is meant?"),
    ("Which orders bind the cohort?", "which cohort is meant?"),
    ("Почему?", "which order is meant?"),
    ("Why does this order bind?", "which order is meant?"),
    ("Что нужно исполнить?", "by when?"),
    ("Что изменилось?", "which period is meant?"),
    ("какие поручения просрочены более чем на 10 дней", "narrowed down by «более чем на 10 дней»"),
    ("which orders are overdue by 2 weeks", "narrowed down by «by 2 weeks»"),
]


@pytest.mark.parametrize(("question", "answer"), LACKING)
def test_what_an_answer_needs_is_asked_back(question: str, answer: str) -> None:
    """A question that leaves out its cohort, order or moment is answered by a question, exit 1.

    So is one that asks for more: a list of all that is overdue is no answer to which of it is so by ten days.
    """
    with pytest.raises(NotUnderstoodError) as caught:
        ask(question)
    assert answer in str(caught.value)


@pytest.mark.parametrize("question", ["напомни за 3 дня", "3 working days", "через сколько дней, за 5?"])
def test_a_number_of_days_alone_tells_no_topic(question: str) -> None:
    """Terms that are shorter are asked for by a word of theirs."""
    assert NOTHING == answered(question)[0]


@pytest.mark.parametrize("question", ["документы", "что с протоколами?", "documents?"])
def test_where_two_questions_fit_it_is_asked_which(question: str) -> None:
    """Both are named and none is guessed, exit 1."""
    with pytest.raises(NotUnderstoodError, match="fits several") as caught:
        ask(question)
    assert 1 == caught.value.exit_code
    assert str(caught.value).count(" | ") >= 1


SLIPS = [
    ("порученя", "поручения"), ("дейтсвуют", "действуют"), ("когротa", "когротa"), ("binidng", "binding"),
    ("deadlne", "deadline"), ("choir", "choir"), ("мир", "мир"), ("документты", "документы"),
    ("получения", "получения"), ("порусения", "поручения"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), SLIPS)
def test_one_slip_of_the_fingers_is_forgiven(word: str, expected: str) -> None:
    """A letter left out, doubled, exchanged or swapped; short and strange words stay what they are."""
    known = ["поручения", "действуют", "когорта", "binding", "deadline", "chair", "мера", "документы"]
    assert expected == Spelling(known).corrected(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("кластрах", "кластерах"),
        ("просрчено", "просрочено"),
        ("балет", "балет"),
        ("просрочница", "просрочница"),
        ("просрчивающиеся", "просрчивающиеся"),
    ],
)
def test_a_slip_in_the_beginning_of_a_word_is_forgiven(word: str, expected: str) -> None:
    """Where the rest of the word is one of its many endings."""
    assert expected == Spelling([], ["кластер", "просроч"]).begun(word)


@pytest.mark.parametrize(
    "question",
    [
        "Какие поручения действуют для когорты 2023 на 31 ноября 2023 года?",
        "which orders bind the 2023 cohort on 29.02.2023",
        "what binds cohort 2023 on 2023-13-01",
    ],
)
def test_an_impossible_day_is_an_error(question: str) -> None:
    """A day that no calendar has is not passed over: exit 2."""
    with pytest.raises(InvalidValueError, match="no such day") as caught:
        ask(question)
    assert 2 == caught.value.exit_code
