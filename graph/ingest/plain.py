"""Plain text: bytes in any encoding that Russian offices use → characters."""

from __future__ import annotations

import codecs
import re

from ..errors import UnreadableFileError
from .draft import Draft

RUSSIAN_ENCODINGS = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
"""What is looked for where the bytes are no Unicode; the order is how common each is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_WRITING = re.compile("[\\s -~А-яЁё«»–—№…“”„•\u00a0]")


def read(content: bytes, encoding: str | None = None) -> Draft:
    """Decode a text; `encoding` overrules the detection.

    Order: byte order mark, UTF-16 by its look, UTF-8, Russian one-byte encodings by frequency. In
    a detected encoding a damaged character becomes U+FFFD; one that was named must fit wholly.
    Errors: `UnreadableFileError` for bytes that are no text, or not in `encoding`.
    """
    if encoding is None:
        found = detect(content)
        return Draft(content.decode(found, "replace"), encoding=codecs.lookup(found).name)
    check_encoding(encoding)
    try:
        return Draft(content.decode(encoding), encoding=codecs.lookup(encoding).name)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise UnreadableFileError(
            f"the text is not in {encoding}",
            line=content.count(b"\n", 0, start) + 1,
            advice="leave the encoding out to have it detected",
        ) from error


def check_encoding(name: str) -> None:
    """Raise `UnreadableFileError` where a name is that of no encoding of text."""
    try:
        b" ".decode(name)
    except (LookupError, UnicodeError) as error:
        raise UnreadableFileError(
            f"the encoding “{name}” is unknown", advice="try utf-8 or cp1251"
        ) from error


def detect(content: bytes) -> str:
    """Return the name of the encoding; `UnreadableFileError` where the bytes are no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    wide = _wide(content)
    if wide:
        return wide
    if _is_utf8(content):
        return "utf-8"
    if _is_binary(content):
        raise UnreadableFileError(
            "the file is binary, not a text",
            advice="send txt, md, docx, odt, rtf, html, pdf or doc",
        )
    return _russian(content)


def _is_utf8(content: bytes) -> bool:
    """Tell whether the bytes are UTF-8, one damaged character in twenty forgiven."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        return damaged * 20 < len(content) - len(text)
    return True


def _wide(content: bytes) -> str | None:
    """Return UTF-16 without a mark: its bytes look like controls, its characters like writing."""
    sample = content[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) < len(sample) / 20:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, "replace")
        if len(_WRITING.findall(text)) > 0.9 * len(text):
            return name
    return None


def _is_binary(content: bytes) -> bool:
    """Tell whether more than one byte in fifty is a control that no text has."""
    sample = content[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 50


def _russian(content: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, seldom needed

    best = from_bytes(_sample(content), cp_isolation=list(RUSSIAN_ENCODINGS)).best()
    if best is None:
        raise UnreadableFileError(
            "the encoding of the text was not recognised", advice="save it as UTF-8, or name its encoding"
        )
    return best.encoding


def _sample(content: bytes) -> bytes:
    """Return up to 64 KB of the lines that have letters beyond ASCII: they tell encodings apart."""
    lines: list[bytes] = []
    size = 0
    for match in re.finditer(rb"[^\n]{0,4000}[\x80-\xff][^\n]{0,4000}", content):
        lines.append(match.group())
        size += len(match.group())
        if size >= _SAMPLE:
            break
    return b"\n".join(lines)[:_SAMPLE]
