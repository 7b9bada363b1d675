"""The object that `parse --format json` prints."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.messages import LANGUAGES, Language, theme
from graph.render.parsed import to_record

from .read_texts import HEAD, read, source_of

_TEXT = (
    f"{HEAD}РЕШИЛИ:\n\n1. Осину О.О. при необходимости вымыть оси и направить акт на osi@kacheli.example.\n"
    "Срок – до 14 марта 2026 г.\n2. Отменить пункт 3 протокола от 1 февраля 2026 г. № 5-к.\n"
)


def _record(text: str) -> dict[str, Any]:
    return dict(json.loads(json.dumps(to_record(source_of(text), read(text)), ensure_ascii=False)))


def test_the_names_of_the_fields_are_those_agreed() -> None:
    """Fields may be added, none renamed."""
    record = _record(_TEXT)
    assert {"text", "document", "people", "points", "references", "unread", "warnings"} <= set(record)
    assert {"kind", "number", "date", "place", "issuer", "chair"} <= set(record["document"])


def test_a_point_is_written_out_whole() -> None:
    """Its text is what its span points at."""
    first, second = _record(_TEXT)["points"]
    start, end = first["span"]
    assert _TEXT[start:end] == first["text"]
    assert ("1", "order", ["Осин О.О."], True) == (
        first["path"],
        first["kind"],
        first["addressees"],
        first["conditional"],
    )
    assert ["osi@kacheli.example"] == first["emails"]
    assert ("до 14 марта 2026 г.", "day", None, "2026-03-15T00:00:00+03:00") == tuple(
        first["deadline"][key] for key in ("text", "kind", "start", "end")
    )
    assert ("repeal", None) == (second["kind"], second["deadline"])
    assert [("5-к", "2026-02-01", "3", "repeals")] == [
        (one["number"], one["date"], one["point"], one["relation"]) for one in second["references"]
    ]


def test_warnings_carry_their_english_sentence() -> None:
    """The JSON output is the same in every language."""
    warnings = _record(_TEXT)["warnings"]
    assert [("deadline-short", "2026-03-14")] == [
        (one["code"], "2026-03-14" if "2026-03-14" in one["message"] else one["message"]) for one in warnings
    ]


def test_an_empty_text_is_an_object_with_a_warning() -> None:
    """Nothing is refused."""
    record = _record("")
    assert [] == record["points"]
    assert "no-operative-part" in {one["code"] for one in record["warnings"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_has_its_sentence(language: Language) -> None:
    """The same codes in both languages."""
    assert set(theme("notices", "en")) == set(theme("notices", language))
