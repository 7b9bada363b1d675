"""Commands that answer the main question: `ask`, `binding`, `why`."""

from __future__ import annotations

from datetime import datetime

import click

from .. import answers
from ..model import MOSCOW
from ..moments import Moment
from ..queries import Selects, part, run_query
from .opening import open_engine
from .options import Settings, common_options, helped, moment_options, said
from .printing import answer_language, print_answer, print_proof


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
        answers.what_binds(open_engine(settings), whom, at, known_at, answer_language(settings)), settings
    )


@click.command(help=helped("why"))
@click.argument("order", metavar="ID", nargs=-1, required=True)
@moment_options
@common_options
def why(settings: Settings, order: tuple[str, ...], at: Moment, known_at: Moment) -> None:
    """Print the proof of an order's or a bundle's state; an ID needs no quotation marks."""
    proof = answers.prove(open_engine(settings), " ".join(order), at, known_at, answer_language(settings))
    print_proof(proof, settings)


@click.command(help=helped("ask"))
@click.argument("question", nargs=-1, required=True)
@common_options
def ask(settings: Settings, question: tuple[str, ...]) -> None:
    """Print the answer to a question in words, the query chosen and its parameters on the first line."""
    from ..ask import Names, understand
    from ..ask.leading import with_document_dates
    from .asking import answer_topic, command_line

    store = open_engine(settings)
    names = Names(*(_names(store, part_name) for part_name in ("parties", "issuers")))
    today = datetime.now(MOSCOW).date()
    understood = understand(" ".join(question), today=today, language=settings.language, names=names)
    understood = with_document_dates(store, understood)
    print_it = answer_topic(store, understood, settings)
    for parameters in understood.each():
        shown = f"> {command_line(understood, parameters)}"
        click.echo(shown, err=settings.form not in {None, "table"})
    print_it()


def _names(store: Selects, name: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in run_query(store, part(name), {}).rows)
