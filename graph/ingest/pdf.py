"""PDF files with a text layer: lines with their places from pdfium, paragraphs from `reflow`.

Pages that are only pictures go to `graph.ingest.ocr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2

from ..errors import UnreadableFileError
from .draft import Draft
from .ocr import find_tesseract, is_installed, read_page, with_romans
from .reflow import Line, reflow

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_LINE = re.compile(r"[^\r\n]+")
_FIRST_WORD = re.compile(r"\s*\S+")
_DRAWN = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, pypdfium2.raw.FPDF_PAGEOBJ_PATH)
_PASSWORD = 4
"""What pdfium's `FPDF_ERR_PASSWORD` is."""


def read(content: bytes) -> Draft:
    """Read the text layer; pages without one are read by Tesseract.

    Errors: `UnreadableFileError` for a damaged or an encrypted file, and for a scan where Tesseract
    is missing; a document some of whose pages have text is then read without the others.
    """
    document = open_document(content)
    try:
        pages = [list(_lines(page.get_textpage())) for page in document]
        return reflow(_with_scans(document, pages))
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


def _lines(page: PdfTextPage) -> Iterator[Line]:
    """Yield the lines of a page in reading order, each with the box around its first and last sign."""
    text = page.get_text_range()
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield _line(page, line, start)


def _line(page: PdfTextPage, text: str, start: int) -> Line:
    word = _FIRST_WORD.match(text)
    left, begins, _, _ = page.get_charbox(start, loose=True)
    _, ends, right, _ = page.get_charbox(start + len(text) - 1, loose=True)
    _, _, end_of_word, _ = page.get_charbox(start + (word.end() if word else 1) - 1, loose=True)
    return Line(text, left, right, begins, ends, end_of_word - left)
