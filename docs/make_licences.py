"""The page of licences: every library that is installed with Obligraph, every script inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
_LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ; ([^\\]*[^\\ ]))?", re.MULTILINE)
_LONGEST = 60
_SAYS_NOTHING = re.compile(r"unknown|dual license|copyright|^$", re.IGNORECASE)

ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "setuptools": "MIT",
    "zipp": "MIT",
}
"""Libraries that only other systems or other versions of Python install, read from their packages."""

VENDORED = (
    ("vis-network 10.1.5", "Apache-2.0 OR MIT", "graph/render/static/vis-network-10.1.5.min.js"),
    ("htmx 2.0.11", "0BSD", "graph/web/static/htmx-2.0.11.min.js"),
    ("YASGUI 4.6.2", "MIT", "graph/web/static/yasgui/yasgui-4.6.2.min.js"),
    ("YASGUI 4.6.2", "MIT", "graph/web/static/yasgui/yasgui-4.6.2.min.css"),
)
"""Scripts and styles of others that lie inside the package; their licences lie beside them."""

COPYLEFT = re.compile(r"\b(?:A|L)?GPL|Affero|GNU General", re.IGNORECASE)
"""What may not come in: it would bind whoever passes Obligraph on."""


@dataclass(frozen=True, slots=True)
class Library:
    """One library of the lock file: its version, its licence, on which systems it is installed."""

    name: str
    version: str
    licence: str
    where: str


def libraries() -> Iterator[Library]:
    """Go through the lock file; raise `LookupError` for a library whose licence is not known."""
    for name, version, marker in _LOCKED.findall(LOCK.read_text(encoding="utf-8")):
        yield Library(name, version, licence_of(name), marker)


def licence_of(name: str) -> str:
    """Return what a library's package says of its licence."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        raise LookupError(f"{name} is not installed: add its licence to docs/make_licences.py") from None
    words = str(told.get("license_expression") or told.get("license") or "").partition("\n")[0].strip()
    if not _SAYS_NOTHING.search(words) and len(words) <= _LONGEST:
        return words
    classes = [line for line in told.get("classifier") or () if line.startswith("License ::")]
    names = sorted(line.rpartition(" :: ")[2] for line in classes)
    if not names:
        raise LookupError(f"{name} names no licence")
    return ", ".join(names)


def licences_page() -> str:
    """Return docs/licences.md."""
    lines = [
        "# Licences",
        "",
        "Obligraph itself: Apache-2.0. Made by `docs/make.py` from the lock file and what packages say.",
        "",
        "## Libraries that are installed with it",
        "",
        "| library | version | licence | where |",
        "| --- | --- | --- | --- |",
        *(f"| {one.name} | {one.version} | {one.licence} | {one.where} |" for one in libraries()),
        "",
        "## Inside the package",
        "",
        "| what | licence | file |",
        "| --- | --- | --- |",
        *(f"| {name} | {licence} | {file} |" for name, licence, file in VENDORED),
        "",
        "Programs that it calls where they are installed, and does not bring along: LibreOffice (MPL-2.0),",
        "for doc; Tesseract (Apache-2.0), for scans.",
        "",
    ]
    return "\n".join(lines)
