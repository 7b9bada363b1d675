"""One thing of the register as its page shows it: its name, what is said of it and of its parts, and by what.

An IRI with a fragment has no page of its own: it stands on the page of the thing before the `#`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from ..messages import Language
from ..network import short_name
from ..rdf import terms
from ..rdf.iri import ROOT, ontology_graph
from ..store import Store

VOCABULARY = f"{terms.BASE}ns"
_WHOLE = DefaultGraph()
_COMMENT = terms.term("rdfs:comment")
_NAMES = (terms.LABEL, terms.CITED_AS, terms.TITLE, terms.NUMBER, terms.NAME, terms.URL, terms.EMAIL)
_QUOTES = frozenset({terms.EXACT.value, terms.TEXT.value, terms.NOMINAL_TEXT.value})
_MOST_REFERRING = 200
_MOST_PARTS = 300
_LONGEST = 160
_PLAIN = "/~!$&'()*+,;=:@-._"
"""Signs that stand as they are in the path of an address."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words, its language, where a link leads (None: nowhere), whether it is a quotation."""

    words: str
    language: str | None = None
    link: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One property, named, with its values; `more` tells how many are not shown."""

    name: str
    iri: str
    link: str | None
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and its properties in both directions; `anchor` is the fragment of a part."""

    iri: str
    label: str
    anchor: str | None
    says: tuple[Said, ...]
    said: tuple[Said, ...] = ()


def find_thing(store: Store, path: str, query: str) -> NamedNode | None:
    """Return the thing that the path of an address means, None where the register has none such.

    The path comes as it was sent. Our own links escape every sign that is special in an address; an IRI
    whose beginning was merely replaced by this server's is understood too.
    """
    tried = (unquote(path), path, f"{path}?{query}" if query else path)
    for words in dict.fromkeys(tried):
        node = _node(ROOT + words)
        if node is not None and _is_known(store, node):
            return node
    return None


def _node(words: str) -> NamedNode | None:
    try:
        return NamedNode(words)
    except ValueError:
        return None


def _is_known(store: Store, node: NamedNode) -> bool:
    quads = store.triples.quads_for_pattern
    return any(True for _ in quads(node, None, None, _WHOLE)) or any(
        True for _ in quads(None, None, node, _WHOLE)
    )


def address_of(iri: str) -> str | None:
    """Return where an IRI's page is: here, elsewhere on the web, None for what no link may lead to."""
    if iri.startswith(ROOT):
        path, sign, fragment = iri.removeprefix(ROOT).partition("#")
        return f"/resource/{quote(path, safe=_PLAIN)}" + (f"#{quote(fragment, safe=_PLAIN)}" if sign else "")
    if iri.startswith(f"{VOCABULARY}#"):
        return f"/ns#{iri.partition('#')[2]}"
    return iri if iri.startswith(("https://", "http://")) else None


def triples_about(store: Store, node: NamedNode) -> Iterator[Triple]:
    """Yield what is said of a thing and its parts, and what refers to it."""
    for one in (node, *parts_of(store, node)):
        for quad in store.triples.quads_for_pattern(one, None, None, _WHOLE):
            yield quad.triple
    for quad in islice(store.triples.quads_for_pattern(None, None, node, _WHOLE), _MOST_REFERRING):
        yield quad.triple


def parts_of(store: Store, node: NamedNode) -> list[NamedNode]:
    """Return the things whose IRI is this one's with a fragment, as far as links lead to them."""
    found: dict[NamedNode, None] = {}
    waiting = [node]
    while waiting and len(found) < _MOST_PARTS:
        for neighbour in _neighbours(store, waiting.pop()):
            if neighbour not in found and neighbour.value.startswith(f"{node.value}#"):
                found[neighbour] = None
                waiting.append(neighbour)
    return sorted(found, key=str)


