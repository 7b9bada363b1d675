"""Which nodes and edges a picture shows: orders and continuations, what they continue, whom they bind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from ..moments import now
from ..rdf import iri, terms
from ..rdf.codes import DOCUMENT_CLASSES, DOCUMENT_KINDS, POINT_KINDS, RELATIONS
from .facts import Facts
from .statuses import Clock, grounds, of_cohort, periods_of, statuses, term_in_force
from .summary import summary_of
from .values import PictureEdge, PictureNode, PictureView, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ..model import DocumentKind, PointKind
    from .values import EdgeKind, NodeKind

_NODE_KINDS: Final[dict[PointKind, NodeKind]] = {"order": "order", "continuation": "continuation"}
_ACTS: Final = tuple(RELATIONS.node(code) for code in RELATIONS.nodes if code != "cites")
"""The relations by which a point changes what another document ordered."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is shown: documents with points of their own, the points, documents cited, addressees."""

    documents: Sequence[str]
    points: Sequence[str]
    cited: Sequence[str]
    addressees: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The graph, the moments, and the cohort's year that the picture is limited to."""

    facts: Facts
    clock: Clock
    year: int | None

    def holds_text(self, document: str) -> bool:
        """Return whether a document's text is held as of the known moment."""
        recorded = self.facts.moment(document, terms.RECORDED_AT)
        return recorded is not None and recorded <= self.clock.known

    def is_in_effect(self, document: str) -> bool:
        """Return whether a document is held and had taken effect by the moment asked about."""
        effective = self.facts.moment(document, terms.EFFECTIVE_AT)
        return self.holds_text(document) and effective is not None and effective <= self.clock.at


def picture_of(
    graph: Any,  # noqa: ANN401 - a networkx MultiDiGraph
    *,
    cohort: int | None = None,
    document: str | None = None,
    at: datetime | None = None,
    known_at: datetime | None = None,
) -> PictureView:
    """Return what a picture of a graph of `to_networkx` shows; both moments default to now.

    `cohort` is a year: only what is addressed to its cohorts. `document` is a document's key: only its
    own points or, where its text is not held, the points that cite it.
    """
    present = now().value
    asked = _Asked(Facts(graph), Clock(at or present, known_at or present), cohort)
    chosen = _choose(asked, document)
    nodes = (
        *(_document_node(asked, cited, own=False) for cited in chosen.cited),
        *(_document_node(asked, own, own=True) for own in chosen.documents),
        *(_point_node(asked, point) for point in chosen.points),
        *(_addressee_node(asked.facts, addressee) for addressee in chosen.addressees),
    )
    return PictureView(nodes, tuple(_edges(asked, chosen)), at)


# --- what is chosen ----------------------------------------------------------------------------


def _choose(asked: _Asked, key: str | None) -> _Chosen:
    only = iri.document(key).value if key is not None else None
    points = [
        point
        for own in _documents_in_effect(asked)
        for point in _points_of(asked.facts, own)
        if _is_shown(asked, point) and (only is None or _concerns(asked, point, own, only))
    ]
    documents = list(dict.fromkeys(_document_of(asked.facts, point) for point in points))
    if only is not None and asked.is_in_effect(only) and only not in documents:
        documents.append(only)
    cited = {target for point in points for target in _cited_by(asked.facts, point)}
    addressees = {target for point in points for target in _addressees(asked, point)}
    return _Chosen(
        documents,
        points,
        sorted(cited - set(documents), key=lambda node: _document_order(asked.facts, node)),
        sorted(addressees, key=lambda node: _addressee_order(asked.facts, node)),
    )


def _concerns(asked: _Asked, point: str, own: str, only: str) -> bool:
    return own == only or (not asked.is_in_effect(only) and only in _cited_by(asked.facts, point))


def _documents_in_effect(asked: _Asked) -> list[str]:
    """Return the documents that count, by date; renditions and superseded texts do not."""
    facts = asked.facts
    documents = [node for node in facts.of_type(terms.DOCUMENT) if asked.is_in_effect(node)]
    set_aside = {node for node in documents if facts.node(node, terms.RENDITION_OF)}
    set_aside |= {replaced for node in documents for replaced in facts.nodes(node, terms.REPLACES)}
    kept = (node for node in documents if node not in set_aside)
    return sorted(kept, key=lambda node: _document_order(facts, node))


def _document_order(facts: Facts, node: str) -> tuple[date, str]:
    return facts.day(node, terms.DATE) or date.max, node


def _points_of(facts: Facts, document: str) -> list[str]:
    """Return a document's points in their order."""
    points = [node for node in facts.subjects(terms.PART_OF, document) if facts.is_a(node, terms.DECISION)]
    return sorted(points, key=lambda node: facts.number(node, terms.POSITION) or 0)


def _document_of(facts: Facts, point: str) -> str:
    return facts.node(point, terms.PART_OF) or ""


def _is_shown(asked: _Asked, point: str) -> bool:
    """Return whether a point orders, continues or changes something, for the cohort asked about."""
    facts = asked.facts
    acts = any(facts.nodes(point, relation) for relation in _ACTS)
    if _kind_of(facts, point) not in _NODE_KINDS and not acts:
        return False
    if asked.year is None:
        return True
    return any(facts.number(node, terms.CREATION_YEAR) == asked.year for node in _addressees(asked, point))


