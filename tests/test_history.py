"""The whole life of orders through the commands: a journal loaded, events recorded, questions over time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.cli.app import obligraph

HEAD = """МИНИСТЕРСТВО ВЕТРОВ
ЗАЛИВНОГО КРАЯ

ПРОТОКОЛ

совещания с руководителями ветряных кластеров

« {day:02} » {month} 2031 г.

№ В03-{number}/03пр

РЕШИЛИ:

"""
WHOM = "Руководителям ветряных кластеров, созданных в {year} году,"
GO_ON = "продолжить исполнение поручений"
EXTEND = "Продлить срок исполнения пункта 3 протокола"
LISTED = "от 10 марта 2031 г. № В03-7/03пр, от 1 февраля 2031 г. № В03-2/03пр"
NAMED = "от 14 апреля 2031 г. № В03-11/03пр"
FIRST = HEAD.format(day=10, month="марта", number=7) + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} представить отчёт о ветре на адрес veter@kray.example.",
        "Срок – до 20 марта 2031 г.",
        f"2. {WHOM.format(year=2030)} при необходимости уточнить список мачт.",
        "Срок – до 25 марта 2031 г.",
        f"3. {WHOM.format(year=2030)} провести осмотр мачт.",
        "Срок – с 1 по 3 апреля 2031 г.",
        f"4. {WHOM.format(year=2029)} ежемесячно до 5 числа представлять сведения о ветре.",
        "5. Контроль за исполнением настоящего протокола возложить на Бризова А.А.",
    ]
)
SECOND = HEAD.format(day=14, month="апреля", number=11) + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} {GO_ON} протоколов {LISTED} в установленные сроки.",
        f"2. {EXTEND} от 10 марта 2031 г. № В03-7/03пр до 30 апреля 2031 г.",
        f"3. {WHOM.format(year=2030)} представить отчёт о ветре на адрес otchet@kray.example.",
        "Срок – до 5 мая 2031 г.",
    ]
)
THIRD = HEAD.format(day=20, month="мая", number=15) + "\n\n".join(
    [
        f"1. {WHOM.format(year=2030)} {GO_ON} протокола {NAMED} в установленные сроки.",
        "2. Считать исполненным пункт 3 протокола от 10 марта 2031 г. № В03-7/03пр.",
    ]
)
ONE = "В03-7/03пр 1"


def said(folder: Path, *arguments: str, expected: int = 0) -> Result:
    """Return what a command prints; its exit code must be the expected one, an error one line."""
    result = CliRunner().invoke(obligraph, ["--data", str(folder), "--lang", "en", *arguments])
    assert expected == result.exit_code, result.output
    assert expected == 0 or (result.stdout == "" and len(result.stderr.splitlines()) == 1)
    return result


def rows(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the rows of a command's JSON."""
    found = json.loads(said(folder, *arguments, "--format", "json").stdout)["rows"]
    assert isinstance(found, list)
    return found


def entry(**parts: object) -> dict[str, object]:
    """Return an event of a journal, its usual parts filled in."""
    usual = {
        "document": "В03-7/03пр",
        "by": "Министерство ветров",
        "capacity": "issuer",
        "evidence": "журнал",
    }
    moment = {"effective": "2031-03-19T16:00:00+03:00", "recorded": "2031-03-21T09:00:00+03:00"}
    return {**usual, **moment, **parts}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Give a journal of three protocols and three events."""
    texts = {"a.txt": FIRST, "b.txt": SECOND, "c.txt": THIRD}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    days = dict(zip(texts, ("2031-03-11", "2031-04-15", "2031-05-21"), strict=True))
    content = {
        "documents": [{"file": name, "recorded": f"{day}T10:00:00+03:00"} for name, day in days.items()],
        "events": [
            entry(id="E1", type="report", point="1", capacity="addressee"),
            entry(id="E2", type="acceptance", point="1", recorded="2031-03-22T09:00:00+03:00"),
            entry(
                id="E3",
                type="withdrawal",
                withdraws="E2",
                document=None,
                recorded="2031-04-02T09:00:00+03:00",
            ),
        ],
    }
    path = tmp_path / "journal.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def folder(journal: Path, tmp_path: Path) -> Path:
    """Give a register with the journal's history."""
    made = tmp_path / "register"
    said(made, "init", str(made))
    assert [{"file": str(journal), "documents": 3, "events": 3}] == rows(made, "load", str(journal))
    return made


