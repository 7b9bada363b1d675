"""Small invented registers for Hypothesis: documents that speak of each other, and events on them."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from graph.identity import document_key
from graph.model import (
    Capacity,
    Cohort,
    Deadline,
    Decision,
    Event,
    EventKind,
    Filed,
    Frequency,
    Organisation,
    Party,
    PointId,
    PointKind,
    Recurrence,
    Reference,
    Relation,
)

from .filed_values import Author, fact, facts, filed, moment, point, the_class

EXAMPLES = int(os.environ.get("OBLIGRAPH_EXAMPLES", "200"))
"""How many registers the comparison looks at; the other properties look at a fifth of that."""

thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
quick = settings(max_examples=max(EXAMPLES // 5, 30), deadline=None, suppress_health_check=list(HealthCheck))

MINISTRY, UNIT, OTHER_UNIT = "Министерство туманов", "Отдел росы", "Отдел инея"
CABINET, UNION, CONTROLLER = "Кабинет Приозёрья", "Союз лодочников", "Ёршова А.А."
ORGANISATIONS = (
    Organisation(UNIT, MINISTRY),
    Organisation(OTHER_UNIT, MINISTRY),
    Organisation(MINISTRY, CABINET),
)
AUTHORS = (
    Author(MINISTRY, UNIT),
    Author("МИНИСТЕРСТВО ТУМАНОВ"),
    Author(MINISTRY, OTHER_UNIT),
    Author(CABINET),
    Author(UNION),
    Author(None),
)
BODY = Party("Дирекция пристаней", "body")
OTHER_BODY = Party("Дирекция маяков", "body")
WIDE = "инициаторы создания станций"
NARROW = "инициаторы создания станций наблюдения"
SAILS = "владельцы парусов"
COHORTS = (Cohort("Туман", 2041), Cohort("Туман", 2042), Cohort("Парус", 2041))
OFTEN = (*COHORTS[:1] * 4, *COHORTS)
PATHS = ("I/1", "I/2.1", "I/2.2", "II/1", "II/2")
NAMED_PATHS = (*PATHS, None, None, "I/2", "2.1", "2", "1", "II/3")
SPEAKERS = (MINISTRY, UNIT, CABINET, UNION, "ЕРШОВА А.А.", BODY.name, None)
START = moment("2041-03-01")


@dataclass(frozen=True, slots=True, repr=False)
class Register:
    """What was taken in; shown in a few lines, so that a failing example can be read."""

    documents: tuple[Filed, ...]
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return "\n".join(["", *map(_shown_document, self.documents), *map(_shown_event, self.events)])


def _shown_document(filed: Filed) -> str:
    card, head = filed.card, filed.protocol.head
    marks = [card.rendition_of and "rendition", card.supersedes and "superseding"]
    author = " / ".join(fact.value for fact in (head.issuer, head.unit) if fact)
    title = " ".join([card.key, f"recorded {card.recorded:%m-%d %H:%M}", author, *filter(None, marks)])
    above = " (tells who stands above whom)" if filed.protocol.organisations else ""
    return "\n".join([title + above, *map(_shown_point, filed.protocol.points)])


def _shown_point(point: Decision) -> str:
    parts = [
        [fact.value.name for fact in point.addressees],
        [f"{fact.value.programme} {fact.value.year}" for fact in point.cohorts],
        ["every cohort"] if point.every_cohort else [],
        [f"due {point.deadline.value}"] if point.deadline else [],
        ["conditional"] if point.condition else [],
        [str(fact.value) for fact in point.references],
        [f"from {point.effective.value}"] if point.effective else [],
    ]
    return f"  {point.path} {point.kind.value}: " + "; ".join(text for part in parts for text in part)


def _shown_event(event: Event) -> str:
    named = {field.name: getattr(event, field.name) for field in fields(event)[4:]}
    given = [f"{name}={value}" for name, value in named.items() if value]
    moments = f"effective {event.effective:%m-%d %H:%M}, recorded {event.recorded:%m-%d %H:%M}"
    return f"{event.id} {event.kind} {moments}: " + ", ".join(given)


@dataclass(frozen=True, slots=True)
class Slot:
    """A document that the others may name, whether it is held or not."""

    number: str
    day: int | None
    author: Author

    @property
    def date(self) -> date | None:
        """Return the document's date."""
        return None if self.day is None else (START + timedelta(days=self.day)).date()

    @property
    def key(self) -> str:
        """Return the document's key."""
        return document_key(self.number, self.date, self.author.issuer)


# --- terms ---------------------------------------------------------------------------------------

DAYS = st.integers(0, 40)
HOURS = st.sampled_from((0, 0, 0, 9, 15))
MOMENTS = st.builds(lambda day, hour: START + timedelta(days=day, hours=hour), DAYS, HOURS)
CONDITIONS = st.sampled_from((None, None, "при необходимости"))


