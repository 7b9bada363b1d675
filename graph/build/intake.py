"""Documents taken in: each file read, understood, and filed; one bad file stops none of the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from .. import __version__
from ..errors import InvalidValueError, ObligraphError
from ..messages import Translation
from ..model import Protocol
from ..moments import now
from ..register import Arrival, Register, Taken
from .readings import Reading, batched, read_files

Progress = Callable[[int, int, str], None]
_BATCH = 200
"""How many files are taken in under one lock; other writers get their turn in between."""
Outcome = Literal["added", "unchanged", "rendition", "superseding", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file: its document's key, what was read from it, what went wrong."""

    file: str
    outcome: Outcome
    document: str | None = None
    points: int = 0
    orders: int = 0
    warnings: int = 0
    message: str | None = None


def take_in(  # noqa: PLR0913  each is an option of its own
    register: Register,
    paths: Sequence[Path],
    *,
    recorded: datetime | None = None,
    as_rendition_of: str | None = None,
    supersede: str | None = None,
    progress: Progress | None = None,
    spoken: Translation = str,
) -> list[Row]:
    """Take files and folders in and return a row for each file, in the order of taking.

    Folders are walked by name, hidden files left out. `recorded` is now unless given;
    `as_rendition_of` and `supersede` are document keys and mean one file. A file or folder that can't be
    read or that conflicts gives a row of outcome `failed`, with the reason as `spoken` puts it. Raises
    `InvalidValueError` for options that contradict and `RegisterError` where the register can't be
    written.
    """
    files = list(_files(paths))
    _check_options(files, as_rendition_of, supersede)
    moment = recorded or now().value
    rows: list[Row] = []
    with closing(read_files(files, register)) as readings:
        for batch in batched(readings, _BATCH):
            with register.adding() as add:
                for reading in batch:
                    if progress is not None:
                        progress(len(rows), len(files), reading.file.name)
                    rows.append(_take_one(register, add, reading, moment, as_rendition_of, supersede, spoken))
    return rows


def _check_options(files: list[Path], as_rendition_of: str | None, supersede: str | None) -> None:
    if as_rendition_of is not None and supersede is not None:
        raise InvalidValueError("a file is a rendition or supersedes, not both", advice="give one of the two")
    if (as_rendition_of or supersede) and len(files) != 1:
        advice = "take in that one file alone"
        raise InvalidValueError(f"only one file can be that, not {len(files)}", advice=advice)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files meant; what does not exist or can't be listed is yielded too, to fail by name."""
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where one may not look
            yield from sorted(_within(path))
        else:
            yield path


def _within(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those in it, hidden ones left out; and folders that can't be listed."""
    unlisted: list[Path] = []
    for name, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [one for one in folders if not one.startswith(".")]
        shown = (Path(name, one) for one in files if not one.startswith("."))
        yield from (path for path in shown if path.is_file())
    yield from unlisted


def _take_one(  # noqa: PLR0913, PLR0917  all that decides what becomes of one file
    register: Register,
    add: Callable[[Arrival], Taken],
    reading: Reading,
    recorded: datetime,
    as_rendition_of: str | None,
    supersede: str | None,
    spoken: Translation,
) -> Row:
    file = reading.file
    if reading.known is not None:
        return _row(file, "unchanged", reading.known.key, register.filed(reading.known.key).protocol)
    try:
        source, protocol = reading.result()
        arrival = Arrival(
            reading.content, source, protocol, recorded, __version__, as_rendition_of, supersede
        )
        taken = add(arrival)
    except ObligraphError as error:
        if error.exit_code != 1:
            raise
        return Row(str(file), "failed", message=error.told(spoken))
    return _row(file, taken.outcome, taken.card.key, protocol)


def _row(file: Path, outcome: Outcome, key: str, protocol: Protocol) -> Row:
    orders = sum(point.kind.value == "order" for point in protocol.points)
    warnings = len(protocol.notices)
    return Row(str(file), outcome, key, len(protocol.points), orders, warnings)
