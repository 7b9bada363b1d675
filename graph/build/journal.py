"""A history in one file: documents and events with their recorded moments, taken in whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast, get_args

from .. import __version__
from ..errors import InvalidValueError, UnknownNameError
from ..files import read_given
from ..identity import number_key
from ..model import MOSCOW, Capacity, Event, EventKind, Filed, PointId
from ..moments import parse_moment
from ..register import Arrival, Register
from .recording import Knowledge, check_event, event_id, knowledge_of

_ADVICE = "docs/journal.md shows the form"
_KINDS = get_args(EventKind)
_CAPACITIES = get_args(Capacity)

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many documents and events a journal added to what the register held."""

    documents: int
    events: int


def load_journal(register: Register, path: Path) -> Loaded:
    """Take a journal's documents and events in; nothing is written unless all of it is right.

    Loading it again adds nothing. Raises `InvalidValueError` that names the entry, or what reading
    a document and checking an event raise.
    """
    journal = _read_journal(path)
    arrivals = [_arrival(entry, place, path) for place, entry in _entries(journal, "documents", path)]
    planned = register.plan(arrivals)
    filed = {
        taken.card.key: Filed(taken.card, arrival.protocol)
        for taken, arrival in zip(planned, arrivals, strict=True)
    }
    numbers = _numbers(register, filed)
    events = _named(
        [
            (entry.get("id"), _event(entry, place, path, numbers))
            for place, entry in _entries(journal, "events", path)
        ]
    )
    known = knowledge_of(register)
    ids = {event.id for event in events}
    for event in events:
        check_event(
            event,
            Knowledge(
                find=lambda key: filed.get(key) or known.find(key),
                knows=lambda name: name in ids or known.knows(name),
            ),
        )
    added = [register.add(arrival).outcome for arrival in arrivals]
    recorded = [register.add_event(event) for event in events]
    return Loaded(sum(outcome != "unchanged" for outcome in added), sum(recorded))


