"""How many questions in words are understood: the lists of `tests/questions*.txt`.

    python benchmarks/asking.py [--missed]

For each list it prints how many questions it has, and of how many the topic, the parameters, and both are
right; `--missed` prints the others too. The list `questions` grew with the matcher. `questions_unseen` was
written before its writer had looked at the matcher, the second and the third list after the one before
had been mended for; each was run once before anything was mended for it: `FIRST` keeps what that run gave.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.question_lists import LISTS, Asked, answered, read_questions  # noqa: E402  the checkout first

FIRST = {"questions_unseen": 0.663, "questions_second": 0.800, "questions_third": 0.810}
"""What share was wholly right when a list was run for the first time."""


def main() -> None:
    """Print the table."""
    missed: list[str] = []
    started = time.perf_counter()
    print(f"{'':18}{'questions':>10}{'topic':>9}{'parameters':>12}{'both':>9}{'at first':>10}")
    total = [_line(name, read_questions(name), missed) for name in LISTS]
    questions, topics, parameters, both = map(sum, zip(*total, strict=True))
    shares = "".join(
        f"{right / questions:{width}.1%}" for right, width in ((topics, 9), (parameters, 12), (both, 9))
    )
    print(f"{'all':18}{questions:10}{shares}")
    print(f"\n{1000 * (time.perf_counter() - started) / questions:.1f} ms a question")
    if "--missed" in sys.argv:
        print(*missed, sep="\n")


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
    at_first = f"{FIRST[name]:.1%}" if name in FIRST else "–"
    shares = f"{topics / count:9.1%}{parameters / count:12.1%}{both / count:9.1%}"
    print(f"{name:18}{count:10}{shares}{at_first:>10}")
    return count, topics, parameters, both


if __name__ == "__main__":
    main()
