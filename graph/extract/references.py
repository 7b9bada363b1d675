"""References: documents that a text names, one value for each point named of each document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ..identity import normalise_number
from ..model import Fact, Notice, Reference, Relation, Source, Span
from .anaphora import PointingBack, may_cite, pointing_back
from .citations import Citation, find_citations, listed_citation
from .dates import impossible_date
from .document_lists import Item, Words
from .point_names import NamedPoints, points_before, points_leading
from .relations import Sentences, relation_of, split_sentences
from .wording import past_fillers, wording
from .written_dates import as_date

_FIGURES = re.compile("[0-9]+")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_SINGULAR = re.compile(
    r"(?:протокол|приказ|указ|закон)(?:а|у|ом|е)?|(?:постановлени|распоряжени|решени)(?:е|ю|ем)|письм(?:о|у|ом|е)"
)
_CHANGES: frozenset[Relation] = frozenset({"amends", "extends", "fulfils", "repeals"})
_CHANGED_WITHIN = re.compile(
    r"(?:изменени|дополнени)[а-я]{1,2},\s{1,3}(?:заменив|изложив|дополнив|исключив)\s{1,3}(?:в|из|его|ее)?\s{0,3}"
)
_SHORTEST_LIST = 3
_normalised = lru_cache(maxsize=4096)(normalise_number)


def find_references(
    source: Source, start: int, end: int, *, lead: tuple[int, int] | None = None
) -> list[Fact[Reference]]:
    """Return the documents named within [start, end), in order; each named point gives one.

    `lead` is the span of the lead-in above a list («Признать утратившими силу:») from which a
    relation is taken where the words themselves name none.
    """
    if lead is None and not may_cite(wording(source.text), source.text, start, end):
        return []
    listed = _listed(source.text, start, end, lead)
    behind = listed[-1].items[-1].full_end if listed else start
    citations = (*listed, *(one for one in _citations(source.text, start, end) if one.start >= behind))
    words = Words(wording(source.text), source.text, end)
    back = [one for one in pointing_back(words, start) if not any(one.overlaps(cited) for cited in citations)]
    if not citations and not back:
        return []
    sentences = split_sentences(words.folded, source.text, start, end)
    facts = [fact for citation in citations for fact in _facts_of(source, citation, sentences, lead)]
    facts += [fact for one in back for fact in _pointed(source, one, sentences, lead)]
    return sorted(facts, key=lambda fact: fact.span.start) if back else facts


def _pointed(
    source: Source, back: PointingBack, sentences: Sentences, lead: tuple[int, int] | None
) -> Iterator[Fact[Reference]]:
    """Yield what «пункт 4 того же распоряжения», «названного пункта» do to what they point back to."""
    before = points_before(sentences.folded, source.text, sentences.start, back.start)
    first = before.start if before else back.start
    relation = relation_of(sentences, first, back.end, lead)
    if relation == "cites":
        return
    span = source.span(first, past_fillers(sentences.folded, back.end))
    paths = (back.path,) if back.path else before.paths if before else (None,)
    day, number = _date_of(back.item), number_of(back.item)
    for path in paths:
        value = Reference(number, day, relation, path, back.kind)
        yield Fact(value, span, "reference-pointing-back", 0.8)


def _listed(text: str, start: int, end: int, lead: tuple[int, int] | None) -> tuple[Citation, ...]:
    listed = listed_citation(Words(wording(text), text, end), lead, start) if lead else None
    return (listed,) if listed else ()


@lru_cache(maxsize=8)
def _citations(text: str, start: int, end: int) -> tuple[Citation, ...]:
    """Return the citations of a stretch; kept for the lint, which asks for the same stretch again."""
    return tuple(find_citations(Words(wording(text), text, end), start))


def find_inherited(
    source: Source, start: int, end: int, above: Sequence[Fact[Reference]]
) -> list[Fact[Reference]]:
    """Return the points that [start, end) names of the one document that its lead-in changes.

    «Внести в постановление … № 118 изменения: в пункте 3 …»: `above` are the lead-in's references.
    """
    named = {(one.value.number, one.value.date): one.value for one in above}
    folded = wording(source.text)
    points = points_leading(folded, source.text, start, end) if len(named) == 1 else None
    changed = next(iter(named.values()), None)
    if not points or not changed or changed.point or changed.relation not in _CHANGES:
        return []
    sentences = split_sentences(folded, source.text, start, end)
    own = relation_of(sentences, points.start, points.end, (start, start))
    relation = changed.relation if own == "cites" else own
    span = source.span(points.start, past_fillers(folded, points.end))
    return [
        Fact(replace(changed, point=path, relation=relation), span, "reference-of-lead-in", 0.9)
        for path in points.paths
    ]


def _facts_of(
    source: Source, citation: Citation, sentences: Sentences, lead: tuple[int, int] | None
) -> Iterator[Fact[Reference]]:
    before = points_before(sentences.folded, source.text, sentences.start, citation.start)
    first = before.start if before else citation.start
    relation = relation_of(sentences, first, citation.items[-1].full_end, lead)
    issuer = " ".join(source.text[slice(*citation.issuer)].split()) if citation.issuer else None
    for index, item in enumerate(citation.items):
        day, number = _date_of(item), number_of(item)
        if day is None and number is None:
            continue
        span = _span(source, sentences.folded, item, item.start if index else first)
        named = item.points or before or _changed_points(source, sentences, item, relation)
        points = named.paths if named else (None,)
        for point in points:
            value = Reference(number, day, relation, point, citation.kind, issuer)
            yield Fact(value, span, "reference-in-prose", 1.0 if number and day else 0.8)


def _changed_points(
    source: Source, sentences: Sentences, item: Item, relation: Relation
) -> NamedPoints | None:
    """Return the points named behind a changed document: «… изменение, заменив в пункте 2 слова …»."""
    if relation not in _CHANGES:
        return None
    end = sentences.around(item.end)[1]
    behind = _CHANGED_WITHIN.search(sentences.folded, item.end, end)
    return points_leading(sentences.folded, source.text, behind.end(), end) if behind else None


def number_of(item: Item) -> str | None:
    """Return the item's number as identity wants it."""
    return _normalised(item.number) if item.number else None


