"""OpenDocument texts (.odt, .ott): paragraphs with their printed numbers, tables row by row.

Tracked deletions, comments and forms are not read; a text box follows the paragraph it hangs on;
notes stand behind the body. Headers and footers lie apart in the styles and are read only where the
body has no text at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..errors import UnreadableFileError
from .archive import Archive, leads_outside
from .blocks import Block, Paragraph, compose, rows_or_frame
from .draft import Draft
from .elements import child, children, integer, local, value
from .odt_lists import Counts, Lists, ListStyle, count, new_counts, read_list_styles, style_of_paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_REPEATED: Final = 1000
"""How often a repeated space, cell or row is written out: more is no text, but a bomb."""

_SPACES = re.compile("[ \t\r\n]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SKIPPED: Final = frozenset(
    ("tracked-changes", "annotation", "forms", "note", "ruby-text", "hidden-text", "frame", "custom-shape")
)


@dataclass(slots=True)
class Text:
    """One document being read: its lists, its notes so far."""

    lists: Lists
    paragraph_lists: dict[str, str]
    headings: Counts = field(default_factory=new_counts)
    notes: list[_Element] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """The list item around a paragraph; its number is printed before its first paragraph only."""

    style: ListStyle
    counts: Counts
    depth: int
    start: int | None
    numbered: bool = False


def read(content: bytes) -> Draft:
    """Read a document; `UnreadableFileError` where it is damaged, refused, or no text."""
    archive = Archive(content)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableFileError("the document is encrypted", advice="save it without a password")
    root = archive.xml("content.xml")
    styles = archive.xml("styles.xml") if "styles.xml" in archive else None
    text = _prepare([root] if styles is None else [styles, root])
    body = child(child(root, "body"), "text")
    if body is None:
        raise UnreadableFileError("the OpenDocument file has no text", advice="save it anew")
    _refuse_foreign(body)
    blocks = list(_blocks(text, body))
    for note in text.notes:
        blocks.extend(_blocks(text, note))
    draft = compose(blocks)
    return draft if draft.text or styles is None else compose(_apart(text, styles))


def _prepare(parts: list[_Element]) -> Text:
    styles: dict[str, ListStyle] = {}
    paragraphs: dict[str, str] = {}
    for part in parts:
        styles.update(read_list_styles(part))
        paragraphs.update(style_of_paragraphs(part))
    return Text(Lists(styles), paragraphs)


def _refuse_foreign(body: _Element) -> None:
    """Refuse content kept outside the file; hyperlinks (`a`) are only text."""
    for element in body.iter():
        target = value(element, "href", "")
        if local(element) in ("a", "form") or not target:
            continue
        if _ADDRESS.match(target) or leads_outside(target):
            raise UnreadableFileError(
                f"the document keeps a part of itself outside the file ({target})",
                advice="embed it and save the document anew",
            )


# --- blocks ------------------------------------------------------------------------------------


def _blocks(text: Text, parent: _Element, item: Item | None = None) -> Iterator[Block]:
    for element in parent:
        name = local(element)
        if name in ("p", "h"):
            yield from _paragraph(text, element, item)
        elif name == "list":
            yield from _list(text, element, item)
        elif name == "table":
            yield from rows_or_frame(list(_rows(text, element)))
        elif name in ("frame", "custom-shape"):
            yield from _boxed(text, element)
        elif name not in _SKIPPED:
            yield from _blocks(text, element, item)


def _list(text: Text, element: _Element, outer: Item | None) -> Iterator[Block]:
    name = value(element, "style-name", "") or ("" if outer else _style_inside(text, element))
    style = text.lists.styles.get(name, outer.style if outer else {})
    counts = outer.counts if outer else text.lists.counts_of(element, name)
    depth = outer.depth + 1 if outer else 1
    for entry in element:
        start = value(entry, "start-value", "")
        own = text.lists.styles.get(value(entry, "style-override", ""), style)
        item = Item(own, counts, depth, integer(start, 1) if start else None)
        item.numbered = local(entry) != "list-item"
        yield from _blocks(text, entry, item)


def _style_inside(text: Text, element: _Element) -> str:
    """Return the list style that the first paragraph of a list brings along."""
    first = next(element.iter("{*}p", "{*}h"), None)
    return text.paragraph_lists.get(value(first, "style-name", ""), "")


def _paragraph(text: Text, element: _Element, item: Item | None) -> Iterator[Block]:
    number = _number(text, element, item)
    words = "".join(_inline(element)).strip(" ")
    yield Paragraph(f"{number} {words}" if number else words)
    text.notes.extend(element.iter("{*}note-body"))
    for frame in element.iter("{*}frame", "{*}custom-shape"):
        yield from _boxed(text, frame)


def _number(text: Text, element: _Element, item: Item | None) -> str:
    if item is None:
        return _number_of_heading(text, element)
    if item.numbered:
        return ""
    item.numbered = True
    return count(item.style, item.counts, item.depth, item.start)


def _number_of_heading(text: Text, element: _Element) -> str:
    depth = integer(value(element, "outline-level", "0"), 0)
    if local(element) != "h" or depth < 1 or value(element, "is-list-header", "false") == "true":
        return ""
    return count(text.lists.styles.get("Outline", {}), text.headings, depth)


def _boxed(text: Text, frame: _Element) -> Iterator[Block]:
    """Yield what stands in a frame's text box or in a shape."""
    if local(frame) == "custom-shape":
        yield from _blocks(text, frame)
    for box in children(frame, "text-box"):
        yield from _blocks(text, box)


def _rows(text: Text, table: _Element) -> Iterator[list[list[Block]]]:
    for element in table:
        name = local(element)
        if name == "table-row":
            cells = list(_cells(text, element))
            for _ in range(_repeated(element, "number-rows-repeated")):
                yield cells
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(text, element)


def _cells(text: Text, row: _Element) -> Iterator[list[Block]]:
    """Yield the cells of a row; those that a wide cell covers are part of it."""
    covered = 0
    for cell in row:
        repeated = _repeated(cell, "number-columns-repeated")
        if local(cell) == "covered-table-cell":
            for _ in range(max(repeated - covered, 0)):
                yield []
            covered = max(covered - repeated, 0)
        elif local(cell) == "table-cell":
            blocks = list(_blocks(text, cell))
            for _ in range(repeated):
                yield blocks
            covered = _repeated(cell, "number-columns-spanned") - 1


def _repeated(element: _Element, name: str) -> int:
    return min(max(integer(value(element, name, "1"), 1), 1), MOST_REPEATED)


# --- inside a paragraph ------------------------------------------------------------------------


def _inline(parent: _Element) -> Iterator[str]:
    yield _SPACES.sub(" ", parent.text or "")
    for element in parent:
        name = local(element)
        if name == "s":
            yield " " * min(max(integer(value(element, "c", "1"), 1), 1), MOST_REPEATED)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in _SKIPPED:
            yield from _inline(element)
        yield _SPACES.sub(" ", element.tail or "")


def _apart(text: Text, styles: _Element) -> Iterator[Block]:
    for part in styles.iter("{*}header", "{*}footer"):
        yield from _blocks(text, part)
