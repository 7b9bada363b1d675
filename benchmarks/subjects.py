"""What a picture of one document, order or cohort costs, made from what stands around it and from all.

    python benchmarks/subjects.py REGISTER [YEAR]

Seconds of processor time until the picture's content is there, once from the whole register's triples
and once from those that its subject needs, and whether both show the same; then the size of its page.
The cohort is that of YEAR, 2023 unless said; document and order are those in the middle of the register.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import machine  # noqa: E402  the checkout comes first
from graph.moments import now  # noqa: E402
from graph.network import to_networkx  # noqa: E402
from graph.picture import PictureView, ViewKind, needed, picture_of  # noqa: E402
from graph.rdf import terms  # noqa: E402
from graph.render.page import page  # noqa: E402
from graph.store import Store, open_current  # noqa: E402


def main() -> None:
    """Print the table; the register's index must be there, it is not looked whether it is up to date."""
    store = open_current(Path(sys.argv[1]) / "index")
    if store is None:
        sys.exit(f"{sys.argv[1]} has no index")
    year = int(sys.argv[2]) if len(sys.argv) > 2 else 2023
    print(f"{machine()}\n")
    print(f"{'view':10}{'boxes':>7}{'all':>9}{'around':>9}{'ratio':>8}{'same':>6}{'page MB':>9}")
    to_networkx(())  # what is loaded once is no part of it
    paper, order = _middle(store, terms.DOCUMENT), _middle(store, terms.OBLIGATION)
    show(store, "document", document=paper.rsplit("/", 1)[-1])
    show(store, "order", order=order)
    show(store, "cohort", cohort=year)


def _middle(store: Store, kind: object) -> str:
    _, rows = store.select(f"SELECT ?one {{ ?one a {kind} }} ORDER BY ?one")
    return str(rows[len(rows) // 2][0])


def show(store: Store, kind: ViewKind, **subject: Any) -> None:  # noqa: ANN401  each kind has its own
    """Print one line."""
    moment = now().value

    def made(**around: Any) -> PictureView:  # noqa: ANN401
        graph = to_networkx(needed(store, **around))
        return picture_of(graph, kind, at=moment, known_at=moment, **subject)

    near, view = _timed(lambda: made(kind=kind, **subject))
    whole, expected = _timed(made)
    size = len(page(view, "ru").encode()) / 1e6
    same = "yes" if view == expected else "no"
    print(
        f"{kind:10}{len(view.nodes):7}{whole:9.2f}{near:9.2f}{whole / near:8.0f}{same:>6}{size:9.2f}",
        flush=True,
    )


def _timed(make: Callable[[], PictureView]) -> tuple[float, PictureView]:
    gc.collect()  # a graph that was made before this one is no part of it
    started = time.process_time()
    view = make()
    return time.process_time() - started, view


if __name__ == "__main__":
    main()
