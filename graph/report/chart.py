"""The discipline chart: one bar an addressee, cut into performed in time, late, overdue; inline SVG.

The parts differ in pattern as well as in colour and carry their counts; the same is said in words for
those who do not see the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..answers.discipline import COUNTED
from ..messages import Language, say

Record = dict[str, Any]
_LABEL, _BAR, _ROW, _HEIGHT, _TOP = 330, 560, 30, 20, 34
_MOST = 30
_LONGEST = 44
_FILLS = {"in_time": "url(#in-time)", "late": "url(#late)", "overdue": "url(#overdue)"}
_PATTERNS = Markup(
    '<defs><pattern id="in-time" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#cfe3d4"/></pattern>'
    '<pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff3cd"/><path d="M0 6 6 0" stroke="#9a7400"/></pattern>'
    '<pattern id="overdue" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#f8d7da"/><path d="M0 6 6 0M0 0 6 6" stroke="#b4232f"/></pattern>'
    "</defs>"
)
_FRAME = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" font-size="13">{}</svg>'
)
_BOX = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" stroke="#333"/>')
_TEXT = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
_COUNT = Markup(
    '<text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-weight="700" stroke="#fff" stroke-width="4" '
    'paint-order="stroke">{}</text>'
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG markup and the same as lines of words."""

    svg: Markup
    lines: tuple[str, ...]


def draw_discipline(rows: Sequence[Record], language: Language) -> Chart:
    """Return the chart of the addressees with anything counted, the largest first, thirty at most."""
    counted = [row for row in rows if row["group"] == "addressee" and row["count"]]
    shown = sorted(counted, key=lambda row: (-row["count"], row["name"]))[:_MOST]
    lines = tuple(_said(row, language) for row in shown)
    return Chart(_svg(shown, lines, language) if shown else Markup(""), lines)


def _said(row: Record, language: Language) -> str:
    figures = {name: row[name] for name in ("count", *COUNTED)}
    return say("report.chart-line", language, whom=row["name"], **figures)


def _svg(rows: Sequence[Record], lines: Sequence[str], language: Language) -> Markup:
    height = _TOP + _ROW * len(rows) + 6
    most = max(row["count"] for row in rows)
    inside = Markup().join(
        [
            Markup("<title>{}</title>").format(say("report.chart-title", language)),
            Markup("<desc>{}</desc>").format("; ".join(lines)),
            _PATTERNS,
            *_legend(language),
            *(part for place, row in enumerate(rows) for part in _bar(row, _TOP + place * _ROW, most)),
        ]
    )
    return _FRAME.format(_LABEL + _BAR + 60, height, inside)


def _legend(language: Language) -> Iterator[Markup]:
    for place, name in enumerate(COUNTED):
        left = _LABEL + place * 150
        yield _box(left, 6, 14, 14, _FILLS[name])
        yield _text(left + 20, 18, say(f"report.chart-{name.replace('_', '-')}", language))


def _bar(row: Record, top: int, most: int) -> Iterator[Markup]:
    name = row["name"] if len(row["name"]) <= _LONGEST else row["name"][:_LONGEST] + "…"
    yield _text(_LABEL - 8, top + 15, name, anchor="end")
    left = float(_LABEL)
    for part in COUNTED:
        width = _BAR * row[part] / most
        if width:
            yield _box(left, top, width, _HEIGHT, _FILLS[part])
            yield _COUNT.format(left + width / 2, top + 15, row[part])
        left += width
    yield _text(left + 6, top + 15, f"{row['in_time']}/{row['count']}")


def _box(left: float, top: float, width: float, height: float, fill: str) -> Markup:
    return _BOX.format(left, top, width, height, fill)


def _text(left: float, base: float, words: str, anchor: str = "start") -> Markup:
    return _TEXT.format(left, base, anchor, words)
