"""A text cut into pieces along its marks: nested and overlapping spans, each sign of the text once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of the text, what kind of thing its words say, and the name of its card."""

    start: int
    end: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one set of marks: the narrowest first; `anchors` are the names of those that begin here.

    `point` is the path of the point that begins here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    point: str | None = None


def cut(text: str, marks: Sequence[Mark], points: Iterable[tuple[int, str]] = ()) -> list[Piece]:
    """Return the text as pieces that join to the text again; `points` are where points begin.

    Marks without words, or that reach beyond the text, are left out.
    """
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    starts: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in kept:
        starts[mark.start].append(mark)
    paths = {start: path for start, path in points if 0 <= start <= len(text)}
    edges = sorted({0, len(text), *paths, *(place for mark in kept for place in (mark.start, mark.end))})
    pieces, active = list[Piece](), list[Mark]()
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        active = [mark for mark in active if mark.end > start] + starts[start]
        if start < end:
            pieces.append(_piece(text[start:end], active, starts[start], paths.get(start)))
    return pieces


def _piece(text: str, active: list[Mark], starting: list[Mark], point: str | None) -> Piece:
    narrowest = sorted(active, key=lambda mark: (mark.end - mark.start, mark.start, mark.name))
    return Piece(text, tuple(narrowest), tuple(mark.name for mark in starting), point)
