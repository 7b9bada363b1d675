"""The agreed extraction of every sample protocol, spans included."""

from __future__ import annotations

import json

from graph.extract import read_protocol
from graph.ingest import read_file
from graph.render.parsed import to_record
from graph.resources import sample_folder

_EXPECTED = sorted((sample_folder() / "expected").glob("*.json"))


def test_there_is_something_to_compare() -> None:
    """An empty folder proves nothing."""
    assert ["2023-11-08_D05-124-05pr.json"] == [file.name for file in _EXPECTED]


def test_sample_protocols_are_read_as_agreed() -> None:
    """Each field of each file, as `parse --format json` prints it."""
    for file in _EXPECTED:
        source = read_file(sample_folder() / "protocols" / f"{file.stem}.txt")
        assert json.loads(file.read_text(encoding="utf-8")) == to_record(source, read_protocol(source))


def test_every_agreed_span_is_quoted_exactly() -> None:
    """The gold data is checked too: what a span points at is the text beside it."""
    for file in _EXPECTED:
        record = json.loads(file.read_text(encoding="utf-8"))
        quoted = [*record["points"], *(one for point in record["points"] for one in point["information"])]
        assert quoted
        for one in quoted:
            start, end = one["span"]
            assert record["text"][start:end] == one["text"]
