"""The lines of a zone of decisions: points, their labels, and what goes on from the line before."""

from __future__ import annotations

import re

from . import structure_words as words
from .enumerations import split_enumeration
from .gates import has_any
from .headings import is_speaker
from .labels import Label, line_labels
from .lines import Line
from .lookahead import opens_list
from .numbering import Marker, read_marker
from .points import Node, upwards
from .sentences import has_infinitive, sentence_end
from .verbs import is_infinitive
from .walk import FINISHED, Walk
from .word_readings import has_case

_NAME_ONLY = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s{1,3}[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
    r"(?:\s{0,3}[,;]\s{0,3}|\s{0,3}$|\s{1,3}и\s{1,3}|\s{0,3}\([^()]{1,60}\)[,;.]?$|\.$)"
)
_DIRECTIVE = re.compile(words.DIRECTIVE_PATTERN)
_DATIVE = re.compile(words.DATIVE_PATTERN)
_WORD = re.compile(r"[а-я-]+")
_GROUP_TERM = re.compile(words.GROUP_TERM_PATTERN)
_GROUP = re.compile(rf"{words.GROUP_TERM_PATTERN}|{words.DATIVE_PATTERN}")
_NEW_WORDING = re.compile(words.NEW_WORDING_PATTERN)
_WORDING_STEMS = ("редакции", "содержания", "пунктом", "пунктами")
_CAPTION = re.compile(r"[А-ЯЁ][а-яё-]{0,30}(?:\s{1,3}[«(]?[А-ЯЁа-яё№0-9-]{1,30}[»)]?){0,7}")
_LONGEST_CAPTION = 90
_LONGEST_ADDRESS = 600
_QUOTED_LINES = 80
_LONGEST_QUOTED = 20_000
_LISTED = frozenset({"executor", "co-executor"})


def take_content(walk: Walk, line: Line) -> int:
    """Take a line that announces nothing, by the zone it stands in."""
    if walk.implied and walk.zone in ("head", "talk") and opens_list(walk, line):
        walk.enter("decisions", line.start)
        walk.tree.open_zone()
    if walk.zone == "talk" or (walk.zone == "decisions" and is_speaker(walk.folded, line.start, line.end)):
        walk.note_talk(line)
    elif walk.zone == "decisions":
        if _labelled(walk, line):
            walk.content = -1
        elif not take_value(walk, line):
            if not _item(walk, line):
                _paragraph(walk, line)
            walk.content = walk.index
    return 1


# --- labels and their values --------------------------------------------------------------------------


def _labelled(walk: Walk, line: Line) -> bool:
    labels = line_labels(walk.text, walk.folded, line.start, line.end)
    if not labels or _goes_on_inside(walk, line, labels[0]) or not walk.tree.resume():
        return False
    for label in labels:
        walk.tree.label(label)
    return True


def _goes_on_inside(walk: Walk, line: Line, label: Label) -> bool:
    """Tell «… в / срок до 20 июня обеспечить …» from a label: a small letter, no sign, broken off before."""
    signed = any(sign in walk.words(label.start, label.value_start) for sign in ":-")
    return not signed and walk.text[line.start].islower() and walk.is_wrapped(line)


def take_value(walk: Walk, line: Line) -> int:
    """Take a line as the value of the label above it, or as more of that value."""
    node = walk.tree.current
    label = _waiting_label(walk, line) if walk.zone == "decisions" and not line.cells else None
    if not node or not label or line_labels(walk.text, walk.folded, line.start, line.end):
        return 0
    marker = walk.marker(line)
    begin = marker.end if marker else line.start
    if marker and not _NAME_ONLY.match(walk.text, begin, line.end):
        return 0
    start = begin if label.is_open else label.value_start
    node.labels[-1] = label._replace(value_start=start, value_end=line.end)
    node.end = max(node.end, line.end)
    walk.content = -1
    return 1


def _waiting_label(walk: Walk, line: Line) -> Label | None:
    node = walk.tree.current
    label = node.labels[-1] if node and node.labels else None
    if not node or not label or label.value_end < node.bodies[-1][1]:
        return None
    if label.is_open:
        return label
    value = walk.words(label.value_start, label.value_end).rstrip()
    listed = value.endswith((",", ";")) or _NAME_ONLY.match(walk.text, line.start, line.end)
    near = not line.gap or (listed and "\n" in walk.text[label.start : label.value_start])
    return label if listed and near and label.role in _LISTED else None


# --- numbered and bulleted points -----------------------------------------------------------------------


