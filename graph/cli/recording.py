"""Commands that add to the register's history: `record`, `load`, `members`."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from ..answers.telling import TOLD_KINDS, Told, event_told
from ..files import is_file, read_given
from ..model import Capacity
from ..moments import Moment, parse_moment
from .opening import open_store
from .options import Settings, common_options, helped, said
from .printing import print_rows, rows_of


def _read(_ctx: click.Context, _parameter: click.Parameter, words: str | None) -> Moment | None:
    return None if words is None else parse_moment(words)


@click.command(help=helped("record"))
@click.argument("kind", type=click.Choice(list(TOLD_KINDS)))
@click.argument("target", metavar="ID")
@click.option("--on", "effective", metavar="MOMENT", required=True, callback=_read, help=said("on"))
@click.option("--by", metavar="WHO", help=said("by"))
@click.option("--as", "capacity", type=click.Choice(get_args(Capacity)), help=said("as"))
@click.option("--cohort", "cohorts", type=int, multiple=True, metavar="YEAR", help=said("only-cohort"))
@click.option("--member", metavar="NAME", help=said("member"))
@click.option("--instance", metavar="PERIOD", help=said("instance"))
@click.option("--ends", is_flag=True, help=said("ends"))
@click.option("--to", "deadline", metavar="MOMENT", callback=_read, help=said("to"))
@click.option("--with", "successor", metavar="ID", help=said("with"))
@click.option("--holds", type=click.Choice(["yes", "no"]), help=said("holds"))
@click.option("--evidence", metavar="TEXT|FILE", default="", help=said("evidence"))
@click.option("--recorded", metavar="MOMENT", callback=_read, help=said("recorded"))
@common_options
def record(  # noqa: PLR0913  each is an option of its own
    settings: Settings,
    *,
    kind: str,
    target: str,
    effective: Moment,
    by: str | None,
    capacity: str | None,
    cohorts: tuple[int, ...],
    member: str | None,
    instance: str | None,
    ends: bool,
    deadline: Moment | None,
    successor: str | None,
    holds: str | None,
    evidence: str,
    recorded: Moment | None,
) -> None:
    """Record an event and print its id."""
    from ..build import changing
    from ..build import record as write_down
    from ..register import find_register

    if (kind == "condition") != (holds is not None):
        raise click.UsageError("--holds yes|no goes with `condition`, and only with it")
    if (kind in {"extend", "correct"}) != (deadline is not None):
        raise click.UsageError("--to goes with `extend` and `correct`, and only with them")
    if (kind == "replace") != (successor is not None):
        raise click.UsageError("--with goes with `replace`, and only with it")
    file = Path(evidence) if evidence and is_file(evidence) else None
    told = Told(
        kind=kind,
        target=target,
        effective=effective,
        recorded=recorded,
        by=by,
        capacity=cast("Capacity | None", capacity),
        cohorts=cohorts,
        member=member,
        instance=instance,
        ends=ends,
        deadline=deadline,
        successor=successor,
        holds=None if holds is None else holds == "yes",
        evidence="" if file else evidence,
    )
    event = event_told(open_store(settings), told)
    register = find_register(settings.data)
    with changing(register):
        written = write_down(register, event, file)
    click.echo(written.id)


@click.command(help=helped("load"))
@click.argument("journal", type=click.Path(path_type=Path))
@common_options
def load(settings: Settings, journal: Path) -> None:
    """Load a journal and print what it added."""
    from ..build import changing, load_journal
    from ..register import find_register

    register = find_register(settings.data)
    with changing(register):
        loaded = load_journal(register, journal)
    rows = [(str(journal), loaded.documents, loaded.events)]
    print_rows(rows_of("load", ("file", "documents", "events"), rows), settings)


@click.command(help=helped("members"))
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def members(settings: Settings, file: Path) -> None:
    """Add the members that a CSV file names and print how many are new."""
    from ..build import changing
    from ..register import find_register, read_members

    register, named = find_register(settings.data), read_members(read_given(file), str(file))
    with changing(register):
        added = register.add_members(named)
    print_rows(rows_of("members", ("file", "members"), [(str(file), added)]), settings)
