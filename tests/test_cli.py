"""What a user types and what comes out: forms, exit codes, streams, and nothing changed by errors."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.build import ready
from graph.cli.app import COMMANDS, obligraph
from graph.messages import LANGUAGES, say
from graph.register import create, open_register

ROOT = Path(__file__).resolve().parent.parent
ORDER = "Д05-124/05пр III/2.1"
AT = ("--at", "2023-11-09", "--known-at", "2026-01-01")
MAIN = "which orders still bind the 2023 cohort on 9 November 2023"
TEXT = """МИНИСТЕРСТВО ВЕТРОВ
ЗАЛИВНОГО КРАЯ

ПРОТОКОЛ

совещания с руководителями ветряных кластеров

« 10 » марта 2031 г.

№ В03-7/03пр

РЕШИЛИ:

1. Руководителям ветряных кластеров, созданных в 2030 году, представить отчёт о ветре.

Срок – до 20 марта 2031 г.
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register with the sample protocol, its index made; no test changes it."""
    made = create(tmp_path_factory.mktemp("register") / "data", sample=True)
    ready(made)
    return made.folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a register of the test's own, with the sample protocol."""
    return create(tmp_path / "own", sample=True).folder


def run(register: Path, *words: str, language: str = "en", stdin: str | None = None) -> Result:
    """Run a command over a register in this process."""
    environment = {"OBLIGRAPH_DATA": str(register), "LC_ALL": f"{language}_XX.UTF-8", "COLUMNS": "100"}
    return CliRunner().invoke(obligraph, words, env=environment, input=stdin)


def record(register: Path, *words: str) -> Any:  # noqa: ANN401  whatever the command prints
    """Return the JSON that a command prints."""
    result = run(register, *words, "--format", "json")
    assert (0, "") == (result.exit_code, result.stderr if words[0] != "ask" else ""), result.output
    return json.loads(result.stdout)


def process(register: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401
    """Run a command as a process of its own, in the checkout."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register), **more.pop("environment", {})}
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    return subprocess.run(command, env=environment, capture_output=True, check=False, **more)


def digest(folder: Path) -> str:
    """Return the SHA-256 of a register's files, their names included, without its index and lock."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in files if not {"index", ".lock"} & set(path.relative_to(folder).parts)]
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in kept)).hexdigest()


# --- the answer to the main question -------------------------------------------------------------


def test_binding_has_the_promised_form(register: Path) -> None:
    """The JSON of `binding` has the fields that other programs rely on, and the words they quote."""
    answer = record(register, "binding", "--cohort", "2023", *AT)
    assert (2023, "2023-11-09T23:59:59+03:00") == (answer["cohort"], answer["at"])
    assert "2026-01-01T23:59:59+03:00" == answer["known_at"]
    assert {"orders": 4, "bundles": 12, "contested": 0} == answer["counts"]
    assert ["V/2", "III/2.1", "III/2.2", "III/2.3"] == [line["point"] for line in answer["orders"]]
    order = answer["orders"][1]
    assert (ORDER, "conditional", "yes") == (order["id"], order["state"], order["binds"])
    assert "2023-11-13T12:00:00+03:00" == order["due_until"]
    stored = (register / "texts" / Path(order["source"]).name).read_text(encoding="utf-8")
    for line in answer["orders"]:
        start, end = line["span"]
        assert stored[start:end] == line["quote"]
        assert line["because"]
    bundle = next(line for line in answer["bundles"] if line["document"] == "Д05-120/05пр")
    assert ("Д05-120/05пр @2023", "text-not-held") == (bundle["id"], bundle["state"])
    clause = bundle["affirmed_by"][0]
    start, end = clause["span"]
    assert ("II/3", stored[start:end]) == (clause["point"], clause["quote"])
    assert isinstance(answer["assumptions"], list)
    assert answer["assumptions"]