def _read_journal(path: Path) -> Entry:
    try:
        journal = json.loads(read_given(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidValueError("this is not UTF-8", source=str(path), advice=_ADVICE) from None
    except RecursionError:
        raise InvalidValueError("it is nested too deep", source=str(path), advice=_ADVICE) from None
    except json.JSONDecodeError as error:
        raise InvalidValueError(
            f"this is not JSON: {error.msg}",
            source=str(path),
            line=error.lineno,
            column=error.colno,
            advice=_ADVICE,
        ) from None
    if not isinstance(journal, dict):
        raise InvalidValueError("a journal is one JSON object", source=str(path), advice=_ADVICE)
    return journal


def _entries(journal: Entry, name: str, path: Path) -> list[tuple[str, Entry]]:
    entries = journal.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidValueError(f"{name!r} is a list of objects", source=str(path), advice=_ADVICE)
    return [(f"{name}[{number}]", entry) for number, entry in enumerate(entries)]


def _arrival(entry: Entry, place: str, path: Path) -> Arrival:
    from ..extract import read_protocol  # with its dictionaries 0.2 s: not for those who only ask
    from ..ingest import read_bytes

    file = _beside(path, _text(entry, "file", place, path), place)
    content = read_given(file)
    source = read_bytes(file.name, content)
    protocol = read_protocol(source)
    found = protocol.head.number.value if protocol.head.number else None
    said = entry.get("number")
    if said is not None and (found is None or number_key(found) != number_key(str(said))):
        raise _wrong(path, f"{place}: the text has the number {found}, the journal says {said}")
    return Arrival(content, source, protocol, _moment(entry, "recorded", place, path), __version__)


def _beside(path: Path, name: str, place: str) -> Path:
    """Return the file that a journal names, beside it or below: a journal reads nothing elsewhere."""
    file = path.parent / name
    if not file.resolve().is_relative_to(path.parent.resolve()):
        raise _wrong(path, f"{place}: 'file' leads out of the journal's folder: {name!r}")
    return file


def _numbers(register: Register, filed: Mapping[str, Filed]) -> dict[str, set[str]]:
    """Return the keys of documents by what spellings of their numbers share."""
    found: dict[str, set[str]] = {}
    for key in {*register.keys(), *filed}:
        known = filed.get(key) or register.filed(key)
        if known.protocol.head.number:
            found.setdefault(number_key(known.protocol.head.number.value), set()).add(key)
    return found


def _event(entry: Entry, place: str, path: Path, numbers: Mapping[str, set[str]]) -> Event:
    kind, capacity = entry.get("type"), entry.get("capacity")
    if kind not in _KINDS:
        raise _wrong(path, f"{place}: no event is of the type {kind!r}; the types are {', '.join(_KINDS)}")
    if capacity is not None and capacity not in _CAPACITIES:
        raise _wrong(path, f"{place}: no capacity {capacity!r}; they are {', '.join(_CAPACITIES)}")
    return Event(
        id="",
        kind=cast("EventKind", kind),
        effective=_moment(entry, "effective", place, path),
        recorded=_moment(entry, "recorded", place, path),
        document=_document(entry.get("document"), place, path, numbers),
        point=entry.get("point"),
        by=entry.get("by"),
        capacity=cast("Capacity | None", capacity),
        cohorts=tuple(int(year) for year in entry.get("cohorts") or ()),
        member=entry.get("member"),
        instance=entry.get("instance"),
        ends_order=bool(entry.get("ends_order", False)),
        deadline=_moment(entry, "deadline", place, path) if entry.get("deadline") else None,
        successor=_successor(entry.get("with"), place, path, numbers),
        withdraws=entry.get("withdraws"),
        evidence=str(entry.get("evidence") or ""),
    )


def _named(events: list[tuple[str | None, Event]]) -> list[Event]:
    """Return the events with their ids; `withdraws` then names ids instead of the journal's own names."""
    ids: dict[str, str] = {}
    named: list[Event] = []
    waiting = list(events)
    while waiting:
        ready = [pair for pair in waiting if pair[1].withdraws not in {name for name, _ in waiting} - {None}]
        if not ready:
            raise InvalidValueError("withdrawals withdraw each other in a circle", advice=_ADVICE)
        for name, event in ready:
            target = event.withdraws
            whole = event if target is None else replace(event, withdraws=ids.get(target, target))
            whole = replace(whole, id=event_id(whole))
            named.append(whole)
            if name is not None:
                ids[name] = whole.id
        waiting = [pair for pair in waiting if pair not in ready]
    return named


def _document(number: object, place: str, path: Path, numbers: Mapping[str, set[str]]) -> str | None:
    if number is None:
        return None
    keys = numbers.get(number_key(str(number)), set())
    if len(keys) != 1:
        problem = "no document" if not keys else "several documents"
        raise UnknownNameError(
            f"{place}: {problem} with the number {number!r}", source=str(path), advice=_ADVICE
        )
    return next(iter(keys))


def _successor(named: object, place: str, path: Path, numbers: Mapping[str, set[str]]) -> PointId | None:
    if named is None:
        return None
    document, _, point = str(named).rpartition(" ")
    key = _document(document, place, path, numbers)
    return PointId(key or "", point)


def _text(entry: Entry, name: str, place: str, path: Path) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value:
        raise _wrong(path, f"{place}: {name!r} is missing")
    return value


def _moment(entry: Entry, name: str, place: str, path: Path) -> datetime:
    words = _text(entry, name, place, path)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise _wrong(path, f"{place}: {name!r} is no moment: {words!r}") from None
    if "T" not in words:
        return parse_moment(words).value
    return moment if moment.tzinfo else moment.replace(tzinfo=MOSCOW)


def _wrong(path: Path, problem: str) -> InvalidValueError:
    return InvalidValueError(problem, source=str(path), advice=_ADVICE)
