"""A whole document: its head, its questions, its points, its people, and what to know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import AgendaItem, Fact, Head, Notice, Protocol, Reference, Source
from .assemble import Read, read_point
from .document_kind import Title, find_title, may_decide
from .folding import fold_document
from .gathering import find_chair, find_signer, gather_people
from .head import read_head
from .headings import tail_heading
from .letters import read_letter, with_addressees
from .lints import lint_document
from .names import NameRegistry
from .outline import Outline, read_outline
from .references import find_references
from .setting import setting_of
from .term_values import DayOffRule
from .walk import Section


def read_protocol(source: Source, *, rule: DayOffRule = "before") -> Protocol:
    """Return what a text says, whatever it is: without decisions there are no points, and a notice.

    `rule` says where a computed last day goes that is no working day.
    """
    folded = fold_document(source.text)
    outline, title = _outline(source.text, folded)
    outline = with_addressees(source.text, folded, outline, title)
    head = read_head(source, folded, outline, title)
    registry = NameRegistry.of(source)
    given = head.date.value if head.date else None
    named = gather_people(source, folded, outline, head, registry)
    setting = setting_of(source, folded, registry, given=given, rule=rule)
    setting = replace(setting, signer=find_signer(named.people))
    read = [read_point(setting, point) for point in outline.points]
    points = tuple(one.decision for one in read)
    references = _all_references(source, head, outline, read)
    protocol = Protocol(
        head=replace(head, chair=find_chair(named.people, head.kind.value)),
        items=_items(source, outline),
        points=points,
        people=named.people,
        attendees=named.groups,
        organisations=named.organisations,
        references=references,
        unread=tuple(source.span(start, end) for start, end in outline.leftovers),
    )
    notices = (*lint_document(protocol, outline), *(notice for one in read for notice in one.notices))
    return replace(protocol, notices=_ordered(notices))


def _outline(text: str, folded: str) -> tuple[Outline, Title | None]:
    """Return the parts of a text and its title; what informs and does not order (a notice) has no points."""
    outline = read_outline(text, folded)
    title = find_title(text, folded, outline.lines, outline.head[1])
    letter = None if outline.announced else read_letter(text, folded, outline, title)
    if letter:
        return letter
    if title and title.informs:
        return replace(outline, points=(), leftovers=()), title
    annexed = _is_annexed(folded, outline)
    told = (outline.points or outline.announced) and not annexed
    if told or not may_decide(folded, outline.lines, title):
        return outline, title
    implied = read_outline(text, folded, implied=True)
    if not implied.points or (annexed and implied.points[0].start >= outline.points[0].start):
        return outline, title
    return implied, find_title(text, folded, implied.lines, implied.head[1])


def _is_annexed(folded: str, outline: Outline) -> bool:
    """Tell whether the first decisions found stand in an annex: those above it were not announced."""
    if not outline.points or outline.decided is None:
        return False
    above = (line for line in outline.lines if line.start < outline.decided)
    return any(line.start > 0 and tail_heading(folded, line.start, line.end) for line in above)


def _items(source: Source, outline: Outline) -> tuple[AgendaItem, ...]:
    """Return the questions that have a path or points with one, each once, titles on one line."""
    titled: dict[str, Section] = {one.path: one for one in reversed(outline.sections) if one.path is not None}
    unnumbered = [one for one in outline.sections if one.path is None]
    for point in outline.points:
        if point.section is not None and point.section not in titled:
            above = [one for one in unnumbered if one.start <= point.start]
            titled[point.section] = above[-1] if above else Section(None, 0, None, point.start)
    shown = sorted(titled.items(), key=lambda one: one[1].start)
    taken = {point.path for point in outline.points}
    return tuple(
        _item(source, path, place, section)
        for place, (path, section) in enumerate(shown, 1)
        if path not in taken
    )


def _item(source: Source, path: str, place: int, section: Section) -> AgendaItem:
    start, end = section.title or (section.start, section.start)
    span = source.span(start, end)
    return AgendaItem(path, place, " ".join(span.text.split()), span)


def _all_references(
    source: Source, head: Head, outline: Outline, read: Iterable[Read]
) -> tuple[Fact[Reference], ...]:
    """Return the references of the whole text in order: those of the points, and those between them."""
    found = {id(one): one for part in read for one in part.decision.references}
    place = _body_start(head, outline)
    for point in sorted(outline.points, key=lambda one: one.start):
        found.update((id(one), one) for one in find_references(source, place, max(place, point.start)))
        place = max(place, point.end)
    found.update((id(one), one) for one in find_references(source, place, len(source.text)))
    others = [one for one in found.values() if not _is_itself(head, one.value)]
    return tuple(_distinct(sorted(others, key=lambda one: (one.span.start, one.value.point or ""))))


def _distinct(references: Iterable[Fact[Reference]]) -> Iterable[Fact[Reference]]:
    return {(one.value, one.span): one for one in references}.values()


def _body_start(head: Head, outline: Outline) -> int:
    """Return where other documents may be named: behind the document's own number and date."""
    own = [fact.span.end for fact in (head.kind, head.number, head.date) if fact is not None]
    return max([end for end in own if end <= outline.head[1]], default=0)


def _is_itself(head: Head, reference: Reference) -> bool:
    number = head.number.value if head.number else None
    day = head.date.value if head.date else None
    return reference.number is not None and reference.number == number and reference.date in (day, None)


def _ordered(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(
        sorted(dict.fromkeys(notices), key=lambda one: (one.span.start if one.span else -1, one.code))
    )
