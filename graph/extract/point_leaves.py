"""The leaves of the tree of points, each with its path and with the lead-ins that it inherits from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .labels import Label, inline_labels
from .points import Node, Stretch, upwards
from .sentences import has_infinitive

_TASK = re.compile(r"[^\s;][^;]*(?:;|[^\s;](?=\s*$))")


class RawPoint(NamedTuple):
    """One leaf of the tree: its path, its words, its labels, and the lead-ins it inherits from.

    `bodies` are the stretches of its own words without the label lines, `leads` those of its
    parents from the outermost in, with `lead_labels`. `start` is behind the number and `end`
    behind the last labelled line. `advised` says that its heading only recommends, `renumbered`
    marks a path that could not be as printed, `mailed` are those whom the whole letter goes to.
    """

    path: str
    section: str | None
    start: int
    end: int
    bodies: tuple[Stretch, ...]
    labels: tuple[Label, ...]
    leads: tuple[Stretch, ...] = ()
    lead_labels: tuple[Label, ...] = ()
    rejected: bool = False
    advised: bool = False
    renumbered: bool = False
    mailed: tuple[Stretch, ...] = ()


def leaves(text: str, folded: str, roots: Sequence[Node]) -> Iterator[RawPoint]:
    """Yield the leaves in document order, each path once."""
    yield from _Leaves(text, folded).of(roots)


class _Leaves:
    """Walks down from the roots; remembers the paths that are taken."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.taken: dict[str, int] = {}
        self.labels: dict[int, tuple[Label, ...]] = {}

    def of(self, roots: Sequence[Node]) -> Iterator[RawPoint]:
        """Yield the points of all roots."""
        prefixes = _implied_prefixes(roots)
        counts: Counter[str | None] = Counter()
        for root in roots:
            section = prefixes.get(id(root), root.section)
            counts[section] += 1
            yield from self._below(root, section, _root_name(root, counts[section]))

    def _below(self, root: Node, section: str | None, root_name: str) -> Iterator[RawPoint]:
        pending = [(root, root_name)]
        while pending:
            node, name = pending.pop()
            self._expand(node)
            self._share(node)
            if not node.children or self._stands_alone(node):
                yield self._raw(node, section, name)
            named = [(child, _child_name(node, name, child, k)) for k, child in enumerate(node.children, 1)]
            pending.extend(reversed(named))

    def _expand(self, node: Node) -> None:
        """Part the tasks that stand line by line under one addressee without numbers or bullets."""
        if node.children or not node.bodies:
            return
        start, end = node.bodies[0]
        colon = self.folded.find(":\n", start, end) + 1
        if not colon or has_infinitive(self.folded, start, colon):
            return
        stretches = [(colon, end), *node.bodies[1:]]
        tasks = [found.span() for one in stretches for found in _TASK.finditer(self.folded, *one)]
        if len(tasks) > 1 and all(has_infinitive(self.folded, *task) for task in tasks):
            node.bodies = [(start, colon)]
            node.children = [_task(node, task) for task in tasks]
            _hand_down(node)

    def _share(self, node: Node) -> None:
        """Give the labels behind a list «…; …» without numbers to all its tasks: they are the lead-in's."""
        tasks = node.children
        if len(tasks) < 2 or not tasks[-1].labels or any(task.is_numbered or task.children for task in tasks):
            return
        one_sentence = all(self.folded[task.bodies[-1][1] - 1] == ";" for task in tasks[:-1])
        if one_sentence and not any(task.labels for task in tasks[:-1]):
            node.labels += tasks[-1].labels
            tasks[-1].labels = []

    def _stands_alone(self, node: Node) -> bool:
        """Tell whether a point with children is a whole order itself, not a lead-in to them."""
        start, end = node.bodies[0]
        whole = self.folded[end - 1] in ".!" and has_infinitive(self.folded, start, end)
        return whole and all(child.is_numbered for child in node.children)

    def _raw(self, node: Node, section: str | None, name: str) -> RawPoint:
        wanted = f"{section}/{name}" if section else name
        path = wanted if wanted not in self.taken else _free_path(wanted, self.taken)
        self.taken[path] = 0
        ancestors = list(upwards(node.parent))[::-1]
        return RawPoint(
            path,
            section,
            node.start,
            node.end,
            tuple(node.bodies),
            (*node.labels, *self._inside(node)),
            tuple(stretch for one in ancestors for stretch in one.bodies),
            tuple(label for one in ancestors for label in (*one.labels, *self._inside(one))),
            rejected=node.rejected,
            advised=node.advised,
            renumbered=path != wanted,
        )

    def _inside(self, node: Node) -> tuple[Label, ...]:
        """Return the labels inside a node's words; a lead-in is asked for them by all its children."""
        if id(node) not in self.labels:
            self.labels[id(node)] = self._read_inside(node)
        return self.labels[id(node)]

    def _read_inside(self, node: Node) -> tuple[Label, ...]:
        found = (inline_labels(self.text, self.folded, start, end) for start, end in node.bodies)
        return tuple(label for labels in found for label in labels)


def _task(parent: Node, task: Stretch) -> Node:
    return Node(None, parent.section, parent.topic, parent.zone, *task, parent=parent, bodies=[task])


def _hand_down(parent: Node) -> None:
    """Give each label to the task that it stands behind."""
    edges = [child.start for child in parent.children[1:]]
    for child, edge in zip(parent.children, [*edges, parent.end + 1], strict=True):
        child.labels = [label for label in parent.labels if child.start <= label.start < edge]
        child.end = max([child.end, *(label.value_end for label in child.labels)])
    parent.labels = [label for label in parent.labels if label.start < parent.children[0].start]


def _root_name(node: Node, ordinal: int) -> str:
    return node.marker.label if node.is_numbered and node.marker else f"~{ordinal}"


def _child_name(parent: Node, name: str, child: Node, ordinal: int) -> str:
    if parent.marker is None and child.marker and child.is_numbered:
        return child.marker.label
    if not child.marker or child.marker.style == "bullet":
        return f"{name}.~{ordinal}"
    continues = parent.marker and child.marker.rank == 1 and child.marker.parts[:-1] == parent.marker.parts
    if continues or len(child.marker.parts) > 1:
        return child.marker.label
    return f"{name}.{child.marker.label}"


def _free_path(wanted: str, taken: dict[str, int]) -> str:
    """Return a path like `2~2` for a number printed twice; `taken` counts the repeats of each path."""
    path = wanted
    while path in taken:
        taken[wanted] += 1
        path = f"{wanted}~{taken[wanted] + 1}"
    return path


def _implied_prefixes(roots: Sequence[Node]) -> dict[int, str]:
    """Return sections by position for numbers that start again under unnumbered headings."""
    loose = [root for root in roots if root.section is None and root.is_numbered]
    labels = Counter(root.marker.label for root in loose if root.marker)
    if not any(count > 1 for count in labels.values()):
        return {}
    for place in ("topic", "zone"):
        groups = {(getattr(root, place), root.marker.label) for root in loose if root.marker}
        if len(groups) == len(loose):
            order = {key: str(k) for k, key in enumerate(sorted({getattr(root, place) for root in loose}), 1)}
            everyone = [root for root in roots if root.section is None]
            return {
                id(root): order[getattr(root, place)] for root in everyone if getattr(root, place) in order
            }
    return {}
