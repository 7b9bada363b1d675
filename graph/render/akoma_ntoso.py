"""A document as Akoma Ntoso 3.0, the OASIS format of legal documents: its head, its outline, its references.

What stands there is what was read: points under their agenda items, lead-ins above the points that inherit
them, cited documents marked where their words stand. The rest of the text is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from ..identity import name_slug, slug
from ..messages import say
from ..model import Decision, Fact, Filed, Head, Reference, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SOURCE = "obligraph"
_LANGUAGE = "rus"
_UNDATED = "undated"
_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Signs that no XML document may hold."""


def write_akoma_ntoso(filed: Filed) -> bytes:
    """Return a document that the register holds as Akoma Ntoso XML in UTF-8, the same bytes each time."""
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    document = _add(root, "doc", name=filed.protocol.head.kind.value)
    _write_meta(_add(document, "meta"), filed)
    _write_preface(document, filed)
    body = _add(document, "mainBody")
    _write_body(body, filed)
    if len(body) == 0:
        _add(body, "p", say("akn.empty", "ru"))
    _write_conclusions(document, filed.protocol.head)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Add an element with its text, whose white space runs together."""
    element = etree.SubElement(
        parent, _tag(name), {key.rstrip("_"): _clean(said) for key, said in attributes.items()}
    )
    if text is not None:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _NO_XML.sub("", re.sub(r"\s+", " ", text))


# --- what the document is -------------------------------------------------------------------------


def _write_meta(meta: Element, filed: Filed) -> None:
    head, key = filed.protocol.head, filed.card.key
    day = head.date.value if head.date else None
    work = _work(head.kind.value, day, key.partition("_")[2])
    identification = _add(meta, "identification", source=f"#{_SOURCE}")
    for level, uri in (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/{_LANGUAGE}@"),
        ("FRBRManifestation", f"{work}/{_LANGUAGE}@.xml"),
    ):
        part = _add(identification, level)
        _add(part, "FRBRthis", value=f"{uri}/!main" if level == "FRBRWork" else uri)
        _add(part, "FRBRuri", value=uri)
        named = "generation" if level == "FRBRManifestation" or day is None else "document"
        dated = filed.card.recorded.date() if named == "generation" else day
        _add(part, "FRBRdate", date=str(dated), name=named)
        _add(part, "FRBRauthor", href=f"#{_SOURCE}" if level == "FRBRManifestation" else "#issuer")
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value="ru")
        if level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=_LANGUAGE)
    _write_references(_add(meta, "references", source=f"#{_SOURCE}"), filed)


def _work(kind: str, day: date | None, name: str) -> str:
    """Return the IRI of a document as a work: `/akn/ru/doc/2023-11-08/D05-124-05pr`."""
    return f"/akn/ru/doc/{kind}/{day or _UNDATED}/{name or 'nn'}"


def _write_references(references: Element, filed: Filed) -> None:
    protocol = filed.protocol
    issuer = protocol.head.issuer.value if protocol.head.issuer else say("akn.no-issuer", "ru")
    _add(
        references,
        "TLCOrganization",
        eId=_SOURCE,
        href="/ontology/organization/obligraph",
        showAs="Obligraph",
    )
    _add(
        references,
        "TLCOrganization",
        eId="issuer",
        href=f"/ontology/organization/{slug(issuer)}",
        showAs=issuer,
    )
    people = dict.fromkeys(fact.value.name for fact in protocol.people)
    for place, name in enumerate(people, start=1):
        _add(
            references,
            "TLCPerson",
            eId=f"person-{place}",
            href=f"/ontology/person/{name_slug(name)}",
            showAs=name,
        )


def _write_preface(document: Element, filed: Filed) -> None:
    head = filed.protocol.head
    preface = _add(document, "preface")
    if head.issuer:
        _add(_add(preface, "p"), "docProponent", head.issuer.value, refersTo="#issuer")
    line = _add(preface, "p")
    _add(line, "docType", say(f"akn.{head.kind.value}", "ru"))
    if head.number:
        _add(line, "docNumber", head.number.value)
    if head.date:
        _add(line, "docDate", head.date.span.text, date=head.date.value.isoformat())
    if head.title:
        _add(_add(preface, "p"), "docTitle", head.title.value)


def _write_conclusions(document: Element, head: Head) -> None:
    if head.chair:
        _add(_add(_add(document, "conclusions"), "p"), "signature", head.chair.value)


# --- what it says ---------------------------------------------------------------------------------


def _write_body(body: Element, filed: Filed) -> None:
    """Write agenda items as sections with their points; points of no item stand by themselves."""
    protocol = filed.protocol
    names = _Names()
    titles = {item.path: item for item in protocol.items}
    paths = dict.fromkeys((*titles, *(point.item for point in protocol.points if point.item)))
    _write_points(body, [point for point in protocol.points if point.item not in paths], None, names)
    for path in paths:
        section = _add(body, "section", eId=names.new(f"sec_{slug(path)}"))
        _add(section, "num", path)
        if path in titles:
            _add(section, "heading", titles[path].title)
        points = [point for point in protocol.points if point.item == path]
        _write_points(section, points, path, names)
        if not points:
            _add(_add(section, "content"), "p", titles[path].title)


class _Names:
    """The names of elements, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, wished: str) -> str:
        """Return the name wished, with a number behind it where it is taken."""
        name, number = wished, 1
        while name in self._given:
            number += 1
            name = f"{wished}-{number}"
        self._given.add(name)
        return name


