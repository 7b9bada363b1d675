"""Scanned pages: pdfium draws them, Tesseract reads them, `reflow` makes paragraphs of the lines.

What Tesseract takes for something else is put right in numbers only, by `graph.ingest.misread`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..errors import UnreadableFileError
from .hyphens import CUT
from .misread import repair, repair_romans
from .programs import find_program, run_program
from .reflow import Line

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PACKAGES: Final = "tesseract-ocr tesseract-ocr-rus"
LANGUAGES: Final = "rus+eng"
RESOLUTION: Final = 200
"""Dots an inch: 300 takes twice the time and reads the numbers no better."""

MOST_DOTS: Final = 40_000_000
TIME_LIMIT: Final = 120.0
"""Seconds for one page; an ordinary one takes about two."""

ONE_COLUMN: Final = "4"
"""Tesseract's layout of one column: others tear list numbers from their lines."""

_POINTS: Final = 72 / RESOLUTION
_WORD_LEVEL: Final = "5"
_HYPHEN = re.compile(r"[^\W\d_]-$")


def is_installed() -> bool:
    """Tell whether Tesseract can be called at all."""
    return shutil.which("tesseract") is not None


def find_tesseract() -> str:
    """Return the path of Tesseract; the error names what is missing, Russian included."""
    program = find_program(("tesseract",), need="a scanned document", packages=PACKAGES)
    known = run_program((program, "--list-langs"), timeout=TIME_LIMIT).decode("utf-8", "replace").split()
    for language in LANGUAGES.split("+"):
        if language not in known:
            raise UnreadableFileError(
                f"Tesseract lacks the language “{language}”", advice=f"install it: apt install {PACKAGES}"
            )
    return program


def read_page(program: str, page: PdfPage) -> list[Line]:
    """Return the lines of one drawn page, their places in points."""
    image = draw(page)
    arguments = (
        program,
        "stdin",
        "stdout",
        "-l",
        LANGUAGES,
        "--psm",
        ONE_COLUMN,
        "--dpi",
        str(RESOLUTION),
        "tsv",
    )
    printed = run_program(arguments, given=image, timeout=TIME_LIMIT, environment={"OMP_THREAD_LIMIT": "1"})
    lines = list(lines_of(printed.decode("utf-8", "replace")))
    return [replace(line, text=repair(line.text)) for line in _rejoined(lines)]


def with_romans(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages of a document with its Roman section numbers put right."""
    texts = repair_romans([line.text for page in pages for line in page])
    return [[replace(line, text=next(texts)) for line in page] for page in pages]


def draw(page: PdfPage) -> bytes:
    """Return a page as a grey picture (binary PGM), smaller where it would be too large."""
    width, height = page.get_size()
    scale = RESOLUTION / 72
    dots = width * height * scale * scale
    bitmap = page.render(scale=scale * min(1.0, (MOST_DOTS / max(dots, 1.0)) ** 0.5), grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    grey = b"".join(
        rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height)
    )
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode("ascii") + grey


def lines_of(table: str) -> Iterator[Line]:
    """Yield the lines of Tesseract's table of words (TSV)."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip())
    for _, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        yield _line(list(group))


def _line(words: Sequence[dict[str, str]]) -> Line:
    lefts = [int(word["left"]) for word in words]
    widths = [int(word["width"]) for word in words]
    foot = -max(int(word["top"]) + int(word["height"]) for word in words) * _POINTS
    return Line(
        text=" ".join(word["text"].strip() for word in words),
        left=min(lefts) * _POINTS,
        right=(lefts[-1] + widths[-1]) * _POINTS,
        begins=foot,
        ends=foot,
        first_word=widths[0] * _POINTS,
    )


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, two of them as one where a hyphen divides a word between them."""
    held: Line | None = None
    for line in lines:
        if held is None:
            held = line
        elif _HYPHEN.search(held.text) and line.text[:1].islower():
            text = held.text[:-1] + CUT + line.text
            held = replace(held, text=text, right=line.right, ends=line.ends)
        else:
            yield held
            held = line
    if held is not None:
        yield held
