"""What a generation of the index was made from, and what it must hold.

Its first line is all that a reader needs; the second, which grows with the register, tells each file that
it was made from and each graph that came of it, for the writer of the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from ..files import read_whole, write_whole

FORMAT = 7
"""Of the generation's layout; another one is made anew."""

NAME = "manifest.json"


class InputFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file that the index was made from, as it was then; the time is in nanoseconds."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The inputs by name, and what came of them.

    `graphs` maps an input's name to the graph it fills, `derived` a graph that was computed to the
    digest of its content.
    """

    inputs: Mapping[str, InputFile] = field(default_factory=dict)
    graphs: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)

    def digest(self, code: str) -> str:
        """Return one digest of all inputs and the code: the same digest, the same index."""
        names = sorted(self.inputs)
        contents = [self.inputs[name].sha256 for name in names]
        return hashlib.sha256(msgspec.json.encode((code, names, contents))).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The version of the code that made the index, the digest of all it was made from, and what came out.

    `made_ns` is when the inputs were looked at and `glance` what they looked like, without being read:
    nothing where one was too young to be trusted by that; `places` are the times of their folders,
    likewise. `triples` is the count of all, each once;
    `files` are the store's own files with what tells each from another: its size, or its SHA-256.
    """

    code: str
    made_ns: int
    digest: str = ""
    glance: str = ""
    places: Mapping[str, int] = field(default_factory=dict)
    triples: int = 0
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Head:
    format: int
    sources: str
    manifest: Manifest


_head = msgspec.json.Decoder(_Head)
_sources = msgspec.json.Decoder(Sources)


def write_manifest(folder: Path, manifest: Manifest, sources: Sources) -> None:
    """Write a generation's manifest whole."""
    body = msgspec.json.encode(sources)
    head = _Head(FORMAT, hashlib.sha256(body).hexdigest(), manifest)
    lines = (msgspec.json.encode(head, order="deterministic"), body, b"")
    write_whole(folder / NAME, b"\n".join(lines))


def read_manifest(folder: Path) -> Manifest | None:
    """Return a generation's manifest; None where it is missing, damaged or of another format."""
    try:
        with (folder / NAME).open("rb") as file:
            head = _head.decode(file.readline())
    except (OSError, msgspec.DecodeError):
        return None
    return head.manifest if head.format == FORMAT else None


def read_sources(folder: Path) -> Sources | None:
    """Return what a generation was made from; None where that is not what was written."""
    try:
        first, _, rest = read_whole(folder / NAME).partition(b"\n")
        body = rest.removesuffix(b"\n")
        if _head.decode(first).sources != hashlib.sha256(body).hexdigest():
            return None
        return _sources.decode(body)
    except (OSError, msgspec.DecodeError):
        return None
