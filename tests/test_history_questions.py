"""The whole life of orders through the commands: what is asked over time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .lives import lived, record, rows, said, states, write_journal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a register with the journal's history."""
    return lived(tmp_path, write_journal(tmp_path))


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
