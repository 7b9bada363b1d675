"""The facts of a document as cards: what was read, from which words, how sure, and what people found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatch
from typing import Any

from ..answers.reasons import shown_end
from ..binding.reviews import NEEDED, NamedFact, named_facts
from ..messages import Language, say, theme
from ..model import Cohort, Deadline, Event, Fact, Filed, Organisation, Party, Person, Reference
from .marks import Mark

LOW = 0.95
"""Below this confidence a fact is to be looked at first."""

Reviews = Mapping[tuple[str | None, str], Event]
_KINDS = {
    "addressees": "party",
    "responsible": "party",
    "joint_with": "party",
    "cohorts": "cohort",
    "every_cohort": "cohort",
    "deadline": "deadline",
    "report_deadline": "deadline",
    "effective": "deadline",
    "condition": "condition",
    "references": "reference",
    "emails": "contact",
    "urls": "contact",
    "people": "person",
    "attendees": "person",
    "organisations": "person",
}
"""What kind of mark a field's words get; those of a document's head have one of their own."""

LEGEND = ("deadline", "party", "cohort", "reference", "condition", "contact", "person", "head", "information")


@dataclass(frozen=True, slots=True)
class Card:
    """One fact as shown: `name` is its anchor, `fact` what reviews call it, `review` the standing verdict."""

    name: str
    point: str | None
    field: str
    kind: str
    value: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    fact: str | None = None
    correctable: bool = False
    rejectable: bool = False
    review: Event | None = None

    @property
    def doubtful(self) -> bool:
        """Say whether somebody should look: not sure, and nobody has judged it."""
        return self.confidence < LOW and self.review is None


def cards_of(filed: Filed, reviews: Reviews, language: Language) -> list[Card]:
    """Return the cards of a document: head, points, people and bodies, each in the order of the text."""
    found = [_reviewable(one, reviews, language) for one in named_facts(filed)]
    found += _others(filed, language)
    return [_numbered(card, number) for number, card in enumerate(found, start=1)]


def _reviewable(one: NamedFact, reviews: Reviews, language: Language) -> Card:
    return replace(
        _card(one.fact, one.point, one.field, language),
        fact=one.name,
        correctable=one.correctable,
        rejectable=one.field not in NEEDED,
        review=reviews.get((one.point, one.name)),
    )


def _others(filed: Filed, language: Language) -> Iterator[Card]:
    protocol = filed.protocol
    for field, facts in (
        ("people", protocol.people),
        ("attendees", protocol.attendees),
        ("organisations", protocol.organisations),
    ):
        for fact in facts:
            yield _card(fact, None, field, language)
    within = {(ref.span, ref.value) for point in protocol.points for ref in point.references}
    for ref in protocol.references:
        if (ref.span, ref.value) not in within:
            yield _card(ref, None, "references", language)


def _card(fact: Fact[Any], point: str | None, field: str, language: Language) -> Card:
    kind = _KINDS.get(field, "head") if point is None or field != "kind" else "point"
    value = _kind_words(point, fact.value, language) if field == "kind" else words_of(fact.value, language)
    span = fact.span
    return Card("", point, field, kind, value, span.start, span.end, span.text, fact.rule, fact.confidence)


def _numbered(card: Card, number: int) -> Card:
    return replace(card, name=f"fact-{number}")


def _kind_words(point: str | None, kind: str, language: Language) -> str:
    themed = theme("kinds", language) if point is not None else theme("web-document", language)
    return themed[kind if point is not None else f"kind-{kind}"]


@singledispatch
def words_of(value: object, language: Language) -> str:
    """Return a value as people read it."""
    del language
    return str(value)


@words_of.register
def _(value: bool, language: Language) -> str:  # noqa: FBT001  dispatched by type
    return say("web-document.yes" if value else "web-document.no", language)


@words_of.register
def _(value: date, language: Language) -> str:
    del language
    return f"{value:%d.%m.%Y}"


@words_of.register
def _(value: Cohort, language: Language) -> str:
    del language
    return f"«{value.programme}» {value.year}"


@words_of.register
def _(value: Party, language: Language) -> str:
    kind = say(f"web-document.party-{value.kind}", language)
    return f"{value.name} ({', '.join(filter(None, (value.post, kind)))})"


@words_of.register
def _(value: Deadline, language: Language) -> str:
    kind = say(f"web-document.deadline-{value.kind}", language)
    if value.end is None:
        return f"{value.text} ({kind})"
    return f"{shown_end(value.end.isoformat())} ({kind})"


@words_of.register
def _(value: Reference, language: Language) -> str:
    number = f"№ {value.number}" if value.number else ""
    dated = say("web-board.of", language, day=f"{value.date:%d.%m.%Y}") if value.date else ""
    named = " ".join(filter(None, (number, dated, value.point)))
    return f"{say('web-document.relation-' + value.relation, language)}: {named}"


@words_of.register
def _(value: Person, language: Language) -> str:
    role = say(f"web-document.role-{value.role}", language)
    return ", ".join(filter(None, (value.name, role, value.post, *value.units, value.organisation)))


@words_of.register
def _(value: Organisation, language: Language) -> str:
    del language
    return ", ".join(filter(None, (value.name, value.parent)))


def marks_of(filed: Filed, cards: Sequence[Card]) -> list[Mark]:
    """Return the marks: of each card but the points' kinds, of what points tell, of what is unread."""
    marks = [Mark(card.start, card.end, card.kind, card.name) for card in cards if card.kind != "point"]
    for number, span in enumerate(filed.protocol.unread, start=1):
        marks.append(Mark(span.start, span.end, "unread", f"unread-{number}"))
    told = [span for point in filed.protocol.points for span in point.information]
    for number, span in enumerate(told, start=1):
        marks.append(Mark(span.start, span.end, "information", f"information-{number}"))
    return marks


def by_point(cards: Iterable[Card]) -> dict[str | None, list[Card]]:
    """Return the cards by the point they belong to, None for the document's own."""
    found: dict[str | None, list[Card]] = {}
    for card in cards:
        found.setdefault(card.point, []).append(card)
    return found