STATES = {
    "2023-11-09": "in-force conditional in-force in-force",
    "2023-11-15": "overdue condition-unconfirmed in-force in-force",
    "2023-11-24": "overdue condition-unconfirmed in-force in-force",
    "2023-11-25": "overdue condition-unconfirmed overdue in-force",
    "2024-01-10": "overdue condition-unconfirmed overdue window-passed",
}
"""The states of V/2, III/2.1, III/2.2 and III/2.3."""
HAND_COUNTED = [
    ("2023", "2023-11-07", "", 0),
    *(("2023", at, states, 12) for at, states in STATES.items()),
    ("2022", "2023-11-09", "", 3),
    ("2024", "2023-11-09", "", 3),
]


@pytest.mark.parametrize(("cohort", "at", "states", "bundles"), HAND_COUNTED)
def test_the_sample_gives_what_was_counted_by_hand(
    cohort: str, at: str, states: str, bundles: int, register: Path
) -> None:
    """Each moment has its orders in their states and its bundles."""
    answer = record(register, "binding", "--cohort", cohort, "--at", at)
    assert states.split() == [line["state"] for line in answer["orders"]]
    assert bundles == answer["counts"]["bundles"] == len(answer["bundles"])


def test_all_and_the_programme(register: Path) -> None:
    """Everybody is the cohorts together; a programme narrows a cohort."""
    assert {"orders": 4, "bundles": 18, "contested": 0} == record(register, "binding", "--all", *AT)["counts"]
    named = record(register, "binding", "--cohort", "2023", "--programme", "Профессионалитет", *AT)
    assert {"orders": 4, "bundles": 12, "contested": 0} == named["counts"]


def test_the_same_data_give_the_same_bytes(register: Path) -> None:
    """Two processes with different hash seeds print the same JSON, CSV and table."""
    for form in ("json", "csv", "table"):
        printed = {
            process(
                register, "binding", "--all", *AT, "--format", form, environment={"PYTHONHASHSEED": seed}
            ).stdout
            for seed in ("1", "2")
        }
        assert 1 == len(printed)
        assert b"\r\r" not in printed.pop()


def test_json_is_the_same_in_both_languages(register: Path) -> None:
    """`--lang` changes what people read, never JSON."""
    commands = [("binding", "--cohort", "2023", *AT), ("why", ORDER, *AT), ("queries",), ("check",)]
    for words in commands:
        russian, english = (
            run(register, *words, "--format", "json", "--lang", language).stdout for language in LANGUAGES
        )
        assert russian == english
    table = [run(register, *commands[0], "--lang", language).stdout for language in LANGUAGES]
    assert "действует условно" in table[0]
    assert "conditionally in force" in table[1]


def test_csv_is_rfc_4180(register: Path) -> None:
    """Each record ends with CRLF, and reading it back gives as many cells as there are columns."""
    printed = process(register, "binding", "--cohort", "2023", *AT, "--format", "csv").stdout.decode("utf-8")
    assert printed.endswith("\r\n")
    records = list(csv.reader(io.StringIO(printed, newline="")))
    assert 1 + 4 + 12 == len(records)
    assert {len(records[0])} == {len(cells) for cells in records}


# --- proofs and IDs ------------------------------------------------------------------------------

