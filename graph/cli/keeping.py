"""Commands that keep a register: `init`, `index`, `check`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Settings, common_options, helped, said
from .printing import answer_language, print_rows, rows_of


@click.command(help=helped("init"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--sample", is_flag=True, help=said("sample"))
@common_options
def init(settings: Settings, folder: Path, *, sample: bool) -> None:  # noqa: ARG001  every command takes them
    """Make a register in the folder."""
    from ..register import create

    register = create(folder, sample=sample)
    click.echo(register.folder)


@click.command(help=helped("index"))
@click.option("--rebuild", is_flag=True, help=said("rebuild"))
@common_options
def index(settings: Settings, *, rebuild: bool) -> None:
    """Bring the index up to date and say what it holds."""
    from .. import build
    from ..register import find_register
    from .progress import progress

    register = find_register(settings.data)
    with progress() as tell:
        store = (build.rebuild if rebuild else build.ready)(register, progress=tell)
    print_rows(
        rows_of("index", ("documents", "triples"), [(len(register.keys()), len(store.triples))]), settings
    )


@click.command(help=helped("check"))
@common_options
def check(settings: Settings) -> int:
    """Print what is wrong and what deserves a look; 1 where something is wrong."""
    from ..register import find_register
    from ..validate import check_register

    found = check_register(find_register(settings.data), answer_language(settings))
    columns = ("severity", "document", "point", "code", "message")
    print_rows(
        rows_of("check", columns, [[getattr(row, name) for name in columns] for row in found]), settings
    )
    return 1 if any(row.severity == "error" for row in found) else 0