def _item(walk: Walk, line: Line) -> bool:
    marker = walk.marker(line)
    if not marker or marker.end >= line.end or not _is_plausible(walk, marker, line):
        return False
    if walk.tree.absorbs(marker, marker.end, line.end):
        walk.tree.absorb(line.start, line.end)
    else:
        _add(walk, line, marker)
    return True


def _add(walk: Walk, line: Line, marker: Marker | None) -> None:
    """Add a point, or the several points of a list that runs on inside the line."""
    starts = split_enumeration(walk.text, walk.folded, line.start, line.end, marker)
    for start, end in zip(starts, [*starts[1:], line.end], strict=True):
        one = marker if start == line.start else read_marker(walk.text, walk.folded, start, end)
        walk.tree.add(one, one.end if one else start, start + len(walk.text[start:end].rstrip()))


def _is_plausible(walk: Walk, marker: Marker, line: Line) -> bool:
    """Tell a number of a point from figures at the beginning of a wrapped line."""
    if is_expected(walk, marker):
        return True
    if marker.ordinal == 1 and marker.style == "number" and walk.tree.addresses_only:
        return True
    if marker.style == "bare":
        return marker.ordinal == 1 and walk.tree.current is None
    if marker.style == "bullet" and walk.tree.current and walk.tree.current.is_numbered:
        return not walk.is_wrapped(line) or not walk.text[marker.end].islower()
    return not walk.is_wrapped(line)


def is_expected(walk: Walk, marker: Marker) -> bool:
    """Tell whether a number is the next one of a list that is open."""
    node = walk.tree.current
    while node:
        own = node.marker
        if own and own.rank == marker.rank and own.parts[:-1] == marker.parts[:-1]:
            return marker.ordinal == own.ordinal + 1 or marker.style == "bullet"
        node = node.parent
    return False


# --- paragraphs without a number ------------------------------------------------------------------------


def _paragraph(walk: Walk, line: Line) -> None:
    node = walk.tree.current
    if node is None:
        _add(walk, line, None)
    elif _shares_term(walk, node, line):
        walk.content = walk.index
    elif _waits_for_words(walk, node):
        walk.tree.extend(line.start, line.end)
    elif _is_caption(walk, node, line):
        walk.note_talk(line)
    elif _heads_group(walk, node, line):
        walk.tree.current = None
        _add(walk, line, None)
    elif _goes_on(walk, node, line):
        walk.tree.extend(line.start, line.end)
    elif not node.is_numbered or _is_directive(walk, line, node):
        _add(walk, line, None)
    elif _is_labelled_last(node):
        walk.leftovers.append((line.start, line.end))
    else:
        walk.tree.extend(line.start, line.end)


def _is_caption(walk: Walk, node: Node, line: Line) -> bool:
    """Tell «По ремонту крыши» alone between «1. …» and «2. …»: a topic, no words of either."""
    following = walk.following(1)
    if not node.is_numbered or not following or not FINISHED.search(walk.folded, node.end - 1, node.end):
        return False
    if line.end - line.start > _LONGEST_CAPTION or not _CAPTION.fullmatch(walk.text, line.start, line.end):
        return False
    first = _WORD.match(walk.folded, line.start, line.end)
    addressed = bool(first) and has_case(first[0], "datv") and not has_case(first[0], "nomn")  # type: ignore[index]
    marker = walk.marker(following[0])
    counts = marker is not None and marker.style != "bullet" and is_expected(walk, marker)
    return counts and not addressed and not has_infinitive(walk.folded, line.start, line.end)


def _heads_group(walk: Walk, node: Node, line: Line) -> bool:
    """Tell «Минтрансу края:» or «До 1 марта:» above further numbers from words of the point before."""
    following = walk.following(1)
    if not following or not node.is_numbered or walk.folded[line.end - 1] != ":":
        return False
    if line.end - line.start > _LONGEST_CAPTION or not FINISHED.search(walk.folded, node.end - 1, node.end):
        return False
    marker, (*_, root) = walk.marker(following[0]), upwards(node)
    if not marker or not _GROUP.match(walk.folded, line.start, line.end):
        return False
    if not (root.marker is None or (root.marker.rank == marker.rank and not root.children)):
        return False
    return not has_infinitive(walk.folded, line.start, line.end)


def _shares_term(walk: Walk, node: Node, line: Line) -> bool:
    """Keep «до 10 апреля 2026 г.:» for the tasks listed below it under one lead-in that names no term."""
    following = walk.following(1)
    if walk.folded[line.end - 1] != ":" or not following or not walk.marker(following[0]):
        return False
    if line.end - line.start > _LONGEST_CAPTION or not _GROUP_TERM.match(walk.folded, line.start, line.end):
        return False
    lead = walk.tree.lead()
    if not lead:
        return False
    if has_infinitive(walk.folded, line.start, line.end) or _GROUP_TERM.match(walk.folded, *lead.bodies[0]):
        return False
    if not FINISHED.search(walk.folded, node.end - 1, node.end):
        return False
    walk.tree.term = (lead, Label("term", line.start, line.start, line.end - 1))
    return True


