"""A newer text of a document counts from when it was taken in; before that, the older."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers import Whom, what_binds
from graph.build import ready, take_in
from graph.moments import parse_moment
from graph.register import create

from .winds import TEXT

CORRECTED = TEXT.replace("20 марта 2031", "27 марта 2031")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a register in which a corrected text superseded the first one two days later."""
    register = create(tmp_path / "register")
    for name, text, recorded in (("a.txt", TEXT, "2031-03-11"), ("b.txt", CORRECTED, "2031-03-13")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (key,) = register.keys() or (None,)
        rows = take_in(
            register, [tmp_path / name], recorded=parse_moment(f"{recorded}T10:00").value, supersede=key
        )
        assert "failed" not in {row.outcome for row in rows}, rows
    return register.folder


@pytest.mark.parametrize(
    ("expected", "known_at"), [("2031-03-21", "2031-03-12"), ("2031-03-28", "2031-03-14")]
)
def test_each_moment_of_knowledge_has_its_text(expected: str, known_at: str, folder: Path) -> None:
    """What was known before the correction stays as it was."""
    from graph.register import open_register

    store = ready(open_register(folder))
    answer = what_binds(store, Whom(cohort=2030), parse_moment("2031-03-15"), parse_moment(known_at))
    assert [f"{expected}T00:00:00+03:00"] == [line["due_until"] for line in answer["orders"]]
