"""Headings that open a question, a block or a topic."""

from __future__ import annotations

import re

from .headings import (
    block_heading,
    decision_heading,
    is_topic,
    prose_heading,
    question_heading,
    roman_heading,
)
from .labels import line_labels
from .lines import Line
from .lookahead import announces_talk, continues_title, talk_ahead
from .numbering import ROMAN_STARTS, Marker, roman_value
from .points import Stretch
from .sentences import has_infinitive, sentence_end
from .walk import Walk
from .walk_agenda import note_agenda
from .walk_romans import take_roman_point

_SPEECH = re.compile(r"слуша|заслуш|рассмотр|обсуд|обсужд")
_ABOUT = re.compile(r"\s(об?|обо)\s")
_ABOUT_SOMETHING = re.compile(r"(?:об?|обо|про|разное|по\s{1,4}вопросу)(?![а-я])")
_QUOTED_LINE = re.compile(r"[«\"]([^«»\"]{3,300})[»\"]\.?")
_CAPTION = re.compile(r"[А-ЯЁ][а-яё-]{2,30}(?:\s{1,3}[«]?[А-ЯЁа-яё-]{1,30}[»]?){0,5}")
_NOTED = "к сведению"
_SHORTEST_TITLE = 3
_COMPARED = 60
_SHORT_TITLE = 80
_BELOW_TITLE = 4


def take_section(walk: Walk, line: Line) -> int:
    """Open the section that a line announces; return the lines taken, 0 for no heading."""
    if line.cells:
        return 0
    if walk.text.startswith(ROMAN_STARTS, line.start) and (taken := _roman(walk, line)):
        return taken
    marker = walk.marker_at(walk.start, line.end)
    taken = _question(walk, line, marker)
    if taken or walk.lines[walk.index] is not line:
        return taken
    return (marker and _numbered(walk, line, marker)) or _block(walk, line) or _topic(walk, line)


def _open(walk: Walk, path: str | None, title: int, line: Line) -> int:
    """Open a section whose title begins in this line and may go on in the next ones."""
    last = walk.index
    while last + 1 < len(walk.lines) and continues_title(walk, walk.lines[last], walk.lines[last + 1]):
        last += 1
    walk.begin_section(path, (title, walk.lines[last].end), line.start)
    _go_on(walk, line, last + 1)
    return last + 1 - walk.index


def _go_on(walk: Walk, line: Line, index: int) -> None:
    """Choose the zone behind a heading: decisions go on unless talk comes first."""
    open_decisions = walk.implied or walk.zone == "decisions"
    walk.enter("decisions" if open_decisions and not talk_ahead(walk, index) else "talk", line.start)


# --- Roman numbers ------------------------------------------------------------------------------------


def _roman(walk: Walk, line: Line) -> int:
    found = roman_heading(walk.text, line.start, line.end)
    if not found:
        return 0
    roman, title = found
    if walk.zone == "agenda" and not (roman == "I" and walk.agenda):
        return note_agenda(walk, roman, title, line)
    value = roman_value(roman)
    if walk.zone == "decisions" and not (value == 1 or walk.last_roman < value <= walk.last_roman + 3):
        return 0
    walk.last_roman = value
    taken = take_roman_point(walk, roman, title, line)
    return taken or _open(walk, roman, title, line)


# --- «По первому вопросу», «1. О готовности …» ------------------------------------------------------------


def _question(walk: Walk, line: Line, marker: Marker | None) -> int:
    begin = marker.end if marker and marker.style == "number" else walk.start
    found = question_heading(walk.folded, begin, line.end)
    if not found or (walk.zone == "head" and not walk.implied and not talk_ahead(walk, walk.index + 1)):
        return 0
    ordinal = found.ordinal if found.printed else _place(walk, found.ordinal)
    path = str(ordinal if str(ordinal) not in walk.tree.decided else walk.last_ordinal + 1)
    title = found.rest + walk.folded.startswith(("«", '"'), found.rest, line.end)
    if title < line.end and is_topic(walk.folded, title, line.end):
        return _open(walk, path, title, line)
    if walk.section != path or walk.zone == "agenda":
        walk.begin_section(path, walk.agenda_title(int(path)), line.start)
    if found.rest < line.end:
        return _behind_heading(walk, line, found.rest)
    taken = 1 + _quoted_title(walk)
    _go_on(walk, line, walk.index + taken)
    return taken


def _quoted_title(walk: Walk) -> int:
    """Take «О мерах охраны» in quotation marks below «По пункту 2 повестки дня» as its title."""
    for line in walk.following(1):
        quoted = _QUOTED_LINE.fullmatch(walk.folded, line.start, line.end)
        if quoted and is_topic(walk.folded, *quoted.span(1)):
            walk.entitle(quoted.span(1))
            return 1
    return 0


def _behind_heading(walk: Walk, line: Line, rest: int) -> int:
    """Leave the words behind a heading («По первому вопросу СЛУШАЛИ: …») to the next steps."""
    walk.lines[walk.index] = line._replace(start=rest, gap=True)
    walk.start = rest
    if walk.zone in ("head", "agenda"):
        walk.enter("decisions" if walk.implied else "talk", line.start)
    return 0


def _place(walk: Walk, ordinal: int) -> int:
    """Return a question's place: a printed ordinal that leaves some out is wrong."""
    return min(ordinal, walk.last_ordinal + 1)


def _numbered(walk: Walk, line: Line, marker: Marker) -> int:
    if not marker.is_list_number or len(marker.parts) != 1:
        return 0
    if walk.zone == "agenda" and not (marker.ordinal == 1 and walk.agenda):
        return 0
    if _SPEECH.match(walk.folded, marker.end) and prose_heading(walk.folded, marker.end, line.end):
        return _numbered_speech(walk, marker, line)
    if not _is_question(walk, marker, line):
        if _goes_on_outside(walk, marker):
            walk.begin_section(None, None, line.start)
        return 0
    return _open(walk, marker.label, marker.end, line)


