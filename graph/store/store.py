"""A store to ask: one generation of the index, or the same in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from ..errors import QueryError
from ..rdf.lateral import with_lateral
from ..rdf.plain import Cell, plain_value
from .damage import noticing_damage, watched
from .manifest import Manifest
from .quads import count_triples, twice

if TYPE_CHECKING:
    from rdflib import Dataset

Found = TypeVar("Found", ox.QuerySolutions, ox.QueryBoolean, ox.QueryTriples)

_ADVICE = "correct the query"


class Store:
    """The register's triples, to be read only; the default graph holds those of all graphs.

    `path` is the folder of the open generation, None in memory. The generation is kept from being
    swept as long as the store lives.
    """

    def __init__(
        self, triples: ox.Store, manifest: Manifest, path: Path | None = None, lease: object = None
    ) -> None:
        """Wrap an open Oxigraph store; the lease lives as long as it does."""
        self.triples = triples
        self.manifest = manifest
        self.path = path
        self._lease = lease

    def select(self, query: str) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
        """Return the columns and rows of a SELECT as plain values: IRIs and moments as text."""
        found = self._ask(query, ox.QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        return columns, [tuple(plain_value(term) for term in row) for row in watched(found, self.path)]

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK."""
        return bool(self._ask(query, ox.QueryBoolean))

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """Return the triples of a CONSTRUCT or DESCRIBE."""
        return tuple(watched(self._ask(query, ox.QueryTriples), self.path))

    def quads(self) -> Iterator[ox.Quad]:
        """Yield what each graph holds, without the default graph, which repeats it."""
        everything = watched(self.triples.quads_for_pattern(None, None, None, None), self.path)
        return (quad for quad in everything if not isinstance(quad.graph_name, ox.DefaultGraph))

    def snapshot(self) -> Path | bytes:
        """Return what another process can ask: the generation's folder, or N-Quads from memory."""
        if self.path is not None:
            return self.path
        return self.triples.dump(format=ox.RdfFormat.N_QUADS) or b""

    def content_digest(self) -> str:
        """Return the SHA-256 of all quads as sorted N-Quads: the same content, the same digest."""
        lines = sorted(str(quad) for quad in self.quads())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def dataset(self) -> Dataset:
        """Return the store as an rdflib `Dataset`, for those who work with rdflib."""
        from oxrdflib import OxigraphStore  # with rdflib 0.3 s: only for those who ask
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.triples))

    def _ask(self, query: str, kind: type[Found]) -> Found:
        try:
            with noticing_damage(self.path):
                found = self._found(query)
        except SyntaxError as error:
            raise QueryError(str(error), source="query", advice=_ADVICE) from error
        if not isinstance(found, kind):
            raise QueryError(f"the query gives {type(found).__name__}", source="query", advice=_ADVICE)
        return found

    def _found(self, query: str) -> object:
        with suppress(SyntaxError):  # what may not be said so is asked as it was
            return self.triples.query(with_lateral(query))
        return self.triples.query(query)


def store_in_memory(quads: Iterable[ox.Quad], manifest: Manifest) -> Store:
    """Return a store of these quads that lives and ends with this process."""
    triples = ox.Store()
    triples.extend(twice(quads))
    return Store(triples, replace(manifest, triples=count_triples(triples)))