def _write_points(parent: Element, points: Sequence[Decision], item: str | None, names: _Names) -> None:
    """Write points in order; those that inherit one lead-in stand together below it."""
    for lead, group in groupby(points, key=lambda point: point.lead):
        together = list(group)
        if lead is None:
            for point in together:
                _write_point(parent, point, item, names)
        else:
            _write_led(parent, lead, together, item, names)


def _write_led(
    parent: Element, lead: Span, points: Sequence[Decision], item: str | None, names: _Names
) -> None:
    number = _number(points[0], item).rpartition(".")[0]
    above = _add(parent, "paragraph", eId=names.new(_name(parent, number or "lead")))
    if number:
        _add(above, "num", number)
    _add(_add(above, "intro"), "p", lead.text)
    for point in points:
        _write_point(above, point, item, names)


def _write_point(parent: Element, point: Decision, item: str | None, names: _Names) -> None:
    number = _number(point, item)
    paragraph = _add(parent, "paragraph", eId=names.new(_name(parent, number)), class_=point.kind.value)
    _add(paragraph, "num", number)
    _write_words(_add(_add(paragraph, "content"), "p"), point)


def _number(point: Decision, item: str | None) -> str:
    """Return a point's number below its item: `2.1` for `III/2.1`."""
    return point.path.removeprefix(f"{item}/") if item else point.path


def _name(parent: Element, number: str) -> str:
    above = parent.get("eId")
    return f"{above}__para_{slug(number)}" if above else f"para_{slug(number)}"


def _write_words(paragraph: Element, point: Decision) -> None:
    """Write a point's words, each cited document a `ref` around the words that name it."""
    span, place = point.span, point.span.start
    last: Element | None = None
    for cited, start, end in _citations(point):
        last = _write_between(paragraph, last, span.text[place - span.start : start - span.start])
        last = _add(paragraph, "ref", span.text[start - span.start : end - span.start], href=_cited(cited))
        place = end
    _write_between(paragraph, last, span.text[place - span.start :])


def _write_between(paragraph: Element, last: Element | None, words: str) -> Element | None:
    if last is None:
        paragraph.text = _clean(words)
    else:
        last.tail = _clean(words)
    return last


def _citations(point: Decision) -> Iterator[tuple[Reference, int, int]]:
    """Yield the references whose words lie within the point, in order, none inside another."""
    place = point.span.start
    for fact in _in_order(point):
        start, end = fact.span.start, fact.span.end
        if place <= start < end <= point.span.end:
            yield fact.value, start, end
            place = end


def _in_order(point: Decision) -> Iterable[Fact[Reference]]:
    return sorted(point.references, key=lambda fact: (fact.span.start, -fact.span.end))


def _cited(cited: Reference) -> str:
    return _work(cited.document_kind or "document", cited.date, slug(cited.number or ""))
