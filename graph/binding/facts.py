"""What the judgement needs of each document: its orders, its continuation clauses, its lists.

A `Document` is all of that and nothing else, read from one text by itself (`read_facts`); when a
text was retired follows from the others (`in_succession`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath

from ..model import OPEN, Cohort, Deadline, Decision, Event, Fact, Filed, Party, PointId, Reference
from .declared import Declared, declared_in
from .effect import takes_effect


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
    """One held text: who issued it, when it took effect, from when to when it was known.

    `stem` is its file's name without suffix and `supersedes` that of the text it takes the place of;
    `day` is the date in its head. `paths` are all its points, `parties` those whom each of them
    names, `kin` its bodies with their parents, `naming` its cohorts with the heads of the addressees
    that they were named with.
    """

    key: str
    stem: str
    sha256: str
    number: str | None
    day: date | None
    issuer: str | None
    unit: str | None
    effective: datetime
    recorded: datetime
    retired: datetime
    rendition: bool
    supersedes: str | None
    orders: tuple[Order, ...]
    clauses: tuple[Clause, ...]
    declared: tuple[Declared, ...]
    controllers: tuple[str, ...]
    paths: tuple[str, ...]
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    kin: tuple[tuple[str, str], ...]
    naming: tuple[tuple[Cohort, tuple[str, ...]], ...]

    @property
    def asks_for_cohorts(self) -> bool:
        """Say whether whom its points reach depends on the cohorts that other documents name."""
        every = (*(order.whom for order in self.orders), *(clause.whom for clause in self.clauses))
        return any(whom.classes and not whom.cohorts for whom in every)


@dataclass(frozen=True, slots=True)
class Declaration:
    """An event that a document declares, the reference that names its target, and that document."""

    event: Event
    reference: Reference
    declarer: Document


def declarations(document: Document) -> tuple[Declaration, ...]:
    """Return what the points of a document declare of other documents' points."""
    return tuple(Declaration(one.event, one.reference, document) for one in document.declared)


def read_documents(documents: Iterable[Filed]) -> tuple[Document, ...]:
    """Return the facts of documents, each text with the moment at which it was retired."""
    return in_succession(read_facts(filed) for filed in documents)


def outline(text: Document) -> Document:
    """Return a text with its clauses and without its orders: what continuation lists are read from."""
    return replace(text, orders=(), declared=(), controllers=(), paths=(), parties=(), kin=(), naming=())


def in_succession(texts: Iterable[Document]) -> tuple[Document, ...]:
    """Return the texts by key and by when they were taken in; other renditions are left out.

    A text is retired at the moment that a later text of the same document, or another document that
    supersedes it, was taken in. A card names what it supersedes by its file's stem, since a later
    text of one document has the same key.
    """
    by_key: dict[str, dict[str, Document]] = {}
    for text in texts:
        if not text.rendition:
            by_key.setdefault(text.key, {})[text.sha256] = text
    superseded = {
        text.supersedes: text.recorded
        for versions in by_key.values()
        for text in versions.values()
        if text.supersedes is not None
    }
    return tuple(text for key in sorted(by_key) for text in _versions(by_key[key].values(), superseded))


def _versions(texts: Iterable[Document], superseded: dict[str, datetime]) -> Iterator[Document]:
    ordered = sorted(texts, key=lambda text: (text.recorded, text.sha256))
    ends = [text.recorded for text in ordered[1:]] + [OPEN]
    for text, end in zip(ordered, ends, strict=True):
        yield _retired(text, min(end, superseded.get(text.stem, OPEN)))


def _retired(text: Document, moment: datetime) -> Document:
    """Return a text that was retired at a moment, and its points with it."""
    if moment == text.retired:
        return text
    orders = tuple(replace(order, retired=moment) for order in text.orders)
    clauses = tuple(replace(clause, retired=moment) for clause in text.clauses)
    return replace(text, retired=moment, orders=orders, clauses=clauses)


def read_facts(filed: Filed) -> Document:
    """Return what one text says; that it was never retired is said until the others are known."""
    card, head, points = filed.card, filed.protocol.head, filed.protocol.points
    return Document(
        key=card.key,
        stem=PurePosixPath(card.file).stem,
        sha256=card.sha256,
        number=head.number.value if head.number else None,
        day=head.date.value if head.date else None,
        issuer=head.issuer.value if head.issuer else None,
        unit=head.unit.value if head.unit else None,
        effective=takes_effect(filed),
        recorded=card.recorded,
        retired=OPEN,
        rendition=card.rendition_of is not None,
        supersedes=card.supersedes,
        orders=tuple(_orders(filed)),
        clauses=tuple(_clauses(filed)),
        declared=tuple(declared_in(filed)),
        controllers=tuple(
            party.value.name
            for point in points
            if point.kind.value == "control"
            for party in point.responsible
        ),
        paths=tuple(point.path for point in points),
        parties=tuple(_parties(points)),
        kin=tuple(
            (fact.value.name, fact.value.parent)
            for fact in filed.protocol.organisations
            if fact.value.parent is not None
        ),
        naming=tuple(_naming(points)),
    )


def _parties(points: Iterable[Decision]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the points that name somebody, with the names of those who are to act."""
    for point in points:
        names = tuple(fact.value.name for fact in (*point.addressees, *point.responsible))
        if names:
            yield point.path, names


def _naming(points: Iterable[Decision]) -> Iterator[tuple[Cohort, tuple[str, ...]]]:
    """Yield the cohorts, each with the heads of the classes that stand in its point, and no head."""
    for point in points:
        classes = (fact for fact in point.addressees if fact.value.kind == "class")
        heads = tuple(dict.fromkeys(["", *(_head(fact) for fact in classes)]))
        for fact in point.cohorts:
            yield fact.value, heads


def _orders(filed: Filed) -> Iterator[Order]:
    for point in filed.protocol.points:
        if point.kind.value == "order":
            yield Order(
                id=PointId(filed.card.key, point.path),
                effective=takes_effect(filed),
                recorded=filed.card.recorded,
                retired=OPEN,
                whom=whom(point),
                deadline=point.deadline.value if point.deadline else None,
                conditional=point.condition is not None,
            )


def _clauses(filed: Filed) -> Iterator[Clause]:
    for point in filed.protocol.points:
        if point.kind.value == "continuation":
            yield Clause(
                id=PointId(filed.card.key, point.path),
                effective=takes_effect(filed),
                recorded=filed.card.recorded,
                retired=OPEN,
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
