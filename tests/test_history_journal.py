"""The whole life of orders through the commands: a journal loaded, events recorded, wrong ones refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .lives import ONE, entry, lived, record, rows, said, states, write_journal


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Give a journal of three protocols and three events."""
    return write_journal(tmp_path)


@pytest.fixture
def folder(journal: Path, tmp_path: Path) -> Path:
    """Give a register with the journal's history."""
    return lived(tmp_path, journal)


@pytest.mark.parametrize(
    ("expected", "at", "known_at"),
    [
        ({}, "2031-03-09", "2031-12-31"),
        ({"7/1": "in-force", "7/2": "conditional", "7/3": "in-force"}, "2031-03-19", "2031-03-20"),
        ({"7/1": "overdue", "7/2": "conditional", "7/3": "in-force"}, "2031-03-21", "2031-03-20"),
        ({"7/1": "reported", "7/2": "conditional", "7/3": "in-force"}, "2031-03-21", "2031-03-21"),
        ({"7/2": "conditional", "7/3": "in-force"}, "2031-03-21", "2031-03-22"),
        ({"7/1": "reported", "7/2": "conditional", "7/3": "in-force"}, "2031-03-21", "2031-04-03"),
        (
            {
                "7/1": "reported",
                "7/2": "condition-unconfirmed",
                "7/3": "in-force",
                "11/3": "in-force",
                "2/*": "text-not-held",
            },
            "2031-04-20",
            "2031-04-20",
        ),
        (
            {"7/1": "reported", "7/2": "condition-unconfirmed", "11/3": "overdue", "2/*": "text-not-held"},
            "2031-06-01",
            "2031-06-01",
        ),
    ],
)
def test_the_journal_is_answered_at_each_moment(
    expected: dict[str, str], at: str, known_at: str, folder: Path
) -> None:
    """Reports, a withdrawn acceptance, an extension, a fulfilment, a bundle: by T and by K."""
    assert expected == states(folder, 2030, at, known_at)


def test_loading_again_adds_nothing(journal: Path, folder: Path) -> None:
    """The same history is the same history."""
    before = sorted(path.name for path in folder.rglob("*.ttl"))
    assert [{"file": str(journal), "documents": 0, "events": 0}] == rows(folder, "load", str(journal))
    assert before == sorted(path.name for path in folder.rglob("*.ttl"))


@pytest.mark.parametrize(
    ("problem", "change"),
    [
        ("no document with the number", {"document": "В03-99/03пр"}),
        ("has no point", {"point": "9"}),
        ("orders nothing", {"point": "5"}),
        ("no event is of the type", {"type": "applause"}),
        ("no capacity", {"capacity": "guest"}),
        ("is no moment", {"effective": "2031-02-30T10:00:00"}),
        ("lies outside", {"effective": "2131-02-03T10:00:00+03:00"}),
        ("needs a new term", {"type": "extension"}),
        ("needs its successor", {"type": "replacement"}),
        ("has no condition", {"type": "condition-false"}),
        ("is not addressed to the cohort", {"cohorts": [2029]}),
        ("does not recur", {"instance": "2031-04"}),
        ("no event has the id", {"type": "withdrawal", "withdraws": "E77"}),
    ],
)
def test_a_journal_with_one_wrong_entry_adds_nothing(
    problem: str, change: dict[str, object], journal: Path, tmp_path: Path
) -> None:
    """All or nothing: the error says what is wrong, and the register stays empty."""
    content = json.loads(journal.read_text(encoding="utf-8"))
    content["events"].append({**entry(type="report", point="1"), **change})
    journal.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    made = tmp_path / "register"
    said(made, "init", str(made))
    result = said(made, "load", str(journal), expected=2)
    assert problem in result.stderr
    assert [] == [path for room in ("cards", "events") for path in (made / room).iterdir()]


