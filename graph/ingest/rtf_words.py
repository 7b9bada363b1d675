"""What the control words of RTF mean to a reader of text: data for `graph.ingest.rtf`.

Rich Text Format specification 1.9.1.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "nestcell": " ",
    "nestrow": " ",
}
"""Control words that print one sign; a table inside a cell becomes part of the cell's line."""

SYMBOLS: Final = {"~": "\u00a0", "-": "\u00ad", "_": "-", "{": "{", "}": "}", "\\": "\\"}
"""The same of control symbols, a backslash and one sign that is no letter."""

PARAGRAPH_ENDS: Final = frozenset(("par", "page", "sect", "column"))

SKIPPED: Final = frozenset(
    (
        *("colortbl", "stylesheet", "info", "pict", "listtable", "listoverridetable", "rsidtbl", "revtbl"),
        *("filetbl", "sp", "shprslt", "nonesttables", "nesttableprops", "fldinst", "datafield", "objdata"),
        *("tc", "tcn", "xe", "rxe", "txe", "themedata", "colorschememapping", "latentstyles", "datastore"),
        *("atnid", "atnauthor", "annotation", "bkmkstart", "bkmkend", "fontemb", "pnseclvl", "private"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "objclass", "objname", "template"),
    )
)
"""Destinations whose content is never printed."""

READ_THOUGH_STARRED: Final = frozenset(("shpinst", "shptxt", "footnote"))
"""Destinations behind `\\*`, which says that a reader may skip them, that hold printed text."""

APART: Final = frozenset(
    ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
)

CHARSETS: Final = {
    77: "mac_roman",
    89: "mac_cyrillic",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    254: "cp437",
    255: "cp866",
}
"""A font's `\\fcharset` → encoding; a font without one of these has the document's."""

SYMBOL_CHARSET: Final = 2
"""Fonts of signs, Symbol and Wingdings: byte B7 is U+F0B7, as Word writes it elsewhere."""

BULLETS: Final = {"o": "•", "\u00a7": "•", "\u00b7": "•", "\u00a8": "•"}
"""Letters and signs that, alone in a list's number, stand for a bullet of a sign font."""
