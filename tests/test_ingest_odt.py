"""OpenDocument texts: the numbers that are printed, tables row by row, what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from graph.ingest import read_bytes
from graph.ingest.odt import read

from .office_files import abstract, docx, level, num, odt, p
from .programs import Needs


def style(name: str, *levels: str) -> str:
    """Return a list style."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def number(depth: int, form: str, extra: str = 'style:num-suffix="."') -> str:
    """Return one numbered level of a list style."""
    return f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" {extra}/>'


def items(*texts: str) -> str:
    """Return list items of one paragraph each, or of the XML given."""
    return "".join(
        f"<text:list-item>{text if text.startswith('<') else f'<text:p>{text}</text:p>'}</text:list-item>"
        for text in texts
    )


def listed(name: str, content: str, extra: str = "") -> str:
    """Return a list of a style."""
    return f'<text:list text:style-name="{name}" {extra}>{content}</text:list>'


OUTLINE = (
    "<text:outline-style>"
    '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix=")"/>'
    "</text:outline-style>"
)
DEEP = style("L", number(1, "I"), number(2, "1", 'text:display-levels="2" style:num-suffix="."'))
PLAIN = style("N", number(1, "1"))
INNER = "<text:p>б</text:p><text:list>" + items("в", "г") + "</text:list>"

LISTS = {
    "levels": (["I. а", "II. б", "II.1. в", "II.2. г", "III. д"], DEEP, listed("L", items("а", INNER, "д"))),
    "a list counts anew": (["1. а", "1. б"], PLAIN, listed("N", items("а")) + listed("N", items("б"))),
    "a list goes on": (
        ["1. а", "между", "2. б"],
        PLAIN,
        listed("N", items("а"))
        + "<text:p>между</text:p>"
        + listed("N", items("б"), 'text:continue-numbering="true"'),
    ),
    "a list goes on with one further above": (
        ["1. а", "1. б", "2. в"],
        PLAIN + style("M", number(1, "1")),
        listed("N", items("а"), 'xml:id="first"')
        + listed("M", items("б"))
        + listed("N", items("в"), 'text:continue-list="first"'),
    ),
    "a start value": (
        ["5. а", "6. б"],
        PLAIN,
        listed("N", '<text:list-item text:start-value="5"><text:p>а</text:p></text:list-item>' + items("б")),
    ),
    "Russian letters, brackets": (
        ["а) а", "б) б"],
        style("R", number(1, "а, б, .., аа, бб, ... (ru)", 'style:num-suffix=")"')),
        listed("R", items("а", "б")),
    ),
    "a second paragraph has no number": (
        ["1. а", "б", "2. в"],
        PLAIN,
        listed("N", items("<text:p>а</text:p><text:p>б</text:p>", "в")),
    ),
    "bullets": (
        ["• а"],
        style("B", '<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'),
        listed("B", items("а")),
    ),
    "numbered headings": (
        ["I. а", "1) б", "II. в", "г"],
        OUTLINE,
        "".join(
            f'<text:h text:outline-level="{depth}">{text}</text:h>'
            for depth, text in ((1, "а"), (2, "б"), (1, "в"))
        )
        + '<text:h text:outline-level="1" text:is-list-header="true">г</text:h>',
    ),
}


def lines(content: bytes) -> list[str]:
    """Return the lines of a document that are not empty, cleaned."""
    return [line for line in read_bytes("a.odt", content).text.split("\n") if line]


@pytest.mark.parametrize("case", LISTS)
def test_numbers_are_restored_as_printed(case: str) -> None:
    """Every paragraph has the number that is printed before it."""
    expected, styles, body = LISTS[case]
    assert expected == lines(odt(body, styles=styles))


def test_what_libreoffice_writes_is_numbered_as_it_prints(tmp_path: Path, needs: Needs) -> None:
    """A list of four levels, made by LibreOffice out of a Word document, keeps its numbers."""
    soffice = needs("soffice", "libreoffice-writer-nogui")
    deep = abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2."),
        level(2, "decimal", "%2.%3."),
        level(3, "russianLower", "%4)"),
    )
    body = "".join(p(text, (1, depth)) for text, depth in zip("абвгдеж", (0, 1, 2, 2, 3, 3, 0), strict=True))
    file = tmp_path / "a.docx"
    file.write_bytes(docx(body, numbering=deep + num(1, 0)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [soffice, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(file)]
    subprocess.run(arguments, check=True, capture_output=True)
    expected = ["I. а", "1. б", "1.1. в", "1.2. г", "а) д", "б) е", "II. ж"]
    assert expected == lines(file.with_suffix(".odt").read_bytes())


def row(*cells: str) -> str:
    """Return a table row of cells, each a text or XML."""
    return "<table:table-row>" + "".join(map(_cell, cells)) + "</table:table-row>"


def _cell(cell: str) -> str:
    return cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"


WIDE = '<table:table-cell table:number-columns-spanned="2"><text:p>вширь</text:p></table:table-cell>'
HIDDEN = "<text:p>тайна</text:p>"
BOX = "<draw:frame><draw:text-box><text:p>в рамке</text:p></draw:text-box></draw:frame>"
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>сноска</text:p></text:note-body></text:note>"
)
COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("а | б\nв |", f"<table:table>{row('а', 'б')}{row('в', '')}</table:table>"),
        ("вширь\nа | б", f"<table:table>{row(WIDE, COVERED)}{row('а', 'б')}</table:table>"),
        ("а | б\nв |", f"<table:table>{row('а', 'б')}{row('в', COVERED)}</table:table>"),
        ("а  б\tв\nг", "<text:p>а <text:s/>б<text:tab/>в<text:line-break/>г</text:p>"),
        ("а б", "<text:p>а\n   б</text:p>"),
        ("ссылка", '<text:p><text:a xlink:href="https://mayak.example/">ссылка</text:a></text:p>'),
        ("видно", f"<text:tracked-changes>{HIDDEN}</text:tracked-changes><text:p>видно</text:p>"),
        ("а\n\nв рамке", f"<text:p>а{BOX}</text:p>"),
        ("тело\n\nдалее\n\nсноска", f"<text:p>тело{NOTE}</text:p><text:p>далее</text:p>"),
    ],
)  # fmt: skip
def test_what_is_printed_is_read(expected: str, body: str) -> None:
    """Tables, white space, links, boxes and notes; no tracked deletions."""
    assert f"{expected}\n" == read(odt(body)).text


def test_headers_stay_apart() -> None:
    """They are read only where the body has no text."""
    header = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<style:header><text:p>шапка</text:p></style:header></office:document-styles>"
    )
    assert "тело\n" == read(odt("<text:p>тело</text:p>", parts={"styles.xml": header})).text
    assert "шапка\n" == read(odt("<text:p/>", parts={"styles.xml": header})).text
