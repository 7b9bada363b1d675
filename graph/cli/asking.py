"""What `ask` does with a question that was understood: the topic's answer, for each cohort named."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from .. import answers
from ..answers.conflicts import conflicts
from ..answers.discipline import discipline
from ..answers.drafting import draft_continuation
from ..answers.history import changes_between
from ..answers.short_terms import short_terms
from ..ask import Understood
from ..ask.leading import order_named
from ..moments import Moment, now, parse_moment
from ..queries import Rows, Selects
from ..render.table import render_json
from .options import Settings
from .printing import answer_language, print_answer, print_proof, print_rows

Parameters = Mapping[str, str]
Record = dict[str, Any]
_OWN_COMMANDS = ("binding", "missing")
"""Queries that are also commands of their own."""


def command_line(understood: Understood, parameters: Parameters) -> str:
    """Return the command that gives the same answer."""
    words = [understood.query] if understood.command else _query_words(understood.query)
    left = dict(parameters)
    if understood.query == "why":
        words.append(order_named(left))
        left = {name: value for name, value in left.items() if name in {"at", "known_at"}}
    for name, value in left.items():
        words += [f"--{name.replace('_', '-')}", value]
    return shlex.join(words)


def _query_words(name: str) -> list[str]:
    return [name] if name in _OWN_COMMANDS else ["query", name]


def answer_topic(store: Selects, understood: Understood, settings: Settings) -> Callable[[], None]:
    """Return what prints the answer to an understood question: found before anything is printed."""
    if understood.query == "binding":
        return _binding(store, understood, settings)
    if understood.query == "why":
        named = {"query": "why", "parameters": understood.parameters}
        order, at, known_at = order_named(understood.parameters), *_moments(understood.parameters)
        proof = answers.prove(store, order, at, known_at, answer_language(settings))
        return partial(print_proof, proof, settings, named)
    if understood.query == "draft":
        return _draft(store, understood, settings)
    found = [_rows(store, understood.query, parameters) for parameters in understood.each()]
    return partial(print_rows, _together(found), settings)


def _moments(parameters: Parameters) -> tuple[Moment, Moment]:
    at, known_at = (
        parse_moment(parameters[name]) if name in parameters else now() for name in ("at", "known_at")
    )
    return at, known_at


def _binding(store: Selects, understood: Understood, settings: Settings) -> Callable[[], None]:
    at, known_at = _moments(understood.parameters)
    found = []
    for parameters in understood.each():
        whom = answers.Whom(int(parameters["cohort"]), parameters.get("programme"))
        found.append(answers.what_binds(store, whom, at, known_at, answer_language(settings)))
    cohorts = [answer["cohort"] for answer in found]
    shown = {**understood.parameters, "cohort": cohorts if len(cohorts) > 1 else cohorts[0]}
    return partial(_print_binding, found, settings, {"query": "binding", "parameters": shown})


def _print_binding(found: Sequence[Record], settings: Settings, named: Record) -> None:
    if settings.form in {None, "table"}:
        for answer in found:
            print_answer(answer, settings)
    else:
        print_answer(answers.join_answers(found), settings, named)


def _draft(store: Selects, understood: Understood, settings: Settings) -> Callable[[], None]:
    moments = _moments(understood.parameters)
    found = [draft_continuation(store, int(each["cohort"]), *moments) for each in understood.each()]
    if settings.form == "json":
        named = {"query": "draft", "parameters": understood.parameters}
        record = {**named, **found[0]} if len(found) == 1 else {**named, "drafts": found}
        return partial(click.echo, render_json(record))
    return partial(click.echo, "\n\n".join(draft["text"] for draft in found))


def _rows(store: Selects, topic: str, parameters: Parameters) -> Rows:
    make = _COMMANDS.get(topic)
    return make(store, parameters) if make else answers.answer_query(store, topic, parameters)


def _changes(store: Selects, parameters: Parameters) -> Rows:
    start, end = (parse_moment(parameters[name]) if name in parameters else now() for name in ("from", "to"))
    year = int(parameters["cohort"]) if "cohort" in parameters else None
    if year is not None:
        answers.check_cohort(store, year)
    return changes_between(store, start, end, _moments(parameters)[1], year)


def _discipline(store: Selects, parameters: Parameters) -> Rows:
    at, known_at = _moments(parameters)
    start, end = (parse_moment(parameters[name]) if name in parameters else None for name in ("from", "to"))
    return discipline(store, at, known_at, start, end)


def _short_terms(store: Selects, parameters: Parameters) -> Rows:
    year = int(parameters["cohort"]) if "cohort" in parameters else None
    if year is not None:
        answers.check_cohort(store, year)
    return short_terms(store, int(parameters["days"]), *_moments(parameters), year)


_COMMANDS: dict[str, Callable[[Selects, Parameters], Rows]] = {
    "changes": _changes,
    "discipline": _discipline,
    "short-terms": _short_terms,
    "conflicts": lambda store, parameters: conflicts(store, *_moments(parameters)),
}


def _together(found: list[Rows]) -> Rows:
    """Return the answers for several cohorts as one; the parameter `cohort` is then a list."""
    if len(found) == 1:
        return found[0]
    cohorts: list[Any] = [rows.parameters["cohort"] for rows in found]
    return Rows(
        query=found[0].query,
        parameters={**found[0].parameters, "cohort": cohorts},
        columns=found[0].columns,
        rows=tuple(dict.fromkeys(row for rows in found for row in rows.rows)),
        assumptions=tuple(dict.fromkeys(line for rows in found for line in rows.assumptions)),
    )
