"""How many questions in words are understood: the lists of `tests/questions*.txt`.

    python benchmarks/asking.py [--missed] [--first] [--slips SEED]

For each list it prints how many questions it has, and of how many the topic, the parameters, and both are
right; `--missed` prints the others too. The list `questions` grew with the matcher; each of the others was
written before its writer saw what the matcher of that day makes of it, and mended for afterwards. `--first`
asks each of the later lists again as it was filed, of the code it was filed beside: it needs the history of
the repository, and git and tar. `--slips` asks every question once more with one letter of one word exchanged
for a neighbouring key, the same for the same seed, and prints how many are still wholly right, and how many
are answered wrongly with confidence: by an answer, and not by asking back.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.slips import with_a_slip  # noqa: E402
from tests.question_lists import LISTS, NOTHING, Asked, answered, read_questions  # noqa: E402  the checkout first

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
    """Print the table; end quietly where nobody reads it any more."""
    wanted = _arguments()
    try:
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text file it is
        _print_all(wanted)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to flush at the end


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--first", action="store_true")
    parser.add_argument("--slips", type=int, metavar="SEED")
    return parser.parse_args()


def _print_all(wanted: argparse.Namespace) -> None:
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
    if wanted.missed:
        print(*missed, sep="\n")
    if wanted.first:
        print("\nas filed, of the code of that day:")
        print(*map(_first_try, FILED_BEFORE_MENDED), sep="\n")
    if wanted.slips is not None:
        print(_with_slips(wanted.slips))


def _with_slips(seed: int) -> str:
    """Return the line of all questions with a slip in each: those wholly right, those answered wrongly."""
    chance = random.Random(seed)  # noqa: S311  no secret
    right = wrong = slips = 0
    for one in (one for name in LISTS for one in read_questions(name)):
        question = with_a_slip(one.question, chance)
        if question is not None:
            found = answered(question)
            is_right = found == (one.topic, one.parameters)
            right, slips = right + is_right, slips + 1
            wrong += not is_right and found[0] != NOTHING
    return (
        f"\none slip in each, seed {seed}: {slips} questions,"
        f" {right / slips:.1%} right, {wrong / slips:.1%} wrong with confidence"
    )


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
