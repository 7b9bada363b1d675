"""The ontology defines exactly the terms that the triples use, in both languages, on published ground."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from pyoxigraph import NamedNode
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    ODRL2,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    XSD,
    DefinedNamespace,
    Namespace,
)

from graph.messages import LANGUAGES, theme
from graph.model import Capacity, DeadlineKind, DocumentKind, PointKind, State
from graph.rdf import codes, from_turtle, terms
from graph.resources import ontology_folder

ROOT = Path(__file__).resolve().parent.parent
OG = Namespace(terms.PREFIXES["og"])
ONTOLOGY = URIRef(OG)
FILES = sorted([*ontology_folder().glob("*.ttl"), *ontology_folder().glob("vocabularies/*.ttl")])
SIZE = 1_700
"""So many triples at most, so that a new index is made quickly."""

CLOSED: tuple[type[DefinedNamespace], ...] = (
    DCTERMS,
    FOAF,
    ODRL2,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    XSD,
)
"""Published vocabularies whose terms rdflib lists."""

BY_HAND = {
    # https://op.europa.eu/en/web/eu-vocabularies/eli
    "http://data.europa.eu/eli/ontology#": (
        "LegalResource LegalResourceSubdivision amends based_on cites date_document id_local is_part_of "
        "number passed_by repeals type_document"
    ),
    # https://data.vlaanderen.be/ns/besluit
    "http://data.vlaanderen.be/ns/besluit#": (
        "Agendapunt Artikel Zitting behandelt heeftAanwezigeBijStart heeftSecretaris heeftVoorzitter"
    ),
    # https://www.w3.org/TR/annotation-vocab/
    "http://www.w3.org/ns/oa#": (
        "Annotation SpecificResource TextPositionSelector TextQuoteSelector end exact hasSelector hasSource "
        "hasTarget start"
    ),
    # https://w3c.github.io/dpv/2.3/dpv/modules/rules
    "https://w3id.org/dpv#": "Obligation ObligationFulfilled ObligationUnfulfilled ObligationViolated",
}
"""Published terms that rdflib does not list, and where each vocabulary describes its own."""

SCHEMES: dict[str, tuple[Any, codes.Codes[Any]]] = {
    "states": (State, codes.STATES),
    "point-kinds": (PointKind, codes.POINT_KINDS),
    "document-kinds": (DocumentKind, codes.DOCUMENT_KINDS),
    "deadline-kinds": (DeadlineKind, codes.DEADLINE_KINDS),
    "capacities": (Capacity, codes.CAPACITIES),
}
"""Each vocabulary, the closed set of the model, and how its codes are written."""


@cache
def ontology() -> Graph:
    """Return what all the files say together, as another library than ours reads them."""
    assert len(FILES) == 2 + len(SCHEMES)
    triples = Graph()
    for path in FILES:
        triples.parse(path, format="turtle")
    return triples


def used_nodes() -> Iterator[NamedNode]:
    """Yield every term that the writing code names."""
    for value in [*vars(terms).values(), *terms.DAYS, *vars(codes).values()]:
        if isinstance(value, NamedNode):
            yield value
        elif isinstance(value, codes.Codes):
            yield from value.nodes.values()


def ours() -> list[URIRef]:
    """Return the terms of our own that the writing code names, and the vocabularies."""
    used = {URIRef(node.value) for node in used_nodes() if node.value.startswith(OG)}
    return sorted(used | {OG[name] for name in SCHEMES})


def published() -> list[URIRef]:
    """Return the terms of others that the writing code names or the ontology leads to."""
    named = {URIRef(node.value) for node in used_nodes()}
    said = {value for _, predicate, value in ontology() for value in (predicate, value)}
    spaces = [*(space for prefix, space in terms.PREFIXES.items() if prefix != "og"), *BY_HAND]
    return sorted(
        node for node in named | said if isinstance(node, URIRef) and str(node).startswith(tuple(spaces))
    )


def is_published(node: URIRef) -> bool:
    """Return whether a vocabulary's own list has the term."""
    space, local = next(
        ((space, node.removeprefix(space)) for space in BY_HAND if node.startswith(space)), ("", "")
    )
    return local in BY_HAND[space].split() if space else any(node in closed for closed in CLOSED)


def words(node: URIRef, predicate: URIRef) -> dict[str | None, str]:
    """Return what a property says of a term, by language."""
    found = list(ontology().objects(node, predicate))
    by_language = {value.language: str(value) for value in found if isinstance(value, Literal)}
    assert len(found) == len(by_language)
    return by_language


def test_exactly_the_terms_in_use_are_defined() -> None:
    """No term is written without a definition, and none is defined that nobody writes."""
    defined = {node for node in ontology().subjects(RDFS.isDefinedBy) if isinstance(node, URIRef)}
    assert len(ours()) > 150
    assert ours() == sorted(defined)
    assert {*ours(), ONTOLOGY} == set(ontology().subjects())


@pytest.mark.parametrize("node", ours(), ids=lambda node: node.removeprefix(OG))
def test_a_term_is_explained_in_both_languages(node: URIRef) -> None:
    """Each has one name and one sentence in Russian and in English, and says where it belongs."""
    for predicate in (RDFS.label, RDFS.comment):
        said = words(node, predicate)
        assert set(LANGUAGES) == set(said)
        assert all(text.strip() for text in said.values())
    assert all(text.endswith((".", "…")) for text in words(node, RDFS.comment).values())
    assert [ONTOLOGY] == list(ontology().objects(node, RDFS.isDefinedBy))


