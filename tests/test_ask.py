"""Questions in words, in two languages and many wordings: the topic of each, and its parameters."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import graph.ask
from graph.ask import Understood, topics, understand
from graph.ask.slots import find_name, find_slots
from graph.ask.spelling import Spelling
from graph.ask.stems import content_stems, is_negated, lexicon, plain
from graph.ask.when import date_words
from graph.errors import InvalidValueError, NotUnderstoodError
from graph.messages import LANGUAGES, Language
from graph.queries import catalogue

from .question_lists import LISTS, NAMES, NOTHING, TODAY, answered, named, read_questions

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


def ask(question: str, language: Language = "en") -> Understood:
    """Return what is understood of a question on the day of the tests."""
    return understand(question, today=TODAY, language=language, names=NAMES)


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


LACKING = [
    ("Какие поручения действуют для когорты?", "which cohort is meant?"),
    ("Which orders bind the cohort?", "which cohort is meant?"),
    ("Почему?", "which order is meant?"),
    ("Why does this order bind?", "which order is meant?"),
    ("Что нужно исполнить?", "by when?"),
    ("Что изменилось?", "which period is meant?"),
]


@pytest.mark.parametrize(("question", "answer"), LACKING)
def test_what_an_answer_needs_is_asked_back(question: str, answer: str) -> None:
    """A question that leaves out its cohort, order or moment is answered by a question, exit 1."""
    with pytest.raises(NotUnderstoodError) as caught:
        ask(question)
    assert answer in str(caught.value)


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
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), SLIPS)
def test_one_slip_of_the_fingers_is_forgiven(word: str, expected: str) -> None:
    """A letter left out, doubled, exchanged or swapped; short and strange words stay what they are."""
    known = ["поручения", "действуют", "когорта", "binding", "deadline", "chair", "мера", "документы"]
    assert expected == Spelling(known).corrected(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("кластрах", "кластерах"), ("просрчено", "просрочено"), ("балет", "балет")],
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


# --- what a question names -----------------------------------------------------------------------

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
    ("протокол Д05-124/05пр", "documents", ["Д05-124/05пр"]),
    ("протокол № Д05 - 124 / 05 пр", "documents", ["№ Д05 - 124 / 05 пр"]),
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
    ("Д05-120/05пр @2023", "points", ["@2023"]),
    ("по вопросу III", "items", ["III"]),
    ("item iv", "items", ["IV"]),
    ("вопрос 3", "items", ["3"]),
    ("по III вопросу", "items", ["III"]),
    ("may I ask", "items", []),
    ("ссылка https://reka.example/a_b.", "links", ["https://reka.example/a_b"]),
    ("почта <Vesla@reka.example>", "links", ["Vesla@reka.example"]),
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


# --- words ---------------------------------------------------------------------------------------


def test_synonyms_share_a_stem_and_empty_words_have_none() -> None:
    """Words of both languages meet where they mean one thing."""
    assert content_stems("orders") == content_stems("поручения") == content_stems("Поручений")
    assert content_stems("действует") == content_stems("binding")
    assert frozenset() == content_stems("а что же мы the of in")


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
    "question", ["Удали просроченные поручения", "please delete all orders", "how do I add an order?"]
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
