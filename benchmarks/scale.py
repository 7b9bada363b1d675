"""How the register grows: one table over generated registers of 100, 1,000, 10,000 protocols and more.

    python benchmarks/scale.py [SIZE …] [--keep DIR] [--as-built] [--beside SIZE]

For each size: taking the files in, the build of the index, one more document into it, the main question
warm and as a whole process, the median and the worst of the catalogue's queries, triples a protocol,
memory and disk. `--keep` leaves the registers in a folder and takes those that lie there, `--as-built` with
the indexes that they have. What is warm was asked once before.

`--beside` (1000 and 10000 unless said, 0 for none) are the sizes at which others are asked in the same run
which orders bind, and for nothing but the orders: the index by its periods, rdflib in memory and Virtuoso
over HTTP by the idiomatic query, and a bare filter over the periods in memory, the limit. The two engines
are given only the triples that their query asks for, which can but help them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.beside import stand_beside
from benchmarks.generated import protocols
from benchmarks.machine import machine
from benchmarks.measuring import Column, clock, command, warm
from graph.answers import Whom, answer_query, what_binds
from graph.build import changing, ready, rebuild, take_in
from graph.moments import now
from graph.queries import catalogue, part, run_query
from graph.register import Register, create, open_register
from graph.store import Store

ONCE_MORE = 5
"""How often one more document is taken in, each time into a copy of the register as it was."""

COHORT = 2023
GIVEN = {"cohort": str(COHORT), "item": "III", "name": "Министерство ветров", "link": "otchet"}


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000], metavar="SIZE")
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--as-built", action="store_true")
    asked.add_argument("--beside", type=int, nargs="+", default=[1000, 10_000], metavar="SIZE")
    options = asked.parse_args()
    with _folder(options.keep) as folder:
        columns = [
            measure(folder, size, beside=size in options.beside, anew=not options.as_built)
            for size in options.sizes
        ]
    show(columns)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def measure(folder: Path, size: int, *, beside: bool, anew: bool) -> Column:
    """Return the figures of one size."""
    column = Column(size)
    register, last = prepare(folder / str(size), size, column)
    seconds, store = clock(lambda: (rebuild if anew else ready)(register))
    triples = count_triples(store)
    if anew:
        column.figures["build of the index, s"] = f"{seconds:.1f}"
        column.figures["build, s per million triples"] = f"{seconds / triples * 1e6:.1f}"
    column.figures["triples a protocol"] = f"{triples / size:.0f}"
    if store.path is not None:  # beside it the generation before is kept
        column.figures["index on disk, MB"] = f"{disk(store.path.parent):.0f}"
    del store
    one_more(register, last, column)
    store = ready(register)
    ask_main(store, column)
    if beside:  # before the catalogue: what that reads of the whole index drives the rest out of its cache
        stand_beside(store, column, COHORT)
    ask_whole(register, column)
    ask_all(store, column)
    return column


def prepare(folder: Path, size: int, column: Column) -> tuple[Register, Path]:
    """Return a register of so many protocols, and the file of one more that it does not hold."""
    register_folder, last = folder / "register", folder / "one-more.txt"
    if register_folder.exists():
        held = open_register(register_folder)
        column.figures["taking in, s"] = "–"
        return held, last
    files = folder / "files"
    files.mkdir(parents=True)
    for name, text in protocols(size + 1):
        (files / name).write_text(text, encoding="utf-8")
    max(files.iterdir()).rename(last)
    register = create(register_folder)
    seconds, _ = clock(lambda: take_in(register, [files]))
    column.figures["taking in, s"] = f"{seconds:.1f}"
    return register, last


def one_more(register: Register, file: Path, column: Column) -> None:
    """Take one more document in: as a user does, by a command; and what of that the index takes."""
    whole, index = [], []
    for _ in range(ONCE_MORE):
        with twin_of(register) as twin:
            whole.append(command("ingest", str(file), data=twin.folder)[0])
        with twin_of(register) as twin:
            with changing(twin):
                take_in(twin, [file])
                started = time.perf_counter()
            index.append(time.perf_counter() - started)
    column.figures["one more document, command, s"] = f"{statistics.median(whole):.2f}"
    column.figures["… into the index, s"] = f"{statistics.median(index):.2f}"


@contextmanager
def twin_of(register: Register) -> Iterator[Register]:
    """Give a copy of a register that is up to date."""
    copy = register.folder.with_name("with-one-more")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(register.folder, copy, copy_function=_copied)
    twin = open_register(copy)
    ready(twin)
    with suppress(AttributeError):  # what was copied is written out before anything is timed
        os.sync()
    yield twin
    shutil.rmtree(copy)


def _copied(source: str, copy: str) -> None:
    """Copy a file; the store's tables, which nobody changes, are linked: they may be gigabytes."""
    if source.endswith(".sst"):
        os.link(source, copy)
    else:
        shutil.copy2(source, copy)


