"""Commands over time: `due`, `changes`, `discipline`, `conflicts`, `draft`."""

from __future__ import annotations

import click

from ..answers import answer_query, check_cohort
from ..answers.conflicts import conflicts as find_conflicts
from ..answers.discipline import discipline as discipline_figures
from ..answers.drafting import draft_continuation
from ..answers.history import changes_between
from ..answers.short_terms import short_terms as find_short_terms
from ..moments import Moment, parse_moment
from ..render.table import render_json
from .opening import open_engine
from .options import Settings, chosen_form, common_options, helped, moment_options, said
from .printing import print_rows


def _read(_ctx: click.Context, _parameter: click.Parameter, words: str | None) -> Moment | None:
    return None if words is None else parse_moment(words)


@click.command(help=helped("due"))
@click.option("--from", "start", metavar="DAY", help=said("from"))
@click.option("--to", "end", metavar="DAY", help=said("until"))
@click.option("--cohort", metavar="YEAR", help=said("cohort"))
@moment_options
@common_options
def due(  # noqa: PLR0913  each is an option of its own
    settings: Settings,
    *,
    start: str | None,
    end: str | None,
    cohort: str | None,
    at: Moment,
    known_at: Moment,
) -> None:
    """Print the binding orders whose terms end in the period, from the moment asked about unless said."""
    values = {
        "from": start or (None if end else at.value.isoformat()),
        "to": end,
        "cohort": cohort,
        "at": at.value.isoformat(),
        "known_at": known_at.value.isoformat(),
    }
    print_rows(answer_query(open_engine(settings), "due", values), settings)


@click.command(help=helped("changes"))
@click.option("--from", "start", metavar="DAY", required=True, callback=_read, help=said("from"))
@click.option("--to", "end", metavar="DAY", required=True, callback=_read, help=said("until"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@moment_options
@common_options
def changes(  # noqa: PLR0913  each is an option of its own
    settings: Settings, *, start: Moment, end: Moment, cohort: int | None, at: Moment, known_at: Moment
) -> None:
    """Print what began and ceased to bind between two moments."""
    del at  # the two moments take its place
    store = open_engine(settings)
    if cohort is not None:
        check_cohort(store, cohort)
    print_rows(changes_between(store, start, end, known_at, cohort), settings)


@click.command(help=helped("discipline"))
@click.option("--from", "start", metavar="DAY", callback=_read, help=said("from"))
@click.option("--to", "end", metavar="DAY", callback=_read, help=said("until"))
@moment_options
@common_options
def discipline(
    settings: Settings, *, start: Moment | None, end: Moment | None, at: Moment, known_at: Moment
) -> None:
    """Print the discipline figures with what they leave out."""
    print_rows(discipline_figures(open_engine(settings), at, known_at, start, end), settings)


@click.command(help=helped("conflicts"))
@moment_options
@common_options
def conflicts(settings: Settings, *, at: Moment, known_at: Moment) -> None:
    """Print the pairs of orders that contradict each other."""
    print_rows(find_conflicts(open_engine(settings), at, known_at), settings)


@click.command("short-terms", help=helped("short-terms"))
@click.option("--days", type=click.IntRange(1), default=3, show_default=True, help=said("days"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@moment_options
@common_options
def short_terms(settings: Settings, *, days: int, cohort: int | None, at: Moment, known_at: Moment) -> None:
    """Print the orders whose terms are shorter than so many working days."""
    store = open_engine(settings)
    if cohort is not None:
        check_cohort(store, cohort)
    print_rows(find_short_terms(store, days, at, known_at, cohort), settings)


@click.command(help=helped("draft"))
@click.option("--cohort", type=int, required=True, metavar="YEAR", help=said("cohort"))
@moment_options
@common_options
def draft(settings: Settings, *, cohort: int, at: Moment, known_at: Moment) -> None:
    """Print the wording of the next continuation."""
    made = draft_continuation(open_engine(settings), cohort, at, known_at)
    form = chosen_form(settings, ("table", "json"))
    click.echo(render_json(made) if form == "json" else made["text"])
