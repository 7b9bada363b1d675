"""The command line, SPARQL and Python give the same set, for every T and K."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.binding import status_periods
from graph.build import load_journal
from graph.cli.app import obligraph
from graph.moments import parse_moment
from graph.register import Register, create

WHOM = "Руководителям песчаных кластеров, созданных в {year} году,"
HEAD = (
    "МИНИСТЕРСТВО ПЕСКА\nДЮННОГО КРАЯ\n\nПРОТОКОЛ\n\n"
    "« {day} » {month} 2030 г.\n\n№ П01-{number}/01пр\n\nРЕШИЛИ:\n\n"
)
EXTEND = "Продлить срок исполнения пункта 1 протокола"
TEXTS = (
    HEAD.format(day=14, month="января", number=3)
    + f"1. {WHOM.format(year=2028)} представить план.\n\nСрок – до 1 февраля 2030 г.\n\n"
    + f"2. {WHOM.format(year=2029)} при необходимости уточнить план.\n\nСрок – до 9 февраля 2030 г.\n",
    HEAD.format(day=11, month="февраля", number=8)
    + f"1. {WHOM.format(year=2028)} продолжить исполнение поручений протоколов от 14 января 2030 г. "
    + "№ П01-3/01пр, от 3 декабря 2029 г. № П01-90/01пр в установленные сроки.\n\n"
    + f"2. {EXTEND} от 14 января 2030 г. № П01-3/01пр до 15 марта 2030 г.\n\n"
    + "3. Всем руководителям песчаных кластеров независимо от года создания провести учения.\n\n"
    + "Срок – с 4 по 6 марта 2030 г.\n",
)
RECORDED = ("2030-01-20T10:00:00+03:00", "2030-02-13T10:00:00+03:00")
CANCELLED = {
    "type": "cancellation",
    "document": "П01-8/01пр",
    "point": "3",
    "by": "Союз пустынь",
    "capacity": "other",
    "effective": "2030-02-20T00:00:00+03:00",
    "recorded": "2030-02-25T10:00:00+03:00",
}
DAYS = ("2030-01-13", "2030-01-14", "2030-02-05", "2030-02-12", "2030-02-26", "2030-03-07", "2030-04-01")
SPARQL = """
SELECT ?subject ?state WHERE {
  ?whom og:creationYear %d .
  ?period og:forCohort ?whom ; og:statusOf ?subject ; og:state ?state ; og:binds ?binds ;
    og:from ?from ; og:until ?until ; og:knownFrom ?known_from ; og:knownUntil ?known_until .
  FILTER (?from <= "%s"^^xsd:dateTime && "%s"^^xsd:dateTime < ?until)
  FILTER (?known_from <= "%s"^^xsd:dateTime && "%s"^^xsd:dateTime < ?known_until)
  FILTER (?binds != "no")
}
"""
Line = tuple[str, str | None, str]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with two protocols and an outsider's cancellation."""
    folder = tmp_path_factory.mktemp("same")
    documents = []
    for number, (text, moment) in enumerate(zip(TEXTS, RECORDED, strict=True)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        documents.append({"file": f"{number}.txt", "recorded": moment})
    journal = folder / "journal.json"
    content = {"documents": documents, "events": [CANCELLED]}
    journal.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    made = create(folder / "register")
    load_journal(made, journal)
    return made


def said(folder: Path, *words: str) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(obligraph, ["--data", str(folder), *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def by_command(register: Register, cohort: int, at: str, known_at: str) -> set[Line]:
    """Return what `binding` prints: document, point, state."""
    words = ("binding", "--cohort", str(cohort), "--at", at, "--known-at", known_at, "--format", "json")
    answer = json.loads(said(register.folder, *words))
    lines = [*answer["orders"], *answer["bundles"], *answer["contested"]]
    return {(slug(line["document"]), line["point"], line["state"]) for line in lines}


def by_sparql(register: Register, cohort: int, at: str, known_at: str) -> set[Line]:
    """Return the same by a user's own query."""
    asked, known = (parse_moment(day).value.isoformat() for day in (at, known_at))
    query = SPARQL % (cohort, asked, asked, known, known)
    result = json.loads(said(register.folder, "sparql", "-e", query, "--format", "json"))
    return {
        (*place(row["subject"]["value"]), row["state"]["value"].rsplit("#", 1)[-1])
        for row in result["results"]["bindings"]
    }


def place(iri: str) -> tuple[str, str | None]:
    """Return the document and the point that an obligation's or a bundle's address names."""
    path, _, part = iri.rsplit("/id/document/", 1)[-1].partition("#")
    key, _, point = path.partition("/")
    return key, point if part == "obligation" else None


def slug(number: str) -> str:
    """Return the key of one of these documents by its number."""
    days = {"П01-3/01пр": "2030-01-14_P01-3-01pr", "П01-8/01пр": "2030-02-11_P01-8-01pr"}
    return days.get(number, "2029-12-03_P01-90-01pr")


def by_python(register: Register, cohort: int, at: str, known_at: str) -> set[Line]:
    """Return the same from the pure function."""
    asked, known = (parse_moment(day).value for day in (at, known_at))
    filed = [register.filed(key) for key in register.every_key()]
    return {
        (period.document, period.point, period.state)
        for period in status_periods(filed, register.events())
        if period.cohort is not None
        and period.cohort.year == cohort
        and period.binds != "no"
        and period.start <= asked < period.end
        and period.known_from <= known < period.known_until
    }


def moments() -> Iterator[tuple[int, str, str]]:
    """Go through cohorts and pairs of days."""
    for cohort in (2028, 2029):
        for at in DAYS:
            for known_at in ("2030-01-31", "2030-02-20", "2030-04-01"):
                yield cohort, at, known_at


@pytest.mark.parametrize(("cohort", "at", "known_at"), list(moments()))
def test_three_ways_give_one_set(cohort: int, at: str, known_at: str, register: Register) -> None:
    """Whoever asks, and however, gets the same lines in the same states."""
    expected = by_python(register, cohort, at, known_at)
    assert expected == by_command(register, cohort, at, known_at)
    assert expected == by_sparql(register, cohort, at, known_at)


def test_the_moments_show_every_kind_of_line(register: Register) -> None:
    """The comparison is no comparison of empty sets."""
    states = {state for one in moments() for _, _, state in by_python(register, *one)}
    assert {
        "in-force",
        "overdue",
        "conditional",
        "condition-unconfirmed",
        "text-not-held",
        "contested",
        "window-passed",
    } == states
