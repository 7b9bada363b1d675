"""What stands in a picture's boxes, table and card, in one language: facts in, wrapped words out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from textwrap import wrap
from typing import TYPE_CHECKING

from ..messages import say, theme
from ..model import MOSCOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from ..messages import Language
    from ..model import State
    from ..picture import Ground, PictureEdge, PictureNode, PictureView, Quote, Status, Term

WRAP = 34
"""Characters in one line of a box: what reads well in one glance."""
COLUMNS = ("item", "kind", "document", "date", "name", "words", "due", "state", "because", "links")
_BODY_LINES = 3
_LINKS = 40
"""So many links of one kind are named; the table has the others at their other ends."""
_POINT_KINDS = ("order", "continuation", "decision")


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in words, wrapped."""

    state: State
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordedNode:
    """One node in words.

    `key` is opaque and safe anywhere; `head`, `body`, `due` and `badges` stand in the box; `cells`
    give the paragraphs of each column of the table, and of the card.
    """

    key: str
    node: PictureNode
    title: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    due: str
    badges: tuple[Badge, ...]
    cells: Mapping[str, tuple[str, ...]]


def word_view(view: PictureView, language: Language) -> tuple[WordedNode, ...]:
    """Return every node of the view in words, in the order of the view."""
    nodes = {node.id: node for node in view.nodes}
    edges: dict[str, list[PictureEdge]] = defaultdict(list)
    for edge in view.edges:
        edges[edge.source].append(edge)
        edges[edge.target].append(edge)
    return tuple(_word_node(node, edges[node.id], nodes, language) for node in view.nodes)


def opaque_key(identity: str) -> str:
    """Return a name for a node that shows and carries nothing of its identity: `n` and hex digits."""
    return "n" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def format_day(day: date) -> str:
    """Return a day as 13.11.2023."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_moment(moment: datetime) -> str:
    """Return a moment as 13.11.2023 12:00, Moscow time."""
    local = moment.astimezone(MOSCOW)
    return f"{format_day(local)} {local.hour:02}:{local.minute:02}"


def format_term(term: Term | None, language: Language) -> str:
    """Return when a thing falls due; the words as printed where there is no moment, empty without a term."""
    if term is None:
        return ""
    if term.until is None:
        return term.words or ""
    if term.since is not None:
        since = format_day(term.since.astimezone(MOSCOW))
        return say("picture.window", language, since=since, until=_last(term.until))
    return say("picture.until", language, moment=_last(term.until))


def _last(until: datetime) -> str:
    """Return the last day of a term that ends at a midnight, the moment itself otherwise."""
    local = until.astimezone(MOSCOW)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return format_day(local - timedelta(days=1))
    return format_moment(local)


def state_words(status: Status, language: Language) -> str:
    """Return a state's label, with whose it is where that is said."""
    label = say(f"states.{status.state}", language)
    if status.whose is None:
        return label
    return say("picture.whose", language, whose=status.whose, state=label)


def ground_words(ground: Ground, language: Language) -> str:
    """Return one reason as a sentence; a rule without one is named with what it was applied to."""
    moment = _moment_or_day(ground.moment) if ground.moment else ""
    point, event = ground.point or "", ground.event or ""
    sentence = theme("rules", language).get(ground.rule)
    if sentence is None:
        return ", ".join(part for part in (ground.rule, point, event, moment) if part)
    return sentence.format(point=point, event=event, moment=moment).strip(" :")


def _moment_or_day(moment: datetime) -> str:
    """Return a moment, or only its day where the day begins with it."""
    return format_moment(moment).removesuffix(" 00:00")


def title_of(node: PictureNode, language: Language) -> str:
    """Return what a node is called where it stands alone."""
    if node.kind == "cohort":
        return say("picture.cohort", language, year=node.number)
    if node.kind == "party":
        return node.name or ""
    if node.kind in _POINT_KINDS:
        return " ".join(part for part in (node.document, node.number) if part)
    kind = say(f"picture.document-{node.document_kind}", language)
    return f"{kind} {_number(node, language)}"


def _number(node: PictureNode, language: Language) -> str:
    if node.number is None:
        return say("picture.no-number", language)
    return say("picture.number", language, number=node.number)