def _goes_on_outside(walk: Walk, marker: Marker) -> bool:
    """Tell «2. Руководителям …» behind «1. Рассмотрев …, решили:» and a table with a row 2 of its own."""
    if walk.zone != "decisions" or walk.tree.current or marker.style != "number":
        return False
    if walk.section is None or not walk.section.isdecimal() or marker.ordinal != int(walk.section) + 1:
        return False
    inside = [node.marker.label for node in walk.tree.roots if node.section == walk.section and node.marker]
    return marker.label in inside and inside[-1] != str(marker.ordinal - 1)


def _numbered_speech(walk: Walk, marker: Marker, line: Line) -> int:
    """Take «2. СЛУШАЛИ: …»: the number is the question's."""
    if walk.section is None or walk.is_decided(walk.section):
        title = walk.agenda_title(marker.ordinal) or _subject(walk, marker.end, line.end)
        walk.begin_section(marker.label, title, line.start)
    walk.enter("talk", line.start)
    walk.note_talk(line._replace(start=marker.end))
    return 1


def _subject(walk: Walk, start: int, end: int) -> Stretch | None:
    """Return what a speech is about: «СЛУШАЛИ: Иванова И.И. о ремонте крыши»."""
    found = _ABOUT.search(walk.folded, start, end)
    return (found.start(1), end) if found else None


def _is_question(walk: Walk, marker: Marker, line: Line) -> bool:
    title = walk.agenda_title(marker.ordinal)
    if title and _same_words(walk, title, (marker.end, line.end)):
        return True
    if not is_topic(walk.folded, marker.end, line.end):
        return _is_short_title(walk, marker, line)
    if (walk.zone == "decisions" or walk.implied) and _precedes_subpoint(walk, marker):
        return True
    return talk_ahead(walk, walk.index + 1)


def _is_short_title(walk: Walk, marker: Marker, line: Line) -> bool:
    """Tell «1. Дизайн» right above a speech or a heading of decisions from a decision."""
    following = walk.following(1)
    if line.end - marker.end > _SHORT_TITLE or walk.text[line.end - 1] in ".;:," or not following:
        return False
    if has_infinitive(walk.folded, marker.end, line.end) or not walk.text[marker.end].isupper():
        return False
    return announces_talk(walk, following[0])


def _precedes_subpoint(walk: Walk, marker: Marker) -> bool:
    markers = [walk.marker(one) for one in walk.following(_BELOW_TITLE)]
    return any(one and one.parts[:-1] == marker.parts for one in markers)


def _same_words(walk: Walk, one: Stretch, other: Stretch) -> bool:
    left, right = (_letters(walk.words(a, min(b, a + 400))) for a, b in (one, other))
    shorter = min(len(left), len(right), _COMPARED)
    return shorter > _SHORTEST_TITLE and left[:shorter] == right[:shorter]


def _letters(folded: str) -> str:
    return "".join(sign for sign in folded if sign.isalnum())


# --- blocks and unnumbered topics ---------------------------------------------------------------------------


def _block(walk: Walk, line: Line) -> int:
    found = block_heading(walk.text, walk.folded, line.start, line.end)
    if not found or walk.marker(line):
        return 0
    if walk.zone in ("agenda", "head") and not (walk.implied or talk_ahead(walk, walk.index + 1)):
        return 0
    path, title = found
    if decision_heading(walk.text, walk.folded, title, line.end, zone=walk.zone) is not None:
        return 0
    return 0 if prose_heading(walk.folded, title, line.end) else _open(walk, path, title, line)


def _topic(walk: Walk, line: Line) -> int:
    if walk.zone == "agenda" or not walk.text[line.start].isupper():
        return 0
    if walk.zone == "decisions" and _is_caption(walk, line):
        return _open(walk, None, line.start, line)
    speech = prose_heading(walk.folded, line.start, line.end)
    if speech or not is_topic(walk.folded, line.start, line.end) or walk.is_wrapped(line):
        return 0
    if _is_no_new_topic(walk, line):
        return 0
    if talk_ahead(walk, walk.index + 1) or (walk.zone == "decisions" and _is_bare_heading(walk, line)):
        return _open(walk, None, line.start, line)
    return 0


def _is_no_new_topic(walk: Walk, line: Line) -> bool:
    """Tell words of the head, or the subject of the speech above (then its title), from a topic."""
    if walk.zone == "head":
        return not _ABOUT_SOMETHING.match(walk.folded, line.start)
    if walk.zone != "talk" or walk.section is None or walk.is_decided(walk.section):
        return False
    walk.entitle((line.start, line.end))
    return True


def _is_caption(walk: Walk, line: Line) -> bool:
    """Tell «Горный участок» above unnumbered tasks: few words alone, no verb, a task with one below."""
    current, following = walk.tree.current, walk.following(1)
    if (current and current.is_numbered) or not line.gap or not following or not following[0].gap:
        return False
    if not _CAPTION.fullmatch(walk.text, line.start, line.end):
        return False
    if has_infinitive(walk.folded, line.start, line.end):
        return False
    start, end = following[0].start, sentence_end(walk.text, following[0].start, following[0].end)
    return has_infinitive(walk.folded, start, end) or _NOTED in walk.words(start, end)


def _is_bare_heading(walk: Walk, line: Line) -> bool:
    """Tell an unnumbered heading among the decisions from a decision: no full stop, orders below."""
    following = walk.following(1)
    if walk.text[line.end - 1] in ".;," or not following:
        return False
    return not line_labels(walk.text, walk.folded, following[0].start, following[0].end)
