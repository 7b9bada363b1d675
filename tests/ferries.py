"""An invented register of three protocols on ferries, made by hand: what catalogue queries are asked of.

«Паром» has the cohorts 2029 and 2030. The first protocol gives orders, the second continues them and
another one that is only cited, the third comes from another body and has the number of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from graph.answers import Whom, what_binds
from graph.binding import status_periods
from graph.model import (
    AgendaItem,
    Cohort,
    Deadline,
    Decision,
    Event,
    Filed,
    Member,
    Organisation,
    Party,
    Person,
    PointKind,
    Reference,
    Span,
)
from graph.moments import parse_moment
from graph.rdf import iri, write_document, write_event, write_members, write_periods
from graph.store import Manifest, Store, quads_of, store_in_memory

from .filed_values import Author, by_day, by_instant, fact, facts, filed, moment, naming, the_class

OLD, NEW = Cohort("Паром", 2029), Cohort("Паром", 2030)
CREWS = the_class("экипажи паромов")
MAPS = Party("Отдел карт", "body")
PIERS = Party("Смотрители пристаней", "class")
OFFICE = Author("Управление переправ", "Отдел паромов")
RIVALS = Author("Союз лодочников")

FIRST, SECOND, THIRD = "Р-1/1пр", "Р-1/2пр", "10"
CITED = "Р-1/0пр"
LINK, MAIL = "https://reka.example/list", "vesla@reka.example"


def said(
    path: str, kind: PointKind, words: str, *, to: Party | None = CREWS, cohorts: Iterable[Cohort] = ()
) -> Decision:
    """Return one point with its words as its span."""
    return Decision(
        path,
        path.partition("/")[0],
        Span(10, 10 + len(words), words),
        fact(kind, words),
        addressees=(fact(to, to.name),) if to else (),
        cohorts=facts(cohorts),
    )


def due(point: Decision, term: Deadline) -> Decision:
    """Return the point with a term."""
    return replace(point, deadline=fact(term, term.text))


def citing(point: Decision, *references: Reference) -> Decision:
    """Return the point with references to other documents."""
    return replace(point, references=tuple(fact(one, f"№ {one.number}") for one in references))


def speaker(name: str, item: str, post: str) -> Person:
    """Return one who reported on an item."""
    return Person(name, "speaker", post=post, organisation="Управление переправ", item=item)


def _first() -> Filed:
    points = (
        said("I/1", "note", "Принять к сведению.", to=None),
        due(said("I/2.2", "order", "Покрасить борта.", cohorts=[NEW]), by_day("2031-02-20")),
        replace(
            due(said("I/2.10", "order", "Прислать перечень вёсел.", cohorts=[NEW]), by_day("2031-02-20")),
            joint_with=(fact(PIERS, PIERS.name),),
            emails=(fact(MAIL, MAIL),),
            urls=(fact(LINK, LINK),),
        ),
        replace(
            due(said("V/1", "order", "Заменить канат при необходимости.", cohorts=[NEW, OLD]), _instant()),
            condition=fact("при необходимости", "при необходимости"),
            urls=(fact(LINK, LINK),),
        ),
        said("IX/1", "order", "Обновить карту реки.", to=MAPS),
    )
    made = filed(FIRST, "2031-02-03", "2031-02-05T10:00", OFFICE, points)
    people = (speaker("Ёлкин П.П.", "I", "боцман"), speaker("Мостовая Л.Л.", "IX", "лоцман"))
    head = replace(made.protocol.head, chair=fact("Мостовая Л.Л.", "Мостовая Л.Л."))
    protocol = replace(
        made.protocol,
        head=head,
        people=facts(
            (*people, Person("Мостовая Л.Л.", "chair", post="начальник", organisation="Управление переправ"))
        ),
        organisations=(fact(Organisation("Отдел паромов", "Управление переправ")),),
        unread=(Span(3, 9, "Чаепитие."),),
        items=_items(),
    )
    return replace(made, protocol=protocol)


def _instant() -> Deadline:
    return replace(by_instant("2031-02-10T12:00"), assumptions=("zone-assumed",))


def _items() -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(path, position, f"О вопросе {path}", Span(0, 1, "О"))
        for position, path in enumerate(("I", "V", "IX"), start=1)
    )


def _second() -> Filed:
    clause = citing(
        said("I/1", "continuation", "Продолжить исполнение поручений.", cohorts=[NEW]),
        naming("continues", FIRST, "2031-02-03"),
        naming("continues", CITED, "2031-01-13"),
    )
    other = citing(
        said("I/2", "continuation", "Продолжить исполнение поручения.", cohorts=[OLD]),
        naming("continues", CITED, "2031-01-13"),
    )
    return filed(SECOND, "2031-03-03", "2031-03-04T10:00", OFFICE, (clause, other))


def _third() -> Filed:
    order = due(said("2", "order", "Пересчитать лодки.", to=MAPS), by_day("2031-03-14"))
    return filed(THIRD, "2031-03-05", "2031-03-06T10:00", RIVALS, (order,))


def documents() -> tuple[Filed, ...]:
    """Return the three protocols."""
    return _first(), _second(), _third()


KEY = _first().card.key
EVENTS = (
    Event(
        "e-1", "extension", moment("2031-02-15"), moment("2031-02-16"), KEY, "I/2.2",
        by="Управление переправ", capacity="issuer", cohorts=(2030,), deadline=moment("2031-03-01"),
    ),
    Event(
        "e-2", "report", moment("2031-02-18"), moment("2031-02-18T12:00"), KEY, "I/2.10",
        by="Экипаж «Чайка»", capacity="addressee", member="Экипаж «Чайка»", cohorts=(2030,),
    ),
    Event(
        "e-3", "cancellation", moment("2031-03-10"), moment("2031-03-10T12:00"), KEY, "IX/1",
        by="Управление переправ", capacity="issuer",
    ),
)  # fmt: skip
MEMBERS = (Member(NEW, "Экипаж «Чайка»", "Приречье"), Member(NEW, "Экипаж «Нырок»", "Заречье"))


def store_of(papers: Iterable[Filed], events: Iterable[Event] = (), members: Iterable[Member] = ()) -> Store:
    """Return a store that holds what the index would hold of these documents, events and members."""
    papers, events, members = tuple(papers), tuple(events), tuple(members)
    periods = sorted(status_periods(papers, events, members), key=lambda period: period.document)
    graphs = [
        *((iri.document_graph(paper.card.key), write_document(paper)) for paper in papers),
        *((iri.event_graph(event.id), write_event(event)) for event in events),
        (iri.register_graph(), write_members(members)),
        *(
            (iri.status_graph(key), write_periods(tuple(group)))
            for key, group in groupby(periods, key=lambda period: period.document)
        ),
    ]
    quads = list(quads_of((node.value, triples) for node, triples in graphs))
    return store_in_memory(quads, Manifest("by hand", 0))


def ferries() -> Store:
    """Return the store over the whole invented register."""
    return store_of(documents(), EVENTS, MEMBERS)


def binding(store: Store, whom: Whom, at: str = "2031-03-12", known_at: str = "2031-12-31") -> dict[str, Any]:
    """Return what binds at a moment."""
    return what_binds(store, whom, parse_moment(at), parse_moment(known_at))
