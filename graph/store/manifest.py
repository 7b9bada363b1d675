"""What a generation of the index was made from, and what it must hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..files import write_whole

FORMAT = 3
"""Of the generation's layout; another one is made anew."""

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that the index was made from, as it was then; the time is in nanoseconds."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The inputs by name, the version of the code that made the index, and what came out.

    `made_ns` is when the inputs were looked at. `graphs` maps an input's name to the graph it fills,
    `derived` a graph that was computed to the digest of its content; `quads` is the count of all,
    `files` are the store's own files with what tells each from another: its size, or its SHA-256.
    """

    code: str
    made_ns: int
    inputs: Mapping[str, InputFile] = field(default_factory=dict)
    graphs: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    quads: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """One digest of all inputs and the code: the same digest, the same index."""
        lines = [f"{name} {state.sha256}" for name, state in sorted(self.inputs.items())]
        return hashlib.sha256("\n".join([self.code, *lines]).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a generation's manifest whole."""
    fields = {
        "format": FORMAT,
        "code": manifest.code,
        "made_ns": manifest.made_ns,
        "quads": manifest.quads,
        "files": dict(sorted(manifest.files.items())),
        "digest": manifest.digest,
        "inputs": {name: [s.size, s.mtime_ns, s.sha256] for name, s in sorted(manifest.inputs.items())},
        "graphs": dict(sorted(manifest.graphs.items())),
        "derived": dict(sorted(manifest.derived.items())),
    }
    write_whole(folder / NAME, json.dumps(fields, indent=0).encode())


def read_manifest(folder: Path) -> Manifest | None:
    """Return a generation's manifest; None where it is missing, damaged or of another format."""
    try:
        fields = json.loads((folder / NAME).read_bytes())
        if fields["format"] != FORMAT:
            return None
        manifest = Manifest(
            code=fields["code"],
            made_ns=fields["made_ns"],
            inputs={name: InputFile(*state) for name, state in fields["inputs"].items()},
            graphs=fields["graphs"],
            derived=fields["derived"],
            quads=fields["quads"],
            files=fields["files"],
        )
        return manifest if manifest.digest == fields["digest"] else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
