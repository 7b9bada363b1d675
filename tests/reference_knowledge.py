"""What a register knows at one moment K, looked up afresh for every question and never kept.

The slow half of the reference evaluator: documents, references, cohorts, capacities, declared events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePosixPath

from graph.identity import document_key, number_key
from graph.model import MOSCOW, Capacity, Cohort, Decision, Event, Filed, Party, PointId, Reference

Target = tuple[Cohort | None, str | None]
"""Whom an order or a bundle binds: a cohort, or the name of an addressee that is none."""


def midnight(day: date) -> datetime:
    """Return the first instant of a day, Moscow time."""
    return datetime.combine(day, time(), MOSCOW)


def effective_of(filed: Filed) -> datetime:
    """Return when a document takes effect: its date, else when it was taken in."""
    day = filed.protocol.head.date
    return midnight(day.value) if day else filed.card.recorded


def fold(name: str) -> str:
    """Return a name as it is compared: «ё» is «е», case and spacing do not count."""
    return " ".join(name.casefold().replace("ё", "е").split())


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two names are equal, or neither is known."""
    return fold(one or "") == fold(other or "")


def may_be_same(one: str | None, other: str | None) -> bool:
    """Tell whether two names in any case may be one body's; one that is not known may be any."""
    left, right = ({word[:5] for word in fold(name or "").split()} for name in (one, other))
    return not left - right or not right - left


def issuer_of(filed: Filed) -> str | None:
    """Return the body in a document's head."""
    return filed.protocol.head.issuer.value if filed.protocol.head.issuer else None


def unit_of(filed: Filed) -> str | None:
    """Return the unit of the body that issued a document."""
    return filed.protocol.head.unit.value if filed.protocol.head.unit else None


def known_documents(documents: Iterable[Filed], known_at: datetime) -> list[Filed]:
    """Return the documents held at K: taken in by then, no renditions, none that was superseded."""
    taken = {filed.card.file: filed for filed in documents if filed.card.recorded <= known_at}
    retired = {filed.card.supersedes for filed in taken.values()}
    return [
        filed
        for file, filed in sorted(taken.items())
        if filed.card.rendition_of is None and PurePosixPath(file).stem not in retired
    ]


def resolve(reference: Reference, citer: Filed, documents: list[Filed]) -> str | None:
    """Return the key of the document that a reference names, None where it names none."""
    if reference.number is None:
        return None
    issuer = reference.issuer or issuer_of(citer)
    key = document_key(reference.number, reference.date, issuer)
    if reference.date is not None and any(filed.card.key == key for filed in documents):
        return key
    fitting = {filed.card.key for filed in documents if _fits(reference, issuer, filed)}
    return fitting.pop() if len(fitting) == 1 else key


def _fits(reference: Reference, issuer: str | None, filed: Filed) -> bool:
    number, day = filed.protocol.head.number, filed.protocol.head.date
    if number is None or number_key(number.value) != number_key(reference.number or ""):
        return False
    if reference.date is None:
        return may_be_same(issuer_of(filed), issuer)
    on_that_day = day is not None and day.value == reference.date
    return on_that_day and (number.value[0].isalpha() or may_be_same(issuer_of(filed), issuer))


def fitting_paths(point: str, paths: Iterable[str]) -> list[str]:
    """Return the leaves that a named point means; none where several sections fit."""
    every = list(paths)
    if point in every:
        return [point]
    if below := [path for path in every if path.startswith((f"{point}.", f"{point}/"))]:
        return below
    own = [path for path in every if f"{path.rpartition('/')[2]}.".startswith(f"{point}.")]
    sections = {path.rpartition("/")[0] for path in own}
    return own if len(sections) == 1 else []


def reached_cohorts(point: Decision, documents: list[Filed]) -> set[Cohort]:
    """Return the cohorts that a point is addressed to, through its words or through its class."""
    if point.cohorts:
        return {fact.value for fact in point.cohorts}
    return {
        cohort
        for holder in (holder for filed in documents for holder in filed.protocol.points)
        for cohort in (fact.value for fact in holder.cohorts)
        if _class_reaches(point, cohort, _heads(holder))
    }


