"""Hostile and unsuitable files are refused, each with its reason, before they cost anything."""

from __future__ import annotations

import io
import sys
import time
import zipfile

import pytest

from graph.errors import UnreadableFileError
from graph.ingest import read_bytes
from graph.ingest.programs import run_program

from .office_files import docx, odt, p, relations, zipped

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
LOCAL = "word/_rels/document.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """Return an archive with one more part."""
    old = zipfile.ZipFile(io.BytesIO(content))
    kept = {entry: old.read(entry) for entry in old.namelist() if entry != name}
    return zipped({**kept, name: part})


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    """Return a Word document with one relation."""
    return with_part(docx(p("Маяк")), LOCAL, relations([(kind, target, mode)]))


def encrypted_entry() -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    content = bytearray(docx(p("Маяк")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def symbolic_link() -> bytes:
    """Return an archive with an entry that is a symbolic link."""
    file = io.BytesIO(docx(p("Маяк")))
    with zipfile.ZipFile(file, "a") as archive:
        entry = zipfile.ZipInfo("word/link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/hostname")
    return file.getvalue()


ENCRYPTED_ODT = odt("<text:p>х</text:p>", parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"})
ODS = "application/vnd.oasis.opendocument.spreadsheet"

REFUSED = {
    "a bomb in the body": (docx(p("Маяк") + " " * 30_000_000), "an archive bomb"),
    "a bomb beside it": (with_part(docx(p("x")), "word/media/a", b"\0" * 30_000_000), "an archive bomb"),
    "a bomb in odt": (odt("<text:p>х</text:p>" + " " * 30_000_000), "an archive bomb"),
    "entities": (docx(p("x"), head=LAUGHS), "DOCTYPE"),
    "entities from a file": (docx(p("x"), head=OUTSIDE), "DOCTYPE"),
    "entities in odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                                "content.xml": LAUGHS + "<x>&b;</x>"}), "DOCTYPE"),
    "nesting": (docx("".join(f"<w:sdt a='{n}'>" for n in range(3000)) + "</w:sdt>" * 3000), "no well-formed"),
    "an entry that climbs out": (with_part(docx(p("x")), "../../x", "x"), "leads out of the archive"),
    "an absolute entry": (with_part(docx(p("x")), "/etc/x", "x"), "leads out of the archive"),
    "an entry on a drive": (with_part(docx(p("x")), "C:\\x", "x"), "leads out of the archive"),
    "a symbolic link": (symbolic_link(), "leads out of the archive"),
    "a picture kept elsewhere": (linked("image", "file:///etc/hostname"), "outside the file"),
    "a part of the text kept elsewhere": (linked("subDocument", "http://mayak.example/"), "outside the file"),
    "a link that climbs out": (linked("styles", "../../../etc/hostname", "Internal"), "leads out"),
    "a picture of odt kept elsewhere": (
        odt('<text:p><draw:frame><draw:image xlink:href="http://mayak.example/a.png"/></draw:frame></text:p>'),
        "outside the file"),
    "a section of odt kept elsewhere": (
        odt('<text:section><text:section-source xlink:href="../../etc/hostname"/></text:section>'),
        "outside the file"),
    "encrypted entries": (encrypted_entry(), "encrypted"),
    "an encrypted odt": (ENCRYPTED_ODT, "encrypted"),
    "an encrypted docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a spreadsheet": (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a spreadsheet"),
    "an old spreadsheet": (OLE + "Workbook".encode("utf-16-le"), "a spreadsheet"),
    "a presentation": (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "a presentation"),
    "an OpenDocument spreadsheet": (zipped({"mimetype": ODS}), "no text"),
    "some archive": (zipped({"a.txt": "Маяк"}), "an archive, not a document"),
    "a cut archive": (docx(p("Маяк"))[:300], "the archive is damaged"),
    "wrong XML": (docx("<w:p>"), "no well-formed XML"),
    "no body": (with_part(docx(p("x")), "word/document.xml", "<x/>"), "has no body"),
    "a cut PDF": (b"%PDF-1.7\n1 0 obj\n<<", "the PDF is damaged"),
    "nothing to read": (docx(p(" ")), "holds no text"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_with_a_reason(case: str) -> None:
    """One line names the file and the reason; it comes at once."""
    content, reason = REFUSED[case]
    start = time.perf_counter()
    with pytest.raises(UnreadableFileError, match=f"^letter: .*{reason}"):
        read_bytes("letter", content)
    assert time.perf_counter() - start < 10


def test_links_that_are_only_text_are_no_reason() -> None:
    """A hyperlink and a template's place, which is never opened, do no harm."""
    for content in (
        linked("hyperlink", "https://mayak.example/"),
        linked("attachedTemplate", "file:///C:/a.dotm"),
    ):
        assert "Маяк\n" == read_bytes("a.docx", content).text


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a", "a.docx.html"])
def test_the_content_decides_before_the_name(name: str) -> None:
    """A Word document is one under any name."""
    assert "Маяк\n" == read_bytes(name, docx(p("Маяк"))).text


def test_a_program_that_does_not_finish_is_ended() -> None:
    """At its limit of time a converter ends with everything that it started."""
    start = time.perf_counter()
    endless = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(UnreadableFileError, match="did not finish in 1 s"):
        run_program(endless, timeout=1.0)
    assert time.perf_counter() - start < 20


def test_a_program_that_fails_says_why() -> None:
    """The last line of a converter's complaint is passed on."""
    failing = (sys.executable, "-c", "import sys; sys.exit('no such lamp')")
    with pytest.raises(UnreadableFileError, match="failed: no such lamp"):
        run_program(failing, timeout=60.0)
