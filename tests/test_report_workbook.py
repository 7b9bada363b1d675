"""The workbook read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.answers import answer_query
from graph.build import ready
from graph.errors import UnknownNameError
from graph.messages import LANGUAGES, theme
from graph.register import Register
from graph.report import Contents, render_report
from graph.report.about import QUESTIONS
from graph.report.sheets import sheets_of, term_end
from graph.store import Store

from .programs import Needs
from .reported import COHORT, asked, gather
from .winds import KEY

HOSTILE = (
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "1/2",
    "http://127.0.0.1:9/",
    "{=1+1}",
    "mailto:x@example.org",
    "a\x00b\x08c",
    "я" * 40_000,
)


@pytest.fixture(scope="module")
def store(reported: Register) -> Store:
    """Give the store over the register."""
    return ready(reported)


def workbook(contents: Contents) -> Any:  # noqa: ANN401  its types know cells of all kinds
    """Return the workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(render_report("xlsx", contents)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_has_a_sheet_for_each_question(store: Store, language: str) -> None:
    """One sheet a question, each with a filter over its table, a frozen head and a landscape page."""
    book = workbook(gather(store, asked(language=language)))
    words = theme("report", "ru" if language == "ru" else "en")
    assert [words[f"sheet-{name}"] for name in (*QUESTIONS, "about")] == book.sheetnames
    for sheet in book:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert "A2" == sheet.freeze_panes
        assert ("landscape", 9) == (sheet.page_setup.orientation, int(sheet.page_setup.paperSize))
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "$1:$1" == sheet.print_title_rows
        assert all(cell.value for cell in sheet[1])


def test_control_list_says_what_binds(store: Store) -> None:
    """The control list has each order with its real date, its days, its words and where they stand."""
    rows = list(workbook(gather(store, asked()))["Control list"].iter_rows(values_only=True))
    heads = [str(head) for head in rows[0]]
    lines = [dict(zip(heads, row, strict=True)) for row in rows[1:]]
    due, left = "Term, inclusive (Moscow time)", "Days left"
    assert [
        ("1", datetime(2031, 3, 20), -2, "overdue"),  # noqa: DTZ001  a workbook's dates have no zone
        ("2", datetime(2031, 3, 25, 15), 3, "in force"),  # noqa: DTZ001
        ("3", datetime(2031, 4, 3), 12, "in force"),  # noqa: DTZ001
        ("4", datetime(2031, 4, 5), 14, "in force"),  # noqa: DTZ001
    ] == [(line["Point"], line[due], line[left], line["State"]) for line in lines]
    assert [COHORT] * 3 + ["Отдел бурь"] == [line["To whom"] for line in lines]
    assert all(
        re.fullmatch(rf"protocols/{KEY}.txt \[\d+, \d+\)", line["Source [from, to)"]) for line in lines
    )
    assert datetime(2031, 4, 1) == lines[2]["Term begins (Moscow time)"]  # noqa: DTZ001


def test_sheets_agree_with_the_commands(store: Store) -> None:
    """What the sheets of due, overdue and missing list is what these commands list."""
    contents = gather(store, asked())
    moments: dict[str, str | None] = {
        "at": contents.asked.at.value.isoformat(),
        "known_at": contents.asked.known_at.value.isoformat(),
    }
    sheets = {sheet.question: sheet for sheet in sheets_of(contents)}
    coming = answer_query(store, "due", {**moments, "from": moments["at"]}).as_dicts()
    late = answer_query(store, "overdue", moments).as_dicts()
    lacking = answer_query(store, "missing", moments).as_dicts()
    assert (3, 1, 1) == (len(coming), len(late), len(lacking))
    for question, rows in (("due", coming), ("overdue", late)):
        cells = [sheets[question].cells(row) for row in sheets[question].rows]  # type: ignore[index]
        assert [row["point"] for row in rows] == [cell["point"] for cell in cells]
    assert [row["document"] for row in lacking] == [row[0] for row in sheets["missing"].rows]


def test_report_of_a_cohort_and_of_an_addressee(store: Store) -> None:
    """A report about somebody lists what binds them; an unknown name is an error."""
    assert ["1", "2", "3"] == [line["point"] for line in gather(store, asked(cohort=2030)).orders]
    assert ["4"] == [line["point"] for line in gather(store, asked(addressee="отдел бурь")).orders]
    assert 1 == len(gather(store, asked(cohort=2029)).missing.rows)
    assert 0 == len(gather(store, asked(cohort=2030)).missing.rows)
    with pytest.raises(UnknownNameError):
        gather(store, asked(addressee="Отдел штилей"))


def hostile(store: Store) -> Contents:
    """Return contents whose quoted words, names and grounds are probe strings."""
    contents = gather(store, asked())
    line = contents.orders[0]
    lines = [
        {**line, "quote": text, "addressee": text, "cohort": None, "because": [text], "document": text[:200]}
        for text in HOSTILE
    ]
    return replace(contents, answer={**contents.answer, "orders": lines})


def test_text_never_becomes_a_formula_or_a_link(store: Store) -> None:
    """Words that look like formulas, numbers, dates or addresses are text, whole, in every column."""
    sheet = workbook(hostile(store))["Control list"]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
    assert {"s", "n", "d"} == kinds
    quotes = [row[5].value for row in sheet.iter_rows(min_row=2)]
    assert len(HOSTILE) == len(quotes)
    assert list(HOSTILE[:5]) == quotes[:5]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert 32_001 == len(quotes[-1])


def test_spreadsheet_program_reads_the_workbook(store: Store, tmp_path: Path, needs: Needs) -> None:
    """LibreOffice opens the workbook and finds text where text was: nothing is computed."""
    soffice = needs("soffice", "libreoffice-calc-nogui")
    path = tmp_path / "list.xlsx"
    path.write_bytes(render_report("xlsx", hostile(store)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [soffice, profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert 1 + len(HOSTILE) == len(rows)
    assert list(HOSTILE[:5]) == [row[5] for row in rows[1:6]]
    assert "1/2" == rows[9][5]


def test_about_names_the_register_and_the_moments(store: Store) -> None:
    """The last sheet tells T, K, the zone, the state of the register and the assumptions."""
    contents = gather(store, asked())
    said = {str(row[0]): row[1] for row in sheets_of(contents)[-1].rows}
    assert "22.03.2031" == said["At the moment (T)"]
    assert store.manifest.digest == said["State of the register (SHA-256)"]
    assert "All dates and times are Moscow time (UTC+3)." == said["Time zone"]


@pytest.mark.parametrize(
    ("until", "shown"),
    [
        (None, None),
        ("2031-03-21T00:00:00+03:00", date(2031, 3, 20)),
        ("2031-03-21T12:30:00+03:00", datetime(2031, 3, 21, 12, 30)),  # noqa: DTZ001
        ("2031-03-20T21:00:00+00:00", date(2031, 3, 20)),
    ],
)
def test_term_is_shown_as_people_say_it(until: str | None, shown: object) -> None:
    """A midnight is the day before it; anything else is Moscow's clock."""
    assert shown == term_end(until)
