"""Code that also runs where we do not: encodings named, names that fit, locks with twins."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.identity import document_key
from graph.model import Source
from graph.register.holdings import Holdings
from graph.register.intake import _free_file

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path for folder in ("graph", "docs", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")
)
POSIX_ONLY = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "posix", "syslog"}
WINDOWS_ONLY = {"msvcrt", "winreg", "winsound", "_winapi"}


def calls(path: Path) -> Iterator[ast.Call]:
    """Go through the calls in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def wants_encoding(call: ast.Call) -> bool:
    """Whether a call opens a text file and names no encoding."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"read_text", "write_text"}:
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        named = any(keyword.arg in {"encoding", None} for keyword in call.keywords)
        return owner is not None and not named and len(call.args) < (1 if name == "read_text" else 2)
    if name != "open" or (isinstance(call.func, ast.Attribute) and _is_module(call.func.value)):
        return False
    modes = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    modes += [word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)]
    binary = any(isinstance(mode, str) and re.fullmatch(r"[rwxa+]*b[rwxa+]*", mode) for mode in modes)
    return not binary and not any(keyword.arg == "encoding" for keyword in call.keywords)


NO_FILES = {"os", "archive", "_archive", "webbrowser", "zipfile", "watched"}


def _is_module(owner: ast.expr) -> bool:
    """Whether `x.open` belongs to a module, an archive or a browser, and not to a path."""
    return ast.unparse(owner).rpartition(".")[2] in NO_FILES


def test_every_file_is_opened_with_its_encoding() -> None:
    """No text file is read or written in whatever encoding the system has."""
    assert len(MODULES) > 200
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in MODULES
        for call in calls(path)
        if wants_encoding(call)
    ]
    assert [] == [place for place in found if "graph/web/static" not in place]


WRONG = ["open('a')", "path.open()", "path.open('w')", "path.read_text()", "path.write_text('x')"]
RIGHT = ["open('a', 'rb')", "path.open('wb')", "path.read_text(encoding='utf-8')", "os.open(path, flags)"]


@pytest.mark.parametrize("source", WRONG + RIGHT)
def test_the_check_knows_what_it_looks_for(source: str) -> None:
    """Openings with and without an encoding are told apart."""
    (call,) = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    assert (source in WRONG) == wants_encoding(call)


def test_modules_of_one_system_have_their_twins() -> None:
    """What only one system has is imported behind a question for the system."""
    seen = 0
    for path in (module for module in MODULES if module.is_relative_to(ROOT / "graph")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        names = {
            alias.name: node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
            if alias.name in POSIX_ONLY | WINDOWS_ONLY
        }
        seen += len(names)
        top = {node.lineno for node in tree.body if isinstance(node, ast.Import)}
        assert not top & set(names.values()), path
        assert not names or "sys.platform" in text, path
    assert seen >= 3


RESERVED = [
    "CON",
    "con",
    "NUL",
    "AUX",
    "PRN",
    "COM1",
    "LPT9",
    "CON.x",
    "a.",
    "a ",
    "..",
    ".",
    "",
    "COM¹",
    "~",
    "x" * 300,
]


@pytest.mark.parametrize("number", [*RESERVED, "x" * 300])
@pytest.mark.parametrize("day", [date(2031, 2, 18), None])
def test_names_fit_every_system(number: str, day: date | None) -> None:
    """Whatever the number: a beginning of ours, an end that counts, and no sign that systems use."""
    key = document_key(number or None, day, "Совет", "0" * 64)
    source = Source(f"письмо.{number[-3:]}", "text/plain", "", "0" * 64)
    name = _free_file(Holdings(), key, source, lambda _file: False).removeprefix("protocols/")
    assert name.startswith(("2031-02-18_", "undated_"))
    assert re.fullmatch(r"[0-9A-Za-z_~.-]+\.[0-9a-z]+", name)
    assert len(name) < 160


def test_lines_end_alike_everywhere() -> None:
    """What we write has our line ends: text is written as bytes, or with its line end named."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in MODULES
        if path.is_relative_to(ROOT / "graph")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "write_text"
        and not any(keyword.arg == "newline" for keyword in call.keywords)
    ]
    assert [] == found
