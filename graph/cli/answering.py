"""Commands that answer the main question: `ask`, `binding`, `why`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from .. import answers
from ..errors import InvalidValueError
from ..model import MOSCOW
from ..moments import Moment, now, parse_moment
from ..queries import find_query, shown_parameters
from ..store import Store
from .opening import open_store
from .options import Settings, common_options, helped, moment_options, said
from .printing import answer_language, print_answer, print_proof, print_rows


@click.command(help=helped("binding"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@click.option("--programme", metavar="NAME", help=said("programme"))
@click.option("--addressee", metavar="NAME", help=said("addressee"))
@click.option("--all", "everybody", is_flag=True, help=said("all"))
@moment_options
@common_options
def binding(  # noqa: PLR0913  each is an option of its own
    settings: Settings,
    *,
    cohort: int | None,
    programme: str | None,
    addressee: str | None,
    at: Moment,
    known_at: Moment,
    everybody: bool,
) -> None:
    """Print what binds whom at a moment, as known at another."""
    if [cohort is not None, addressee is not None, everybody].count(True) != 1:
        raise click.UsageError("say whom: one of --cohort YEAR, --addressee NAME, --all")
    if programme is not None and cohort is None:
        raise click.UsageError("--programme goes with --cohort, and only with it")
    whom = answers.Whom(cohort=cohort, programme=programme, addressee=addressee)
    print_answer(
        answers.what_binds(open_store(settings), whom, at, known_at, answer_language(settings)), settings
    )


@click.command(help=helped("why"))
@click.argument("order", metavar="ID", nargs=-1, required=True)
@moment_options
@common_options
def why(settings: Settings, order: tuple[str, ...], at: Moment, known_at: Moment) -> None:
    """Print the proof of an order's or a bundle's state; an ID needs no quotation marks."""
    proof = answers.prove(open_store(settings), " ".join(order), at, known_at, answer_language(settings))
    print_proof(proof, settings)


@click.command(help=helped("ask"))
@click.argument("question", nargs=-1, required=True)
@common_options
def ask(settings: Settings, question: tuple[str, ...]) -> None:
    """Print the answer to a question in words, the query chosen on the first line."""
    from ..ask import understand

    understood = understand(" ".join(question), today=_today(), language=settings.language)
    _announce(understood.query, understood.parameters, settings)
    _answer(open_store(settings), understood.query, understood.parameters, settings)


def _today() -> Any:  # noqa: ANN401
    return datetime.now(MOSCOW).date()


def _announce(query: str, parameters: dict[str, str], settings: Settings) -> None:
    """Say which query was chosen: on standard error where the output is for a program."""
    shown = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in parameters.items())
    command = query if query in ("binding", "why", "missing") else f"query {query}"
    click.echo(f"> {command} {shown}".rstrip(), err=settings.form not in (None, "table"))


def _answer(store: Store, query: str, parameters: dict[str, str], settings: Settings) -> None:
    named = {"query": query, "parameters": shown_parameters(find_query(query), parameters)}
    at, known_at = (
        parse_moment(parameters[name]) if name in parameters else now() for name in ("at", "known_at")
    )
    if query == "binding":
        if "cohort" not in parameters:
            raise InvalidValueError(
                "which cohort is meant?", advice="name its year, for example: the 2023 cohort"
            )
        whom = answers.Whom(cohort=int(parameters["cohort"]))
        print_answer(
            answers.what_binds(store, whom, at, known_at, answer_language(settings)), settings, named
        )
    elif query == "why":
        order = " ".join(parameters[name] for name in ("document", "point") if name in parameters)
        print_proof(answers.prove(store, order, at, known_at, answer_language(settings)), settings, named)
    else:
        print_rows(answers.answer_query(store, query, parameters), settings)
