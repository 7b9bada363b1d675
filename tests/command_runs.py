"""Commands run over a register: in this process or one of their own, and what they left behind."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from graph.cli.app import obligraph

ROOT = Path(__file__).resolve().parent.parent
ORDER = "Д05-124/05пр III/2.1"
AT = ("--at", "2023-11-09", "--known-at", "2026-01-01")
BEACONS = Path(__file__).with_name("beacons")
"""Two invented protocols, a journal of events on them, and members."""


def run(
    register: Path, *words: str, language: str = "en", stdin: str | None = None, **environment: str
) -> Result:
    """Run a command over a register in this process."""
    usual = {"OBLIGRAPH_DATA": str(register), "LC_ALL": f"{language}_XX.UTF-8", "COLUMNS": "100"}
    return CliRunner().invoke(obligraph, words, env=usual | environment, input=stdin)


def expect_no_traceback(result: Result, *words: str) -> None:
    """Check that a command ended as commands do: 0, 1 or 2, and one line where it complains."""
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
    assert result.exit_code in {0, 1, 2}, words
    assert "Traceback" not in result.output, words
    if result.exit_code == 2:
        assert result.stderr.strip(), words


def load_beacons(register: Path) -> None:
    """Take the invented protocols, their events and members into a register."""
    for words in (("load", str(BEACONS / "journal.json")), ("members", str(BEACONS / "members.csv"))):
        result = run(register, *words)
        assert 0 == result.exit_code, result.output


def record(register: Path, *words: str) -> Any:  # noqa: ANN401  whatever the command prints
    """Return the JSON that a command prints."""
    result = run(register, *words, "--format", "json")
    assert (0, "") == (result.exit_code, result.stderr if words[0] != "ask" else ""), result.output
    return json.loads(result.stdout)


def process(register: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401
    """Run a command as a process of its own, in the checkout."""
    environment = {**os.environ, "OBLIGRAPH_DATA": str(register), **more.pop("environment", {})}
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    return subprocess.run(command, env=environment, capture_output=True, check=False, **more)


def digest(folder: Path) -> str:
    """Return the SHA-256 of a register's files, their names included, without its index and lock."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in files if not {"index", ".lock"} & set(path.relative_to(folder).parts)]
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in kept)).hexdigest()
