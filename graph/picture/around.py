"""What is read around one subject: which properties lead on from a thing, and to what.

A thing is reached in a role, and the role says what is read next: a document that a point names gives
its bundles, the one that the picture is of its points too. Each round of the walk asks the store for
what the things reached say and for what leads to them, so a server is sent some dozens of queries.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

from pyoxigraph import NamedNode

from ..rdf import terms
from ..rdf.codes import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Triple

Role = Literal[
    "cohort",
    "bound",
    "bound period",
    "order",
    "order's period",
    "order's reason",
    "changed point",
    "event",
    "own document",
    "document",
    "point",
    "item",
    "proof",
    "words",
    "life",
    "period",
    "reason",
    "name",
]
Place = tuple[Role, NamedNode]


class Step(NamedTuple):
    """One way on: the property, the role of what it leads to, and whether it is gone against its arrow."""

    predicate: NamedNode
    role: Role
    back: bool = False


def _to(role: Role, *predicates: NamedNode) -> tuple[Step, ...]:
    return tuple(Step(predicate, role) for predicate in predicates)


def _of(role: Role, *predicates: NamedNode) -> tuple[Step, ...]:
    return tuple(Step(predicate, role, back=True) for predicate in predicates)


_ACTS: Final = tuple(node for code, node in RELATIONS.nodes.items() if code != "cites")
_LIFE: Final = _to("name", terms.ASSIGNEE, terms.DUE)
_POINT: Final = (
    *_to("document", terms.PART_OF, *RELATIONS.nodes.values()),
    *_to("words", terms.WORDS),
    *_to("item", terms.ITEM),
    *_to("name", terms.DUE, terms.FOR_COHORT, terms.ADDRESSEE),
    *_of("proof", terms.SUBJECT),
    *_of("life", terms.IMPOSED_BY, terms.AFFIRMED_BY),
)
_DOCUMENT: Final = (*_of("life", terms.OF_DOCUMENT), *_of("name", terms.REPLACES))

STEPS: Final[Mapping[Role, tuple[Step, ...]]] = {
    "cohort": (
        *_of("point", terms.FOR_COHORT, terms.ADDRESSEE),
        *_of("bound period", terms.FOR_COHORT),
        *_of("bound", terms.ASSIGNEE),
    ),
    "bound period": _to("bound", terms.STATUS_OF),
    "bound": (*_to("point", terms.IMPOSED_BY, terms.AFFIRMED_BY), *_to("document", terms.OF_DOCUMENT)),
    "order": (
        *_LIFE,
        *_of("order's period", terms.STATUS_OF),
        *_to("point", terms.IMPOSED_BY, terms.AFFIRMED_BY),
        *_to("changed point", terms.IMPOSED_BY),
        *_to("document", terms.OF_DOCUMENT),
        *_of("event", terms.CONCERNS),
    ),
    "order's period": (*_to("name", terms.FOR_COHORT), *_to("order's reason", terms.BECAUSE)),
    "order's reason": (*_to("point", terms.BY_POINT), *_to("event", terms.BY_EVENT)),
    "changed point": _of("point", *_ACTS),
    "event": _to("name", terms.ASSOCIATED_WITH, terms.USED),
    "own document": (*_DOCUMENT, *_of("point", terms.PART_OF, *RELATIONS.nodes.values())),
    "document": _DOCUMENT,
    "point": _POINT,
    "item": _to("words", terms.WORDS),
    "proof": _to("words", terms.TARGET),
    "words": _to("name", terms.SELECTOR),
    "life": (*_LIFE, *_of("period", terms.STATUS_OF)),
    "period": (*_to("name", terms.FOR_COHORT), *_to("reason", terms.BECAUSE)),
    "reason": _to("name", terms.BY_POINT, terms.BY_EVENT),
    "name": (),
}
"""Where each role leads: a step for each look-up that a view makes, though another may lead there too.

`bound` is an order or bundle that binds a cohort; `name` leads nowhere.
"""

_AT_ONCE: Final = 200
"""Nodes in one query: servers take a few thousand words, and give no more than some thousand triples."""


class Constructs(Protocol):
    """What answers a CONSTRUCT: a store, or a server that holds the register."""

    def construct(self, query: str) -> Iterable[Triple]:
        """Return the triples."""


class _Notes:
    """The triples read so far, and where they lead, either way; nothing is asked for twice."""

    def __init__(self, store: Constructs) -> None:
        self._store = store
        self._asked: set[str] = set()
        self._ends: defaultdict[tuple[NamedNode, NamedNode, bool], set[NamedNode]] = defaultdict(set)
        self.triples: list[Triple] = []

    def read(self, places: Iterable[Place]) -> None:
        """Read what things say, and what leads to them by the steps of their roles."""
        known = tuple(places)
        ends = {(step.predicate, node) for role, node in known for step in STEPS[role] if step.back}
        self._ask("?s", {f"({node})" for _, node in known})
        self._ask("?p ?o", {f"({predicate} {node})" for predicate, node in ends})

    def _ask(self, variables: str, values: set[str]) -> None:
        new = sorted(values - self._asked)
        self._asked |= values
        for start in range(0, len(new), _AT_ONCE):
            given = f"VALUES ({variables}) {{ {' '.join(new[start : start + _AT_ONCE])} }}"
            for triple in self._store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {given} ?s ?p ?o }}"):
                self._note(triple)

    def _note(self, triple: Triple) -> None:
        source, target = triple.subject, triple.object
        self.triples.append(triple)
        if isinstance(source, NamedNode) and isinstance(target, NamedNode):
            self._ends[source, triple.predicate, False].add(target)
            self._ends[target, triple.predicate, True].add(source)

    def ways_on(self, place: Place) -> Iterator[Place]:
        """Yield what a thing leads to, in the roles that its own gives."""
        role, node = place
        for step in STEPS[role]:
            ends = self._ends.get((node, step.predicate, step.back), ())
            yield from ((step.role, end) for end in ends)


def around(store: Constructs, subjects: Iterable[Place]) -> Iterable[Triple]:
    """Return the triples that a picture of the subjects may need; some stand there twice."""
    notes = _Notes(store)
    reached: set[Place] = set()
    ahead = set(subjects)
    while ahead:
        notes.read(ahead)
        reached |= ahead
        ahead = {on for place in ahead for on in notes.ways_on(place)} - reached
    return notes.triples
