"""A store to ask that lives on a SPARQL server: the same answers as the register's own index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from math import ceil

import httpx
from pyoxigraph import NamedNode, Quad, Triple

from ..errors import EngineError
from ..rdf.lateral import with_lateral
from ..rdf.plain import Cell, plain_value
from .address import Address, read_address
from .published import (
    EVERYTHING,
    FORMAT,
    SELECT_NAMES,
    SELECT_PUBLISHED,
    SELECT_STATE,
    WHOLE,
    Published,
    read_published,
)
from .results import JSON, TRIPLES, Row, read_answer, read_rows, read_triples
from .transport import Fields, Patience, Reply, Request, Transport

_NAMES_GRAPHS = re.compile(r"\bgraph\b", re.IGNORECASE)
_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_ELSEWHERE = {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}
_PUBLISH = "`obligraph publish URL` brings it there"


class RemoteStore:
    """A server's triples, to be read only, as `graph.store.Store` gives those of the index.

    A query's default graph is the published one of all triples, each once; the named graphs are the
    register's own, so that answers are equal on a server that holds other data too.
    """

    def __init__(self, transport: Transport) -> None:
        """Wrap the way to a server, without a word to it."""
        self._transport = transport
        self._url = transport.address.query[0]
        self._kind = ""

    @property
    def address(self) -> Address:
        """Return where the server stands."""
        return self._transport.address

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def select(self, query: str) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        """Return the columns and rows of a SELECT as plain values: IRIs and moments as text."""
        columns, rows = self._quick_rows(query)
        return columns, [tuple(plain_value(term) for term in row) for row in rows]

    def _quick_rows(self, query: str) -> tuple[tuple[str, ...], list[Row]]:
        """Return the rows of a query, in the words that the server is quickest at where it is Oxigraph."""
        return self.rows(with_lateral(query) if "oxigraph" in self._kind.lower() else query)

    def rows(self, query: str, *, own_dataset: bool = False) -> tuple[tuple[str, ...], list[Row]]:
        """Return the columns and rows of a SELECT as terms.

        `own_dataset` says that the query names its graphs itself, by FROM or because it asks of
        what is not the register's.
        """
        reply = self._ask(query, JSON, own_dataset=own_dataset)
        most = reply.headers.get("x-sparql-maxrows")
        if most:
            problem, advice = f"the server cuts results at {most} rows", "let it give more, or ask for less"
            raise EngineError(problem, source=self.address.shown, advice=advice)
        return read_rows(self.address.shown, reply.body)

    def ask(self, query: str, *, own_dataset: bool = False) -> bool:
        """Return the answer to an ASK."""
        return read_answer(self.address.shown, self._ask(query, JSON, own_dataset=own_dataset).body)

    def construct(self, query: str, *, own_dataset: bool = False) -> tuple[Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE, each once."""
        reply = self._ask(query, TRIPLES, own_dataset=own_dataset)
        return tuple(dict.fromkeys(read_triples(self.address.shown, reply.body)))

    def quads(self) -> Iterator[Quad]:
        """Yield what each of the register's graphs holds; raises `EngineError` where triples are lacking."""
        for name, state in sorted(self.published().graphs.items()):
            graph, triples = NamedNode(name), self.triples_of(name)
            if len(triples) != state.triples:
                problem = f"the server gives {len(triples)} of {state.triples} triples of <{name}>"
                advice = "let it give more at once, or publish again"
                raise EngineError(problem, source=self.address.shown, advice=advice)
            yield from (Quad(one.subject, one.predicate, one.object, graph) for one in triples)

    def triples_of(self, graph: str) -> tuple[Triple, ...]:
        """Return all that one graph holds."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        return self.construct(query, own_dataset=True)

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """Return the names of the register's graphs, sorted."""
        _, rows = self.rows(SELECT_NAMES, own_dataset=True)
        return tuple(sorted(str(plain_value(name)) for (name,) in rows))

    def counts(self) -> dict[str, int]:
        """Return how many triples each graph of the server holds, the register's or not."""
        _, rows = self.rows(_COUNTS, own_dataset=True)
        found = [(plain_value(graph), plain_value(count)) for graph, count in rows]
        return {str(graph): int(str(count)) for graph, count in found if graph is not None}

    def published(self) -> Published:
        """Return what the server says that it holds; nothing where nothing was published."""
        _, rows = self.rows(SELECT_PUBLISHED, own_dataset=True)
        return read_published(tuple(plain_value(term) for term in row) for row in rows)

    def find_queries(self) -> None:
        """Settle which of the addresses answers queries; raises `EngineError` where none does."""
        for url in self.address.query[:-1]:
            reply = self._transport.exchange(_request(url, SELECT_STATE, JSON, {}))
            if httpx.codes.is_success(reply.status):
                self._url = url
                return
            if reply.status not in _ELSEWHERE:
                break
        else:
            url = self.address.query[-1]
        self._url = url
        self.rows(SELECT_STATE, own_dataset=True)

    def check_published(self, code: str | None = None) -> None:
        """Raise `EngineError` where the server holds no register, half of one, or one of other code."""
        _, rows = self.rows(SELECT_STATE, own_dataset=True)
        said = [tuple(plain_value(term) for term in row) for row in rows]
        if not said:
            raise EngineError("this server holds no register", source=self.address.shown, advice=_PUBLISH)
        if [row[:2] for row in said] != [(WHOLE, FORMAT)]:
            problem = "the register was not published to the end, or by another version"
            advice = "`obligraph publish URL` finishes it"
            raise EngineError(problem, source=self.address.shown, advice=advice)
        if code is not None and said[0][2] != code:
            problem = "the register was published by another version of this program"
            advice = "publish it again with this one: `obligraph publish URL`"
            raise EngineError(problem, source=self.address.shown, advice=advice)

    def _ask(self, query: str, accept: str, *, own_dataset: bool) -> Reply:
        fields: dict[str, str | list[str]] = {"timeout": self._timeout()}
        if not own_dataset:
            fields["default-graph-uri"] = EVERYTHING
            if _NAMES_GRAPHS.search(query):
                fields["named-graph-uri"] = list(self.graphs)
        reply = self._transport.send(_request(self._url, query, accept, fields))
        self._kind = reply.headers.get("server", "")
        return reply

    def _timeout(self) -> str:
        """Return the time that the server may take: in milliseconds for Virtuoso, else in seconds."""
        seconds = self._transport.patience.whole
        return str(ceil(seconds * 1000 if "virtuoso" in self._kind.lower() else seconds))


def _request(url: str, query: str, accept: str, fields: Fields) -> Request:
    """Return a query as a form: Virtuoso never answers one that is the body itself."""
    return Request(url, accept, fields={"query": query, **fields})


def connect(url: str, patience: Patience | None = None, code: str | None = None) -> RemoteStore:
    """Return the register that was published to a server, to be asked.

    `code` is the digest of the code whose triples are asked for, where that is to be compared.
    Raises `InvalidValueError` for a URL that is none, and `EngineError` where the server can't be
    asked or holds no whole register of that code.
    """
    store = RemoteStore(Transport(read_address(url), patience))
    with ExitStack() as failing:
        failing.callback(store.close)
        store.find_queries()
        store.check_published(code)
        failing.pop_all()
    return store
