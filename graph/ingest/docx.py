"""Word documents (.docx, .docm, .dotx): paragraphs with their printed numbers, tables row by row.

Inserted text is read, deleted text is not; a text box follows the paragraph it hangs on; footnotes
and endnotes stand behind the body. Headers and footers stay apart: they are read only where the
body has no text at all. Hidden text is not printed and not read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..errors import UnreadableFileError
from .archive import Archive, leads_outside
from .blocks import Block, Paragraph, compose, rows_or_frame
from .draft import Draft
from .elements import child, children, integer, is_on, local, value
from .numbering import Counters, read_lists

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNPRINTED: Final = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "AlternateContent", "rt"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "drawing", "pict", "object"),
    }
)
_APART: Final = ("header", "footer")
_NOTES: Final = ("footnotes", "endnotes")
_HARMLESS_LINKS: Final = ("hyperlink", "attachedTemplate")


@dataclass(frozen=True, slots=True)
class Style:
    """What numbering needs of a paragraph style: its parent, its list and level."""

    parent: str | None
    list_id: str | None
    depth: int | None


@dataclass(slots=True)
class Word:
    """One document being read: its styles and its running numbers."""

    counters: Counters
    styles: dict[str, Style] = field(default_factory=dict)
    default_style: str = ""


def read(content: bytes) -> Draft:
    """Read a document; `UnreadableFileError` where it is damaged, refused, or no Word document."""
    archive = Archive(content)
    main = _main_part(archive)
    links = _links(archive, main)
    body = child(archive.xml(main), "body")
    if body is None:
        raise UnreadableFileError("the Word document has no body", advice="save it anew")
    word = _prepare(archive, links)
    blocks = list(_blocks(word, body))
    for kind in _NOTES:
        for part in links.get(kind, ()):
            blocks.extend(_notes(word, archive.xml(part)))
    draft = compose(blocks)
    return draft if draft.text else compose(_apart(word, archive, links))


def _prepare(archive: Archive, links: dict[str, list[str]]) -> Word:
    numbering = links.get("numbering")
    word = Word(Counters(read_lists(archive.xml(numbering[0]) if numbering else None)))
    for part in links.get("styles", [])[:1]:
        for style in children(archive.xml(part), "style"):
            name = value(style, "styleId", "")
            list_id, depth = _list_of(child(style, "pPr"))
            word.styles[name] = Style(value(child(style, "basedOn"), "val", "") or None, list_id, depth)
            if value(style, "type", "") == "paragraph" and value(style, "default", "0") in (
                "1",
                "true",
                "on",
            ):
                word.default_style = name
    return word


def _list_of(properties: _Element | None) -> tuple[str | None, int | None]:
    numbers = child(properties, "numPr")
    list_id = child(numbers, "numId")
    depth = child(numbers, "ilvl")
    return (
        None if list_id is None else value(list_id, "val", "0"),
        None if depth is None else integer(value(depth, "val", "0"), 0),
    )


# --- parts and links ---------------------------------------------------------------------------


def _main_part(archive: Archive) -> str:
    for name in _links(archive, "").get("officeDocument", ()):
        return name
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise UnreadableFileError("the archive is no Word document", advice="send docx, odt or another text")


def _links(archive: Archive, part: str) -> dict[str, list[str]]:
    """Return the parts that one part names, by kind; a link out of the archive is refused."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, list[str]] = {}
    if relations not in archive:
        return found
    for relation in children(archive.xml(relations), "Relationship"):
        kind = value(relation, "Type", "").rpartition("/")[2]
        target = value(relation, "Target", "")
        if value(relation, "TargetMode", "").lower() == "external":
            _refuse_foreign(kind, target)
            continue
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if leads_outside(posixpath.join(folder, target).lstrip("/")) and path not in archive:
            raise UnreadableFileError(f"the link “{target}” leads out of the archive", advice="save it anew")
        if path in archive:
            found.setdefault(kind, []).append(path)
    return found


