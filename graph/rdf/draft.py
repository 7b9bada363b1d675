"""The triples of one document while they are being written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from ..model import Fact, Span
from . import iri
from .literals import double, integer, russian, text
from .terms import (
    ANNOTATION,
    CONFIDENCE,
    END,
    EXACT,
    IDENTIFIER,
    LABEL,
    OBJECT,
    OBJECT_NAMED,
    PASSAGE,
    POSITION_SELECTOR,
    PREDICATE,
    QUOTE_SELECTOR,
    RULE,
    SELECTOR,
    SOURCE,
    START,
    SUBJECT,
    TARGET,
    TYPE,
    term,
)

Value = NamedNode | Literal


class Draft:
    """What was written of one document so far; only ever grows.

    `document` is the document's node. A place in the text and the name of a thing are written once,
    however often they are used.
    """

    def __init__(self, key: str) -> None:
        """Begin the draft of the document with this key."""
        self.key: Final = key
        self.document: Final = iri.document(key)
        self._triples: Final[list[Triple]] = []
        self._names: Final[dict[NamedNode, str]] = {}
        self._points: Final[set[NamedNode]] = set()
        self._items: Final[dict[str, NamedNode]] = {}
        self._described: Final[set[NamedNode]] = set()
        self._passages: Final[dict[tuple[int, int], NamedNode]] = {}

    def triples(self) -> tuple[Triple, ...]:
        """Return what was written, each triple once, in the order of writing."""
        return tuple(dict.fromkeys(self._triples))

    def add(self, subject: NamedNode, predicate: NamedNode, value: Value) -> None:
        """Write one triple."""
        self._triples.append(Triple(subject, predicate, value))

    def add_text(self, subject: NamedNode, predicate: NamedNode, value: str | None) -> None:
        """Write a plain string, or nothing for None."""
        if value is not None:
            self._triples.append(Triple(subject, predicate, text(value)))

    def add_words(self, subject: NamedNode, predicate: NamedNode, values: Sequence[str]) -> None:
        """Write several strings; their order too, where it is not the alphabet's."""
        for value in values:
            self.add_text(subject, predicate, value)
        if list(values) != sorted(set(values)):
            for place, value in enumerate(values, start=1):
                self.add_text(subject, term(f"rdf:_{place}"), value)

    def name(self, node: NamedNode, name: str, *types: NamedNode) -> bool:
        """Say what a thing is and is called, once; False where it is already called otherwise."""
        known = self._names.get(node)
        if known is None:
            known = self._names[node] = name
            for kind in types:
                self.add(node, TYPE, kind)
            self.add(node, LABEL, russian(name))
        return known == name

    def mint_point(self, path: str) -> NamedNode:
        """Return a fresh node for a point or item; a path that comes again gets `--2` behind it."""
        node = first = iri.point(self.key, path)
        count = 1
        while node in self._points:
            count += 1
            node = NamedNode(f"{first.value}--{count}")
        self._points.add(node)
        return node

    def item(self, path: str) -> NamedNode:
        """Return the node of the agenda item with this path, the first of several."""
        node = self._items.get(path)
        if node is None:
            node = self._items[path] = self.mint_point(path)
            self.add_text(node, IDENTIFIER, path)
        return node

    def mint_item(self, path: str) -> NamedNode:
        """Return the node to describe an agenda item at; a path that comes again gets another."""
        node = self.item(path)
        if node in self._described:
            node = self.mint_point(path)
            self.add_text(node, IDENTIFIER, path)
        self._described.add(node)
        return node

    def passage(self, span: Span) -> NamedNode:
        """Return the node of a place in the text, written with its offsets and words."""
        place = (span.start, span.end)
        node = self._passages.get(place)
        if node is None:
            node = self._passages[place] = iri.part(self.document, f"passage-{span.start}-{span.end}")
            self._write_passage(node, span)
        return node

    def _write_passage(self, node: NamedNode, span: Span) -> None:
        selector = NamedNode(node.value.replace("#passage-", "#selector-"))
        self.add(node, TYPE, PASSAGE)
        self.add(node, SOURCE, self.document)
        self.add(node, SELECTOR, selector)
        self.add(selector, TYPE, POSITION_SELECTOR)
        self.add(selector, TYPE, QUOTE_SELECTOR)
        self.add(selector, START, integer(span.start))
        self.add(selector, END, integer(span.end))
        self.add(selector, EXACT, text(span.text))

    def evidence(
        self,
        node: NamedNode,
        fact: Fact[Any],
        statement: tuple[NamedNode, NamedNode, Value | None],
        *,
        kinds: Iterable[NamedNode] = (ANNOTATION,),
    ) -> None:
        """Write the annotation that proves a statement by its words, rule and confidence."""
        subject, predicate, value = statement
        for kind in kinds:
            self.add(node, TYPE, kind)
        self.add(node, SUBJECT, subject)
        self.add(node, PREDICATE, predicate)
        if value is not None:
            self.add(node, OBJECT, value)
        self.add(node, TARGET, self.passage(fact.span))
        self.add(node, RULE, text(fact.rule))
        if fact.confidence != 1.0:
            self.add(node, CONFIDENCE, double(fact.confidence))

    def state(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        value: Value,
        fact: Fact[Any],
        node: NamedNode,
    ) -> None:
        """Write a statement and the annotation that proves it."""
        self.add(subject, predicate, value)
        self.evidence(node, fact, (subject, predicate, value))

    def state_named(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        named: tuple[NamedNode, str, bool],
        fact: Fact[Any],
        node: NamedNode,
    ) -> None:
        """Write a statement about a named thing; the name as read too, where the thing has another."""
        value, name, same = named
        self.state(subject, predicate, value, fact, node)
        if not same:
            self.add_text(node, OBJECT_NAMED, name)
