"""What a backup holds: the list of its files with their hashes, and the reading of them with distrust."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import RegisterError, UnreadableFileError

LIST = "backup.json"
"""The archive's own file; no register has one of this name."""

FORMAT = 1
_ADVICE = "take another backup"
_STEP = re.compile(r"[^\x00-\x1f\\/:*?\"<>|]+")
_READING = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup: its name within the register, its bytes, their SHA-256."""

    name: str
    size: int
    sha256: str


def write_list(entries: list[Entry]) -> bytes:
    """Return the list as JSON, one file a line."""
    lines = ",\n".join(json.dumps(asdict(entry), ensure_ascii=False) for entry in entries)
    return f'{{"obligraph backup": {FORMAT}, "files": [\n{lines}\n]}}\n'.encode()


def is_archive(path: Path) -> bool:
    """Return whether a file is a backup, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return LIST in archive.namelist()
    except (OSError, *_READING):
        return False


class Contents:
    """An opened backup: `entries` as its list names them; `pieces` gives a file's bytes, checked."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        """Read the list and compare it with the members."""
        self._archive, self._source = archive, source
        self.entries = self._list()
        self._compare()

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """Yield a file's bytes by pieces; raise `UnreadableFileError` where they are not as listed."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(entry.name) as member:
                while piece := member.read(min(1 << 20, entry.size + 1)):
                    size += len(piece)
                    if size > entry.size:
                        break
                    digest.update(piece)
                    yield piece
        except (*_READING, OSError) as error:
            raise self._wrong(f"{entry.name} is damaged ({error})") from error
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise self._wrong(f"{entry.name} is not the file that was saved: its SHA-256 differs")

    def _list(self) -> list[Entry]:
        try:
            said = json.loads(self._archive.read(LIST))
            form, listed = said["obligraph backup"], [Entry(**entry) for entry in said["files"]]
        except KeyError as error:
            raise self._wrong("this is no backup: it has no list of its files") from error
        except (*_READING, TypeError, OSError) as error:
            raise self._wrong("the list of its files is damaged") from error
        if form != FORMAT:
            problem = f"this backup has format {form}, and this version reads format {FORMAT}"
            raise RegisterError(problem, source=self._source, advice="use a newer version of obligraph")
        return listed

    def _compare(self) -> None:
        """Raise where members and list differ, or a name leads out, hides, or comes twice."""
        members = self._archive.infolist()
        there, listed = [member.filename for member in members], [entry.name for entry in self.entries]
        for name in listed:
            if not is_safe(name):
                raise self._wrong(f"the name {name!r} leads out of a register")
        for member in members:
            if stat.S_ISLNK(member.external_attr >> 16):
                raise self._wrong(f"{member.filename!r} is a link")
        if len({name.casefold() for name in listed}) != len(listed) or len(set(there)) != len(there):
            raise self._wrong("two of its files have one name")
        if strange := sorted({*there} ^ {*listed, LIST}):
            raise self._wrong(f"{strange[0]} is in the archive or in its list, but not in both")

    def _wrong(self, problem: str) -> UnreadableFileError:
        return UnreadableFileError(problem, source=self._source, advice=_ADVICE)


def is_safe(name: str) -> bool:
    """Return whether a name stays inside: steps that every system takes, none hidden, none the index."""
    steps = name.split("/")
    plain = all(_STEP.fullmatch(step) and step[0] != "." and step[-1] not in ". " for step in steps)
    return plain and steps[0] != "index" and name != LIST


@contextmanager
def opened(path: Path) -> Iterator[Contents]:
    """Open a backup; raise `UnreadableFileError` where it is missing, damaged or none."""
    source = str(path)
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFileError(
            f"can't be read ({reason})", source=source, advice="name a backup"
        ) from error
    except _READING as error:
        raise UnreadableFileError("this is no backup, or a cut one", source=source, advice=_ADVICE) from error
    with archive:
        yield Contents(archive, source)


def check_archive(path: Path) -> int:
    """Compare every file of a backup with its hash and return how many there are."""
    with opened(path) as contents:
        for entry in contents.entries:
            for _ in contents.pieces(entry):
                pass
        return len(contents.entries)
