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
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.generated import protocols  # noqa: E402  the checkout comes first
from benchmarks.machine import machine  # noqa: E402
from graph.answers import Whom, answer_query, what_binds  # noqa: E402
from graph.build import ready, rebuild, take_in  # noqa: E402
from graph.build.publish import publish  # noqa: E402
from graph.moments import Moment, now  # noqa: E402
from graph.queries import catalogue, part, run_query  # noqa: E402
from graph.rdf import bucket_names  # noqa: E402
from graph.register import Register, create, open_register  # noqa: E402
from graph.remote import connect  # noqa: E402
from graph.store import Store, store_in_memory  # noqa: E402
from tests.engines import may_write, virtuoso_server  # noqa: E402

T = TypeVar("T")

WARM = 15
COHORT = 2023
BUFFERS = 170_000
"""Virtuoso's, of 8 kB each: what its manual advises for 2 GB of memory, instead of the few of the tests."""
GIVEN = {"cohort": str(COHORT), "item": "III", "name": "Министерство ветров", "link": "otchet"}


@dataclass(slots=True)
class Column:
    """The figures of one size, by what they are of."""

    size: int
    figures: dict[str, str] = field(default_factory=dict)


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
    ask_whole(register, column)
    ask_all(store, column)
    if beside:
        stand_beside(store, column)
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
    """Take one more document in: as a user does, by a command, and apart from that into the index alone."""
    with twin_of(register) as twin:
        seconds, _ = command("ingest", str(file), data=twin.folder)
        column.figures["one more document, command, s"] = f"{seconds:.2f}"
    with twin_of(register) as twin:
        take_in(twin, [file])
        seconds, _ = clock(lambda: ready(twin))
        column.figures["one more document, index, s"] = f"{seconds:.2f}"


@contextmanager
def twin_of(register: Register) -> Iterator[Register]:
    """Give a copy of a register that is up to date."""
    copy = register.folder.with_name("with-one-more")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(register.folder, copy, copy_function=_copied)
    twin = open_register(copy)
    ready(twin)
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


# --- beside it: rdflib, Virtuoso, and the bare filter --------------------------------------------

ORDERS = """
PREFIX og: <https://w3id.org/obligraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?order WHERE {
  {
    VALUES ?bucket { %(open)s }
    ?period og:bucket ?bucket ; og:from ?from ; og:knownFrom ?known .
    FILTER (?from <= "%(at)s"^^xsd:dateTime && ?known <= "%(at)s"^^xsd:dateTime)
    ?period og:binds "yes" ; og:statusOf ?order .
  } UNION {
    VALUES ?bucket { %(ended)s }
    ?period og:bucket ?bucket ; og:from ?from ; og:until ?until ; og:knownFrom ?known ; og:knownUntil ?gone .
    FILTER (?from <= "%(at)s"^^xsd:dateTime && "%(at)s"^^xsd:dateTime < ?until)
    FILTER (?known <= "%(at)s"^^xsd:dateTime && "%(at)s"^^xsd:dateTime < ?gone)
    ?period og:binds "yes" ; og:statusOf ?order .
  }
}
"""
"""By the buckets of one year's cohorts: of those that have no end only the beginnings are compared."""

IDIOMATIC = """
PREFIX og: <https://w3id.org/obligraph/ns#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?order WHERE {
  ?whom og:creationYear %(cohort)d .
  ?decision og:forCohort ?whom ; eli:is_part_of ?paper .
  ?order og:imposedBy ?decision .
  ?paper og:effectiveAt ?since .
  FILTER (?since <= "%(at)s"^^xsd:dateTime)
  FILTER NOT EXISTS {
    ?ending og:fulfils ?paper ; eli:is_part_of ?later .
    ?later og:effectiveAt ?at .
    FILTER (?at <= "%(at)s"^^xsd:dateTime)
  }
}
"""
_OG, _ELI = "https://w3id.org/obligraph/ns#", "http://data.europa.eu/eli/ontology#"
ASKED_FOR = (
    *(f"{_OG}{name}" for name in ("creationYear", "forCohort", "imposedBy", "effectiveAt", "fulfils")),
    f"{_ELI}is_part_of",
)
"""The properties that the idiomatic question names."""


