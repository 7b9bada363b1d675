"""What the README promises: two commands to paste, the first two shell lines, one for each system."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graph.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv --without-pip .venv && python3 -m pip --python .venv install "


def lines(language: str) -> list[str]:
    """Return the lines of all code blocks in a language, comments left out."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]


def test_the_first_two_shell_lines_ask_and_test() -> None:
    """Each sets up an environment of its own, from the locked versions, and then does its one thing."""
    ask, test = lines("sh")[:2]
    for line, lock in ((ask, "requirements.txt"), (test, "requirements-dev.txt")):
        assert line.startswith(SET_UP)
        assert f"-r {lock}" in line
        assert (ROOT / lock).is_file()
    assert ask.endswith('.venv/bin/python cli.py ask "which orders still bind the 2023 cohort"')
    assert test.endswith(".venv/bin/python -m pytest")


def test_windows_has_the_same_two() -> None:
    """The Windows form differs in the names of programs only."""
    changed = [
        line.replace("python3", "py").replace(".venv/bin/python", r".venv\Scripts\python")
        for line in lines("sh")[:2]
    ]
    assert changed == lines("bat")[:2]


def test_ci_runs_the_line_that_the_readme_shows() -> None:
    """`.ci/run` takes the test command out of the README."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep -m2 '^python3 -m venv' README.md | tail -n 1" in script


def shown_commands() -> list[str]:
    """Return the `obligraph` commands that the README shows."""
    return [line for line in lines("sh") if line.startswith("obligraph ")]


def test_every_command_shown_exists() -> None:
    """A reader can type each line as it stands."""
    shown = shown_commands()
    assert shown
    assert not [line for line in shown if shlex.split(line)[1] not in COMMANDS]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    """Exact versions with hashes; nothing says where they were fetched."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+", text, re.MULTILINE)
    assert len(pinned) > 20
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert not [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)#]+)", README))
def test_links_lead_somewhere(path: str) -> None:
    """Each file that the README links to is there."""
    assert (ROOT / path).exists()