@pytest.mark.parametrize(
    ("problem", "content"),
    [
        ("not JSON", "{"),
        ("one JSON object", "[]"),
        ("list of objects", '{"events": {}}'),
        ("'file' is missing", '{"documents": [{}]}'),
    ],
)
def test_what_is_no_journal_is_refused(problem: str, content: str, tmp_path: Path) -> None:
    """The line says what is wrong with the file."""
    path = tmp_path / "journal.json"
    path.write_text(content, encoding="utf-8")
    made = tmp_path / "register"
    said(made, "init", str(made))
    assert problem in said(made, "load", str(path), expected=2).stderr


def test_recorded_events_change_the_answer(folder: Path) -> None:
    """An acceptance ends, its withdrawal restores, an outsider's cancellation makes contested."""
    accepted = record(
        folder, "accept", ONE, "--on", "2031-06-02", "--as", "issuer", "--recorded", "2031-06-03T10:00"
    )
    assert "7/1" not in states(folder, 2030, "2031-06-05", "2031-06-05")
    undone = ("--on", "2031-06-04", "--as", "issuer", "--recorded", "2031-06-06T10:00")
    record(folder, "withdraw", accepted, *undone)
    assert states(folder, 2030, "2031-06-05", "2031-06-07")["7/1"] == "reported"
    record(folder, "cancel", ONE, "--on", "2031-06-08", "--as", "other", "--recorded", "2031-06-08T10:00")
    assert states(folder, 2030, "2031-06-09", "2031-06-09")["7/1"] == "contested"


def test_a_recurring_order_is_settled_by_instances(folder: Path) -> None:
    """A report concerns the instance that it names; the next one falls due."""
    moment = ("--recorded", "2031-04-04T10:00", "--as", "addressee")
    assert {"7/4": "overdue"} == states(folder, 2029, "2031-04-07", "2031-04-07")
    record(folder, "report", "В03-7/03пр 4", "--on", "2031-04-04", "--instance", "2031-04", *moment)
    assert {"7/4": "in-force"} == states(folder, 2029, "2031-04-07", "2031-04-07")
    assert {"7/4": "overdue"} == states(folder, 2029, "2031-05-07", "2031-05-07")


def test_evidence_files_are_kept_by_their_hash(folder: Path, tmp_path: Path) -> None:
    """The file lies beside the event; its name is its SHA-256."""
    letter = tmp_path / "письмо.txt"
    letter.write_bytes("Отчёт отправлен".encode())
    record(folder, "report", "В03-7/03пр 2", "--on", "2031-04-04", "--evidence", str(letter))
    (kept,) = (folder / "evidence").iterdir()
    assert letter.read_bytes() == kept.read_bytes()


def test_evidence_may_be_a_whole_letter(folder: Path) -> None:
    """Words that are longer than a file's name may be are words."""
    before = set((folder / "events").iterdir())
    letter = "Письмо о представлении отчёта, исх. № 17. " * 30
    record(folder, "report", "В03-7/03пр 2", "--on", "2031-04-04", "--evidence", letter)
    (event,) = set((folder / "events").iterdir()) - before
    assert letter.strip() in event.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("problem", "arguments"),
    [
        ("--to goes with", ("extend", ONE, "--on", "2031-04-01")),
        ("--with goes with", ("replace", ONE, "--on", "2031-04-01")),
        ("--holds yes|no goes with", ("condition", "В03-7/03пр 2", "--on", "2031-04-01")),
        ("no event has the id", ("withdraw", "nothing", "--on", "2031-04-01")),
        ("nothing has the ID", ("report", "В03-7/03пр 77", "--on", "2031-04-01")),
        ("no such day", ("report", ONE, "--on", "2031-02-30")),
    ],
)
def test_an_event_that_can_not_be_is_refused(problem: str, arguments: tuple[str, ...], folder: Path) -> None:
    """Nothing is written before the target and the parts are checked."""
    before = sorted((folder / "events").iterdir())
    assert problem in said(folder, "record", *arguments, expected=2).stderr
    assert before == sorted((folder / "events").iterdir())
