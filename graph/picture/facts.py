"""Looking up what a networkx graph of triples says: nodes by predicate, literals as Python values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..rdf import terms
from ..rdf.literals import read_day, read_moment
from .values import Quote

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


Index = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Questions to a graph of `graph.network.to_networkx`; subjects and answers are IRIs as text.

    What is not said is None or empty, never an error: a picture shows what there is. Edges stand by
    their source and predicate (`forth`), and by their target and predicate (`back`), sorted; texts
    by subject and predicate, the first of several.
    """

    forth: Index
    back: Index
    texts: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, graph: Any) -> Facts:  # noqa: ANN401 - a networkx MultiDiGraph
        """Return the facts of a graph, put in order once: networkx itself would take ten times as long."""
        forth: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        back: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for source, target, predicate in sorted(graph.edges(keys=True)):
            forth[source][predicate].append(target)
            back[target][predicate].append(source)
        texts = {
            node: {value.predicate: value.text for value in reversed(values)}
            for node, values in graph.nodes(data="literals")
        }
        return cls(dict(forth), dict(back), texts, dict(graph.nodes(data="label")))

    def of_type(self, kind: NamedNode) -> list[str]:
        """Return all things of a class, sorted."""
        return self.subjects(terms.TYPE, kind.value)

    def is_a(self, subject: str, kind: NamedNode) -> bool:
        """Return whether a thing is of a class."""
        return kind.value in self.nodes(subject, terms.TYPE)

    def subjects(self, predicate: NamedNode, target: str) -> list[str]:
        """Return the things of which a property leads to the target, sorted."""
        return self.back.get(target, {}).get(predicate.value, [])

    def nodes(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the things that a property leads to, sorted."""
        return self.forth.get(subject, {}).get(predicate.value, [])

    def node(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the first thing that a property leads to."""
        return next(iter(self.nodes(subject, predicate)), None)

    def text(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the text of a literal."""
        return self.texts.get(subject, {}).get(predicate.value)

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
        return self.labels[subject]

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
