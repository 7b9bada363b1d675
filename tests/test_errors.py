"""Errors: their parts, their blanks, and their Russian words."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from graph.errors import InvalidValueError, ObligraphError
from graph.messages import theme, translation

PACKAGE = Path(__file__).resolve().parents[1] / "graph"
RUSSIAN = theme("errors", "ru")
_PLACE = {"source", "line", "column", "advice"}


def test_a_sentence_has_place_problem_and_advice() -> None:
    """Blanks are filled in both; without names a brace is a brace."""
    error = InvalidValueError(
        "not {words!r}", source="a.txt", line=3, column=1, advice="try {other}", words="x", other="y"
    )
    assert "a.txt:3:1: not 'x'; try y" == str(error)
    assert ("not 'x'", "try y") == (error.problem, error.advice)
    assert "{ ?s }; write {}" == str(InvalidValueError("{ ?s }", advice="write {}"))
    assert "no advice" == str(ObligraphError("no advice"))


def test_a_sentence_is_told_in_another_language() -> None:
    """What has no other words stays as it is; what people typed is no blank."""
    words = {"not {words!r}": "не «{words}»"}
    error = InvalidValueError("not {words!r}", advice="try again", source="a", words="{other}")
    assert "a: не «{other}»; try again" == error.told(lambda one: words.get(one, one))
    assert str(error) == error.told(translation("en"))


def test_an_error_survives_the_way_between_processes() -> None:
    """A worker's error says the same where it is raised again, in both languages."""
    error = InvalidValueError("not a date: {words!r}", advice="write {it}", words="x", it="{y}")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert str(error) == str(again)
    assert "это не дата: «x»; write {y}" == again.told(translation("ru"))


def _nodes() -> list[ast.AST]:
    return [
        node
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_what_is_translated_is_said() -> None:
    """Each English sentence stands so in the code, and the Russian one has no blanks of its own."""
    said = {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert 50 < len(RUSSIAN)
    assert set() == RUSSIAN.keys() - said
    for english, russian in RUSSIAN.items():
        assert _blanks(russian) == _blanks(english), english
        assert re.search("[а-яё]", russian), english


def test_what_has_blanks_is_translated() -> None:
    """An error with named parts has Russian words for its problem and for its advice."""
    raised = [node for node in _nodes() if isinstance(node, ast.Call) and _has_blanks(node)]
    assert 20 < len(raised)
    advice = [one.value for node in raised for one in node.keywords if one.arg == "advice"]
    worded = [*(node.args[0] for node in raised), *advice]
    sentences = {one.value for one in worded if isinstance(one, ast.Constant)}
    assert 20 < len(sentences)
    assert set() == sentences - RUSSIAN.keys()


def _has_blanks(call: ast.Call) -> bool:
    named = {one.arg for one in call.keywords}
    return isinstance(call.func, ast.Name) and call.func.id.endswith("Error") and bool(named - _PLACE)


def _blanks(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("sentence", RUSSIAN)
def test_russian_words_are_filled_as_english_ones(sentence: str) -> None:
    """Each translation can be told."""
    named: dict[str, Any] = {str(name): "Ы" for name in _blanks(sentence)}
    error = InvalidValueError(sentence, **named)
    told = error.told(translation("ru"))
    assert "{" not in told
    assert told != str(error)
