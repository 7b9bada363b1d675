"""What the triples of a document say, asked the way a user asks: in SPARQL."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, Triple

from graph.model import (
    MOSCOW,
    OPEN,
    Card,
    Cohort,
    Deadline,
    Decision,
    Event,
    Fact,
    Filed,
    Head,
    Member,
    Organisation,
    Party,
    Person,
    PointId,
    Protocol,
    Reason,
    Recurrence,
    Reference,
    Span,
    StatusPeriod,
)
from graph.rdf import to_turtle, write_document, write_event, write_members, write_periods
from graph.rdf.terms import PREFIXES

KEY = "2031-03-04_K07-11-3pr"
BEES = Cohort("Тёплый улей", 2030)
PREFIX = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def fact(value: object, words: str = "слова") -> Fact:  # type: ignore[type-arg]
    """Return a value with the words that prove it, at a place of their own."""
    start = sum(map(ord, words)) % 900
    return Fact(value, Span(start, start + len(words), words), "invented", 0.9)


def order(path: str, **more: object) -> Decision:
    """Return an order with its own words."""
    words = f"{path} Завести пчёл"
    return Decision(path, None, fact("", words).span, fact("order", words), **more)  # type: ignore[arg-type]


FILED = Filed(
    Card(
        KEY,
        "protocols/a.txt",
        "a.txt",
        "text/plain",
        "a" * 64,
        "b" * 64,
        datetime(2031, 3, 5, tzinfo=MOSCOW),
        "1",
    ),
    Protocol(
        Head(
            fact("protocol"),
            number=fact("К07-11/3пр"),
            date=fact(date(2031, 3, 4)),
            place=fact("Медовск"),
            issuer=fact("Совет пчеловодов"),
            unit=fact("Отдел ульев"),
        ),
        points=(
            order(
                "I/1",
                addressees=(fact(Party("пасеки", "class", "пасеки")),),
                cohorts=(fact(BEES),),
                deadline=fact(
                    Deadline(
                        "до 20 марта",
                        "day",
                        None,
                        datetime(2031, 3, 21, tzinfo=MOSCOW),
                        None,
                        ("year-assumed",),
                    )
                ),
                emails=(fact("sot@example.org"),),
                urls=(fact("https://example.org/соты?a=1"),),
                condition=fact("при необходимости"),
            ),
            order(
                "I/2",
                addressees=(
                    fact(Party("Отдел сот", "body")),
                    fact(Party("Трутнев Т.Т.", "person", None, "бортник")),
                ),
                joint_with=(fact(Party("соседи", "class")),),
                deadline=fact(
                    Deadline("ежемесячно до 5 числа", "recurring", None, None, Recurrence("monthly", 5))
                ),
            ),
            Decision(
                "I/3",
                None,
                fact("", "продолжить").span,
                fact("continuation"),
                references=(
                    fact(Reference("К07-9/3пр", date(2031, 2, 4), "continues"), "№ К07-9/3пр"),
                    fact(Reference("10", None, "continues", issuer="Совет шмелей"), "№ 10"),
                    fact(Reference("12", date(2031, 1, 9), "cites"), "№ 12"),
                    fact(Reference(None, date(2031, 1, 9), "cites"), "письмо от 9 января"),
                ),
            ),
        ),
        people=(
            fact(
                Person(
                    "Трутнев Т.Т.", "speaker", "бортник", "Совет пчеловодов", ("Отдел сот", "Управление мёда")
                )
            ),
        ),
        organisations=(fact(Organisation("Отдел ульев", "Совет пчеловодов", ("ОУ",))),),
    ),
)


def ask(triples: tuple[Triple, ...], pattern: str) -> list[tuple[str, ...]]:
    """Return the sorted rows of `SELECT *`, each value as its text; IRIs without the common beginning."""
    store = Store()
    store.load(to_turtle(triples), format=RdfFormat.TURTLE)
    found = store.query(f"{PREFIX} SELECT * {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)
    names = sorted(variable.value for variable in found.variables)
    rows = [tuple(short(solution[name].value) for name in names) for solution in found]
    return sorted(rows)


def short(text: str) -> str:
    """Return an IRI as people write it down."""
    for prefix, space in {"": PREFIXES["og"].replace("ns#", "id/"), **PREFIXES}.items():
        if text.startswith(space):
            return f"{prefix}:{text.removeprefix(space)}" if prefix else text.removeprefix(space)
    return text


DOCUMENT = f"document/{KEY}"
SAYS = {
    "the document and its file": (
        "?d og:file ?f ; eli:id_local ?n ; eli:date_document ?t ; og:effectiveAt ?when",
        [(DOCUMENT, "protocols/a.txt", "К07-11/3пр", "2031-03-04", "2031-03-04T00:00:00+03:00")],
    ),
    "its name in Russian": (
        "?d og:file ?f ; rdfs:label ?l FILTER(LANG(?l) = 'ru')",
        [(DOCUMENT, "protocols/a.txt", "Протокол № К07-11/3пр от 04.03.2031")],
    ),
    "who issued it, and the unit's place in that body": (
        "?d eli:passed_by ?body ; og:issuingUnit ?unit . ?unit org:unitOf ?body ; skos:altLabel ?short",
        [("organisation/sovet-pchelovodov", DOCUMENT, "ОУ", "organisation/otdel-ulev")],
    ),
    "to whom each order goes: the cohort stands for its class": (
        "?o a og:Obligation ; odrl:assigner ?by ; odrl:assignee ?to",
        [
            ("organisation/sovet-pchelovodov", f"{DOCUMENT}/I/1#obligation", "cohort/tyoplyy-uley/2030"),
            ("organisation/sovet-pchelovodov", f"{DOCUMENT}/I/2#obligation", "organisation/otdel-sot"),
            ("organisation/sovet-pchelovodov", f"{DOCUMENT}/I/2#obligation", "person/trutnev-tt"),
        ],
    ),
    "the cohort": (
        "?c a og:Cohort ; og:programme ?p ; og:creationYear ?y ; skos:broader ?all",
        [("cohort/tyoplyy-uley", "cohort/tyoplyy-uley/2030", "Тёплый улей", "2030")],
    ),
    "when it falls due, in words, as a literal and in OWL-Time": (
        """?o og:imposedBy ?p ; og:due ?t . ?t og:nominalText ?w ; og:dueUntil ?u ;
           time:hasEnd/time:inXSDDateTimeStamp ?e""",
        [
            (
                "2031-03-21T00:00:00+03:00",
                f"{DOCUMENT}/I/1#obligation",
                f"{DOCUMENT}/I/1",
                f"{DOCUMENT}/I/1#deadline",
                "2031-03-21T00:00:00+03:00",
                "до 20 марта",
            )
        ],
    ),
    "how often": (
        "?t og:recurrence ?r . ?r schema:repeatFrequency ?f ; schema:byMonthDay ?d",
        [("5", "P1M", f"{DOCUMENT}/I/2#deadline-recurrence", f"{DOCUMENT}/I/2#deadline")],
    ),
    "what it cites; without a number it stays a mention": (
        "?p og:continues|eli:cites ?d . ?d og:citedAs ?l",
        [
            ("document/2031-01-09_12~sovet-pchelovodov", "Документ № 12 от 09.01.2031", f"{DOCUMENT}/I/3"),
            ("document/2031-02-04_K07-9-3pr", "Документ № К07-9/3пр от 04.02.2031", f"{DOCUMENT}/I/3"),
            ("document/undated_10~sovet-shmeley", "Документ № 10 без даты", f"{DOCUMENT}/I/3"),
        ],
    ),
    "four qualified references all the same": (
        "{ SELECT (COUNT(*) AS ?n) { ?r a og:Reference ; oa:hasTarget ?passage } }",
        [("4",)],
    ),
    "where reports go and what the words link to": (
        "?p og:channel/schema:email ?mail ; og:link/schema:url ?url ; og:condition ?if",
        [("при необходимости", "sot@example.org", f"{DOCUMENT}/I/1", "https://example.org/соты?a=1")],
    ),
    "the words that prove an addressee, and how sure the rule is": (
        """?e rdf:subject ?p ; rdf:predicate og:jointWith ; rdf:object ?who ; og:rule ?rule ;
           og:confidence ?sure ; oa:hasTarget/oa:hasSelector/oa:exact ?words""",
        [
            (
                f"{DOCUMENT}/I/2#evidence-joint-1",
                f"{DOCUMENT}/I/2",
                "invented",
                "0.9",
                "class/sosedi",
                "слова",
            )
        ],
    ),
    "who reported, in which post of which unit": (
        """?m og:speaker ?who . ?who org:holds ?post .
           ?post rdfs:label ?l ; org:postIn/org:subOrganizationOf+ ?body""",
        [
            (
                "organisation/sovet-pchelovodov",
                "бортник",
                f"{DOCUMENT}#meeting",
                "post/otdel-sot/bortnik",
                "person/trutnev-tt",
            ),
            (
                "organisation/upravlenie-myoda",
                "бортник",
                f"{DOCUMENT}#meeting",
                "post/otdel-sot/bortnik",
                "person/trutnev-tt",
            ),
        ],
    ),
    "a membership: whose, where, and on which day it is known": (
        """?m a og:Participation, org:Membership ; org:member ?who ;
           org:organization ?in ; org:memberDuring ?day""",
        [(f"{DOCUMENT}#day", "organisation/otdel-sot", f"{DOCUMENT}#person-1", "person/trutnev-tt")],
    ),
}


@pytest.mark.parametrize("name", SAYS)
def test_a_document_says(name: str) -> None:
    """Each question has these rows, their columns in the alphabet's order."""
    pattern, expected = SAYS[name]
    assert expected == ask(write_document(FILED), pattern)


