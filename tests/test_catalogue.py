"""The thirty questions that the register answers: each asked in words, in both languages, and answered.

The sample register is the one of `data/`; `beacons` are two invented protocols with their journal. What is
expected was written by hand from the texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.cli.app import obligraph
from graph.queries import catalogue, find_query
from graph.register import create
from graph.render.query_help import example, query_help

from .command_runs import load_beacons, run

LINK = "https://disk.yandex.ru/d/JJgT5jcBBB_O0g"
SEED = "Д05-124/05пр"


@dataclass(frozen=True, slots=True)
class Question:
    """One of the thirty: its number, the register it is asked of, its words, what is shown of each row.

    The expected rows are the shown cells, joined by spaces; an empty cell is left out.
    """

    number: int
    register: str
    russian: str
    english: str
    shown: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.number} {self.english}"


def _bundles(*numbers: str) -> tuple[str, ...]:
    return tuple(f"{number} text-not-held" for number in numbers)


OF_2023 = (
    "Д05-3/05пр", "Д05-78/05пр", "Д05-81/05пр", "Д05-92/05пр", "Д05-98/05пр", "Д05-101/05пр", "Д05-103/05пр",
    "Д05-106/05пр", "05-3045", "Д05-119/05пр", "Д05-120/05пр", "Д05-123/05пр",
)  # fmt: skip
ORDERS = ("III/2.1", "III/2.2", "III/2.3")
THIRTY = [
    Question(
        1, "seed", "Какие поручения действуют для когорты 2023 года на 9 ноября 2023?",
        "Which orders still bind the 2023 cohort on 9 November 2023?", "document point state",
        (f"{SEED} V/2 in-force", f"{SEED} III/2.1 conditional", f"{SEED} III/2.2 in-force",
         f"{SEED} III/2.3 in-force"),
    ),
    Question(
        2, "seed", "Какие поручения действуют для когорты 2023 на 15 ноября 2023 года?",
        "Which orders still bind the 2023 cohort on 15 November 2023?", "point state due_until",
        ("V/2 overdue 2023-11-10T15:00:00+03:00", "III/2.1 condition-unconfirmed 2023-11-13T12:00:00+03:00",
         "III/2.2 in-force 2023-11-25T00:00:00+03:00", "III/2.3 in-force 2023-12-21T00:00:00+03:00"),
    ),
    Question(
        3, "seed", "Какие поручения действуют для когорт 2022, 2024 на 9.11.2023?",
        "Which orders bind the 2022 and the 2024 cohort as of 2023-11-09?", "point", (),
    ),
    Question(
        4, "seed", "Какие документы обязывают сразу все три когорты?",
        "Which documents bind all three cohorts?", "document date count",
        ("Д05-120/05пр 2023-10-26 3", "Д05-123/05пр 2023-11-07 3"),
    ),
    Question(
        5, "seed", "Что нужно исполнить до 13 ноября 2023 12:00?",
        "What is due by 13 November 2023 12:00?", "point due_until",
        ("V/2 2023-11-10T15:00:00+03:00", "III/2.1 2023-11-13T12:00:00+03:00"),
    ),
    Question(
        6, "seed", "Какой ближайший срок на 11 ноября 2023 12:00 и сколько осталось?",
        "What is the next deadline at 2023-11-11 12:00, and how long is left?", "point due_until left",
        ("III/2.1 2023-11-13T12:00:00+03:00 P2D",),
    ),
    Question(
        7, "beacons", "Почему поручение М4-11/02пр I/2 действует на 22 марта 2021 года?",
        "Why does order М4-11/02пр I/2 bind on 22 March 2021?", "state binds rules",
        ("reported yes given extended reported",),
    ),
    Question(
        8, "beacons", "Почему поручение М4-11/02пр I/2 не действует на 20 апреля 2021 года?",
        "Why does М4-11/02пр I/2 not bind on 20 April 2021?", "state binds rules",
        ("fulfilled no given extended reported accepted in-time",),
    ),
    Question(
        9, "seed", "На каком основании действуют поручения протокола Д05-78/05пр, если текста нет?",
        "On what ground do orders of protocol Д05-78/05пр bind whose text we lack?", "state binds rules",
        ("text-not-held yes continued",),
    ),
    Question(
        10, "beacons", "Каких документов не хватает и какие важнее?",
        "Which documents are missing, and which matter most?", "document count cohorts",
        ("М4-6/02пр 2 2019,2020", "М4-2/02пр 1 2019"),
    ),
    Question(
        11, "seed", "Кому, что и куда направить?", "Who sends what where?", "point cohort email due_until",
        ("III/2.2 2023 a.sokolov@firpo.ru 2023-11-25T00:00:00+03:00",
         "V/2 2023 sppk-spo@guppros.ru 2023-11-10T15:00:00+03:00"),
    ),
    Question(
        12, "seed", "Что поручено условно?", "Which orders are conditional?", "point condition",
        ("III/2.1 при необходимости",),
    ),
    Question(
        13, "seed", "Какие пункты ничего не поручают?", "Which points order nothing?", "point kind",
        ("I/1 note", "II/1 note", "III/1 note", "IV/1 note", "V/1 note"),
    ),
    Question(
        14, "seed", "Кто докладывал по вопросу III и в какой должности?",
        "Who reported on item III, in which post?", "item person post",
        ("III Соколов А.С. начальник отдела координации отраслевого взаимодействия",),
    ),
    Question(
        15, "seed", "Какие поручения исполняются совместно и с кем?",
        "Which orders are performed jointly, and with whom?", "point with",
        tuple(f"{path} представители исполнительных органов субъектов Российской Федерации"
              for path in (*ORDERS, "V/2")),
    ),
    Question(
        16, "beacons", "Что изменилось между протоколами М4-11/02пр и М4-19/02пр?",
        "What changed between two protocols, М4-11/02пр and М4-19/02пр?", "change point cohort state",
        ("began I/2 2019 in-force", "began I/3 in-force", "changed I/2 2019 reported",
         "changed I/3 2019 condition-unconfirmed",
         "changed I/3 2020 condition-unconfirmed"),
    ),
    Question(
        17, "beacons", "Что перестали упоминать?", "What is no longer mentioned?",
        "document cohort not_mentioned_since", ("М4-2/02пр 2019 2021-04-13",),
    ),
    Question(
        18, "beacons", "Кому продлён срок, кем, на какую дату по состоянию на 20 марта 2021?",
        "Which terms were extended, by whom, to when, as of 20 March 2021?", "point cohort due_until by",
        ("I/2 2019 2021-03-24T00:00:00+03:00 Фонарёва Л.Л.",),
    ),
    Question(
        19, "beacons", "Сколько членов когорты 2019 отчитались на 20 марта 2021?",
        "How many members of the 2019 cohort reported as of 20 March 2021?", "point cohort share",
        ("I/2 2019 1 of 2", "I/3 2019 0 of 2"),
    ),
    Question(
        20, "beacons", "Какова исполнительская дисциплина за март 2021 года?",
        "What are the discipline figures for the period from 1 March 2021 to 31 March 2021?",
        "group name count in_time late overdue",
        ("all 1 1 0 0", "addressee «Свет» 2019 1 1 0 0", "addressee «Свет» 2020 0 0 0 0",
         "protocol М4-11/02пр 1 1 0 0", "protocol М4-2/02пр 0 0 0 0", "protocol М4-6/02пр 0 0 0 0"),
    ),
    Question(
        21, "beacons", "Что было известно на 22.03.2021 о положении на 22.03.2021?",
        "What did we know on 22 March 2021 about 22 March 2021?", "document point cohort state",
        ("М4-11/02пр I/2 2019 in-force", "М4-11/02пр I/3 2019 conditional",
         "М4-11/02пр I/3 2020 conditional", "М4-2/02пр 2019 text-not-held", "М4-6/02пр 2019 text-not-held",
         "М4-6/02пр 2020 text-not-held"),
    ),
    Question(
        22, "seed", f"Какие поручения опираются на ссылку {LINK}?", f"Which orders rest on the link {LINK}?",
        "point", ("III/2.1", "III/2.3"),
    ),
    Question(
        23, "beacons", "Есть ли противоречия на 14 апреля 2021 года?",
        "Are there conflicts on 14 April 2021?",
        "cohort document point other_document other_point difference",
        ("2019 М4-19/02пр I/2 М4-11/02пр I/2 term, mailbox",),
    ),
    Question(
        24, "seed", "Какие допущения сделаны в ответе?", "Which assumptions does the answer make?",
        "assumption point", ("zone-assumed III/2.2", "zone-assumed III/2.3"),
    ),
    Question(
        25, "seed", f"Что изменило бы ответ о {SEED} V/2?", f"What would change the verdict on {SEED} V/2?",
        "state binds rules", ("overdue yes given deadline-passed",),
    ),
    Question(
        26, "seed", "Какие поручения выдал Неумывакин?", "Which orders did the chair Неумывакин give?",
        "point chair", tuple(f"{path} Неумывакин В.С." for path in (*ORDERS, "V/2")),
    ),
    Question(
        27, "beacons", "Какова цепочка протоколов когорты 2019?",
        "What is the 2019 cohort's chain of protocols?", "document continues continued_by",
        ("М4-2/02пр М4-11/02пр", "М4-6/02пр М4-11/02пр,М4-19/02пр", "М4-11/02пр М4-2/02пр,М4-6/02пр",
         "М4-19/02пр М4-6/02пр"),
    ),
    Question(
        28, "seed", "Какие сроки короче 3 рабочих дней?", "Which terms are shorter than 3 working days?",
        "point count", ("V/2 2",),
    ),
    Question(
        29, "beacons", "Что в протоколе М4-19/02пр не разобрано?",
        "What in the protocol М4-19/02пр was not understood?", "words", ("Просьба не шуметь.",),
    ),
    Question(
        30, "beacons", "Составь пункт «продолжить исполнение» для следующего протокола когорты 2020.",
        "Draft the next continuation point for the 2020 cohort.", "text",
        ((
            "Инициаторам создания маячных кластеров, созданных в 2020 году, в рамках проекта «Свет», "
            "продолжить исполнение поручений протоколов от 02 февраля 2021 г. № М4-6/02пр, "
            "от 02 марта 2021 г. № М4-11/02пр в установленные сроки."
        ),),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def registers(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Give the folders of the two registers, their indexes made."""
    beacons = create(tmp_path_factory.mktemp("registers") / "beacons").folder
    load_beacons(beacons)
    return {"seed": register, "beacons": beacons}


