"""The measure of questions with a slip of the fingers, and that it ends quietly at a closed pipe."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from benchmarks.slips import with_a_slip
from graph.ask.spelling import keys_beside

ASKING = Path(__file__).resolve().parent.parent / "benchmarks" / "asking.py"
QUESTION = "какие поручения по Д05-124/05пр действуют для когорты 2023?"


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  no secret


def test_a_slip_exchanges_one_letter_for_the_key_beside_it() -> None:
    """In a word of four letters or more, never in a number; all else stays."""
    slipped = [with_a_slip(QUESTION, _chance(seed)) or "" for seed in range(50)]
    changed = [[(old, new) for old, new in zip(QUESTION, one, strict=True) if old != new] for one in slipped]
    assert all(len(pairs) == 1 and "".join(pairs[0]) in keys_beside() for pairs in changed)
    assert all("Д05-124/05пр" in one and " по " in one and "2023?" in one for one in slipped)


def test_the_same_seed_gives_the_same_slips() -> None:
    """And another seed others; a question of short words has none."""
    first, again, other = (with_a_slip(QUESTION, _chance(seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert with_a_slip("а Д05-124/05пр?", _chance(1)) is None


def test_the_measure_ends_quietly_where_nobody_reads_on() -> None:
    """`asking.py | head` prints no traceback."""
    with subprocess.Popen(
        [sys.executable, str(ASKING)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as asking:
        assert asking.stdout is not None
        assert asking.stderr is not None
        asking.stdout.close()
        assert (asking.stderr.read(), asking.wait()) == ("", 0)