def period(start: datetime, end: datetime, **more: object) -> StatusPeriod:
    """Return a period of the first order, or of what `more` names."""
    values = {
        "document": KEY,
        "point": "I/1",
        "cohort": BEES,
        "addressee": None,
        "state": "in-force",
        "binds": "yes",
    }
    known = {"known_from": datetime(2031, 3, 5, tzinfo=MOSCOW), "known_until": OPEN}
    return StatusPeriod(**(values | known | {"start": start, "end": end} | more))  # type: ignore[arg-type]


GIVEN, DUE = datetime(2031, 3, 4, tzinfo=MOSCOW), datetime(2031, 3, 21, tzinfo=MOSCOW)
CLAUSE = Reason("continued", PointId(KEY, "I/3"), None, GIVEN)
PERIODS = (
    period(GIVEN, DUE, due_until=DUE, because=(Reason("given", PointId(KEY, "I/1")),)),
    period(DUE, OPEN, due_until=DUE, state="overdue", because=(Reason("reported", None, "e1"), CLAUSE)),
    period(
        GIVEN, OPEN, document="2031-02-04_K07-9-3pr", point=None, state="text-not-held", because=(CLAUSE,)
    ),
    period(
        GIVEN, OPEN, point="I/2", cohort=None, addressee="Отдел сот", not_mentioned_since=date(2031, 4, 1)
    ),
)
CITED = "document/2031-02-04_K07-9-3pr"
LIVES = {
    "which states, from when to when": (
        "?p og:state ?s ; og:from ?a ; og:until ?b ; og:statusOf ?x ; og:forCohort ?c",
        [
            (
                "2031-03-04T00:00:00+03:00",
                "2031-03-21T00:00:00+03:00",
                "cohort/tyoplyy-uley/2030",
                f"{DOCUMENT}/I/1#period-1",
                "og:in-force",
                f"{DOCUMENT}/I/1#obligation",
            ),
            (
                "2031-03-04T00:00:00+03:00",
                "9999-12-31T00:00:00+03:00",
                "cohort/tyoplyy-uley/2030",
                f"{CITED}#bundle/tyoplyy-uley/2030/period-1",
                "og:text-not-held",
                f"{CITED}#bundle/tyoplyy-uley/2030",
            ),
            (
                "2031-03-21T00:00:00+03:00",
                "9999-12-31T00:00:00+03:00",
                "cohort/tyoplyy-uley/2030",
                f"{DOCUMENT}/I/1#period-2",
                "og:overdue",
                f"{DOCUMENT}/I/1#obligation",
            ),
        ],
    ),
    "on what grounds, in order": (
        "?p og:state og:overdue ; og:because ?r . ?r schema:position ?n ; og:rule ?rule",
        [
            ("1", f"{DOCUMENT}/I/1#period-2", f"{DOCUMENT}/I/1#period-2-because-1", "reported"),
            ("2", f"{DOCUMENT}/I/1#period-2", f"{DOCUMENT}/I/1#period-2-because-2", "continued"),
        ],
    ),
    "a bundle and its clauses": (
        "?b a og:OrderBundle ; og:ofDocument ?d ; og:addressee ?c ; og:affirmedBy ?by",
        [(f"{CITED}#bundle/tyoplyy-uley/2030", f"{DOCUMENT}/I/3", "cohort/tyoplyy-uley/2030", CITED)],
    ),
    "an addressee that is no cohort": (
        "?p og:addresseeName ?who ; og:notMentionedSince ?since",
        [(f"{DOCUMENT}/I/2#period-1", "2031-04-01", "Отдел сот")],
    ),
}


