"""A term moved by so much: what is read, where it moves an end, what the answer says then."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from graph.answers import Whom, what_binds
from graph.binding.extensions import moved_end
from graph.build import ready, take_in
from graph.messages import theme
from graph.model import Event, Shift
from graph.moments import parse_moment
from graph.queries import run_query
from graph.rdf import from_turtle, read_document

from .filed_values import moment
from .read_terms import term
from .winds import HEAD, register_of

READ = [
    (Shift(days=10, working=True), "Продлить срок исполнения пункта 4 на 10 рабочих дней."),
    (Shift(days=10), "Изменить срок исполнения пункта 4 на 10 дней."),
    (Shift(days=10), "Продлить срок исполнения пункта 4 на десять календарных дней."),
    (Shift(days=14), "Перенести срок исполнения пункта 4 на 2 недели."),
    (Shift(months=1), "Продлить срок исполнения пункта 4 на один месяц."),
    (Shift(months=3), "Продлить срок исполнения пункта 4 на квартал."),
    (Shift(months=12), "Продлить срок исполнения пункта 4 на 1 год."),
    (None, "Продлить срок исполнения пункта 4 на 12 часов."),
    (None, "Продлить срок исполнения пункта 4 до 1 мая 2031 г."),
]


@pytest.mark.parametrize(("expected", "text"), READ)
def test_how_far_a_term_is_moved_is_read(expected: Shift | None, text: str) -> None:
    """Days, weeks, months, quarters and years; hours are not computed, a day of its own moves nothing."""
    found = term(text)
    assert found is not None
    assert expected == found.shift


MOVED = [
    ("2024-03-19", "2024-03-02", Shift(days=10, working=True)),
    ("2024-03-12", "2024-03-02", Shift(days=10)),
    ("2024-03-05", "2024-03-02", Shift(days=1)),
    ("2024-04-02", "2024-03-02", Shift(months=1)),
    ("2024-03-01", "2024-02-01", Shift(months=1)),
    ("2024-04-27T12:00:00+03:00", "2024-04-01T12:00:00+03:00", Shift(days=30)),
]


@pytest.mark.parametrize(("expected", "end", "shift"), MOVED)
def test_an_end_is_moved_from_where_it_stood(expected: str, end: str, shift: Shift) -> None:
    """The days after the last one are counted; one that is not worked moves back, but never to the start."""
    moved = moved_end(moment(end), _extension(shift))
    assert moved is not None
    assert moment(expected) == moved.end


ASSUMED = [
    ((), "2024-03-02", Shift(days=10, working=True)),
    ((), "2024-03-02", Shift(days=10)),
    (("moved-to-working-day",), "2024-03-02", Shift(days=8)),
    (("calendar-not-published",), "2024-03-02", Shift(months=120)),
]


@pytest.mark.parametrize(("expected", "end", "shift"), ASSUMED)
def test_what_a_moved_end_assumes(expected: tuple[str, ...], end: str, shift: Shift) -> None:
    """A last day that had to move, a year without a production calendar; else nothing."""
    moved = moved_end(moment(end), _extension(shift))
    assert moved is not None
    assert expected == moved.assumptions


def test_what_has_no_end_is_not_moved() -> None:
    """A term without an end stays so."""
    assert moved_end(None, _extension(Shift(days=10))) is None


def _extension(shift: Shift) -> Event:
    day = datetime.fromisoformat("2024-02-20T00:00:00+03:00")
    return Event("X", "extension", day, day, shift=shift)


def test_an_answer_counts_on_from_the_term_before(tmp_path: Path) -> None:
    """The protocol that extends by so many days is a ground, and its point is quoted by the moved term."""
    register = register_of(tmp_path)
    later = tmp_path / "продление.txt"
    words = "1. Продлить срок исполнения пункта 1 протокола от 10 марта 2031 г. № В03-7/03пр на 10 дней.\n"
    later.write_text(HEAD.format(day=14, month="марта", number=8) + words, encoding="utf-8")
    (row,) = take_in(register, [later], recorded=moment("2031-03-15"))
    assert "added" == row.outcome
    at = parse_moment("2031-03-25")
    (line,) = what_binds(ready(register), Whom(cohort=2030), at, at)["orders"]
    assert ("in-force", "2031-03-29T00:00:00+03:00") == (line["state"], line["due_until"])
    assert [] != [reason for reason in line["because"] if "В03-8/03пр 1" in reason]
    assert (
        "the computed last day is not a working day: the term ends on a working one, 28.03.2031"
        in line["because"]
    )
    before = parse_moment("2031-03-13")
    (line,) = what_binds(ready(register), Whom(cohort=2030), before, at)["orders"]
    assert "2031-03-21T00:00:00+03:00" == line["due_until"]


def test_each_extension_that_moved_a_term_is_a_ground(tmp_path: Path) -> None:
    """The second counts from where the first left the term; of each the end that it set is told."""
    register = register_of(tmp_path)
    for day, number, days in ((14, 8, 10), (16, 9, 3)):
        words = (
            f"1. Продлить срок исполнения пункта 1 протокола от 10 марта 2031 г. № В03-7/03пр на {days} дней."
        )
        later = tmp_path / f"{number}.txt"
        later.write_text(HEAD.format(day=day, month="марта", number=number) + words, encoding="utf-8")
        take_in(register, [later], recorded=moment("2031-03-17"))
    at = parse_moment("2031-03-25")
    (line,) = what_binds(ready(register), Whom(cohort=2030), at, at)["orders"]
    assert "2031-04-01T00:00:00+03:00" == line["due_until"]
    told = [reason for reason in line["because"] if "extended" in reason or "working day:" in reason]
    assert [
        "term extended to 28.03.2031 by В03-8/03пр 1",
        "the computed last day is not a working day: the term ends on a working one, 28.03.2031",
        "term extended to 31.03.2031 by В03-9/03пр 1",
    ] == told


EXTENDED = [
    ({"calendar-not-published", "moved-to-working-day", "zone-assumed"}, "на 10 дней"),
    ({"calendar-not-published", "zone-assumed"}, "на 5 рабочих дней"),
    ({"year-assumed", "zone-assumed"}, "до 16 мая"),
]


@pytest.mark.parametrize(("expected", "words"), EXTENDED)
def test_an_answer_tells_what_an_extension_assumes(tmp_path: Path, expected: set[str], words: str) -> None:
    """The board's list and the catalogue's question name the same, and before the extension none of it."""
    register = register_of(tmp_path)
    later = tmp_path / "продление.txt"
    told = f"1. Продлить срок исполнения пункта 1 протокола от 10 марта 2031 г. № В03-7/03пр {words}.\n"
    later.write_text(HEAD.format(day=14, month="марта", number=8) + told, encoding="utf-8")
    take_in(register, [later], recorded=moment("2031-03-15"))
    store = ready(register)
    for day, assumed in (("2031-03-18", expected), ("2031-03-13", {"zone-assumed"})):
        at = parse_moment(day)
        said = what_binds(store, Whom(cohort=2030), at, parse_moment("2031-03-18"))["assumptions"]
        every = {sentence: code for code, sentence in theme("assumptions", "en").items()}
        assert assumed == {every[line] for line in said if line in every}
        moments = {"at": day, "known_at": "2031-03-18"}
        rows = run_query(store, "assumptions", moments | {"cohort": "2030"}).as_dicts()
        assert assumed == {row["assumption"] for row in rows}


def test_how_far_is_kept_in_the_triples(tmp_path: Path) -> None:
    """Reading the triples back gives the words' shift."""
    text = (
        "1. Продлить срок исполнения пункта 2 протокола от 10 марта 2031 г. № В03-7/03пр на 5 рабочих дней.\n"
    )
    register = register_of(tmp_path, HEAD.format(day=14, month="марта", number=8) + text, orders=0)
    path = register.triples_path(register.keys()[0])
    (point,) = read_document(from_turtle(path.read_bytes(), source=str(path))).protocol.points
    assert point.deadline is not None
    assert Shift(days=5, working=True) == point.deadline.value.shift
