"""Commands that keep a register safe: `backup`, `restore`, `verify`, `migrate`, `doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import RegisterError
from .options import Settings, common_options, helped
from .printing import answer_language, print_rows, rows_of

if TYPE_CHECKING:
    from ..archive.health import Part


@click.command(help=helped("backup"))
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@common_options
def backup(settings: Settings, file: Path) -> None:
    """Write the register into one file and say what came into it."""
    from .. import archive
    from ..register import find_register
    from .progress import progress

    register = find_register(settings.data)
    with progress() as tell:
        saved = archive.backup(register, file, tell)
    columns = ("file", "files", "size", "sha256")
    print_rows(rows_of("backup", columns, [(str(file), saved.files, saved.size, saved.sha256)]), settings)


@click.command(help=helped("restore"))
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@common_options
def restore(settings: Settings, file: Path, folder: Path) -> None:
    """Make a register of a backup and say what it holds."""
    from .. import archive
    from .progress import progress

    with progress() as tell:
        register = archive.restore(file, folder, tell)
    held = (str(folder), len(register.keys()), len(register.event_paths()))
    print_rows(rows_of("restore", ("folder", "documents", "events"), [held]), settings)


@click.command(help=helped("verify"))
@click.argument("file", type=click.Path(path_type=Path), metavar="[BACKUP]", required=False)
@common_options
def verify(settings: Settings, file: Path | None) -> int:
    """Print what differs from what it was made from; 1 where something is damaged."""
    from .. import archive
    from ..register import find_register
    from .progress import progress

    columns = ("severity", "file", "document", "code", "message")
    if file is not None:
        count = archive.check_archive(file)
        print_rows(rows_of("verify", columns, []), settings)
        _say_sound(settings, count)
        return 0
    register = find_register(settings.data)
    with progress() as tell:
        found = archive.verify(register, tell)
    language = answer_language(settings)
    rows = [(one.severity, one.file, one.document, one.code, one.sentence(language)) for one in found]
    print_rows(rows_of("verify", columns, rows), settings)
    if not found:
        _say_sound(settings, len(register.every_card()) + len(register.event_paths()))
    return 1 if any(one.severity == "error" for one in found) else 0


def _say_sound(settings: Settings, count: int) -> None:
    from ..messages import say

    click.echo(say("archive.sound", settings.language, count=count), err=True)


@click.command(help=helped("migrate"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@common_options
def migrate(settings: Settings, folder: Path) -> None:
    """Carry the register of a folder to today's format and say from which."""
    from .. import archive

    before, now = archive.migrate(folder)
    print_rows(rows_of("migrate", ("folder", "from", "to"), [(str(folder), before, now)]), settings)


@click.command(help=helped("doctor"))
@common_options
def doctor(settings: Settings) -> int:
    """Print what is installed and how the register fares; 1 where something is wrong."""
    from ..archive.health import installation
    from ..messages import say

    parts = [*installation(), *_register_parts(settings)]
    columns = ("part", "state", "found", "advice")
    rows = [(one.part, one.state, one.found, one.advice) for one in parts]
    print_rows(rows_of("doctor", columns, rows), settings)
    for one in parts:
        if one.part == "index":
            click.echo(say(f"archive.index-{one.state}", settings.language, found=one.found), err=True)
    return 1 if any(one.state == "wrong" for one in parts) else 0


def _register_parts(settings: Settings) -> list[Part]:
    """Return how the register fares; one that is named and is none is wrong, none at all is not."""
    from ..archive.health import Part, condition
    from ..register import find_register, named_folder

    try:
        register = find_register(settings.data)
    except RegisterError as error:
        named = named_folder(settings.data) is not None
        return [Part("register", "wrong" if named else "none", _told(error), error.advice)]
    return list(condition(register))


def _told(error: RegisterError) -> str:
    return f"{error.source}: {error.problem}" if error.source else error.problem
