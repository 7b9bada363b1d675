"""The agenda, what was said, votes, the signature and the tail."""

from __future__ import annotations

import re

from . import structure_words as words
from .headings import agenda_heading, is_topic, prose_heading, tail_heading, vote_line
from .lines import Line
from .points import Node
from .signature import signature_end
from .votes import is_rejected
from .walk import Section, Walk

_VOTED_POINT = re.compile(
    r"\sпо\s{1,3}(?:п\.|пункту|подпункту|решению)\s{0,3}(?:№\s{0,3})?([0-9]{1,3}(?:\.[0-9]{1,3}){0,3})(?![0-9])"
)
_NEAR = 80
_AGENDA_NOISE = re.compile(r"докла|содокла|сообщ|информир|\(")


def take_agenda(walk: Walk, line: Line) -> int:
    """Take the heading of an agenda or one line of it."""
    if walk.zone == "agenda":
        return _agenda_item(walk, line)
    if walk.zone != "head" or not agenda_heading(walk.folded, walk.start, line.end):
        return 0
    walk.enter("agenda", line.start)
    return 1


def _agenda_item(walk: Walk, line: Line) -> int:
    if walk.folded.startswith(words.PRESENCE_STARTS, line.start, line.end):
        walk.zone = "head"
        return 1
    if prose_heading(walk.folded, line.start, line.end) and not _AGENDA_NOISE.match(walk.folded, line.start):
        return 0
    marker = walk.marker(line)
    if marker and marker.is_list_number:
        return note_agenda(walk, marker.label, marker.end, line)
    if not walk.agenda and is_topic(walk.folded, line.start, line.end):
        return note_agenda(walk, None, line.start, line)
    return 1


def note_agenda(walk: Walk, label: str | None, title: int, line: Line) -> int:
    """Keep one question of the agenda."""
    walk.agenda.append(Section(label, len(walk.agenda) + 1, (title, line.end), line.start))
    return 1


def take_talk(walk: Walk, line: Line) -> int:
    """Take the beginning of a speech or of findings, which ends a zone of decisions."""
    if not prose_heading(walk.folded, walk.start, line.end):
        return 0
    if walk.zone == "decisions" and (walk.marker(line) or walk.is_wrapped(line)):
        return 0
    walk.enter("talk", line.start)
    walk.note_talk(line)
    return 1


def take_vote(walk: Walk, line: Line) -> int:
    """Take the result of a vote: it is about the points since the last one."""
    if walk.zone not in ("decisions", "talk") or not vote_line(walk.folded, line.start, line.end):
        return 0
    if walk.ballot is None or len(walk.tree.roots) > walk.voted:
        walk.ballot = (_put_to_vote(walk, line), "")
        walk.voted = len(walk.tree.roots)
    nodes, before = walk.ballot
    walk.ballot = (nodes, f"{before} {walk.words(line.start, line.end)}"[:4000])
    rejected = is_rejected(walk.ballot[1])
    for node in nodes:
        node.rejected = rejected
    return 1


def _put_to_vote(walk: Walk, line: Line) -> list[Node]:
    """Return the points since the last vote, or the one that the vote names («ГОЛОСОВАЛИ по п. 3.4»)."""
    since = walk.tree.roots[walk.voted :]
    named = _VOTED_POINT.search(walk.folded, line.start, min(line.end, line.start + _NEAR))
    return [node for node in since if not named or (node.marker and node.marker.label == named[1])]


def take_signature(walk: Walk, line: Line) -> int:
    """Take the post and the name that end the operative part."""
    if walk.zone not in ("decisions", "talk") or not walk.tree.roots:
        return 0
    if walk.text[line.start].islower() and walk.is_wrapped(line):
        return 0
    stop = signature_end(walk.text, walk.folded, walk.lines, walk.index)
    if stop is None:
        return 0
    walk.signature = walk.signature or (line.start, walk.lines[stop - 1].end)
    walk.zone = "tail"
    return stop - walk.index


def take_tail(walk: Walk, line: Line) -> int:
    """Take what stands behind the decisions: mailing lists, annexes, approvals."""
    if walk.zone == "tail":
        return 1
    seen = walk.tree.roots or walk.announced
    if seen and not line.cells and tail_heading(walk.folded, line.start, line.end):
        walk.zone = "tail"
        return 1
    return 0
