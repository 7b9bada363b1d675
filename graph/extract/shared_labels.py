"""A label that names its points: «Срок исполнения пунктов 1 и 2 – до 17 марта, пункта 3 – до 31 марта»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .labels import Label
from .points import Node, Stretch

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}"
_POINTS = (
    r"(?:(?:под)?пункт(?:а|ов|ы|у|ам)?|пп?\.)\s{1,3}"
    rf"({_NUMBER}(?:\s{{0,3}}(?:,|-|\sи\s)\s{{0,3}}{_NUMBER}){{0,30}})"
)
_OWN = re.compile(
    rf"{_POINTS}(?:\s{{1,3}}настоящ[а-я]{{2,4}}\s{{1,3}}[а-я]{{4,20}})?\s{{0,4}}[:-]{{1,2}}\s{{0,20}}$"
)
_FURTHER = re.compile(rf"\s{{0,3}}[,;]\s{{0,3}}(?:(?:а|и)\s{{1,3}})?{_POINTS}\s{{0,4}}[:-]\s{{0,4}}")
_EACH = re.compile(rf"(?P<dash>-)|(?P<number>{_NUMBER})")
_LONGEST_RANGE = 30
_Places = dict[tuple[str | None, int, str], list[Node]]
_TERMS = frozenset({"term", "report", "executor", "co-executor"})


def hand_out_labels(folded: str, roots: Sequence[Node]) -> None:
    """Move each label that names other points of its list to those points."""
    nodes = list(all_nodes(roots))
    if not any(node.labels for node in nodes):
        return
    places = _by_number(nodes)
    for node in nodes:
        named = [label for label in node.labels if label.role in _TERMS and _is_named(folded, label)]
        for label in named:
            parts = list(_parts(folded, label))
            told = [(one, part) for numbers, part in parts for one in _find(places, node, label, numbers)]
            if told:
                node.labels.remove(label)
            for one, part in told:
                one.labels.append(part)


def all_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the points of a tree in document order, parents before their children."""
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children))


def _is_named(folded: str, label: Label) -> bool:
    return _own(folded, label) is not None


def _own(folded: str, label: Label) -> re.Match[str] | None:
    return _OWN.search(folded, label.start, label.value_start)


def _parts(folded: str, label: Label) -> Iterator[tuple[list[str], Label]]:
    """Yield the points and the label of each part of the value, the first behind the label's own words."""
    own = _own(folded, label)
    numbers = _numbers(own[1]) if own else []
    start = label.value_start
    for further in _FURTHER.finditer(folded, label.value_start, label.value_end):
        yield numbers, _with_value(label, (start, further.start()))
        numbers, start = _numbers(further[1]), further.end()
    yield numbers, _with_value(label, (start, label.value_end))


def _with_value(label: Label, value: Stretch) -> Label:
    return label._replace(value_start=value[0], value_end=value[1])


def _numbers(words: str) -> list[str]:
    """Return the numbers of «1, 2 и 4-6», ranges of whole numbers in full."""
    found: list[str] = []
    ranged = False
    for each in _EACH.finditer(words):
        if each["dash"]:
            ranged = True
            continue
        last = found[-1] if found else ""
        number = each["number"]
        if (
            ranged
            and last.isdecimal()
            and number.isdecimal()
            and 0 < int(number) - int(last) < _LONGEST_RANGE
        ):
            found += [str(one) for one in range(int(last) + 1, int(number))]
        found.append(number)
        ranged = False
    return found


def _by_number(nodes: Sequence[Node]) -> _Places:
    """Return the points of each section by their numbers, in the order of the text."""
    places: _Places = defaultdict(list)
    for node in sorted(nodes, key=lambda one: one.start):
        if node.marker and node.is_numbered:
            places[node.section, node.topic, node.marker.label].append(node)
    return places


def _find(places: _Places, owner: Node, label: Label, numbers: Sequence[str]) -> Iterator[Node]:
    """Yield the nearest point above the label for each number, in the same section."""
    for number in numbers:
        fits = places.get((owner.section, owner.topic, number), [])
        last = bisect_left(fits, label.start, key=lambda one: one.start) - 1
        if last >= 0:
            yield fits[last]
