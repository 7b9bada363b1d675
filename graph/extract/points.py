"""The tree of points: which printed number stands under which, and the paths that follow from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .labels import Label, inline_labels
from .numbering import Marker
from .sentences import first_infinitive, has_infinitive

Stretch = tuple[int, int]

_LIST_OF_THINGS = re.compile(
    r"(?:в\s{1,3}(?:следующем\s{1,3})?составе|в\s{1,3}составе\s{1,3}[а-я ]{1,60}"
    r"|следующ[а-я]{2,3}(?:\s{1,3}[а-я-]{2,20}){1,3}"
    r"|в\s{1,3}том\s{1,3}числе|а\s{1,3}именно|по\s{1,3}(?:списку|перечню|адресу|ссылке))\s{0,3}:$"
)
_LAST_WORD = re.compile(r"([а-я-]{2,40})\s{0,3}:$")
_STATE_CHANGE = re.compile(r"утративш|с контроля|исполненн|выполненн|отменить|продлить|перенести")


@dataclass(slots=True)
class Node:
    """One point while the tree grows; `bodies` are its own words, the outermost parent is a root.

    `list_start` is where its words ended before lines of things listed were added to them.
    """

    marker: Marker | None
    section: str | None
    topic: int
    zone: int
    start: int
    end: int
    parent: Node | None = None
    bodies: list[Stretch] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    rejected: bool = False
    list_start: int | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether a number or letter was printed, no bullet and no bare paragraph."""
        return self.marker is not None and self.marker.style != "bullet"


