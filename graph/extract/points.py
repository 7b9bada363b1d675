"""The tree of points while it grows: which printed number stands under which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .labels import Label
from .numbering import Marker
from .party_lexicon import FORMS
from .sentences import first_infinitive, has_infinitive
from .structure_words import DATIVE_PATTERN

Stretch = tuple[int, int]

_LIST_OF_THINGS = re.compile(
    r"(?:в\s{1,3}(?:следующем\s{1,3})?составе|в\s{1,3}составе\s{1,3}[а-я ]{1,60}"
    r"|следующ[а-я]{2,3}(?!\s{1,3}(?:мер|мероприят|действ|шаг|задач|поручен|решен|изменен|дополнен))(?:\s{1,3}[а-я-]{2,20}){1,3}"
    r"|в\s{1,3}том\s{1,3}числе|а\s{1,3}именно|по\s{1,3}(?:списку|перечню|адресу|ссылке))\s{0,3}:$"
)
_LAST_WORD = re.compile(r"([а-я-]{2,40})\s{0,3}:$")
_DATIVE = re.compile(DATIVE_PATTERN)
_FORM = re.compile(rf"(?:{'|'.join(sorted(FORMS))})\s{{1,3}}[«\"]")
_LONGEST_ADDRESSEE = 120
_STATE_CHANGE = re.compile(r"утративш|с контроля|исполненн|выполненн|отменить|продлить|перенести")


@dataclass(slots=True)
class Node:
    """One point while the tree grows; `bodies` are its own words, the outermost parent is a root.

    `advised` says that its heading only recommends, `list_start` where its words ended before lines
    of things listed were added to them.
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
    advised: bool = False
    list_start: int | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether a number or letter was printed, no bullet and no bare paragraph."""
        return self.marker is not None and self.marker.style != "bullet"


class PointTree:
    """Grows while lines are read; `leaves` makes its points.

    `term` is what the next tasks right under one lead-in share: «до 10 апреля 2026 г.:» among them.
    """

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.roots: list[Node] = []
        self.current: Node | None = None
        self.section: str | None = None
        self.decided: set[str | None] = set()
        self.topic = 0
        self.zone = 0
        self.advising = False
        self.term: tuple[Node, Label] | None = None

    @property
    def last_figure(self) -> int:
        """The first figure of the last number, its parents' included: 1000 within «1000. … а) …»; else 0."""
        node = self.current or (self.roots[-1] if self.roots else None)
        markers = (one.marker for one in upwards(node) if one.marker and one.marker.is_list_number)
        return max((int(marker.parts[0]) for marker in markers), default=0)

    def open_section(self, path: str | None) -> None:
        """Begin a section; a None path is an unnumbered topic, which counts but gives no path."""
        self.section = path
        self.topic += 1
        self.current = None
        self.advising = False

    def open_zone(self) -> None:
        """Begin a zone of decisions: numbers may start again."""
        self.zone += 1
        self.current = None
        self.advising = False

    def add(self, marker: Marker | None, start: int, end: int) -> Node:
        """Add a point whose words are [start, end) at the place that its number asks for."""
        parent = self._parent_for(marker)
        node = Node(marker, self.section, self.topic, self.zone, start, end, parent)
        node.advised = self.advising
        node.bodies.append((start, end))
        if self.term and self.term[0] is parent:
            node.labels.append(self.term[1])
        (parent.children if parent else self.roots).append(node)
        self.current = node
        self.decided.add(self.section)
        return node

    def add_row(
        self, marker: Marker | None, bodies: Sequence[Stretch], labels: Iterable[Label], end: int
    ) -> None:
        """Add a row of a table as a point of its own, with the words of the rows that go on with it."""
        if not self._is_led(marker):
            self.current = None
        node = self.add(marker, *bodies[0])
        node.bodies.extend(bodies[1:])
        node.labels.extend(labels)
        node.end = max(end, bodies[-1][1])

    def _is_led(self, marker: Marker | None) -> bool:
        """Tell whether a row above that ends in a colon leads this one («1 | Подготовить: |», «1.1 | …»)."""
        above = upwards(self.current) if marker else ()
        return any(marker and _is_child(node, marker) and self._is_lead(node) for node in above)

    def resume(self) -> bool:
        """Make the last point the current one again, for a label that stands behind a break."""
        if self.current is None and self.roots:
            self.current = self.roots[-1]
        return self.current is not None

    def lead(self) -> Node | None:
        """Return the nearest lead-in that the current point is, or stands under."""
        return next((one for one in upwards(self.current) if self._is_lead(one)), None)

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
        if next_of := self._next_of(marker):
            return next_of.parent
        for node in upwards(self.current):
            if node.marker and _is_sibling(node.marker, marker):
                return node if self._restarts_below(node, marker) else node.parent
            if _is_child(node, marker) and self._may_lead(node, marker):
                return node
        return self._bare_lead()

    def _next_of(self, marker: Marker) -> Node | None:
        """Return the node above that a number goes on from: «2)» behind «1) …: 1.1. …» is no child of 1.1."""
        if not self.current or self._is_lead(self.current) or not marker.is_list_number:
            return None
        above = (node for node in upwards(self.current) if node.marker and node.marker.style == marker.style)
        fits = (node for node in above if node.marker and _is_sibling(node.marker, marker))
        return next(
            (node for node in fits if node.marker and marker.ordinal == node.marker.ordinal + 1), None
        )

    def _restarts_below(self, node: Node, marker: Marker) -> bool:
        """Tell a list «1. 2.» under «3. Поручить:» from the next points of the same list."""
        return marker.ordinal == 1 and len(marker.parts) == 1 and self._is_lead(node) and not node.children

    def _may_lead(self, node: Node, marker: Marker) -> bool:
        return marker.style != "bullet" or self._is_lead(node) or self._only_addresses(node)

    @property
    def addresses_only(self) -> bool:
        """Whether the current point is a line without a number that only names whom the next ones tell."""
        node = self.current
        return node is not None and node.marker is None and self._only_addresses(node)

    def _only_addresses(self, node: Node) -> bool:
        """Tell a line with nothing but an addressee («2. Валовой Р.Р.») above a list."""
        if len(node.bodies) != 1 or node.labels:
            return False
        start, end = node.bodies[0]
        if not (_DATIVE.match(self.folded, start, end) or _FORM.match(self.text, start, end)):
            return False
        finished = self.folded[end - 1] in ".;" and not node.is_numbered
        says_more = finished or " - " in self.folded[start:end] or has_infinitive(self.folded, start, end)
        return end - start < _LONGEST_ADDRESSEE and not says_more

    def _bare_lead(self) -> Node | None:
        """Return the unnumbered paragraph («Министерству финансов:») that the numbers stand under."""
        root = self.roots[-1] if self.roots else None
        fits = root and root.marker is None and (root.topic, root.zone) == (self.topic, self.zone)
        return root if root and fits and (self._is_lead(root) or self._only_addresses(root)) else None

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
        lead = next((one for one in upwards(node) if self._is_lead(one)), None) if node else None
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
        lead = self.lead()
        if lead:
            lead.list_start = self._lead_end(lead)
            self.current = lead
            self._append(lead, start, end)


def upwards(node: Node | None) -> Iterator[Node]:
    """Yield a node and its parents, from the innermost out."""
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
    if marker.rank == 1 and node.marker.is_list_number:
        return marker.parts[: len(node.marker.parts)] == node.marker.parts and len(marker.parts) > len(
            node.marker.parts
        )
    return node.marker.rank < marker.rank
