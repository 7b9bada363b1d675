"""One protocol in every format: the same words, the same numbers, the same rows."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graph.errors import UnreadableFileError
from graph.ingest import read_file

from .programs import Needs

FILES = Path(__file__).parent / "files"
PARAGRAPHS = [
    "РЕШИЛИ:",
    "1. Принять к сведению информацию Фонарёва А.К. о запасах лампового масла.",
    "Срок – до 12:00 1 октября 2031 г.",
    "4.2. направить акты проверки на адрес akty@mayak.example.",
    "№ | Поручение | Исполнитель | Срок",
    "1 | Заготовить ламповое масло на зиму для дальних маяков | Фитилёв П.С. | 01.11.2031",
    "2 | Починить колокол на мысе Туманном во исполнение протокола № М07-15/31вк | | 15.11.2031",
    "Раздел второй",
    "3 | Покрасить перила | Перилова О.В. |",
    "Контроль за исполнением протокола оставляю за собой.",
    "Начальник Бюро А.К. Фонарёв",
]
"""Lines that every reader must give whole; the hyphenated and wrapped ones are compared by words."""


def words(text: str) -> Counter[str]:
    """Return a text's words and numbers with how often each comes."""
    return Counter(re.findall(r"[\w/.@-]*\w", text))


def text_of(name: str) -> str:
    """Return the stored text of one of the files."""
    return read_file(FILES / name).text


def test_the_original_is_read_as_written() -> None:
    """The Word document gives its paragraphs, numbers and rows, and no header."""
    lines = text_of("mayak.docx").split("\n")
    assert PARAGRAPHS == [line for line in lines if line in PARAGRAPHS]
    assert "БЮРО МАЯКОВ ЛУННОЙ ОБЛАСТИ" == lines[0]


@pytest.mark.parametrize("form", ["odt", "rtf"])
def test_word_processors_formats_agree_to_the_letter(form: str) -> None:
    """What LibreOffice saved in its other formats is the same text."""
    assert text_of("mayak.docx") == text_of(f"mayak.{form}")


def test_a_legacy_document_agrees_to_the_letter(needs: Needs) -> None:
    """A .doc goes through LibreOffice and gives the same text, under its own media type."""
    needs("soffice", "libreoffice-writer-nogui")
    source = read_file(FILES / "mayak.doc")
    assert (text_of("mayak.docx"), "application/msword") == (source.text, source.media_type)


def test_a_pdf_gives_whole_paragraphs_and_rows() -> None:
    """Lines are joined, hyphens mended, table cells found, page numbers left out, pages marked."""
    source = read_file(FILES / "mayak.pdf")
    assert text_of("mayak.docx").split() == source.text.split()
    assert PARAGRAPHS == [line for line in source.text.split("\n") if line in PARAGRAPHS]
    assert [("page", 1), ("page", 2)] == [(mark.kind, mark.number) for mark in source.landmarks]
    assert source.text[source.landmarks[1].offset :].startswith("6. Секретарю разослать")


def test_a_page_gives_the_same_words() -> None:
    """LibreOffice's HTML forgets the first half of «4.1.», and nothing else."""
    expected = text_of("mayak.docx").replace("4.1.", "1.").replace("4.2.", "2.")
    assert words(expected) == words(text_of("mayak.html"))


def test_a_scan_keeps_nearly_every_word(needs: Needs) -> None:
    """Tesseract's reading of the pages has the numbers, the dates and 95 words of 100."""
    needs("tesseract", "tesseract-ocr tesseract-ocr-rus")
    text = text_of("mayak_scan.pdf")
    expected = words(text_of("mayak.docx"))
    kept = expected & words(text)
    assert 0.95 < kept.total() / expected.total()
    for number in ("№ М07-18/31вк", "№ М07-11/31вк", "№ М07-12/31вк", "1 октября 2031 г", "4.2. направить"):
        assert number in text


@pytest.mark.parametrize(
    ("name", "program", "packages"),
    [
        ("mayak.doc", "soffice", "libreoffice-writer-nogui"),
        ("mayak_scan.pdf", "tesseract", "tesseract-ocr tesseract-ocr-rus"),
    ],
)
def test_a_missing_converter_is_named(
    name: str, program: str, packages: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the program is missing the error says which Debian packages give it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which(program) is None
    with pytest.raises(
        UnreadableFileError, match=f"{program}, which is not installed; .*apt install {packages}"
    ):
        read_file(FILES / name)


def test_a_locked_pdf_is_refused() -> None:
    """A PDF with a password is no damaged one."""
    with pytest.raises(UnreadableFileError, match=r"^mayak_locked\.pdf: the PDF is encrypted; "):
        read_file(FILES / "mayak_locked.pdf")
