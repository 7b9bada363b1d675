"""The page on security is true where it names tests: each of them exists, and each table has its rows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(\w+)`", PAGE)))
HAZARDS = PAGE.partition("## Known hazards")[2]


def functions_of(file: str) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    """What the page promises is held by the test that it names."""
    assert name in functions_of(file)


def test_the_page_names_tests() -> None:
    """Enough of them, and each file only once a name."""
    assert len(NAMED) > 70
    assert not re.findall(r"`test_\w+`", PAGE)


def test_every_hazard_has_a_test_or_says_that_it_has_none() -> None:
    """A row without a test says that it was not tried."""
    rows = [line for line in HAZARDS.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 40
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert "::" in row or "not " in cells[0] + cells[1], row
