"""What a data set holds, counted and described with the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from .iri import ROOT
from .terms import BASE, LABEL, PREFIXES, TYPE, XSD_INTEGER

VOID: Final = "http://rdfs.org/ns/void#"
GRAPH: Final = NamedNode(ROOT + "graph/void")
"""The graph that the description stands in; it is no part of what is counted."""

DATASET: Final = NamedNode(ROOT + "graph/void#dataset")
_TITLES: Final = (Literal("Реестр поручений", language="ru"), Literal("Register of orders", language="en"))


def describe(quads: Iterable[Quad]) -> tuple[Triple, ...]:
    """Return the description of the data set, sorted: each triple counts once, in however many graphs it is.

    It has the numbers of triples, of distinct subjects, objects, classes and properties, and for each class
    the number of its things and for each property that of its triples.
    """
    triples = {quad.triple for quad in quads if quad.graph_name != GRAPH}
    return tuple(sorted(_said(triples), key=str))


def _said(triples: Iterable[Triple]) -> Iterator[Triple]:
    known = list(triples)
    classes = Counter(each.object.value for each in known if _is_type(each))  # type: ignore[union-attr]
    properties = Counter(each.predicate.value for each in known)
    yield Triple(DATASET, TYPE, _void("Dataset"))
    yield from (Triple(DATASET, LABEL, title) for title in _TITLES)
    yield Triple(DATASET, _void("uriSpace"), Literal(ROOT))
    yield from _counts(DATASET, _totals(known, classes, properties))
    for space in sorted(PREFIXES.values()):
        if any(iri.startswith(space) for iri in (*classes, *properties)):
            yield Triple(DATASET, _void("vocabulary"), NamedNode(space))
    yield from _partitions("class", classes, "entities")
    yield from _partitions("property", properties, "triples")


def _is_type(triple: Triple) -> bool:
    return triple.predicate == TYPE and isinstance(triple.object, NamedNode)


def _totals(triples: list[Triple], classes: Counter[str], properties: Counter[str]) -> dict[str, int]:
    subjects = {str(triple.subject) for triple in triples}
    return {
        "triples": len(triples),
        "entities": sum(subject.startswith(f"<{BASE}") for subject in subjects),
        "classes": len(classes),
        "properties": len(properties),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({str(triple.object) for triple in triples}),
    }


def _partitions(kind: str, counts: Counter[str], counted: str) -> Iterator[Triple]:
    for iri, count in sorted(counts.items()):
        part = NamedNode(f"{GRAPH.value}#{kind}-{_name(iri)}")
        yield Triple(DATASET, _void(f"{kind}Partition"), part)
        yield Triple(part, _void(kind), NamedNode(iri))
        yield from _counts(part, {counted: count})


def _name(iri: str) -> str:
    """Return an IRI's prefixed name with a hyphen for the colon, as a part of another IRI."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}-{iri.removeprefix(space)}"
    return iri.replace("#", "-").replace(":", "-")


def _counts(subject: NamedNode, counts: Mapping[str, int]) -> Iterator[Triple]:
    for name, count in counts.items():
        yield Triple(subject, _void(name), Literal(str(count), datatype=XSD_INTEGER))


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
