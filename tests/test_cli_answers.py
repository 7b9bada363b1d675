"""What `binding` and `why` print: the answer to the main question, its forms, proofs and IDs."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from graph.messages import LANGUAGES

from .command_runs import AT, ORDER, process, record, run

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
