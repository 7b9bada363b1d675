"""An exported data set back: what each document, each event and the members were written of.

What follows from these, the status periods and the description, is left out: it is computed anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ..errors import RegisterError
from ..model import Cohort, Event, Member
from . import iri
from .read_event import read_event
from .terms import CREATION_YEAR, LABEL, MEMBER_OF, PROGRAMME, REGION

_FORMATS: Final = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
FORMS: Final = tuple(_FORMATS)
"""The forms that keep the graphs apart, by the ends of their files' names."""

_DOCUMENT: Final = f"{iri.ROOT}graph/document/"
_EARLIER: Final = f"{iri.ROOT}graph/earlier/"
_EVENT: Final = f"{iri.ROOT}graph/event/"
_ADVICE: Final = "export the register again, as trig, nq or jsonld"


@dataclass(frozen=True, slots=True)
class Dumped:
    """The content of a data set: the triples of each text of a document, the events, the members."""

    texts: tuple[tuple[Triple, ...], ...]
    events: tuple[Event, ...]
    members: tuple[Member, ...]


def earlier_graph(stem: str) -> NamedNode:
    """Return the name of the graph of a text that a newer text of the same document replaced."""
    return NamedNode(_EARLIER + stem)


def read_dump(content: bytes, form: str, source: str) -> Dumped:
    """Return what a data set in one of `FORMS` holds; raise `RegisterError` where it is no such data set."""
    if form not in _FORMATS:
        problem = f"no form with graphs: {form!r}"
        raise RegisterError(problem, source=source, advice=_ADVICE)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in _parsed(content, _FORMATS[form], source):
        graphs[str(getattr(quad.graph_name, "value", ""))].append(quad.triple)
    texts = tuple(tuple(triples) for triples in _named(graphs, (_DOCUMENT, _EARLIER)))
    if not texts and not any(graph.startswith(iri.ROOT) for graph in graphs):
        raise RegisterError("there is nothing of a register in it", source=source, advice=_ADVICE)
    events = tuple(read_event(triples) for triples in _named(graphs, (_EVENT,)))
    members = graphs.get(iri.register_graph().value, [])
    return Dumped(texts, events, tuple(_members(members)))


def _parsed(content: bytes, form: RdfFormat, source: str) -> Iterator[Quad]:
    try:
        yield from parse(content, format=form)
    except SyntaxError as error:
        raise RegisterError(
            f"can't be read: {error.msg}",
            source=source,
            line=error.lineno,
            column=error.offset,
            advice=_ADVICE,
        ) from None


def _named(graphs: Mapping[str, list[Triple]], begins: tuple[str, ...]) -> Iterator[list[Triple]]:
    return (graphs[name] for name in sorted(graphs) if name.startswith(begins))


def _members(triples: Iterable[Triple]) -> Iterator[Member]:
    """Yield the members of the register's graph; their cohorts are described beside them."""
    said: dict[tuple[str, str], str] = {}
    cohorts: dict[str, str] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            said[subject.value, triple.predicate.value] = value.value
            if triple.predicate == MEMBER_OF:
                cohorts[subject.value] = value.value
    for member, cohort in sorted(cohorts.items()):
        try:
            whose = Cohort(said[cohort, PROGRAMME.value], int(said[cohort, CREATION_YEAR.value]))
            name = said[member, LABEL.value]
        except KeyError as error:
            raise RegisterError(f"a member without its cohort: {member}", advice=_ADVICE) from error
        yield Member(whose, name, said.get((member, REGION.value)))