def _recurrences() -> st.SearchStrategy[Recurrence]:
    frequencies: tuple[Frequency, ...] = ("daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly")

    def build(
        frequency: Frequency, day: int | None, month: int | None, lag: int, hour: int | None
    ) -> Recurrence:
        named = {"daily": None, "weekly": day and min(day, 7)}.get(frequency, day)
        within = month if named and frequency in {"quarterly", "half-yearly", "yearly"} else None
        return Recurrence(frequency, named, within, lag, hour)

    return st.builds(
        build,
        st.sampled_from(frequencies),
        st.sampled_from((None, 1, 5, 31)),
        st.sampled_from((None, 1, 3)),
        st.integers(0, 1),
        st.sampled_from((None, None, 12)),
    )


TERMS: st.SearchStrategy[Deadline | None] = st.one_of(
    st.none(),
    st.builds(lambda end: Deadline("до", "day", end=end), MOMENTS),
    st.builds(lambda end: Deadline("с … по", "window", end - timedelta(days=3), end), MOMENTS),
    st.sampled_from((Deadline("постоянно", "open"), Deadline("незамедлительно", "relative"))),
    st.builds(lambda recurrence: Deadline("ежемесячно", "recurring", recurrence=recurrence), _recurrences()),
)
INSTANCES = (None, None, None, "2041-03", "2041-04", "2041-03-02", "2041-W10", "2041-Q1", "2041-H1", "2041")


# --- points --------------------------------------------------------------------------------------


def _named_programme(path: str, kind: PointKind, programme: str) -> Decision:
    named = fact(Party("Участники", "class"), f"Участникам проекта «{programme}»")
    return replace(point(path, kind), addressees=(named,))


@st.composite
def _addressed(draw: st.DrawFn, path: str, kind: PointKind) -> Decision:
    """Draw a point to one of the kinds of addressees that there are."""
    cohort, other = draw(st.sampled_from(OFTEN)), draw(st.sampled_from(COHORTS))
    its = the_class(SAILS if cohort.programme == "Парус" else NARROW)
    make = partial(point, path, kind)
    choices = (
        *[make(to=[its], cohorts=[cohort])] * 5,
        make(to=[its], cohorts=dict.fromkeys([cohort, other])),
        make(to=[its]),
        make(to=[the_class(WIDE)], everyone=True),
        make(to=[the_class(WIDE)]),
        _named_programme(path, kind, cohort.programme),
        make(to=[its, BODY], cohorts=[cohort]),
        make(to=[BODY]),
        make(to=[OTHER_BODY, BODY]),
        make(),
    )
    return choices[draw(st.integers(0, len(choices) - 1))]


@st.composite
def _references(draw: st.DrawFn, slots: list[Slot], relation: Relation) -> Reference:
    slot = draw(st.sampled_from(slots))
    named = None if relation == "continues" else draw(st.sampled_from(NAMED_PATHS))
    day = draw(st.sampled_from((slot.date, slot.date, slot.date, None, date(2041, 2, 2))))
    issuer = draw(st.sampled_from((None, None, slot.author.issuer)))
    number = draw(st.sampled_from((slot.number,) * 7 + (None,)))
    return Reference(number, day, relation, named, None, issuer)


@st.composite
def _orders(draw: st.DrawFn, path: str, slots: list[Slot]) -> Decision:
    order = draw(_addressed(path, "order"))
    term, condition = draw(TERMS), draw(CONDITIONS)
    replaced = (
        draw(st.lists(_references(slots, "amends"), max_size=1)) if draw(st.integers(0, 3)) == 0 else []
    )
    return replace(
        order,
        deadline=fact(term) if term else None,
        condition=fact(condition) if condition else None,
        references=facts(replaced),
    )


@st.composite
def _clauses(draw: st.DrawFn, path: str, slots: list[Slot]) -> Decision:
    clause = draw(_addressed(path, "continuation"))
    named = draw(st.lists(_references(slots, "continues"), min_size=1, max_size=3))
    return replace(clause, references=facts(named))


@st.composite
def _speaking(draw: st.DrawFn, path: str, slots: list[Slot]) -> Decision:
    """Return a point that declares something of other documents, or only looks as if it did."""
    kinds: list[PointKind] = ["repeal", "repeal", "extension", "approval", "rejected", "information", "note"]
    relations: list[Relation] = ["repeals", "fulfils", "extends", "amends", "cites", "implements"]
    reference = draw(_references(slots, draw(st.sampled_from(relations))))
    term = draw(TERMS)
    day = draw(st.sampled_from((None, None, None, (START + timedelta(days=20)).date())))
    return point(path, draw(st.sampled_from(kinds)), due=term, references=[reference], effective=day)


@st.composite
def _points(draw: st.DrawFn, path: str, slots: list[Slot]) -> Decision:
    choice = draw(st.sampled_from(("order", "order", "order", "clause", "clause", "speaking", "control")))
    if choice == "control":
        return point(path, "control", responsible=[Party(CONTROLLER, "person")])
    making = {"order": _orders, "clause": _clauses, "speaking": _speaking}[choice]
    return draw(making(path, slots))


# --- documents and events ------------------------------------------------------------------------


