"""What a change touches: judged by parts, step by step, a register is judged as if all at once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from graph.binding import read_facts, status_periods
from graph.build.factbase import FactBase
from graph.build.revision import Revision
from graph.model import Event, Filed, StatusPeriod

from .registers import Register, registers, thorough

Held = dict[str, tuple[StatusPeriod, ...]]


def step(base: FactBase, held: Held, put: list[Filed | Event], gone: list[Filed | Event]) -> None:
    """Change the fact base, and in what is held the periods of the documents touched alone."""
    revision = Revision(base)
    for one in put:
        if isinstance(one, Event):
            revision.put_event(one)
        else:
            revision.put(read_facts(one))
    for one in gone:
        if isinstance(one, Event):
            revision.remove_event(one.id)
        else:
            revision.remove(PurePosixPath(one.card.file).stem)
    held.update(revision.periods(revision.settle()))


def by_document(periods: tuple[StatusPeriod, ...]) -> Held:
    """Return periods by the key of their document."""
    return {key: tuple(found) for key, found in groupby(periods, key=lambda one: one.document)}


def texts(register: Register) -> list[Filed]:
    """Return the documents of a register, one for each file's name."""
    return list({one.card.file: one for one in register.documents}.values())


def events(register: Register) -> list[Event]:
    """Return the events of a register, one for each id."""
    return list({one.id: one for one in register.events}.values())


@thorough
@given(registers(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_step_by_step_is_as_all_at_once(register: Register, random: Random, size: int) -> None:
    """Documents and events come in any order, some go again: what is held is what a full judgement says."""
    coming: list[Filed | Event] = [*texts(register), *events(register)]
    random.shuffle(coming)
    going = [one for one in coming if random.random() < 0.2]
    staying = [one for one in coming if one not in going]
    held: Held = {}
    with closing(FactBase(None)) as base:
        for start in range(0, len(coming), size):
            step(base, held, coming[start : start + size], [])
        for one in going:
            step(base, held, [], [one])
    expected = status_periods(
        [one for one in staying if isinstance(one, Filed)], [one for one in staying if isinstance(one, Event)]
    )
    assert by_document(expected) == {key: periods for key, periods in held.items() if periods}


def in_order_of_time(register: Register) -> list[Filed]:
    """Return the documents by date, as if each was taken in shortly after it was given."""
    by_date = sorted(texts(register), key=lambda one: (read_facts(one).effective, one.card.key))
    moments = sorted(one.card.recorded for one in by_date)
    return [
        replace(one, card=replace(one.card, recorded=moment))
        for one, moment in zip(by_date, moments, strict=True)
    ]


@thorough
@given(registers())
def test_in_order_of_time_is_as_all_at_once(register: Register) -> None:
    """Documents come one by one as they were given, and lists go on from those before them."""
    held: Held = {}
    documents = in_order_of_time(register)
    with closing(FactBase(None)) as base:
        for document in documents:
            step(base, held, [document], [])
        step(base, held, [*events(register)], [])
    expected = status_periods(documents, events(register))
    assert by_document(expected) == {key: periods for key, periods in held.items() if periods}