def ask_main(store: Store, column: Column) -> None:
    """Note the main question in a warm process: bare, as the catalogue gives it, and with all its proofs."""
    at = now()
    moments = {"at": at.value.isoformat(), "known_at": at.value.isoformat()}
    named = {"cohort": str(COHORT), **moments}
    lines = warm(lambda: run_query(store, part("binding-lines"), named))
    words = warm(lambda: run_query(store, "binding", named))
    whole = warm(lambda: what_binds(store, Whom(cohort=COHORT), at, at))
    column.figures["rows of the main question"] = str(len(lines[0][1].rows))
    column.figures["main question, warm, ms"] = _middle(lines)
    column.figures["… with words and places, ms"] = _middle(words)
    column.figures["… with the proofs of each, ms"] = _middle(whole)


def _middle(asked: Sequence[tuple[float, object]]) -> str:
    """Return the middle of some times in milliseconds."""
    return f"{statistics.median(seconds for seconds, _ in asked) * 1000:.1f}"


def ask_whole(register: Register, column: Column) -> None:
    """Note the main question as a command: its time and its memory."""
    runs = [command("binding", "--cohort", str(COHORT), data=register.folder) for _ in range(3)]
    column.figures["main question, command, s"] = f"{statistics.median(seconds for seconds, _ in runs):.2f}"
    column.figures["memory of the command, MB"] = f"{max(memory for _, memory in runs):.0f}"


def ask_all(store: Store, column: Column) -> None:
    """Note the median and the worst of the catalogue's queries."""
    times: dict[str, float] = {}
    for name in catalogue():
        values = _given(store, name)
        times[name], _ = clock(partial(answer_query, store, name, values))
    worst = max(times, key=lambda name: times[name])
    column.figures["catalogue, median, ms"] = f"{statistics.median(times.values()) * 1000:.0f}"
    column.figures["catalogue, worst, ms"] = f"{times[worst] * 1000:.0f} ({worst})"


def _given(store: Store, name: str) -> dict[str, str | None]:
    documents = run_query(store, part("document-list"), {}).as_dicts()
    named = {
        **GIVEN,
        "document": str(documents[len(documents) // 2]["document"]),
        "addressee": str(run_query(store, part("parties"), {}).rows[0][0]),
        "by": str(now().value.date()),
    }
    return {one.name: named[one.name] for one in catalogue()[name].parameters if one.name in named}


def count_triples(store: Store) -> int:
    """Return how many triples the graphs hold; the index holds each once more in the default graph."""
    return int(str(store.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[1][0][0]))


def disk(folder: Path) -> float:
    """Return how much a folder holds, in MB; files that generations share count once."""
    seen = {(path.stat().st_ino, path.stat().st_size) for path in folder.rglob("*") if path.is_file()}
    return sum(size for _, size in seen) / 1e6


def show(columns: list[Column]) -> None:
    """Print the figures, a column for each size."""
    names = list(dict.fromkeys(name for column in columns for name in column.figures))
    print(f"{machine()}\n")
    print(f"{'protocols':34}" + "".join(f"{column.size:>22,}" for column in columns))
    for name in names:
        print(f"{name:34}" + "".join(f"{column.figures.get(name, '–'):>22}" for column in columns))


if __name__ == "__main__":
    main()
