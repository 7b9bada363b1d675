"""Commands that show the graph elsewhere: `draw` as a picture, `export` in a format of interchange."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from ..answers import check_cohort, find_document
from ..files import write_whole
from ..messages import say
from ..moments import Moment
from .opening import open_engine
from .options import Settings, common_options, helped, moment_options, options_with_forms, said

EXPORTS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf")


@click.command(help=helped("draw"))
@click.option("--cohort", type=int, metavar="YEAR", help=said("cohort"))
@click.option("--document", metavar="N", help=said("document"))
@moment_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=said("output"))
@click.option("--open", "show", is_flag=True, help=said("open"))
@common_options
def draw(  # noqa: PLR0913  each is an option of its own
    settings: Settings,
    *,
    cohort: int | None,
    document: str | None,
    at: Moment,
    known_at: Moment,
    output: Path,
    show: bool,
) -> None:
    """Write the picture and, if asked, open it in the browser."""
    from ..network import to_networkx
    from ..picture import picture_of
    from ..render.page import render_picture

    store = open_engine(settings)
    if cohort is not None:
        check_cohort(store, cohort)
    key = find_document(store, document)[0].rsplit("/", 1)[-1] if document else None
    view = picture_of(to_networkx(store), cohort=cohort, document=key, at=at.value, known_at=known_at.value)
    title = say("picture.title", settings.language, at=str(at)[:10])
    write_whole(output, render_picture(view, language=settings.language, title=title).encode("utf-8"))
    click.echo(output)
    if show:
        webbrowser.open(output.resolve().as_uri())


@click.command(help=helped("export"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=said("output"))
@options_with_forms(*EXPORTS)
def export(settings: Settings, output: Path | None) -> None:
    """Write the whole graph in the form asked for, Turtle unless another is."""
    from ..render.dump import dump

    content = dump(open_engine(settings), settings.form or EXPORTS[0])
    if output is not None:
        write_whole(output, content)
        click.echo(output)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
