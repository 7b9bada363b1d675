"""Documents built by hand, as the register would hold them: no text is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from graph.identity import document_key
from graph.model import (
    MOSCOW,
    Card,
    Cohort,
    Deadline,
    Decision,
    Fact,
    Filed,
    Head,
    Organisation,
    Party,
    PointKind,
    Protocol,
    Reference,
    Relation,
    Span,
)

T = TypeVar("T")


def moment(words: str) -> datetime:
    """Return a moment of Moscow time written as 2041-03-01 or 2041-03-01T12:00."""
    return datetime.fromisoformat(words).replace(tzinfo=MOSCOW)


def fact(value: T, words: str = "") -> Fact[T]:
    """Return a value as if it had been read from these words."""
    return Fact(value, Span(0, len(words), words), "by-hand")


def facts(values: Iterable[T]) -> tuple[Fact[T], ...]:
    """Return each value as a fact without words."""
    return tuple(fact(value) for value in values)


def by_day(last_day: str) -> Deadline:
    """Return the term «до» that day, the day included."""
    return Deadline(f"до {last_day}", "day", end=moment(last_day) + timedelta(days=1))


def by_instant(words: str) -> Deadline:
    """Return the term that ends at a moment."""
    return Deadline(f"до {words}", "instant", end=moment(words))


def window(first_day: str, last_day: str) -> Deadline:
    """Return the term «с … по …», both days included."""
    end = moment(last_day) + timedelta(days=1)
    return Deadline(f"с {first_day} по {last_day}", "window", start=moment(first_day), end=end)


def naming(
    relation: Relation, number: str | None, day: str | None = None, point: str | None = None
) -> Reference:
    """Return a reference to a document, or to one point of it."""
    return Reference(number, date.fromisoformat(day) if day else None, relation, point)


def the_class(head: str) -> Party:
    """Return a class of addressees that is known by its head."""
    return Party(head.capitalize(), "class", head)


def point(
    path: str,
    kind: PointKind,
    *,
    to: Iterable[Party] = (),
    cohorts: Iterable[Cohort] = (),
    everyone: bool = False,
    due: Deadline | None = None,
    condition: str | None = None,
    responsible: Iterable[Party] = (),
    references: Iterable[Reference] = (),
    effective: date | None = None,
) -> Decision:
    """Return one point; an addressee's words are its name."""
    return Decision(
        path,
        path.partition("/")[0],
        Span(0, 0),
        fact(kind),
        addressees=tuple(fact(party, party.name) for party in to),
        cohorts=facts(cohorts),
        every_cohort=fact(True) if everyone else None,
        deadline=fact(due) if due else None,
        condition=fact(condition) if condition else None,
        responsible=facts(responsible),
        references=facts(references),
        effective=fact(effective) if effective else None,
    )


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks in a document's head."""

    issuer: str | None
    unit: str | None = None


def filed(
    number: str,
    day: str | None,
    recorded: str,
    author: Author,
    points: Iterable[Decision],
    *,
    organisations: Iterable[Organisation] = (),
    edition: int = 1,
    supersedes: str | None = None,
    rendition_of: str | None = None,
) -> Filed:
    """Return one document as held; `edition` tells apart several texts of one document."""
    on = date.fromisoformat(day) if day else None
    key = document_key(number, on, author.issuer)
    name = key if edition == 1 else f"{key}.{edition}"
    digest = sha256(name.encode()).hexdigest()
    card = Card(
        key=key,
        file=f"protocols/{name}.txt",
        sent_as=f"{name}.txt",
        media_type="text/plain",
        sha256=digest,
        text_sha256=digest,
        recorded=moment(recorded),
        reader="1",
        supersedes=supersedes,
        rendition_of=rendition_of,
    )
    head = Head(
        fact("protocol"),
        number=fact(number),
        date=fact(on) if on else None,
        issuer=fact(author.issuer) if author.issuer else None,
        unit=fact(author.unit) if author.unit else None,
    )
    return Filed(card, Protocol(head, points=tuple(points), organisations=facts(organisations)))
