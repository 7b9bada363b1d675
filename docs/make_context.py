"""Write `ontology/context.jsonld`: a short name for each term, and what kind of value it has.

    python docs/make_context.py

Names are those of the vocabularies without their prefix; where two vocabularies share one, ours has it, and
the other stands behind its prefix. Values that are not of the kind named here are written out in full.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.rdf.terms import PREFIXES  # noqa: E402  the checkout comes first
from graph.rdf.vocabulary import known_terms  # noqa: E402

ONTOLOGY = ROOT / "ontology"
RANGE = "http://www.w3.org/2000/01/rdf-schema#range"
THINGS = {
    "eli:is_part_of", "eli:passed_by", "eli:cites", "besluit:behandelt", "dcterms:replaces",
    "dcterms:license", "rdf:predicate", "rdf:subject", "rdfs:domain", "rdfs:isDefinedBy", "rdfs:range",
    "rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader", "skos:closeMatch", "skos:inScheme",
    "skos:relatedMatch", "skos:exactMatch", "skos:hasTopConcept", "skos:topConceptOf",
    "time:hasBeginning", "time:hasEnd", "oa:hasSelector", "oa:hasSource", "oa:hasTarget", "odrl:action",
    "odrl:assignee", "odrl:assigner", "odrl:partOf", "org:holds", "org:member", "org:memberDuring",
    "org:organization", "org:postIn", "org:subOrganizationOf", "org:unitOf", "prov:used",
    "prov:wasAssociatedWith", "prov:wasDerivedFrom", "prov:wasGeneratedBy",
}  # fmt: skip
"""Published properties whose values are things."""
VALUES = {
    "eli:date_document": "xsd:date", "time:inXSDDateTimeStamp": "xsd:dateTime", "oa:start": "xsd:integer",
    "oa:end": "xsd:integer", "prov:startedAtTime": "xsd:dateTime", "schema:position": "xsd:integer",
}  # fmt: skip
"""Published properties whose values are literals of a type."""


def main() -> None:
    """Write the file."""
    named = {short(iri): iri for iri in known_terms()}
    ranges = dict(own_ranges())
    context: dict[str, object] = {"@version": 1.1, **PREFIXES, "id": "@id", "type": "@type"}
    for name, prefixed in sorted(choose_names(named).items()):
        kind = "@id" if prefixed in THINGS else VALUES.get(prefixed) or ranges.get(prefixed)
        context[name] = {"@id": prefixed, "@type": kind} if kind else prefixed
    content = json.dumps({"@context": context}, ensure_ascii=False, indent=1)
    (ONTOLOGY / "context.jsonld").write_text(content + "\n", encoding="utf-8")


def short(iri: str) -> str:
    """Return the prefixed name of a term."""
    return next(
        f"{prefix}:{iri[len(space) :]}" for prefix, space in PREFIXES.items() if iri.startswith(space)
    )


def own_ranges() -> Iterator[tuple[str, str]]:
    """Yield our own properties with the type of their values; text has none."""
    quads: list[Quad] = list(parse(path=str(ONTOLOGY / "obligraph.ttl"), format=RdfFormat.TURTLE))
    for quad in quads:
        if quad.predicate.value == RANGE and isinstance(quad.object, NamedNode):
            kind = short(quad.object.value) if quad.object.value.startswith(PREFIXES["xsd"]) else "@id"
            if kind != "xsd:string" and isinstance(quad.subject, NamedNode):
                yield short(quad.subject.value), kind


def choose_names(named: dict[str, str]) -> dict[str, str]:
    """Return the prefixed name of each short one; names that no context can have are left out."""
    chosen: dict[str, str] = {}
    for prefixed in sorted(named, key=lambda name: (not name.startswith("og:"), name)):
        prefix, _, local = prefixed.partition(":")
        if not local.replace("-", "").replace("_", "").isalnum() or prefix == "xsd":
            continue
        taken = local in chosen or local in PREFIXES or local in {"id", "type"}
        chosen[f"{prefix}{local[0].upper()}{local[1:]}" if taken else local] = prefixed
    return chosen


if __name__ == "__main__":
    main()
