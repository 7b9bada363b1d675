"""Reports in all forms: the same from the same question, and the command that writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.build import ready
from graph.build.publish import publish
from graph.cli.app import obligraph
from graph.messages import theme
from graph.register import Register
from graph.remote import connect
from graph.report import FORMS, ReportForm, file_name, media_type, render_report
from graph.report import gather as gather_from
from graph.store import Store

from .engines import oxigraph_server
from .reported import asked, gather


@pytest.fixture(scope="module")
def store(reported: Register) -> Store:
    """Give the store over the register."""
    return ready(reported)


# --- all forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_same_question_gives_same_bytes(store: Store, form: ReportForm) -> None:
    """The same register, T, K and language give the same bytes."""
    assert render_report(form, gather(store, asked())) == render_report(form, gather(store, asked()))
    assert "; charset=utf-8" in media_type(form) or form == "xlsx"
    assert f"obligraph-2030-2031-03-22.{form}" == file_name(form, gather(store, asked(cohort=2030)))


def test_report_from_a_server_is_the_same(reported: Register) -> None:
    """A report made from a SPARQL server that the register was published to is the same."""
    store = ready(reported)
    with oxigraph_server() as engine:
        publish(store, engine.filled_by)
        remote = connect(engine.query)
        about = asked()
        for form in FORMS:
            there = render_report(form, gather_from(remote, about, store.manifest.digest))
            assert render_report(form, gather(store, about)) == there
        remote.close()


def test_both_languages_say_the_same_things() -> None:
    """Every message of a report exists in Russian and in English, with the same blanks."""
    russian, english = theme("report", "ru"), theme("report", "en")
    assert sorted(english) == sorted(russian)
    assert english
    for name, text in english.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", russian[name])), name


# --- the command ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["-o", "list.xlsx"], b"PK"),
        (["-o", "list.ics", "--cohort", "2030"], b"BEGIN:VCALENDAR"),
        (["-o", "list", "--format", "html", "--all", "--lang", "ru"], b"<!doctype html>"),
    ],
)
def test_command_writes_the_file(
    reported: Register, tmp_path: Path, words: list[str], begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is the one asked for, else the one that the file's name ends with."""
    monkeypatch.chdir(tmp_path)
    at = ["--at", "2031-03-22", "--known-at", "2031-03-22"]
    done = CliRunner().invoke(obligraph, ["--data", str(reported.folder), "report", *words, *at])
    assert (0, f"{words[1]}\n") == (done.exit_code, done.output)
    assert (tmp_path / words[1]).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "words",
    [
        ["--cohort", "2030", "--all", "-o", "x.ics"],
        ["--programme", "П", "-o", "x.ics"],
        ["--cohort", "1999", "-o", "x.ics"],
        ["--format", "pdf", "-o", "x.pdf"],
        ["--all"],
    ],
)
def test_command_refuses_what_it_can_not_do(
    reported: Register, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that contradicts itself, an unknown cohort or form: one line, exit 2, no file."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(obligraph, ["--data", str(reported.folder), "report", *words])
    assert (2, 1) == (done.exit_code, done.stderr.count("\n"))
    assert not list(tmp_path.iterdir())
