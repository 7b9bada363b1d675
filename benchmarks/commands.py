"""How long a user waits: whole commands on the sample register, beside `import rdflib`.

    python benchmarks/commands.py [RUNS]

Each line is the median of RUNS runs (7 unless said), taken in turn so that the machine's moods fall on all;
the last column is the ratio to `python -c "import rdflib"` in the same run.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.machine import machine  # noqa: E402  the checkout comes first
from graph.extract import read_protocol  # noqa: E402
from graph.ingest import read_file  # noqa: E402

SEED = ROOT / "data" / "protocols" / "2023-11-08_D05-124-05pr.txt"
QUESTION = "which orders still bind the 2023 cohort"
PARSES = 20


def run(*arguments: str, data: Path) -> float:
    """Return the seconds that a whole process takes; a failing command ends the benchmark."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(data), "PYTHONUTF8": "1"}
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def ask_without_index(data: Path) -> float:
    """Return the seconds of the main question where the index has been thrown away."""
    shutil.rmtree(data / "index", ignore_errors=True)
    return run("cli.py", "ask", QUESTION, data=data)


def parse_seed() -> float:
    """Return the seconds that one reading of the seed takes in a warm process."""
    started = time.perf_counter()
    for _ in range(PARSES):
        read_protocol(read_file(SEED))
    return (time.perf_counter() - started) / PARSES


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("index"))
        measures: dict[str, tuple[float | None, Callable[[], float]]] = {
            'python -c "import rdflib"': (None, lambda: run("-c", "import rdflib", data=data)),
            "obligraph --help": (0.25, lambda: run("cli.py", "--help", data=data)),
            "main question, no index": (1.5, lambda: ask_without_index(data)),
            "main question, warm index": (0.6, lambda: run("cli.py", "ask", QUESTION, data=data)),
            "parsing the seed": (0.05, parse_seed),
        }
        times: dict[str, list[float]] = {name: [] for name in measures}
        for _ in range(runs):
            for name, (_, measure) in measures.items():
                times[name].append(measure())
    show({name: (measures[name][0], statistics.median(taken)) for name, taken in times.items()}, runs)


def show(medians: dict[str, tuple[float | None, float]], runs: int) -> None:
    """Print each median beside its goal and its ratio to the first line."""
    yardstick = next(iter(medians.values()))[1]
    print(f"{machine()}; median of {runs} runs\n")
    print(f"{'':28}{'seconds':>10}{'goal':>8}{'ratio':>8}")
    for name, (goal, median) in medians.items():
        print(f"{name:28}{median:10.3f}{goal or '–':>8}{median / yardstick:8.2f}")


if __name__ == "__main__":
    main()
