"""The command `report`: an Excel workbook, a calendar file or a control list to print."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..answers import Whom
from ..files import write_whole
from ..moments import Moment
from ..report.forms import FORMS, ReportForm
from ..store import Store
from .opening import open_engine
from .options import Settings, chosen_form, helped, moment_options, options_with_forms, said

if TYPE_CHECKING:
    from ..remote import RemoteStore


@click.command(help=helped("report"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@click.option("--programme", metavar="NAME", help=said("programme"))
@click.option("--addressee", metavar="NAME", help=said("addressee"))
@click.option("--all", "everybody", is_flag=True, help=said("report-all"))
@click.option(
    "--upcoming", type=click.IntRange(0, 3660), default=366, show_default=True, help=said("upcoming")
)
@moment_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=said("output"))
@options_with_forms(*FORMS)
def report(  # noqa: PLR0913  each is an option of its own
    settings: Settings,
    *,
    cohort: int | None,
    programme: str | None,
    addressee: str | None,
    everybody: bool,
    upcoming: int,
    at: Moment,
    known_at: Moment,
    output: Path,
) -> None:
    """Write a report; without --format its form is the one that the file's name ends with."""
    from ..report import Asked, gather, render_report

    if [cohort is not None, addressee is not None, everybody].count(True) > 1:
        raise click.UsageError(
            "say whom once: --cohort YEAR, --addressee NAME or --all (which it is unless said)"
        )
    if programme is not None and cohort is None:
        raise click.UsageError("--programme goes with --cohort, and only with it")
    form: ReportForm = chosen_form(_named_by(settings, output), FORMS)
    whom = Whom(cohort=cohort, programme=programme, addressee=addressee)
    store = open_engine(settings)
    contents = gather(store, Asked(whom, at, known_at, settings.language), _state(store))
    write_whole(output, render_report(form, contents, upcoming))
    click.echo(output)


def _state(store: Store | RemoteStore) -> str:
    """Return a digest of what is asked: the index's own, or that of all that a server says it holds."""
    if isinstance(store, Store):
        return store.manifest.digest
    lines = sorted(f"{name} {state.sha256}" for name, state in store.published().graphs.items())
    return sha256("\n".join(lines).encode()).hexdigest()


def _named_by(settings: Settings, output: Path) -> Settings:
    """Return the settings with the form that the file's name ends with, where none is asked for."""
    suffix = output.suffix.removeprefix(".").lower()
    if settings.form is not None or suffix not in FORMS:
        return settings
    return replace(settings, form=suffix)
