"""The proof of a verdict: rule by rule, event by event, down to the quoted words and the file's hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from ..messages import Language, say
from ..model import Landmark, LandmarkKind, place_among
from ..moments import Moment
from ..queries import Selects, among, part, run_query
from .lookup import Subject, find_idle_point, find_subjects
from .reasons import reason_sentence

Record = dict[str, Any]
_ENDED_BY = {"accepted", "cancellation", "replacement", "condition-false", "departure", "contested"}


def prove(store: Selects, words: str, at: Moment, known_at: Moment, language: Language = "en") -> Record:
    """Return the proof of the state of an order or bundle, one entry for each addressee's life.

    Each life has its verdict, its steps (rule, sentence, quoted words with offsets, file with its
    SHA-256) and what would change the verdict. A point that orders nothing has one life without a
    state, whose step says of which kind it is. Raises as `find_subjects`.
    """
    idle = find_idle_point(store, words)
    if idle is not None:
        return _proof(idle, at, known_at, [_orders_nothing(idle, language)])
    subject = find_subjects(store, words)
    moments: dict[str, str | None] = {"at": at.value.isoformat(), "known_at": known_at.value.isoformat()}
    named: dict[str, str | None] = moments | {"subject": subject.iri}
    states = run_query(store, part("state"), named).as_dicts()
    periods = among(state["period"] for state in states)
    steps = run_query(store, part("grounds"), {"period": periods, "at": moments["at"]}).as_dicts()
    affirmed = run_query(store, part("affirmations"), moments | {"paper": subject.paper}).as_dicts()
    judged = [_life(subject, state, steps, affirmed, language) for state in states]
    lives = _with_places(store, judged)
    named_thing = {"id": subject.id, "document": subject.document, "point": subject.point}
    return _proof(named_thing, at, known_at, lives or [_not_yet(store, subject, at, known_at, language)])


def _proof(thing: Record, at: Moment, known_at: Moment, lives: list[Record]) -> Record:
    return {
        **{name: thing[name] for name in ("id", "document", "point")},
        "at": str(at),
        "known_at": str(known_at),
        "lives": lives,
    }


def _orders_nothing(point: Record, language: Language) -> Record:
    rule = "continues-others" if point["continues"] else "orders-nothing"
    kind = say(f"kinds.{point['kind']}", language)
    text = say(f"rules.{rule}", language, kind=kind, documents=", ".join(point["continues"]))
    step = {"rule": rule, "text": text, "moment": None, "event": None, **point}
    kept = ("rule", "text", "moment", "event", "document", "date", "point", "quote", "source", "sha256")
    return {
        "cohort": None,
        "state": None,
        "binds": "no",
        "steps": [{**{name: step[name] for name in kept}, "span": [point["start"], point["end"]]}],
        "would_change": [],
    }


def _life(
    subject: Subject,
    state: Record,
    steps: list[Record],
    affirmed: list[Record],
    language: Language,
) -> Record:
    own = [step for step in steps if step["period"] == state["period"]]
    again = [
        dict(clause, rule="continued")
        for clause in affirmed
        if subject.point is not None
        and clause["paper"] == subject.paper
        and state["cohort"] is not None
        and clause["cohort"] in (None, state["cohort"])
    ]
    return {
        "cohort": state["cohort"],
        "programme": state["programme"],
        "addressee": state["addressee"],
        "state": state["state"],
        "binds": state["binds"],
        "due_from": state["due_from"],
        "due_until": state["due_until"],
        "not_mentioned_since": state["not_mentioned_since"],
        "steps": [_step(step, language) for step in (*own, *again)],
        "would_change": list(_changes(subject, state, own, language)),
    }


def _step(step: Record, language: Language) -> Record:
    quoted = step["quote"] is not None
    return {
        "rule": step["rule"],
        "text": reason_sentence(step, language),
        "moment": step["moment"],
        "event": step.get("event"),
        "document": step["document"],
        "date": step["date"],
        "point": step["point"],
        "quote": step["quote"],
        "span": [step["start"], step["end"]] if quoted else None,
        "source": step["source"],
        "sha256": step["sha256"],
        "place": None,
    }


def _with_places(store: Selects, lives: list[Record]) -> list[Record]:
    """Return the lives with the page or paragraph of each step's words, where the format has them."""
    steps = [step for life in lives for step in life["steps"] if step.get("span")]
    for source in sorted({step["source"] for step in steps}):
        rows = run_query(store, part("landmarks"), {"source": source}).rows
        marks = sorted((_landmark(str(mark)) for (mark,) in rows), key=lambda mark: mark.offset)
        for step in steps:
            if step["source"] == source:
                step["place"] = place_among(marks, step["span"][0]) or None
    return lives


def _landmark(text: str) -> Landmark:
    offset, kind, number = text.split()
    return Landmark(int(offset), cast("LandmarkKind", kind), int(number))


def _changes(subject: Subject, state: Record, steps: list[Record], language: Language) -> Iterator[str]:
    """Yield what one event or document would change the verdict."""
    ending = next((step for step in steps if step["rule"] in _ENDED_BY), None)
    if ending is not None:
        event = str(ending["event"] or "").rsplit("/id/event/", 1)[-1]
        yield say("proof.withdraw", language, event=event)
    if state["binds"] == "no":
        return
    if subject.point is None:
        yield say("proof.text", language, document=subject.document)
        yield say("proof.whole", language, document=subject.document)
        return
    yield say("proof.accept-report" if state["state"] == "reported" else "proof.accept", language)
    yield say("proof.cancel", language)
    if state["due_until"] is not None:
        yield say("proof.extend", language)
    if any(step["rule"] == "condition-open" for step in steps):
        yield say("proof.condition", language)
    if state["cohort"] is not None:
        yield say("proof.depart", language)


def _not_yet(store: Selects, subject: Subject, at: Moment, known_at: Moment, language: Language) -> Record:
    """Return the verdict where no period holds: the document is dated later, or was not known."""
    given = run_query(store, part("given"), {"paper": subject.paper}).as_dicts()
    unknown = any(datetime.fromisoformat(str(row["recorded"])) > known_at.value for row in given)
    rule = "not-known-yet" if unknown else "not-given-yet"
    del at  # the period that is missing was sought at it
    return {
        "cohort": subject.cohort,
        "state": "not-yet",
        "binds": "no",
        "steps": [{"rule": rule, "text": say(f"rules.{rule}", language)}],
        "would_change": [say("proof.later", language)] if rule == "not-given-yet" else [],
    }
