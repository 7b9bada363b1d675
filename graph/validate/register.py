"""Whether a register is sound: its files, its triples against the shapes, and what deserves a look."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Literal

from pyoxigraph import Literal as Text
from pyoxigraph import Triple

from ..binding import find_troubles
from ..files import read_whole
from ..messages import Language, say
from ..model import Card, Decision, Fact, Filed, Head, Notice, Protocol
from ..rdf import from_turtle, read_document, terms
from ..register import Register
from .shapes import Progress, Violation, violations_beside, violations_of

Severity = Literal["error", "warning"]
_SURE = 0.6
"""A fact of less confidence deserves a human look."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: how grave, in which document and point, its code and its sentence."""

    severity: Severity
    document: str | None
    point: str | None
    code: str
    message: str


def check_register(
    register: Register, language: Language = "en", progress: Progress | None = None
) -> list[Row]:
    """Return all that is wrong (`error`) and all that deserves a look (`warning`), errors first.

    Files against their hashes, quoted words against the stored text, triples against the shapes,
    the notices of reading, and what judging the whole register finds.
    """
    rows: list[Row] = []
    filed: list[Filed] = []
    cards = register.cards()
    paths = [register.triples_path(card.key) for card in cards]
    for card, path, found in zip(cards, paths, violations_of(paths, progress), strict=True):
        shape_rows = list(_shape_rows(card.key, found, language))
        content = read_whole(path)
        triples = from_turtle(content, source=card.key)
        rows += shape_rows
        rows += _file_rows(register, card, language)
        rows += _quote_rows(card.key, register.text(card.key), triples, language)
        if not shape_rows:  # what the shapes refuse can't be judged
            filed.append(read_document(triples))
            rows += _notice_rows(card.key, filed[-1].protocol.notices, language)
            rows += _doubt_rows(card.key, filed[-1].protocol, language)
    events = register.event_paths()
    for path, found in zip(events, violations_of(events, progress), strict=True):
        rows += _shape_rows(path.stem, found, language)
    for path in register.unreferenced():
        name = path.relative_to(register.folder).as_posix()
        rows.append(
            Row(
                "warning",
                None,
                None,
                "unreferenced-file",
                say("checks.unreferenced-file", language, file=name),
            )
        )
    for one in find_troubles(filed, register.events()):
        message = say(f"checks.{one.code}", language, **dict(one.details))
        rows.append(Row(one.severity, one.document, one.point, one.code, message))
    return sorted(
        rows, key=lambda row: (row.severity, row.document or "", row.point or "", row.code, row.message)
    )


@contextmanager
def checking_shapes(
    register: Register, keys: Iterable[str], language: Language = "en", progress: Progress | None = None
) -> Iterator[Callable[[], list[Row]]]:
    """Give what waits for what the shapes find in the triples of these documents alone.

    Few documents are looked at while the block runs.
    """
    named = list(dict.fromkeys(keys))
    with violations_beside([register.triples_path(key) for key in named], progress) as violations:
        yield lambda: [
            row
            for key, found in zip(named, violations(), strict=True)
            for row in _shape_rows(key, found, language)
        ]


def _shape_rows(key: str, violations: Iterable[Violation], language: Language) -> Iterator[Row]:
    for violation in violations:
        yield Row("error", key, None, "shape", f"{violation.focus}: {violation.sentence(language)}")


def _file_rows(register: Register, card: Card, language: Language) -> Iterator[Row]:
    content = read_whole(register.original_path(card.key))
    if hashlib.sha256(content).hexdigest() != card.sha256:
        yield Row(
            "error", card.key, None, "file-changed", say("checks.file-changed", language, file=card.file)
        )


def _quote_rows(key: str, text: str, triples: Iterable[Triple], language: Language) -> Iterator[Row]:
    """Yield the quotations that the stored text does not bear out."""
    places: dict[str, dict[str, str]] = {}
    for triple in triples:
        if triple.predicate in (terms.START, terms.END, terms.EXACT) and isinstance(triple.object, Text):
            places.setdefault(str(triple.subject), {})[triple.predicate.value] = triple.object.value
    for place in places.values():
        start, end = int(place[terms.START.value]), int(place[terms.END.value])
        if text[start:end] != place[terms.EXACT.value]:
            message = say("checks.quote-differs", language, start=start, end=end)
            yield Row("error", key, None, "quote-differs", message)


def _notice_rows(key: str, notices: Iterable[Notice], language: Language) -> Iterator[Row]:
    for notice in notices:
        details = dict(notice.details)
        message = say(f"notices.{notice.code}", language, **details)
        yield Row("warning", key, details.get("path"), notice.code, message)


def _doubt_rows(key: str, protocol: Protocol, language: Language) -> Iterator[Row]:
    """Yield what was not read, and what was read by a rule that is not sure of itself."""
    for span in protocol.unread:
        message = say("checks.unread", language, start=span.start, end=span.end, words=_short(span.text))
        yield Row("warning", key, None, "unread", message)
    for point, fact in _facts(protocol):
        if fact.confidence < _SURE:
            words = _short(fact.span.text)
            message = say("checks.unsure", language, words=words, rule=fact.rule, confidence=fact.confidence)
            yield Row("warning", key, point, "unsure", message)


def _facts(protocol: Protocol) -> Iterator[tuple[str | None, Fact[Any]]]:
    """Go through all facts of a protocol, each with the path of its point."""
    parts: tuple[Head | Protocol | Decision, ...] = (protocol.head, protocol, *protocol.points)
    for part in parts:
        point = part.path if isinstance(part, Decision) else None
        for field in fields(part):
            value = getattr(part, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Fact):
                    yield point, one


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
