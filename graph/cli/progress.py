"""Progress of long work: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[int, int, str], None]


@contextmanager
def progress() -> Iterator[Tell | None]:
    """Give a function that takes how much is done, of how much, and what; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, file=sys.stderr, label="") as bar:

        def tell(done: int, total: int, what: str) -> None:
            bar.label, bar.length = what, total
            bar.update(done - bar.pos)

        yield tell
