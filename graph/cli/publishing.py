"""The command that fills a SPARQL server: `publish`."""

from __future__ import annotations

import click

from .opening import open_store
from .options import Settings, common_options, helped
from .printing import print_rows, rows_of
from .progress import progress

_COLUMNS = ("server", "sent", "removed", "left", "triples")


@click.command(help=helped("publish"))
@click.argument("url", metavar="URL", required=False)
@common_options
def publish(settings: Settings, url: str | None) -> None:
    """Make a server equal to the register and say how many graphs that took."""
    from ..build.publish import publish as make_equal

    target = url or settings.engine
    if target is None:
        raise click.UsageError("name the server: its URL, or --engine URL")
    store = open_store(settings)
    with progress() as tell:
        done = make_equal(store, target, progress=tell)
    row = (done.server, done.sent, done.removed, done.left, done.triples)
    print_rows(rows_of("publish", _COLUMNS, [row]), settings)
