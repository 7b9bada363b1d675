"""What is inside a container: zip (docx, odt) or OLE (doc), told without unpacking anything large."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from ..errors import UnreadableFileError
from .formats import Format

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT: Final = "application/vnd.oasis.opendocument.text"
_ADVICE: Final = "send a text document: docx, odt, rtf, doc, pdf, html, txt or md"
_OTHER_ZIPS: Final = (("xl/", "a spreadsheet"), ("ppt/", "a presentation"))
_OTHER_OLES: Final = (("Workbook", "a spreadsheet"), ("PowerPoint Document", "a presentation"))


def format_inside(content: bytes) -> Format:
    """Return the format of a container; `UnreadableFileError` where it holds no text document."""
    return _inside_ole(content) if content.startswith(OLE) else _inside_zip(content)


def _inside_zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind = _kind_of_opendocument(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableFileError("the archive is damaged", advice="send the file again") from error
    if kind is not None:
        if kind.startswith(_ODT):
            return "odt"
        raise UnreadableFileError("the file is an OpenDocument, but no text", advice=_ADVICE)
    for folder, other in _OTHER_ZIPS:
        _refuse(other, found=any(name.startswith(folder) for name in names))
    if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    raise UnreadableFileError("the file is an archive, not a document", advice="unpack it first")


def _kind_of_opendocument(archive: zipfile.ZipFile) -> str | None:
    """Return the first hundred characters of the entry `mimetype`, which OpenDocument begins with."""
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").flag_bits & 1:
        return None
    with archive.open("mimetype") as entry:
        return entry.read(100).decode("ascii", "replace").strip()


def _inside_ole(content: bytes) -> Format:
    if _stream("EncryptedPackage") in content:
        raise UnreadableFileError("the document is encrypted", advice="save it without a password")
    if _stream("WordDocument") in content:
        return "doc"
    for name, other in _OTHER_OLES:
        _refuse(other, found=_stream(name) in content)
    raise UnreadableFileError("the file is no Word document", advice=_ADVICE)


def _stream(name: str) -> bytes:
    """Return a stream's name as OLE directories write it."""
    return name.encode("utf-16-le")


def _refuse(kind: str, *, found: bool) -> None:
    if found:
        raise UnreadableFileError(f"the file is {kind}, not a text", advice=_ADVICE)