def _word_node(
    node: PictureNode,
    edges: Sequence[PictureEdge],
    nodes: Mapping[str, PictureNode],
    language: Language,
) -> WordedNode:
    continued = sum(edge.kind == "continues" and edge.source == node.id for edge in edges)
    head, body = _box_words(node, continued, language)
    due = format_term(node.term, language)
    return WordedNode(
        opaque_key(node.id),
        node,
        title_of(node, language),
        _wrapped(head, 2),
        _wrapped(body, _BODY_LINES),
        _clipped(due),
        () if _told_by_dashes(node) else _badges(node.statuses, language),
        _cells(node, due, _link_words(node, edges, nodes, language), language),
    )


def _box_words(node: PictureNode, continued: int, language: Language) -> tuple[str, str]:
    quote = node.quote.text if node.quote else ""
    if node.kind == "continuation" and continued:
        return node.number or "", say("picture.continues", language, count=continued)
    if node.kind in _POINT_KINDS:
        return node.number or "", node.summary or quote or node.name or ""
    if node.kind == "cited":
        day = f"{format_day(node.day)} " if node.day else ""
        return day + _number(node, language), ""
    if node.kind == "document":
        return title_of(node, language), format_day(node.day) if node.day else ""
    return title_of(node, language), (node.name or "") if node.kind == "cohort" else ""


def _told_by_dashes(node: PictureNode) -> bool:
    """Return whether the dashed border already says all that the states say."""
    return node.kind == "cited" and all(status.state == "text-not-held" for status in node.statuses)


def _badges(statuses: Iterable[Status], language: Language) -> tuple[Badge, ...]:
    return tuple(Badge(one.state, _wrapped(state_words(one, language), _BODY_LINES)) for one in statuses)


def _wrapped(text: str, lines: int) -> tuple[str, ...]:
    """Return the first lines of a text; what is cut off is marked by «…»."""
    head = text[: WRAP * (lines + 2)]
    return tuple(wrap(head, WRAP, max_lines=lines, placeholder=" …"))


def _clipped(text: str) -> str:
    return "".join(_wrapped(text, 1))


def _link_words(
    node: PictureNode, edges: Iterable[PictureEdge], nodes: Mapping[str, PictureNode], language: Language
) -> tuple[str, ...]:
    """Return the arrows from and to a node, a paragraph for each kind; a point's document is told apart."""
    others: dict[str, list[PictureNode]] = defaultdict(list)
    for edge in edges:
        outward = edge.source == node.id
        if edge.kind == "contains" and not outward:
            continue
        other = nodes[edge.target if outward else edge.source]
        others[f"picture.edge-{edge.kind}" if outward else f"picture.edge-{edge.kind}-back"].append(other)
    return tuple(
        f"{say(phrase, language)}: {_list_names(node, found, language)}" for phrase, found in others.items()
    )


def _list_names(node: PictureNode, others: Sequence[PictureNode], language: Language) -> str:
    names = "; ".join(_link_name(node, other, language) for other in others[:_LINKS])
    more = len(others) - _LINKS
    return f"{names}; {say('picture.more', language, count=more)}" if more > 0 else names


def _link_name(node: PictureNode, other: PictureNode, language: Language) -> str:
    """Return the shortest sure name of the other end: a point of the same document by its path alone."""
    own_point = other.kind in _POINT_KINDS and node.kind == "document" and node.number == other.document
    plain = own_point or other.lane in ("prior", "documents")
    return (other.number if plain else None) or title_of(other, language)


def _cells(
    node: PictureNode, due: str, links: tuple[str, ...], language: Language
) -> dict[str, tuple[str, ...]]:
    point = node.kind in _POINT_KINDS
    printed = node.term.words if node.term else None
    cells: dict[str, tuple[str | None, ...]] = {
        "item": ((node.number if point else None) or title_of(node, language),),
        "kind": (say(f"picture.kind-{node.kind}", language),),
        "document": (node.document if point else None,),
        "date": (format_day(node.day) if node.day else None,),
        "name": (node.name if node.kind != "party" else None,),
        "words": _quote_words(node.quote, language),
        "due": (due, printed if printed != due else None),
        "state": tuple(state_words(status, language) for status in node.statuses),
        "because": tuple(ground_words(ground, language) for ground in node.because),
        "links": links,
    }
    return {column: tuple(part for part in parts if part) for column, parts in cells.items()}


def _quote_words(quote: Quote | None, language: Language) -> tuple[str, ...]:
    if quote is None:
        return ()
    if quote.start is None or quote.end is None:
        return (f"«{quote.text}»",)
    name = "picture.offsets-source" if quote.source else "picture.offsets"
    return (
        f"«{quote.text}»",
        say(name, language, start=quote.start, end=quote.end, source=quote.source),
    )