@dataclass(frozen=True, slots=True)
class RawPoint:
    """One leaf of the tree: its path, its words, its labels, and the lead-ins it inherits from.

    `bodies` are the stretches of its own words without the label lines, `leads` those of its
    parents from the outermost in, with `lead_labels`. `start` is behind the number and `end`
    behind the last labelled line. `text_ambiguous` marks a path that could not be as printed.
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
    renumbered: bool = False


class PointTree:
    """Grows while lines are read; `points` gives its leaves."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.roots: list[Node] = []
        self.current: Node | None = None
        self.section: str | None = None
        self.decided: set[str | None] = set()
        self.topic = 0
        self.zone = 0

    def open_section(self, path: str | None) -> None:
        """Begin a section; a None path is an unnumbered topic, which counts but gives no path."""
        self.section = path
        self.topic += 1
        self.current = None

    def open_zone(self) -> None:
        """Begin a zone of decisions: numbers may start again."""
        self.zone += 1
        self.current = None

    def add(self, marker: Marker | None, start: int, end: int) -> Node:
        """Add a point whose words are [start, end) at the place that its number asks for."""
        parent = self._parent_for(marker)
        node = Node(marker, self.section, self.topic, self.zone, start, end, parent)
        node.bodies.append((start, end))
        (parent.children if parent else self.roots).append(node)
        self.current = node
        self.decided.add(self.section)
        return node

    def add_row(self, marker: Marker | None, body: Stretch, labels: Iterable[Label], end: int) -> None:
        """Add a row of a table as a point of its own."""
        self.current = None
        node = self.add(marker, *body)
        node.labels.extend(labels)
        node.end = max(end, body[1])

    def resume(self) -> bool:
        """Make the last point the current one again, for a label that stands behind a break."""
        if self.current is None and self.roots:
            self.current = self.roots[-1]
        return self.current is not None

    def extend(self, start: int, end: int) -> None:
        """Go on with the current point on another line."""
        if self.current:
            self._append(self.current, start, end)

    def label(self, label: Label) -> None:
        """Give the current point a labelled value."""
        if self.current:
            self.current.labels.append(label)
            self.current.end = max(self.current.end, label.value_end, label.start)

    def _append(self, node: Node, start: int, end: int) -> None:
        last_start, last_end = node.bodies[-1] if node.bodies else (start, start)
        adjoins = bool(node.bodies) and not any(label.start >= last_end for label in node.labels)
        if adjoins:
            node.bodies[-1] = (last_start, end)
        else:
            node.bodies.append((start, end))
        node.end = max(node.end, end)

    # --- where a number belongs -----------------------------------------------------------------

    def _parent_for(self, marker: Marker | None) -> Node | None:
        if not self.current or marker is None:
            return self._bare_lead() if marker else None
        for node in _upwards(self.current):
            if node.marker and _is_sibling(node.marker, marker):
                return node if self._restarts_below(node, marker) else node.parent
            if _is_child(node, marker) and self._may_lead(node, marker):
                return node
        return self._bare_lead()

    def _restarts_below(self, node: Node, marker: Marker) -> bool:
        """Tell a list «1. 2.» under «3. Поручить:» from the next points of the same list."""
        return marker.ordinal == 1 and len(marker.parts) == 1 and self._is_lead(node) and not node.children

    def _may_lead(self, node: Node, marker: Marker) -> bool:
        return marker.style != "bullet" or self._is_lead(node)

    def _bare_lead(self) -> Node | None:
        """Return the unnumbered paragraph («Министерству финансов:») that the numbers stand under."""
        root = self.roots[-1] if self.roots else None
        fits = root and root.marker is None and (root.topic, root.zone) == (self.topic, self.zone)
        return root if root and fits and self._is_lead(root) else None

    def _is_lead(self, node: Node) -> bool:
        return bool(node.bodies) and self.folded[self._lead_end(node) - 1] == ":"

    def _lead_end(self, node: Node) -> int:
        return node.bodies[-1][1] if node.list_start is None else node.list_start

    def absorbs(self, marker: Marker, start: int, end: int) -> bool:
        """Tell whether a marked line is a thing listed inside the current point, no point itself.

        «в составе: 1) …» lists members; «представить сведения: - о доходах» lists objects, while
        «обеспечить: - установку щитов» and «Отделу финансов: - представить …» list orders.
        """
        node = self.current
        lead = next((one for one in _upwards(node) if self._is_lead(one)), None) if node else None
        if (
            not node
            or not lead
            or (marker.style != "bullet" and marker.rank <= (lead.marker.rank if lead.marker else 0))
        ):
            return False
        begin, stop = lead.bodies[-1][0], self._lead_end(lead)
        if _LIST_OF_THINGS.search(self.folded, max(begin, stop - 120), stop):
            return True
        if marker.style != "bullet" or has_infinitive(self.folded, start, end):
            return False
        if not has_infinitive(self.folded, begin, stop) or _STATE_CHANGE.search(self.folded, begin, stop):
            return False
        last = _LAST_WORD.search(self.folded, max(begin, stop - 60), stop)
        return not (last and first_infinitive(self.folded, last.start(1), last.end(1)))

    def absorb(self, start: int, end: int) -> None:
        """Add a line that lists a thing to the words of the lead-in above it."""
        lead = next((one for one in _upwards(self.current) if self._is_lead(one)), None)
        if lead:
            lead.list_start = self._lead_end(lead)
            self.current = lead
            self._append(lead, start, end)

    # --- what comes out ---------------------------------------------------------------------------

    def points(self) -> Iterator[RawPoint]:
        """Yield the leaves in document order, each path once."""
        prefixes = _implied_prefixes(self.roots)
        counts: Counter[str | None] = Counter()
        taken: dict[str, int] = {}
        for root in self.roots:
            section = prefixes.get(id(root), root.section)
            counts[section] += 1
            yield from self._leaves(root, section, counts[section], taken)

    def _leaves(
        self, root: Node, section: str | None, ordinal: int, taken: dict[str, int]
    ) -> Iterator[RawPoint]:
        pending: list[tuple[Node, str]] = [(root, self._root_name(root, ordinal))]
        while pending:
            node, name = pending.pop()
            if not node.children or self._stands_alone(node):
                yield self._raw(node, section, name, taken)
            named = [(child, _child_name(node, name, child, k)) for k, child in enumerate(node.children, 1)]
            pending.extend(reversed(named))

    def _root_name(self, node: Node, ordinal: int) -> str:
        return node.marker.label if node.is_numbered and node.marker else f"~{ordinal}"

    def _stands_alone(self, node: Node) -> bool:
        """Tell whether a point with children is a whole order itself, not a lead-in to them."""
        start, end = node.bodies[0]
        whole = self.folded[end - 1] in ".!" and has_infinitive(self.folded, start, end)
        return whole and all(child.is_numbered for child in node.children)

    def _raw(self, node: Node, section: str | None, name: str, taken: dict[str, int]) -> RawPoint:
        wanted = f"{section}/{name}" if section else name
        path = wanted if wanted not in taken else _free_path(wanted, taken)
        taken[path] = 0
        ancestors = list(_upwards(node.parent))[::-1]
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
            renumbered=path != wanted,
        )

    def _inside(self, node: Node) -> tuple[Label, ...]:
        found = (inline_labels(self.text, self.folded, start, end) for start, end in node.bodies)
        return tuple(label for labels in found for label in labels)


def _upwards(node: Node | None) -> Iterator[Node]:
    while node:
        yield node
        node = node.parent


def _is_sibling(one: Marker, other: Marker) -> bool:
    if one.rank != other.rank:
        return False
    return len(one.parts) == len(other.parts) and one.parts[:-1] == other.parts[:-1]


def _is_child(node: Node, marker: Marker) -> bool:
    if node.marker is None:
        return False
    if node.marker.rank == marker.rank == 1:
        return marker.parts[: len(node.marker.parts)] == node.marker.parts and len(marker.parts) > len(
            node.marker.parts
        )
    return node.marker.rank < marker.rank


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


def _implied_prefixes(roots: list[Node]) -> dict[int, str]:
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
