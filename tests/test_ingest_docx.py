"""Word documents: the numbers Word prints, tables row by row, headers apart, nothing deleted or hidden."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from graph.ingest import read_bytes
from graph.ingest.docx import read
from graph.ingest.numerals import Numeral, printed_number

from .office_files import abstract, anew, docx, level, num, p, table, zipped
from .programs import Needs

SIMPLE = abstract(0, level(0, "decimal", "%1."))
DEEP = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "russianLower", "%4)"),
)
HEADINGS = abstract(
    0,
    level(0, "upperRoman", "%1.", extra='<w:pStyle w:val="H1"/>'),
    level(1, "decimal", "%2)", extra='<w:pStyle w:val="H2"/>'),
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="own"/><w:basedOn w:val="H2"/></w:style>'
)
OVERRIDDEN = num(
    2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "(%1)", start=3)}</w:lvlOverride>'
)

Written = list[tuple[str, tuple[int, int] | None]]
NUMBERINGS: dict[str, tuple[list[str], Written, str]] = {
    "levels": (
        ["I. а", "1. б", "2. в", "2.1. г", "2.2. д", "а) е", "б) ж", "II. з", "1. и", "1.1. к"],
        [(s, (1, d)) for s, d in zip("абвгдежзик", (0, 1, 1, 2, 2, 3, 3, 0, 1, 2), strict=True)],
        DEEP + num(1, 0),
    ),
    "lists of one abstract list count together, unless one starts anew": (
        ["1. а", "2. б", "между", "3. в", "1. г", "2. д", "3. е", "4. ж"],
        [("а", (1, 0)), ("б", (1, 0)), ("между", None), ("в", (2, 0)), ("г", (3, 0)), ("д", (3, 0)),
         ("е", (1, 0)), ("ж", (2, 0))],
        SIMPLE + num(1, 0) + num(2, 0) + num(3, 0, anew(0, 1)),
    ),
    "a list that starts its sub-level anew": (
        ["1. а", "1.1. б", "1.1. в", "1.2. г", "2. д", "2.1. е"],
        [("а", (1, 0)), ("б", (1, 1)), ("в", (2, 1)), ("г", (2, 1)), ("д", (2, 0)), ("е", (2, 1))],
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
        + num(1, 0) + num(2, 0, anew(0, 1) + anew(1, 1)),
    ),
    "another start, zeros in front": (
        ["05 а", "06 б"],
        [("а", (1, 0)), ("б", (1, 0))],
        abstract(0, level(0, "decimalZero", "%1", start=5)) + num(1, 0),
    ),
    "an overridden level": (
        ["1. а", "(b) б", "3. в"],
        [("а", (1, 0)), ("б", (2, 0)), ("в", (1, 0))],
        SIMPLE + num(1, 0) + OVERRIDDEN,
    ),
    "an empty paragraph counts": (
        ["1. а", "2.", "3. в"], [("а", (1, 0)), ("", (1, 0)), ("в", (1, 0))], SIMPLE + num(1, 0)
    ),
    "no list, and the list 0 that takes a number away": (
        ["а", "б", "1. в"], [("а", None), ("б", (0, 0)), ("в", (1, 0))], SIMPLE + num(1, 0)
    ),
}  # fmt: skip

AS_THE_STANDARD_SAYS: dict[str, tuple[list[str], Written, str]] = {
    "a level that never restarts": (
        ["I. а", "1. б", "2. в", "II. г", "3. д"],
        [("а", (1, 0)), ("б", (1, 1)), ("в", (1, 1)), ("г", (1, 0)), ("д", (1, 1))],
        abstract(
            0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>')
        )
        + num(1, 0),
    ),
    "a legal level": (
        ["I. а", "1.1. б"],
        [("а", (1, 0)), ("б", (1, 1))],
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", extra="<w:isLgl/>"))
        + num(1, 0),
    ),
    "nothing between number and text": (
        ["1.а"],
        [("а", (1, 0))],
        abstract(0, level(0, "decimal", "%1.", extra='<w:suff w:val="nothing"/>')) + num(1, 0),
    ),
    "bullets": (
        ["• а", "- б"],
        [("а", (1, 0)), ("б", (2, 0))],
        abstract(0, level(0, "bullet", "\uf0b7"))
        + abstract(1, level(0, "bullet", "-"))
        + num(1, 0)
        + num(2, 1),
    ),
    "a list that is not there": (["а"], [("а", (7, 0))], SIMPLE + num(1, 0)),
}

ALL = NUMBERINGS | AS_THE_STANDARD_SAYS


def lines(content: bytes) -> list[str]:
    """Return the lines of a document that are not empty, cleaned."""
    return [line for line in read_bytes("a.docx", content).text.split("\n") if line]


def numbered(written: Written, numbering: str) -> bytes:
    """Return a document of numbered paragraphs."""
    return docx("".join(p(text, number) for text, number in written), numbering=numbering)


@pytest.mark.parametrize("case", ALL)
def test_numbers_are_restored_as_printed(case: str) -> None:
    """Every paragraph has the number that Word would print before it."""
    expected, written, numbering = ALL[case]
    assert expected == lines(numbered(written, numbering))


def test_libreoffice_prints_the_same_numbers(tmp_path: Path, needs: Needs) -> None:
    """An independent program numbers the same documents alike."""
    soffice = needs("soffice", "libreoffice-writer-nogui")
    files = {case: tmp_path / f"{place}.docx" for place, case in enumerate(NUMBERINGS)}
    for case, file in files.items():
        file.write_bytes(numbered(*NUMBERINGS[case][1:]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*arguments, "--outdir", str(tmp_path), *map(str, files.values())], check=True, capture_output=True
    )
    for case, file in files.items():
        printed = file.with_suffix(".txt").read_text(encoding="utf-8-sig").split("\n")
        assert [line.strip() for line in printed if line.strip()] == NUMBERINGS[case][0], case


def test_headings_are_numbered_through_their_styles() -> None:
    """A style's list counts, also where the style is inherited; numId 0 takes the number away."""
    body = "".join(
        [p("а", style="H1"), p("б", style="H2"), p("в", style="H3"), p("г", style="H1"), p("д", style="H2")]
    )
    content = docx(body + p("е", (0, 0), style="H1"), numbering=HEADINGS + num(1, 0), styles=STYLES)
    assert ["I. а", "1) б", "2) в", "II. г", "1) д", "е"] == lines(content)


