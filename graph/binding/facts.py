"""What the judgement needs of each document: its orders, its continuation clauses, its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import PurePosixPath

from ..model import MOSCOW, OPEN, Cohort, Deadline, Decision, Fact, Filed, Party, PointId, Reference


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a point is addressed to: cohorts by name, classes that may hold cohorts, others by name.

    `every` says that the words claim the whole class («всем», «независимо от года»); `words` are
    the addressee's own, where a programme may be named; `names` are all addressees as named.
    """

    cohorts: tuple[Cohort, ...]
    classes: tuple[str, ...]
    others: tuple[str, ...]
    every: bool
    words: str
    names: tuple[str, ...]

    @property
    def each(self) -> tuple[str | None, ...]:
        """Return the names of those who are no cohort, one by one; None where nobody is named."""
        return tuple(dict.fromkeys(self.others or self.names)) or (None,)

    @property
    def alone(self) -> str | None:
        """Return the name of those who are no cohort, None where nobody is named."""
        return ", ".join(self.others or self.names) or None


@dataclass(frozen=True, slots=True)
class Order:
    """One obligation as given: by which point, from when, to whom, by when."""

    id: PointId
    effective: datetime
    recorded: datetime
    retired: datetime
    whom: Whom
    deadline: Deadline | None
    conditional: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One point that says «продолжить исполнение поручений протоколов …»."""

    id: PointId
    effective: datetime
    recorded: datetime
    retired: datetime
    whom: Whom
    targets: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One held document: who issued it, when it took effect, from when to when it was known."""

    key: str
    number: str | None
    issuer: str | None
    unit: str | None
    effective: datetime
    recorded: datetime
    retired: datetime
    orders: tuple[Order, ...]
    clauses: tuple[Clause, ...]
    controllers: tuple[str, ...]
    filed: Filed


def read_documents(documents: Iterable[Filed]) -> tuple[Document, ...]:
    """Return the documents by key and by when they were taken in; other renditions are left out.

    A text is retired at the moment that a later text of the same document, or another document that
    supersedes it, was taken in. A card names what it supersedes by its file's stem, since a later
    text of one document has the same key.
    """
    texts: dict[str, dict[str, Filed]] = {}
    for filed in documents:
        if filed.card.rendition_of is None:
            texts.setdefault(filed.card.key, {})[filed.card.sha256] = filed
    superseded = {
        filed.card.supersedes: filed.card.recorded
        for versions in texts.values()
        for filed in versions.values()
        if filed.card.supersedes is not None
    }
    return tuple(document for key in sorted(texts) for document in _versions(texts[key].values(), superseded))


def _versions(texts: Iterable[Filed], superseded: dict[str, datetime]) -> Iterator[Document]:
    ordered = sorted(texts, key=lambda filed: (filed.card.recorded, filed.card.sha256))
    ends = [filed.card.recorded for filed in ordered[1:]] + [OPEN]
    for filed, end in zip(ordered, ends, strict=True):
        yield _read(filed, min(end, superseded.get(PurePosixPath(filed.card.file).stem, OPEN)))


def takes_effect(filed: Filed) -> datetime:
    """Return when a document takes effect: 00:00 Moscow time of its date, undated when taken in."""
    date = filed.protocol.head.date
    return filed.card.recorded if date is None else datetime.combine(date.value, time(), MOSCOW)


def _read(filed: Filed, retired: datetime) -> Document:
    head, points = filed.protocol.head, filed.protocol.points
    effective = takes_effect(filed)
    return Document(
        key=filed.card.key,
        number=head.number.value if head.number else None,
        issuer=head.issuer.value if head.issuer else None,
        unit=head.unit.value if head.unit else None,
        effective=effective,
        recorded=filed.card.recorded,
        retired=retired,
        orders=tuple(_orders(filed, effective, retired)),
        clauses=tuple(_clauses(filed, effective, retired)),
        controllers=tuple(
            party.value.name
            for point in points
            if point.kind.value == "control"
            for party in point.responsible
        ),
        filed=filed,
    )


def _orders(filed: Filed, effective: datetime, retired: datetime) -> Iterator[Order]:
    for point in filed.protocol.points:
        if point.kind.value == "order":
            yield Order(
                id=PointId(filed.card.key, point.path),
                effective=effective,
                recorded=filed.card.recorded,
                retired=retired,
                whom=whom(point),
                deadline=point.deadline.value if point.deadline else None,
                conditional=point.condition is not None,
            )


def _clauses(filed: Filed, effective: datetime, retired: datetime) -> Iterator[Clause]:
    for point in filed.protocol.points:
        if point.kind.value == "continuation":
            yield Clause(
                id=PointId(filed.card.key, point.path),
                effective=effective,
                recorded=filed.card.recorded,
                retired=retired,
                whom=whom(point),
                targets=tuple(fact.value for fact in point.references if fact.value.relation == "continues"),
            )


def whom(point: Decision) -> Whom:
    """Return whom a point is addressed to."""
    classes = [fact for fact in point.addressees if fact.value.kind == "class"]
    return Whom(
        cohorts=tuple(dict.fromkeys(fact.value for fact in point.cohorts)),
        classes=tuple(_head(fact) for fact in classes),
        others=tuple(fact.value.name for fact in point.addressees if fact.value.kind != "class"),
        every=point.every_cohort is not None and point.every_cohort.value,
        words=" ".join(fact.span.text for fact in classes),
        names=tuple(fact.value.name for fact in point.addressees),
    )


def _head(fact: Fact[Party]) -> str:
    return (fact.value.head or fact.value.name).lower()