def states(folder: Path, cohort: int, at: str, known_at: str) -> dict[str, str]:
    """Return the state of each order that binds a cohort, and of each bundle by its document."""
    arguments = ("binding", "--cohort", str(cohort), "--at", at, "--known-at", known_at, "--format", "json")
    answer = json.loads(said(folder, *arguments).stdout)
    lines = answer["orders"] + answer["bundles"] + answer["contested"]
    return {f"{line['document'][4:-5]}/{line['point'] or '*'}": line["state"] for line in lines}


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


def record(folder: Path, *arguments: str) -> str:
    """Record an event and return its id."""
    return said(folder, "record", *arguments).stdout.strip()


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


def test_due_lists_the_terms_of_a_period(folder: Path) -> None:
    """A bare day is included at both ends."""
    period = ("--from", "2031-03-20", "--to", "2031-03-25", "--at", "2031-03-12", "--known-at", "2031-03-12")
    assert [("1", "2031-03-21T00:00:00+03:00"), ("2", "2031-03-26T00:00:00+03:00")] == [
        (row["point"], row["due_until"]) for row in rows(folder, "due", *period, "--cohort", "2030")
    ]


def test_changes_tell_what_began_ceased_and_turned(folder: Path) -> None:
    """Between April and June: the second protocol began, the inspection was fulfilled, terms passed."""
    found = rows(
        folder,
        "changes",
        "--from",
        "2031-04-10",
        "--to",
        "2031-06-01",
        "--known-at",
        "2031-06-01",
        "--cohort",
        "2030",
    )
    assert {
        ("began", "В03-2/03пр", None, "text-not-held"),
        ("began", "В03-11/03пр", "3", "overdue"),
        ("ceased", "В03-7/03пр", "3", "fulfilled"),
    } == {(row["change"], row["document"], row["point"], row["state"]) for row in found}


def test_discipline_counts_and_says_what_it_leaves_out(folder: Path) -> None:
    """No percentage without its denominator; each exclusion has its own column."""
    (whole, *_) = rows(folder, "discipline", "--at", "2031-06-01", "--known-at", "2031-06-01")
    counted = {name: whole[name] for name in ("count", "in_time", "late", "overdue", "in_time_percent")}
    assert {"count": 4, "in_time": 2, "late": 0, "overdue": 2, "in_time_percent": 50.0} == counted
    left_out = {name: value for name, value in whole.items() if name.startswith("excluded_") and value}
    assert {"excluded_conditional": 1, "excluded_bundles": 1} == left_out


def test_conflicts_are_pairs_of_one_action_with_another_mailbox(folder: Path) -> None:
    """The same report to the same cohort, by another day to another address."""
    (row,) = rows(folder, "conflicts", "--at", "2031-04-20", "--known-at", "2031-04-20")
    assert ("В03-11/03пр", "3", "В03-7/03пр", "1", "term, mailbox") == (
        row["document"],
        row["point"],
        row["other_document"],
        row["other_point"],
        row["difference"],
    )


def test_the_next_continuation_is_drafted_in_the_ministry_s_words(folder: Path) -> None:
    """Every document of which something still binds is named, by date."""
    text = said(folder, "draft", "--cohort", "2030", "--at", "2031-04-20", "--known-at", "2031-04-20").stdout
    assert (
        "Руководителям ветряных кластеров, созданных в 2030 году, продолжить исполнение поручений протоколов "
        "от 01 февраля 2031 г. № В03-2/03пр, от 10 марта 2031 г. № В03-7/03пр, "
        "от 14 апреля 2031 г. № В03-11/03пр в установленные сроки.\n"
    ) == text


