"""The application as it is really served, by the server that `serve` runs; queries to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.web import create_app

from .running import running, url_of

ROWS = "SELECT ?s ?label { ?s a og:Cohort ; rdfs:label ?label } ORDER BY ?s"
TRIPLES = "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a og:Cohort ; rdfs:label ?label }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@contextmanager
def served(register: Path, cors: frozenset[str] = frozenset()) -> Iterator[str]:
    """Serve a register while the block runs; give the address without a slash."""
    with running(create_app(register, cors=cors)) as address:
        yield url_of(address)