def test_a_list_may_be_kept_in_a_numbering_style() -> None:
    """The abstract list that a numbering style links to is used."""
    numbering = (
        abstract(0, extra='<w:numStyleLink w:val="L"/>')
        + abstract(1, level(0, "upperLetter", "%1."), extra='<w:styleLink w:val="L"/>')
        + num(1, 0)
    )
    assert ["A. а", "B. б"] == lines(docx(p("а", (1, 0)) + p("б", (1, 0)), numbering=numbering))


@pytest.mark.parametrize(
    ("printed", "number", "numeral"),
    [
        ("я", 29, "russian"),
        ("аа", 30, "russian"),
        ("А", 1, "RUSSIAN"),
        ("к", 10, "russian"),
        ("z", 26, "latin"),
        ("bb", 28, "latin"),
        ("XIV", 14, "ROMAN"),
        ("mcmxciv", 1994, "roman"),
        ("4000", 4000, "ROMAN"),
        ("0", 0, "latin"),
        ("07", 7, "zero"),
        ("", 3, "none"),
    ],
)
def test_numerals(printed: str, number: int, numeral: Numeral) -> None:
    """Numbers in each numeral; what can't be written in it is decimal."""
    assert printed == printed_number(number, numeral)


def test_tables_are_read_row_by_row() -> None:
    """Cells are joined by bars, an empty one leaves its bar, numbers in cells are printed."""
    body = p("до") + table(
        ("№", "Решение", "Срок"),
        (p("", (1, 0)), p("Проверить") + p("колокола"), "5 мая"),
        (p("", (1, 0)), "Доложить", ""),
        ("", "продолжение", ""),
    )
    expected = (
        "до\n\n№ | Решение | Срок\n1. | Проверить колокола | 5 мая\n2. | Доложить |\n"
        " | продолжение |\n\nпосле\n"
    )
    assert expected == read(docx(body + p("после"), numbering=SIMPLE + num(1, 0))).text


def test_merged_cells_are_read_once() -> None:
    """A cell merged downwards is empty in the rows below, a wide one is one cell."""
    begun = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Инеев")
    going_on = "<w:tcPr><w:vMerge/></w:tcPr>" + p("")
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Раздел")
    assert ["а | Инеев", "б |", "Раздел"] == lines(docx(table(("а", begun), ("б", going_on), (wide,))))


