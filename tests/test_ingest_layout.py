"""Printed lines become paragraphs: hyphens, indents, margins, page edges, ruled tables, misread numbers."""

from __future__ import annotations

import pytest

from graph.ingest.hyphens import CUT, mend, usage_of
from graph.ingest.misread import repair, repair_romans
from graph.ingest.ocr import lines_of
from graph.ingest.reflow import Line, reflow
from graph.ingest.ruling import Stroke, Table, grids_of, strokes_of

LETTER = 6.0
PITCH = 16.0


def page(*rows: str | tuple[float, str]) -> list[Line]:
    """Return a page set in letters of one width; a row is its text, or its left edge and its text.

    An empty row is a gap. Sixty letters fit between the margins.
    """
    lines: list[Line] = []
    for place, row in enumerate(rows):
        left, text = (0.0, row) if isinstance(row, str) else row
        if text:
            width = len(text.split()[0]) * LETTER
            foot = 800 - place * PITCH
            lines.append(Line(text, left, left + len(text) * LETTER, foot, foot, width))
    return lines


FULL = "смотрителям маяков и начальникам колокольных участков области"
PAGES = {
    "a full line goes on": (f"{FULL} доложить\n", [page(FULL, "доложить")]),
    "a line that had room does not": (f"{FULL} доложить\nо маяках\n", [page(FULL, "доложить", "о маяках")]),
    "a sentence that ended stands alone": (f"Срок.\n\n{FULL}\n", [page("Срок.", FULL)]),
    "an indented line begins a paragraph": (f"{FULL}.\n\nДоложить\n", [page(FULL + ".", (40.0, "Доложить"))]),
    "a list number begins a paragraph": (f"{FULL}.\n\n2. доложить\n", [page(FULL + ".", "2. доложить")]),
    "a gap divides": (f"{FULL} {FULL}\n\nДоложить\n", [page(FULL, FULL, "", "Доложить")]),
    "a hanging item goes on": (f"1. {FULL} доложить\n", [page((0.0, f"1. {FULL}"), (18.0, "доложить"))]),
    "a dash goes on inside a sentence": (f"{FULL} - всем\n", [page(FULL, "- всем")]),
    "a number cut by a line": (f"{FULL} № М07-18/31\n", [page(FULL + " № М07-", "18/31")]),
    "over the page": (f"{FULL} доложить\n", [page(FULL), page("доложить")]),
    "page numbers": (f"{FULL} доложить\n", [page("1", FULL), page("- 2 -", "доложить"), page("стр. 3 из 3")]),
    "running heads": (
        "Раз.\n\nДва.\n\nТри.\n",
        [page("Проект", "Раз."), page("Проект", "Два."), page("Проект", "Три.")],
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_lines_become_paragraphs(case: str) -> None:
    """Each sign by which a paragraph's end is told."""
    expected, pages = PAGES[case]
    assert expected == reflow(pages).text


def test_a_row_cut_by_a_page_is_whole() -> None:
    """A row without its first cell at a page's top goes on with the last row of the page before."""
    rows = [("1", "Проверить", "5 мая"), ("", "колокола", ""), ("2", "Доложить", "")]
    lines = [Line(" | ".join(cells), 0, 300, 100, 100, 0, 1, cells) for cells in rows]
    assert "1 | Проверить колокола | 5 мая\n2 | Доложить | \n" == reflow([lines[:1], lines[1:]]).text


def test_pages_are_marked_where_they_begin() -> None:
    """A page's landmark stands at its first word, also in the middle of a paragraph."""
    draft = reflow([page(FULL), [], page("доложить")])
    found = [(mark.number, draft.text[mark.offset :].split()[0]) for mark in draft.landmarks]
    assert [(1, "смотрителям"), (3, "доложить")] == found


DIVIDES = f" обес{CUT}печить пред{CUT}ставить"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("план-график", f"план{CUT}график"),
        ("исполнение, исполнение", f"испол{CUT}нение, исполнение"),
        ("исполнение обеспечить представить", f"испол{CUT}нение" + DIVIDES),
        (
            "учебно-научный учебно-летний обеспечить представить",
            f"учебно{CUT}научный учебно-летний" + DIVIDES,
        ),
        ("Усть-Маячный обеспечить представить", f"Усть{CUT}Маячный" + DIVIDES),
        ("чек-лист, чек-лист обеспечить представить", f"чек{CUT}лист, чек-лист" + DIVIDES),
        ("М07-18", f"М07{CUT}18"),
    ],
)
def test_divided_words_are_mended(expected: str, text: str) -> None:
    """A hyphen stays where the document shows it to be the word's own, or never divides words."""
    assert expected == mend(text, usage_of([text]))


