"""The page on the ontology, made from its own files: what each term means, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import (
    MOSCOW,
    OPEN,
    Card,
    Cohort,
    Deadline,
    Decision,
    Fact,
    Filed,
    Head,
    Party,
    PointId,
    Protocol,
    Reason,
    Source,
    Span,
    StatusPeriod,
)
from graph.rdf import from_turtle, to_turtle, write_document, write_periods
from graph.rdf.iri import ROOT
from graph.rdf.terms import LABEL, PREFIXES, TYPE, term
from graph.resources import ontology_folder

OG: Final = PREFIXES["og"]
COMMENT: Final = term("rdfs:comment")
WIDER: Final = (term("rdfs:subClassOf"), term("rdfs:subPropertyOf"))
DOMAIN: Final = term("rdfs:domain")
RANGE: Final = term("rdfs:range")
SCHEME: Final = term("skos:inScheme")
NOTATION: Final = term("skos:notation")
MATCHES: Final = (term("skos:closeMatch"), term("skos:relatedMatch"))
NOTE: Final = term("skos:note")
PROPERTIES: Final = (term("owl:ObjectProperty"), term("owl:DatatypeProperty"))

INTRODUCTION: Final = f"""\
Made from `ontology/*.ttl` and `ontology/vocabularies/*.ttl` by `docs/make.py`.

Published terms are used wherever their meaning fits (ELI and besluit for documents and points, ODRL for
duties and parties, ORG and FOAF for bodies and people, PROV for events, the Web Annotation vocabulary for
evidence, OWL-Time and schema.org for terms, SKOS for closed lists). The terms below are our own: those
for which none fits. Each is named and explained in Russian and English.

Terms lie under <{OG}>, things under <{ROOT}>.
The IRIs of things are readable and made from content, so that the same document has the same IRIs on any
machine. There are no blank nodes. What one compares is an `xsd:dateTime` with an offset; intervals include
their beginning and exclude their end."""

PROPERTIES_NOTE: Final = "`…` stands where a property serves several kinds of things."

ALIGNMENTS_NOTE: Final = "What is truly narrower than a published term says so above; these are only near."

EXAMPLE_NOTE: Final = "An invented protocol with one order, and some of the triples that it gives:"


@dataclass(slots=True)
class Terms:
    """What some Turtle files say, by subject and predicate, in the order of writing."""

    said: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = field(default_factory=dict)

    def add(self, triples: Iterable[Triple]) -> None:
        """Take in the triples of one file; none has a blank node."""
        for subject, predicate, value in triples:
            self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def of_type(self, *kinds: NamedNode) -> list[NamedNode]:
        """Return the terms of these classes."""
        return [node for node, said in self.said.items() if set(kinds) & set(said.get(TYPE, ()))]

    def words(self, node: NamedNode, predicate: NamedNode, language: str) -> str:
        """Return what a property says in one language; nothing where it is silent."""
        found = self.said[node].get(predicate, [])
        return " ".join(
            value.value for value in found if isinstance(value, Literal) and value.language == language
        )

    def names(self, node: NamedNode, *predicates: NamedNode) -> str:
        """Return the things that properties lead to, as prefixed names."""
        found = [value for predicate in predicates for value in self.said[node].get(predicate, [])]
        return ", ".join(f"`{prefixed(value)}`" for value in found if isinstance(value, NamedNode))


def prefixed(node: NamedNode) -> str:
    """Return an IRI as a prefixed name (`og:Decision`), or in full where no prefix fits."""
    spaces = {**PREFIXES, "dpv": "https://w3id.org/dpv#"}
    for prefix, space in spaces.items():
        if node.value.startswith(space):
            return f"{prefix}:{node.value.removeprefix(space)}"
    return node.value


def read_terms(pattern: str) -> Terms:
    """Return what the ontology's files of one name pattern say."""
    terms = Terms()
    for path in sorted(ontology_folder().glob(pattern)):
        terms.add(from_turtle(path.read_bytes(), source=path.name))
    return terms


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    head = list(heads)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def meaning(terms: Terms, node: NamedNode, language: str) -> str:
    """Return a term's name and explanation in one language."""
    return f"**{terms.words(node, LABEL, language)}**. {terms.words(node, COMMENT, language)}"


