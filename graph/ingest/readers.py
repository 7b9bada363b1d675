"""The child's side of reading a foreign format: bytes in, a packed draft out.

Each format's module is loaded only when a file of it comes.
"""

from __future__ import annotations

from .draft import Draft, pack
from .formats import Format


def read_packed(task: bytes) -> bytes:
    """Read one file: `task` is a line with the format and the encoding asked for, then the content."""
    line, _, content = task.partition(b"\n")
    form, _, encoding = line.decode("ascii").partition(" ")
    return pack(_read(form, content, encoding or None))


def task_of(form: Format, content: bytes, encoding: str | None) -> bytes:
    """Return what `read_packed` takes."""
    return f"{form} {encoding or ''}\n".encode("ascii") + content


def _read(form: str, content: bytes, encoding: str | None) -> Draft:
    if form == "docx":
        from . import docx

        return docx.read(content)
    if form == "odt":
        from . import odt

        return odt.read(content)
    if form == "rtf":
        from . import rtf

        return rtf.read(content)
    if form == "html":
        from . import html

        return html.read(content, encoding)
    from . import pdf

    return pdf.read(content)
