"""Addresses of things: each IRI of the register has a page here, in HTML, Turtle or JSON-LD.

`/resource/…` stands for the part of an IRI after `…/id/`. The form is the one that `Accept` wishes for, or
the one that the address ends with: `.html`, `.ttl`, `.jsonld`, `.nt`, `.rdf`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from pyoxigraph import NamedNode, Triple
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..rdf import iri as iris
from ..store import Store
from .cross_origin import share
from .languages import language_of
from .negotiation import choose
from .pages import show
from .sparql_protocol import GraphForm
from .things import (
    VOCABULARY,
    address_of,
    find_thing,
    parts_of,
    read_thing,
    triples_about,
    vocabulary_of,
)
from .triple_forms import write_triples

_HTML = "text/html"
_FORMS: tuple[tuple[str, GraphForm | None], ...] = (
    (_HTML, None),
    ("application/xhtml+xml", None),
    ("text/turtle", "ttl"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
)
_SUFFIXES: dict[str, tuple[str, GraphForm | None]] = {
    ".html": (_HTML, None),
    ".ttl": ("text/turtle", "ttl"),
    ".jsonld": ("application/ld+json", "jsonld"),
    ".nt": ("application/n-triples", "nt"),
    ".rdf": ("application/rdf+xml", "rdf"),
}
_PREFIX = "/resource/"


def resource(request: Request) -> Response:
    """Answer with what the register says of a thing."""
    store: Store = request.app.state.opened.store()
    node, form = _asked(request, store)
    if form is None:
        return _acceptable(node)
    if form[1] is None:
        return share(request, _page(request, store, node))
    address = address_of(node.value) or request.url.path
    return share(request, _data(triples_about(store, node), form[0], form[1], address))


def _asked(request: Request, store: Store) -> tuple[NamedNode, tuple[str, GraphForm | None] | None]:
    """Return the thing and the form; a form of None is one that the request does not accept."""
    raw = bytes(request.scope.get("raw_path") or request.url.path.encode()).decode("latin-1")
    path = raw.partition("?")[0].partition(_PREFIX)[2]
    node = find_thing(store, path, request.url.query)
    if node is not None:
        return node, choose(request.headers.get("accept"), _FORMS)
    suffix = PurePosixPath(path).suffix
    if suffix in _SUFFIXES:
        node = find_thing(store, path.removesuffix(suffix), request.url.query)
        if node is not None:
            return node, _SUFFIXES[suffix]
    raise HTTPException(404)


def _acceptable(node: NamedNode) -> Response:
    offered = ", ".join(dict.fromkeys(media for media, _ in _FORMS))
    return Response(f"{node.value} is sent as {offered}\n", 406, {"Vary": "Accept"}, "text/plain")


def _data(triples: Iterable[Triple], media: str, form: GraphForm, address: str) -> Response:
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    headers = {"Content-Type": media + charset, "Vary": "Accept", "Content-Location": _ending(address, form)}
    return Response(write_triples(triples, form), 200, headers)


def _ending(address: str, form: GraphForm) -> str:
    return f"{address}.{form}"


def _page(request: Request, store: Store, node: NamedNode) -> Response:
    language = language_of(request)
    address = address_of(node.value) or request.url.path
    parts = [read_thing(store, part, language) for part in parts_of(store, node)]
    response = show(
        request,
        "thing.html",
        thing=read_thing(store, node, language),
        parts=parts,
        forms=[(suffix, f"{address}{suffix}") for suffix in _SUFFIXES if suffix != ".html"],
        document=_document_of(node),
    )
    response.headers["Vary"] = "Accept"
    alternates = ((media, form) for media, form in _SUFFIXES.values() if form is not None)
    links = (f'<{_ending(address, form)}>; rel="alternate"; type="{media}"' for media, form in alternates)
    response.headers["Link"] = ", ".join(links)
    return response


def _document_of(node: NamedNode) -> str | None:
    """Return the key of the document that a thing is or lies under."""
    inside = node.value.startswith(f"{iris.ROOT}document/")
    return iris.document_key_of_part(node).partition("#")[0] if inside else None


def vocabulary(request: Request) -> Response:
    """Answer with the ontology that the triples are written with."""
    store: Store = request.app.state.opened.store()
    form = choose(request.headers.get("accept"), _FORMS)
    if form is None:
        return _acceptable(NamedNode(VOCABULARY))
    if form[1] is not None:
        return share(request, _data(_ontology(store), form[0], form[1], "/ns"))
    known = vocabulary_of(store, language_of(request))
    response = show(request, "vocabulary.html", terms=known, namespace=f"{VOCABULARY}#")
    response.headers["Vary"] = "Accept"
    return share(request, response)


def _ontology(store: Store) -> Iterator[Triple]:
    quads = store.triples.quads_for_pattern(None, None, None, iris.ontology_graph())
    return (quad.triple for quad in quads)


def vocabulary_data(request: Request) -> Response:
    """Answer with the ontology in the form that the address ends with."""
    media, form = _SUFFIXES[PurePosixPath(request.url.path).suffix]
    store: Store = request.app.state.opened.store()
    assert form is not None  # noqa: S101  the route takes no other
    return share(request, _data(_ontology(store), media, form, "/ns"))


routes = [
    Route("/resource/{path:path}", resource, name="resource"),
    Route("/ns", vocabulary, name="vocabulary"),
    Route("/ns.ttl", vocabulary_data, name="vocabulary-ttl"),
    Route("/ns.jsonld", vocabulary_data, name="vocabulary-jsonld"),
]