def classes_table(terms: Terms) -> str:
    """Return the classes: name, both languages, what they are narrower than."""
    rows = (
        (
            f"`{prefixed(node)}`",
            meaning(terms, node, "ru"),
            meaning(terms, node, "en"),
            terms.names(node, *WIDER),
        )
        for node in terms.of_type(term("owl:Class"))
    )
    return table(("class", "по-русски", "in English", "narrower than"), rows)


def properties_table(terms: Terms) -> str:
    """Return the properties: name, both languages, from what to what."""
    rows = (
        (
            f"`{prefixed(node)}`" + (f" ⊑ {wider}" if (wider := terms.names(node, *WIDER)) else ""),
            meaning(terms, node, "ru"),
            meaning(terms, node, "en"),
            f"{terms.names(node, DOMAIN) or '…'} → {terms.names(node, RANGE) or '…'}",
        )
        for node in terms.of_type(*PROPERTIES)
    )
    return table(("property", "по-русски", "in English", "from → to"), rows)


def vocabularies_part(terms: Terms) -> str:
    """Return every closed list: its codes, concepts and what they mean."""
    parts = []
    for scheme in terms.of_type(term("skos:ConceptScheme")):
        concepts = [node for node, said in terms.said.items() if scheme in said.get(SCHEME, ())]
        rows = (
            (
                f"`{terms.said[node][NOTATION][0].value}`",
                f"`{prefixed(node)}`",
                meaning(terms, node, "ru"),
                meaning(terms, node, "en"),
            )
            for node in concepts
        )
        title = f"{terms.words(scheme, LABEL, 'en').capitalize()} / {terms.words(scheme, LABEL, 'ru')}"
        lead = f"{terms.words(scheme, COMMENT, 'ru')} {terms.words(scheme, COMMENT, 'en')}"
        cells = table(("code", "concept", "по-русски", "in English"), rows)
        parts.append(f"### {title}\n\n`{prefixed(scheme)}`. {lead}\n\n{cells}")
    return "\n\n".join(parts)


def alignments_table(terms: Terms) -> str:
    """Return what is near to a published term without being the same."""
    rows = (
        (
            f"`{prefixed(node)}`",
            " ".join(prefixed(match) for match in MATCHES if match in terms.said[node]),
            terms.names(node, *MATCHES),
            terms.words(node, NOTE, "ru"),
            terms.words(node, NOTE, "en"),
        )
        for node in terms.said
    )
    return table(("ours", "how near", "published", "по-русски", "in English"), rows)


# --- the example ---------------------------------------------------------------------------------

_KEY: Final = "2031-05-12_Zh-3-1pr"
_TEXT: Final = (
    "ПРОТОКОЛ № Ж-3/1пр от 12 мая 2031 г.\n"
    "1. Садам, созданным в 2030 году по проекту «Зелёный город», представить план посадок до 20 мая 2031 г.\n"
)
_SOURCE: Final = Source("протокол.txt", "text/plain", _TEXT, "00")
_COHORT: Final = Cohort("Зелёный город", 2030)
_POINT: Final = f"{ROOT}document/{_KEY}/1"
_BLOCKS: Final = (
    (f"{ROOT}document/{_KEY}", "The document. It is held: the register took its text in."),
    (_POINT, "A decision point, its words and whom it addresses."),
    (
        f"{_POINT}#evidence-cohort-1",
        "The proof that it is about this cohort: the statement, its rule, its words.",
    ),
    (f"{_POINT}#obligation", "The obligation that the point imposes."),
    (f"{_POINT}#deadline", "The term as worded, and its exclusive end."),
    (f"{ROOT}cohort/zelyonyy-gorod/2030", "The cohort: everyone whom the words describe."),
    (f"{_POINT}#period-1", "Until the term it is in force …"),
    (f"{_POINT}#period-2", "… and afterwards overdue, and it still binds."),
    (f"{_POINT}#period-2-because-2", "Why: the rule, the point and the moment that it compared."),
)


