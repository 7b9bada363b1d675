"""Looking up what a networkx graph of triples says: nodes by predicate, literals as Python values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..rdf import terms
from ..rdf.literals import read_day, read_moment
from .values import Quote

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Facts:
    """Questions to a graph of `graph.network.to_networkx`; subjects and answers are IRIs as text.

    What is not said is None or empty, never an error: a picture shows what there is.
    """

    graph: Any

    def of_type(self, kind: NamedNode) -> list[str]:
        """Return all things of a class, sorted."""
        return self.subjects(terms.TYPE, kind.value)

    def is_a(self, subject: str, kind: NamedNode) -> bool:
        """Return whether a thing is of a class."""
        return bool(self.graph.has_edge(subject, kind.value, key=terms.TYPE.value))

    def subjects(self, predicate: NamedNode, target: str) -> list[str]:
        """Return the things of which a property leads to the target, sorted."""
        if target not in self.graph:
            return []
        return sorted(source for source, keys in self.graph.pred[target].items() if predicate.value in keys)

    def nodes(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the things that a property leads to, sorted."""
        if subject not in self.graph:
            return []
        return sorted(target for target, keys in self.graph.adj[subject].items() if predicate.value in keys)

    def node(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the first thing that a property leads to."""
        return next(iter(self.nodes(subject, predicate)), None)

    def text(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the text of a literal."""
        if subject not in self.graph:
            return None
        values = self.graph.nodes[subject]["literals"]
        return next((value.text for value in values if value.predicate == predicate.value), None)

    def number(self, subject: str, predicate: NamedNode) -> int | None:
        """Return a whole number."""
        found = self.text(subject, predicate)
        return None if found is None else int(found)

    def moment(self, subject: str, predicate: NamedNode) -> datetime | None:
        """Return a moment."""
        found = self.text(subject, predicate)
        return None if found is None else read_moment(found)

    def day(self, subject: str, predicate: NamedNode) -> date | None:
        """Return a day."""
        found = self.text(subject, predicate)
        return None if found is None else read_day(found)

    def label(self, subject: str) -> str:
        """Return what a thing is called."""
        return str(self.graph.nodes[subject]["label"])

    def selector(self, passage: str | None) -> str | None:
        """Return the node that holds the offsets and words of a passage."""
        return self.node(passage, terms.SELECTOR) if passage else None

    def quote(self, subject: str, source: str | None) -> Quote | None:
        """Return the words that a thing stands in, with their offsets in the text of `source`."""
        selector = self.selector(self.node(subject, terms.WORDS))
        words = self.text(selector, terms.EXACT) if selector else None
        if selector is None or words is None:
            return None
        return Quote(words, self.number(selector, terms.START), self.number(selector, terms.END), source)
