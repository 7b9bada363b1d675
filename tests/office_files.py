"""Small office documents made in memory, so that each test shows what is in its file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    head: str = "",
) -> bytes:
    """Return a Word document; `parts` are further parts of `word/`, by the kind of their relation."""
    further = {"numbering": numbering, "styles": styles, **(parts or {})}
    named = {kind: content for kind, content in further.items() if content}
    return zipped(
        {
            "[Content_Types].xml": _types(tuple(named)),
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in named}),
            "word/document.xml": f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>",
            **{f"word/{kind}.xml": _root(kind, content) for kind, content in named.items()},
        }
    )


def _types(kinds: tuple[str, ...]) -> str:
    parts = [("document", "document.main"), *((kind, kind) for kind in kinds)]
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for part, kind in parts
    )
    default = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{default}{overrides}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    return relations([(kind, target, "Internal") for kind, target in targets.items()])


def relations(links: list[tuple[str, str, str]]) -> str:
    """Return a part of relations: kind, target, mode."""
    entries = "".join(
        f'<Relationship Id="r{place}" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for place, (kind, target, mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


_ROOTS = {"header": "hdr", "footer": "ftr"}


def _root(kind: str, content: str) -> str:
    name = _ROOTS.get(kind, kind)
    return f"<w:{name} {WORD}>{content}</w:{name}>"


def p(text: str, number: tuple[int, int] | None = None, style: str | None = None) -> str:
    """Return a Word paragraph; `number` is its list and its level from 0."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    )
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a Word table; a cell may hold paragraphs (XML) or a plain text."""
    lines = "".join("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def _cell(content: str) -> str:
    return f"<w:tc>{content if content.startswith('<') else p(content)}</w:tc>"


def level(depth: int, form: str, pattern: str, *, start: int = 1, extra: str = "") -> str:
    """Return one level of a Word list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, extra: str = '<w:multiLevelType w:val="multilevel"/>') -> str:
    """Return an abstract Word list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, extra: str = "") -> str:
    """Return a Word list that counts with an abstract one."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


def anew(depth: int, start: int) -> str:
    """Return the override that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def odt(body: str, *, styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return an OpenDocument text; `styles` go into its automatic styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            **(parts or {}),
        }
    )
