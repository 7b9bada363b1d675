"""Zip containers of office documents, opened with distrust: docx and odt come through here.

Refused with a reason: more than 50 MB unpacked, an entry packed more than 200 to 1, too many
entries, encrypted entries, entries or links that lead out of the archive, any DOCTYPE (and with it
every entity), elements nested more than 256 deep. Nothing is ever written to a disk or fetched.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from ..errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_TOTAL: Final = 50 * 1024 * 1024
"""Bytes that the parts of one document may unpack to; pictures are not unpacked, nor counted."""

LARGEST_RATIO: Final = 200
"""How many times larger than packed an entry may be; entries under 100 KB are not asked."""

MOST_ENTRIES: Final = 10_000
_SMALL = 100_000
_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Archive:
    """An opened container whose entries have been checked; `read` and `xml` give its parts."""

    def __init__(self, content: bytes) -> None:
        """Open and check; `UnreadableFileError` says what is refused."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableFileError("the archive is damaged", advice="send the file again") from error
        self._entries = {info.filename: info for info in self._zip.infolist()}
        self._left = LARGEST_TOTAL
        _check_entries(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Return the names of all entries, in the archive's order."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return one part's bytes; what all parts together may hold is counted here."""
        if name not in self._entries:
            raise UnreadableFileError(f"the archive lacks “{name}”", advice="send the file again")
        info = self._entries[name]
        self._left -= info.file_size
        if self._left < 0:
            raise UnreadableFileError(
                f"the document unpacks to more than {LARGEST_TOTAL // 1024 // 1024} MB", advice="divide it"
            )
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise UnreadableFileError(f"“{name}” is damaged", advice="send the file again") from error

    def xml(self, name: str) -> _Element:
        """Return one part as an element tree without comments and processing instructions."""
        return parse_xml(name, self.read(name))


def parse_xml(name: str, content: bytes) -> _Element:
    """Return the root element; a DOCTYPE or wrong XML is an `UnreadableFileError` naming the part."""
    if any(mark in content for mark in _DOCTYPES):
        raise UnreadableFileError(
            f"“{name}” has a DOCTYPE, which office documents never have", advice="save the document anew"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        problem = f"“{name}” is no well-formed XML: {error.msg}"
        raise UnreadableFileError(problem, advice="save the document anew") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(f"“{name}” has a DOCTYPE", advice="save the document anew")
    return root


def leads_outside(target: str) -> bool:
    """Tell whether a path is absolute or climbs out of the folder it starts in."""
    return bool(_OUTSIDE.search(target))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFileError(f"the archive has more than {MOST_ENTRIES} entries", advice="save it anew")
    for info in entries:
        _check_entry(info)


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if leads_outside(name) or stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableFileError(f"the entry “{name}” leads out of the archive", advice="save it anew")
    if info.flag_bits & 1:
        raise UnreadableFileError("the document is encrypted", advice="save it without a password")
    if info.file_size > _SMALL and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
        raise UnreadableFileError(
            f"the entry “{name}” unpacks to more than {LARGEST_RATIO} times its size: an archive bomb",
            advice="save the document anew",
        )
