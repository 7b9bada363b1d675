"""The triples that pictures of a whole register are made of: nine tenths of it is proof of single facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph

from ..rdf import terms
from ..rdf.codes import DOCUMENT_CLASSES, RELATIONS
from ..store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Triple

    from ..rdf.held import HoldsQuads

_PLAIN: Final = (
    terms.NUMBER,
    terms.DATE,
    terms.PART_OF,
    terms.PATH,
    terms.POSITION,
    terms.TITLE,
    terms.IDENTIFIER,
    terms.LABEL,
    terms.DOCUMENT_KIND,
    terms.EFFECTIVE_AT,
    terms.RECORDED_AT,
    terms.FILE,
    terms.RENDITION_OF,
    terms.REPLACES,
    terms.CITED_AS,
    terms.KIND,
    terms.ITEM,
    terms.WORDS,
    terms.DUE,
    terms.NOMINAL_TEXT,
    terms.DUE_FROM,
    terms.DUE_UNTIL,
    terms.FOR_COHORT,
    terms.ADDRESSEE,
    terms.ASSIGNEE,
    terms.IMPOSED_BY,
    terms.AFFIRMED_BY,
    terms.OF_DOCUMENT,
    terms.CREATION_YEAR,
    terms.PROGRAMME,
    terms.STATUS_OF,
    terms.STATE,
    terms.BINDS,
    terms.FROM,
    terms.UNTIL,
    terms.KNOWN_FROM,
    terms.KNOWN_UNTIL,
    terms.ADDRESSEE_NAME,
    terms.BECAUSE,
    terms.BY_POINT,
    terms.BY_EVENT,
    terms.MOMENT,
    terms.CONCERNS,
    terms.ASSOCIATED_WITH,
    terms.USED,
    terms.NOTE,
    terms.MEMBER,
    terms.ORGANISATION,
    terms.POST_NAME,
    terms.SUB_ORGANISATION_OF,
    terms.UNIT_OF,
    *RELATIONS.nodes.values(),
)
"""Properties of which every triple is taken."""

_CLASSES: Final = (
    terms.DOCUMENT,
    terms.DECISION,
    terms.OBLIGATION,
    terms.ORDER_BUNDLE,
    terms.COHORT,
    terms.PARTY_COLLECTION,
    terms.BODY,
    terms.UNIT,
    terms.PERSON,
    terms.PARTICIPATION,
    *DOCUMENT_CLASSES.nodes.values(),
)
"""Classes of which every member is taken."""

_SELECTED: Final = (
    "?reason og:rule ?rule WHERE { ?reason a og:Reason ; og:rule ?rule }",
    "?one rdf:predicate ?role WHERE { ?one a og:Participation ; rdf:predicate ?role }",
    "?paper og:text ?said WHERE { ?event a og:Event ; prov:used ?paper . ?paper og:text ?said }",
    (
        "?passage oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end ; oa:exact ?words WHERE"
        " { ?thing og:words ?passage . ?passage oa:hasSelector ?at ."
        " ?at oa:start ?start ; oa:end ?end ; oa:exact ?words }"
    ),
    (
        "?proof rdf:subject ?point ; rdf:predicate ?said ; oa:hasTarget ?passage ."
        " ?passage oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end WHERE"
        " { VALUES ?said { og:addressee og:jointWith og:forCohort } ?proof rdf:predicate ?said ;"
        " rdf:subject ?point ; oa:hasTarget ?passage . ?point a og:Decision . ?passage oa:hasSelector ?at ."
        " ?at oa:start ?start ; oa:end ?end }"
    ),
)
"""What is taken of properties that single facts have too; the braces of CONSTRUCT are added."""


def whole(store: HoldsQuads) -> Iterator[Triple | Quad]:
    """Yield what any picture shows; a server tells everything, as to ask it in parts would take longer."""
    if not isinstance(store, Store):
        yield from store.quads()
        return
    everywhere = DefaultGraph()
    for predicate in _PLAIN:
        for quad in store.triples.quads_for_pattern(None, predicate, None, everywhere):
            yield quad.triple
    for kind in _CLASSES:
        for quad in store.triples.quads_for_pattern(None, terms.TYPE, kind, everywhere):
            yield quad.triple
    prefixes = "".join(f"PREFIX {name}: <{address}>\n" for name, address in terms.PREFIXES.items())
    for selected in _SELECTED:
        shape, _, pattern = selected.partition(" WHERE ")
        yield from store.construct(f"{prefixes}CONSTRUCT {{ {shape} }} WHERE {pattern}")
