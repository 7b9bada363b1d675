"""Which shapes of a query the engine is slow at: each over a graph and over one twice as large.

    python benchmarks/shapes.py [ORDERS]

A shape whose time grows more than twice as fast as the graph takes the outer rows times the inner ones;
beside each stands how many hints `obligraph sparql` gives of it. Each runs in a process of its own.
"""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pyoxigraph as ox  # noqa: E402  the checkout comes first

from benchmarks.machine import machine  # noqa: E402
from graph.sandbox.hints import shape_hints  # noqa: E402

PATIENCE = 20.0
"""Seconds after which a query is given up."""

_ORDER = "?o x:type x:Order"
_ENDED = "?e x:concerns ?o ; x:at ?t . FILTER(?t <= 100)"
SHAPES = {
    "NOT EXISTS, one pattern": f"{_ORDER} FILTER NOT EXISTS {{ ?e x:concerns ?o }}",
    "NOT EXISTS, two": f"{_ORDER} FILTER NOT EXISTS {{ {_ENDED} }}",
    "EXISTS, two": f"{_ORDER} FILTER EXISTS {{ {_ENDED} }}",
    "OPTIONAL, !BOUND": f"{_ORDER} OPTIONAL {{ {_ENDED} }} FILTER(!BOUND(?e))",
    "OPTIONAL, filter on an outer variable": (
        "?o x:due ?u OPTIONAL { ?e x:concerns ?o ; x:at ?t . FILTER(?t <= ?u) }"
    ),
    "MINUS": f"{_ORDER} MINUS {{ {_ENDED} }}",
    "MINUS, nothing shared": f"{_ORDER} MINUS {{ ?e x:type x:Event }}",
    "patterns that nothing joins": f"{_ORDER} . ?d x:number ?m",
    "patterns joined by a filter": "?o x:due ?u . ?e x:at ?t . FILTER(?u = ?t)",
    "OPTIONAL first": f"OPTIONAL {{ ?e x:concerns ?o }} {_ORDER}",
    "OPTIONAL, nothing shared": f"{_ORDER} OPTIONAL {{ ?e x:type x:Event }}",
    "OPTIONAL on an OPTIONAL's variable": (
        f"{_ORDER} OPTIONAL {{ ?e x:concerns ?o }} OPTIONAL {{ ?e x:at ?t }}"
    ),
    "path, both ends free": "?a x:next+ ?b",
    "path from one thing": "x:o0 x:next+ ?b",
    "path, one end bound": "?a x:number '3' ; x:continues* ?b",
    "UNION": f"{_ORDER} {{ ?o x:due ?d }} UNION {{ ?e x:concerns ?o }}",
    "subselect": f"{_ORDER} {{ SELECT ?o (MAX(?t) AS ?m) {{ ?e x:concerns ?o ; x:at ?t }} GROUP BY ?o }}",
    "any predicate": f"{_ORDER} . ?o ?p ?v FILTER(CONTAINS(STR(?v), '9'))",
}


def build(orders: int) -> ox.Store:
    """Return a graph of so many orders, a fifth as many documents, a third as many events."""
    store = ox.Store()
    store.bulk_extend(_quads(orders))
    return store


def _quads(orders: int) -> list[ox.Quad]:
    lines = []
    for number in range(orders):
        order, paper = f"<x:o{number}>", f"<x:d{number // 5}>"
        lines += [f"{order} <x:type> <x:Order>", f'{order} <x:due> "{number % 365}"^^<{_INTEGER}>']
        lines += [f"{order} <x:doc> {paper}", f"{order} <x:next> <x:o{number + 1}>"]
        if number % 3 == 0:
            event = f"<x:e{number}>"
            lines += [f"{event} <x:concerns> {order}", f"{event} <x:type> <x:Event>"]
            lines += [f'{event} <x:at> "{number % 365}"^^<{_INTEGER}>']
        if number % 5 == 0:
            lines += [f'{paper} <x:number> "{number // 5}"']
            lines += [f"{paper} <x:continues> <x:d{max(number // 5 - 1, 0)}>"]
    return list(ox.parse("".join(f"{line} .\n" for line in lines), format=ox.RdfFormat.N_TRIPLES))


_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def _run(shape: str, orders: int, told: Connection) -> None:
    store = build(orders)
    started = time.perf_counter()
    found = store.query(_query(shape))
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101  each is a SELECT
    list(found)
    told.send(time.perf_counter() - started)


def _query(shape: str) -> str:
    return f"PREFIX x: <x:> SELECT (COUNT(*) AS ?n) {{ {SHAPES[shape]} }}"


def measure(shape: str, orders: int) -> float | None:
    """Return the seconds that a shape takes, None where it takes more than is waited for."""
    context = get_context("spawn")
    heard, told = context.Pipe()
    process = context.Process(target=_run, args=(shape, orders, told))
    process.start()
    seconds = heard.recv() if heard.poll(PATIENCE) else None
    process.kill()
    process.join()
    return seconds


def main() -> None:
    """Print the table."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{machine()}; {orders} and {2 * orders} orders\n")
    print(f"{'':40}{'seconds':>9}{'twice':>9}{'growth':>8}{'hints':>7}")
    for shape in SHAPES:
        small, large = measure(shape, orders), measure(shape, 2 * orders)
        growth = f"{large / small:.1f}" if small and large else "–"
        print(
            f"{shape:40}{_shown(small):>9}{_shown(large):>9}{growth:>8}{len(shape_hints(_query(shape))):>7}"
        )


def _shown(seconds: float | None) -> str:
    return f"> {PATIENCE:.0f}" if seconds is None else f"{seconds:.3f}"


if __name__ == "__main__":
    main()