def _date_of(item: Item) -> date | None:
    written = item.written
    if written is None or written.year is None or not written.year_in_range:
        return None
    return as_date(written.year, written.month, written.day)


def _span(source: Source, folded: str, item: Item, start: int) -> Span:
    end = item.full_end
    if source.text[end : end + 1] in ("»", ")") and source.text.count("(", start, end) > source.text.count(
        ")", start, end
    ):
        end += 1
    return source.span(start, past_fillers(folded, end))


# --- what looks wrong --------------------------------------------------------------------------


def lint_references(source: Source, start: int, end: int) -> list[Notice]:
    """Return what a reader should check: odd numbers in a list, a singular before many, wrong days."""
    folded = wording(source.text)
    notices: list[Notice] = []
    for citation in _citations(source.text, start, end):
        notices += _foreign_numbers(source, citation)
        notices += _plural_mismatch(source, folded, citation)
        notices += _lookalikes(source, citation)
        notices += _impossible_days(source, citation)
    return notices


def _foreign_numbers(source: Source, citation: Citation) -> Iterator[Notice]:
    """Flag a number whose form differs from that of most of its list («05-3045» among «Д05-84/05пр»)."""
    forms = [(item, _form(number_of(item) or "")) for item in citation.items if item.number]
    if len(forms) < _SHORTEST_LIST:
        return
    common, count = Counter([form for _, form in forms]).most_common(1)[0]
    if count * 3 < len(forms) * 2:
        return
    for item, form in forms:
        if form != common:
            yield Notice(
                "foreign-number", source.span(item.start, item.end), (("number", number_of(item) or ""),)
            )


def _form(number: str) -> str:
    return _FIGURES.sub("0", number).lower()


def _plural_mismatch(source: Source, folded: str, citation: Citation) -> Iterator[Notice]:
    word = folded[citation.start : citation.word_end]
    if len(citation.items) > 1 and _SINGULAR.fullmatch(word):
        span = source.span(citation.start, citation.word_end)
        yield Notice("plural-mismatch", span, (("word", span.text), ("count", str(len(citation.items)))))


def _impossible_days(source: Source, citation: Citation) -> Iterator[Notice]:
    for item in citation.items:
        written = item.written
        if written and not written.possible and not written.historic:
            yield impossible_date(source, written.start, written.end)


def _lookalikes(source: Source, citation: Citation) -> Iterator[Notice]:
    for item in citation.items:
        if item.number and _LATIN.search(item.number) and _CYRILLIC.search(item.number):
            if _LATIN.search(number_of(item) or "") and (number_of(item) or "") == item.number:
                continue
            details = (("written", item.number), ("number", number_of(item) or ""))
            yield Notice("lookalike-letters", source.span(item.start, item.end), details)
