"""What questions print: asked in words, as rows, as SPARQL."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from .command_runs import AT, process, record, run

MAIN = "which orders still bind the 2023 cohort on 9 November 2023"


# --- questions in words --------------------------------------------------------------------------


def test_ask_answers_as_binding_does(register: Path) -> None:
    """The JSON of a question is that of the command, with the query and its parameters before it."""
    asked = record(register, "ask", MAIN)
    named = {"query": asked.pop("query"), "parameters": asked.pop("parameters")}
    assert {"query": "binding", "parameters": {"at": "2023-11-09", "cohort": 2023}} == named
    plain = record(
        register, "binding", "--cohort", "2023", "--at", "2023-11-09", "--known-at", asked["known_at"]
    )
    assert plain == asked


def test_ask_says_in_one_line_what_it_asks(register: Path) -> None:
    """The command that gives the same answer stands first; beside JSON it goes to standard error."""
    line = "> binding --cohort 2023 --at 2023-11-09"
    assert line == run(register, "ask", *MAIN.split()).stdout.splitlines()[0]
    assert line == run(register, "ask", MAIN, "--format", "json").stderr.strip()


def test_ask_for_two_cohorts_answers_for_each(register: Path) -> None:
    """The table gives one answer after the other, JSON one object whose cohort is a list."""
    question = "Какие поручения действуют для когорты 2022, 2024?"
    answer = record(register, "ask", question)
    assert ([2022, 2024], 6) == (answer["cohort"], answer["counts"]["bundles"])
    assert {2022, 2024} == {line["cohort"] for line in answer["bundles"]}
    table = run(register, "ask", question, language="ru").stdout
    assert "для когорты 2022 года" in table
    assert "для когорты 2024 года" in table


ASKED = [
    ("почему действует Д05-124/05пр III/2.1", "why"),
    ("Which documents bind all three cohorts?", "binding-all-cohorts"),
    ("Каких документов не хватает?", "missing"),
    ("Что изменилось с 7 ноября 2023 по 15 ноября 2023?", "changes"),
    ("Есть ли противоречия?", "conflicts"),
    ("What are the discipline figures for 2023?", "discipline"),
    ("Составь пункт о продолжении исполнения для когорты 2023", "draft"),
    ("кто докладывал по вопросу III протокола № Д05-124/05пр", "reporters"),
]


@pytest.mark.parametrize(("question", "query"), ASKED)
def test_ask_leads_to_other_answers(question: str, query: str, register: Path) -> None:
    """Whatever answers, a query or a command, is named in the JSON with its parameters."""
    answer = record(register, "ask", question)
    assert query == answer["query"]
    assert isinstance(answer["parameters"], dict)
    assert run(register, "ask", question).stdout.startswith("> ")


def test_what_changed_between_two_documents(register: Path) -> None:
    """Two documents stand for their dates; the line names those."""
    result = run(register, "ask", "Что изменилось между протоколами Д05-120/05пр и № D05-124/05np?")
    assert "> changes --from 2023-10-26 --to 2023-11-08" == result.stdout.splitlines()[0]
    assert "began" in result.stdout


def test_terms_of_few_working_days(register: Path) -> None:
    """The document's own day does not count, the last day does: two working days for V/2."""
    question = "Какие сроки короче трёх рабочих дней?"
    rows = record(register, "ask", question)["rows"]
    assert [("V/2", 2)] == [(row["point"], row["count"]) for row in rows]
    assert rows == record(register, "short-terms", "--days", "3")["rows"]
    longer = record(register, "short-terms", "--days", "13")["rows"]
    assert [("V/2", 2), ("III/2.1", 3), ("III/2.2", 12)] == [(row["point"], row["count"]) for row in longer]


@pytest.mark.parametrize("question", ["Какая погода завтра?", "Wer ist das?", "", "   ", "Why does it bind?"])
@pytest.mark.parametrize("form", ["table", "json"])
def test_what_is_not_understood_prints_nothing(question: str, form: str, register: Path) -> None:
    """Exit 1, an empty standard output, one line on standard error."""
    result = run(register, "ask", question, "--format", form)
    assert (1, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))


def test_nearest_questions_are_in_the_language_of_the_answer(register: Path) -> None:
    """What could be asked instead is said in Russian or English."""
    assert "вопрос не понят" in run(register, "ask", "погода", "--lang", "ru").stderr
    assert "Какие поручения" in run(register, "ask", "погода", "--lang", "ru").stderr


# --- rows ----------------------------------------------------------------------------------------

ROWS = [
    ("missing",), ("due", "--from", "2023-11-01"), ("changes", "--from", "2023-11-07", "--to", "2023-11-15"),
    ("discipline",), ("conflicts",), ("short-terms", "--days", "9"), ("queries",), ("check",), ("index",),
    ("query", "joint"), ("query", "binding-all-cohorts", *AT),
]  # fmt: skip