def test_russian_is_russian_and_english_is_english() -> None:
    """A text marked Russian has Cyrillic letters, a text marked English has none."""
    texts = [value for value in ontology().objects() if isinstance(value, Literal) and value.language]
    assert texts
    names = {"SHA-256"}
    swapped = [
        text
        for text in texts
        if str(text) not in names
        and any("а" <= sign <= "я" for sign in text.lower()) != (text.language == "ru")
    ]
    assert [] == swapped


def test_the_header_names_the_ontology() -> None:
    """The namespace itself is the ontology, with title, licence and the project's version."""
    header = ontology()
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in header
    assert set(LANGUAGES) == set(words(ONTOLOGY, DCTERMS.title))
    assert [URIRef("https://www.apache.org/licenses/LICENSE-2.0")] == list(
        header.objects(ONTOLOGY, DCTERMS.license)
    )
    version: str = runpy.run_path(str(ROOT / "graph" / "__init__.py"))["__version__"]
    assert [Literal(version)] == list(header.objects(ONTOLOGY, OWL.versionInfo))


def test_every_published_term_exists() -> None:
    """A term of another vocabulary is one that this vocabulary really has."""
    assert len(published()) > 80
    assert [] == [node for node in published() if not is_published(node)]


@pytest.mark.parametrize(
    "name",
    [
        "http://www.w3.org/ns/odrl/2/Dutty",
        "https://schema.org/positoin",
        "http://www.w3.org/2006/time#Instnat",
    ],
)
def test_a_misspelt_term_is_noticed(name: str) -> None:
    """The lists are closed: they do not have just any name, those of schema.org and OWL-Time included."""
    assert not is_published(URIRef(name))


def test_there_are_no_blank_nodes() -> None:
    """Every subject and every value is named or a literal; other readers see the same triples."""
    read = {triple for path in FILES for triple in from_turtle(path.read_bytes(), source=path.name)}
    assert len(read) == len(ontology())
    assert {URIRef, Literal} == {type(node) for triple in ontology() for node in triple}
    assert len(read) < SIZE


@pytest.mark.parametrize("name", SCHEMES)
def test_a_vocabulary_has_the_codes_of_the_model(name: str) -> None:
    """Every code of the closed set is a concept with its notation; there is none besides."""
    closed, written = SCHEMES[name]
    concepts = {
        str(ontology().value(node, SKOS.notation)): str(node)
        for node in ontology().subjects(SKOS.inScheme, OG[name])
    }
    assert {code: written.nodes[code].value for code in get_args(closed)} == concepts


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_called_as_in_answers(language: Any) -> None:  # noqa: ANN401 - a Literal type
    """A state's name in the vocabulary is the one that people are shown."""
    names = {
        code: words(URIRef(node.value), SKOS.prefLabel)[language] for code, node in codes.STATES.nodes.items()
    }
    assert theme("states", language) == names


def test_a_concept_is_described_alike_for_both_kinds_of_readers() -> None:
    """What SKOS calls label and definition, and what RDFS calls label and comment, are the same words."""
    concepts = [node for node in ontology().subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef)]
    assert concepts
    for node in concepts:
        assert words(node, RDFS.label) == words(node, SKOS.prefLabel)
        assert words(node, RDFS.comment) == words(node, SKOS.definition)


NARROWER = {
    "Document": {"eli:LegalResource", "prov:Entity"},
    "Protocol": {"og:Document"},
    "Decision": {"besluit:Artikel", "eli:LegalResourceSubdivision", "prov:Entity"},
    "Obligation": {"odrl:Duty"},
    "Cohort": {"odrl:PartyCollection", "skos:Concept"},
    "Deadline": {"time:TemporalEntity"},
    "Event": {"prov:Activity"},
    "StatusPeriod": {"prov:Entity"},
    "Reason": {"prov:Derivation"},
    "because": {"prov:qualifiedDerivation"},
    "point": {"prov:entity"},
    "event": {"prov:hadActivity"},
    "Report": {"og:Event"},
    "continues": {"eli:cites"},
    "fulfils": {"eli:cites"},
}


@pytest.mark.parametrize(("name", "wider"), NARROWER.items())
def test_our_terms_are_narrower_than_published_ones(name: str, wider: set[str]) -> None:
    """Where a published term is truly wider, ours says so."""
    found = {
        *ontology().objects(OG[name], RDFS.subClassOf),
        *ontology().objects(OG[name], RDFS.subPropertyOf),
    }
    assert {URIRef(terms.term(published_).value) for published_ in wider} == found


def test_every_kind_of_event_and_document_is_narrower_than_its_class() -> None:
    """A query for og:Event or og:Document finds all their kinds by one path."""
    for kinds, whole in ((codes.EVENT_CLASSES, OG.Event), (codes.DOCUMENT_CLASSES, OG.Document)):
        found = {str(node) for node in ontology().subjects(RDFS.subClassOf, whole)}
        assert {node.value for node in kinds.nodes.values()} <= found


def test_overdue_is_only_related_to_a_violated_duty() -> None:
    """An overdue order still binds; no stronger match may say otherwise, and a note says why."""
    matches = {
        predicate: value
        for predicate, value in ontology().predicate_objects(OG.overdue)
        if isinstance(predicate, URIRef) and predicate.endswith("Match")
    }
    assert {SKOS.relatedMatch: URIRef("https://w3id.org/dpv#ObligationViolated")} == matches
    assert set(LANGUAGES) == set(words(OG.overdue, SKOS.note))


def test_the_page_is_fresh() -> None:
    """docs/ontology.md is what the ontology's files make it."""
    made: str = runpy.run_path(str(ROOT / "docs" / "make_ontology.py"))["ontology_page"]()
    assert made == (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