def asked(data: Path, question: str) -> dict[str, Any]:
    """Return the answer to a question in words as `ask --format json` prints it."""
    result = run(data, "ask", question, "--format", "json")
    assert 0 == result.exit_code, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def shown(answer: Mapping[str, Any], columns: str) -> tuple[str, ...]:
    """Return the cells of each row, orders and lives of a proof being rows too."""
    if "lives" in answer:
        lives = [{**life, "rules": " ".join(_rules(life))} for life in answer["lives"]]
        return tuple(_cells(life, columns) for life in lives)
    rows = answer.get("rows", answer.get("orders", [answer]))
    return tuple(_cells(row, columns) for row in rows)


def _rules(life: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(step["rule"] for step in life["steps"]))


def _cells(row: Mapping[str, Any], columns: str) -> str:
    cells = [row[column] for column in columns.split()]
    texts = [",".join(cell) if isinstance(cell, list) else str(cell) for cell in cells if cell is not None]
    return " ".join(text for text in texts if text)


def test_there_are_thirty() -> None:
    """None of the thirty is left out."""
    assert list(range(1, 31)) == [question.number for question in THIRTY]


@pytest.mark.parametrize("language", ["russian", "english"])
@pytest.mark.parametrize("question", THIRTY, ids=str)
def test_each_question_is_answered(question: Question, language: str, registers: Mapping[str, Path]) -> None:
    """The words lead to the right query, and the answer is the one that was counted by hand."""
    answer = asked(registers[question.register], getattr(question, language))
    assert question.expected == shown(answer, question.shown)


