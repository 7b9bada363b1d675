r"""RTF: its encodings, its carried list numbers, tables, and files that are hardly RTF at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest import read_bytes
from graph.ingest.rtf import read

FONTS = rb"{\fonttbl{\f0\fcharset204 Times New Roman;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Symbol;}}"
CELLS = rb"\trowd\cellx1\cellx2"


def rtf(body: bytes, head: bytes = rb"\ansi\ansicpg1251\deff0") -> bytes:
    """Return a document with three fonts."""
    return rb"{\rtf1" + head + FONTS + body + b"}"


def hexed(text: str, encoding: str = "cp1251") -> bytes:
    r"""Return a text as RTF writes it byte for byte (`\'cc`)."""
    return b"".join(rb"\'%02x" % byte for byte in text.encode(encoding))


NOTE = rb"{\footnote " + hexed("сноска") + b"}"

CASES = {
    "hex bytes": ("Маяк", hexed("Маяк")),
    "code points": ("Маяк", rb"\uc1\u1052?\u1072?\u1103?\u1082?"),
    "negative code points, two for one sign": ("\u8b80😀", rb"\u-29824?\u-10179?\u-8704?"),
    "nothing to skip": ("Яя", rb"\uc0\u1071\u1103"),
    "several bytes to skip": ("Я!", rb"{\uc2\u1071\'3f\'3f}!"),
    "a font's own encoding": ("Я\u00e9", rb"{\f0 " + hexed("Я") + rb"}{\f1\ansicpg1252 \'e9}"),
    "paragraphs and lines": ("а\n\nб\nв", rb"\'e0\par \'e1\line \'e2\par"),
    "signs": ("а\u00a0б-в – «»", rb"\'e0\~\'e1\_\'e2 \endash  " + hexed("«»")),
    "a list number": ("1. пункт", rb"{\listtext\pard\plain 1.\tab}" + hexed("пункт")),
    "a bullet": ("• а", rb"{\listtext\f2\'b7\tab}\f0\'e0"),
    "headers apart": ("тело", rb"{\header " + hexed("шапка") + rb"\par}" + hexed("тело")),
    "notes behind": ("тело\n\nсноска", hexed("тело") + NOTE + rb"\par"),
    "a text box behind its paragraph": (
        "якорь\n\nв рамке\n\nдалее",
        hexed("якорь")
        + rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt " + hexed("в рамке") + rb"\par}}}\par "
        + hexed("далее"),
    ),
    "nothing hidden, deleted, or for programs": (
        "видно",
        rb"{\v " + hexed("тайна") + rb"}{\deleted " + hexed("старое") + rb"}{\*\unknown x}{\pict 00ff}"
        rb"{\info x}" + hexed("видно"),
    ),
    "a field's result": (
        "ссылка",
        rb'{\field{\*\fldinst HYPERLINK "https://mayak.example"}{\fldrslt ' + hexed("ссылка") + rb"}}",
    ),
    "binary data is jumped over": ("аб", rb"\'e0{\pict\bin4 }}}}}\'e1"),
    "rows of a table": (
        "а | б\nв |\n\nд",
        CELLS + rb"\intbl\'e0\cell\'e1\cell\row" + CELLS + rb"\intbl\'e2\cell\cell\row\pard\'e4",
    ),
    "a cell of two paragraphs": (
        "а | б в\nг | д",
        CELLS + rb"\intbl\'e0\cell\'e1\par\'e2\cell\row\intbl\'e3\cell\'e4\cell\row\pard",
    ),
    "a wide cell": (
        "вширь\nа | б",
        rb"\trowd\clmgf\cellx1\clmrg\cellx2\intbl " + hexed("вширь") + rb"\cell\cell\row"
        + CELLS + rb"\intbl\'e0\cell\'e1\cell\row\pard",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_printed_is_read(case: str) -> None:
    """Each way RTF has of writing a text."""
    expected, body = CASES[case]
    assert f"{expected}\n" == read_bytes("a.rtf", rtf(body)).text


TOKENS = [
    *(rb"\uc", rb"\u", rb"\'", rb"\'zz", b"{", b"}", rb"\bin9", rb"\cell", rb"\row", rb"\intbl", rb"\u-1"),
    *(rb"\*", rb"\shptxt", rb"\footnote", rb"\fcharset999", rb"\f", rb"\ansicpg7", b"\\", b"x", rb"\par"),
    *(rb"\trowd", rb"\u55357", rb"\fonttbl", rb"\listtext", b"\xff", b"\r\n", rb"\header", rb"\pard"),
]


@given(st.lists(st.sampled_from(TOKENS), max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_tokens_give_a_draft(tokens: list[bytes]) -> None:
    """Nothing that looks like RTF stops the reader."""
    text = read(b"{\\rtf1 " + b"".join(tokens)).text
    assert text == text.encode("utf-8").decode("utf-8")


def test_deep_groups_are_read_in_linear_time() -> None:
    """Two hundred thousand groups in one another cost as much as side by side."""
    start = time.perf_counter()
    assert "x\n" == read(b"{\\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_000).text
    assert time.perf_counter() - start < 10