SPELLINGS = [
    "Д05-124/05пр III/2.1",
    "№ Д05-124/05пр III/2.1",
    "№Д05-124/05пр  III/2.1",
    "D05-124/05пр III/2.1",
    "d05-124/05np iii/2.1",
    "Д05-124/05пр III / 2.1",
    "Д05-124/05пр 2.1",
    "Д05-124/05пр III.2.1",
    "Д05-124/05пр от 08.11.2023 III/2.1",
    "2023-11-08_D05-124-05pr III/2.1",
    "https://w3id.org/obligraph/id/document/2023-11-08_D05-124-05pr III/2.1",
    "https://w3id.org/obligraph/id/document/2023-11-08_D05-124-05pr/III/2.1",
    "https://w3id.org/obligraph/id/document/2023-11-08_D05-124-05pr/III/2.1#obligation",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_id_is_forgiven_its_spelling(spelling: str, register: Path) -> None:
    """Look-alikes, «№», spaces, keys, IRIs and a section left out lead to the same order."""
    assert ORDER == record(register, "why", spelling, *AT)["id"]


@pytest.mark.parametrize("spelling", ["Д05-120/05пр @2023", "№ d05-120/05np @2023", "Д05-120/05пр @ 2023"])
def test_a_bundle_is_named_by_its_cohort(spelling: str, register: Path) -> None:
    """A bundle has the ID that answers print."""
    proof = record(register, "why", spelling, *AT)
    assert ("Д05-120/05пр @2023", "text-not-held") == (proof["id"], proof["lives"][0]["state"])


def test_an_id_needs_no_quotation_marks(register: Path) -> None:
    """The words of an ID may come as several arguments."""
    assert ORDER == record(register, "why", *ORDER.split(), *AT)["id"]


def test_a_proof_goes_down_to_the_file(register: Path) -> None:
    """Its steps quote words of the stored text and name the file's hash; it says what would change."""
    life = record(register, "why", ORDER, *AT)["lives"][0]
    assert ("conditional", "yes") == (life["state"], life["binds"])
    given = life["steps"][0]
    original = (register / given["source"]).read_bytes()
    assert hashlib.sha256(original).hexdigest() == given["sha256"]
    assert given["quote"] in (register / "texts" / Path(given["source"]).name).read_text(encoding="utf-8")
    assert life["would_change"]


def test_a_point_that_orders_nothing_says_so(register: Path) -> None:
    """Asked why a note does not bind, the proof names its kind and quotes it."""
    proof = record(register, "why", "Д05-124/05пр II/1", *AT)
    life = proof["lives"][0]
    assert ("no", None, "orders-nothing") == (life["binds"], life["state"], life["steps"][0]["rule"])
    assert "принято к сведению" in run(register, "why", "Д05-124/05пр II/1", language="ru").stdout
    assert "Д05-120/05пр" in run(register, "why", "Д05-124/05пр II/2").stdout


def test_a_verdict_before_its_time_is_explained(register: Path) -> None:
    """Before the document's date, and before it was known, an order does not bind yet."""
    early = record(register, "why", ORDER, "--at", "2023-11-07")["lives"][0]
    assert ("not-yet", "not-given-yet") == (early["state"], early["steps"][0]["rule"])
    unknown = record(register, "why", ORDER, "--at", "2023-11-09", "--known-at", "2023-11-08")["lives"][0]
    assert ("not-yet", "not-known-yet") == (unknown["state"], unknown["steps"][0]["rule"])


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


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


# --- what is wrong -------------------------------------------------------------------------------

WRONG = [
    (2, "no cohort of 2050", "binding --cohort 2050"),
    (2, "no cohort of 2023 in «Паром»", "binding --cohort 2023 --programme Паром"),
    (2, "no addressee is named", "binding --addressee Никто"),
    (2, "say whom", "binding"),
    (2, "say whom", "binding --cohort 2023 --all"),
    (2, "--programme goes with --cohort", "binding --all --programme Паром"),
    (2, "no such day", "binding --cohort 2023 --at 2023-11-31"),
    (2, "no such day", "binding --cohort 2023 --known-at 29.02.2023"),
    (2, "not a date", "binding --cohort 2023 --at yesterday"),
    (2, "no such time", "binding --cohort 2023 --at 2023-11-15T25:00"),
    (2, "1990", "binding --cohort 2023 --at 0023-11-08"),
    (2, "nothing has the ID", "why Д05-999/05пр 1"),
    (2, "there are Д05-124/05пр III/2.1", "why Д05-124/05пр III/9"),
    (1, "Д05-120/05пр @2022, Д05-120/05пр @2023, Д05-120/05пр @2024", "why Д05-120/05пр"),
    (1, "Д05-124/05пр III/2.1, Д05-124/05пр III/2.2", "why Д05-124/05пр"),
    (2, "no query is named", "query nonesuch"),
    (2, "has no parameter 'colour'", "query joint --colour red"),
    (2, "has no value", "query joint --document"),
    (2, "begins with --", "query joint Д05-124/05пр"),
    (2, "no document has the number", "query joint --document Д05-999/05пр"),
    (2, "no cohort of 2050", "query send --cohort 2050"),
    (2, "no cohort of 2050", "query binding --cohort 2050"),
    (2, "no cohort of 2050", "due --cohort 2050"),
    (2, "no cohort of 2050", "changes --from 2023-11-01 --to 2023-11-15 --cohort 2050"),
    (2, "no cohort of 2050", "short-terms --cohort 2050"),
    (2, "no cohort of 2050", "draft --cohort 2050"),
    (2, "no cohort of 2050", "ask что действует для когорты 2050"),
    (2, "no such day", "ask что действует для когорты 2023 на 31 ноября 2023"),
    (2, "no document has the number", "ask что не разобрано в протоколе Д05-999/05пр"),
    (1, "name one of: Д05-120/05пр @2022", "ask почему действует Д05-120/05пр"),
    (2, "is a whole number", "query send --cohort двадцать"),
    (2, "no such day", "query send --at 31.11.2023"),
    (2, "-e:1:", "sparql -e SELEC"),
    (2, "-e:1:", "sparql -e SELECT"),
    (2, "give either", "sparql"),
    (2, "cannot be read", "sparql nonesuch.rq"),
    (2, "no output form", "binding --cohort 2023 --format yaml"),
    (2, "no output form", "--format yaml missing"),
    (2, "no output form", "export --format json"),
    (2, "no output form", "sparql -e ASK{} --format xlsx"),
    (2, "no output form", "ingest nonesuch.txt --format xlsx"),
    (2, "No such command", "bindin"),
    (2, "No such option", "binding --colour"),
    (2, "'xx' is not one of", "--lang xx queries"),
    (2, "not a valid integer", "binding --cohort x"),
    (2, "no cohort of 2050", "draw --cohort 2050 -o picture.html"),
    (2, "no document has the number", "draw --document Д05-999/05пр -o picture.html"),
    (1, "no such file", "parse nonesuch.txt"),
]


@pytest.mark.parametrize(("code", "words", "line"), WRONG, ids=[line for _, _, line in WRONG])
@pytest.mark.usefixtures("elsewhere")
def test_bad_input_is_one_line_and_its_exit(code: int, words: str, line: str, register: Path) -> None:
    """Nothing on standard output, one line that says what to do, and nothing in the register changed."""
    before = digest(register)
    result = run(register, *line.split())
    assert (code, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines()), result.stderr
    assert result.stderr.startswith("obligraph: ")
    assert words in result.stderr
    assert ";" in result.stderr
    assert "Traceback" not in result.stderr
    assert before == digest(register)
    assert [] == list(Path().iterdir())


@pytest.mark.parametrize("folder", ["nonesuch", "."])
def test_a_folder_that_is_no_register(folder: str, tmp_path: Path) -> None:
    """The line names the folder and how to make a register."""
    result = run(tmp_path / folder, "missing")
    assert 2 == result.exit_code
    assert "obligraph init" in result.stderr


BAD_FILES = [
    ("empty.txt", b""),
    ("binary.txt", bytes(range(256)) * 20),
    ("unknown.xyz", b"\x00\x01\x02" * 99),
]


@pytest.mark.parametrize(("name", "content"), BAD_FILES)
@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_a_bad_file_is_one_line_and_exit_1(
    command: str, name: str, content: bytes, own: Path, tmp_path: Path
) -> None:
    """An empty, binary or unknown file is named on standard error; nothing is stored."""
    file = tmp_path / name
    file.write_bytes(content)
    before = digest(own)
    result = run(own, command, str(file), "--format", "json")
    assert (1, before) == (result.exit_code, digest(own))
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("obligraph: "))
    assert f"{name}: " in line
    if command == "ingest":
        assert "failed" == json.loads(result.stdout)["rows"][0]["outcome"]


