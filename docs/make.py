"""Write the generated documents anew, or check that they are fresh.

Two ways to run it:

    python docs/make.py            writes docs/answer.txt, cli.md, licences.md, ontology.md, seed.html …
    python docs/make.py --check    exit 1 where one of them is not what it would be
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.make_licences import licences_page  # noqa: E402  the checkout comes first
from docs.make_ontology import ontology_page  # noqa: E402  the checkout comes first
from graph.cli.app import COMMANDS  # noqa: E402

MOMENTS = ("--at", "2023-11-15", "--known-at", "2023-11-15")


def obligraph(*arguments: str) -> str:
    """Return what a command of this checkout prints over the sample register."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("index"))
        environment = {**os.environ, "OBLIGRAPH_DATA": str(data), "COLUMNS": "100", "PYTHONUTF8": "1"}
        command = [sys.executable, str(ROOT / "cli.py"), "--lang", "en", *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def commands_page() -> str:
    """Return docs/cli.md: the help of every command."""
    parts = ["# Commands\n", "Made from `--help` by `docs/make.py`.\n"]
    for name in ("", *COMMANDS):
        title = f"obligraph {name}".strip()
        parts.append(f"## {title}\n\n```text\n{obligraph(*name.split(), '--help').rstrip()}\n```\n")
    return "\n".join(parts)


def picture_page() -> str:
    """Return docs/seed.html: the picture of the sample register."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "seed.html"
        obligraph("draw", "--view", "cohort", *MOMENTS, "-o", str(page))
        return page.read_text(encoding="utf-8")


def answer_page() -> str:
    """Return docs/answer.txt: the answer to the main question about a day."""
    return obligraph("binding", "--cohort", "2023", *MOMENTS)


PAGES: dict[str, Callable[[], str]] = {
    "docs/cli.md": commands_page,
    "docs/licences.md": licences_page,
    "docs/ontology.md": ontology_page,
    "docs/seed.html": picture_page,
    "docs/answer.txt": answer_page,
}


def main() -> int:
    """Write or check each page; return the exit code."""
    checking = "--check" in sys.argv[1:]
    stale = []
    for name, make in PAGES.items():
        path, content = ROOT / name, make()
        if checking:
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            stale += [name] * (old != content)
        else:
            path.write_text(content, encoding="utf-8", newline="\n")
    if stale:
        print(f"not fresh: {', '.join(stale)}; run `python docs/make.py`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