def _kind_of(facts: Facts, point: str) -> PointKind | None:
    return POINT_KINDS.find(NamedNode(node) for node in facts.nodes(point, terms.KIND))


def _cited_by(facts: Facts, point: str) -> dict[str, EdgeKind]:
    """Return the documents that a point names, each with the kind of its arrow."""
    continues = RELATIONS.node("continues")
    found: dict[str, EdgeKind] = {}
    for relation in RELATIONS.nodes.values():
        for target in facts.nodes(point, relation):
            if facts.is_a(target, terms.DOCUMENT):
                found.setdefault(target, "continues" if relation == continues else "relates")
    return found


def _obligations(facts: Facts, point: str) -> list[str]:
    return facts.subjects(terms.IMPOSED_BY, point)


def _addressees(asked: _Asked, point: str) -> list[str]:
    """Return whom a point is addressed to: cohorts first of all, a class only where it has none."""
    facts = asked.facts
    lives = (*_obligations(facts, point), *facts.subjects(terms.AFFIRMED_BY, point))
    periods = (period for life in lives for period in facts.subjects(terms.STATUS_OF, life))
    named = (
        *facts.nodes(point, terms.FOR_COHORT),
        *facts.nodes(point, terms.ADDRESSEE),
        *chain.from_iterable(facts.nodes(life, terms.ASSIGNEE) for life in lives),
        *chain.from_iterable(facts.nodes(period, terms.FOR_COHORT) for period in periods),
    )
    found = list(dict.fromkeys(named))
    cohorts = [node for node in found if facts.is_a(node, terms.COHORT)]
    if asked.year is not None:
        return [node for node in cohorts if facts.number(node, terms.CREATION_YEAR) == asked.year]
    others = [node for node in found if node not in cohorts]
    return [*cohorts, *(node for node in others if not (cohorts and _is_class(facts, node)))]


def _is_class(facts: Facts, node: str) -> bool:
    return facts.is_a(node, terms.PARTY_COLLECTION)


def _addressee_order(facts: Facts, node: str) -> tuple[int, str]:
    return facts.number(node, terms.CREATION_YEAR) or 9999, facts.label(node)


# --- nodes -------------------------------------------------------------------------------------


def _document_node(asked: _Asked, node: str, *, own: bool) -> PictureNode:
    facts = asked.facts
    periods = of_cohort(
        facts, periods_of(facts, facts.subjects(terms.OF_DOCUMENT, node), asked.clock), asked.year
    )
    return PictureNode(
        node,
        "documents" if own else "prior",
        "document" if asked.holds_text(node) else "cited",
        number=facts.text(node, terms.NUMBER),
        name=facts.text(node, terms.TITLE),
        day=facts.day(node, terms.DATE),
        document_kind=_document_kind(facts, node),
        statuses=statuses(facts, periods),
        because=grounds(facts, periods),
    )


def _document_kind(facts: Facts, node: str) -> DocumentKind:
    said = DOCUMENT_KINDS.find(NamedNode(kind) for kind in facts.nodes(node, terms.DOCUMENT_KIND))
    return said or DOCUMENT_CLASSES.find(NamedNode(kind) for kind in facts.nodes(node, terms.TYPE)) or "other"


def _point_node(asked: _Asked, point: str) -> PictureNode:
    facts = asked.facts
    document = _document_of(facts, point)
    kind = _kind_of(facts, point)
    periods = of_cohort(facts, periods_of(facts, _obligations(facts, point), asked.clock), asked.year)
    quote = facts.quote(point, facts.text(document, terms.FILE))
    return PictureNode(
        point,
        "points",
        _NODE_KINDS.get(kind, "decision") if kind else "decision",
        number=facts.text(point, terms.PATH),
        day=facts.day(document, terms.DATE),
        document=facts.text(document, terms.NUMBER),
        quote=quote,
        summary=summary_of(facts, point, quote),
        term=term_in_force(facts, periods, facts.node(point, terms.DUE)),
        statuses=_plain_if_one(statuses(facts, periods)),
        because=grounds(facts, periods),
    )


def _plain_if_one(found: tuple[Status, ...]) -> tuple[Status, ...]:
    """Return a state that holds for every addressee without naming them: the arrows do."""
    return (Status(found[0].state),) if len(found) == 1 else found


def _addressee_node(facts: Facts, node: str) -> PictureNode:
    year = facts.number(node, terms.CREATION_YEAR)
    if year is None:
        return PictureNode(node, "addressees", "party", name=facts.label(node))
    name = facts.text(node, terms.PROGRAMME)
    return PictureNode(node, "addressees", "cohort", number=str(year), name=name)


# --- edges -------------------------------------------------------------------------------------


def _edges(asked: _Asked, chosen: _Chosen) -> Iterable[PictureEdge]:
    for point in chosen.points:
        yield PictureEdge(_document_of(asked.facts, point), point, "contains")
        for target, kind in _cited_by(asked.facts, point).items():
            yield PictureEdge(point, target, kind, dashed=not asked.holds_text(target))
        for target in _addressees(asked, point):
            yield PictureEdge(point, target, "addresses")
