"""What is installed here and how a register fares, part by part; nothing is made or mended."""

from __future__ import annotations

import locale
import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Literal

from .. import __version__
from ..build import Glance, fits
from ..calendar import NEWEST_YEAR
from ..errors import ObligraphError
from ..files import parts
from ..ingest import ocr, office
from ..register import Register
from ..register.register import ROOMS
from ..store import current_generation
from .verify import check_files

State = Literal["ok", "missing", "none", "stale", "wrong"]
"""`missing`: something that only some work needs; `none`: not made yet; `stale`: an index older than the
files; `wrong`: to be mended."""

_RUNTIME = ("click", "lxml", "networkx", "pyoxigraph", "pymorphy3", "pypdfium2", "pyshacl", "rdflib")
_NAME = re.compile(r"[0-9A-Za-z._-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its code, its state, what was found, and what to do where that is not ok."""

    part: str
    state: State
    found: str
    advice: str | None = None


def installation() -> Iterator[Part]:
    """Yield the program, its Python, its system, encodings, libraries and converters."""
    yield Part("obligraph", "ok", f"{__version__}, {Path(__file__).resolve().parents[1]}")
    yield Part(
        "python", "ok", f"{platform.python_implementation()} {platform.python_version()}, {sys.executable}"
    )
    yield Part("system", "ok", platform.platform())
    yield _encoding()
    yield Part("calendar", "ok", str(NEWEST_YEAR))
    yield from map(_library, _libraries())
    yield _office()
    yield _scans()


def _encoding() -> Part:
    names = sys.getfilesystemencoding()
    found = f"{names}, {locale.getlocale()[0] or 'C'} {locale.getpreferredencoding(do_setlocale=False)}"
    if names.lower() != "utf-8":
        return Part("encoding", "wrong", found, "names of files need UTF-8: set PYTHONUTF8=1")
    return Part("encoding", "ok", found)


def _libraries() -> list[str]:
    """Return what the installed package asks for; in a checkout, what every command needs."""
    try:
        asked = distribution("obligraph").requires or []
    except PackageNotFoundError:
        return sorted(_RUNTIME)
    names = (_NAME.match(line) for line in asked)
    return sorted({found[0] for found in names if found})


def _library(name: str) -> Part:
    try:
        return Part("library", "ok", f"{name} {version(name)}")
    except PackageNotFoundError:
        return Part("library", "wrong", name, "pip install -r requirements.txt")


def _office() -> Part:
    try:
        found = office.find_office()
    except ObligraphError as error:
        return Part("doc", "missing", error.problem, error.advice)
    return Part("doc", "ok", found)


def _scans() -> Part:
    try:
        return Part("scans", "ok", ocr.find_tesseract())
    except ObligraphError as error:
        return Part("scans", "missing", error.problem, error.advice)


def condition(register: Register) -> Iterator[Part]:
    """Yield where a register lies, what it holds, whether it is sound, and its index."""
    folder = register.folder
    yield Part("register", "ok", str(folder.resolve()))
    yield _writable(folder)
    try:
        yield Part("documents", "ok", str(len(register.keys())))
        yield Part("events", "ok", str(len(register.event_paths())))
        yield _soundness(register)
    except (ObligraphError, OSError) as error:
        yield Part("files", "wrong", str(error), "`obligraph verify` tells more")
    yield _leftovers(folder)
    yield _index(register)


def _writable(folder: Path) -> Part:
    if os.access(folder, os.W_OK):
        return Part("writable", "ok", "yes")
    return Part("writable", "missing", "no", "to add to it, see who may write there")


def _soundness(register: Register) -> Part:
    wrong = [one for one in check_files(register) if one.severity == "error"]
    if wrong:
        return Part("files", "wrong", f"{len(wrong)}: {wrong[0].file}", "`obligraph verify` lists them")
    return Part("files", "ok", f"{sum(1 for _ in _files(register.folder))}")


def _files(folder: Path) -> Iterator[Path]:
    rooms = (folder / room for room in ROOMS if room != "index")
    return (path for room in rooms for path in room.glob("*") if path.is_file())


def _leftovers(folder: Path) -> Part:
    left = [path for room in ROOMS for path in parts(folder / room)]
    return Part("interrupted", "ok", str(len(left)), "the next writing sweeps them" if left else None)


def _index(register: Register) -> Part:
    """Return how the index fares: up to date, stale, damaged, absent."""
    if not (register.folder / "index" / "CURRENT").is_file():
        return Part("index", "none", "0", "the next question makes it")
    generation = current_generation(register.folder / "index")
    if generation is None or generation.opened() is None:
        advice = "it is damaged or of another version; the next question makes it anew"
        return Part("index", "missing", "0", advice)
    found = f"{generation.folder.name}, {generation.manifest.triples}"
    try:
        if fits(Glance(register), generation):
            return Part("index", "ok", found)
    except (ObligraphError, OSError) as error:
        return Part("index", "wrong", str(error), "`obligraph verify` tells more")
    return Part("index", "stale", found, "files changed; the next question brings it up to date")
