"""The register of documents, and each document's page: its text, what was read from it, what cites it."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ..answers.papers import known_papers
from ..binding.reviews import standing_reviews
from ..errors import RegisterError, UnknownNameError
from ..model import Event, Filed, Reference
from ..queries import part, run_query
from ..rdf import iri, read_event
from ..register import Register
from ..store import Store
from . import facts
from .asked import first_of, words_of
from .languages import language_of
from .marks import cut
from .pages import show
from .papers import papers_of

Record = dict[str, Any]
_MOST = 200
_LISTS: weakref.WeakKeyDictionary[Store, list[Record]] = weakref.WeakKeyDictionary()
_CLOSED = {"Content-Security-Policy": "default-src 'none'; sandbox"}
"""A file of somebody else's, even where a browser would show it, can do nothing here."""


def documents(request: Request) -> Response:
    """Show the documents held and cited; the words of the address are sought in number, title and date."""
    store = request.app.state.opened.store()
    sought, held = words_of(request, "q"), words_of(request, "held")
    rows, words, named = _list(store), sought.casefold().split(), _named(store, sought)
    found = [row for row in rows if _is_held(row, held) and (row["key"] in named or _has(row, words))]
    first = first_of(request, len(found))
    counts = {"yes": sum(row["recorded"] is not None for row in rows)}
    counts["no"] = len(rows) - counts["yes"]
    return show(
        request,
        "documents.html",
        rows=found[first : first + _MOST],
        count=len(found),
        counts=counts,
        first=first,
        most=_MOST,
        sought=sought,
        held=held,
    )


def _list(store: Store) -> list[Record]:
    """Return the documents of a generation, the latest first; looked up once."""
    if store not in _LISTS:
        rows = run_query(store, part("document-list"), {}).as_dicts()
        _LISTS[store] = [{**row, "key": str(row["paper"]).rsplit("/", 1)[-1]} for row in rows]
    return _LISTS[store]


def _named(store: Store, sought: str) -> set[str]:
    """Return the keys of the documents that the words name, as a command finds them; a day in words too."""
    known = known_papers(store)
    return {paper.key for paper in known.called(sought) or known.resembling(sought)}


def _is_held(row: Record, held: str) -> bool:
    return held not in {"yes", "no"} or (row["recorded"] is not None) == (held == "yes")


def _has(row: Record, words: list[str]) -> bool:
    date = str(row["date"] or "")
    named = (
        f"{row['document']} {row['title'] or ''} {date} {'.'.join(reversed(date.split('-')))} {row['key']}"
    )
    return all(word in named.casefold() for word in words)


def document(request: Request) -> Response:
    """Show one document: text and facts where it is held, else who cites it."""
    opened, key = request.app.state.opened, request.path_params["key"]
    store: Store = opened.store()
    named = papers_of(store).names.get(key)
    if key in opened.register.every_key():
        return show(request, "document.html", **_page(request, opened.register, store, key))
    if named is None:
        raise UnknownNameError("no document has the key {key!r}", advice="look for it in the list", key=key)
    return show(request, "cited.html", key=key, named=named, cited_by=_cited_by(store, key))


def _page(request: Request, register: Register, store: Store, key: str) -> Record:
    filed, text, language = register.filed(key), register.text(key), language_of(request)
    reviews = standing_reviews(key, events_of(store, key))
    cards = facts.cards_of(filed, reviews, language)
    beginnings = [(point.span.start, point.path) for point in filed.protocol.points]
    return {
        "key": key,
        "card": filed.card,
        "title": _title(filed),
        "pieces": cut(text, facts.marks_of(filed, cards), beginnings),
        "points": filed.protocol.points,
        "unread": list(enumerate(filed.protocol.unread, start=1)),
        "notices": filed.protocol.notices,
        "doubtful": sorted((card for card in cards if card.doubtful), key=lambda card: card.confidence),
        "by_point": facts.by_point(cards),
        "count": len(cards),
        "legend": [kind for kind in facts.LEGEND if any(card.kind == kind for card in cards)],
        "cites": _cites(filed),
        "cited_by": _cited_by(store, key),
        "papers": papers_of(store),
    }


def _title(filed: Filed) -> tuple[str, str, str]:
    """Return number, day and title of a document, each empty where it has none."""
    head = filed.protocol.head
    number = head.number.value if head.number else filed.card.key
    day = f"{head.date.value:%d.%m.%Y}" if head.date else ""
    return number, day, head.title.value if head.title else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference as read: what it names, the point that names it, and its words."""

    value: Reference
    point: str | None
    quote: str

    @property
    def named(self) -> str:
        """Return the number of the document cited, else the words that name it."""
        return self.value.number or self.quote

    @property
    def day(self) -> str | None:
        """Return the day of the document cited, as ISO text."""
        return self.value.date.isoformat() if self.value.date else None


def _cites(filed: Filed) -> list[Citation]:
    """Return what a document cites, in the order of its text."""
    points = filed.protocol.points
    within = [(fact, point.path) for point in points for fact in point.references]
    seen = {(fact.span, fact.value) for fact, _ in within}
    others = [(fact, None) for fact in filed.protocol.references if (fact.span, fact.value) not in seen]
    ordered = sorted([*within, *others], key=lambda pair: pair[0].span)
    return [Citation(fact.value, path, fact.span.text) for fact, path in ordered]


def _cited_by(store: Store, key: str) -> list[Record]:
    paper = iri.document(key).value
    rows = run_query(store, part("cited-by"), {"paper": paper}).as_dicts()
    return [row for row in rows if row["citing"] != paper]


def events_of(store: Store, key: str) -> list[Event]:
    """Return the recorded events that concern a document, their withdrawals included."""
    rows = run_query(store, part("events"), {"paper": iri.document(key).value}).as_dicts()
    return [_event(store, iri.event_id(NamedNode(str(row["event"])))) for row in rows]


def _event(store: Store, event_id: str) -> Event:
    graph = iri.event_graph(event_id)
    return read_event(quad.triple for quad in store.triples.quads_for_pattern(None, None, None, graph))


def original(request: Request) -> Response:
    """Send the original as a file to be kept, never as a page: its words are not ours."""
    register: Register = request.app.state.opened.register
    card = register.card(request.path_params["key"])
    path = (register.folder / card.file).resolve()
    if not path.is_relative_to(register.folder.resolve() / "protocols"):
        raise RegisterError(
            "a card names a file outside the register", source=card.key, advice="see its card"
        )
    if not path.is_file():
        raise RegisterError("the original is missing", source=card.file, advice="restore it from a backup")
    name = card.sent_as.replace("\\", "/").rsplit("/", 1)[-1]
    return FileResponse(path, media_type="application/octet-stream", filename=name, headers=_CLOSED)


def stored_text(request: Request) -> Response:
    """Send the stored text, into which all offsets point, as a file."""
    register: Register = request.app.state.opened.register
    key = request.path_params["key"]
    named = {**_CLOSED, "Content-Disposition": f'attachment; filename="{register.text_path(key).name}"'}
    return Response(register.text(key), media_type="text/plain", headers=named)


routes = [
    Route("/documents", documents, name="documents"),
    Route("/documents/{key}", document, name="document"),
    Route("/documents/{key}/original", original, name="original"),
    Route("/documents/{key}/text", stored_text, name="stored_text"),
]