BORDERS = [(0, y, 300, y + 1) for y in (0, 20, 40, 60)] + [(x, 0, x + 1, 60) for x in (0, 100, 300)]


def test_strokes_make_a_grid() -> None:
    """Thin boxes are strokes, touching strokes a grid; a far stroke is none of it."""
    (grid,) = grids_of(strokes_of([*BORDERS, (0, 400, 300, 401)]))
    assert (3, 4) == (len(grid.columns), len(grid.rows))
    assert ((0, 0), (2, 1), None) == (grid.cell_at(50, 50), grid.cell_at(200, 10), grid.cell_at(200, 70))


def test_cells_without_a_border_between_them_are_one() -> None:
    """A tall cell counts for its first row, a wide one for its first column."""
    strokes = [
        *(Stroke(upright=False, at=at, start=0, end=300) for at in (0, 60)),
        *(Stroke(upright=True, at=at, start=0, end=60) for at in (0, 300)),
        Stroke(upright=False, at=20, start=0, end=300),
        Stroke(upright=False, at=40, start=100, end=300),
        Stroke(upright=True, at=100, start=20, end=60),
    ]
    (grid,) = grids_of(strokes)
    table = Table(1, grid)
    for text, across, up in (("высокая", 50, 30), ("раз", 200, 50), ("два", 200, 30), ("широкая", 200, 10)):
        table.add(text, [(across - 1.0, up - 1.0, across + 1.0, up + 1.0)] * len(text))
    assert ["высокая | раз", " | два", "широкая"] == [line.text for line in table.lines()]


def test_a_drawing_is_no_table() -> None:
    """One column is a frame; thousands of strokes are a picture."""
    assert [] == grids_of(strokes_of([(0, 0, 300, 200)]))
    assert [] == grids_of(strokes_of([(x, 0, x + 1, 60) for x in range(0, 50_000, 10)]))


@pytest.mark.parametrize(
    ("expected", "read"),
    [
        ("№ М05-124/05вк", "№ МО5-124/05вк"),
        ("№М05-98/05вк", "№МО05-98/О5вк"),
        ("от 05 июля 2031 г. № М05-3/05пр", "от О5 июля 2031 г. № Мо5-3/05np"),
        ("№ 05-3045", "№ О5-З045"),
        ("созданных в 2029 году", "созданных B 2029 году"),
        ("3. Отделу", "3. — Отделу"),
        ("Особое мнение О.О. Озёрова", "Особое мнение О.О. Озёрова"),
        ("№ 179-ОД и № 15-З", "№ 179-ОД и № 15-З"),
    ],
)
def test_numbers_are_put_right(expected: str, read: str) -> None:
    """Letters for digits are repaired in numbers, days and years; words and initials stay."""
    assert expected == repair(read)


def test_roman_section_numbers_are_put_right_in_order() -> None:
    """Only the very next number is taken for misread; initials never are."""
    read = [
        "I. Вступление",
        "У. Озёров",
        "П. О маяках",
        "Ш. О туманах",
        "ГУ. О льдах",
        "У. Разное",
        "П. Фонарёв",
    ]
    expected = ["I. Вступление", "У. Озёров", "II. О маяках", "III. О туманах", "IV. О льдах", "V. Разное"]
    assert [*expected, "П. Фонарёв"] == list(repair_romans(read))
    assert ["П. Фонарёв"] == list(repair_romans(["П. Фонарёв"]))


def test_tesseracts_words_become_lines() -> None:
    """Words of one line are one line, with its edges in points; what is no word is left out."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = [
        "4\t1\t1\t1\t1\t0\t200\t100\t400\t40\t-1\t",
        '5\t1\t1\t1\t1\t1\t200\t100\t200\t40\t96\t"Маяк',
        "5\t1\t1\t1\t1\t2\t420\t110\t180\t40\t96\tи",
        "5\t1\t1\t1\t2\t1\t200\t160\t100\t40\t96\tтуман",
    ]
    lines = list(lines_of(head + "\n".join(rows)))
    assert ['"Маяк и', "туман"] == [line.text for line in lines]
    assert (72.0, 216.0, -54.0, 72.0) == (lines[0].left, lines[0].right, lines[0].ends, lines[0].first_word)
