"""The wheel works by itself: built from the tree, run from another folder, with nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that holds what the wheel would install."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(site: Path, *arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m graph` of the unpacked wheel in another folder, with no register of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OBLIGRAPH")}
    environment |= {"PYTHONPATH": str(site), "XDG_DATA_HOME": str(where / "none"), "HOME": str(where)}
    environment |= {"LOCALAPPDATA": str(where / "none"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "graph", "--lang", "en", *arguments]
    return subprocess.run(
        command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_holds_the_package_and_its_data(wheel: Path) -> None:
    """The ontology and the sample lie inside; no test, no index, no top-level `cli` comes along."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {"graph"} == {top for top in tops if not top.endswith(".dist-info")}
    assert "graph/_ontology/obligraph.ttl" in names
    assert any(name.startswith("graph/_data/protocols/") for name in names)
    assert not [name for name in names if "/index/" in name or name.endswith("cli.py")]


def test_the_wheel_names_its_command(wheel: Path) -> None:
    """`obligraph` runs `graph.cli:main`."""
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "obligraph = graph.cli:main" in archive.read(entry).decode("utf-8")


def test_an_installed_package_answers_from_a_register_of_ones_own(unpacked: Path, tmp_path: Path) -> None:
    """`init --sample` makes a register, and the main question is answered from it."""
    made = run(unpacked, "init", "--sample", "mine", where=tmp_path)
    assert (0, "") == (made.returncode, made.stderr)
    asked = run(unpacked, "ask", "which orders still bind the 2023 cohort", "--data", "mine", where=tmp_path)
    assert 0 == asked.returncode, asked.stderr
    assert "4 orders, 12 bundles" in asked.stdout
    assert not list((unpacked / "graph" / "_data").rglob("index/*"))


def test_without_a_register_a_command_says_how_to_make_one(unpacked: Path, tmp_path: Path) -> None:
    """The sample inside the package is to be read only, so it is not taken unasked."""
    asked = run(unpacked, "missing", where=tmp_path)
    assert 2 == asked.returncode
    assert "" == asked.stdout
    assert 1 == len(asked.stderr.splitlines())
    assert "obligraph init" in asked.stderr
