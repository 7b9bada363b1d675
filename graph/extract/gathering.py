"""The people of a read document: which of its parts name whom, who held the chair, who signed.

The parts are those of the outline; who stands in them is read by `people`.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import DocumentKind, Fact, Head, Organisation, Party, Person, Source
from .bodies import issuer
from .folding import fold
from .headings import is_speaker
from .mentions import PRESIDES
from .names import NameRegistry
from .outline import Outline
from .party_lexicon import HEARD, POST_CHAIR, POST_CHAIR_ALONE, POST_CHAIR_BEHIND
from .people import HeardPassage, People, Places, read_people
from .signature import signature_end
from .walk import Passage

_CHAIRED: frozenset[DocumentKind] = frozenset({"protocol", "memo", "other"})
_CLOSING_BRACKET = re.compile(r"\([^()\n]{3,200}\)(?=[ .]*$)")
_SHORT_NAME = re.compile(r"[\s*]{0,8}\([^()\n]{2,120}\)")
_SIGNING_LINES = 30
_POST_CHAIR_SURE = 0.8


def gather_people(
    source: Source, folded: str, outline: Outline, head: Head, registry: NameRegistry
) -> People:
    """Return the people, groups and bodies that the parts of a document name."""
    top = outline.head[0], _head_end(outline)
    places = Places(
        head=top,
        heard=(*_agenda(folded, outline), *_titles(source.text, outline), *_talks(outline)),
        signature=_signature(source.text, folded, outline),
        issuer=_issuer(source.text, head),
    )
    found = read_people(source, places, registry)
    return replace(found, organisations=_with_unit(found.organisations, head))


def _head_end(outline: Outline) -> int:
    """Return where people of the meeting may no longer be listed: a list may follow the agenda."""
    starts = [
        *(one.start for one in outline.sections),
        *(one.start for one in outline.talks),
        *(one.start for one in outline.points),
        *([outline.decided] if outline.decided is not None else []),
    ]
    return max(outline.head[1], min(starts, default=0))


def _talks(outline: Outline) -> Iterator[HeardPassage]:
    """Yield what was said on each question, the lines up to the next decision as one passage."""
    starts = [point.start for point in outline.points]
    parts = (*outline.talks, *outline.speakers, *_openings(outline, starts))
    first: Passage | None = None
    end = 0
    for one in sorted(parts, key=lambda one: one.start):
        near = bisect_left(starts, end) == bisect_left(starts, one.start)
        if first and not (near and first.section == one.section):
            yield HeardPassage(first.start, end, first.section)
            first, end = None, 0
        first, end = first or one, max(end, one.end)
    if first:
        yield HeardPassage(first.start, end, first.section)


def _openings(outline: Outline, starts: Sequence[int]) -> Iterator[Passage]:
    """Yield what stands from a question's title, which may hold its speaker, to the first decision."""
    limits = sorted([*starts, *(one.start for one in outline.sections)])
    for one in outline.sections:
        place = bisect(limits, one.start)
        if place < len(limits):
            yield Passage(one.start, limits[place], one.path)


def _titles(text: str, outline: Outline) -> Iterator[HeardPassage]:
    """Yield the brackets that end a question's title: «О готовности (Иванов И.И.)»."""
    for one in outline.sections:
        match = one.path and one.title and _CLOSING_BRACKET.search(text, *one.title)
        if match:
            yield HeardPassage(match.start(), match.end(), one.path)


def _agenda(folded: str, outline: Outline) -> Iterator[HeardPassage]:
    """Yield the agenda's lines that name a reporter, each with the path of the question above."""
    if not outline.agenda:
        return
    first, end = outline.agenda[0].start, _head_end(outline)
    starts = [one.start for one in outline.agenda]
    paths = _paths(outline)
    for line in outline.lines:
        named = HEARD.match(folded, line.start, line.end) or is_speaker(folded, line.start, line.end)
        if first < line.start < end and named:
            yield HeardPassage(line.start, line.end, paths[bisect(starts, line.start) - 1])


