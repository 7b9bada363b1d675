"""Paragraphs and table rows: the one form in which every structured format gives its text.

Paragraphs are divided by a blank line; in a document that makes its blank lines by hand, of empty
paragraphs, they stay where it has them. The rows of a table follow line by line, their cells joined
by ` | `; an empty cell leaves its bar (`Начальник | | И.И. Иванов`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..model import Landmark
from .draft import Draft


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its printed number in front; it may hold line breaks."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `first` where a table begins."""

    cells: tuple[str, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The start of page `number`, as the program that wrote the file counted."""

    number: int


Block = Paragraph | Row | Page
_BREAKS = re.compile(r"\s*\n\s*")
_EDGES = " \t\n"


def compose(blocks: Iterable[Block]) -> Draft:
    """Return the text of the blocks and a landmark for each paragraph, table and page with text.

    Paragraphs are counted without the empty ones and without those in tables.
    """
    blocks = list(blocks)
    whole = _Composition(spaced=not _is_spaced_by_hand(blocks))
    for block in blocks:
        if isinstance(block, Page):
            whole.page = block.number
        elif isinstance(block, Row):
            whole.add_row(block)
        else:
            whole.add_paragraph(block)
    return Draft("".join([*whole.parts, "\n"]) if whole.parts else "", tuple(whole.marks))


def _is_spaced_by_hand(blocks: Sequence[Block]) -> bool:
    """Tell whether a document divides its paragraphs by empty ones: one to ten, or more.

    Empty ones at its start and end, and beside tables, divide no paragraphs.
    """
    kinds = "".join(_kind(block) for block in blocks if not isinstance(block, Page))
    gaps = len(re.findall("(?<=p)e+(?=p)", kinds))
    return gaps > 0 and gaps * 10 >= kinds.count("p")


def _kind(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "p" if block.text.strip() else "e"
    return "r"


@dataclass(slots=True)
class _Composition:
    """A text growing block by block.

    `spaced` puts a blank line before every paragraph, else only where `gap` says that an empty one
    or a table stood there; `page` is the one that began since the last block.
    """

    spaced: bool
    gap: bool = False
    parts: list[str] = field(default_factory=list)
    marks: list[Landmark] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    tables: int = 0
    page: int | None = None
    in_table: bool = False

    def add_paragraph(self, block: Paragraph) -> None:
        """Append a paragraph; one without text leaves a gap at most, and ends a table."""
        apart = self.spaced or self.gap or self.in_table
        text = block.text.strip(_EDGES)
        self.in_table, self.gap = False, not text
        if text:
            self._append("\n\n" if apart else "\n", text)
            self.paragraphs += 1
            self.marks.append(Landmark(self.length - len(text), "paragraph", self.paragraphs))

    def add_row(self, block: Row) -> None:
        """Append a row, behind a blank line where it begins a table; an empty one leaves nothing."""
        text = line_of(block.cells)
        if not text.strip(" |"):
            return
        begins = block.first or not self.in_table
        self._append("\n\n" if begins else "\n", text)
        self.in_table, self.gap = True, False
        if begins:
            self.tables += 1
            self.marks.append(Landmark(self.length - len(text), "table", self.tables))

    def _append(self, gap: str, text: str) -> None:
        self.parts += [gap, text] if self.parts else [text]
        start = self.length + len(gap) if self.length else 0
        self.length = start + len(text)
        if self.page is not None:
            self.marks.append(Landmark(start, "page", self.page))
            self.page = None


def line_of(cells: Iterable[str]) -> str:
    """Return a row as one line: cells joined by ` | `, empty ones leaving their bar."""
    first, *others = [_BREAKS.sub(" ", cell.strip(_EDGES)) for cell in cells] or [""]
    return first + "".join(f" | {cell}" if cell else " |" for cell in others)


def rows_or_frame(rows: list[list[list[Block]]]) -> Iterable[Block]:
    """Return a table as rows, or cell by cell where it only serves as a frame around paragraphs.

    `rows` holds rows of cells of blocks. A frame is a table whose every row has one cell, or whose
    only row has a cell of several paragraphs (a letterhead, a signature).
    """
    if is_frame(rows):
        for row in rows:
            for cell in row:
                yield from cell
        return
    first = True
    for row in rows:
        cells = tuple(" ".join(_words(block) for block in cell) for cell in row)
        yield Row(cells, first=first)
        first = first and not any(cells)


def is_frame(rows: list[list[list[Block]]]) -> bool:
    """Tell whether a table is only a frame; see `rows_or_frame`."""
    return all(len(row) == 1 for row in rows) or (
        len(rows) == 1 and any(sum(bool(_words(block)) for block in cell) > 1 for cell in rows[0])
    )


def _words(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text.strip(_EDGES)
    return line_of(block.cells) if isinstance(block, Row) else ""