# --- taking in -----------------------------------------------------------------------------------


def test_one_bad_file_does_not_stop_the_rest(own: Path, tmp_path: Path) -> None:
    """A line a file; the good one is held and asked about at once, the exit is 1."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    result = run(own, "ingest", str(tmp_path / "in"), "--recorded", "2031-03-11", "--format", "json")
    assert 1 == result.exit_code
    assert ["failed", "added"] == [row["outcome"] for row in json.loads(result.stdout)["rows"]]
    answer = record(own, "binding", "--cohort", "2030", "--at", "2031-03-15", "--known-at", "2031-03-15")
    assert ["В03-7/03пр"] == [line["document"] for line in answer["orders"]]


def test_taking_in_twice_changes_nothing(own: Path, tmp_path: Path) -> None:
    """The same bytes again are `unchanged`, under whatever name."""
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert 0 == run(own, "ingest", str(tmp_path / "one.txt")).exit_code
    before = digest(own)
    result = run(own, "ingest", str(tmp_path / "two.txt"), "--format", "json")
    assert ("unchanged", before) == (json.loads(result.stdout)["rows"][0]["outcome"], digest(own))


def test_a_text_without_an_operative_part_is_taken_in_with_a_warning(own: Path, tmp_path: Path) -> None:
    """The warning is counted in the row and said on standard error, in the user's language."""
    file = tmp_path / "note.txt"
    file.write_text("Просто записка о ветре, в которой никому ничего не поручено.\n", encoding="utf-8")
    result = run(own, "ingest", str(file), "--format", "json", language="ru")
    assert 0 == result.exit_code
    row = json.loads(result.stdout)["rows"][0]
    assert ("added", 0) == (row["outcome"], row["points"])
    assert row["warnings"] >= 1
    assert say("notices.no-operative-part", "ru") in result.stderr
    assert "предупреждение" in result.stderr


