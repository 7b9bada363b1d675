"""The head of a document: kind, number, date, place, issuer, unit, title."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import DocumentKind, Fact, Head, Source, Span
from .cohorts import find_programme
from .document_kind import Title, implied_kind, kind_by_decisions
from .head_bodies import read_issuer, read_unit
from .head_identity import Frame, frame_head, read_date, read_number, read_place
from .head_titles import read_title
from .lines import Line
from .outline import Outline


def read_head(source: Source, folded: str, outline: Outline, title: Title | None) -> Head:
    """Return the head without its chair, who is found among the people; `title` names the kind."""
    decides = bool(outline.points) or outline.announced
    title = title or implied_kind(folded, outline.lines, decides=decides)
    frame = frame_head(source, folded, outline.lines, title, outline.head[1])
    issuer = read_issuer(frame)
    place = read_place(frame)
    shown = read_title(frame, _first_topic(outline), place)
    return Head(
        kind=_kind(source, folded, outline, title, decides=decides),
        number=read_number(frame),
        date=read_date(frame),
        place=place,
        issuer=issuer,
        unit=read_unit(frame, outline.signature, issuer.value if issuer else None),
        title=shown,
        programme=_programme(frame, shown),
    )


def _kind(
    source: Source, folded: str, outline: Outline, title: Title | None, *, decides: bool
) -> Fact[DocumentKind]:
    if title:
        return Fact(title.kind, source.span(title.start, title.end), f"kind-{title.rule}")
    if not decides:
        return Fact("other", _first_words(source, outline.lines), "kind-unknown", 0.5)
    start = outline.points[0].start if outline.points else outline.head[1]
    index = max((k for k, line in enumerate(outline.lines) if line.start < start), default=0)
    return Fact(
        kind_by_decisions(folded, index, outline.lines),
        _first_words(source, outline.lines),
        "kind-by-verb",
        0.7,
    )


def _first_words(source: Source, lines: Sequence[Line]) -> Span:
    """Return the first line that says anything: what a kind that no word names is read beside."""
    return next(
        (source.span(line.start, line.end) for line in lines if line.end > line.start), source.span(0, 0)
    )


def _first_topic(outline: Outline) -> tuple[int, int] | None:
    return next((one.title for one in outline.sections[:1] if one.path is None), None)


def _programme(frame: Frame, title: Fact[str] | None) -> Fact[str] | None:
    return find_programme(frame.source, title.span.start, title.span.end) if title else None
