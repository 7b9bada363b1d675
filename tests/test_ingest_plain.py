"""Plain text: any encoding of Russian offices is found, any text gives a result, spans stay valid."""

from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UnreadableFileError
from graph.ingest import read_bytes, read_file
from graph.ingest.clean import LONGEST_RUN, clean, clean_draft
from graph.ingest.draft import Draft, pack, unpack
from graph.model import Landmark

SEED = Path(__file__).parent.parent / "data" / "protocols" / "2023-11-08_D05-124-05pr.txt"

PROSE = (
    "ПРОТОКОЛ заседания комиссии по наблюдению за маяками\n\n"
    "РЕШИЛИ:\n1. Смотрителям маяков представить сведения о запасах масла до 5 мая 2031 года.\n"
    "2. Отделу туманов проверить колокола и доложить председателю комиссии.\n"
)

ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8-sig"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("cp1251", "cp1251"),
    ("koi8-r", "koi8-r"),
    ("cp866", "cp866"),
    ("iso8859-5", "iso8859-5"),
    ("mac-cyrillic", "mac-cyrillic"),
]


@pytest.mark.parametrize(("written", "found"), ENCODINGS)
def test_an_encoding_is_detected(written: str, found: str) -> None:
    """Bytes in every encoding give the same text, and the encoding is named."""
    source = read_bytes("protocol.txt", PROSE.encode(written))
    assert (PROSE, found) == (source.text, source.encoding)


def test_a_named_encoding_overrules_detection() -> None:
    """`encoding` is taken at its word, and refused where the bytes do not fit it."""
    content = "Маяк".encode("koi8-r")
    assert "Маяк" == read_bytes("a.txt", content, encoding="koi8-r").text
    with pytest.raises(UnreadableFileError, match=r"a\.txt:1: the text is not in utf-8"):
        read_bytes("a.txt", content, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="the encoding “volapuk” is unknown"):
        read_bytes("a.txt", content, encoding="volapuk")


def test_damaged_utf8_stays_utf8() -> None:
    """One damaged character does not turn a whole text into another alphabet's letters."""
    source = read_bytes("a.txt", PROSE.encode() + b"\xd0")
    assert (PROSE + "\ufffd", "utf-8") == (source.text, source.encoding)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t\n", "the file holds no text"),
        ("a.txt", b"\xef\xbb\xbf", "the file holds no text"),
        ("a.txt", bytes(range(256)) * 20, "the file is binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a picture"),
        ("a.doc", b"MZ\x90" + b"x" * 50, "a program"),
        ("a.bin", b"PK\x03\x04" + b"x" * 50, "the archive is damaged"),
    ],
)
def test_what_is_no_text_is_refused(name: str, content: bytes, problem: str) -> None:
    """A file without text gives one line: its name, what is wrong, what to do."""
    with pytest.raises(UnreadableFileError, match=f"^{name}: .*{problem}.*; ") as caught:
        read_bytes(name, content)
    assert 1 == caught.value.exit_code


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """What is no file is told apart from what is not there."""
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="this is no file"):
        read_file(tmp_path)


CLEANED = [
    ("а\r\nб\rв\x0bг\x0cд\x85е\u2028ж\u2029з", "а\nб\nв\nг\nд\nе\nж\nз"),
    ("обра\u00ad\nзование", "образование"),
    ("обра\ufffe\r\nзование", "образование"),
    ("обра\u00adзование", "образование"),
    ("Д05\u200b-\u206012\ufeff4", "Д05-124"),
    ("\u202aслева\u202c \u2067справа\u2069", "слева справа"),
    ("а\x00б\x07в", "абв"),
    ("и\u0306", "й"),
    ("\uf0b7 пункт", "• пункт"),
    ("5\u00a0мая\u202f2031", "5\u00a0мая\u202f2031"),
    ("таб\tи  два пробела \n\n\n", "таб\tи  два пробела \n\n\n"),
    ("е" + "\u0301" * 100, "е" + "\u0301" * LONGEST_RUN),
]


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED)
def test_cleaning(raw: str, cleaned: str) -> None:
    """Each rule of the cleaned form, and what it leaves alone."""
    assert cleaned == clean(raw)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_a_cleaned_text_cleans_to_itself(text: str) -> None:
    """The cleaned form is stable, in NFC, and free of what it forbids."""
    cleaned = clean(text)
    assert cleaned == clean(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set("\r\x00\u00ad\u200b\ufeff\ufffe") & set(cleaned)


def test_runs_of_every_combining_mark_are_bounded() -> None:
    """Whatever block of Unicode the mark stands in."""
    marks = [sign for code in range(sys.maxunicode + 1) if unicodedata.combining(sign := chr(code))]
    assert len(marks) > 500
    assert [] == [mark for mark in marks if clean(f"ж{mark * 200}").count(mark) > LONGEST_RUN]


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_text_or_a_reason(content: bytes) -> None:
    """A reader of plain text either returns a source or raises its own error."""
    try:
        text = read_bytes("any.txt", b" " + content).text
    except UnreadableFileError:
        return
    assert text.strip()


@given(st.text(min_size=1))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Every text with a letter in it is read, letter for letter."""
    source = read_bytes("any.txt", ("Маяк " + text).encode("utf-8", "replace"))
    assert clean("Маяк " + text.encode("utf-8", "replace").decode()) == source.text


@given(st.lists(st.text(), min_size=1))
@settings(max_examples=200, deadline=None)
def test_landmarks_move_with_their_text(lines: list[str]) -> None:
    """After cleaning, each landmark stands where its own line begins."""
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    marks = tuple(Landmark(start, "paragraph", place) for place, start in enumerate(starts))
    draft = clean_draft(Draft("".join(line + "\n" for line in lines), marks))
    offsets = [mark.offset for mark in draft.landmarks]
    pieces = [draft.text[a:b] for a, b in zip(offsets, [*offsets[1:], None], strict=True)]
    assert [clean(line + "\n") for line in lines] == pieces


def test_a_draft_survives_its_journey() -> None:
    """Unpacking is the inverse of packing."""
    draft = Draft("Маяк\n\nТуман\n", (Landmark(6, "paragraph", 2),), "cp1251")
    assert draft == unpack(pack(draft))


def test_the_sample_protocol_keeps_its_offsets() -> None:
    """The stored text of the sample protocol is its file, character for character."""
    source = read_file(SEED)
    assert SEED.read_bytes().decode() == source.text
    assert source.span(5573, 5764).text.startswith("Скорректировать при необходимости")
    assert ("text/plain", "utf-8", SEED.name) == (source.media_type, source.encoding, source.name)


def test_markdown_keeps_its_marks() -> None:
    """A .md file is stored as written, under its own media type."""
    source = read_bytes("a.md", "# Маяк\n\n**Туман**\n".encode())
    assert ("text/markdown", "# Маяк\n\n**Туман**\n") == (source.media_type, source.text)


LARGE = [
    ("one line", "Смотрителям маяков доложить. " * 180_000),
    ("many lines", "Смотрителям маяков доложить.\r\n" * 160_000),
    ("marks only", "е" + "\u0316\u0301" * 1_200_000),
    ("soft hyphens", "\u00ad \t" * 1_200_000 + "маяк"),
]


@pytest.mark.parametrize("text", [text for _, text in LARGE], ids=[name for name, _ in LARGE])
def test_a_large_text_is_read_in_linear_time(text: str) -> None:
    """Five megabytes of the worst kinds are read in seconds."""
    start = time.perf_counter()
    source = read_bytes("large.txt", text.encode())
    assert time.perf_counter() - start < 10
    assert source.text