def test_a_corrected_text_supersedes_a_document_named_by_its_number(own: Path, tmp_path: Path) -> None:
    """The ID is what answers print; without it the second text is a conflict, exit 1."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TEXT.replace("20 марта 2031", "27 марта 2031"), encoding="utf-8")
    assert 0 == run(own, "ingest", str(tmp_path / "one.txt")).exit_code
    assert 1 == run(own, "ingest", str(tmp_path / "two.txt")).exit_code
    result = run(own, "ingest", str(tmp_path / "two.txt"), "--supersede", "№ b03-7/03np")
    assert (0, True) == (result.exit_code, "superseding" in result.stdout)


def test_parse_stores_nothing(own: Path, tmp_path: Path) -> None:
    """What would be read is shown in each form; the register stays as it was."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = digest(own)
    parsed = json.loads(run(own, "parse", str(file), "--format", "json").stdout)
    assert ("В03-7/03пр", TEXT) == (parsed["document"]["number"], parsed["text"])
    assert "order" in run(own, "parse", str(file)).stdout
    assert before == digest(own)


def test_check_is_0_for_the_sample_and_1_for_a_damaged_register(own: Path) -> None:
    """A stored text that somebody changed is an error that `check` finds."""
    assert 0 == run(own, "check").exit_code
    (text,) = (own / "texts").iterdir()
    text.write_text(text.read_text(encoding="utf-8").replace("12:00", "13:00"), encoding="utf-8")
    result = run(own, "check")
    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.output


def test_draw_writes_a_page_and_names_it(own: Path, tmp_path: Path) -> None:
    """The picture of a cohort, of a document named in any spelling."""
    page = tmp_path / "picture.html"
    for words in (("--cohort", "2023"), ("--document", "№ D05-124/05np"), ()):
        result = run(own, "draw", *words, "--at", "2023-11-15", "-o", str(page))
        assert (0, f"{page}\n") == (result.exit_code, result.stdout)
        assert "Д05-124/05пр" in page.read_text(encoding="utf-8")
        page.unlink()


def test_init_makes_a_register_and_no_second_one(tmp_path: Path) -> None:
    """A new folder becomes a register; one that is not empty is refused."""
    folder = tmp_path / "new"
    assert 0 == run(tmp_path, "init", "--sample", str(folder)).exit_code
    assert 1 == len(open_register(folder).keys())
    assert 2 == run(tmp_path, "init", str(folder)).exit_code


