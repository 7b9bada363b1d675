"""Words that a table tears over several rows, read as one: «… протокола от 15.02.2024 | … / | № 2-КАУ |»."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Fact, Reference, Source, Span
from .points import Stretch
from .references import find_references


@dataclass(frozen=True, slots=True)
class TornRow:
    """The words of a row put together: `starts` are where its parts begin there, `places` in the source."""

    source: Source
    joined: Source
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def references(self) -> list[Fact[Reference]]:
        """Return the documents that the words name, their spans in the source."""
        found = find_references(self.joined, 0, len(self.joined.text))
        return [replace(one, span=self._span(one.span)) for one in found]

    def _span(self, span: Span) -> Span:
        return self.source.span(self._place(span.start), self._place(span.end - 1) + 1)

    def _place(self, offset: int) -> int:
        part = bisect_right(self.starts, offset) - 1
        return self.places[part] + offset - self.starts[part]


def torn_row(source: Source, bodies: Sequence[Stretch]) -> TornRow | None:
    """Return the words of a point that other cells stand between; None for any other point."""
    if len(bodies) < 2 or source.text.find("|", bodies[0][1], bodies[-1][0]) < 0:
        return None
    parts = [source.text[start:end] for start, end in bodies]
    starts, place = [], 0
    for part in parts:
        starts.append(place)
        place += len(part) + 1
    joined = replace(source, text="\n".join(parts), landmarks=())
    return TornRow(source, joined, tuple(starts), tuple(start for start, _ in bodies))
