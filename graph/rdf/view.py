"""Triples looked up by their subject: what the reading modules see of a document or event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import RegisterError
from ..model import Fact, Span
from . import iri
from .terms import (
    CONFIDENCE,
    END,
    EXACT,
    LABEL,
    OBJECT,
    PREDICATE,
    RULE,
    SELECTOR,
    START,
    SUBJECT,
    TARGET,
    TYPE,
    WORDS,
    term,
)

Value = NamedNode | Literal


class View:
    """Triples by subject and predicate; what is missing is a `RegisterError` that names it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Sort the triples once; each later look takes constant time."""
        self._said: Final[dict[NamedNode, dict[NamedNode, list[Value]]]] = {}
        self._spans: Final[dict[NamedNode, Span]] = {}
        for subject, predicate, value in triples:
            self._said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self._evidence = self._sorted_evidence()

    def _sorted_evidence(self) -> dict[tuple[NamedNode, NamedNode], list[NamedNode]]:
        found: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = {}
        for node, said in self._said.items():
            if SUBJECT in said:
                found.setdefault((said[SUBJECT][0], said[PREDICATE][0]), []).append(node)  # type: ignore[arg-type]
        return found

    def of_type(self, kind: NamedNode) -> list[NamedNode]:
        """Return all things of a class, in the order of the numbers at the end of their IRIs."""
        return sorted(
            (node for node, said in self._said.items() if kind in said.get(TYPE, ())), key=iri.ordinal
        )

    def having(self, predicate: NamedNode) -> list[NamedNode]:
        """Return all things of which a property is said."""
        return [node for node, said in self._said.items() if predicate in said]

    def values(self, subject: NamedNode, predicate: NamedNode) -> list[Value]:
        """Return every value of a property."""
        return self._said.get(subject, {}).get(predicate, [])

    def node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the thing that a property leads to, or None."""
        return next(
            (value for value in self.values(subject, predicate) if isinstance(value, NamedNode)), None
        )

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Return the things that a property leads to, by the numbers at the end of their IRIs."""
        found = (value for value in self.values(subject, predicate) if isinstance(value, NamedNode))
        return sorted(found, key=iri.ordinal)

    def text(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """Return the text of a property's value, or None."""
        return next((value.value for value in self.values(subject, predicate)), None)

    def need(self, subject: NamedNode, predicate: NamedNode) -> str:
        """Return the text of a value that must be there."""
        value = self.text(subject, predicate)
        if value is None:
            raise _missing(subject, predicate)
        return value

    def need_node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode:
        """Return the thing that a property must lead to."""
        value = self.node(subject, predicate)
        if value is None:
            raise _missing(subject, predicate)
        return value

    def words(self, subject: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        """Return several strings, in their written order, else the alphabet's."""
        said = self._said.get(subject, {})
        ordered = list(_ordered(said))
        return tuple(ordered or sorted(value.value for value in said.get(predicate, ())))

    def name(self, node: NamedNode) -> str:
        """Return what a thing is called."""
        return self.need(node, LABEL)

    def span(self, subject: NamedNode, predicate: NamedNode = WORDS) -> Span | None:
        """Return the place in the text that a property leads to, or None."""
        passage = self.node(subject, predicate)
        return None if passage is None else self._span(passage)

    def need_span(self, subject: NamedNode, predicate: NamedNode = WORDS) -> Span:
        """Return the place in the text that a property must lead to."""
        return self._span(self.need_node(subject, predicate))

    def _span(self, passage: NamedNode) -> Span:
        span = self._spans.get(passage)
        if span is None:
            selector = self.need_node(passage, SELECTOR)
            start, end = int(self.need(selector, START)), int(self.need(selector, END))
            span = self._spans[passage] = Span(start, end, self.need(selector, EXACT))
        return span

    def proofs(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Return the annotations that prove statements of a property, in their order."""
        return sorted(self._evidence.get((subject, predicate), ()), key=iri.ordinal)

    def all_proofs(self, predicate: NamedNode) -> list[NamedNode]:
        """Return the annotations that prove statements of a property about anything."""
        return [
            node for (_, proved), nodes in self._evidence.items() if proved == predicate for node in nodes
        ]

    def fact(self, proof: NamedNode, value: Any) -> Fact[Any]:  # noqa: ANN401 - the caller's type
        """Return a value with the words, the rule and the confidence of its annotation."""
        confidence = self.text(proof, CONFIDENCE)
        span = self.need_span(proof, TARGET)
        return Fact(value, span, self.need(proof, RULE), float(confidence) if confidence else 1.0)

    def object(self, proof: NamedNode) -> NamedNode:
        """Return the thing that a proved statement leads to."""
        return self.need_node(proof, OBJECT)


def _ordered(said: dict[NamedNode, list[Value]]) -> Iterator[str]:
    place = 1
    while values := said.get(term(f"rdf:_{place}")):
        yield values[0].value
        place += 1


def _missing(subject: NamedNode, predicate: NamedNode) -> RegisterError:
    return RegisterError(
        f"{subject} has no {predicate}", advice="read the document again, or restore its triples"
    )
