"""What every view asks of the graph: which documents count, their points, whom these concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ..rdf import terms
from ..rdf.codes import POINT_KINDS, RELATIONS
from .statuses import Life, lives_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ..model import PointKind
    from .facts import Facts
    from .values import EdgeKind

_SHOWN: Final = frozenset({"order", "continuation"})
_ACTS: Final = tuple(RELATIONS.node(code) for code in RELATIONS.nodes if code != "cites")
"""The relations by which a point changes what another document ordered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The graph, the two moments, and the cohort's year that the picture is limited to."""

    facts: Facts
    at: datetime
    known: datetime
    year: int | None = None

    # --- documents

    def holds_text(self, document: str) -> bool:
        """Return whether a document's text is held as of the known moment."""
        recorded = self.facts.moment(document, terms.RECORDED_AT)
        return recorded is not None and recorded <= self.known

    def effective(self, document: str) -> datetime | None:
        """Return when a document takes effect; None where its text is not held."""
        return self.facts.moment(document, terms.EFFECTIVE_AT) if self.holds_text(document) else None

    def documents(self) -> list[str]:
        """Return the documents that count, by date; renditions and superseded texts do not."""
        facts = self.facts
        held = [node for node in facts.of_type(terms.DOCUMENT) if self.effective(node) is not None]
        aside = {node for node in held if facts.node(node, terms.RENDITION_OF)}
        aside |= {replaced for node in held for replaced in facts.nodes(node, terms.REPLACES)}
        return sorted((node for node in held if node not in aside), key=self.document_order)

    def document_order(self, node: str) -> tuple[date, str]:
        """Return what documents are sorted by: the date, then the IRI."""
        return self.facts.day(node, terms.DATE) or date.max, node

    # --- points

    def points(self, document: str) -> list[str]:
        """Return a document's points in their order."""
        facts = self.facts
        points = [one for one in facts.subjects(terms.PART_OF, document) if facts.is_a(one, terms.DECISION)]
        return sorted(points, key=lambda node: facts.number(node, terms.POSITION) or 0)

    def document_of(self, point: str) -> str:
        """Return a point's document."""
        return self.facts.node(point, terms.PART_OF) or ""

    def kind_of(self, point: str) -> PointKind | None:
        """Return a point's kind."""
        return POINT_KINDS.find(NamedNode(node) for node in self.facts.nodes(point, terms.KIND))

    def is_shown(self, point: str) -> bool:
        """Return whether a point orders, continues or changes something, for the cohort asked about."""
        acts = any(self.facts.nodes(point, relation) for relation in _ACTS)
        if self.kind_of(point) not in _SHOWN and not acts:
            return False
        return self.year is None or any(self.year_of(node) == self.year for node in self.addressees(point))

    def cited_by(self, thing: str) -> dict[str, EdgeKind]:
        """Return the documents that a point or document names, each with the kind of its arrow."""
        found: dict[str, EdgeKind] = {}
        for kind, relation in RELATIONS.nodes.items():
            for target in self.facts.nodes(thing, relation):
                if self.facts.is_a(target, terms.DOCUMENT):
                    found.setdefault(target, kind)
        return found

    # --- whom they concern

    def obligations(self, point: str) -> list[str]:
        """Return the obligations that a point imposes."""
        return self.facts.subjects(terms.IMPOSED_BY, point)

    def lives(self, things: Iterable[str]) -> list[Life]:
        """Return the known periods of obligations or bundles, those of the cohort asked about."""
        lives = lives_of(self.facts, things, self.known)
        return [life for life in lives if self.year is None or life.year == self.year]

    def year_of(self, node: str) -> int | None:
        """Return a cohort's year of creation, None for anybody else."""
        return self.facts.number(node, terms.CREATION_YEAR)

    def addressees(self, point: str) -> list[str]:
        """Return whom a point is addressed to: cohorts first of all, a class only where it has none."""
        found = self._named(point)
        cohorts = [node for node in found if self.facts.is_a(node, terms.COHORT)]
        if self.year is not None:
            return [node for node in cohorts if self.year_of(node) == self.year]
        others = [node for node in found if node not in cohorts]
        return [*cohorts, *(node for node in others if not (cohorts and self._is_class(node)))]

    def _named(self, point: str) -> list[str]:
        facts = self.facts
        lives = (*self.obligations(point), *facts.subjects(terms.AFFIRMED_BY, point))
        periods = (period for life in lives for period in facts.subjects(terms.STATUS_OF, life))
        named = (
            *facts.nodes(point, terms.FOR_COHORT),
            *facts.nodes(point, terms.ADDRESSEE),
            *chain.from_iterable(facts.nodes(life, terms.ASSIGNEE) for life in lives),
            *chain.from_iterable(facts.nodes(period, terms.FOR_COHORT) for period in periods),
        )
        return list(dict.fromkeys(named))

    def _is_class(self, node: str) -> bool:
        return self.facts.is_a(node, terms.PARTY_COLLECTION)

    def addressee_order(self, node: str) -> tuple[int, str]:
        """Return what addressees are sorted by: the year, then the name."""
        return self.year_of(node) or 9999, self.facts.label(node)
