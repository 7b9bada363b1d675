"""Commands that read files: `parse` shows, `ingest` keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..messages import say, translation
from ..model import Protocol
from ..moments import Moment, parse_moment
from ..queries import Cell
from .options import Settings, chosen_form, common_options, helped, said
from .printing import print_rows, rows_of

if TYPE_CHECKING:
    from ..build import Row
    from ..register import Register


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
    from ..build import changing, take_in
    from ..register import find_register
    from ..validate import checking_shapes
    from .progress import progress

    register = find_register(settings.data)
    named = {"as_rendition_of": as_rendition_of, "supersede": supersede}
    keys = {name: _key(settings, words) if words else None for name, words in named.items()}
    with progress() as tell, ExitStack() as beside:
        with changing(register, tell):
            moment, spoken = recorded.value if recorded else None, translation(settings.language)
            outcomes = take_in(register, paths, recorded=moment, progress=tell, spoken=spoken, **keys)
            shapes = checking_shapes(register, _new(outcomes), settings.language, tell)
            found = beside.enter_context(shapes)  # while the index is brought up to date
        broken = found()
    columns = ["file", "outcome", "document", "points", "orders", "warnings"]
    columns += ["message"] * (settings.form in {"json", "csv"})  # people read it below
    rows = [[getattr(outcome, column) for column in columns] for outcome in outcomes]
    print_rows(rows_of("ingest", columns, rows), settings)
    _say_what_is_wrong(register, outcomes, settings)
    for row in broken:
        click.echo(f"obligraph: {row.document}: {row.message}", err=True)
    click.echo(_summary(outcomes, settings), err=True)
    return 1 if broken or any(outcome.outcome == "failed" for outcome in outcomes) else 0


def _new(outcomes: Sequence[Row]) -> list[str]:
    """Return the documents whose triples are new."""
    return [one.document for one in outcomes if one.document and one.outcome in {"added", "superseding"}]


def _summary(outcomes: Sequence[Row], settings: Settings) -> str:
    """Return one line on all the files: what became of them, what was read."""
    became = Counter(outcome.outcome for outcome in outcomes)
    return say(
        "ingest.summary",
        settings.language,
        files=len(outcomes),
        outcomes=", ".join(
            f"{say(f'ingest.{name}', settings.language)} {count}" for name, count in became.items()
        ),
        points=sum(outcome.points for outcome in outcomes),
        orders=sum(outcome.orders for outcome in outcomes),
        warnings=sum(outcome.warnings for outcome in outcomes),
    )


def _key(settings: Settings, words: str) -> str:
    """Return the key of the document that an ID means."""
    from ..answers import find_document
    from .opening import open_store

    return find_document(open_store(settings), words, whole=True)[0].rsplit("/", 1)[-1]


def _say_what_is_wrong(register: Register, outcomes: Sequence[Row], settings: Settings) -> None:
    """Say on standard error why a file was not taken in, and what one that was gives cause to look at."""
    from ..render.table import visible

    for outcome in outcomes:
        if outcome.outcome == "failed":
            click.echo(f"obligraph: {visible(outcome.message or '')}", err=True)
        elif outcome.warnings and outcome.outcome in {"added", "superseding"} and outcome.document:
            for notice in register.filed(outcome.document).protocol.notices:
                words = say(f"notices.{notice.code}", settings.language, **dict(notice.details))
                line = f"{outcome.file}: {say('notices.warning', settings.language)}: {words}"
                click.echo(visible(line), err=True)
