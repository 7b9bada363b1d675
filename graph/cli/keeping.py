"""Commands that keep a register: `init`, `index`, `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..files import read_whole
from .options import Settings, common_options, helped, said
from .printing import answer_language, print_rows, rows_of

if TYPE_CHECKING:
    from ..rdf.dumped import Dumped


@click.command(help=helped("init"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--sample", is_flag=True, help=said("sample"))
@click.option("--dump", type=click.Path(path_type=Path), metavar="FILE", help=said("dump"))
@common_options
def init(
    settings: Settings,  # noqa: ARG001  every command takes them
    folder: Path,
    *,
    sample: bool,
    dump: Path | None,
) -> None:
    """Make a register in the folder: empty, with the sample, or of a dump that `export` wrote."""
    from ..register import create

    if sample and dump:
        raise click.UsageError("a register begins with the sample or with a dump, not with both")
    dumped = _read_dump(dump) if dump else None
    register = create(folder, sample=sample)
    if dumped is not None:
        from ..register.imported import fill

        fill(register, dumped, str(dump))
    click.echo(register.folder)


def _read_dump(path: Path) -> Dumped:
    from ..rdf.dumped import read_dump

    return read_dump(read_whole(path), path.suffix.removeprefix("."), str(path))


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
        store = (build.rebuild if rebuild else build.up_to_date)(register, progress=tell)
    print_rows(
        rows_of("index", ("documents", "triples"), [(len(register.keys()), store.manifest.triples)]), settings
    )


@click.command(help=helped("check"))
@common_options
def check(settings: Settings) -> int:
    """Print what is wrong and what deserves a look; 1 where something is wrong."""
    from ..register import find_register
    from ..validate import check_register
    from .progress import progress

    with progress() as tell:
        found = check_register(find_register(settings.data), answer_language(settings), tell)
    columns = ("severity", "document", "point", "code", "message")
    print_rows(
        rows_of("check", columns, [[getattr(row, name) for name in columns] for row in found]), settings
    )
    return 1 if any(row.severity == "error" for row in found) else 0