def test_documents_dropped_from_the_lists_are_named(folder: Path) -> None:
    """The list of May reaches В03-7 and В03-2 through В03-11, which it names: nothing is dropped."""
    assert [] == rows(folder, "query", "dropped", "--at", "2031-06-01", "--known-at", "2031-06-01")


def test_members_count_apart_from_their_cohort(folder: Path, tmp_path: Path) -> None:
    """One member's report is one of two and does not change the cohort's state."""
    file = tmp_path / "members.csv"
    file.write_text("programme,year,name,region\nруководители ветряных кластеров,2030,Север,\n"
                    "руководители ветряных кластеров,2030,Юг,\n", encoding="utf-8")  # fmt: skip
    assert [{"file": str(file), "members": 2}] == rows(folder, "members", str(file))
    record(
        folder,
        "report",
        "В03-11/03пр 3",
        "--on",
        "2031-04-18",
        "--member",
        "Север",
        "--recorded",
        "2031-04-19",
    )
    at = ("--at", "2031-04-20", "--known-at", "2031-04-20")
    shares = {row["point"]: row["share"] for row in rows(folder, "query", "reported-members", *at)}
    assert shares["3"] == "1 of 2"
    assert states(folder, 2030, "2031-04-20", "2031-04-20")["11/3"] == "in-force"


def test_a_member_that_left_counts_no_more(folder: Path, tmp_path: Path) -> None:
    """Who departed is neither among those who must nor among those who did, until that is withdrawn."""
    file = tmp_path / "members.csv"
    names = "".join(f"руководители ветряных кластеров,2030,{name},\n" for name in ("Север", "Юг", "Запад"))
    file.write_text("programme,year,name,region\n" + names, encoding="utf-8")
    rows(folder, "members", str(file))
    for kind, member, day in (("report", "Север", 18), ("depart", "Юг", 19), ("depart", "Север", 21)):
        on, known = f"2031-04-{day}", f"2031-04-{day + 1}"
        last = record(
            folder, kind, "В03-11/03пр 3", "--on", on, "--member", member, "--by", "Министерство ветров",
            "--recorded", known,
        )  # fmt: skip
    record(
        folder,
        "withdraw",
        last,
        "--on",
        "2031-04-25",
        "--by",
        "Министерство ветров",
        "--recorded",
        "2031-04-25",
    )

    def share(day: int) -> object:
        at = ("--at", f"2031-04-{day}", "--known-at", f"2031-04-{day}")
        found = rows(folder, "query", "reported-members", *at)
        return next(row["share"] for row in found if (row["document"], row["point"]) == ("В03-11/03пр", "3"))

    assert ["0 of 3", "1 of 2", "0 of 1", "1 of 2"] == [share(day) for day in (18, 20, 23, 26)]


def test_a_proof_goes_down_to_the_words_and_the_file(folder: Path) -> None:
    """Why the inspection's term is what it is: the order, the extension, each with its quotation."""
    arguments = ("why", "В03-7/03пр 3", "--at", "2031-04-20", "--known-at", "2031-04-20", "--format", "json")
    (life,) = json.loads(said(folder, *arguments).stdout)["lives"]
    assert ["given", "extended", "deadline-ahead", "continued"] == [step["rule"] for step in life["steps"]]
    assert "Продлить срок исполнения пункта 3" in life["steps"][1]["quote"]
    assert all(len(step["sha256"]) == 64 for step in life["steps"])
    assert life["would_change"]
    ended = said(folder, "why", "В03-7/03пр 3", "--at", "2031-06-01", "--known-at", "2031-06-01").stdout
    assert "does not bind" in ended
    assert "Считать исполненным пункт 3" in ended