def _heads(point: Decision) -> list[str]:
    parties = [fact.value for fact in point.addressees]
    return [(party.head or party.name).lower() for party in parties if party.kind == "class"]


def _class_reaches(point: Decision, cohort: Cohort, heads: list[str]) -> bool:
    everyone = point.every_cohort is not None and point.every_cohort.value
    named = any(
        f"«{cohort.programme}»" in fact.span.text for fact in point.addressees if fact.value.kind == "class"
    )
    return named or any(_same_class(mine, head, everyone) for mine in _heads(point) for head in heads)


def _same_class(one: str, other: str, everyone: bool) -> bool:  # noqa: FBT001 - a sign of the point
    short, long = sorted((one.split(), other.split()), key=len)
    return short == (long[: len(short)] if everyone else long)


def order_targets(point: Decision, documents: list[Filed]) -> set[Cohort | None]:
    """Return whose lives an order has: each cohort reached, and None for an addressee that is no class."""
    cohorts = reached_cohorts(point, documents)
    others = any(fact.value.kind != "class" for fact in point.addressees)
    return {*cohorts, None} if others or not cohorts else {*cohorts}


def clause_targets(point: Decision, documents: list[Filed]) -> set[Target]:
    """Return whom a continuation binds: each cohort reached, and each other addressee by name."""
    cohorts = reached_cohorts(point, documents)
    parties = [fact.value for fact in point.addressees]
    others: set[Target] = {(None, party.name) for party in parties if party.kind != "class" or not cohorts}
    if not cohorts and not others:
        return {(None, None)}
    return others | {(cohort, None) for cohort in cohorts}


def clauses(documents: Iterable[Filed], target: Target, held: list[Filed]) -> Iterator[tuple[Filed, str]]:
    """Yield who continues which key for one target."""
    for filed in documents:
        for point in filed.protocol.points:
            if point.kind.value == "continuation" and target in clause_targets(point, held):
                for reference in (fact.value for fact in point.references):
                    key = resolve(reference, filed, held)
                    if reference.relation == "continues" and key is not None:
                        yield filed, key


# --- who may do what -----------------------------------------------------------------------------


def ancestors(names: Iterable[str | None], documents: list[Filed]) -> set[str]:
    """Return the folded names of every body above the named ones."""
    units = [fact.value for filed in documents for fact in filed.protocol.organisations]
    above: set[str] = set()
    frontier = {fold(name) for name in names if name is not None}
    while frontier:
        step = {fold(unit.parent) for unit in units if unit.parent and fold(unit.name) in frontier}
        frontier = step - above
        above |= frontier
    return above


def author_of(key: str, documents: list[Filed]) -> tuple[str | None, str | None]:
    """Return the body and unit that issued a document; of a cited one, what its first citer says."""
    for filed in documents:
        if filed.card.key == key:
            return issuer_of(filed), unit_of(filed)
    citing = [
        (effective_of(filed), filed.card.key, point.path, place, fact.value.issuer or issuer_of(filed))
        for filed in documents
        for point in filed.protocol.points
        if point.kind.value == "continuation"
        for place, fact in enumerate(point.references)
        if fact.value.relation == "continues" and resolve(fact.value, filed, documents) == key
    ]
    return (min(citing)[-1] if citing else None), None


def _controllers(key: str, documents: list[Filed]) -> list[Party]:
    points = [point for filed in documents if filed.card.key == key for point in filed.protocol.points]
    return [fact.value for point in points if point.kind.value == "control" for fact in point.responsible]


def capacity_of(event: Event, key: str | None, documents: list[Filed]) -> Capacity:
    """Return in what capacity a recorded event's author acted: as stated, else as the register knows."""
    if event.capacity is not None or event.by is None or key is None:
        return event.capacity or "other"
    author = author_of(key, documents)
    if any(same(event.by, name) for name in author):
        return "issuer"
    if any(same(event.by, party.name) for party in _controllers(key, documents)):
        return "controller"
    if fold(event.by) in ancestors(author, documents):
        return "superior"
    return "addressee" if event.by and fold(event.by) in _addressed(event, key, documents) else "other"


