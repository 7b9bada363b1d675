"""HTML pages: paragraphs, numbered lists with their numbers, tables row by row.

Scripts, styles and what is hidden are not read. The tree is walked without recursion, so that
nesting costs nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

from lxml import etree

from ..errors import UnreadableFileError
from .blocks import Block, Paragraph, compose, rows_or_frame
from .draft import Draft
from .elements import integer
from .numerals import Numeral, printed_number
from .plain import detect

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SPANNED: Final = 1000
_SKIPPED: Final = frozenset(("head", "script", "style", "template", "noscript", "svg", "select", "object"))
_INLINE: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "o:p", "output", "q", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_NUMERALS: Final[dict[str, Numeral]] = {
    "a": "latin",
    "lower-alpha": "latin",
    "lower-latin": "latin",
    "A": "LATIN",
    "upper-alpha": "LATIN",
    "upper-latin": "LATIN",
    "i": "roman",
    "lower-roman": "roman",
    "I": "ROMAN",
    "upper-roman": "ROMAN",
    "decimal-leading-zero": "zero",
    "none": "none",
}
_TAG = re.compile(r"<(?:script|style)\b[^<]*|<[^<>]*>", re.IGNORECASE)
_TOO_DEEP: Final = "Excessive depth"
_SPACES = re.compile("[ \t\r\n\f]+")
_MARGINS = re.compile(" *\n *")
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LIST_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")


@dataclass(slots=True)
class List:
    """A list being walked: `numeral` is None for bullets, `next` the number of its next item."""

    numeral: Numeral | None
    next: int = 1


@dataclass(slots=True)
class Table:
    """A table being walked; `below` counts, by column, rows that a tall cell still covers."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        """Start the next row."""
        self.rows.append([])

    def add(self, cell: list[Block], rowspan: int) -> None:
        """Append a cell behind those that cells above it cover."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        self._pass_covered(row)
        if rowspan > 1:
            self.below[len(row)] = rowspan
        row.append(cell)

    def end_row(self) -> None:
        """Close the row: covered places at its end become empty cells."""
        if self.rows:
            self._pass_covered(self.rows[-1])
            self.below = {place: left - 1 for place, left in self.below.items() if left > 1}

    def _pass_covered(self, row: list[list[Block]]) -> None:
        while self.below.get(len(row), 0) and len(row) < MOST_SPANNED:
            row.append([])


class Walker:
    """Takes the starts and ends of elements in order and collects blocks."""

    def __init__(self) -> None:
        """Start with an empty page."""
        self._blocks: list[list[Block]] = [[]]
        self._tables: list[Table] = []
        self._lists: list[List] = []
        self._words: list[str] = []
        self._number = ""
        self._hidden = 0
        self._preformatted = 0

    def blocks(self) -> list[Block]:
        """End the last paragraph and return everything, cells left open included."""
        self._end_paragraph()
        return [block for level in self._blocks for block in level]

    def start(self, element: _Element) -> None:
        """Take in an element's start and the text up to its first child."""
        tag = _tag(element)
        if self._hidden or _is_hidden(element, tag):
            self._hidden += 1
            return
        if tag == "br":
            self._words.append("\n")
        elif tag not in _INLINE:
            self._end_paragraph()
            self._open(element, tag)
        self._text(element.text)

    def end(self, element: _Element) -> None:
        """Take in an element's end and the text behind it."""
        if self._hidden:
            self._hidden -= 1
        else:
            tag = _tag(element)
            if tag != "br" and tag not in _INLINE:
                self._end_paragraph()
                self._close(element, tag)
        if not self._hidden:
            self._text(element.tail)

    def _open(self, element: _Element, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(_list_of(element, tag))
        elif tag == "li":
            self._number = self._item(element)
        elif tag == "table":
            self._tables.append(Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row()
        elif tag in ("td", "th"):
            self._blocks.append([])
        elif tag == "pre":
            self._preformatted += 1

    def _close(self, element: _Element, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "table":
            self._blocks[-1].extend(_table_blocks(self._tables.pop()))
        elif tag == "tr" and self._tables:
            self._tables[-1].end_row()
        elif tag in ("td", "th"):
            self._end_cell(element)
        elif tag == "pre":
            self._preformatted -= 1

    def _end_cell(self, element: _Element) -> None:
        cell = self._blocks.pop()
        if self._tables:
            rowspan = min(integer(element.get("rowspan", "1"), 1), MOST_SPANNED)
            self._tables[-1].add(cell, rowspan)
        else:
            self._blocks[-1].extend(cell)

    def _item(self, element: _Element) -> str:
        """Count one list item and return what is printed before it."""
        if not self._lists or self._lists[-1].numeral is None:
            return "• "
        current = self._lists[-1]
        number = integer(element.get("value", ""), current.next)
        current.next = number + 1
        shown = printed_number(number, current.numeral or "decimal")
        return f"{shown}. " if shown else ""

    def _text(self, text: str | None) -> None:
        if text:
            self._words.append(text if self._preformatted else _SPACES.sub(" ", text))

    def _end_paragraph(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        if not self._preformatted:
            text = re.sub(" {2,}", " ", _MARGINS.sub("\n", text))
        if text.strip():
            self._blocks[-1].append(Paragraph(self._number + text.strip(" \n")))
            self._number = ""


def read(content: bytes, encoding: str | None = None) -> Draft:
    """Read a page; `encoding` overrules what the page says of itself."""
    found = codecs.lookup(encoding).name if encoding else encoding_of(content)
    text = content.decode(found, "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    if root is None:
        raise UnreadableFileError("the page holds no text", advice="send the document itself")
    too_deep = any(_TOO_DEEP in entry.message for entry in parser.error_log)
    draft = compose(_without_tags(text) if too_deep else _walk(root))
    return Draft(draft.text, draft.landmarks, found)


def _walk(root: _Element) -> list[Block]:
    walker = Walker()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        (walker.start if event == "start" else walker.end)(element)
    return walker.blocks()


def _without_tags(text: str) -> Iterator[Block]:
    """Yield the text between the tags: all that is left of a page nested deeper than the parser goes."""
    for piece in _TAG.split(text):
        yield Paragraph(unescape(_SPACES.sub(" ", piece)).strip())


def encoding_of(content: bytes) -> str:
    """Return a page's encoding: Unicode by its look, else what the page declares, else detected."""
    if not content.isascii():
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            declared = _META.search(content[:8192])
            if declared and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                try:
                    return codecs.lookup(declared[1].decode("ascii")).name
                except LookupError:
                    return detect(content)
    return detect(content)


def _tag(element: _Element) -> str:
    return str(element.tag).lower()


def _is_hidden(element: _Element, tag: str) -> bool:
    """Tell whether an element is not shown, or is a header or footer as LibreOffice writes them."""
    if tag in _SKIPPED or element.get("hidden") is not None:
        return True
    if tag == "div" and element.get("title") in ("header", "footer"):
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _list_of(element: _Element, tag: str) -> List:
    named = _LIST_TYPE.search(element.get("style", ""))
    kind = named[1] if named else element.get("type", "")
    if tag == "ul":
        return List("none" if kind == "none" else None)
    return List(_NUMERALS.get(kind, "decimal"), integer(element.get("start", "1"), 1))


def _table_blocks(table: Table) -> list[Block]:
    rows = [row for row in table.rows if row]
    return list(rows_or_frame(rows)) if rows else []
