"""Rich Text Format (.rtf): paragraphs with the numbers the file carries, tables row by row.

Headers and footers stay apart and are read only where the body has no text; a text box follows the
paragraph it hangs on; footnotes stand behind the body. Deleted and hidden text is not read.
One pass, linear in the file's length however deep its groups.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from .blocks import Block, Paragraph, compose, rows_or_frame
from .draft import Draft
from .rtf_words import (
    APART,
    BULLETS,
    CHARSETS,
    PARAGRAPH_ENDS,
    READ_THOUGH_STARRED,
    SIGNS,
    SKIPPED,
    SYMBOL_CHARSET,
    SYMBOLS,
)

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,9})? ?"
    rb"|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
_HALF: Final = 0x10000


@dataclass(slots=True)
class Flow:
    """A stream of paragraphs and tables: the body, the headers, the notes, the text boxes."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[list[Block]] = field(default_factory=list)
    table: list[list[list[Block]]] = field(default_factory=list)

    def end_paragraph(self, *, in_table: bool) -> None:
        """Close the paragraph; outside a table this also closes the table before it."""
        paragraph = Paragraph(_whole("".join(self.words)))
        self.words.clear()
        if in_table:
            self.cell.append(paragraph)
        else:
            self.end_table()
            self.blocks.append(paragraph)

    def end_cell(self) -> None:
        """Close the cell, its last paragraph with it."""
        self.end_paragraph(in_table=True)
        self.row.append(self.cell)
        self.cell = []

    def end_row(self, covered: frozenset[int]) -> None:
        """Close the row; the cells at the covered places belong to their left neighbour."""
        self.table.append([cell for place, cell in enumerate(self.row) if place not in covered])
        self.row = []

    def end_table(self) -> None:
        """Turn the rows so far into blocks; cells without a row's end stay paragraphs."""
        self.blocks.extend(rows_or_frame(self.table) if self.table else ())
        self.blocks.extend(block for cell in [*self.row, self.cell] for block in cell)
        self.table, self.row, self.cell = [], [], []

    def close(self) -> list[Block]:
        """End everything that is open and return all blocks."""
        self.end_paragraph(in_table=False)
        return self.blocks


@dataclass(frozen=True, slots=True)
class Group:
    """What holds inside one pair of braces; `flow` is None where nothing is printed."""

    flow: Flow | None
    encoding: str
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    in_fonts: bool = False
    in_number: bool = False