@pytest.mark.parametrize(
    "rows",
    [(("<w:p><w:r><w:t>Маяк</w:t></w:r></w:p>" + p("Туман"),),), ((p("Маяк") + p("Туман"), ""),)],
    ids=["one column", "one row"],
)
def test_a_table_that_is_a_frame_gives_paragraphs(rows: tuple[tuple[str, ...], ...]) -> None:
    """A letterhead set in a table is no table."""
    assert "Маяк\n\nТуман\n" == read(docx(table(*rows))).text


def run(content: str, properties: str = "") -> str:
    """Return a paragraph of one run of XML."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{content}</w:r></w:p>"


TRANSITIONAL = b"http://schemas.openxmlformats.org/"
STRICT = b"http://purl.oclc.org/ooxml/"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = f"<mc:AlternateContent xmlns:mc='{MC}'>{{}}</mc:AlternateContent>"
INSERTED = "<w:ins><w:r><w:t>новое</w:t></w:r></w:ins>"
DELETED = "<w:del><w:r><w:delText>старое</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("а\tб\nв-", run("<w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:noBreakHyphen/>")),
        ("а", p("а") + run("<w:t>тайна</w:t>", "<w:vanish/>")),
        ("а", run("<w:t>а</w:t>", '<w:vanish w:val="0"/>')),
        ("новое", f"<w:p>{INSERTED}{DELETED}</w:p>"),
        ("поле", "<w:p><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>поле</w:t></w:r></w:p>"),
        ("ссылка", "<w:p><w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink></w:p>"),
        ("внутри", f"<w:sdt><w:sdtPr/><w:sdtContent>{p('внутри')}</w:sdtContent></w:sdt>"),
        ("якорь\n\nв рамке", run("<w:t>якорь</w:t>" + BOX.format(
            f"<mc:Choice><w:drawing><w:txbxContent>{p('в рамке')}</w:txbxContent></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><w:txbxContent>{p('в рамке')}</w:txbxContent></w:pict></mc:Fallback>"))),
        ("• знак", run('<w:sym w:font="Wingdings" w:char="F0A7"/><w:t> знак</w:t>')),
    ],
)  # fmt: skip
def test_what_is_printed_is_read(expected: str, body: str) -> None:
    """Breaks, hyphens, insertions, fields, links, boxes and signs; nothing deleted or hidden."""
    assert f"{expected}\n" == read_bytes("a.docx", docx(body)).text


def test_headers_and_footers_stay_apart() -> None:
    """They are read only where the body has no text; footnotes stand behind the body."""
    parts = {
        "header": p("шапка"),
        "footer": p("подвал"),
        "footnotes": f"<w:footnote>{p('сноска')}</w:footnote>",
    }
    assert "тело\n\nсноска\n" == read(docx(p("тело"), parts=parts)).text
    del parts["footnotes"]
    assert "шапка\n\nподвал\n" == read(docx(p(""), parts=parts)).text


def test_landmarks_name_paragraphs_and_tables() -> None:
    """Each landmark stands where its paragraph or table begins."""
    source = read_bytes("a.docx", docx(p("Маяк") + p("") + table(("а", "б"), ("в", "г")) + p("Туман")))
    found = [(mark.kind, mark.number, source.text[mark.offset :][:4]) for mark in source.landmarks]
    assert [("paragraph", 1, "Маяк"), ("table", 1, "а | "), ("paragraph", 2, "Тума")] == found


def test_the_strict_form_is_read_alike() -> None:
    """The namespaces of ISO 29500 strict give the same text."""
    transitional = zipfile.ZipFile(io.BytesIO(docx(p("а", (1, 0)), numbering=SIMPLE + num(1, 0))))
    strict = {
        name: transitional.read(name)
        .replace(TRANSITIONAL + b"wordprocessingml/2006", STRICT + b"wordprocessingml")
        .replace(TRANSITIONAL + b"officeDocument/2006", STRICT + b"officeDocument")
        for name in transitional.namelist()
    }
    assert "1. а\n" == read(zipped(strict)).text


def test_blank_lines_made_by_hand_stay_where_they_are() -> None:
    """Where empty paragraphs divide a document, its lines stay together as they are printed."""
    by_hand = "".join(map(p, ("ПРОТОКОЛ", "о маяках", "", "", "РЕШИЛИ:", "Доложить.")))
    assert "ПРОТОКОЛ\nо маяках\n\nРЕШИЛИ:\nДоложить.\n" == read(docx(by_hand)).text
    assert "ПРОТОКОЛ\n\nо маяках\n" == read(docx(p("ПРОТОКОЛ") + p("о маяках"))).text