def _refuse_foreign(kind: str, target: str) -> None:
    """Refuse content kept elsewhere; a hyperlink is only text, a template is never opened."""
    if kind not in _HARMLESS_LINKS:
        raise UnreadableFileError(
            f"the document keeps a part of itself outside the file ({kind}: {target})",
            advice="embed it and save the document anew",
        )


# --- blocks ------------------------------------------------------------------------------------


def _blocks(word: Word, parent: _Element) -> Iterator[Block]:
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraph(word, element)
        elif name == "tbl":
            yield from rows_or_frame(list(_rows(word, element)))
        elif name == "AlternateContent":
            chosen = _chosen(element)
            if chosen is not None:
                yield from _blocks(word, chosen)
        elif name not in _UNPRINTED:
            yield from _blocks(word, element)


def _rows(word: Word, table: _Element) -> Iterator[list[list[Block]]]:
    for row in _within(table, "tr"):
        if child(child(row, "trPr"), "del") is None:
            yield [_cell(word, cell) for cell in _within(row, "tc")]


def _cell(word: Word, cell: _Element) -> list[Block]:
    merged = child(child(cell, "tcPr"), "vMerge")
    if merged is not None and value(merged, "val", "continue") == "continue":
        return []
    return list(_blocks(word, cell))


def _within(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield rows or cells, also those that content controls and tracked changes wrap."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(element, name)


def _paragraph(word: Word, paragraph: _Element) -> Iterator[Block]:
    properties = child(paragraph, "pPr")
    text = "".join(_inline(paragraph))
    mark = child(properties, "rPr")
    gone = child(mark, "del") is not None or is_on(mark, "vanish")
    if text.strip() or not gone:
        yield Paragraph(_number(word, properties) + text)
    for box in _boxes(paragraph):
        yield from _blocks(word, box)


def _number(word: Word, properties: _Element | None) -> str:
    """Count the paragraph in its list and return its printed number."""
    list_id, depth = _list_of(properties)
    style = value(child(properties, "pStyle"), "val", word.default_style)
    if list_id is None:
        list_id, styled = _list_of_style(word, style)
        depth = styled if depth is None else depth
    return word.counters.number(list_id, depth or 0) if list_id not in (None, "0") else ""


def _list_of_style(word: Word, name: str) -> tuple[str | None, int | None]:
    """Return the list of a style or of the nearest style it is based on, and the level there."""
    first = name
    for _ in range(len(word.styles)):
        style = word.styles.get(name)
        if style is None:
            break
        if style.list_id is not None:
            tied = word.counters.level_of_style(style.list_id, first)
            return style.list_id, style.depth if tied is None else tied
        name = style.parent or ""
    return None, None


# --- inside a paragraph ------------------------------------------------------------------------


def _inline(parent: _Element) -> Iterator[str]:
    for element in parent:
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _symbol(element)
        elif name == "r" and is_on(child(element, "rPr"), "vanish"):
            continue
        elif name not in _UNPRINTED:
            yield from _inline(element)


def _symbol(element: _Element) -> str:
    code = value(element, "char", "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _boxes(paragraph: _Element) -> Iterator[_Element]:
    """Yield the outermost text boxes of a paragraph, each once though files hold them twice."""
    for element in paragraph:
        name = local(element)
        if name == "txbxContent":
            yield element
        elif name == "AlternateContent":
            chosen = _chosen(element)
            if chosen is not None:
                yield from _boxes(chosen)
        elif name not in ("pPr", "del", "moveFrom"):
            yield from _boxes(element)


def _chosen(alternate: _Element) -> _Element | None:
    choice = child(alternate, "Choice")
    return choice if choice is not None else child(alternate, "Fallback")


def _notes(word: Word, root: _Element) -> Iterator[Block]:
    for note in root:
        if value(note, "type", "normal") == "normal":
            yield from _blocks(word, note)


def _apart(word: Word, archive: Archive, links: dict[str, list[str]]) -> Iterator[Block]:
    for kind in _APART:
        for part in links.get(kind, ()):
            yield from _blocks(word, archive.xml(part))