# --- help, options, streams ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_everywhere(command: str, option: str, register: Path) -> None:
    """`-h` is `--help`, on standard output, exit 0."""
    result = run(register, *command.split(), option)
    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith("Usage: ")


def test_alone_it_prints_its_help(register: Path) -> None:
    """`obligraph` without a command is no error."""
    result = run(register)
    assert 0 == result.exit_code
    assert all(command in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_described_in_both_languages(command: str, language: Any) -> None:  # noqa: ANN401
    """What a command does is said in a whole sentence."""
    assert say(f"help.{command}", language).endswith(".")


def test_the_language_of_help(register: Path) -> None:
    """`--lang` before or after the command, else the locale, decides."""
    russian = say("help.binding", "ru").split()[0]
    for words in (("--lang", "ru", "binding", "-h"), ("binding", "-h", "--lang", "ru")):
        assert russian in process(register, *words).stdout.decode("utf-8")
    assert (
        russian in process(register, "binding", "-h", environment={"LC_ALL": "ru_RU.UTF-8"}).stdout.decode()
    )
    assert russian not in process(register, "binding", "-h", environment={"LC_ALL": "C"}).stdout.decode()


BOTH_SIDES = [("--format", "json"), ("--lang", "ru"), ("--data", "{register}")]


@pytest.mark.parametrize("option", BOTH_SIDES)
def test_options_stand_before_or_after_the_command(
    option: tuple[str, str], register: Path, tmp_path: Path
) -> None:
    """The same option on either side gives the same output."""
    name, value = option[0], option[1].format(register=register)
    place = tmp_path if name == "--data" else register
    before = run(place, name, value, "query", "joint")
    after = run(place, "query", "joint", name, value)
    assert 0 == before.exit_code, before.output
    assert before.stdout == after.stdout


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_output_is_utf_8_whatever_the_locale(locale: str, register: Path) -> None:
    """Neither an ASCII locale nor PYTHONIOENCODING changes a byte of it."""
    plain = process(register, "why", ORDER, *AT).stdout
    environment = {
        "LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    }  # fmt: skip
    changed = process(register, "--lang", "en", "why", ORDER, *AT, environment=environment)
    assert (0, b"") == (changed.returncode, changed.stderr)
    assert plain.decode("utf-8").splitlines()[0] == changed.stdout.decode("utf-8").splitlines()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
@pytest.mark.parametrize("words", ["why", "ask", "query links --link", "parse", "sparql -e"])
def test_an_argument_that_is_no_text(words: str, register: Path) -> None:
    """Bytes that are no UTF-8 give a line and an exit, no traceback."""
    command = [os.fsencode(word) for word in (sys.executable, str(ROOT / "cli.py"), *words.split())]
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register)}
    done = subprocess.run([*command, b"\xff\xfe"], env=environment, capture_output=True, check=False)
    assert done.returncode in {1, 2}
    assert (b"", 1) == (done.stdout, len(done.stderr.splitlines()))


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends otherwise there")
@pytest.mark.parametrize("words", ["export", "binding --all --format json", "query references", "queries"])
def test_a_reader_that_goes_away_is_no_error(words: str, register: Path) -> None:
    """`| head` ends a command without a traceback."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register)}
    command = [sys.executable, str(ROOT / "cli.py"), *words.split()]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert b"" == child.stderr.read()
        assert 0 == child.wait()


def test_there_is_no_progress_bar_in_a_pipe(own: Path) -> None:
    """Making the index says nothing where nobody looks at a terminal."""
    assert b"" == process(own, "missing").stderr


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """Give a register that not even root can write: a file in the index's place, a folder as the lock."""
    folder = create(tmp_path / "locked", sample=True).folder
    (folder / "index").rmdir()
    (folder / "index").write_bytes(b"")
    (folder / ".lock").mkdir()
    return folder


def test_a_read_only_register_is_asked_all_the_same(read_only: Path, tmp_path: Path) -> None:
    """Questions are answered from memory; taking in is refused with a line."""
    assert 0 == run(read_only, "missing").exit_code
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert 2 == run(read_only, "ingest", str(file)).exit_code