@pytest.mark.parametrize("words", ROWS, ids=[" ".join(words[:2]) for words in ROWS])
def test_what_prints_rows_prints_them_in_four_forms(words: tuple[str, ...], register: Path) -> None:
    """JSON has query, parameters, columns, rows and assumptions; the others as many lines."""
    answer = record(register, *words)
    assert ["query", "parameters", "columns", "rows", "assumptions"] == list(answer)
    assert all(answer["columns"] == list(row) for row in answer["rows"])
    records = list(csv.reader(io.StringIO(run(register, *words, "--format", "csv").stdout)))
    assert answer["columns"] == records[0]
    assert len(answer["rows"]) == len(records) - 1
    markdown = run(register, *words, "--format", "markdown").stdout.splitlines()
    assert len(answer["rows"]) + 2 == len(markdown)
    assert run(register, *words).stdout.startswith(answer["columns"][0])


def test_missing_documents_the_most_decisive_first(register: Path) -> None:
    """Two documents settle three cohorts each, the other twelve one."""
    rows = record(register, "missing")["rows"]
    assert ["Д05-120/05пр", "Д05-123/05пр"] == [row["document"] for row in rows[:2]]
    assert [3, 3, *[1] * 12] == [row["count"] for row in rows]


def test_the_catalogue_answers_the_questions_counted_by_hand(register: Path) -> None:
    """Documents that bind all cohorts; orders that rest on one link."""
    bound = record(register, "query", "binding-all-cohorts", *AT)["rows"]
    assert ["Д05-120/05пр", "Д05-123/05пр"] == [row["document"] for row in bound]
    link = "https://disk.yandex.ru/d/JJgT5jcBBB_O0g"
    rest = record(register, "query", "links", "--link", link)["rows"]
    assert ["III/2.1", "III/2.3"] == [row["point"] for row in rest]


REPORTED = [
    ("I", "Неумывакин В.С."), ("II", "Бондарь О.А."), ("III", "Соколов А.С."), ("IV", "Иванова И.И."),
    ("V", "Петрова Л.А."),
]  # fmt: skip


@pytest.mark.parametrize(("item", "person"), REPORTED)
def test_who_reported_on_each_item_of_the_sample(item: str, person: str, register: Path) -> None:
    """One speaker an item, with a post, whether asked by the query or in words."""
    words = ("query", "reporters", "--document", "Д05-124/05пр", "--item", item)
    (row,) = record(register, *words)["rows"]
    assert (item, person) == (row["item"], row["person"])
    assert row["post"]
    asked = record(register, "ask", f"Кто докладывал по вопросу {item} протокола Д05-124/05пр?")
    assert [row] == asked["rows"]


def test_a_parameter_is_given_in_two_ways(register: Path) -> None:
    """`--name value` and `--name=value`; a document in any spelling is shown by its number."""
    for words in (("--document", "№ d05-124/05np"), ("--document=Д05-124/05пр",)):
        answer = record(register, "query", "idle-points", *words)
        assert {"document": "Д05-124/05пр"} == answer["parameters"]
        assert ["I/1", "II/1", "III/1", "IV/1", "V/1"] == [row["point"] for row in answer["rows"]]


# --- SPARQL --------------------------------------------------------------------------------------

COUNT = "SELECT (COUNT(?x) AS ?n) WHERE { ?x a og:Obligation }"
FORMS = [
    ("json", '"value": "4"'), ("csv", "n\r\n4\r\n"), ("tsv", "?n\n"), ("xml", "<literal"),
    ("table", "n\n4\n"), ("markdown", "| 4"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "part"), FORMS)
def test_sparql_in_each_form(form: str, part: str, register: Path) -> None:
    """The W3C's forms are as the W3C has them; our prefixes need no declaration."""
    printed = process(register, "sparql", "-e", COUNT, "--format", form)
    assert 0 == printed.returncode
    assert part in printed.stdout.decode("utf-8")


def test_sparql_from_a_file_and_from_standard_input(register: Path, tmp_path: Path) -> None:
    """A file's name, or - for standard input."""
    file = tmp_path / "count.rq"
    file.write_text(COUNT, encoding="utf-8")
    assert b"n\r\n4\r\n" == process(register, "sparql", str(file), "--format", "csv").stdout
    assert b"n\r\n4\r\n" == process(register, "sparql", "-", "--format", "csv", input=COUNT.encode()).stdout


def test_construct_gives_turtle(register: Path) -> None:
    """CONSTRUCT and DESCRIBE give Turtle unless N-Triples are asked for."""
    query = "CONSTRUCT { ?x a og:Obligation } WHERE { ?x a og:Obligation }"
    assert b"a og:Obligation" in process(register, "sparql", "-e", query).stdout
    assert b"#Obligation> .\n" in process(register, "sparql", "-e", query, "--format", "nt").stdout
