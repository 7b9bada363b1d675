"""Reading a document line by line: head, agenda, sections, talk, decisions, signature, tail."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .headings import skip_hashes
from .lines import Line, split_lines
from .point_leaves import RawPoint, leaves
from .points import PointTree, Stretch
from .shared_labels import all_nodes, hand_out_labels
from .unlabelled import label_cells
from .walk import Passage, Section, Walk
from .walk_agenda import take_agenda, take_signature, take_tail, take_talk, take_vote
from .walk_decisions import take_decisions, take_table
from .walk_points import take_content, take_quotation, take_value
from .walk_sections import take_section

_STEPS: tuple[Callable[[Walk, Line], int], ...] = (
    take_quotation,
    take_table,
    take_tail,
    take_section,
    take_decisions,
    take_vote,
    take_agenda,
    take_talk,
    take_value,
    take_signature,
    take_content,
)
"""Each takes some lines or, with 0, leaves them to the next one."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a document in the order of the text.

    `head` ends where the first agenda, talk, section or decision begins. `announced` says that a
    heading announced decisions, `decided` where the first ones begin. `leftovers` are lines among
    the decisions that belong to none.
    """

    lines: tuple[Line, ...]
    head: Stretch
    points: tuple[RawPoint, ...]
    sections: tuple[Section, ...] = ()
    agenda: tuple[Section, ...] = ()
    talks: tuple[Passage, ...] = ()
    speakers: tuple[Passage, ...] = ()
    signature: Stretch | None = None
    leftovers: tuple[Stretch, ...] = ()
    announced: bool = False
    decided: int | None = None


def read_outline(text: str, folded: str, *, implied: bool = False) -> Outline:
    """Return a document's parts; `implied` takes a list of orders that no heading announces."""
    walk = Walk(text, folded, split_lines(text), implied, PointTree(text, folded))
    while walk.index < len(walk.lines):
        line = walk.lines[walk.index]
        walk.start = skip_hashes(folded, line.start, line.end)
        taken = 0
        for step in _STEPS:
            taken = step(walk, walk.lines[walk.index])
            if taken:
                break
        walk.index += max(1, taken)
    end = walk.head_end if walk.head_end is not None else len(text)
    label_cells(text, folded, all_nodes(walk.tree.roots))
    hand_out_labels(folded, walk.tree.roots)
    points = tuple(leaves(text, folded, walk.tree.roots))
    return Outline(
        lines=tuple(walk.lines),
        head=(0, end),
        points=points,
        sections=tuple(walk.sections),
        agenda=tuple(walk.agenda),
        talks=tuple(walk.talks),
        speakers=tuple(walk.speakers),
        signature=walk.signature,
        leftovers=tuple(_outside(walk.leftovers, points)),
        announced=walk.announced,
        decided=walk.decided,
    )


def _outside(leftovers: Iterable[Stretch], points: Sequence[RawPoint]) -> Iterator[Stretch]:
    """Yield the lines left over that no point has grown around since."""
    starts = [point.start for point in points]
    for start, end in leftovers:
        before = bisect_left(starts, end) - 1
        if before < 0 or points[before].end <= start:
            yield start, end
