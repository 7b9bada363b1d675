"""Bad files made by code, and changes of good ones drawn by lot."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent / "files"
BAD_WORDS = (
    b"\\uc\\", b"\\u-99999 ", b"\\'zz", b"\\bin99999999 ", b"{", b"}", b"<", b">", b"</w:p>", b"<w:tbl>",
    b"\0", b"\xff\xfe", b"&#x110000;", b"&#0;", "\u202e\u200b".encode(), b"9" * 40, b"-1", b'"',
    b"<!DOCTYPE x>", b"<![CDATA[", b"endstream", b"/Length 99999999",
)  # fmt: skip
"""What readers of one format or another stumbled over."""
LETTER = """Совет по маякам

ПРОТОКОЛ
от 18 февраля 2031 г. № {number}

РЕШИЛИ:
1. Министерству света (Лампин И.И.) до 1 марта 2031 г. представить отчёт о лампах.
"""
"""A document to change, with room for its number."""


def mutated(content: bytes, lot: random.Random) -> bytes:
    """Return a file with some of its bytes flipped, left out, doubled, put in or cut off."""
    changed = bytearray(content)
    for _ in range(lot.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        at, kind = lot.randrange(len(changed)), lot.randrange(5)
        if kind == 0:
            changed[at] ^= 1 << lot.randrange(8)
        elif kind == 1:
            del changed[at : at + lot.randrange(1, 60)]
        elif kind == 2:
            start = lot.randrange(len(changed))
            changed[at:at] = changed[start : start + lot.randrange(1, 200)]
        elif kind == 3:
            changed[at:at] = lot.choice(BAD_WORDS)
        else:
            del changed[at:]
    return bytes(changed)


def mutated_inside(content: bytes, lot: random.Random) -> bytes:
    """Return an archive with one of its XML parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = lot.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[chosen] = mutated(parts[chosen], lot)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def bomb_of_text() -> bytes:
    """Return a megabyte without a line end."""
    return ("Отделу " * 90_000).encode()


BAD: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\0" * 100_000,
    "random bytes": random.Random(7).randbytes(50_000),  # noqa: S311  no secret
    "half a letter": "Маяк".encode()[:-1],
    "half of UTF-16": b"\xff\xfe\x1c\x04\x30",
    "one line of a megabyte": bomb_of_text(),
    "a million line ends": b"\n" * 1_000_000,
    "nested RTF": b"{\\rtf1" + b"{" * 200_000 + "Маяк".encode() + b"}" * 200_000 + b"}",
    "RTF without ends": b"{\\rtf1 \\uc\\" + b"\\u-999999 \\'z" * 1000,
    "RTF of huge figures": b"{\\rtf1 \\bin99999999999999999999 x \\u99999999999999999999 y}",
    "deep HTML": b"<!doctype html>" + b"<div>" * 100_000 + "Маяк".encode(),
    "HTML of entities": b"<!doctype html>" + b"&#x110000;&#0;&#xD800;&bogus;" * 5_000,
    "HTML of attributes": b"<!doctype html><p " + b"a=1 " * 100_000 + b">",
    "XML with entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "a PDF's head": b"%PDF-1.7\n",
    "a PDF of loops": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>endobj\n"
    b"trailer<</Root 1 0 R>>",
    "a zip's head": b"PK\x03\x04" + b"\0" * 26,
    "an OLE head": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    "signs that turn text": ("\u202eПРОТОКОЛ\u202c № \u200b5\u2066\u2069\n" * 1000).encode(),
    "signs above signs": ("П" + "\u0301" * 5000 + "\n").encode() * 20,
    "control signs": bytes(range(32)) * 1000 + "Маяк".encode(),
}
"""Files that no reader was made for, each with what is wrong with it."""