@st.composite
def _slots(draw: st.DrawFn) -> list[Slot]:
    count = draw(st.integers(3, 6))
    forms = ("Т1-{}/03пр", "Т1-{}/03пр", "Т1-{}/03пр", "{}-т/41")
    return [
        Slot(
            draw(st.sampled_from(forms)).format(serial + 1),
            draw(st.one_of(st.just(None), *[DAYS] * 5)),
            draw(st.sampled_from(AUTHORS[:1] * 6 + AUTHORS)),
        )
        for serial in range(count)
    ]


@st.composite
def _documents(draw: st.DrawFn, slot: Slot, slots: list[Slot]) -> list[Filed]:
    """Return a document as held, now and then with a later text that supersedes the first."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4, unique=True))
    delay = draw(st.sampled_from((-1, 0, 1, 2, 5, 20)))
    recorded = START + timedelta(days=(slot.day or 0) + delay, hours=10)
    make = partial(
        filed,
        slot.number,
        slot.date.isoformat() if slot.date else None,
        author=slot.author,
        organisations=draw(st.sampled_from((ORGANISATIONS, ()))),
    )
    texts = [make(recorded.isoformat(), points=[draw(_points(path, slots)) for path in paths])]
    fate = draw(st.integers(0, 11))
    if fate == 0:
        later = (recorded + timedelta(days=4)).isoformat()
        again = [draw(_points(path, slots)) for path in paths]
        texts.append(make(later, points=again, edition=2, supersedes=slot.key))
    if fate == 1:
        texts.append(make(recorded.isoformat(), points=(), edition=3, rendition_of=slot.key))
    return texts


KINDS: tuple[EventKind, ...] = (
    "report",
    "report",
    "return",
    "acceptance",
    "extension",
    "condition-true",
    "condition-false",
    "cancellation",
    "replacement",
    "departure",
    "correction",
    "withdrawal",
    "withdrawal",
)
CAPACITIES: tuple[Capacity | None, ...] = (
    None,
    None,
    None,
    "addressee",
    "issuer",
    "superior",
    "controller",
    "other",
)


@st.composite
def _events(draw: st.DrawFn, name: str, targets: list[PointId], earlier: list[Event]) -> Event:
    kind = draw(st.sampled_from(KINDS if earlier else KINDS[:-2]))
    effective = draw(MOMENTS)
    event = Event(
        id=name,
        kind=kind,
        effective=effective,
        recorded=draw(st.one_of(st.just(effective), MOMENTS)),
        by=draw(st.sampled_from(SPEAKERS)),
        capacity=draw(st.sampled_from(CAPACITIES)),
    )
    if kind == "withdrawal":
        return replace(event, withdraws=draw(st.sampled_from(earlier)).id)
    target = draw(st.sampled_from(targets))
    return replace(
        event,
        document=target.document,
        point=target.path or None,
        cohorts=draw(st.sampled_from(((), (), (), (2041,), (2042,), (2041, 2042)))),
        member=draw(st.sampled_from((*[None] * 9, "Станция Кочки"))),
        instance=draw(st.sampled_from(INSTANCES)),
        ends_order=draw(st.sampled_from((False, False, True))),
        deadline=draw(MOMENTS) if kind == "extension" else None,
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Draw a register of two to six documents, some only cited, and up to six recorded events."""
    slots = draw(_slots())
    held = slots[: draw(st.integers(2, len(slots)))]
    documents = [text for slot in held for text in draw(_documents(slot, slots))]
    orders = [
        PointId(text.card.key, each.path)
        for text in documents
        for each in text.protocol.points
        if each.kind.value == "order"
    ]
    wholes = [PointId(slot.key, "") for slot in slots]
    targets = orders[: draw(st.integers(1, 4))] * 3 + wholes
    events: list[Event] = []
    for serial in range(draw(st.integers(0, 7))):
        events.append(draw(_events(f"E{serial}", targets, events)))
    return Register(tuple(documents), tuple(events))


# --- the moments to ask about --------------------------------------------------------------------

TICK = timedelta(microseconds=1)


def _around(moments: set[datetime]) -> list[datetime]:
    return sorted({moment + step for moment in moments for step in (-TICK, timedelta(0))})


def moments_known(register: Register) -> list[datetime]:
    """Return the moments K at which something becomes known, and those just before."""
    documents = {filed.card.recorded for filed in register.documents}
    return _around(documents | {event.recorded for event in register.events})


def moments_at(register: Register) -> list[datetime]:
    """Return the moments T at which something takes effect or falls due, and those just before."""
    points = [point for filed in register.documents for point in filed.protocol.points]
    ends = {point.deadline.value.end for point in points if point.deadline}
    named = {event.deadline for event in register.events} | ends
    begins = {START + timedelta(days=day) for day in (0, 20, 31, 45, 70, 130, 310)}
    heads = [filed.protocol.head.date for filed in register.documents]
    dated = {moment(head.value.isoformat()) for head in heads if head}
    effective = {event.effective for event in register.events}
    taken = {filed.card.recorded for filed in register.documents}
    return _around(begins | dated | effective | taken | {end for end in named if end is not None})


PAIRS = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=12, max_size=12)
"""Places in the lists of moments, taken round and round."""
