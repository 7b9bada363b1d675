"""Files of triples against the ontology's shapes, by as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import read_whole
from ..messages import Language
from ..resources import ontology_folder
from ..sandbox import workers

if TYPE_CHECKING:
    from rdflib import Graph

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""

_FEW = 16
"""So many files are looked at before a second process is worth starting."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks a shape: what it is about, and the shape's sentences by language."""

    focus: str
    sentences: tuple[tuple[str, str], ...]

    def sentence(self, language: Language) -> str:
        """Return the sentence in a language, in another where there is none."""
        said = dict(self.sentences)
        return said.get(language) or next(iter(said.values()), "")


def violations_of(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[tuple[Violation, ...]]:
    """Go through files of Turtle, in order, with what the shapes find in each by itself."""
    if len(paths) < _FEW or (os.cpu_count() or 1) < 2:
        yield from _counted(map(violations, paths), len(paths), progress)
        return
    with workers(os.cpu_count() or 1) as pool:
        yield from _counted(pool.map(violations, paths, chunksize=4), len(paths), progress)


@contextmanager
def violations_beside(
    paths: Sequence[Path], progress: Progress | None = None
) -> Iterator[Callable[[], list[tuple[Violation, ...]]]]:
    """Give what waits for the same; few files are looked at while the block runs.

    What they cost is loading the checker, which another process can do meanwhile.
    """
    if not paths or len(paths) >= _FEW or (os.cpu_count() or 1) < 2:
        yield lambda: list(violations_of(paths, progress))
        return
    with workers(1) as pool:
        yield pool.submit(_all_violations, tuple(paths)).result


def _all_violations(paths: tuple[Path, ...]) -> list[tuple[Violation, ...]]:
    return [violations(path) for path in paths]


def _counted(
    found: Iterator[tuple[Violation, ...]], total: int, progress: Progress | None
) -> Iterator[tuple[Violation, ...]]:
    for done, one in enumerate(found, start=1):
        if progress is not None:
            progress(done, total, "shapes")
        yield one


def violations(path: Path) -> tuple[Violation, ...]:
    """Return what the shapes find in one file of triples."""
    import pyshacl  # with rdflib 0.4 s: only for those who check
    from rdflib import SH, Graph

    data = Graph()
    data.parse(data=read_whole(path), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes())
    found = []
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        messages = report.objects(result, SH.resultMessage)
        sentences = {str(message.language or ""): str(message) for message in messages}
        focus = str(report.value(result, SH.focusNode)).rsplit("/id/", 1)[-1]
        found.append(Violation(focus, tuple(sorted(sentences.items()))))
    return tuple(found)


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    shapes = Graph()
    for path in sorted((ontology_folder() / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    return shapes
