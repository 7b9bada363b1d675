"""What a picture's script reads: boxes, arrows, bands, days, and every text once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..messages import say, theme
from ..model import MOSCOW, OPEN
from ..moments import start_of_day
from .picture_facts import format_day
from .picture_words import CHANGING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from ..messages import Language
    from ..picture import PictureView
    from .layout import Band, Place, Route
    from .picture_drawing import Drawing
    from .picture_words import WordedNode, WordedSlice

_WORDS = (
    "found",
    "found-none",
    "keys",
    "counts",
    "overdue",
    "part-shown",
    "fold",
    "unfold",
    "file",
)


@dataclass(slots=True)
class Texts:
    """A table of texts and badges: each stands once, and is called by its number."""

    rows: list[object] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def number(self, text: Hashable) -> int:
        """Return the number of a text, of a tuple of texts; a new one is added."""
        if text not in self._places:
            self._places[text] = len(self.rows)
            self.rows.append(list(text) if isinstance(text, tuple) else text)
        return self._places[text]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node or an arrow for the network: its ends or key, its label, and its other options."""

    ends: tuple[str, ...]
    label: str
    options: dict[str, object]


def drawn_nodes(
    nodes: Sequence[WordedNode], drawing: Drawing, texts: Texts, app_url: str | None
) -> list[Drawn]:
    """Return the boxes; one that is folded away has no place."""
    keys = {node.node.id: node.key for node in nodes}
    return [_drawn_node(node, drawing, texts, keys, app_url) for node in nodes]


def _drawn_node(
    node: WordedNode, drawing: Drawing, texts: Texts, keys: dict[str, str], app_url: str | None
) -> Drawn:
    own = node.node
    place = drawing.layout.places.get(node.key)
    box = place.box if place else drawing.spots[node.key]
    options: dict[str, object] = {
        **_spot(place),
        "size": max(box.width, box.height) // 2,
        "kind": own.kind,
        "lane": own.lane,
        "box": [box.width, box.height],
        "lines": [node.head, node.body],
    }
    more = {
        "parent": keys.get(own.parent) if own.parent and node.key in drawing.spots else None,
        "since": _stamp(own.since) if own.since else None,
        "until": _stamp(own.until) if own.until and own.until < OPEN else None,
        "years": list(own.years) or None,
        "short": own.number if own.number and own.number not in node.head else None,
        "slices": [_slice(one, texts) for one in node.slices] or None,
        "due": None if node.slices else node.due or None,
        "source": texts.number(_address(own.key, app_url) or own.file or "") if own.key else None,
    }
    return Drawn(
        (node.key,), node.title, options | {name: one for name, one in more.items() if one is not None}
    )


def _spot(place: Place | None) -> dict[str, object]:
    return {"x": place.x, "y": place.y} if place else {"x": 0, "y": 0, "hidden": True}


def _address(key: str | None, app_url: str | None) -> str | None:
    """Return the address of a document's page in the application."""
    if key is None or app_url is None:
        return None
    return f"{app_url.rstrip('/')}/documents/{quote(key, safe='')}"


def _slice(one: WordedSlice, texts: Texts) -> list[object]:
    """Return from when it holds, the term, the badges, the words of the columns in `CHANGING`, the counts."""
    badges = [texts.number((badge.state, *badge.lines)) for badge in one.badges]
    cells = [[texts.number(part) for part in one.cells[column]] for column in CHANGING]
    tally = one.slice.counts
    counts = [tally.orders, tally.bundles, tally.contested, tally.overdue]
    states = [texts.number(status.state) for status in one.slice.statuses]
    row = [_stamp(one.slice.start), texts.number(one.due), badges, cells, states]
    return [*row, counts] if any(counts) else row


def _stamp(moment: datetime) -> float:
    """Return milliseconds since 1970 with their fraction."""
    whole = moment.timestamp() * 1000
    return int(whole) if whole == int(whole) else round(whole, 3)


def drawn_edges(view: PictureView, nodes: Sequence[WordedNode], drawing: Drawing) -> list[Drawn]:
    """Return the arrows; one without a course of its own goes from box to box."""
    keys = {node.node.id: node.key for node in nodes}
    courses: Iterable[Route | None] = drawing.courses or [None] * len(view.edges)
    found = []
    for edge, course in zip(view.edges, courses, strict=True):
        options: dict[str, object] = {"kind": edge.kind}
        if edge.dashed:
            options["dashed"] = True
        if course:
            options["course"] = [course.x1, course.y1, course.leave, course.arrive, course.x2, course.y2]
        found.append(Drawn((keys[edge.source], keys[edge.target]), "", options))
    return found


def drawn_bands(
    view: PictureView, nodes: Sequence[WordedNode], drawing: Drawing, language: Language
) -> list[dict[str, object]]:
    """Return the strips behind the boxes with their headings."""
    members: dict[str, list[WordedNode]] = defaultdict(list)
    for node in nodes:
        if place := drawing.layout.places.get(node.key):
            members[_band_of(place, drawing.bands)].append(node)
    return [
        {
            "title": _heading(view, band, members[band.lane], language),
            "box": [band.left, band.top, band.right, band.bottom],
        }
        for band in drawing.bands
    ]


def _band_of(place: Place, bands: Sequence[Band]) -> str:
    return next((band.lane for band in bands if band.left <= place.x <= band.right), "")


def _heading(view: PictureView, band: Band, members: Sequence[WordedNode], language: Language) -> str:
    if view.kind == "register":
        return band.lane or say("picture.undated", language)
    if view.kind in ("chain", "order"):
        return _dates([node.node.day for node in members], language)
    lanes = dict.fromkeys(node.node.lane for node in members)
    return " · ".join(say(f"picture.lane-{lane}", language) for lane in lanes)


def _dates(days: Iterable[date | None], language: Language) -> str:
    known = sorted(day for day in days if day)
    if not known:
        return say("picture.undated", language)
    first, last = format_day(known[0]), format_day(known[-1])
    return first if first == last else f"{first} – {last}"


def days_of(view: PictureView) -> dict[str, object] | None:
    """Return the range of the slider: the first midnight, how many days, the moment that is shown first.

    None where nothing of the picture has a date.
    """
    moments = [one.start for node in view.nodes for one in node.slices]
    moments += [node.since for node in view.nodes if node.since]
    if not moments:
        return None
    shown = [view.at] if view.at else []
    first = min(moments).astimezone(MOSCOW).date()
    last = max([*moments, *shown]).astimezone(MOSCOW).date() + timedelta(days=1)
    at = view.at or max(moments)
    start = start_of_day(first)
    return {"first": _stamp(start), "count": (last - first).days, "at": _stamp(at)}


def ui_words(language: Language) -> dict[str, str]:
    """Return the words that the script itself says."""
    words = theme("picture", language)
    return {key: words[key] for key in _WORDS}
