"""Commands that read files: `parse` shows, `ingest` keeps."""

from __future__ import annotations

from pathlib import Path

import click

from ..model import Protocol
from ..moments import Moment, parse_moment
from ..queries import Cell
from .options import Settings, chosen_form, common_options, helped, said
from .printing import print_rows, rows_of


@click.command(help=helped("parse"))
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def parse(settings: Settings, file: Path) -> None:
    """Print what would be read from the file."""
    from ..extract import read_protocol
    from ..ingest import read_file
    from ..render.parsed import to_record
    from ..render.table import render_json

    form = chosen_form(settings, ("table", "json", "csv", "markdown"))
    source = read_file(file)
    protocol = read_protocol(source)
    if form == "json":
        click.echo(render_json(to_record(source, protocol)))
        return
    columns = ("path", "kind", "addressees", "cohorts", "deadline", "quote")
    print_rows(rows_of("parse", columns, _point_rows(protocol), {"file": file.name}), settings)


def _point_rows(protocol: Protocol) -> list[list[Cell]]:
    return [
        [
            point.path,
            point.kind.value,
            [fact.value.name for fact in point.addressees],
            [fact.value.year for fact in point.cohorts],
            point.deadline.value.text if point.deadline else None,
            point.span.text,
        ]
        for point in protocol.points
    ]


def _read_recorded(_ctx: click.Context, _parameter: click.Parameter, words: str | None) -> Moment | None:
    return None if words is None else parse_moment(words)


@click.command(help=helped("ingest"))
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--recorded", metavar="MOMENT", callback=_read_recorded, help=said("recorded"))
@click.option("--as-rendition-of", metavar="ID", help=said("rendition"))
@click.option("--supersede", metavar="ID", help=said("supersede"))
@common_options
def ingest(
    settings: Settings,
    paths: tuple[Path, ...],
    recorded: Moment | None,
    as_rendition_of: str | None,
    supersede: str | None,
) -> int:
    """Take the files in; 1 where one of them was not."""
    from ..build import take_in
    from ..register import find_register
    from .progress import progress

    with progress() as tell:
        outcomes = take_in(
            find_register(settings.data),
            paths,
            recorded=recorded.value if recorded else None,
            as_rendition_of=as_rendition_of,
            supersede=supersede,
            progress=tell,
        )
    columns = ("file", "outcome", "document", "points", "orders", "warnings", "message")
    rows = [[getattr(outcome, column) for column in columns] for outcome in outcomes]
    print_rows(rows_of("ingest", columns, rows), settings)
    return 1 if any(outcome.outcome == "failed" for outcome in outcomes) else 0
