"""Whole invented documents beside their agreed records, and what differs between a record and a reading.

A record (`NAME.gold.json`) has the form of `parse --format json` without spans: `document`, `points`
and `references`. What a record leaves out of a point is empty; what it leaves out of the document's
head is not agreed. `quote` are words of the point, found in its text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

FOLDER = Path(__file__).resolve().parent / "documents"
_LISTS = ("addressees", "responsible", "joint_with", "cohorts", "emails", "urls")
_FLAGS = ("every_cohort", "conditional")
_TERMS = ("deadline", "report_deadline")
_TERM_KEYS = ("text", "kind", "start", "end")
_REFERENCE_KEYS = ("number", "date", "point", "relation")


def names() -> list[str]:
    """Return the names of the documents, without their endings."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def agreed(name: str) -> Record:
    """Return the agreed record of one document."""
    record: Record = json.loads((FOLDER / f"{name}.gold.json").read_text(encoding="utf-8"))
    return record


def differences(expected: Record, actual: Record) -> list[str]:
    """Return one line for each field whose value is not the agreed one: where, expected, actual."""
    return [
        f"{where}: {wanted!r} expected, {found!r} read"
        for where, wanted, found in _compared(expected, actual)
        if wanted != found
    ]


def _compared(expected: Record, actual: Record) -> Iterator[tuple[str, object, object]]:
    """Yield each field with its agreed and its read value."""
    for key, value in expected["document"].items():
        yield f"document {key}", value, actual["document"][key]
    yield "references", _references(expected), sorted(set(_references(actual)), key=repr)
    wanted = {point["path"]: point for point in expected["points"]}
    found = {point["path"]: point for point in actual["points"]}
    yield "paths", list(wanted), list(found)
    for path in wanted.keys() & found.keys():
        yield from _compared_points(path, wanted[path], found[path])


def _compared_points(path: str, wanted: Record, found: Record) -> Iterator[tuple[str, object, object]]:
    yield f"{path} kind", wanted["kind"], found["kind"]
    yield f"{path} quote", True, wanted["quote"] in found["text"]
    for key in _LISTS:
        yield f"{path} {key}", wanted.get(key, []), found[key]
    for key in _FLAGS:
        yield f"{path} {key}", wanted.get(key, False), found[key]
    for key in _TERMS:
        yield f"{path} {key}", _term(wanted.get(key)), _term(found[key])
    yield f"{path} references", _references(wanted), _references(found)


def _term(term: Record | None) -> Record | None:
    return term and {key: term.get(key) for key in _TERM_KEYS}


def _references(record: Record) -> list[tuple[object, ...]]:
    """Return the references that a record holds, each once, as rows in a fixed order."""
    rows = {tuple(one.get(key) for key in _REFERENCE_KEYS) for one in record.get("references", [])}
    return sorted(rows, key=repr)
