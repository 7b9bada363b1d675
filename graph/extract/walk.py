"""The state of reading a document line by line: what zone one is in, and what was gathered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .headings import Zone, is_speaker
from .lines import Line
from .numbering import Marker, read_marker
from .points import Node, PointTree, Stretch

FINISHED = re.compile(r"[.;:!?»)\]>]$")
"""The last sign of a line that does not break off inside a sentence."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question: its path (None for an unnumbered one), its place, title and first offset."""

    path: str | None
    position: int
    title: Stretch | None
    start: int


class Passage(NamedTuple):
    """A stretch of what was said or of a speaker's name, and the path of its section."""

    start: int
    end: int
    section: str | None


@dataclass(slots=True)
class Walk:
    """Where the reading stands; `implied` looks for a list of orders that nothing announces.

    `index` is the line being read, `start` where its words begin behind the signs of a Markdown
    heading, and `content` the last line taken as words of a point; `voted`
    counts the points that earlier votes were about, `ballot` holds those of the last vote and its
    words so far.
    """

    text: str
    folded: str
    lines: list[Line]
    implied: bool
    tree: PointTree
    zone: Zone = "head"
    index: int = 0
    start: int = 0
    content: int = -1
    head_end: int | None = None
    announced: bool = False
    decided: int | None = None
    sections: list[Section] = field(default_factory=list)
    agenda: list[Section] = field(default_factory=list)
    talks: list[Passage] = field(default_factory=list)
    speakers: list[Passage] = field(default_factory=list)
    leftovers: list[Stretch] = field(default_factory=list)
    signature: Stretch | None = None
    positions: int = 0
    last_ordinal: int = 0
    last_roman: int = 0
    voted: int = 0
    ballot: tuple[list[Node], str] | None = None
    quoted_lines: int = 0
    _markers: dict[int, Marker | None] = field(default_factory=dict)

    @property
    def section(self) -> str | None:
        """The path of the section that is open."""
        return self.sections[-1].path if self.sections else None

    def words(self, start: int, end: int) -> str:
        """Return the folded words of a stretch."""
        return self.folded[start:end]

    def following(self, count: int) -> Sequence[Line]:
        """Return up to `count` lines behind the one being read."""
        return self.lines[self.index + 1 : self.index + 1 + count]

    def marker(self, line: Line) -> Marker | None:
        """Return the number, letter or bullet that a line begins with."""
        if not self.folded[line.start : line.start + 4].isdecimal():
            return self.marker_at(line.start, line.end)
        return read_marker(self.text, self.folded, line.start, line.end, last=self.tree.last_figure)

    def marker_at(self, start: int, end: int) -> Marker | None:
        """Return the marker at a place of a line, whatever came before; many steps ask for the same one."""
        if start not in self._markers:
            self._markers[start] = read_marker(self.text, self.folded, start, end)
        return self._markers[start]

    def enter(self, zone: Zone, start: int) -> None:
        """Go over to a zone; the first one ends the head."""
        if self.head_end is None:
            self.head_end = start
        if zone == "decisions" and self.decided is None:
            self.decided = start
        self.zone = zone

    def begin_section(self, path: str | None, title: Stretch | None, start: int) -> None:
        """Open a section; earlier votes do not reach into it."""
        self.positions += path is not None
        self.sections.append(Section(path, self.positions, title, start))
        if path and path.isdecimal():
            self.last_ordinal = max(self.last_ordinal, int(path))
        self.tree.open_section(path)
        self.forget_votes()

    def entitle(self, title: Stretch) -> None:
        """Give the open section the title that stands below its heading, if it has none."""
        if self.sections and self.sections[-1].title is None:
            self.sections[-1] = replace(self.sections[-1], title=title)

    def forget_votes(self) -> None:
        """Begin anew to gather the points that a vote will be about."""
        self.voted = len(self.tree.roots)
        self.ballot = None

    def is_decided(self, path: str | None) -> bool:
        """Tell whether the last points stand in a section."""
        return bool(self.tree.roots) and self.tree.roots[-1].section == path

    def agenda_title(self, ordinal: int) -> Stretch | None:
        """Return the title that the agenda gives to its n-th question."""
        return self.agenda[ordinal - 1].title if 0 < ordinal <= len(self.agenda) else None

    def note_talk(self, line: Line) -> None:
        """Keep a line of what was said, or a speaker's name."""
        passage = Passage(line.start, line.end, self.section)
        speaking = is_speaker(self.folded, line.start, line.end)
        (self.speakers if speaking else self.talks).append(passage)

    def is_wrapped(self, line: Line) -> bool:
        """Tell whether the words before break off inside a sentence, so that this line goes on."""
        if line.gap or self.content != self.index - 1 or self.index == 0:
            return False
        before = self.lines[self.index - 1]
        return not before.cells and not FINISHED.search(self.folded, before.end - 1, before.end)
