"""Files that came with a form, kept for as long as they are needed under names that can't lead anywhere."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]')
_LONGEST = 120


def safe_name(name: str) -> str:
    """Return the last part of a file's name without what could lead out of a folder or harm a terminal."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = _UNFIT.sub("_", last).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{ending[:20]}" if dot and stem else kept[:_LONGEST] or "file"


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """Return the files of a form's field; an empty field brings one without a name."""
    return [file for file in form.getlist(name) if isinstance(file, UploadFile) and file.filename]


@contextmanager
def kept_files(files: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """Give the files' paths, each alone in a folder of its own; all are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="obligraph-") as folder:
        yield [_keep(file, Path(folder) / str(number)) for number, file in enumerate(files)]


def _keep(file: UploadFile, folder: Path) -> Path:
    folder.mkdir()
    path = folder / safe_name(file.filename or "")
    with path.open("wb") as kept:
        shutil.copyfileobj(file.file, kept)
    return path