def test_bundles_are_counted_apart(registers: Mapping[str, Path]) -> None:
    """Twelve documents bind the cohort 2023 of the sample and three each of the others; none is an order."""
    answer = asked(registers["seed"], "что действует для когорты 2023 на 9 ноября 2023")
    assert {"orders": 4, "bundles": 12, "contested": 0} == answer["counts"]
    assert set(OF_2023) == {bundle["document"] for bundle in answer["bundles"]}
    both = asked(registers["seed"], "что действует для когорт 2022, 2024 на 9 ноября 2023")
    assert {"orders": 0, "bundles": 6, "contested": 0} == both["counts"]


def test_two_documents_are_compared_from_the_earlier_on(registers: Mapping[str, Path]) -> None:
    """In whatever order they are named."""
    older, newer = "М4-11/02пр", "М4-19/02пр"
    answer = asked(registers["beacons"], f"чем {newer} отличается от {older}")
    assert asked(registers["beacons"], f"чем отличаются {older} и {newer}") == answer
    assert ("2021-03-02", "2021-04-13") == (
        answer["parameters"]["from"][:10],
        answer["parameters"]["to"][:10],
    )


def test_what_would_change_the_answer_is_said(registers: Mapping[str, Path]) -> None:
    """A proof names the one thing that would turn it round."""
    answer = asked(registers["seed"], f"Что изменило бы ответ о {SEED} V/2?")
    assert all(life["would_change"] for life in answer["lives"])


# --- headers and help ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_each_question_of_the_catalogue_has_a_help_of_its_own(name: str) -> None:
    """`query NAME -h` shows the title, each parameter, each column and an example, in both languages."""
    query = find_query(name)
    for language in ("ru", "en"):
        result = CliRunner().invoke(obligraph, ["query", name, "-h", "--lang", language])
        assert (0, query_help(query, language) + "\n") == (result.exit_code, result.stdout)
        assert query.title[language] in result.stdout
        for parameter in query.parameters:
            assert f"--{parameter.name.replace('_', '-')}" in result.stdout
            assert " ".join(parameter.about[language].split()) in " ".join(result.stdout.split())
        assert not [column for column in query.columns if not re.search(rf"\b{column}\b", result.stdout)]
        assert example(query) in result.stdout


def test_the_help_of_an_unknown_question_names_the_nearest() -> None:
    """A slip in the name is an error that says what was meant."""
    result = CliRunner().invoke(obligraph, ["query", "chan", "-h"])
    assert 2 == result.exit_code
    assert "did you mean chain?" in result.stderr