def _paths(outline: Outline) -> list[str | None]:
    """Return the paths under which the questions of the agenda are dealt with below."""
    numbered = {one.path for one in outline.sections if one.path is not None}
    placed = {one.position: one.path for one in reversed(outline.sections) if one.path is not None}
    return [one.path if one.path in numbered else placed.get(one.position) for one in outline.agenda]


def _signature(text: str, folded: str, outline: Outline) -> tuple[int, int] | None:
    """Return where the document is signed, all signatures that follow each other.

    Without decisions it is a post and a name near the end.
    """
    lines = outline.lines
    index = len(lines) - _SIGNING_LINES if outline.signature is None else 0
    start = max(outline.head[1], *(one.end for one in outline.points), 0)
    start = outline.signature[0] if outline.signature else start
    index = next((k for k, line in enumerate(lines) if k >= index and line.start >= start), len(lines))
    while index < len(lines) and signature_end(text, folded, lines, index) is None:
        index += 1
    first = index
    while index < len(lines) and (stop := signature_end(text, folded, lines, index)):
        index = stop
    return (lines[first].start, lines[index - 1].end) if index > first else outline.signature


def _with_unit(bodies: tuple[Fact[Organisation], ...], head: Head) -> tuple[Fact[Organisation], ...]:
    """Return the bodies with the unit whose head signed placed under the issuer."""
    if head.unit is None or head.issuer is None:
        return bodies
    name = head.unit.value.lower()
    if any(one.value.name.lower() == name and one.value.parent for one in bodies):
        return bodies
    unit = Organisation(head.unit.value, head.issuer.value)
    placed = Fact(unit, head.unit.span, head.unit.rule, head.unit.confidence)
    return (*(one for one in bodies if one.value.name.lower() != name), placed)


def _issuer(text: str, head: Head) -> Fact[Organisation] | None:
    """Return the issuer with the abbreviation that its lines give in brackets."""
    if head.issuer is None:
        return None
    short = _SHORT_NAME.match(text, head.issuer.span.end)
    words = re.sub(r"\*+", "", head.issuer.span.text + (short.group() if short else ""))
    found = issuer(words.split("\n"))
    shorts = found.alternatives if found else ()
    body = Organisation(head.issuer.value, alternatives=shorts)
    return Fact(body, head.issuer.span, head.issuer.rule, head.issuer.confidence)


def find_chair(people: Sequence[Fact[Person]], kind: DocumentKind) -> Fact[str] | None:
    """Return who held the chair of a meeting, «Фамилия И.О.»; acts and lists of orders have nobody.

    Without a word at the top it is one present, or the signer, whose post is to preside.
    """
    chair = next((one for one in people if one.value.role == "chair"), None)
    if chair and (kind in _CHAIRED or kind == "decree"):
        return Fact(chair.value.name, chair.span, "chair-named", chair.confidence)
    if kind not in _CHAIRED:
        return None
    other = next((one for one in people if _presides(one, signed=kind == "protocol")), None)
    return Fact(other.value.name, other.span, "chair-by-post", _POST_CHAIR_SURE) if other else None


def _presides(named: Fact[Person], *, signed: bool) -> bool:
    words = fold(named.span.text)
    if named.value.role == "signer":
        return signed and bool(POST_CHAIR.match(words))
    post = fold(named.value.post or "")
    alone = POST_CHAIR_ALONE.fullmatch(post) or PRESIDES.search(words) or POST_CHAIR_BEHIND.search(words)
    return named.value.role == "attendee" and bool(alone)


def find_signer(people: Sequence[Fact[Person]]) -> Fact[Party] | None:
    """Return the first who signed or approved, as the one who keeps control «за собой»."""
    found = next((one for one in people if one.value.role == "signer"), None)
    if found is None:
        return None
    party = Party(found.value.name, "person", post=found.value.post)
    return Fact(party, found.span, "control-of-signer", found.confidence)