def stand_beside(store: Store, column: Column) -> None:
    """Note which orders bind, by the index, by others that are asked for the same, and by the bare filter."""
    at = now()
    said: dict[str, object] = {"cohort": COHORT, "at": at.value.isoformat()}
    buckets = [f'"{name}"' for name in bucket_names(COHORT, at.value, at.value)]
    parted = {
        "open": " ".join(name for name in buckets if " since " in name),
        "ended": " ".join(name for name in buckets if " since " not in name),
    }
    by_periods = ORDERS % (said | parted)
    note(column, "orders alone: index", warm(lambda: len(store.select(by_periods)[1])))
    with_these = list(asked_for(store))
    column.figures["… triples that others are given"] = f"{len(with_these):,}"
    question = IDIOMATIC % said
    ask_rdflib(with_these, question, column)
    ask_virtuoso(store_in_memory(with_these, store.manifest), question, column)
    periods = in_memory(store)
    note(column, "orders alone: bare filter", warm(lambda: len(filtered(periods, at))))


def note(column: Column, name: str, asked: list[tuple[float, int]]) -> None:
    """Note the middle of some times, and how many orders were found."""
    middle = statistics.median(seconds for seconds, _ in asked) * 1000
    column.figures[f"{name}, ms (orders)"] = f"{middle:.2f} ({asked[0][1]})"


def asked_for(store: Store) -> Iterator[ox.Quad]:
    """Go through the triples that the idiomatic question names, in their documents' graphs."""
    for name in ASKED_FOR:
        for quad in store.triples.quads_for_pattern(None, ox.NamedNode(name), None, None):
            graph = quad.graph_name
            if isinstance(graph, ox.NamedNode) and "/graph/status/" not in graph.value:
                yield quad


def ask_rdflib(quads: list[ox.Quad], question: str, column: Column) -> None:
    """Note what rdflib takes in memory."""
    from rdflib import Graph

    triples = Graph()
    seconds, _ = clock(lambda: triples.parse(data="\n".join(f"{one.triple} ." for one in quads), format="nt"))
    column.figures["rdflib: load, s"] = f"{seconds:.1f}"
    note(column, "orders alone: rdflib", warm(lambda: len(list(triples.query(question)))))


def ask_virtuoso(store: Store, question: str, column: Column) -> None:
    """Note what Virtuoso takes over HTTP, where Debian's program is installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        virtuoso_server(program, Path(folder), buffers=BUFFERS) as engine,
    ):
        with may_write(engine):
            seconds, _ = clock(lambda: publish(store, engine.filled_by))
        server = connect(engine.query)
        column.figures["Virtuoso: publish, s"] = f"{seconds:.1f}"
        note(column, "orders alone: Virtuoso", warm(lambda: len(server.select(question)[1])))


Period = tuple[int, str, datetime, datetime, datetime, datetime, str]


def in_memory(store: Store) -> dict[int, list[Period]]:
    """Return the periods that bind, by cohort."""
    query = """PREFIX og: <https://w3id.org/obligraph/ns#>
    SELECT ?year ?subject ?from ?until ?known_from ?known_until ?binds {
      ?period og:binds ?binds ; og:forCohort ?whom ; og:statusOf ?subject ; og:from ?from ; og:until ?until ;
        og:knownFrom ?known_from ; og:knownUntil ?known_until . ?whom og:creationYear ?year }"""
    found: dict[int, list[Period]] = {}
    for year, subject, *moments, binds in store.select(query)[1]:
        since, until, known, forgotten = (datetime.fromisoformat(str(moment)) for moment in moments)
        period = (int(str(year)), str(subject), since, until, known, forgotten, str(binds))
        found.setdefault(period[0], []).append(period)
    return found


def filtered(periods: dict[int, list[Period]], at: Moment) -> list[str]:
    """Return what binds the cohort: the limit of what any index could do in Python."""
    moment = at.value
    return [
        subject
        for _, subject, since, until, known, forgotten, binds in periods[COHORT]
        if binds == "yes" and since <= moment < until and known <= moment < forgotten
    ]


# --- measuring -----------------------------------------------------------------------------------


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that work takes, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def warm(work: Callable[[], T]) -> list[tuple[float, T]]:
    """Return the same of work done again and again, when it was done once before."""
    work()
    return [clock(work) for _ in range(WARM)]


def command(*words: str, data: Path) -> tuple[float, float]:
    """Return the seconds of a command as a whole process, and the most memory that it held, in MB."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(data), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words], env=environment, stdout=subprocess.DEVNULL
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(0.005)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return time.perf_counter() - started, most


def _held(process: int) -> float:
    """Return the most memory that a process held so far, in MB; what is gone holds none.

    Its resource usage would not do: that begins with the memory of the process that started it.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


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
