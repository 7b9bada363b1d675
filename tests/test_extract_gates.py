"""A cheap test before a rule changes nothing of what is read, and every rule's words are found by it."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import graph.extract
from graph.extract import label_words, read_protocol
from graph.extract.citations import kind_word_at
from graph.extract.folding import fold
from graph.extract.gates import has_any, places_of
from graph.extract.lexicon_references import KIND_STEMS, RELATION_LETTERS, RELATION_WORDS
from graph.extract.party_lexicon import HEARD, HEARD_BEGINNINGS

from .document_records import FOLDER, names
from .read_texts import source_of

LABELS = (
    *label_words.TERM_LABELS,
    *label_words.REPORT_LABELS,
    *label_words.EXECUTOR_LABELS,
    *label_words.CO_EXECUTOR_LABELS,
    *label_words.CONTROLLER_LABELS,
    *label_words.OTHER_LABELS,
)


def text_of(name: str) -> str:
    """Return the text of one of the documents."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def open_gates(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let every rule run everywhere; return in how many modules."""
    opened = 0
    for found in pkgutil.iter_modules(graph.extract.__path__):
        module = import_module(f"graph.extract.{found.name}")
        for gate in ("has_any", "holds_any"):
            if found.name != "gates" and hasattr(module, gate):
                monkeypatch.setattr(module, gate, lambda *_: True)
                opened += 1
    return opened


def test_the_documents_are_there() -> None:
    """Nothing below passes for want of data."""
    assert len(names()) > 14


def test_rules_without_their_gates_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate only spares work: with all of them open each document says what it said."""
    sources = [source_of(text_of(name)) for name in names()]
    gated = [read_protocol(source) for source in sources]
    assert open_gates(monkeypatch) > 10
    assert gated == [read_protocol(source) for source in sources]


def test_a_gate_looks_within_its_stretch() -> None:
    """A stem elsewhere in the document opens nothing."""
    folded = "срок не назван, исполнитель назван"
    assert [True, False, False] == [
        has_any(folded, 0, len(folded), ("исполнит",)),
        has_any(folded, 0, 10, ("исполнит",)),
        has_any(folded, 0, len(folded), ("соисполнит",)),
    ]


@pytest.mark.parametrize("label", LABELS)
def test_labels_are_looked_for_by_their_beginnings(label: str) -> None:
    """A label whose beginning is not listed would never be found inside a line."""
    assert label.startswith(label_words.LABEL_BEGINNINGS)


@pytest.mark.parametrize("name", names())
def test_places_are_no_fewer_than_a_search_finds(name: str) -> None:
    """Kind words, words of hearing and of relations stand only where they are looked for."""
    folded = fold(text_of(name))
    words = [place.start() for place in re.finditer(r"(?<![^\W\d_])[а-я]", folded)]
    kinds = {place for place in words if kind_word_at(folded, place, len(folded))}
    heard = {found.start() for found in HEARD.finditer(folded)}
    before = re.compile("|".join(pattern for _, pattern in RELATION_WORDS))
    letters = {folded[place] for place in words if before.match(folded, place)}
    assert set() == kinds - set(places_of(folded, KIND_STEMS))
    assert set() == heard - set(places_of(folded, HEARD_BEGINNINGS))
    assert set() == letters - set(RELATION_LETTERS)
