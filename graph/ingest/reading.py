"""From a file to its `Source`: what format it is, the reader of that format, the cleaning."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from ..errors import UnreadableFileError
from ..model import Source
from . import plain
from .clean import clean_draft
from .containers import format_inside
from .draft import Draft
from .formats import MEDIA_TYPES, Format, format_of, kind_of_no_text

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of a file; a larger one is refused before it is read."""


_READERS: dict[Format, str] = {"doc": "office"}
"""The module of a format where it is not named like it."""


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
    if form in ("text", "markdown"):
        return plain.read(content, encoding)
    reader = import_module(f".{_READERS.get(form, form)}", __package__)
    draft: Draft = reader.read(content)
    return draft


def _refuse_large(name: str) -> None:
    limit = LARGEST_FILE // 1024 // 1024
    raise UnreadableFileError(f"the file is larger than {limit} MB", source=name, advice="divide it")