def _waits_for_words(walk: Walk, node: Node) -> bool:
    """Tell «1. Ответственный: Осин О.О.», whose task stands below its labels."""
    start, end = node.bodies[0]
    if not node.is_numbered or len(node.bodies) != 1 or end - start > _LONGEST_CAPTION:
        return False
    labelled = bool(line_labels(walk.text, walk.folded, start, end))
    return labelled and not has_infinitive(walk.folded, start, end)


def _is_labelled_last(node: Node) -> bool:
    return bool(node.labels) and node.labels[-1].start >= node.bodies[-1][1]


def _goes_on(walk: Walk, node: Node, line: Line) -> bool:
    small = walk.text[line.start].islower()
    if _is_labelled_last(node):
        return small and not line.gap
    if small or walk.folded[node.end - 1] == ",":
        return True
    finished = FINISHED.search(walk.folded, node.end - 1, node.end)
    if _waits_for_task(walk, node, line):
        return True
    if walk.folded[node.end - 1] == ":":
        return node.marker is not None and not has_infinitive(walk.folded, line.start, line.end)
    return not finished and not line.gap


def _waits_for_task(walk: Walk, node: Node, line: Line) -> bool:
    """Tell the task right below its addressee and term, each on a line of its own."""
    start, end = node.bodies[0]
    if node.is_numbered or line.gap or len(node.bodies) != 1 or end - start > _LONGEST_ADDRESS:
        return False
    first = _WORD.match(walk.folded, line.start, line.end)
    told = _DATIVE.match(walk.folded, start, end) and not has_infinitive(walk.folded, start, end)
    return bool(told and first and is_infinitive(first[0]))


def _is_directive(walk: Walk, line: Line, node: Node) -> bool:
    """Tell whether a paragraph without a number is a decision of its own behind numbered ones."""
    if not FINISHED.search(walk.folded, node.end - 1, node.end) and not node.labels:
        return False
    if _DIRECTIVE.match(walk.folded, line.start, line.end):
        return True
    first = _WORD.match(walk.folded, line.start, line.end)
    if first and is_infinitive(first[0]):
        return bool(node.labels) or line.gap
    stop = sentence_end(walk.text, line.start, line.end)
    dative = _DATIVE.match(walk.folded, line.start, line.end)
    return bool(dative) and bool(node.labels) and has_infinitive(walk.folded, line.start, stop)


# --- quotations -------------------------------------------------------------------------------------------


def take_quotation(walk: Walk, line: Line) -> int:
    """Take the lines of a new wording in quotation marks into the point that gives it."""
    node = walk.tree.current
    if walk.zone != "decisions" or not node or not node.bodies or line.cells:
        return 0
    start, end = node.bodies[-1]
    if end - start > _LONGEST_QUOTED:
        return 0
    if not walk.quoted_lines and not _opens_quotation(walk, start, end, line):
        return 0
    if walk.quoted_lines and _is_over(walk, start, end, line):
        walk.quoted_lines = 0
        return 0
    walk.quoted_lines += 1
    walk.tree.extend(line.start, line.end)
    walk.content = walk.index
    return 1


def _is_over(walk: Walk, start: int, end: int, line: Line) -> bool:
    if _open_marks(walk, start, end) <= 0 or walk.quoted_lines > _QUOTED_LINES:
        return True
    marker = walk.marker(line)
    closed = walk.words(max(start, end - 3), end).rstrip(" .;").endswith(("»", '"'))
    return closed and marker is not None and is_expected(walk, marker)


def _opens_quotation(walk: Walk, start: int, end: int, line: Line) -> bool:
    if not has_any(walk.folded, start, end, _WORDING_STEMS):
        return False
    if _NEW_WORDING.search(walk.folded, max(start, end - 60), end):
        return walk.text[line.start] in '«"„“'
    if _open_marks(walk, start, end) <= 0:
        return False
    opening = walk.folded.rfind("«", start, end)
    return bool(_NEW_WORDING.search(walk.folded, max(start, opening - 60), opening))


def _open_marks(walk: Walk, start: int, end: int) -> int:
    opened = walk.text.count("«", start, end) - walk.text.count("»", start, end)
    return opened or walk.folded.count('"', start, end) % 2
