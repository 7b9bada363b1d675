"""Rows as table, CSV, Markdown and JSON: whole, harmless, the same bytes."""

from __future__ import annotations

import csv
import io
import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.queries import Cell
from graph.render.table import FORMATS, render_csv, render_json, render_rows, visible

COLUMNS = ("point", "count", "members")
ROWS: list[tuple[Cell, ...]] = [
    ("I/2.1", 3, ["Чайка", "Нырок"]),
    ("V/1", None, []),
    ("до\n20 марта", 0, ["«|»"]),
]


def test_the_forms() -> None:
    """The table comes first: it is what nobody has to ask for."""
    assert ("table", "json", "csv", "markdown") == FORMATS


def test_a_table_is_plain_lines() -> None:
    """A head and a line a row, two spaces between, nothing behind."""
    expected = [
        "point        count  members",
        "I/2.1        3      Чайка, Нырок",
        "V/1",
        "до 20 марта  0      «|»",
    ]
    assert expected == render_rows(COLUMNS, ROWS, "table").splitlines()


def test_markdown_escapes_what_it_would_act_upon() -> None:
    """A bar does not end a cell, a bracket opens no tag, a backslash is itself."""
    lines = render_rows(("a",), [("x|y",), ("<script>",), ("a\\b",)], "markdown").splitlines()
    assert [r"x\|y", r"\<script>", r"a\\b"] == [line.strip("| ") for line in lines[2:]]
    assert len(lines) == 2 + 3


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_without_rows_the_columns_are_shown(form: Literal["table", "csv", "markdown"]) -> None:
    """Nothing found is an answer: its head says of what."""
    assert all(column in render_rows(COLUMNS, [], form) for column in COLUMNS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\x1b[31mred", "a\ufffd[31mred"),
        ("bell\x07", "bell\ufffd"),
        ("left\u202eright", "left\ufffdright"),
        ("two\n\t lines", "two lines"),
        ("\x9b31m", "\ufffd31m"),
    ],
)
def test_control_signs_reach_no_terminal(words: str, expected: str) -> None:
    """What would move a cursor, colour or turn the text is shown as a replacement sign."""
    assert expected == visible(words)
    assert expected in render_rows(("a",), [(words,)], "table")


CSV = [
    ("plain", "plain"),
    ("a,b", '"a,b"'),
    ('say "so"', '"say ""so"""'),
    ("two\nlines", '"two\nlines"'),
    (None, ""),
    (True, "true"),
    (-5, "-5"),
    (["a", "b"], '"a, b"'),
    ("=1+1", "'=1+1"),
    ("+7 495", "'+7 495"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\n=1", "\"'\n=1\""),
    ("＝1+1", "'＝1+1"),
    ("＠SUM(A1)", "'＠SUM(A1)"),
    ('=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'),
    (["=cmd|' /C calc'!A0"], "'=cmd|' /C calc'!A0"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), CSV)
def test_a_cell_of_csv(cell: Cell, expected: str) -> None:
    """Quoted only where needed; a text that a spreadsheet would compute gets an apostrophe, a number none."""
    assert f"a,b\r\n{expected},x\r\n" == render_csv(("a", "b"), [(cell, "x")])


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_csv_read_back_is_what_was_written(rows: list[tuple[str, str]]) -> None:
    """Writing and reading are inverse, but for the apostrophe before a formula."""
    read = list(csv.reader(io.StringIO(render_csv(("a", "b"), rows), newline="")))
    assert ["a", "b"] == read[0]
    for row, line in zip(rows, read[1:], strict=True):
        assert list(row) == [
            cell.removeprefix("'") if cell != text else cell for text, cell in zip(row, line, strict=True)
        ]


def test_json_keeps_letters_and_order() -> None:
    """Russian letters are themselves, keys stay in their order, two spaces indent."""
    assert '{\n  "б": "ё",\n  "а": null\n}' == render_json({"б": "ё", "а": None})


@given(st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=9), max_size=4))
def test_json_read_back_is_what_was_written(value: dict[str, Cell]) -> None:
    """Writing and reading are inverse."""
    assert value == json.loads(render_json(value))