class Reader:
    """One pass over a file: feeds tokens into flows."""

    def __init__(self) -> None:
        """Start outside every group, in the encoding that Russian Windows has."""
        self.body, self.apart, self.notes, self.boxes = Flow(), Flow(), Flow(), Flow()
        self._group = Group(self.body, "cp1251")
        self._outer: list[Group] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default_encoding = "cp1251"
        self._starred = False
        self._to_skip = 0
        self._covered: set[int] = set()
        self._places = 0
        self._covers = False

    def read(self, content: bytes) -> None:
        """Take in the whole file."""
        place = 0
        while place < len(content):
            match = _TOKEN.match(content, place)
            if match is None:
                break
            place = match.end() + self._take(match)

    def _take(self, match: re.Match[bytes]) -> int:
        r"""Take in one token; return how many bytes behind it are no RTF (`\\bin`)."""
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = match["number"]
            return self._word(match["word"].decode("ascii"), None if number is None else int(number))
        if kind == "brace":
            self._brace(match["brace"])
        elif kind == "hex":
            self._bytes(bytes.fromhex(match["hex"].replace(b"\\'", b"").decode("ascii")))
        elif kind == "text":
            self._bytes(match["text"])
        elif kind == "symbol":
            self._symbol(match["symbol"].decode("latin-1"))
        return 0

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        self._starred = False
        if brace == b"{":
            self._outer.append(self._group)
        elif self._outer:
            self._leave(self._outer.pop())

    def _leave(self, outer: Group) -> None:
        """Go back to the group outside; a text box and a note end their last paragraph."""
        inner, self._group = self._group, outer
        if inner.flow is not outer.flow and inner.flow is not None and inner.flow.words:
            inner.flow.end_paragraph(in_table=False)

    def _word(self, word: str, number: int | None) -> int:
        starred, self._starred = self._starred, False
        self._to_skip = 0
        if word == "bin":
            return max(number or 0, 0)
        if word == "u":
            self._unicode(number or 0)
        elif word in SIGNS:
            self._print(" " if word == "tab" and self._group.in_number else SIGNS[word])
        elif word in PARAGRAPH_ENDS:
            self._end_paragraph()
        elif not self._enter(word, starred=starred):
            self._layout(word, number)
            self._character(word, number)
        return 0

    def _enter(self, word: str, *, starred: bool) -> bool:
        """Go into a destination, if the word is one."""
        group = self._group
        if word == "fonttbl":
            self._group = replace(group, flow=None, in_fonts=True)
        elif word in SKIPPED or (starred and word not in READ_THOUGH_STARRED):
            self._group = replace(group, flow=None)
        elif word in ("listtext", "pntext"):
            self._group = replace(group, in_number=True)
        elif group.flow is None:
            return False
        elif word in APART:
            self._group = replace(group, flow=self.apart, in_table=False)
        elif word == "footnote":
            self._group = replace(group, flow=self.notes, in_table=False)
        elif word == "shptxt":
            self._group = replace(group, flow=self.boxes, in_table=False)
        else:
            return False
        return True

    def _layout(self, word: str, number: int | None) -> None:
        flow = self._group.flow
        if word in ("pard", "intbl"):
            self._group = replace(self._group, in_table=word == "intbl")
        elif word == "trowd":
            self._covered, self._places, self._covers = set(), 0, False
        elif word == "clmrg":
            self._covers = True
        elif word == "cellx":
            self._covered |= {self._places} if self._covers else set()
            self._places, self._covers = self._places + 1, False
        elif word == "cell" and flow is not None:
            flow.end_cell()
        elif word == "row" and flow is not None:
            flow.end_row(frozenset(self._covered))
        elif word == "ansicpg":
            self._default_encoding = _known(f"cp{number}", self._default_encoding)
            self._group = replace(self._group, encoding=self._default_encoding)

    def _character(self, word: str, number: int | None) -> None:
        group = self._group
        on = number != 0
        if word == "f" and number is not None:
            self._font = number
            self._group = replace(group, encoding=self._fonts.get(number, self._default_encoding))
        elif word == "fcharset" and group.in_fonts and number is not None:
            encoding = "symbol" if number == SYMBOL_CHARSET else CHARSETS.get(number, self._default_encoding)
            self._fonts[self._font] = encoding
        elif word == "plain":
            self._group = replace(group, hidden=False, encoding=self._default_encoding)
        elif word == "v":
            self._group = replace(group, hidden=on)
        elif word == "deleted":
            self._group = replace(group, deleted=on)
        elif word == "uc":
            self._group = replace(group, skip=1 if number is None else max(number, 0))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._print(SYMBOLS.get(symbol, ""))

    def _unicode(self, number: int) -> None:
        self._print(chr(number % _HALF))
        self._to_skip = self._group.skip

    def _bytes(self, raw: bytes) -> None:
        r"""Print bytes in the current font's encoding, without those that repeat a `\\u`."""
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        raw = raw[skipped:]
        if self._group.encoding == "symbol":
            self._print("".join(chr(0xF000 + byte) if byte > 0x7F else chr(byte) for byte in raw))
        else:
            self._print(raw.decode(self._group.encoding, "replace"))

    def _print(self, text: str) -> None:
        group = self._group
        text = BULLETS.get(text, text) if group.in_number else text
        if text and group.flow is not None and not group.hidden and not group.deleted:
            group.flow.words.append(text)

    def _end_paragraph(self) -> None:
        flow = self._group.flow
        if flow is None or self._group.deleted:
            return
        flow.end_paragraph(in_table=self._group.in_table)
        if flow is self.body and not self._group.in_table:
            flow.blocks.extend(self.boxes.blocks)
            self.boxes.blocks = []


def read(content: bytes) -> Draft:
    """Read a document; whatever the groups hold, something is returned."""
    reader = Reader()
    reader.read(content)
    draft = compose([*reader.body.close(), *reader.boxes.close(), *reader.notes.close()])
    return draft if draft.text else compose(reader.apart.close())


def _whole(text: str) -> str:
    r"""Return the text with pairs of surrogates joined, as `\\u` gives large code points in two."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known(encoding: str, default: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return default