@pytest.mark.parametrize("name", LIVES)
def test_status_periods_say(name: str) -> None:
    """Each question has these rows, whatever order the periods came in."""
    pattern, expected = LIVES[name]
    assert expected == ask(write_periods(PERIODS), pattern)
    assert to_turtle(write_periods(PERIODS)) == to_turtle(write_periods(reversed(PERIODS)))


def test_an_event_concerns_an_obligation() -> None:
    """A recorded event points at the order, has its class, and its author by name."""
    at = GIVEN + timedelta(days=3)
    event = Event("e1", "condition-false", at, at, KEY, "I/1", by="Совет пчеловодов")
    found = ask(
        write_event(event),
        "?e a og:ConditionFinding ; og:holds ?h ; og:concerns ?o ; prov:wasAssociatedWith ?w",
    )
    assert [("event/e1", "false", f"{DOCUMENT}/I/1#obligation", "agent/sovet-pchelovodov")] == found


def test_a_member_is_part_of_its_cohort() -> None:
    """A member has its name, its region and its cohort."""
    found = ask(
        write_members([Member(BEES, "Пасека № 3", "Липовый край")]),
        "?m odrl:partOf ?c ; rdfs:label ?n ; og:region ?r",
    )
    assert [
        ("cohort/tyoplyy-uley/2030", "cohort/tyoplyy-uley/2030/paseka-3", "Пасека № 3", "Липовый край")
    ] == found
