"""Whole documents in many manners, each read as was agreed before it was read."""

from __future__ import annotations

import pytest

from graph.extract import read_protocol
from graph.ingest import read_file
from graph.render.parsed import to_record

from .document_records import FOLDER, agreed, differences, names

KINDS = {"note", "order", "continuation", "recommendation", "approval", "control", "repeal", "extension"}


def test_the_documents_are_there_and_cover_the_kinds_of_points() -> None:
    """Nothing below passes for want of data."""
    found = [point["kind"] for name in names() for point in agreed(name)["points"]]
    assert len(names()) > 14
    assert set() == KINDS - set(found)


@pytest.mark.parametrize("name", names())
def test_quotations_of_the_record_stand_in_the_text(name: str) -> None:
    """The agreed records are themselves checked: their quotations and their terms."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    points = agreed(name)["points"]
    quoted = [point["quote"] for point in points] + [p["deadline"]["text"] for p in points if "deadline" in p]
    assert [] == [words for words in quoted if words not in text]


@pytest.mark.parametrize("name", names())
def test_a_document_is_read_as_agreed(name: str) -> None:
    """Field by field, nothing more and nothing less."""
    source = read_file(FOLDER / f"{name}.txt")
    assert [] == differences(agreed(name), to_record(source, read_protocol(source)))
