"""Commands that add to the register's history: `record`, `load`, `members`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast, get_args

import click

from ..answers import find_document, find_subjects
from ..errors import IdentityError, UnknownNameError
from ..files import read_whole
from ..model import Capacity, Event, EventKind, PointId
from ..moments import Moment, next_midnight, now, parse_moment
from ..queries import part, run_query
from ..store import Store
from .opening import open_store
from .options import Settings, common_options, helped, said
from .printing import print_rows, rows_of

_KINDS: dict[str, EventKind] = {
    "report": "report",
    "accept": "acceptance",
    "return": "return",
    "extend": "extension",
    "cancel": "cancellation",
    "replace": "replacement",
    "condition": "condition-true",
    "depart": "departure",
    "correct": "correction",
    "withdraw": "withdrawal",
}


def _read(_ctx: click.Context, _parameter: click.Parameter, words: str | None) -> Moment | None:
    return None if words is None else parse_moment(words)


@click.command(help=helped("record"))
@click.argument("kind", type=click.Choice(list(_KINDS)))
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
    from ..build import record as write_down
    from ..register import find_register

    if (kind == "condition") != (holds is not None):
        raise click.UsageError("--holds yes|no goes with `condition`, and only with it")
    if (kind in {"extend", "correct"}) != (deadline is not None):
        raise click.UsageError("--to goes with `extend` and `correct`, and only with them")
    if (kind == "replace") != (successor is not None):
        raise click.UsageError("--with goes with `replace`, and only with it")
    store = open_store(settings)
    document, point, years = (None, None, ()) if kind == "withdraw" else _find_target(store, target)
    file = Path(evidence) if evidence and Path(evidence).is_file() else None
    event = Event(
        id="",
        kind="condition-false" if holds == "no" else _KINDS[kind],
        effective=_beginning(effective),
        recorded=(recorded or now()).value,
        document=document,
        point=point,
        by=by,
        capacity=cast("Capacity | None", capacity),
        cohorts=cohorts or years,
        member=member,
        instance=instance,
        ends_order=ends,
        deadline=None if deadline is None else _end(deadline),
        successor=None if successor is None else _find_order(store, successor),
        withdraws=target if kind == "withdraw" else None,
        evidence="" if file else evidence,
    )
    click.echo(write_down(find_register(settings.data), event, file).id)


def _beginning(moment: Moment) -> datetime:
    """Return from when an event counts: a bare day from its beginning."""
    return (
        moment.value.replace(hour=0, minute=0, second=0, microsecond=0) if moment.bare_day else moment.value
    )


def _end(moment: Moment) -> datetime:
    """Return the exclusive end of a new term: a bare day is included."""
    return next_midnight(moment.value.date()) if moment.bare_day else moment.value


def _find_target(store: Store, words: str) -> tuple[str, str | None, tuple[int, ...]]:
    """Return the document's key, the point (None for a whole cited document) and the cohort of a bundle."""
    try:
        subject = find_subjects(store, words)
    except IdentityError:
        paper, _ = find_document(store, words)
        if _holds(store, paper):
            raise
        return _key(paper), None, ()
    years = (subject.cohort,) if subject.point is None and subject.cohort is not None and "@" in words else ()
    return _key(subject.paper), subject.point, years


def _key(paper: str) -> str:
    return paper.rsplit("/document/", 1)[-1]


def _holds(store: Store, paper: str) -> bool:
    return bool(run_query(store, part("given"), {"paper": paper}).rows)


def _find_order(store: Store, words: str) -> PointId:
    subject = find_subjects(store, words)
    if subject.point is None:
        raise UnknownNameError(f"{words!r} is no order", advice="name the order that replaces it")
    return PointId(_key(subject.paper), subject.point)


@click.command(help=helped("load"))
@click.argument("journal", type=click.Path(path_type=Path))
@common_options
def load(settings: Settings, journal: Path) -> None:
    """Load a journal and print what it added."""
    from ..build import load_journal
    from ..register import find_register

    loaded = load_journal(find_register(settings.data), journal)
    rows = [(str(journal), loaded.documents, loaded.events)]
    print_rows(rows_of("load", ("file", "documents", "events"), rows), settings)


@click.command(help=helped("members"))
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def members(settings: Settings, file: Path) -> None:
    """Add the members that a CSV file names and print how many are new."""
    from ..register import find_register, read_members

    added = find_register(settings.data).add_members(read_members(read_whole(file), str(file)))
    print_rows(rows_of("members", ("file", "members"), [(str(file), added)]), settings)
