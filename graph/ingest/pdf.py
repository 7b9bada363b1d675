"""PDF files with a text layer: lines with their places from pdfium, paragraphs from `reflow`.

Pages that are only pictures go to `graph.ingest.ocr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2

from ..errors import UnreadableFileError
from .draft import Draft
from .ocr import find_tesseract, is_installed, read_page, with_romans
from .reflow import Line, reflow
from .ruling import MOST_STROKES, Table, grids_of, strokes_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_LINE = re.compile(r"[^\r\n]+")
_FIRST_WORD = re.compile(r"\s*\S+")
_PATH = pypdfium2.raw.FPDF_PAGEOBJ_PATH
_DRAWN = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, _PATH)
_PASSWORD = 4
"""What pdfium's `FPDF_ERR_PASSWORD` is."""


def read(content: bytes) -> Draft:
    """Read the text layer; pages without one are read by Tesseract.

    Errors: `UnreadableFileError` for a damaged or an encrypted file, and for a scan where Tesseract
    is missing; a document some of whose pages have text is then read without the others.
    """
    document = open_document(content)
    try:
        pages = [_lines(page) for page in document]
        width = min((document.get_page_size(number)[0] for number in range(len(document))), default=0.0)
        return reflow(_with_scans(document, pages), width=width)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(f"a page of the PDF is damaged: {error}", advice="print it anew") from error
    finally:
        document.close()


def _with_scans(document: PdfDocument, pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages with the lines of those that are pictures."""
    scans = [number for number, lines in enumerate(pages) if not lines and _has_picture(document[number])]
    if not scans or (any(pages) and not is_installed()):
        return pages
    program = find_tesseract()
    for number in scans:
        pages[number] = read_page(program, document[number])
    return with_romans(pages)


def _has_picture(page: PdfPage) -> bool:
    return any(item.type in _DRAWN for item in page.get_objects())


def open_document(content: bytes) -> PdfDocument:
    """Open a PDF; `UnreadableFileError` where that fails."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFileError("the PDF is encrypted", advice="save it without a password") from error
        raise UnreadableFileError("the PDF is damaged", advice="send the file again") from error


def _lines(page: PdfPage) -> list[Line]:
    """Return the lines of a page in reading order; a ruled table gives its rows where it begins."""
    words = page.get_textpage()
    drawn = (item.get_bounds() for item in page.get_objects() if item.type == _PATH)
    grids = grids_of(strokes_of(islice(drawn, MOST_STROKES + 1)))
    tables = [Table(number, grid) for number, grid in enumerate(grids, start=1)]
    order: list[Line | Table] = []
    for start, text in _printed(words.get_text_range()):
        table = _table_at(tables, words, start)
        if table is None:
            order.append(_line(words, text.rstrip(), start))
            continue
        table.add(text, [words.get_charbox(start + place) for place in range(len(text))])
        if table not in order:
            order.append(table)
    return [line for item in order for line in ([item] if isinstance(item, Line) else item.lines())]


def _table_at(tables: Sequence[Table], words: PdfTextPage, place: int) -> Table | None:
    if not tables:
        return None
    across, up = _middle(words, place)
    return next((table for table in tables if table.grid.cell_at(across, up) is not None), None)


def _middle(words: PdfTextPage, place: int) -> tuple[float, float]:
    left, bottom, right, top = words.get_charbox(place)
    return (left + right) / 2, (bottom + top) / 2


def _printed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page's text that are not empty, and where each begins; spaces behind stay."""
    for match in _LINE.finditer(text):
        line = match.group().lstrip()
        if line:
            yield match.end() - len(line), line


def _line(page: PdfTextPage, text: str, start: int) -> Line:
    word = _FIRST_WORD.match(text)
    left, begins, _, _ = page.get_charbox(start, loose=True)
    _, ends, right, _ = page.get_charbox(start + len(text) - 1, loose=True)
    _, _, end_of_word, _ = page.get_charbox(start + (word.end() if word else 1) - 1, loose=True)
    return Line(text, left, right, begins, ends, end_of_word - left)