def _span(words: str) -> Span:
    at = _TEXT.index(words)
    return _SOURCE.span(at, at + len(words))


def _moment(day: int) -> datetime:
    return datetime(2031, 5, day, tzinfo=MOSCOW)


def _point() -> Decision:
    term_ = Deadline("до 20 мая 2031 г.", "day", end=_moment(21))
    whom = _span("Садам, созданным в 2030 году по проекту «Зелёный город»")
    return Decision(
        "1",
        None,
        _span(_TEXT.splitlines()[1].removeprefix("1. ")),
        Fact("order", _span("представить"), "verb"),
        addressees=(Fact(Party("сады", "class", head="сады"), whom, "dative"),),
        cohorts=(Fact(_COHORT, whom, "year-of-creation"),),
        deadline=Fact(term_, _span(term_.text), "until-day"),
    )


def _document() -> Filed:
    head = Head(
        Fact("protocol", _span("ПРОТОКОЛ"), "first-word"),
        number=Fact("Ж-3/1пр", _span("Ж-3/1пр"), "number-sign"),
        date=Fact(date(2031, 5, 12), _span("12 мая 2031 г."), "date-in-words"),
    )
    card = Card(
        key=_KEY,
        file=f"protocols/{_KEY}.txt",
        sent_as=_SOURCE.name,
        media_type=_SOURCE.media_type,
        sha256=_SOURCE.sha256,
        text_sha256=_SOURCE.sha256,
        recorded=_moment(14),
        reader="1",
    )
    return Filed(card, Protocol(head, points=(_point(),)))


def _periods() -> tuple[StatusPeriod, ...]:
    point = PointId(_KEY, "1")
    given, passed = Reason("given", point), Reason("deadline-passed", point, moment=_moment(21))
    known = (_moment(14), OPEN)
    return (
        StatusPeriod(
            _KEY, "1", _COHORT, None, "in-force", "yes", _moment(12), _moment(21), *known, because=(given,)
        ),
        StatusPeriod(
            _KEY, "1", _COHORT, None, "overdue", "yes", _moment(21), OPEN, *known, because=(given, passed)
        ),
    )


def example() -> str:
    """Return some of the triples of an invented document as Turtle, each thing with a comment."""
    triples = (*write_document(_document()), *write_periods(_periods()))
    header = to_turtle(()).decode().rstrip()
    blocks = [header]
    for subject, comment in _BLOCKS:
        said = [triple for triple in triples if triple.subject == NamedNode(subject)]
        blocks.append(f"# {comment}\n" + to_turtle(said).decode().removeprefix(header).strip())
    return "\n\n".join(blocks)


def ontology_page() -> str:
    """Return docs/ontology.md; the same ontology gives the same page."""
    terms, alignments = read_terms("obligraph.ttl"), read_terms("alignments.ttl")
    spaces = table(
        ("prefix", "namespace"), ((f"`{prefix}:`", f"<{iri}>") for prefix, iri in PREFIXES.items())
    )
    parts = (
        "# Ontology",
        INTRODUCTION,
        f"## Namespaces\n\n{spaces}",
        f"## Classes\n\n{classes_table(terms)}",
        f"## Properties\n\n{PROPERTIES_NOTE}\n\n{properties_table(terms)}",
        f"## Vocabularies\n\n{vocabularies_part(read_terms('vocabularies/*.ttl'))}",
        f"## Near published terms\n\n{ALIGNMENTS_NOTE}\n\n{alignments_table(alignments)}",
        f"## Example\n\n{EXAMPLE_NOTE}\n\n```text\n{_TEXT}```\n\n```turtle\n{example()}\n```",
    )
    return "\n\n".join(parts) + "\n"
