"""From a file to its `Source`: what format it is, the reader of that format, the cleaning."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from ..errors import UnreadableFileError
from ..model import Source
from ..sandbox import MIB, run_reader
from . import office, plain, readers
from .clean import clean_draft
from .containers import format_inside
from .draft import Draft, unpack
from .formats import MEDIA_TYPES, Format, format_of, kind_of_no_text

LARGEST_FILE: Final = 256 * MIB
"""Bytes of a file; a larger one is refused before it is read."""


TIME_LIMIT: Final = 60.0
SCAN_TIME_LIMIT: Final = 900.0
"""Seconds that a reader may take; a PDF may be a scan, which takes two a page."""

MEMORY_LIMIT: Final = 2048 * MIB


def read_file(path: Path, *, encoding: str | None = None) -> Source:
    """Read one file; its name in the `Source` is the file's name without its folder.

    Errors: `UnreadableFileError` for what is no regular file, can't be opened, or gives no text.
    """
    try:
        if not path.is_file():
            problem = "this is no file" if path.exists() else "there is no such file"
            raise UnreadableFileError(problem, source=str(path), advice="name a document")
        if path.stat().st_size > LARGEST_FILE:
            _refuse_large(str(path))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"the file can't be read: {error.strerror}", source=str(path)) from error
    return read_bytes(path.name, content, encoding=encoding)


def read_bytes(name: str, content: bytes, *, encoding: str | None = None) -> Source:
    """Read one file's content; `name` helps where the content does not show the format.

    `encoding` overrules the detection for plain text and HTML. Errors: `UnreadableFileError`,
    its source set to `name`, where the content is empty, binary, damaged, encrypted or too large.
    """
    try:
        return _read(name, content, encoding)
    except UnreadableFileError as error:
        if error.source is not None:
            raise
        raise UnreadableFileError(
            error.problem, source=name, line=error.line, column=error.column, advice=error.advice
        ) from error


def _read(name: str, content: bytes, encoding: str | None) -> Source:
    if not content:
        raise UnreadableFileError("the file is empty", advice="send the file again")
    if len(content) > LARGEST_FILE:
        _refuse_large(name)
    kind = kind_of_no_text(content)
    if kind:
        raise UnreadableFileError(
            f"the file is {kind}, not a text", advice="send txt, md, docx, odt, rtf, html, pdf or doc"
        )
    form = format_of(name, content) or format_inside(content)
    draft = clean_draft(_draft(form, content, encoding))
    if not draft.text.strip():
        raise UnreadableFileError("the file holds no text", advice="send the document itself")
    return Source(
        name=name,
        media_type=MEDIA_TYPES[form],
        text=draft.text,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=draft.encoding,
        landmarks=draft.landmarks,
    )


def _draft(form: Format, content: bytes, encoding: str | None) -> Draft:
    """Read plain text here, every other format in a child with limits on time and memory."""
    if encoding is not None:
        plain.check_encoding(encoding)
    if form in ("text", "markdown"):
        return plain.read(content, encoding)
    if form == "doc":
        form, content = "docx", office.convert(content)
    packed = run_reader(
        readers.__name__,
        readers.read_packed.__name__,
        readers.task_of(form, content, encoding),
        timeout=SCAN_TIME_LIMIT if form == "pdf" else TIME_LIMIT,
        max_memory=MEMORY_LIMIT,
    )
    return unpack(packed)


def _refuse_large(name: str) -> None:
    limit = LARGEST_FILE // MIB
    raise UnreadableFileError(f"the file is larger than {limit} MB", source=name, advice="divide it")
