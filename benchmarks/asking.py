"""How many questions in words are understood: the lists of `tests/questions*.txt`.

    python benchmarks/asking.py [--missed] [--first]

For each list it prints how many questions it has, and of how many the topic, the parameters, and both are
right; `--missed` prints the others too. The list `questions` grew with the matcher; each of the others was
written before its writer saw what the matcher of that day makes of it, and mended for afterwards. `--first`
asks each of the later lists again as it was filed, of the code it was filed beside: it needs the history of
the repository, and git and tar.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.question_lists import LISTS, Asked, answered, read_questions  # noqa: E402  the checkout first

FILED_BEFORE_MENDED = LISTS[4:]
"""The lists that entered the repository before anything was mended for them."""

AS_FILED = """
import sys
from tests.question_lists import answered, read_questions
asked = read_questions(sys.argv[1])
right = sum((one.topic.replace("?", "-"), one.parameters) == answered(one.question) for one in asked)
print(right, len(asked))
"""


def main() -> None:
    """Print the table."""
    missed: list[str] = []
    started = time.perf_counter()
    print(f"{'':18}{'questions':>10}{'topic':>9}{'parameters':>12}{'both':>9}")
    total = [_line(name, read_questions(name), missed) for name in LISTS]
    questions, topics, parameters, both = map(sum, zip(*total, strict=True))
    shares = "".join(
        f"{right / questions:{width}.1%}" for right, width in ((topics, 9), (parameters, 12), (both, 9))
    )
    print(f"{'all':18}{questions:10}{shares}")
    print(f"\n{1000 * (time.perf_counter() - started) / questions:.1f} ms a question")
    if "--missed" in sys.argv:
        print(*missed, sep="\n")
    if "--first" in sys.argv:
        print("\nas filed, of the code of that day:")
        print(*map(_first_try, FILED_BEFORE_MENDED), sep="\n")


def _line(name: str, asked: list[Asked], missed: list[str]) -> tuple[int, int, int, int]:
    """Print one list's line and return its counts; what is wrong is added to `missed`."""
    topics = parameters = both = 0
    for one in asked:
        topic, named = answered(one.question)
        topics += topic == one.topic
        parameters += named == one.parameters
        both += (topic, named) == (one.topic, one.parameters)
        if (topic, named) != (one.topic, one.parameters):
            missed.append(f"{one.question}\n    wanted {one.topic} {one.parameters}, got {topic} {named}")
    count = len(asked)
    shares = f"{topics / count:9.1%}{parameters / count:12.1%}{both / count:9.1%}"
    print(f"{name:18}{count:10}{shares}")
    return count, topics, parameters, both


def _first_try(name: str) -> str:
    """Return the line of a list asked as it was filed, of the code it was filed beside."""
    log = ("git", "log", "--diff-filter=A", "--format=%h", "--", f"tests/{name}.txt")
    commit = _output(*log, folder=ROOT).split()[-1]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "then.tar"
        paths = ("graph", "ontology", "tests/__init__.py", "tests/question_lists.py", f"tests/{name}.txt")
        _output("git", "archive", "-o", str(archive), commit, *paths, folder=ROOT)
        _output("tar", "-xf", archive.name, folder=Path(folder))
        right, count = map(int, _output(sys.executable, "-c", AS_FILED, name, folder=Path(folder)).split())
    return f"{name:18}{count:10}{right / count:9.1%} at {commit}"


def _output(*command: str, folder: Path) -> str:
    """Return what a program prints; raises `CalledProcessError` where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


if __name__ == "__main__":
    main()