def _neighbours(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    for quad in store.triples.quads_for_pattern(node, None, None, _WHOLE):
        if isinstance(quad.object, NamedNode):
            yield quad.object
    for quad in islice(store.triples.quads_for_pattern(None, None, node, _WHOLE), _MOST_PARTS):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def read_thing(store: Store, node: NamedNode, language: Language) -> Thing:
    """Return a thing as its page shows it."""
    quads = store.triples.quads_for_pattern
    own = quads(node, None, None, _WHOLE)
    referring = quads(None, None, node, _WHOLE)
    return Thing(
        iri=node.value,
        label=label_of(store, node, language),
        anchor=node.value.partition("#")[2] or None,
        says=_said(store, ((quad.predicate, quad.object) for quad in own), language),
        said=_said(store, _subjects(referring), language),
    )


def _subjects(quads: Iterable[Quad]) -> Iterator[tuple[NamedNode, object]]:
    return ((quad.predicate, quad.subject) for quad in quads)


def _said(store: Store, pairs: Iterable[tuple[NamedNode, object]], language: Language) -> tuple[Said, ...]:
    """Return the values by property; of a property with very many the first in order of their words."""
    grouped: dict[NamedNode, list[object]] = defaultdict(list)
    for predicate, value in pairs:
        grouped[predicate].append(value)
    return tuple(
        _property(store, predicate, values, language)
        for predicate, values in sorted(grouped.items(), key=lambda pair: pair[0].value)
    )


def _property(store: Store, predicate: NamedNode, values: list[object], language: Language) -> Said:
    kept = sorted(values, key=str)[:_MOST_REFERRING]
    shown = tuple(_value(store, predicate, value, language) for value in kept)
    name = label_of(store, predicate, language)
    return Said(name, predicate.value, address_of(predicate.value), shown, len(values) - len(kept))


def _value(store: Store, predicate: NamedNode, value: object, language: Language) -> Value:
    if isinstance(value, NamedNode):
        return Value(label_of(store, value, language), link=address_of(value.value))
    if isinstance(value, Literal):
        link = value.value if predicate == terms.URL and value.value.startswith("http") else None
        return Value(value.value, value.language, link, predicate.value in _QUOTES)
    return Value(str(value))


@dataclass(frozen=True, slots=True)
class Term:
    """One term of our vocabulary: its local name, what kind of term it is, its label and its meaning."""

    anchor: str
    kind: str
    label: str
    meaning: str


def vocabulary_of(store: Store, language: Language) -> list[Term]:
    """Return the terms of our own vocabulary, by name."""
    quads = sorted(store.triples.quads_for_pattern(None, terms.TYPE, None, ontology_graph()), key=str)
    kinds = {
        quad.subject: quad.object
        for quad in quads
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value.startswith(f"{VOCABULARY}#")
    }
    return [
        Term(
            node.value.partition("#")[2],
            _short(kind.value),
            label_of(store, node, language),
            _worded(store, node, (terms.DEFINITION, _COMMENT), language) or "",
        )
        for node, kind in sorted(kinds.items(), key=lambda pair: pair[0].value)
    ]


def label_of(store: Store, node: NamedNode, language: Language) -> str:
    """Return what a thing is called, in the language where there is a choice, else its short IRI."""
    return _worded(store, node, _NAMES, language) or _quoted(store, node) or _short(node.value)


def _worded(store: Store, node: NamedNode, predicates: Iterable[NamedNode], language: Language) -> str | None:
    """Return the words of the first property that has any, those in the language before others."""
    for predicate in predicates:
        found = [
            quad.object
            for quad in store.triples.quads_for_pattern(node, predicate, None, _WHOLE)
            if isinstance(quad.object, Literal)
        ]
        if found:
            best = min(found, key=lambda one: (one.language != language, one.value))
            return best.value
    return None


def _quoted(store: Store, node: NamedNode) -> str | None:
    """Return the beginning of the words that a passage selects, None for what selects none."""
    for selector in store.triples.quads_for_pattern(node, terms.SELECTOR, None, _WHOLE):
        if isinstance(selector.object, NamedNode):
            for quad in store.triples.quads_for_pattern(selector.object, terms.EXACT, None, _WHOLE):
                words = " ".join(getattr(quad.object, "value", "").split())
                return f"«{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}»"
    return None


def _short(iri: str) -> str:
    """Return an IRI in the fewest signs: a prefixed name, a part by its fragment, a thing by its path."""
    if not iri.startswith(ROOT):
        return short_name(iri)
    path, sign, fragment = iri.removeprefix(ROOT).partition("#")
    return f"#{fragment}" if sign else path