def _addressed(event: Event, key: str, documents: list[Filed]) -> set[str]:
    points = [point for filed in documents if filed.card.key == key for point in filed.protocol.points]
    named = [point for point in points if event.point in {None, point.path}]
    return {fold(fact.value.name) for point in named for fact in (*point.addressees, *point.responsible)}


def declarer_capacity(declarer: Filed, reference: Reference, key: str, documents: list[Filed]) -> Capacity:
    """Return in what capacity the body of one document speaks of another.

    A unit speaks for itself to its own body's other units, and for its body to everybody else.
    """
    (body, unit), (other_body, other_unit) = (
        (issuer_of(declarer), unit_of(declarer)),
        author_of(key, documents),
    )
    if all(filed.card.key != key for filed in documents):
        other_body = reference.issuer or other_body
        if body is not None and other_body is not None and may_be_same(body, other_body):
            return "issuer"
    if same(body, other_body):
        if unit is None or other_unit is None or same(unit, other_unit):
            return "issuer"
        return "superior" if fold(unit) in ancestors([other_unit], documents) else "other"
    above = ancestors([other_body, other_unit], documents)
    return "superior" if fold(body or "") in above or fold(unit or "") in above else "other"


# --- what has happened ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Happening:
    """One event that stands at K; `declarer` is the document that declares it, if one does."""

    event: Event
    declarer: Filed | None = None
    reference: Reference | None = None

    @property
    def turn(self) -> tuple[datetime, datetime, str]:
        """Return the place of the event among others."""
        return self.event.effective, self.event.recorded, self.event.id


def known_happenings(events: Iterable[Event], documents: list[Filed], known_at: datetime) -> list[Happening]:
    """Return every event that counts at K, recorded or declared, in order."""
    recorded = {event.id: event for event in events if event.recorded <= known_at}
    standing = [event for event in recorded.values() if not _withdrawn(event, recorded, documents)]
    every = [Happening(event) for event in standing]
    every += [one for filed in documents for one in _declared(filed, documents)]
    return sorted(every, key=lambda happening: happening.turn)


def _withdrawn(event: Event, recorded: dict[str, Event], documents: list[Filed]) -> bool:
    return any(
        other.kind == "withdrawal"
        and other.withdraws == event.id
        and _may_withdraw(other, event, recorded, documents)
        and not _withdrawn(other, recorded, documents)
        for other in recorded.values()
    )


def _may_withdraw(
    withdrawal: Event, event: Event, recorded: dict[str, Event], documents: list[Filed]
) -> bool:
    if same(withdrawal.by, event.by):
        return True
    target = event
    while target.kind == "withdrawal" and target.withdraws in recorded:
        target = recorded[target.withdraws or ""]
    return capacity_of(withdrawal, target.document, documents) == "issuer"


_DECLARES = {
    "repeals": "cancellation",
    "fulfils": "acceptance",
    "extends": "extension",
    "amends": "replacement",
}
_DECLARING = {"repeal", "extension", "order", "approval", "continuation"}


def _declared(filed: Filed, documents: list[Filed]) -> Iterator[Happening]:
    for point in filed.protocol.points:
        for place, fact in enumerate(point.references, start=1):
            key = resolve(fact.value, filed, documents)
            if point.kind.value in _DECLARING and fact.value.relation in _DECLARES and key is not None:
                event = _declaration(filed, point, fact.value, place)
                if event is not None:
                    yield Happening(replace(event, document=key), filed, fact.value)


def _declaration(filed: Filed, point: Decision, reference: Reference, place: int) -> Event | None:
    deadline = point.deadline.value.end if point.deadline else None
    if reference.relation == "extends" and deadline is None:
        return None
    if reference.relation == "amends" and (reference.point is None or point.kind.value != "order"):
        return None
    return Event(
        id=f"{filed.card.key}/{point.path}:{place}",
        kind=_DECLARES[reference.relation],  # type: ignore[arg-type]
        effective=midnight(point.effective.value) if point.effective else effective_of(filed),
        recorded=filed.card.recorded,
        point=reference.point,
        deadline=deadline if reference.relation == "extends" else None,
        declared_by=PointId(filed.card.key, point.path),
    )
